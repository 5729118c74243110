"""What the machine thinks of two records, and what was made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["matched", "review", "not_found"]


@dataclass(frozen=True, slots=True)
class Match:
    """The machine's opinion that `left` and `right` are one company: can be recomputed, decides nothing.

    `probability` lies in 0..1; `rank` counts from 1 among the candidates of `left`; `reasons` are codes of `wording/`
    with their words after a colon ("equal_name:卫宁健康"). `stage` is roster or resolve.
    """

    stage: str
    left: str
    right: str
    left_name: str
    right_name: str
    probability: float
    status: str
    rank: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A match after decisions: accepted, rejected or review. In review counts as not found until decided."""

    exhibitor: str
    record: str
    source: str
    status: str
    probability: float
    reasons: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """Exhibitor by source: `state` asked, answered or error; `outcome` found, not_found or not_looked_up."""

    exhibitor: str
    source: str
    role: str
    state: str
    outcome: str
    date: str


@dataclass(frozen=True, slots=True)
class Company:
    """The records linked together. `provisional` where no registry record stands behind it."""

    id: str
    name: str
    name_en: str
    provisional: bool
    exhibitors: tuple[str, ...]
    records: tuple[str, ...]
