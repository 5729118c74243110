"""What was made of one published text: a typed value, or the reason there is none."""

from __future__ import annotations

from dataclasses import dataclass

from expolens.model.absence import Absence


@dataclass(frozen=True, slots=True)
class Reading:
    """One value as in `model.fact.Fact`: canonical text, closed interval, unit, date; or an absence with a note."""

    value: str | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    date: str | None = None
    absence: Absence | None = None
    note: str = ""


def unreadable(note: str) -> Reading:
    """Return a reading of what stands there but cannot be understood; `note` says why."""
    return Reading(absence=Absence.UNREADABLE, note=note)


NOT_DISCLOSED = Reading(absence=Absence.NOT_DISCLOSED)
NOT_APPLICABLE = Reading(absence=Absence.NOT_APPLICABLE)
