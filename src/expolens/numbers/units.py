"""Units amounts are printed in: a factor of a base unit, and its name in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from expolens.model.text import Text
from expolens.numbers.rounding import half_up, thousands

_STEPS: dict[str, tuple[int, str, str]] = {
    "": (1, "", ""),
    "10k": (10_000, "10,000 ", "万"),
    "million": (1_000_000, "million ", "百万"),
    "100m": (100_000_000, "100 million ", "亿"),
    "billion": (1_000_000_000, "billion ", "十亿"),
}
_CURRENCIES: dict[str, tuple[str, str]] = {
    "CNY": ("RMB", "元"), "USD": ("US $", "美元"), "EUR": ("EUR", "欧元"), "HKD": ("HK $", "港元"),
    "JPY": ("JPY", "日元"), "GBP": ("GBP", "英镑"),
}  # fmt: skip
PLAIN = ("count", "percent", "year", "rank", "ratio")


@dataclass(frozen=True, slots=True)
class Unit:
    """A printing unit: `factor` of `base` ("CNY", "percent"), named by `label`."""

    base: str
    factor: int
    label: Text


def unit(name: str) -> Unit:
    """Return a unit by its name: count, percent, year, rank, ratio, CNY, CNY_10k, USD_million ...; ValueError for others.

    >>> unit("CNY_10k").factor, unit("CNY_10k").label.en
    (10000, '10,000 RMB')
    """
    if name in PLAIN:
        return Unit(name, 1, Text())
    base, _, step = name.partition("_")
    if step not in _STEPS or len(base) != 3 or not base.isupper():
        raise ValueError(f"no unit '{name}'")
    factor, en, zh = _STEPS[step]
    currency = _CURRENCIES.get(base, (base, base))
    return Unit(base, factor, Text(f"{en}{currency[0]}", f"{zh}{currency[1]}"))


def number_text(value: float | Fraction, *, digits: int = 2) -> str:
    """Print a number with at most `digits` decimals, none that are zero at the end, commas from 1,000 on.

    >>> number_text(86941.15), number_text(1667.0), number_text(Fraction(1, 3))
    ('86,941.15', '1,667', '0.33')
    """
    rounded = half_up(value, digits)
    if rounded == rounded.to_integral_value():
        return thousands(rounded.quantize(rounded.__class__(1)))
    return thousands(rounded.normalize())


def amount_text(value: float | Fraction, name: str, *, digits: int = 2) -> str:
    """Print an amount of base units in the unit `name`, the number alone.

    >>> amount_text(869411500, "CNY_10k"), amount_text(16670000, "CNY_million")
    ('86,941.15', '16.67')
    """
    exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    return number_text(exact / unit(name).factor, digits=digits)


def readable(value: float | Fraction, currency: str) -> Text:
    """Print an amount as one says it: 16.67 million RMB, 1,667万元.

    >>> readable(16_670_000, "CNY").en, readable(300_000_000_000, "CNY").zh
    ('16.67 million RMB', '3,000亿元')
    """
    en_step = "billion" if value >= 10**9 else "million" if value >= 10**6 else ""
    zh_step = "100m" if value >= 10**8 else "10k" if value >= 10**4 else ""
    names = [f"{currency}_{step}" if step else currency for step in (en_step, zh_step)]
    en, zh = (amount_text(value, name) for name in names)
    prefix = unit(currency).label.en
    if prefix.endswith("$"):
        english = f"{prefix}{en} {en_step}".strip()
    else:
        english = " ".join(part for part in (en, en_step, prefix) if part)
    return Text(english, f"{zh}{unit(names[1]).label.zh}")
