"""Dates of every precision, as published."""

from __future__ import annotations

import datetime as dt
import re

from expolens.model.partial_date import PartialDate
from expolens.values.money import chinese_number
from expolens.values.plain import plain
from expolens.values.reading import Reading, unreadable

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<month_name>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})",
        r"(?P<year>\d{4})年",
        r"(?P<year>\d{4})\.0+",
        r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*月?",
        r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?(?:[t ]\s*\d{1,2}:\d{2}(?::\d{2})?.*)?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        _MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(?P<year>\d{4})",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+" + _MONTH + r"\s*,?\s*(?P<year>\d{4})",
        r"(?P<day>\d{1,2})-" + _MONTH + r"-(?P<year>\d{4})",
        _MONTH + r"(?:\s*,?\s+|-)(?P<year>\d{4})",
        r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})",
    )
)
_SAID = re.compile(
    r"^(?:(?:成立|注册|创立|创办|设立|创建|始建|始创)于|(?:founded|established|incorporated|since)(?: in| on)?)\s*"
    r"|\s*(?:(?:正式)?(?:成立|注册|创立|创办|设立|创建))$"
)
_DIGITS = {
    char: str(value)
    for value, chars in enumerate(("〇零○", "一", "二", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_WRITTEN = re.compile(
    rf"([{''.join(_DIGITS)}]{{4}})年(?:([一二三四五六七八九十]{{1,2}})月(?:([一二三四五六七八九十]{{1,3}})[日号])?)?"
)
# As Taiwan counts its years, and as a sheet counts its days where a date has lost its form: 1940 to 2050.
_REPUBLIC = re.compile(
    r"(?:民国|roc)\s*(\d{1,3})\s*(?:年|$|[-/.](?=\d))\s*(?:(\d{1,2})\s*(?:月|$|[-/.](?=\d))\s*(?:(\d{1,2})\s*[日号]?)?)?"
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_FIRST_SERIAL, _LAST_SERIAL = 14_611, 54_788
_AMBIGUOUS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def date(raw: str, *, order: str = "") -> Reading:
    """Read a date as far as it is published, in Arabic or Chinese figures, with 成立 beside it or not, or as a sheet's number of days; a date no calendar has, or one that could be two, is unreadable.

    The value is the ISO form of its precision; low and high are its first and last day as yyyymmdd. `order` is what a source says of
    its numbers, dmy or mdy: a date that could be two is then one.

    >>> [date(text).value for text in ("2021年5月6日", "November 21, 2003", "2015年3月", "2009")]
    ['2021-05-06', '2003-11-21', '2015-03', '2009']
    >>> [date(text).value for text in ("民国99年5月", "40304")]
    ['2010-05', '2010-05-06']
    >>> date("2021-13-40").note, date("03/04/2005").note
    ('no calendar has this date', 'day and month could change places')
    >>> date("03/04/2005", order="dmy").value
    '2005-04-03'
    """
    text = _in_figures(_SAID.sub("", plain(raw)))
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _read(found.groupdict())
    if found := _REPUBLIC.fullmatch(text):
        year, month, day = (int(part) if part else None for part in found.groups())
        return _checked((year or 0) + 1911, month, day)
    if _SERIAL.fullmatch(text) and _FIRST_SERIAL <= int(text.split(".")[0]) <= _LAST_SERIAL:
        counted = dt.date(1899, 12, 30) + dt.timedelta(days=int(text.split(".")[0]))
        return _checked(counted.year, counted.month, counted.day)
    if found := _AMBIGUOUS.fullmatch(text):
        first, second, year = (int(part) for part in found.groups())
        if order in ("dmy", "mdy"):
            month, day = (first, second) if order == "mdy" else (second, first)
            return _checked(year, month, day)
        if first <= 12 and second <= 12 and first != second:
            return unreadable("day and month could change places")
        month, day = (second, first) if first > 12 else (first, second)
        return _checked(year, month, day)
    return unreadable("not a date")


def _in_figures(text: str) -> str:
    """Return a date in Chinese figures (二〇〇九年八月七日) in Arabic ones, any other text as it is."""
    found = _WRITTEN.fullmatch(text)
    if not found:
        return text
    year = "".join(_DIGITS[char] for char in found[1])
    parts = [str(chinese_number(part) or 0) for part in found.groups()[1:] if part]
    return "-".join([year, *parts]) if parts else year


def _read(parts: dict[str, str | None]) -> Reading:
    name = parts.get("month_name")
    month = _MONTHS[name] if name else parts.get("month")
    day = parts.get("day")
    return _checked(
        int(parts["year"] or 0), int(month) if month else None, int(day) if day else None
    )


def _checked(year: int, month: int | None, day: int | None) -> Reading:
    if day == 0 or month == 0:
        return unreadable("no calendar has this date")
    try:
        value = PartialDate(year, month, day)
    except ValueError:
        return unreadable("no calendar has this date")
    if not 1000 <= year <= 2200:
        return unreadable("no year of a company")
    return Reading(str(value), value.low, value.high)
