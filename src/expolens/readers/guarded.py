"""Cells that a spreadsheet would take for a formula, written so that it does not, and read back as they were."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from expolens.readers.delimited import Numbered

WITNESS = "source_place"
"""The column of a list that was written with guards: only there they are taken off again."""
# What Excel, LibreOffice or Sheets reckon out where a cell of delimited text begins with it, in the width of either script.
_FORMULA = re.compile(r"'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
# A stroke for "nothing", and a number, stay what they are.
_HARMLESS = re.compile(r"-+|[-+]?\d[\d., ]*%?")


def guarded(cell: str) -> str:
    """Return a cell with an apostrophe before what would be a formula in a spreadsheet; numbers and strokes as they are.

    >>> [guarded(one) for one in ("=1+1", "@Example GmbH", "-5.2", "-", "'=1", "Example")]
    ["'=1+1", "'@Example GmbH", '-5.2', '-', "''=1", 'Example']
    """
    risky = _FORMULA.match(cell) and not _HARMLESS.fullmatch(cell)
    return f"'{cell}" if risky else cell


def unguarded(cell: str) -> str:
    """Return a cell as it was before `guarded`.

    >>> [unguarded(one) for one in ("'=1+1", "''=1", "-5.2", "'s Example BV")]
    ['=1+1', "'=1", '-5.2', "'s Example BV"]
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell


def without_guards(rows: Iterable[Numbered]) -> Iterable[Numbered]:
    """Return the rows of a list as they were before they were guarded, where its first row says that it was written so; of any other as they are."""
    below = iter(rows)
    first = next(below, None)
    if first is None or WITNESS not in first[1]:
        return chain([first] if first else [], below)
    return ((line, [unguarded(cell) for cell in cells]) for line, cells in chain([first], below))
