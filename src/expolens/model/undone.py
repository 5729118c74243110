"""What a study could not do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Undone:
    """One population or statistic that was not made: `why` is a code of `wording/`, `needs` the role or field it lacks."""

    id: str
    what: str
    en: str
    zh: str
    why: str
    needs: str
