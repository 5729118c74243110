"""A count with its total; a bare percentage cannot be made."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Share:
    """`n` of `total`, both whole numbers; ValueError unless 0 <= n <= total.

    >>> Share(35, 205).percent
    Fraction(700, 41)
    """

    n: int
    total: int

    def __post_init__(self) -> None:
        """Refuse a part that is larger than its whole."""
        if not 0 <= self.n <= self.total:
            raise ValueError(f"a share of {self.n} in {self.total} cannot be")

    @property
    def percent(self) -> Fraction | None:
        """The exact percentage, or None of an empty total."""
        return Fraction(100 * self.n, self.total) if self.total else None
