"""What is compared: somebody with names and codes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """A key with its names, each as (text, kind), the one to be shown first, and its registration codes."""

    key: str
    names: tuple[tuple[str, str], ...]
    codes: frozenset[str] = frozenset()
