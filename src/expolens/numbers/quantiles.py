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
    ordered = sorted(Fraction(value) for value in values)
    used = order_statistics(len(ordered), p, definition=definition)
    return sum((weight * ordered[rank - 1] for rank, weight in used), Fraction(0))


def order_statistics(n: int, p: Fraction, *, definition: int) -> tuple[tuple[int, Fraction], ...]:
    """Return the one or two ranks of `n` ordered values, from 1, that the `p` quantile is made of, with their weights.

    ValueError as in `quantile`.

    >>> order_statistics(4, Fraction(1, 2), definition=2), order_statistics(5, Fraction(1, 2), definition=7)
    (((2, Fraction(1, 2)), (3, Fraction(1, 2))), ((3, Fraction(1, 1)),))
    """
    if not n or not 0 <= p <= 1 or definition not in DEFINITIONS:
        raise ValueError("a quantile needs values, 0 <= p <= 1 and a definition from 1 to 9")
    rank, weight = _position(n, p, definition)
    below, above = (min(max(one, 1), n) for one in (rank, rank + 1))
    if below == above or not weight:
        return ((below, Fraction(1)),)
    return ((above, Fraction(1)),) if weight == 1 else ((below, 1 - weight), (above, weight))


def _position(n: int, p: Fraction, definition: int) -> tuple[int, Fraction]:
    """Return the rank below a quantile, and the weight of the rank above."""
    if definition in _CONTINUOUS:
        a, b = _CONTINUOUS[definition]
        position = p * (n + a) + b
        return floor(position), position - floor(position)
    position = n * p - (Fraction(1, 2) if definition == 3 else 0)
    rank = floor(position)
    if position != rank:
        return rank, Fraction(1)
    if definition == 3:
        # The nearest rank, ties to the even one.
        return rank, Fraction(rank % 2)
    return rank, Fraction(definition - 1, 2)
