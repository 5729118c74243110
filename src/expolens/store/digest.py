"""What something is, as a hash of its content; never of its time or place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

import expolens


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hex."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def digest(*parts: object) -> str:
    """Return the SHA-256 of the `repr` of each part; parts are texts, numbers and frozen dataclasses.

    >>> digest("a", 1) == digest("a", 1), digest("a", 1) == digest("a1")
    (True, False)
    """
    return sha256("\x00".join(repr(part) for part in parts).encode()).hexdigest()


def files_digest(folder: Path, files: Iterable[Path]) -> str:
    """Return one SHA-256 of files with their paths relative to `folder`, in path order."""
    return digest(
        *sorted((path.relative_to(folder).as_posix(), file_digest(path)) for path in files)
    )


@cache
def program_digest() -> str:
    """Return the SHA-256 of the program with its packs: every file of the package but its examples and caches."""
    package = Path(expolens.__file__).parent
    own = (
        path
        for path in package.rglob("*")
        if path.is_file()
        and path.suffix != ".pyc"
        and path.relative_to(package).parts[0] != "examples"
    )
    return files_digest(package, own)
