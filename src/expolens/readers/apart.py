"""What runs in a process of its own: native readers, which may abort or fill the memory on a damaged file.

This file is started as a script (see `child.py`) with the standard library and the paths of its parent, and nothing of the package is
imported: a task is a file beside this one that imports its native library and nothing else of ours. It reads marshal from its input,
(paths, limits, task, arguments) and then the bytes of the file, and writes marshal: ("ok", value), ("error", kind, words) or ("unloaded", kind, words).
"""

from __future__ import annotations

import contextlib
import importlib.util
import marshal
import os
import sys
from pathlib import Path
from typing import Any

TASKS = {
    "calamine_sheets": ("calamine.py", "calamine_sheets"),
    "pdf_words": ("pdf/words.py", "pdf_words"),
}
"""A task, the file beside this one that holds it, and its function: from bytes and plain arguments to plain values."""


def bounded(memory: int, seconds: int) -> None:
    """Bound this process where the system can: address space, processor time, no core file, no window that waits for a click."""
    if sys.platform == "win32":
        importlib.import_module("ctypes").windll.kernel32.SetErrorMode(0x0001 | 0x0002 | 0x8000)
        return
    resource = importlib.import_module("resource")
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
    ):
        # A system that knows no such bound, or has a lower one already, keeps its own.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def task_of(name: str) -> Any:
    """Return the function of a task out of its file."""
    file, function = TASKS[name]
    spec = importlib.util.spec_from_file_location(f"apart_{name}", Path(__file__).parent / file)
    if spec is None or spec.loader is None:
        raise ImportError(file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return getattr(module, function)


def main() -> None:
    """Do one task and end."""
    # What a native library prints must not mix with the answer.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    paths, (memory, seconds), name, arguments = marshal.load(sys.stdin.buffer)  # noqa: S302 - from the parent
    sys.path[:] = paths
    data = sys.stdin.buffer.read()
    result: tuple[Any, ...]
    kind = "unloaded"
    try:
        task = task_of(name)
        kind = "error"
        bounded(memory, seconds)
        result = ("ok", task(data, **arguments))
    except MemoryError:
        result = ("error", "memory", "")
    except BaseException as error:
        result = (kind, type(error).__name__, str(error)[:500])
    answer.write(marshal.dumps(result))
    answer.flush()
    # Nothing of a native library that may be in disorder is taken down.
    os._exit(0)


if __name__ == "__main__":
    main()
