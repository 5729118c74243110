"""Native readers run apart: a second Python reads the file, and its end, whatever it is, is an answer or a clear error."""

from __future__ import annotations

import marshal
import subprocess
import sys
from pathlib import Path
from typing import Any

from expolens.errors import SourceError
from expolens.readers.limits import CHILD_MEMORY, CHILD_SECONDS

_SCRIPT = Path(__file__).with_name("apart.py")
_LEFT = "Export it again, save it anew, or bring the list as .xlsx or .csv."


class Refused(Exception):  # noqa: N818 - an answer of the task, which its caller puts into words
    """What a task said of a file it cannot read: the name of its exception, and its words."""

    def __init__(self, kind: str, words: str) -> None:
        """Keep both."""
        super().__init__(words)
        self.kind, self.words = kind, words


def apart(
    task: str, data: bytes, *, where: str, deadline: int = CHILD_SECONDS, **given: Any
) -> Any:
    """Return what a task of `apart.TASKS` makes of the bytes, computed in a process of its own.

    `given` and the value are plain (None, bool, int, float, str, bytes, tuple, list, dict). Refused where the task raises;
    SourceError where it panics, aborts, fills its memory or needs longer than `deadline` in seconds. The process has ended when this returns
    or raises, for Ctrl-C too; it may be called from any thread.
    """
    paths = [path for path in sys.path if isinstance(path, str) and path]
    head = marshal.dumps((paths, (CHILD_MEMORY, deadline), task, given))
    output = _answer(head + data, where, deadline)
    try:
        answer = marshal.loads(output)  # noqa: S302 - our own process wrote it
    except (EOFError, ValueError, TypeError) as error:
        raise SourceError(
            "the file breaks its reader: it is damaged", where=where, todo=_LEFT
        ) from error
    if answer[0] == "ok":
        return answer[1]
    if answer[0] == "unloaded":
        raise SourceError(
            f"the reader of this format cannot be loaded: {answer[2]}",
            where=where,
            todo="Install expolens again, with all that it needs.",
        )
    if answer[1] == "memory":
        raise SourceError("reading it takes more memory than a list needs", where=where, todo=_LEFT)
    if answer[1] == "PanicException":
        raise SourceError("the file breaks its reader: it is damaged", where=where, todo=_LEFT)
    raise Refused(answer[1], answer[2])


def _answer(asked: bytes, where: str, seconds: int) -> bytes:
    """Run the script over its input and return what it wrote; what it prints beside that is nothing for a user."""
    command = [sys.executable, "-I", "-S", "-X", "utf8", str(_SCRIPT)]
    try:
        process = subprocess.Popen(  # noqa: S603 - this Python, our own script
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise SourceError(
            f"its reader cannot be started: {error.strerror}", where=where, todo=_LEFT
        ) from error
    with process:
        try:
            return process.communicate(asked, timeout=seconds)[0]
        except subprocess.TimeoutExpired as error:
            raise SourceError(
                f"it was not read within {seconds} seconds", where=where, todo=_LEFT
            ) from error
        finally:
            if process.poll() is None:
                process.kill()
