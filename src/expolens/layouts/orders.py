"""In which order the dates of a column stand: a column that holds 25/12/2010 has its day first in 03/04/2005 too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from expolens.layouts.mapping import Mapping
from expolens.readers.grid import Grid
from expolens.values import FIELDS

_DATE = re.compile(r"\s*(\d{1,2})([-/.])(\d{1,2})\2\d{4}(?:\s.*)?")


def ordered(grid: Grid, mapping: Mapping) -> Mapping:
    """Return the mapping with the order of day and month of each column of dates whose values tell it, where neither the study nor a layout does.

    Told is it by a date that can be read in one way only, where no other says the contrary, and by full stops: these stand between day, month and year.
    """
    units = dict(mapping.units)
    for at, header in enumerate(grid.header):
        field = mapping.columns.get(header, "")
        dates = field in FIELDS and FIELDS[field].type == "date" and header not in units
        if dates and (order := _order([row.cells[at] for row in grid.rows])):
            units[header] = order
    return mapping if units == mapping.units else replace(mapping, units=units)


def _order(values: Sequence[str]) -> str:
    found = [one for value in values if value and (one := _DATE.fullmatch(value))]
    first = any(int(one[1]) > 12 for one in found)
    second = any(int(one[3]) > 12 for one in found)
    if first != second:
        return "dmy" if first else "mdy"
    return "dmy" if not first and found and all(one[2] == "." for one in found) else ""
