"""Where indexes are kept between runs: in the user's cache folder, by what they were made of."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from time import time

import expolens
from expolens.matching.index import Index
from expolens.matching.kept import VERSION, opened

_MADE_BY = (
    "names",
    "values",
    "layouts",
    "matching",
    "readers",
    "match/parties.py",
    "match/codes.py",
    "match/nameless.py",
    "match/headers.py",
    "match/reading.py",
)
"""What an index is made by: another word list or rule makes another index."""
_SUM = "sum"
_UNUSED = 90 * 24 * 3600.0
_A_DAY = 24 * 3600.0
Told = Mapping[str, object]
"""What is known of an index beside it: what was noticed when its registry was read."""


def folder() -> Path:
    """Return where indexes are kept: $EXPOLENS_CACHE, else `expolens` in the user's cache folder ($XDG_CACHE_HOME, ~/Library/Caches, %LOCALAPPDATA%, ~/.cache)."""
    if own := os.environ.get("EXPOLENS_CACHE"):
        return Path(own)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "expolens"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "expolens" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "expolens"


@cache
def _made_by() -> str:
    """Return the hash of the code and word lists that make an index, but not of what only weighs."""
    package, found = Path(expolens.__file__).parent, sha256()
    for name in _MADE_BY:
        for path in sorted([package / name, *(package / name).rglob("*")]):
            if path.suffix in (".py", ".toml", ".csv", ".txt") and path.name != "weights.toml":
                found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    found.update(f"{VERSION} {unicodedata.unidata_version}".encode())
    return found.hexdigest()


def place(digest: str, *choice: str) -> Path:
    """Return the file of the index of a registry with this hash, read with these choices."""
    key = "\x00".join((digest, *choice, _made_by()))
    return folder() / "indexes" / f"{sha256(key.encode()).hexdigest()[:40]}.index"


def taken(path: Path) -> tuple[Index, Told] | None:
    """Open a kept index with what was told of it; None where there is none, or one that is damaged or of another version.

    Every byte of it is checked, for a damaged index would give wrong matches: 0.05 s for a million names.
    """
    try:
        told = json.loads(path.with_suffix(".json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(told, dict) or told.get(_SUM) != _sum(path):
        return None
    index = opened(path)
    if index is None:
        return None
    with suppress(OSError):
        os.utime(path)
    return index, told


def put(path: Path, write: Callable[[Path], None], told: Told) -> tuple[Path, OSError | None]:
    """Keep an index and return where it stands: at `path`, or in a folder of its own where that cannot be written, with the reason.

    Two processes that build one index at once both write it whole, and the later one stays. OSError where there is no room anywhere.
    """
    try:
        _written(path, write, told)
        _cleared(path)
    except OSError as error:
        own = Path(mkdtemp(prefix="expolens-")) / path.name
        _written(own, write, told)
        return own, error
    return path, None


def _sum(path: Path) -> int:
    """Return the CRC-32 of a file, -1 where there is none; read in pieces, so that it takes no memory."""
    found, piece = 0, bytearray(1 << 20)
    try:
        with path.open("rb", buffering=0) as file:
            while count := file.readinto(piece):
                found = zlib.crc32(memoryview(piece)[:count], found)
    except OSError:
        return -1
    return found


def _written(path: Path, write: Callable[[Path], None], told: Told) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path)
    told = {**told, _SUM: _sum(path)}
    beside = path.with_suffix(".json")
    part = beside.with_name(f".{beside.name}.{os.getpid()}")
    try:
        part.write_text(json.dumps(told, ensure_ascii=True), "utf-8")
        part.replace(beside)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _cleared(path: Path) -> None:
    """Take away what killed runs left a day ago, and indexes that nobody opened for three months."""
    now = time()
    for one in path.parent.iterdir():
        with suppress(OSError):
            age = now - one.stat().st_mtime
            if one.name.startswith(".") and age > _A_DAY:
                one.unlink()
            elif one.suffix == ".index" and one != path and age > _UNUSED:
                one.unlink()
                one.with_suffix(".json").unlink(missing_ok=True)
