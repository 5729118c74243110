"""How far two people agree who judged the same things: raw agreement and Cohen's kappa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction


def agreed(both: Sequence[tuple[str, str]]) -> int:
    """Return how many of the paired judgements are the same."""
    return sum(left == right for left, right in both)


def kappa(both: Sequence[tuple[str, str]]) -> Fraction | None:
    """Return Cohen's kappa of paired judgements, (p_o - p_e) / (1 - p_e): agreement beyond what chance would give.

    p_o is the share of pairs judged the same, p_e the share expected were each judged independently at the two people's own rates
    (Cohen, Educational and Psychological Measurement 1960;20(1):37). None where it is not defined: nothing was judged, or both
    said one and the same word always.

    >>> kappa([("same", "same"), ("same", "different"), ("different", "different"), ("different", "different")])
    Fraction(1, 2)
    """
    n = len(both)
    left, right = (Counter(pair[side] for pair in both) for side in (0, 1))
    chance = sum(left[word] * right[word] for word in left)
    if not n or chance == n * n:
        return None
    return Fraction(agreed(both) * n - chance, n * n - chance)
