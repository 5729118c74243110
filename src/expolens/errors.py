"""Everything that can go wrong by a user's input or an outside source.

    ExpolensError
    ├── StudyError          the study file, a decision or an argument is wrong          exit code 2
    ├── SourceError         an input cannot be read or understood                       exit code 2
    └── LookupFailed        one question to an outside source failed: go on             exit code 3
        └── SourceUnusable  the source answers nothing any more: stop asking it         exit code 3

Each says what, where, what you have and what to do, in that order; a mistake in the program is none of these.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_SHOWN = 30


class ExpolensError(Exception):
    """A message a user can act on. `where` is a file, with a line or key where there is one; `todo` the next step."""

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", have: str = "", todo: str = "") -> None:
        """Keep the four parts apart, so that a face can lay them out."""
        super().__init__(what)
        self.what, self.where, self.have, self.todo = what, where, have, todo

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return " ".join(part for part in (head, self.have, self.todo) if part)


class StudyError(ExpolensError):
    """The study file, a decision or an argument is wrong."""


class SourceError(ExpolensError):
    """An input cannot be read or understood."""


class LookupFailed(ExpolensError):  # noqa: N818 - the name in the design
    """One question to an outside source failed; the others go on."""

    exit_code = 3


class SourceUnusable(LookupFailed):
    """An outside source answers nothing any more."""


def suggestion(given: str, known: Iterable[str]) -> str:
    """Return "Did you mean 'founded'?" for the nearest of `known`, or a list of them, at most thirty, where none is near.

    >>> suggestion("fonded", ["founded", "capital"])
    "Did you mean 'founded'?"
    """
    names = sorted(set(known))
    near = get_close_matches(given, names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean '{near[0]}'?"
    some = [name for name in names if given and name.startswith(given.partition(".")[0])] or names
    more = f" and {len(some) - _SHOWN:,} more" if len(some) > _SHOWN else ""
    return f"Known: {', '.join(some[:_SHOWN])}{more}." if some else ""
