"""CSV, TSV and semicolons, with any line end."""

from __future__ import annotations

import csv
import io

from expolens.errors import SourceError
from expolens.readers.grid import Grid, gridded

_DELIMITERS = ",\t;|"
_LONGEST_CELL = 10_000_000


def csv_grid(text: str, *, where: str, encoding: str = "", delimiter: str = "") -> Grid:
    """Read delimited text; the delimiter is the study's, or the one that splits the first lines most evenly."""
    chosen = delimiter or _delimiter(text)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=chosen, strict=False)
    try:
        lines = [(f"row {reader.line_num}", cells) for cells in reader]
    except csv.Error as error:
        raise SourceError(f"line {reader.line_num} cannot be read: {error}", where=where) from error
    return gridded(lines, where=where, encoding=encoding)


def _delimiter(text: str) -> str:
    """Return the delimiter that gives the same number of cells, more than one, in most of the first lines."""
    sample = [line for line in text[:65536].split("\n") if line.strip()][:30]

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = [len(next(csv.reader([line], delimiter=delimiter), [])) for line in sample]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(usual) if usual > 1 else 0, usual)

    return max(
        _DELIMITERS, key=lambda delimiter: (*evenness(delimiter), -_DELIMITERS.index(delimiter))
    )
