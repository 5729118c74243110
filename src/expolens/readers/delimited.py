"""Delimited text a row at a time, as Python's csv module reads it: the delimiter, the rows with their lines, and where quotation marks are in doubt."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import IO

from expolens.errors import SourceError
from expolens.layouts.header import meaning
from expolens.readers.grid import NAMES

DELIMITERS = ",\t;|"
NONE = "\x1f"
"""The delimiter of a list of one column whose cells hold commas."""
LONGEST_CELL = LONGEST_LINE = 10_000_000
# How much of the lines must be as wide as the header, for quotation marks to be taken as letters.
_REGULAR = 0.9
_FEWEST = 2
_CHUNK, _CHECKED = 1 << 20, 100_000
SEP = re.compile(r"""\ufeff?"?sep=([^\w\s"']|\t)"?[ ,;\t]*(?:\r?\n|$)""", re.IGNORECASE)
"""The first line by which Excel is told the delimiter."""

Numbered = tuple[int, list[str]]
"""The line in which a row ends, and its cells."""


class Irregular(Exception):  # noqa: N818 - what is read another way
    """Read in this way, the rows are not those of the list: a quotation mark swallowed some, or lines are of another width."""


def lines_of(text: str) -> Iterator[str]:
    r"""Yield the lines of a text with their line ends (\n), without a second copy of the whole."""
    return chain.from_iterable(io.StringIO(part, newline="\n") for part in _chunks(text))


def _chunks(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        end = text.find("\n", at + _CHUNK) + 1 or len(text)
        yield text[at:end]
        at = end


def refuse_long(text: str, where: str, longest: int = LONGEST_LINE) -> None:
    """Raise SourceError where a line is longer than a table's can be."""
    at, number = 0, 1
    while len(text) - at > longest:
        end = text.rfind("\n", at, at + longest) + 1
        if not end:
            length = (text.find("\n", at) + 1 or len(text) + 1) - 1 - at
            raise SourceError(
                f"line {number + text.count(chr(10), 0, at):,} is {length:,} characters long: this is no table of rows",
                where=where,
                todo="Export it again with a line a row, or as .xlsx or .json.",
            )
        at = end


def lines_in(file: IO[str]) -> Iterator[str]:
    """Yield the lines of an open text as they end there; Irregular where one is longer than those of any table."""
    return chain.from_iterable(io.StringIO(part, newline="") for part in _read(file))


def _read(file: IO[str]) -> Iterator[str]:
    while part := file.read(_CHUNK):
        part += file.readline(LONGEST_LINE)
        if len(part) >= LONGEST_LINE:
            raise Irregular
        yield part


def quoted(lines: Iterable[str], delimiter: str) -> Iterator[Numbered]:
    """Yield the rows with anything between their delimiters, quotation marks as csv has them.

    csv.Error where a mark is not in order, Irregular behind the last row where marks that are swallowed rows.
    """
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    widths: Counter[int] = Counter()
    suspects: defaultdict[int, int] = defaultdict(int)
    last = width = count = 0
    for row in reader:
        line = reader.line_num
        if line - last > 1:
            for usual in _like_rows(row, delimiter):
                suspects[usual] += 1
        last = line
        if not row:
            continue
        if len(row) == width:
            count += 1
        else:
            widths[width] += count
            width, count = len(row), 1
        yield line, row
    widths[width] += count
    if suspects.get(usual_width(widths)):
        raise Irregular


def usual_width(widths: Counter[int]) -> int:
    """Return how many cells most rows have, the greater number where two are as many."""
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _like_rows(cells: Sequence[str], delimiter: str) -> set[int]:
    """Return the widths of a table of which a cell holds lines that look like rows: two or more of them, or one where a row has more than two cells."""
    found = set[int]()
    for cell in cells:
        if "\n" in cell or "\r" in cell:
            inner = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")[1:]
            counts = Counter(line.count(delimiter) for line in inner)
            found |= {n + 1 for n, times in counts.items() if n > 1 or (n and times > 1)}
    return found


def holds_rows(cells: Sequence[str], delimiter: str, usual: int) -> bool:
    """Tell whether a cell holds lines that look like rows of a table of that many columns."""
    return usual in _like_rows(cells, delimiter)


def unquoted(lines: Iterable[str], delimiter: str, broken: list[int]) -> Iterator[Numbered]:
    """Yield each line as a row, quotation marks that are not in order as letters; Irregular where lines do not fit either.

    `broken` is given the lines with such marks.
    """
    csv.field_size_limit(LONGEST_CELL)
    width, fit, count = 0, 0, 0
    for number, line in enumerate(lines, 1):
        bare = line.rstrip("\r\n")
        if not bare:
            continue
        row = bare.split(delimiter)
        if '"' in bare:
            try:
                (row,) = csv.reader([bare], delimiter=delimiter, strict=True)
            except (csv.Error, ValueError):
                broken.append(number)
        if not bare.strip():
            yield number, row
            continue
        width = width or len(row)
        if len(row) > width or (width < _FEWEST and delimiter != NONE):
            raise Irregular
        fit, count = fit + (len(row) == width), count + 1
        if not count % _CHECKED and fit * 2 < count:
            raise Irregular
        yield number, row
    if fit < _REGULAR * count:
        raise Irregular


def delimiter_of(text: str) -> str:
    """Return the delimiter that gives the same number of cells, more than one, in most of the first lines, or that `sep=;` in the first line says.

    A line that is a known name's header and nothing else is that of a list of one column: no delimiter splits it.
    """
    if said := SEP.match(text):
        return said[1]
    sample = [line for line in text[:65536].split("\n") if line.strip()][:30]
    for line in sample[:15]:
        if meaning(line.strip().strip('"')) in NAMES and not re.search(r"[,\t;|]", line):
            return NONE
        if any(len([cell for cell in line.split(one) if meaning(cell.strip('" '))]) > 1 for one in DELIMITERS):  # fmt: skip
            break

    def evenness(delimiter: str) -> tuple[int, int]:
        rows = [next(csv.reader([line], delimiter=delimiter), []) for line in sample]
        widths = Counter(map(len, rows))
        usual = usual_width(widths)
        return (widths[usual] if usual > 1 else 0, usual)

    return max(
        DELIMITERS, key=lambda delimiter: (*evenness(delimiter), -DELIMITERS.index(delimiter))
    )
