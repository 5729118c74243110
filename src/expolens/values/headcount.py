"""How many people: a number, or the band the source prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from expolens.model.band import Band
from expolens.values.plain import plain
from expolens.values.reading import Reading, unreadable

_N = r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*(?:万|千|w|k)?)"
_TAIL = r"\s*(?:人|名|位|people|persons|employees|staff|members)?\s*"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(_N + _TAIL), "exact"),
    (re.compile(_N + _TAIL + r"[-–—~至到]\s*(?:to\s+)?" + _N + _TAIL), "between"),
    (re.compile(_N + r"\s+to\s+" + _N + _TAIL), "between"),
    (
        re.compile(r"(?:小于|少于|不足|低于|不到|<|fewer than|less than|under)\s*" + _N + _TAIL),
        "below",
    ),
    (re.compile(r"(?:不超过|至多|≤|<=|up to|at most|no more than)\s*" + _N + _TAIL), "at most"),
    (re.compile(_N + _TAIL + r"(?:以下|及以下|以内|or less|or fewer)"), "at most"),
    (re.compile(r"(?:大于|多于|超过|>|more than|over|above)\s*" + _N + _TAIL), "above"),
    (re.compile(r"(?:不少于|至少|≥|>=|at least)\s*" + _N + _TAIL), "at least"),
    (
        re.compile(_N + _TAIL + r"(?:以上|及以上|或以上|or more|and more|and above|\+)" + _TAIL),
        "at least",
    ),
)
_SCALES = {"万": 10_000, "w": 10_000, "千": 1000, "k": 1000}
# The year of the annual report that a registry prints beside the number, and whether a border is of the band.
_REPORT = re.compile(
    r"\(\s*(?:(?:19|20)\d{2}\s*(?:年报|年度|年|annual report)*|含|包含|inclusive)\s*\)"
)


def headcount(raw: str) -> Reading:
    """Read a head count as a closed interval of persons; an open band has no high end. Ranges out of order are unreadable.

    A report's year in brackets is left aside; 1-5万人 counts both ends in the unit of the second.

    >>> [(headcount(t).low, headcount(t).high) for t in ("62", "50-99人", "小于50人", ">500", "1万人以上", "62人（2020年报）")]
    [(62, 62), (50, 99), (0, 49), (501, None), (10000, None), (62, 62)]
    """
    text = _REPORT.sub(" ", plain(raw)).strip()
    for form, kind in _FORMS:
        if found := form.fullmatch(text):
            numbers = list(_persons(found.groups()))
            if any(number != number.to_integral_value() for number in numbers):
                return unreadable("no whole number of people")
            band = _band(kind, [int(number) for number in numbers])
            return unreadable("a band out of order") if band is None else _reading(band)
    return unreadable("not a head count")


def _persons(texts: tuple[str, ...]) -> Iterator[Decimal]:
    """Yield numbers of persons; one without a scale has that of the number behind it (1-5万), unless it is a larger one itself."""
    parts = [re.fullmatch(r"([\d,.]+)\s*([万千wk]?)", text.strip()) for text in texts]
    pairs = [(Decimal(found[1].replace(",", "")), found[2]) for found in parts if found]
    for number, scale in pairs:
        last_number, last = pairs[-1]
        own = scale or (last if number < last_number else "")
        yield number * _SCALES.get(own, 1)


def _band(kind: str, numbers: list[int]) -> Band | None:
    first, last = numbers[0], numbers[-1]
    band = {
        "exact": Band(first, first),
        "between": Band(first, last),
        "below": Band(0, first - 1),
        "at most": Band(0, first),
        "above": Band(first + 1, None),
        "at least": Band(first, None),
    }[kind]
    return None if band.high is not None and band.high < band.low else band


def _reading(band: Band) -> Reading:
    high = "" if band.high is None else str(band.high)
    text = str(band.low) if band.exact is not None else f"{band.low}-{high}"
    return Reading(text, band.low, band.high)
