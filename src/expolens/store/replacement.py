"""A folder replaced as a whole, or not at all."""

from __future__ import annotations

import errno
import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from expolens.errors import StudyError
from expolens.store.hold import abandoned, held

_MARK = ".expolens-"


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside `target` that takes its place when the block ends well.

    If the block raises, or is interrupted, `target` stays as it was and the folder is removed. Raises StudyError
    where the disk is full or the place cannot be written to.
    """
    part: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = Path(mkdtemp(prefix=f"{_MARK}{target.name}-", dir=target.parent))
        part.chmod(0o755)
        with held(part):
            yield part
        _swap(part, target)
    except OSError as error:
        raise _explained(error, target) from error
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)


def _swap(part: Path, target: Path) -> None:
    """Put `part` where `target` is; put the old one back if that fails half-way."""
    if not target.exists():
        part.rename(target)
        return
    old = target.with_name(f"{_MARK}{target.name}-old")
    shutil.rmtree(old, ignore_errors=True)
    target.rename(old)
    try:
        part.rename(target)
    except BaseException:
        with suppress(OSError):
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def restore(target: Path) -> None:
    """Put back what a run that was killed in the middle of a swap left beside `target`, and take away what killed runs left unfinished.

    A folder that another process is at work in stays.
    """
    old = target.with_name(f"{_MARK}{target.name}-old")
    if old.is_dir() and not target.exists():
        with suppress(OSError):
            old.rename(target)
    for part in target.parent.glob(f"{glob.escape(f'{_MARK}{target.name}')}-*"):
        if part.is_dir() and not part.is_symlink() and part != old and abandoned(part):
            shutil.rmtree(part, ignore_errors=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or as it was before, even where the power goes; StudyError as in `replacing`."""
    part = path.with_name(f"{_MARK}{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise _explained(error, path) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _explained(error: OSError, target: Path) -> StudyError:
    """Say what a user can do about a disk that is full or a folder that is not theirs."""
    where = str(error.filename or target)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StudyError(
            "the disk is full",
            where=where,
            have="Nothing was changed.",
            todo="Free some space and run again.",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StudyError(
            "this place cannot be written to",
            where=where,
            have="Nothing was changed.",
            todo="Copy the study to a folder of your own, or close the program that holds the file.",
        )
    return StudyError(f"cannot be written: {error.strerror or error}", where=where)
