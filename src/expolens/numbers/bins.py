"""Which class a number, or a band of numbers, falls in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from expolens.model.protocol import Class
from expolens.model.text import Text  # noqa: F401 - for the doctest

SPANS = "spans_classes"
"""The state of a band that lies across a border and that the protocol puts in no class."""


def class_of(value: str, low: float | None, high: float | None, classes: Sequence[Class]) -> str:
    """Return the id of the class that `low`..`high` lies in, or SPANS; an open end is None.

    A class with `bands` takes those bands by their text, "100-499", and a class with `values` those values, before any border is looked at.

    >>> small = Class("small", Text("<50"), high=49)
    >>> class_of("0-49", 0, 49, [small]), class_of("40-60", 40, 60, [small])
    ('small', 'spans_classes')
    """
    for one in classes:
        if value in one.bands or value in one.values:
            return one.id
    for one in classes:
        if one.values or low is None:
            continue
        above = one.low is None or low >= one.low
        below = one.high is None or (high is not None and high <= one.high)
        if above and below:
            return one.id
    return SPANS


def gaps(classes: Sequence[Class], *, whole: bool) -> tuple[str, ...]:
    """Return what lies in none of the classes with borders, from the lowest up; of whole numbers 49 and 50 leave nothing between.

    Below 0 nothing is asked for. Classes of values or of bands alone have no borders.

    >>> small, large = Class("small", Text("<50"), high=49), Class("large", Text("100-499"), low=100, high=499)
    >>> gaps([small, large], whole=True)
    ('between 49 and 100', 'above 499')
    """
    bounded = sorted(
        (one for one in classes if one.low is not None or one.high is not None),
        key=lambda one: float("-inf") if one.low is None else one.low,
    )
    if not bounded:
        return ()
    step = 1 if whole else 0
    first, last = bounded[0].low, bounded[-1].high
    found = [f"below {first:g}"] if first is not None and first > 0 else []
    for below, above in pairwise(bounded):
        if below.high is not None and above.low is not None and above.low > below.high + step:
            found.append(f"between {below.high:g} and {above.low:g}")
    return (*found, f"above {last:g}") if last is not None else tuple(found)
