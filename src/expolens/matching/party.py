"""What is compared: somebody with names, and what else is known that tells one company from another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_PARTS, _VALUES = "\x1f", "\x1e"


@dataclass(frozen=True, slots=True)
class Party:
    """A key with its names, each as (text, kind), the one to be shown first, and what else is known of it.

    `codes` are registration codes, `countries` ISO codes, `domains` those of websites, `regions` codes of GB/T 2260 (2, 4 or 6 digits) of its
    seat, `products` words for what it makes. Kinds are legal, english, short, former, and asked: the name for which a registry gave this party as its answer.
    """

    key: str
    names: tuple[tuple[str, str], ...]
    codes: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()

    def evidence(self) -> str:
        """Return all but key and names as one text, for a file; "" where nothing is known."""
        return written(self.codes, self.countries, self.domains, self.regions, self.products)


def written(*parts: Iterable[str]) -> str:
    """Return codes, countries, domains, regions and products as one text that `read` takes apart; "" for nothing."""
    text = _PARTS.join(_VALUES.join(sorted(part)) for part in parts)
    return text.rstrip(_PARTS)


def read(text: str) -> tuple[frozenset[str], ...]:
    """Return codes, countries, domains, regions and products of a text that `written` made.

    >>> read(written({"91310000MA1FL0X00X"}, (), {"example.com"}))
    (frozenset({'91310000MA1FL0X00X'}), frozenset(), frozenset({'example.com'}), frozenset(), frozenset())
    """
    parts = text.split(_PARTS)
    found = [frozenset(part.split(_VALUES)) - {""} for part in parts]
    return (*found, *(frozenset[str](),) * (5 - len(found)))
