"""A number that others printed, beside the one computed here."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from expolens.numbers.rounding import cut_off, digits_of, half_up, thousands

Outcome = Literal["reproduced", "truncated", "differs"]


def outcome(printed: str, stated: float, computed: Fraction) -> tuple[Outcome, str]:
    """Compare a printed number with the exact one at its own digits, and return what should have been printed.

    `printed` gives the digits, `stated` its value in the same unit as `computed`. Rounded half up or half even are both
    reproduced; digits that were cut off are truncated; anything else differs.

    >>> outcome("61.9", 61.9, Fraction(12700, 205)), outcome("34", 34, Fraction(5400, 205))
    (('truncated', '62.0'), ('differs', '26'))
    """
    digits = digits_of(printed)
    digits = 0 if digits is None else digits
    given = Fraction(str(stated))
    should = half_up(computed, digits)
    # Half even is what some programs print: the difference is a tie, not an error.
    tie = abs(given - computed) == Fraction(1, 2 * 10**digits)
    if given == Fraction(should) or tie:
        return "reproduced", thousands(should)
    if given == Fraction(cut_off(computed, digits)):
        return "truncated", thousands(should)
    return "differs", thousands(should)
