"""How sure a share is."""

from __future__ import annotations

from math import ceil, sqrt

Z_BOTH, Z_LOW = 1.959964, 1.644854
"""Standard normal quantiles: a 95% interval, and a bound that holds in 95% of cases."""


def wilson(count: int, total: int, *, z: float = Z_BOTH) -> tuple[float, float]:
    """Return Wilson's interval of a share (J Am Stat Assoc 1927;22:209); (0, 1) of nothing.

    >>> [round(bound, 3) for bound in wilson(8, 10)]
    [0.49, 0.943]
    """
    if not total:
        return 0.0, 1.0
    share, square = count / total, z * z
    centre = share + square / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + square / (4 * total * total))
    low, high = ((centre + side * spread) / (1 + square / total) for side in (-1, 1))
    return max(low, 0.0), min(high, 1.0)


def needed(share: float, *, z: float = Z_LOW) -> int:
    """Return how many cases, all of them right, put Wilson's lower bound at a share.

    >>> needed(0.98), needed(0.95)
    (133, 52)
    """
    return ceil(z * z * share / (1 - share))
