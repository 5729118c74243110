"""A named set of one unit, with its size and the chain it was cut by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Population:
    """`n` units, cut from `parent` ("" for the root) by `where`; `unknown` of the parent could not be judged.

    `added` of the n were not of the parent (present though not listed).
    `checked` is False where the source that the cut needs is missing: it is then its parent, and says so.
    """

    id: str
    en: str
    zh: str
    unit: str
    n: int
    parent: str
    where: str
    unknown: int
    checked: bool
    note_en: str = ""
    note_zh: str = ""
    added: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """One unit of one population."""

    population: str
    unit: str
