"""A candidate with what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scored:
    """One candidate: the position of its party in the index, the two names compared, a probability with the reasons for it, and whether something contradicts it."""

    position: int
    left_name: str
    right_name: str
    probability: float
    reasons: tuple[str, ...]
    contradicted: bool = False
