"""Why a value is not there. A blank is never a value, and never a zero."""

from __future__ import annotations

from enum import StrEnum


class Absence(StrEnum):
    """The reasons a value can be missing for; each is counted and shown."""

    NOT_DISCLOSED = "not_disclosed"
    NOT_APPLICABLE = "not_applicable"
    UNREADABLE = "unreadable"
    NO_RATE = "no_rate"


NO_RECORD = "no_record"
"""No source that has the field has a record of the unit: nobody said that there is nothing, nobody was found to ask."""

GAPS = (NO_RECORD, "not_disclosed", "unreadable", "no_rate", "spans_classes")
"""The categories of a distribution that are no value; what does not apply (a province, outside China) is one."""
