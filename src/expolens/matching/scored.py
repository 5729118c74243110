"""A candidate with what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scored:
    """One candidate: the position of its party in the index, the two names compared, a probability with the reasons for it.

    `contradicted` tells that something says the two are not one (another code, country, place, branch), not merely that little says they are:
    no calibration lifts such a candidate, and it is never matched.
    """

    position: int
    left_name: str
    right_name: str
    probability: float
    reasons: tuple[str, ...]
    contradicted: bool = False
