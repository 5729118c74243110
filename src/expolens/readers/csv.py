"""CSV, TSV and semicolons as a grid, with any line end, quotation marks that are none, and files that are cut."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from expolens.errors import SourceError
from expolens.readers.delimited import (
    LONGEST_CELL,
    SEP,
    Irregular,
    Numbered,
    delimiter_of,
    holds_rows,
    lines_of,
    quoted,
    refuse_long,
    unquoted,
    usual_width,
)
from expolens.readers.footers import may_be_footer
from expolens.readers.grid import MOST_TOGETHER, Grid, Line, gridded, noted
from expolens.readers.guarded import without_guards

_TAIL, _FEWEST, _ROW = 1 << 16, 5, 5


def csv_grid(text: str, *, where: str, encoding: str = "", delimiter: str = "") -> Grid:
    """Read delimited text; the delimiter is the study's, the one its first line says, or the one that splits the first lines most evenly.

    A list of one column whose names hold commas has none. A quotation mark that is opened and not closed swallows rows: such a
    file is read line by line, with the marks of those lines as letters, and said; where lines do not fit either, SourceError with
    the line. A file that ends inside quotation marks is read up to the cell that is cut, and said. SourceError for a line that is longer than those of any table.
    """
    text = text.replace("\x00", "")
    refuse_long(text, where)
    chosen = delimiter or delimiter_of(text)
    if said := SEP.match(text):
        text = "\n" + text[said.end() :]
    try:
        grid = _grid(quoted(lines_of(text), chosen), where, encoding, ())
        return replace(grid, notes=(*grid.notes, *_short_end(text, chosen)))
    except (csv.Error, Irregular):
        rows, notes = _doubtful(text, chosen, where)
    return _grid(rows, where, encoding, notes)


def _grid(rows: Iterable[Numbered], where: str, encoding: str, notes: Iterable[str]) -> Grid:
    lines: Iterator[Line] = ((f"row {line}", cells) for line, cells in without_guards(rows))
    return gridded(lines, where=where, encoding=encoding, notes=notes, counted=True)


def _doubtful(text: str, delimiter: str, where: str) -> tuple[list[Numbered], list[str]]:
    """Return the rows of a text whose quotation marks are not in order or hold rows, with a note of what was made of them."""
    if (
        text.count("\n") * (_ROW + text[:_TAIL].count(delimiter) / (text[:_TAIL].count("\n") or 1))
        > MOST_TOGETHER
    ):
        raise SourceError(
            "its quotation marks are not in order, and it is too large to look where", where=where,
            todo="Export it again, or filter it to the companies in question.",
        )  # fmt: skip
    strict, fault = _strict(text, delimiter)
    usual = usual_width(Counter(len(cells) for _, cells in strict if cells))
    swallowed = [line for line, cells in strict if holds_rows(cells, delimiter, usual)]
    if fault and not swallowed and (cut := _cut(text, delimiter, fault, usual)):
        return [*strict, cut], [noted("cut_in_cell", fault)]
    broken: list[int] = []
    try:
        apart = list(unquoted(lines_of(text), delimiter, broken))
    except Irregular:
        apart = []
    if apart and broken and (fault or _alone(text, broken)):
        return apart, [noted("quotes_as_letters", len(broken), ", ".join(map(str, broken[:10])))]
    if not fault:
        said = ", ".join(f"row {line}" for line in swallowed[:10])
        return strict, [noted("rows_in_cell", len(swallowed), said)]
    lenient = _lenient(text, delimiter)
    closed = lenient and not _open_at_end(text, delimiter)
    if closed and not any(holds_rows(cells, delimiter, usual) for _, cells in lenient):
        return lenient, [noted("loose_quotes", fault)]
    raise SourceError(
        f"a quotation mark in line {fault} is not closed, so that rows run into each other",
        where=where,
        todo="Close it, double it, or take it out; or save the list as .xlsx.",
    )


def _strict(text: str, delimiter: str) -> tuple[list[Numbered], int]:
    """Return the rows up to the first with a fault in its quotation marks, and the line where that begins, 0 where there is none."""
    reader = csv.reader(lines_of(text), delimiter=delimiter, strict=True)
    found: list[Numbered] = []
    begun = 1
    try:
        for cells in reader:
            if cells:
                found.append((reader.line_num, cells))
            begun = reader.line_num + 1
    except csv.Error:
        return found, begun
    return found, 0


def _lenient(text: str, delimiter: str) -> list[Numbered]:
    """Return the rows with marks as far as they can be had, none where a cell is longer than any is."""
    reader = csv.reader(lines_of(text), delimiter=delimiter)
    try:
        return [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error:
        return []


def _alone(text: str, broken: Iterable[int]) -> bool:
    """Tell whether the marks of these lines are stray: one in its line, where well-formed cells of several lines have the marks of their neighbours too."""
    lines = text.split("\n")
    return all(lines[line - 1].count('"') == 1 for line in broken)


def _open_at_end(text: str, delimiter: str) -> bool:
    """Tell whether the text ends inside quotation marks: a mark more would then be part of the last cell."""
    tail = lines_of(f'{text.rstrip()}{delimiter}"x"\n')
    last: list[str] = []
    for row in csv.reader(tail, delimiter=delimiter):
        last = row
    return last[-1:] != ["x"]


def _cut(text: str, delimiter: str, fault: int, usual: int) -> Numbered | None:
    """Return the whole cells of the last row of a file that ends inside quotation marks, None where the mark is rather a stray one.

    The file has no line end there, the mark opens a cell, and nothing behind it looks like rows.
    """
    if text.endswith("\n"):
        return None
    at = -1
    for _ in range(fault - 1):
        at = text.find("\n", at + 1)
    if len(text) - at > LONGEST_CELL:
        return None
    rest = text[at + 1 :]
    try:
        closed = list(
            csv.reader(io.StringIO(rest + '"', newline="\n"), delimiter=delimiter, strict=True)
        )
    except csv.Error:
        return None
    # A mark alone in a line that has every cell is a letter of it.
    whole = "\n" not in rest and usual > 1 and rest.count(delimiter) + 1 >= usual
    whole = whole and not _marked(text[max(0, at - _TAIL) : max(0, at)])
    fits = len(closed) == 1 and len(closed[0]) <= max(usual, 1)
    if whole or not fits or holds_rows(closed[0], delimiter, usual):
        return None
    return fault, closed[0][:-1]


def _marked(text: str) -> bool:
    """Tell whether most of these lines have cells in quotation marks."""
    lines = [line for line in text.split("\n") if line]
    return sum('"' in line for line in lines) * 2 > len(lines)


def _short_end(text: str, delimiter: str) -> list[str]:
    """Return a note where the last line has no line end and fewer cells than every line above it has, and is no footer: the file may be cut there."""
    if text.endswith("\n"):
        return []
    lines = [line for line in text[-_TAIL:].split("\n")[1:] if line.strip()]
    rows = [next(csv.reader([line], delimiter=delimiter), []) for line in lines]
    widths = {len(row) for row in rows[:-1]}
    if len(rows) <= _FEWEST or len(widths) > 1 or len(rows[-1]) >= max(widths):
        return []
    return [] if may_be_footer([*rows[-1], ""]) else [noted("short_end", lines[-1][-60:])]
