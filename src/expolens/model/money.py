"""An amount that keeps its currency and its date."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole units of a currency (yuan, not ten thousand yuan).

    `currency` is an ISO 4217 code. `as_of` is the ISO date the amount was true on, or None.
    """

    amount: Decimal
    currency: str
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of `base` is worth `rate` units of `quote` on `date`, says `source`."""

    base: str
    quote: str
    rate: Decimal
    date: str
    source: str = ""
