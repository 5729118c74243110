"""Shares as they are printed: n/N (p%), decimals by style."""

from __future__ import annotations

from expolens.model.share import Share
from expolens.numbers.rounding import half_up, thousands

# Decimals of a percentage by the size of its denominator: (below this N, decimals), the last for any larger N.
# jmir: JMIR author guide on percentages; ama: AMA Manual of Style 11th ed. 18.4; apa7: APA 7th ed. 6.36; gb: GB/T 7714 journals' habit.
STYLES: dict[str, tuple[tuple[float, int], ...]] = {
    "jmir": ((100, 0), (1000, 1), (float("inf"), 2)),
    "ama": ((100, 0), (float("inf"), 1)),
    "apa7": ((float("inf"), 1),),
    "gb": ((float("inf"), 2),),
    "plain": ((float("inf"), 1),),
}


def decimals(total: int, style: str) -> int:
    """Return how many decimals a percentage of `total` has in a style.

    >>> [decimals(total, "jmir") for total in (57, 205, 1020)]
    [0, 1, 2]
    """
    return next(digits for below, digits in STYLES[style] if total < below)


def percent_text(share: Share, style: str) -> str:
    """Print the percentage of a share; of nothing, a dash.

    >>> percent_text(Share(127, 205), "jmir")
    '62.0%'
    """
    return (
        "–" if share.percent is None else f"{half_up(share.percent, decimals(share.total, style))}%"
    )


def share_text(share: Share, style: str) -> str:
    """Print a share with its count and total.

    >>> share_text(Share(127, 205), "jmir")
    '127/205 (62.0%)'
    >>> share_text(Share(925, 1018), "ama")
    '925/1,018 (90.9%)'
    """
    return f"{thousands(share.n)}/{thousands(share.total)} ({percent_text(share, style)})"
