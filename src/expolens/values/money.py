"""Registered capital and other amounts, in every form registries print."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files

from expolens.model.money import Money
from expolens.values.reading import Reading, unreadable

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?")
_VAGUE = re.compile(
    r"约|近|余|多|左右|以上|以下|不低于|超过|[~≈><≥≤]|\babout\b|\bapprox|\bover\b|\bmore than\b|\babove\b"
)
_KIND = re.compile(r"^(认缴|实缴|paid[- ]in|subscribed)\s*[:：]?\s*(?:出资额?|资本)?\s*[:：]?")
_CHINESE_DIGITS = {
    digit: value
    for value, digits in enumerate(
        ("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for digit in digits
}
_CHINESE_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_CHINESE_NUMBER = re.compile(r"^[零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿]+")


@cache
def _words() -> tuple[dict[str, Decimal], dict[str, str]]:
    """Return the scale words and the currency words, from the data file."""
    data = tomllib.loads(files("expolens.values").joinpath("currencies.toml").read_text("utf-8"))
    scales = {word: Decimal(value) for word, value in data["scales"].items()}
    currencies = {
        word.casefold(): code
        for code, words in data["currencies"].items()
        for word in (code, *words)
    }
    return scales, currencies


def money(raw: str, *, unit: str = "") -> Reading:
    """Read an amount as whole units of its currency; `unit` ("CNY_10k", "USD") is what a bare number of the column means.

    A currency or a scale that is printed wins over `unit`. What is only about an amount ("约一千万") is unreadable, and
    so is a bare number without a unit. 认缴 and 实缴 are kept in the note.

    >>> [money(text).low for text in ("86941.15万元人民币", "1.2亿元", "1000万(元)", "RMB 16.67 million")]
    [869411500.0, 120000000.0, 10000000.0, 16670000.0]
    >>> money("500万美元").unit, money("约一千万").absence, money("1,667", unit="CNY_10k").low
    ('USD', <Absence.UNREADABLE: 'unreadable'>, 16670000.0)
    """
    text = unicodedata.normalize("NFKC", raw).strip().casefold()
    kind = _KIND.match(text)
    note = kind.group(1) if kind else ""
    text = text[kind.end() :].strip() if kind else text
    if _VAGUE.search(text):
        return unreadable("only about an amount")
    amount, rest = _amount(text)
    if amount is None:
        return unreadable("no amount in it")
    parsed = _unit(rest, unit)
    if isinstance(parsed, str):
        return unreadable(parsed)
    scale, currency = parsed
    if amount < 0:
        return unreadable("a negative amount")
    value = Money(amount * scale, currency)
    exact = float(value.amount)
    return Reading(_plain(value.amount), exact, exact, currency, note=note)


def _plain(amount: Decimal) -> str:
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _amount(text: str) -> tuple[Decimal | None, str]:
    """Split a text into its one number and what stands around it; None where there are none or several."""
    found = _NUMBER.findall(text)
    if len(found) == 1:
        try:
            return Decimal(re.sub("[,，]", "", found[0])), text.replace(found[0], " ", 1)
        except InvalidOperation:
            return None, text
    formal = _CHINESE_NUMBER.match(text)
    if not found and formal:
        value = chinese_number(formal.group())
        return (None if value is None else Decimal(value)), text[formal.end() :]
    return None, text


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


def _unit(rest: str, column: str) -> tuple[Decimal, str] | str:
    """Return the scale and the currency that stand around a number, or why they cannot be told."""
    scales, currencies = _words()
    rest = re.sub(r"[()（）:：整.]", " ", rest)
    base, _, step = column.partition("_")
    scale = {
        "": Decimal(1),
        "10k": Decimal(10_000),
        "million": Decimal(10) ** 6,
        "100m": Decimal(10) ** 8,
        "billion": Decimal(10) ** 9,
    }.get(step, Decimal(1))
    printed, currency = None, ""
    words = sorted([*scales, *currencies], key=len, reverse=True)
    for word in re.findall("|".join(map(re.escape, words)) + r"|[^\s]", rest):
        if word in currencies:
            code = currencies[word]
            # 元 alone is the yuan, but behind another currency's name it is only its unit: 万港元, 万美元.
            if currency and code != currency and word not in ("元", "圆"):
                return "two currencies"
            currency = currency or code
        elif word in scales:
            printed = (printed or Decimal(1)) * scales[word]
        else:
            return f"'{word}' is not understood"
    if not currency and not base:
        if printed is None:
            return "no unit and no currency"
        currency = "CNY" if any(char in "万亿千百" for char in rest) else ""
        if not currency:
            return "no currency"
    return printed if printed is not None else (
        scale if not currency or currency == base else Decimal(1)
    ), currency or base
