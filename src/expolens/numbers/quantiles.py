"""Quantiles by a named definition: Hyndman and Fan, The American Statistician 1996;50(4):361-365."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

Exact = Fraction | int

# Definitions 4 to 9 as (a, b) of position p*(n + a) + b; Excel's PERCENTILE.INC is 7, PERCENTILE.EXC is 6.
_CONTINUOUS: dict[int, tuple[Fraction, Fraction]] = {
    4: (Fraction(0), Fraction(0)),
    5: (Fraction(0), Fraction(1, 2)),
    6: (Fraction(1), Fraction(0)),
    7: (Fraction(-1), Fraction(1)),
    8: (Fraction(1, 3), Fraction(1, 3)),
    9: (Fraction(1, 4), Fraction(3, 8)),
}
DEFINITIONS = range(1, 10)


def quantile(values: Sequence[Exact], p: Fraction, *, definition: int) -> Fraction:
    """Return the `p` quantile of unsorted `values`, exactly, by Hyndman-Fan definition 1 to 9.

    ValueError for no values, a p outside 0..1, an unknown definition. The ends are the extremes in every definition.

    >>> quantile([1, 2, 3, 4], Fraction(1, 2), definition=2), quantile([1, 2, 3, 4], Fraction(1, 2), definition=1)
    (Fraction(5, 2), Fraction(2, 1))
    """
    if not values or not 0 <= p <= 1 or definition not in DEFINITIONS:
        raise ValueError("a quantile needs values, 0 <= p <= 1 and a definition from 1 to 9")
    ordered = sorted(Fraction(value) for value in values)
    n = len(ordered)

    def at(rank: int) -> Fraction:
        return ordered[min(max(rank, 1), n) - 1]

    if definition in _CONTINUOUS:
        a, b = _CONTINUOUS[definition]
        position = p * (n + a) + b
        rank = floor(position)
        weight = position - rank
        return at(rank) + weight * (at(rank + 1) - at(rank))
    position = n * p - (Fraction(1, 2) if definition == 3 else 0)
    rank = floor(position)
    rest = position - rank
    if definition == 3:
        # The nearest rank, ties to the even one.
        return at(rank if rest == 0 and rank % 2 == 0 else rank + 1)
    if rest:
        return at(rank + 1)
    return at(rank) if definition == 1 else (at(rank) + at(rank + 1)) / 2
