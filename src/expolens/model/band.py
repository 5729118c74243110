"""A number known only to lie between two others, as a head count of 100-499."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Band:
    """A closed interval of whole numbers; `high` is None where the band is open upwards.

    An exact number n is Band(n, n).
    """

    low: int
    high: int | None

    @property
    def exact(self) -> int | None:
        """The number itself where the band holds just one, else None."""
        return self.low if self.low == self.high else None
