"""What the on-site sheets say of one exhibitor together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from expolens.model.exhibitor import Mark
from expolens.model.source import Source


@dataclass(frozen=True, slots=True)
class Sighting:
    """One mark, with when and where it was made: `day` and `stands` are empty where the sheet does not say."""

    mark: Mark
    day: str
    stands: frozenset[str]

    def same_occasion(self, other: Sighting) -> bool:
        """Tell whether two marks can be of one day and stand: then one of them is wrong if they differ."""
        days = not self.day or not other.day or self.day == other.day
        here = not self.stands or not other.stands or not self.stands.isdisjoint(other.stands)
        return days and here


def attendance(seen: Sequence[Sighting], sheets: Collection[Source]) -> tuple[str, str]:
    """Return what the sheets say together, and who says it.

    Present on any day or stand is present. Checkers who disagree on one day and stand leave it unclear unless another day
    settles it; so does a mark that says nothing. Absent is who was never seen, or is on no sheet though one covers all.
    """
    if not sheets:
        return "unknown", "rule: no attendance sheet"
    if not seen:
        if any(source.covers == "all" for source in sheets):
            return "absent", "rule: not on the on-site sheet, which covers all"
        return "unclear", "rule: on no on-site sheet"
    checkers = ", ".join(dict.fromkeys(one.mark.checker for one in seen))
    present, absent, silent = (
        [one for one in seen if one.mark.status == status]
        for status in ("present", "absent", "unclear")
    )
    if any(not _met(one, absent) for one in present):
        return "present", checkers
    if present or not absent or any(not _met(one, absent) for one in silent):
        return "unclear", checkers
    return "absent", checkers


def disagreeing(seen: Sequence[Sighting]) -> bool:
    """Tell whether two checkers say different things of one day and stand."""
    said = [one for one in seen if one.mark.status != "unclear"]
    return any(
        one.mark.status != other.mark.status and one.same_occasion(other)
        for number, one in enumerate(said)
        for other in said[:number]
    )


def differing(seen: Sequence[Sighting]) -> bool:
    """Tell whether somebody was there on some days or stands and not on others."""
    return len({one.mark.status for one in seen} - {"unclear"}) > 1


def said(seen: Iterable[Sighting]) -> str:
    """Return what each checker noted, with the day where it is known."""
    return ", ".join(
        f"{one.mark.checker}{f' ({one.day})' if one.day else ''}: {one.mark.status}" for one in seen
    )


def _met(one: Sighting, others: Iterable[Sighting]) -> bool:
    return any(one.same_occasion(other) for other in others)
