"""Two units that somebody judged together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Two units that a decision speaks of, the smaller first."""

    left: str
    right: str
    decision: str
