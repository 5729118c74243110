"""Why a value is not there. A blank is never a value, and never a zero."""

from __future__ import annotations

from enum import StrEnum


class Absence(StrEnum):
    """The reasons a value can be missing for; each is counted and shown."""

    NOT_DISCLOSED = "not_disclosed"
    NOT_APPLICABLE = "not_applicable"
    UNREADABLE = "unreadable"
    NO_RATE = "no_rate"
