"""What a number in a sheet says: its format makes it a date, a code with leading zeros, a percentage or an amount."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]')
_DATE = re.compile(r"[ymdhsgb]|e(?![+-])|a{3,4}")
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]")
_HALVES = re.compile(r"am/pm|a/p|上午/下午")
_MASK = re.compile(r"0[0\- ]*0")
# ECMA-376 part 1, 18.8.30: the formats that have a number instead of a text; 27 to 36 and 50 to 58 are East Asian dates.
_BUILT_IN = {
    9: "0%",
    10: "0.00%",
    14: "yyyy-m-d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-m-d h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    **dict.fromkeys((27, 36, 50, 52, 57), "yyyy-m"),
    **dict.fromkeys((28, 29, 30, 31, 51, 53, 54, 58), "yyyy-m-d"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
}
_DAYS_1904 = 1462
_LAST_DAY = 2_958_465


@dataclass(frozen=True, slots=True)
class Format:
    """How a number is shown. `kind` is number, percent, mask, date, month, year, time or elapsed; `mask` the zeros of a code; `before` and `behind` what is written around an amount."""

    kind: str = "number"
    mask: str = ""
    before: str = ""
    behind: str = ""


PLAIN = Format()


@lru_cache(4096)
def format_of(code: str, number: int = 0) -> Format:
    """Understand a format: its text, or where that is empty the number of a built-in one.

    >>> format_of("000000").mask, format_of("yyyy/m/d").kind, format_of("0.00%").kind, format_of("[h]:mm").kind
    ('000000', 'date', 'percent', 'elapsed')
    >>> format_of('"ID"0000').before, number_text("12", format_of('"ID"0000'))
    ('ID', 'ID0012')
    >>> format_of('0.00"万元"').behind, format_of('yyyy"年"m"月"').kind, format_of("0.00E+00").kind
    ('万元', 'month', 'number')
    """
    first = _first_section((code or _BUILT_IN.get(number, ""))[:255])
    if _ELAPSED.search(first.lower()):
        return Format("elapsed")
    bare = _LITERAL.sub("", first).strip().lower()
    if bare in ("general", "g/通用格式", "@", ""):
        return PLAIN if bare else _amount(first, bare)
    if _DATE.search(bare) and not re.search(r"[#?]|(?<![s.0])0", bare):
        return Format(_of_date(bare))
    if "%" in bare:
        return Format("percent")
    if _MASK.fullmatch(bare):
        if not _shown(first).strip("- "):
            return Format("mask", mask=_shown(first, zeros=True).strip())
        return replace(_amount(first, bare), kind="mask", mask=bare)
    return _amount(first, bare)


def _first_section(code: str) -> str:
    """Return the part for positive numbers."""
    quoted = False
    for index, char in enumerate(code):
        if char == '"':
            quoted = not quoted
        elif char == ";" and not quoted and code[index - 1 : index] != "\\":
            return code[:index]
    return code


def _shown(section: str, *, zeros: bool = False) -> str:
    """Return the literal text of a section, with its zeros where they are wanted."""
    text = _LITERAL.sub(lambda found: found[1] or found[2] or found[3] or "", section)
    return text if zeros else text.replace("0", "")


def _of_date(bare: str) -> str:
    """Tell how much of a date its format shows: a month that stands beside hours or seconds is minutes."""
    text = _HALVES.sub("", bare)
    clock = bool(re.search(r"[hs]", text))
    year, day = bool(re.search(r"[yegb]", text)), bool(re.search(r"d|a{3,4}", text))
    if clock and not year and not day:
        return "time"
    if clock or day or not year:
        return "date"
    return "month" if "m" in text else "year"


def _amount(first: str, bare: str) -> Format:
    """Return the format of a number with what is written around it; a format that shows thousands or millions only says nothing of it."""
    digits = re.search(r"[0#?][0#?,.]*", bare)
    scaled = bool(digits and digits[0].endswith(",")) or "!" in first
    around = re.split(r"[0#?][0#?,. /]*(?:e[+-]0+)?", _marked(first), maxsplit=1, flags=re.I)
    if scaled or len(around) != 2 or re.search(r"[0#?]", around[1]):
        return PLAIN
    before, behind = (_unmarked(part) for part in around)
    return Format(before=before, behind=behind) if before or behind else PLAIN


def _marked(section: str) -> str:
    """Return a section in which the literals stand in private characters, so that no digit of theirs counts as one of the format."""
    return _LITERAL.sub(
        lambda found: "".join(
            chr(0xF0000 + ord(char))
            for char in (found[1] or found[2] or found[3] or "")
            if ord(char) < 0xFFFF
        ),
        section,
    )


def _unmarked(part: str) -> str:
    """Return the literals of a part of a section; a sign or a bracket that stands around negative numbers is none."""
    text = "".join(
        chr(ord(char) - 0xF0000) if ord(char) >= 0xF0000 else char if char in "$¥￥€£元" else ""
        for char in part
    )
    return text.strip() if re.search(r"\w|[$¥￥€£]", text) else ""


def number_text(raw: str, shown: Format = PLAIN, *, from_1904: bool = False) -> str:
    """Print a number as it stands in a file, in full digits and as its format means it; a text that is no number stays.

    Dates are ISO dates, as precise as the format shows them where the rest is the first of a month or year. A number keeps the fifteen
    digits that a sheet has, not the two that a format may show.

    >>> number_text("123", format_of("000000")), number_text("0.125", format_of("0%")), number_text("44321", format_of("yyyy/m/d"))
    ('000123', '12.5%', '2021-05-05')
    >>> number_text("9.1330106123456794E+17"), number_text("0.30000000000000004"), number_text("1000.0")
    ('913301061234567940', '0.3', '1000')
    """
    try:
        value = float(raw)
    except ValueError:
        return raw
    if not math.isfinite(value):
        return raw
    if shown.kind == "mask" and value >= 0 and value.is_integer():
        return f"{shown.before}{_masked(f'{int(value)}', shown.mask)}{shown.behind}"
    if shown.kind == "percent":
        return f"{_plain(Decimal(_digits(raw, value)) * 100)}%"
    if shown.kind in ("number", "mask"):
        return f"{shown.before}{_digits(raw, value)}{shown.behind}"
    return _moment(value, shown.kind, from_1904=from_1904) or _digits(raw, value)


def _digits(raw: str, value: float) -> str:
    """Return a number in full digits."""
    text = raw.strip()
    if text.isascii() and text.lstrip("-").isdigit():
        return text
    if value.is_integer() and abs(value) >= 1e15:
        return _plain(Decimal(text)) if abs(value) < 1e40 else repr(value)
    return _plain(Decimal(format(value, ".15g"))) if abs(value) > 1e-9 else f"{value:.15g}"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _masked(digits: str, mask: str) -> str:
    """Write digits into the zeros of a mask, from the right; those that do not fit stand before it.

    >>> _masked("12345", "000-0000")
    '001-2345'
    """
    left, text = list(digits), ""
    for char in reversed(mask):
        text = ((left.pop() if left else "0") if char == "0" else char) + text
    return "".join(left) + text


def is_lossy(raw: str) -> bool:
    """Tell whether a number has lost digits: a whole one of more than fifteen, kept as a floating one.

    >>> is_lossy("9.1330106123456794E+17"), is_lossy("913301061234567940"), is_lossy("1E+3")
    (True, False, False)
    """
    text = raw.strip()
    if text.lstrip("-").isdigit():
        return False
    try:
        value = float(text)
    except ValueError:
        return False
    return math.isfinite(value) and abs(value) >= 1e15 and value.is_integer()


def _moment(value: float, kind: str, *, from_1904: bool) -> str:
    """Print a day number as an ISO date, or ""; before March 1900 Excel's days are one off, for it has a 29 February 1900."""
    if kind == "elapsed" or value < 0:
        return _clock(value) if value >= 0 and value < 1e6 else ""
    if kind == "time" and value < 1:
        return _clock(value)
    if from_1904:
        value += _DAYS_1904
    elif math.floor(value) == 60:
        return "1900-02-29"
    if not 1 <= value < _LAST_DAY + 1:
        return _clock(value) if value < 1 else ""
    start = dt.datetime(1899, 12, 30 if value >= 60 else 31, tzinfo=dt.UTC)
    when = start + dt.timedelta(seconds=round(value * 86_400))
    if when.time() != dt.time():
        return when.strftime("%Y-%m-%d %H:%M:%S") if when.year >= 1000 else ""
    if kind == "month" and when.day == 1:
        return when.strftime("%Y-%m")
    if kind == "year" and (when.month, when.day) == (1, 1):
        return when.strftime("%Y")
    return when.date().isoformat()


def _clock(days: float) -> str:
    """Print a part of a day, or several days, as hours, minutes and seconds."""
    seconds = round(days * 86_400)
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
