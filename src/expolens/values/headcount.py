"""How many people: a number, or the band the source prints."""

from __future__ import annotations

import re
import unicodedata

from expolens.model.band import Band
from expolens.values.reading import Reading, unreadable

_N = r"(\d{1,3}(?:,\d{3})+|\d+)"
_TAIL = r"\s*(?:人|名|位|people|persons|employees|staff|members)?\s*"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(_N + _TAIL), "exact"),
    (re.compile(_N + _TAIL + r"[-–—~～至到]\s*(?:to\s+)?" + _N + _TAIL), "between"),
    (re.compile(_N + r"\s+to\s+" + _N + _TAIL), "between"),
    (
        re.compile(r"(?:小于|少于|不足|低于|不到|<|fewer than|less than|under)\s*" + _N + _TAIL),
        "below",
    ),
    (re.compile(r"(?:不超过|至多|≤|<=|up to|at most)\s*" + _N + _TAIL), "at most"),
    (re.compile(_N + _TAIL + r"(?:以下|及以下)"), "at most"),
    (re.compile(r"(?:大于|多于|超过|>|more than|over|above)\s*" + _N + _TAIL), "above"),
    (re.compile(r"(?:不少于|至少|≥|>=|at least)\s*" + _N + _TAIL), "at least"),
    (re.compile(_N + _TAIL + r"(?:以上|及以上|or more|and more|\+)" + _TAIL), "at least"),
)


def headcount(raw: str) -> Reading:
    """Read a head count as a closed interval of persons; an open band has no high end. Ranges out of order are unreadable.

    >>> [(headcount(t).low, headcount(t).high) for t in ("62", "50-99人", "小于50人", ">500", "10000人以上")]
    [(62, 62), (50, 99), (0, 49), (501, None), (10000, None)]
    """
    text = " ".join(unicodedata.normalize("NFKC", raw).casefold().split())
    for form, kind in _FORMS:
        if found := form.fullmatch(text):
            band = _band(kind, [int(number.replace(",", "")) for number in found.groups()])
            return unreadable("a band out of order") if band is None else _reading(band)
    return unreadable("not a head count")


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
