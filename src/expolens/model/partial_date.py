"""A date as precise as it was published: a day, a month or a year."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from typing import Literal

Precision = Literal["year", "month", "day"]


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year with or without its month and day: an interval of days, not a guess.

    >>> str(PartialDate(2009)), PartialDate(2009, 2).low, PartialDate(2009, 2).high
    ('2009', 20090201, 20090228)
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a month or a day that no calendar has."""
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        if not 1 <= self.year <= 9999 or not 1 <= (self.month or 1) <= 12:
            raise ValueError(f"no such date: {self}")
        if not 1 <= (self.day or 1) <= monthrange(self.year, self.month or 1)[1]:
            raise ValueError(f"no such date: {self}")

    @property
    def precision(self) -> Precision:
        """How much of the date was published."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def low(self) -> int:
        """The first day it can mean, as the number yyyymmdd."""
        return self.year * 10_000 + (self.month or 1) * 100 + (self.day or 1)

    @property
    def high(self) -> int:
        """The last day it can mean, as the number yyyymmdd."""
        month = self.month or 12
        return self.year * 10_000 + month * 100 + (self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        return "-".join(
            [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part]
        )
