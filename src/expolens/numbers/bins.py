"""Which class a number, or a band of numbers, falls in."""

from __future__ import annotations

from collections.abc import Sequence

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
