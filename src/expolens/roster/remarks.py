"""What a person should look at in the roster, said once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from expolens.model.exhibitor import Exhibitor, Remark
from expolens.roster.attendance import Sighting, differing, disagreeing, said

# A booth that many share, as a hall is, is told of with the first of them.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Noticed:
    """What was seen of each exhibitor, the rows that were joined with the rule, the (exhibitor, row) without a mark."""

    sightings: Mapping[str, Sequence[Sighting]]
    joined: Mapping[str, str]
    unmarked: Sequence[tuple[str, str]]


def remarks(exhibitors: Sequence[Exhibitor], noticed: Noticed) -> Iterator[Remark]:
    """Yield shared booths, then of each exhibitor its booths, names, marks and joined rows, then the rows without a mark."""
    yield from _shared_booths(exhibitors)
    has_booths = any(one.booths for one in exhibitors)
    for one in exhibitors:
        if has_booths and one.listed and not one.booths:
            yield Remark("roster", "no_booth", one.id, one.name)
        if len(one.booths) > 1:
            yield Remark("roster", "several_booths", one.id, "、".join(one.booths))
        if one.renamed:
            yield Remark("roster", "renamed", one.id, f"{one.name} → {one.renamed}")
        if not one.listed and one.attendance == "present":
            yield Remark("roster", "unlisted", one.id, one.name)
        seen = noticed.sightings.get(one.id, ())
        if disagreeing(seen):
            yield Remark("roster", "checkers_disagree", one.id, said(seen))
        elif differing(seen):
            yield Remark("roster", "some_days", one.id, said(seen))
        for record in one.records:
            if record in noticed.joined:
                detail = f"{one.name}: {noticed.joined[record]}"
                yield Remark("roster", "joined_rows", one.id, detail)
    for id_, row in noticed.unmarked:
        yield Remark("roster", "unmarked", id_, row)


def _shared_booths(exhibitors: Sequence[Exhibitor]) -> Iterator[Remark]:
    at: dict[str, list[Exhibitor]] = {}
    written: dict[str, str] = {}
    for one in exhibitors:
        for booth, first in {booth.casefold(): booth for booth in one.booths}.items():
            at.setdefault(booth, []).append(one)
            written.setdefault(booth, first)
    for booth, there in at.items():
        if len(there) > 1:
            for one in there:
                others = [other for other in there[: _NAMED + 1] if other is not one][:_NAMED]
                names = ", ".join(other.name or other.id for other in others)
                left = len(there) - 1 - len(others)
                more = f" … {left:,}" if left else ""
                yield Remark("roster", "shared_booth", one.id, f"{written[booth]}: {names}{more}")
