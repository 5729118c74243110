"""A folder that a process is at work in, so that another can tell it from one that a killed process left."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import time
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_NAME = ".held"
# A folder without a lock is one that is just being made, or was left by a version that had none.
_A_DAY = 24 * 60 * 60.0


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a lock in a folder while the block runs; the lock goes with the process, however that ends."""
    path = folder / _NAME
    with path.open("ab") as file:
        _lock(file)
        yield
    # Windows deletes no file that is open.
    with suppress(OSError):
        path.unlink()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other process is in a block like this one on the same folder, and hold it while the block runs.

    So that two people who decide at once both keep what they said. Windows, which locks no folders, does not wait.
    """
    if sys.platform == "win32" or not folder.is_dir():
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # A network drive that knows no locks is no reason to keep nothing.
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def abandoned(folder: Path) -> bool:
    """Tell whether no process is at work in a folder that one was made for."""
    path = folder / _NAME
    try:
        if not path.is_file():
            return time() - folder.stat().st_mtime > _A_DAY
        with path.open("ab") as file:
            return _lock(file)
    except OSError:
        return False


def _lock(file: IO[bytes]) -> bool:
    """Lock an open file without waiting; False where another process has it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
