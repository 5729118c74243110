"""Lines of a name and a booth with one space between, as a PDF or a message gives them: taken apart where most lines show which is which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from expolens.layouts.header import meaning
from expolens.readers.looks import CODES

_MOST, _FEWEST, _SEEN = 0.8, 3, 400
_FIRST = re.compile(rf"(?P<booth>{CODES})\s+(?P<name>\S.*)")
_LAST = re.compile(rf"(?P<name>.*\S)\s+(?P<booth>{CODES})")
_LETTER = re.compile(r"[^\W\d_]{2}")


def standing(lines: Sequence[str]) -> tuple[tuple[str, ...], list[list[str]]] | None:
    """Return the header and the cells of lines in which a booth stands before or behind a name, None where it does not in four of five.

    The first line may be the header, in words with spaces between; a third column stands behind then. A line that does not fit is a name as a whole.

    >>> standing(["A01 Stand-in One", "A02 Stand-in Two", "B01 Stand-in Three"])[1][0]
    ['Stand-in One', 'A01', '']
    """
    said = _header(lines[0]) if lines else ()
    rows = lines[1:] if said else lines
    if len(rows) < _FEWEST:
        return None
    for form in (_FIRST, _LAST, *([_behind(said)] if said[:2] == ("name", "booth") else [])):
        seen = rows[:_SEEN]
        if sum(_fits(form, line) for line in seen) >= _MOST * len(seen):
            rest = said[2] if len(said) > 2 else "line 2"
            return ("name", "booth", rest), [_cells(form, line) for line in rows]
    return None


def _behind(said: tuple[str, ...]) -> re.Pattern[str]:
    third = r"\s+(?P<rest>\S.*)" if len(said) > 2 else ""
    return re.compile(rf"(?P<name>.*\S)\s+(?P<booth>{CODES}|\d{{1,5}}){third}")


def _header(line: str) -> tuple[str, ...]:
    """Return the fields of a header of two or three words, () where the line is none."""
    fields = tuple(map(meaning, line.split()))
    return (
        fields if len(fields) in (2, 3) and {"name", "booth"} <= {*fields} and all(fields) else ()
    )


def _fits(form: re.Pattern[str], line: str) -> bool:
    found = form.fullmatch(line.strip())
    return bool(found and _LETTER.search(found["name"]))


def _cells(form: re.Pattern[str], line: str) -> list[str]:
    found = form.fullmatch(line.strip()) if _fits(form, line) else None
    if not found:
        return [line.strip(), "", ""]
    return [found["name"], found["booth"], found.groupdict().get("rest") or ""]
