"""What is compared: somebody with names, and what else is known that tells one company from another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """A key with its names, each as (text, kind), the one to be shown first, its registration codes, countries and website domains.

    Kinds are legal, english, short, former, and asked: the name for which a registry gave this party as its answer.
    """

    key: str
    names: tuple[tuple[str, str], ...]
    codes: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
