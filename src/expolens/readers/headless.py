"""Lists without a header: a first row that is a row like the others, and what its columns are called then."""

from __future__ import annotations

import re
from collections.abc import Sequence

from expolens.layouts.header import meaning
from expolens.readers.looks import HEADING, formed, look, looks

NAME = "name"
"""What the column of names of a list without a header is called."""
_HEAD, _LONGEST, _LONGEST_NAME = 60, 40, 80
_SURE = frozenset({"email", "website", "phone", "credit_code", "booth"})
_NAMED = _SURE | {"hall", "country", "province"}
_SOME, _FEW = 0.2, 2
_CREDIT = re.compile(
    r"^(?:by|from|source|来源|数据来源|整理|制作)\b|[@©]|https?://|www\.|^(?:#|//)|[:：]",
    re.IGNORECASE,
)
_MOST_ABOVE = 5
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WHAT = re.compile(r"(?:企业|公司|单位|厂商|机构|行业|领域|产业|产品|技术)$")
_HAN = re.compile(r"[\u3400-\u9fff·（）()]+")


def named_by_values(first: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...] | None:
    """Return the names of the columns where a row that was taken for the header is the first of the rows, None where it is a header.

    `rows` are some of the rows below it. It is a row where nothing in it is a word that heads a column, and it has a company's name with its legal
    form, a value of the kind that most of its column is (a booth, an address of the web …), the first of numbers that count, or a
    word that comes again in its column. Columns are named where their values say what they are, "" elsewhere.
    """
    below = [row for row in rows[:_HEAD] if list(row) != list(first)]
    columns = [[row[n] if n < len(row) else "" for row in below] for n in range(len(first))]
    pairs = list(zip(first, columns, strict=True))
    if any(_heads(cell, column) for cell, column in pairs):
        return None
    if len(first) == 1:
        return (NAME,) if _first_of_names(first[0], columns[0]) else None
    if not any(_is_value(cell, column) for cell, column in pairs):
        return None
    return _called([[cell, *column] for cell, column in pairs])


def _heads(cell: str, column: Sequence[str]) -> bool:
    """Tell whether a cell is a word that heads a column, and none of its values."""
    if not cell or len(cell) > _LONGEST or formed(cell) == "form":
        return False
    return bool(meaning(cell) or HEADING.search(cell)) and column.count(cell) < _FEW


def _first_of_names(cell: str, column: Sequence[str]) -> bool:
    """Tell whether the first cell of a list of one column is a name like the others: with a legal form, or a Chinese one with a trade where others have either."""
    made = formed(cell)
    if made == "trade" and _CHINESE.search(cell) and not _WHAT.search(cell):
        return _share(column, "form", "trade") >= _SOME
    return made == "form"


def _share(column: Sequence[str], *kinds: str) -> float:
    filled = [cell for cell in column if cell]
    return sum(formed(cell) in kinds for cell in filled) / len(filled) if filled else 0.0


def _is_value(cell: str, column: Sequence[str]) -> bool:
    """Tell whether a cell is one of the values of its column beyond doubt."""
    if not cell:
        return False
    if formed(cell) == "form" and _share(column, "form") >= _SOME:
        return True
    kind = look(cell)
    if kind in _SURE and looks(column) == kind:
        return True
    if kind == "number":
        return _counts(cell, column)
    return len(cell) > 1 and cell[:1].isalpha() and column.count(cell) >= _FEW


def _counts(cell: str, column: Sequence[str]) -> bool:
    """Tell whether a number is the first of those that count the rows."""
    if not cell.isdecimal() or len(cell) > _LONGEST or len(column) < _FEW:
        return False
    return all(one == str(int(cell) + n) for n, one in enumerate(column, 1))


def _called(columns: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return what columns are called by their values: the one with most names of companies, and those whose values are of a kind."""
    kinds = [looks(column) for column in columns]
    shares = [0.0 if kind else _share(column, "form", "trade") for kind, column in zip(kinds, columns, strict=True)]  # fmt: skip
    best = shares.index(max(shares)) if max(shares) >= _SOME else _only_words(columns, kinds)
    names: list[str] = []
    for n, kind in enumerate(kinds):
        free = kind in _NAMED and kind not in names
        names.append(NAME if n == best else kind if free else "")
    return tuple(names)


def _only_words(columns: Sequence[Sequence[str]], kinds: Sequence[str]) -> int | None:
    """Return the one column whose values are of no kind, if they are short words that hardly come twice."""
    free = [n for n, kind in enumerate(kinds) if not kind]
    if len(free) != 1:
        return None
    filled = [cell for cell in columns[free[0]] if cell]
    words = [cell for cell in filled if len(cell) <= _LONGEST_NAME and re.search(r"[^\W\d]", cell)]
    return free[0] if len({*words}) >= 0.9 * len(filled) > 0 else None


def holds_name(row: Sequence[str], called: Sequence[str]) -> bool:
    """Tell whether a row above the fullest ones has a company's name where they have theirs."""
    return any(
        name == NAME and formed(cell) == "form" for name, cell in zip(called, row, strict=False)
    )


def rows_above(top: Sequence[tuple[str, Sequence[str]]]) -> int:
    """Return how many rows at the top say whose list it is, or when it was made: some words each, a blank line below them, and none of them heads a column.

    `top` are the first rows with their places.
    """
    for n in range(1, min(_MOST_ABOVE, len(top) - 1) + 1):
        filled = [cell for cell in top[n - 1][1] if cell]
        if len(filled) != 1 or meaning(filled[0]):
            return 0
        if _line(top[n][0]) - _line(top[n - 1][0]) > 1:
            said = [cell for _, cells in top[:n] for cell in cells if cell]
            return n if any(_CREDIT.search(one) or look(one) == "date" for one in said) else 0
    return 0


def _line(place: str) -> int:
    found = re.search(r"\d+$", place)
    return int(found[0]) if found else 0


def alike_in_script(first: str, column: Sequence[str]) -> bool:
    """Tell whether the first cell of a list of one column is Chinese without a word that heads one, as nearly all others are."""
    return (
        bool(_HAN.fullmatch(first))
        and not meaning(first)
        and not HEADING.search(first)
        and (sum(bool(_HAN.fullmatch(cell)) for cell in column) >= 0.8 * len(column) > 0)
    )
