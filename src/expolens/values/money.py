"""Registered capital and other amounts, in every form registries print."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import cache

from expolens.model.money import Money
from expolens.values.money_unit import UNKNOWN, MoneyUnit, kinds, unit_around, unit_named
from expolens.values.plain import plain
from expolens.values.reading import Reading, unreadable

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_VAGUE = re.compile(
    r"约|近|余|多|左右|以上|以下|不低于|超过|[~≈><≥≤]|\babout\b|\bapprox|\bover\b|\bmore than\b|\babove\b"
)
_STEPS = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_STEP = "千万|百万|万亿|千|万|亿"
_SUM = re.compile(rf"(?:{_NUMBER.pattern}\s*(?:{_STEP})\s*)+{_NUMBER.pattern}(?:\s*(?:{_STEP}))?")
_TERM = re.compile(rf"({_NUMBER.pattern})\s*({_STEP})?")
_CHINESE_DIGITS = {
    digit: value
    for value, digits in enumerate(
        ("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for digit in digits
}
_CHINESE_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_CHINESE_NUMBER = re.compile(r"[零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿]+")


@cache
def _kind() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, kinds())))


def money(raw: str, *, unit: str = "") -> Reading:
    """Read an amount as whole units of its currency; `unit` ("CNY_10k", "万元") is what a bare number of the column means.

    What is printed beside the number wins over `unit`: a currency leaves nothing of it, a scale only its currency. What is
    only about an amount ("约一千万") is unreadable, and so is a bare number without a unit. 认缴 and 实缴 are kept in the note.

    >>> [money(text).low for text in ("86941.15万元人民币", "1.2亿元", "1000万(元)", "RMB 16.67 million", "1亿2000万元")]
    [869411500.0, 120000000.0, 10000000.0, 16670000.0, 120000000.0]
    >>> money("500万美元").unit, money("约一千万").absence, money("1,667", unit="CNY_10k").low, money("1000元", unit="CNY_10k").low
    ('USD', <Absence.UNREADABLE: 'unreadable'>, 16670000.0, 1000.0)
    """
    text = plain(raw)
    said = list(dict.fromkeys(_kind().findall(text)))
    text = _kind().sub(" ", text)
    if _VAGUE.search(text):
        return unreadable("only about an amount")
    amount, rest = _amount(text)
    if amount is None:
        return unreadable("no amount in it")
    if amount < 0:
        return unreadable("a negative amount")
    around = unit_around(rest)
    found = around if isinstance(around, str) else _whole(around, rest, unit)
    if isinstance(found, str):
        return unreadable(found)
    scale, currency = found
    value = Money(amount * scale, currency)
    exact = float(value.amount)
    return Reading(_plain(value.amount), exact, exact, currency, note="、".join(said))


def _plain(amount: Decimal) -> str:
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _amount(text: str) -> tuple[Decimal | None, str]:
    """Split a text into its one number and what stands around it; None where there are none or several."""
    together = _SUM.search(text)
    if together:
        value = _added(_TERM.findall(together.group()))
        return value, f"{text[: together.start()]} 万 {text[together.end() :]}"
    found = list(_NUMBER.finditer(text))
    if len(found) == 1:
        try:
            number = Decimal(found[0].group().replace(",", ""))
        except InvalidOperation:
            return None, text
        return number, f"{text[: found[0].start()]} {text[found[0].end() :]}"
    written = [
        one
        for one in _CHINESE_NUMBER.finditer(text)
        if any(char in _CHINESE_DIGITS or char in "十拾" for char in one.group())
    ]
    if not found and len(written) == 1:
        counted = chinese_number(written[0].group())
        around = f"{text[: written[0].start()]} {text[written[0].end() :]}"
        if counted is not None and written[0].group()[-1] in "万亿":
            return Decimal(counted) / 10_000, f"万 {around}"
        return (None if counted is None else Decimal(counted)), around
    return None, text


def _added(terms: list[tuple[str, str]]) -> Decimal | None:
    """Return the sum of 1亿2000万 in units of 10,000, None where a term is not smaller than the scale before it."""
    total, before = Decimal(0), None
    for number, step in terms:
        scale = _STEPS.get(step, 1)
        value = Decimal(number.replace(",", "")) * scale
        if before is not None and not 0 <= value < before:
            return None
        total, before = total + value, scale
    return total / 10_000


def chinese_number(text: str) -> int | None:
    """Read a number written out in Chinese, or None where it is not well formed.

    >>> chinese_number("壹仟万"), chinese_number("一千六百六十七万"), chinese_number("千万")
    (10000000, 16670000, None)
    """
    total, section, digit = 0, 0, None
    for char in text:
        if char in _CHINESE_DIGITS:
            if digit not in (None, 0):
                return None
            digit = _CHINESE_DIGITS[char]
        elif char in _CHINESE_UNITS:
            if digit is None and not (char in "十拾" and section == 0):
                return None
            section += (1 if digit is None else digit) * _CHINESE_UNITS[char]
            digit = None
        else:
            section += digit or 0
            if not section:
                return None
            total = (total + section) * 10**8 if char == "亿" else total + section * 10**4
            section, digit = 0, None
    return total + section + (digit or 0)


def _whole(printed: MoneyUnit, rest: str, column: str) -> tuple[Decimal, str] | str:
    """Return scale and currency of an amount: what is printed, what is not of it from the column; or why they cannot be told."""
    known = MoneyUnit() if column.startswith(UNKNOWN) else unit_named(column)
    if isinstance(known, str):
        known, column = MoneyUnit(), UNKNOWN + column
    if printed.currency:
        other = known.currency and known.currency != printed.currency
        if other and known.currency in printed.shared:
            return f"{printed.currency} or {known.currency}, the currency of its column"
        if printed.scale is None and known.scale is not None and not known.currency:
            return "the scale at the head of its column may belong to it or not"
        return printed.scale or Decimal(1), printed.currency
    if column.startswith(UNKNOWN):
        return f"the unit of its column, '{column[1:].strip()}', is not understood"
    if known.currency:
        return printed.scale or known.scale or Decimal(1), known.currency
    if printed.scale is not None and re.search(r"[万亿千百]|^\s*w\s*$", rest):
        return printed.scale, "CNY"
    if printed.scale is None and known.scale is None:
        return "no unit and no currency"
    return "no currency"
