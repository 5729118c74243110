"""CSV, TSV and semicolons, with any line end, and quotation marks that are none."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from expolens.errors import SourceError
from expolens.layouts.header import meaning
from expolens.readers.grid import NAMES, Grid, Line, gridded, noted

_DELIMITERS = ",\t;|"
_NONE = "\x1f"
LONGEST_CELL = 10_000_000
# How much of the lines must be as wide as the header, for quotation marks to be taken as letters.
REGULAR = 0.9


def csv_grid(text: str, *, where: str, encoding: str = "", delimiter: str = "") -> Grid:
    """Read delimited text; the delimiter is the study's, or the one that splits the first lines most evenly.

    A list of one column whose names hold commas has none. A quotation mark that is opened and not closed swallows rows: such a
    file is read line by line, with the marks of those lines as letters, and said; where lines do not fit either, SourceError with
    the line.
    """
    csv.field_size_limit(LONGEST_CELL)
    text = text.replace("\x00", "")
    chosen = delimiter or delimiter_of(text)
    try:
        lines, notes = _lines(text, chosen, where)
    except csv.Error as error:
        raise SourceError(f"it cannot be read: {error}", where=where) from error
    return gridded(lines, where=where, encoding=encoding, notes=notes)


def _lines(text: str, delimiter: str, where: str) -> tuple[list[Line], list[str]]:
    """Return the lines, with notes where quotation marks were taken as letters or a cell holds what looks like rows."""
    strict, fault = _read(text, delimiter, strict=True)
    usual = _usual([cells for _, cells in strict])
    swallowed = [place for place, cells in strict if holds_rows(cells, delimiter, usual)]
    if not fault and not swallowed:
        return strict, []
    apart, broken = _line_by_line(text, delimiter)
    width = len(apart[0][1]) if apart else 0
    fits = [len(cells) == width for _, cells in apart]
    regular = (
        (width > 1 or delimiter == _NONE)
        and sum(fits) >= REGULAR * len(fits)
        and all(len(cells) <= width for _, cells in apart)
    )
    # A stray mark is alone in its line; well-formed cells of several lines have the marks of their neighbours too.
    stray = bool(fault) or all(text.split("\n")[line - 1].count('"') == 1 for line in broken)
    if regular and broken and stray:
        return apart, [noted("quotes_as_letters", len(broken), ", ".join(map(str, broken[:10])))]
    if not fault:
        return strict, [noted("rows_in_cell", len(swallowed), ", ".join(swallowed[:10]))]
    lenient, _ = _read(text, delimiter, strict=False)
    closed = not _open_at_end(text, delimiter)
    if closed and not any(holds_rows(cells, delimiter, usual) for _, cells in lenient):
        return lenient, [noted("loose_quotes", fault)]
    raise SourceError(
        f"a quotation mark in line {fault} is not closed, so that rows run into each other",
        where=where,
        todo="Close it, double it, or take it out; or save the list as .xlsx.",
    )


def _read(text: str, delimiter: str, *, strict: bool) -> tuple[list[Line], int]:
    """Return the lines, and the line where the first row with a fault in its quotation marks begins, 0 where there is none."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=strict)
    found: list[Line] = []
    begun = 1
    try:
        for cells in reader:
            found.append((f"row {reader.line_num}", cells))
            begun = reader.line_num + 1
    except csv.Error:
        if not strict:
            raise
        return found, begun
    return found, 0


def _open_at_end(text: str, delimiter: str) -> bool:
    """Tell whether the text ends inside quotation marks: a mark more would then be part of the last cell."""
    rows = list(
        csv.reader(
            io.StringIO(f'{text.rstrip()}{delimiter}"x"\n'), delimiter=delimiter, strict=False
        )
    )
    return not rows or rows[-1][-1:] != ["x"]


def _usual(rows: Sequence[Sequence[str]]) -> int:
    widths = [len(cells) for cells in rows if cells]
    return max(set(widths), key=lambda width: (widths.count(width), width), default=0)


def holds_rows(cells: Sequence[str], delimiter: str, usual: int) -> bool:
    """Tell whether a cell holds lines that look like rows: two or more, each with as many delimiters as a row has."""
    for cell in cells:
        inner = cell.split("\n")[1:]
        like = [line for line in inner if usual > 1 and line.count(delimiter) == usual - 1]
        if len(like) > 1 or (like and usual > 2):
            return True
    return False


def _line_by_line(text: str, delimiter: str) -> tuple[list[Line], list[int]]:
    """Return each line as a row of its own, and the lines whose quotation marks were taken as letters."""
    found: list[Line] = []
    broken: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        rows, fault = _read(line, delimiter, strict=True)
        if fault or len(rows) != 1:
            broken.append(number)
            found.append((f"row {number}", line.split(delimiter)))
        else:
            found.append((f"row {number}", rows[0][1]))
    return found, broken


def delimiter_of(text: str) -> str:
    """Return the delimiter that gives the same number of cells, more than one, in most of the first lines.

    A line that is a known name's header and nothing else is that of a list of one column: no delimiter splits it.
    """
    sample = [line for line in text[:65536].split("\n") if line.strip()][:30]
    for line in sample[:15]:
        if meaning(line.strip().strip('"')) in NAMES and not re.search(r"[,\t;|]", line):
            return _NONE
        if any(len([cell for cell in line.split(one) if meaning(cell.strip('" '))]) > 1 for one in _DELIMITERS):  # fmt: skip
            break

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = [len(next(csv.reader([line], delimiter=delimiter), [])) for line in sample]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(usual) if usual > 1 else 0, usual)

    return max(
        _DELIMITERS, key=lambda delimiter: (*evenness(delimiter), -_DELIMITERS.index(delimiter))
    )
