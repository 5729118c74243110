"""Printed digits: rounded half up from exact numbers, or cut off."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

Exact = int | Fraction | Decimal


def _decimal(value: Exact | float, digits: int, rounding: str) -> Decimal:
    exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    scaled = exact * 10**digits
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    if rounding == ROUND_HALF_UP and 2 * rest >= scaled.denominator:
        whole += 1
    with localcontext() as context:
        context.prec = max(28, len(str(whole)) + abs(digits) + 2)
        return Decimal(whole if scaled >= 0 else -whole).scaleb(-digits)


def half_up(value: Exact | float, digits: int) -> Decimal:
    """Round to `digits` decimals, halves away from zero, exactly; a float is taken as it prints.

    >>> half_up(Fraction(12700, 205), 1), half_up(Decimal("0.125"), 2)
    (Decimal('62.0'), Decimal('0.13'))
    """
    return _decimal(value, digits, ROUND_HALF_UP)


def cut_off(value: Exact | float, digits: int) -> Decimal:
    """Cut off behind `digits` decimals, towards zero, exactly.

    >>> cut_off(Fraction(12700, 205), 1)
    Decimal('61.9')
    """
    return _decimal(value, digits, ROUND_DOWN)


def digits_of(printed: str) -> int | None:
    """Count the decimals of the first number in a printed text, or None where there is none.

    >>> digits_of("61.9%"), digits_of("86,941.15"), digits_of("most")
    (1, 2, None)
    """
    found = re.search(r"\d(?:[\d,]*\d)?(?:\.(\d+))?", printed)
    return len(found.group(1) or "") if found else None


def thousands(value: Decimal | int, *, above: int = 999) -> str:
    """Print a number with commas if its whole part is larger than `above`: from 1,000 on, everywhere.

    >>> thousands(Decimal("86941.15")), thousands(1667), thousands(300000000000)
    ('86,941.15', '1,667', '300,000,000,000')
    """
    exact = Decimal(value)
    return format(exact, ",f") if abs(exact) > above else format(exact, "f")
