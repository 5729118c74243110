"""What was noticed, as a code that `wording` tells in both languages."""

from __future__ import annotations

_LONGEST = 300


def noted(code: str, *details: object) -> str:
    r"""Return a note as its code in `wording/` (note.code) with its details behind it, tabs between; long ones, which a site may have made, are cut.

    >>> noted("archive_tail", 12)
    'archive_tail\t12'
    """
    return "\t".join([code, *(" ".join(str(one)[:_LONGEST].split()) for one in details)])
