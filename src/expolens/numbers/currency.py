"""Conversion by dated rates; without a rate there is no amount."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from expolens.model.money import Rate


def rate_between(
    base: str, quote: str, rates: Sequence[Rate], *, on: str = ""
) -> tuple[Fraction, Rate] | None:
    """Return what one `base` is worth in `quote`, and the rate used (either way round), or None.

    Of several the newest not after `on`, or the oldest where all are after it; without `on` the newest.
    """
    usable = [rate for rate in rates if {rate.base, rate.quote} == {base, quote} and rate.rate]
    if not usable:
        return None
    usable.sort(key=lambda rate: rate.date)
    before = [rate for rate in usable if not on or rate.date <= on]
    chosen = before[-1] if before else usable[0]
    worth = Fraction(chosen.rate)
    return (worth if chosen.base == base else 1 / worth), chosen
