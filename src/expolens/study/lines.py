"""Where a key stands in a TOML text: for messages, which tomllib cannot number."""

from __future__ import annotations

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""A way into a TOML document: keys, and positions from 0 in arrays of tables."""

_HEADER = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(
    r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*="""
)
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
_MULTI = re.compile(r'\"\"\"|\'\'\'')  # fmt: skip


def line_of(text: str, path: Path) -> int:
    r"""Return the line, from 1, on which `path` stands, or the nearest table around it; 1 where nothing is near.

    >>> line_of('[study]\nid = "a"\n[[source]]\n[[source]]\nrole = "list"', ("source", 1, "role"))
    5
    """
    best, line = 0, 1
    for number, here in _places(text):
        if here[: len(path)] == path:
            return number
        if len(here) > best and here == path[: len(here)]:
            best, line = len(here), number
    return line


def _places(text: str) -> Iterator[tuple[int, Path]]:
    """Yield each line that opens a table or sets a key, with its way; texts over several lines are passed over."""
    counts: dict[Path, int] = {}
    table: Path = ()
    quote = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if quote:
            quote = "" if quote in line else quote
            continue
        if header := _HEADER.match(line):
            table = _table(_parts(header[2]), array=header[1] == "[[", counts=counts)
            yield number, table
        elif key := _KEY.match(line):
            yield number, (*table, *_parts(key[1]))
        for found in _MULTI.findall(line):
            quote = "" if quote == found else quote or found


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(text))


def _table(names: tuple[str, ...], *, array: bool, counts: dict[Path, int]) -> Path:
    """Return the way of a header, with the position of each array on it; an array's own header opens its next entry."""
    here: Path = ()
    for depth, name in enumerate(names):
        here = (*here, name)
        last = depth == len(names) - 1
        if array and last:
            counts[here] = counts.get(here, -1) + 1
        if here in counts:
            here = (*here, counts[here])
    return here
