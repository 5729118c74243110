"""Rows of a table that are none of its things: its header said again, totals, notes below it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from expolens.values.plain import plain

_NUMBER = re.compile(r"[\d.,\s%-]*\d(?:\s*(?:家|个|条|项|户|companies|exhibitors))?")

_LONG = 60
# With its currency or its counter around it: A1 is a stand.
_AMOUNT = re.compile(
    r"(?:[A-Za-z]{2,3}|[\u3400-\u9fff]{1,3}|[€$£¥￥])?\s*[\d.,' ]*\d\s*[^\d\s]{0,9}"
)
_FIGURES = re.compile(rf"\s*:?\s*{_NUMBER.pattern}\s*:?$|\s*:$")


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(files("expolens.readers").joinpath("footers.toml").read_text("utf-8"))


@cache
def _words() -> tuple[str, ...]:
    return tuple(word for kind in ("total", "note") for word in _lists()[kind])


@cache
def _hints() -> tuple[str, ...]:
    return tuple(map(plain, _lists()["hint"]))


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    total, note = (
        "|".join(re.escape(word) for word in sorted(_lists()[kind], key=lambda word: -len(word)))
        for kind in ("total", "note")
    )
    counted = rf"(?:{total})\s*(?::?\s*{_NUMBER.pattern})?\s*:?"
    return re.compile(counted), re.compile(rf"[(\[]?(?:{note})\s*\d?\s*[:)\]].*", re.S)


def footer(text: str) -> bool:
    """Tell whether the text of a name's cell is that of a total or of a note below a list.

    >>> [footer(text) for text in ("合计", "合计：207家", "注：本表仅供参考", "示例科技有限公司", "Total")]
    [True, True, True, False, True]
    """
    total, note = _forms()
    whole = plain(text)
    return bool(total.fullmatch(whole) or note.fullmatch(whole))


@dataclass(slots=True)
class Above:
    """The rows above a total, as they are collected: how many they are, and the sums of their columns, each added up once."""

    rows: Sequence[Sequence[str]]
    _sums: dict[int, tuple[int, float | None]] = field(default_factory=dict)

    def sum_of(self, column: int) -> float | None:
        """Return the sum of the numbers in a column, None where it holds none."""
        begun, total = self._sums.get(column, (0, None))
        for at in range(begun, len(self.rows)):
            row = self.rows[at]
            value = _value(row[column]) if column < len(row) else None
            if value is not None:
                total = (total or 0.0) + value
        self._sums[column] = (len(self.rows), total)
        return total


@lru_cache(maxsize=20_000)
def _opens(start: str) -> bool:
    """Tell whether a text that begins so may be a total or a note: what most rows can be passed over by."""
    key = plain(start).lstrip("([")
    return not key or any(word.startswith(key) or key.startswith(word) for word in _words())


def may_be_footer(cells: Sequence[str]) -> bool:
    """Tell quickly whether a row may be a total or a note: it is of a wider table, and its first filled cell begins like one."""
    first = next(filter(None, cells), "")
    # By one character first, of which there are fewer than of three.
    return len(cells) > 1 and _opens(first[:1]) and _opens(first[:3])


def is_total(cells: Sequence[str], above: Above) -> bool:
    """Tell whether a row is a total beyond doubt: its first word is one, every other cell is a number, and one of these is right where a company may be called so.

    A number is right that is how many rows stand above, or the sum of its column: a company called Total in stand 12 is not it, but 小计 is no company.
    """
    filled = [(index, cell) for index, cell in enumerate(cells) if cell]
    if not filled or not _forms()[0].fullmatch(first := plain(filled[0][1])):
        return False
    word = _FIGURES.sub("", first)
    if word not in _lists()["also_name"]:
        return (len(filled) > 1 or word != first) and all(
            _AMOUNT.fullmatch(cell) for _, cell in filled[1:]
        )
    if len(filled) < 2:
        return False
    numbers = [(index, _value(cell)) for index, cell in filled[1:]]
    return all(value is not None for _, value in numbers) and any(
        value == len(above.rows) or value == above.sum_of(index) for index, value in numbers
    )


def _value(cell: str) -> float | None:
    found = re.fullmatch(r"([\d,]+(?:\.\d+)?)\s*\D{0,3}", cell.strip())
    return float(found[1].replace(",", "")) if found and re.search(r"\d", found[1]) else None


def is_note(cells: Sequence[str]) -> bool:
    """Tell whether a row is a note below the list beyond doubt: one cell of a wider table, and it begins with 注： or the like."""
    filled = {cell for cell in cells if cell}
    return len(cells) > 1 and len(filled) == 1 and bool(_forms()[1].fullmatch(plain(filled.pop())))


def is_hint(cells: Sequence[str]) -> bool:
    """Tell whether a row says how cells are to be filled in: half of its cells and two at least begin so, in brackets or not."""
    filled = [plain(cell).strip("([)]* ") for cell in cells if cell]
    said = sum(
        (cell.startswith(_hints()) or cell in _lists()["blank"]) and len(cell) < _LONG
        for cell in filled
    )
    return said >= 2 and said * 2 >= len(filled)
