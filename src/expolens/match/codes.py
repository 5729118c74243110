"""Registration codes of a row: in a column of their own, glued to a name, or instead of one; those that are not valid are told of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from operator import mul

from expolens.match.headers import Columns
from expolens.match.sheet import Sheet
from expolens.names import display_name, glued_code
from expolens.names.comparable import only_code
from expolens.values.identifiers import credit_code
from expolens.values.missing import missing

_CODE = re.compile(r"[0-9]{8}[0-9A-HJ-NPQRTUWXY]{10}")
_VALUES = {char: n for n, char in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}
_WEIGHTS = tuple(pow(3, n, 31) for n in range(17))
# What may hold a code: sixteen letters and figures in a row, of either width.
_LONG = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]{16}")
_SHOWN = 10
Bad = dict[int, str]
"""By row, from 0, what stands where a code should and is not valid."""


def code_in(text: str) -> tuple[str, ...]:
    """Return the credit code that a cell holds, as `values.identifiers` reads it, () for none: plain ones in a tenth of the time."""
    if not _CODE.fullmatch(text):
        found = credit_code(text).value
        return (found,) if found else ()
    total = sum(map(mul, map(_VALUES.__getitem__, text), _WEIGHTS))
    return (text,) if -total % 31 == _VALUES[text[17]] else ()


def beside(text: str) -> str:
    """Return what stands in a cell of names as a code, valid or not: glued to the name, or instead of it; "" for none.

    >>> beside("示例科技有限公司91110000600037341L"), beside("91110000600037341L"), beside("示例科技有限公司")
    ('91110000600037341L', '91110000600037341L', '')
    """
    if not _LONG.search(text):
        return ""
    shown = display_name(text)
    return only_code(shown) or glued_code(shown)[1]


def coded(sheet: Sheet, columns: Columns) -> tuple[str, ...]:
    """Return the columns of names in which anything looks like a code: in most there is nothing, and no cell is looked at twice."""
    headers = dict.fromkeys(header for header, _ in columns.names)
    return tuple(one for one in headers if _LONG.search("\n".join(sheet.cells[one])))


def read(cell: str, row: int, bad: Bad, *, glued: bool) -> tuple[str, ...]:
    """Return the valid code of a cell of codes, or of names (`glued`); one that is not valid goes to `bad`, under its row."""
    text = beside(cell) if glued else cell
    found = code_in(text) if text else ()
    if text and not found and (glued or _meant(text)):
        bad.setdefault(row, display_name(text)[:40])
    return found


def _meant(text: str) -> bool:
    """Tell whether a cell of a column of codes is to hold one: not where it says that there is none."""
    return any(map(str.isdigit, text)) and missing(text) is None


def rows_of(bad: Mapping[int, str]) -> str:
    """Return the rows, from 1, that have a code which is not valid, the first of them.

    >>> rows_of({0: "x", 4: "y"})
    '1, 5'
    """
    return _listed(row + 1 for row in sorted(bad)[: _SHOWN + 1])


def _listed(rows: Iterable[int]) -> str:
    first = list(map(str, rows))
    return ", ".join(first[:_SHOWN]) + (" …" if len(first) > _SHOWN else "")
