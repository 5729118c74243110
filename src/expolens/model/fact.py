"""One typed value of one record, or the reason it has none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one field as one record gives it.

    `value` is the canonical text (ISO date, ISO country, slug of a round, the term itself); ordered types also
    have `low` and `high` (equal where the value is exact): amounts in whole units of `unit`, days as yyyymmdd,
    head counts in persons; `high` is None where a band is open. `date` is when the value was true. `raw` is the text as
    published. Where there is no value, `value`, `low` and `high` are None and `absence` says why; `note` says
    what was unreadable, or that 认缴 or 实缴 stood there. `position` numbers the values of a field with many.
    """

    record: str
    source: str
    field: str
    position: int
    value: str | None
    low: float | None
    high: float | None
    unit: str | None
    date: str | None
    raw: str
    absence: str | None
    note: str = ""
