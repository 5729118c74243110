"""The value chosen for a company's single-valued field, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """One field of one exhibitor's company after choice and conversion.

    `value`, `low`, `high`, `unit`, `date`, `absence` are as in `Fact`; money is in the study's currency, with the
    rate's date in `date` and the amount as published in `raw`. `rule` is decision, source_order, newest or only;
    `record` and `source` say which fact was chosen; `others` are "source=value" of the values that were not.
    """

    exhibitor: str
    company: str
    field: str
    value: str | None
    low: float | None
    high: float | None
    unit: str | None
    date: str | None
    absence: str | None
    raw: str
    rule: str
    source: str
    record: str
    others: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Exhibitor by vocabulary by concept, with the words that are its evidence.

    `concept` is the slug that stands in a statistic's id; a term used twice by one exhibitor is two labels of position 1, 2.
    """

    exhibitor: str
    vocabulary: str
    concept: str
    en: str
    zh: str
    position: int
    evidence: str
    source: str
    record: str
    by: str
