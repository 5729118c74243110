"""What became of a list: who was added, dropped, renamed, who has another stand."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from expolens.collect.listing import Listed
from expolens.matching import Scored, indexed, search, verdict
from expolens.model.text import Language
from expolens.names import comparable_name
from expolens.readers.guarded import guarded
from expolens.wording import reason, word

_ACCEPT, _REVIEW = 0.98, 0.2
_SHARED = 0.5
"""Which share of those that are on one list only is on the other under another name, before anything is looked at: by judgement."""
COLUMNS = (
    "change", "old_name", "new_name", "old_booth", "new_booth", "probability", "reasons", "old_place", "new_place",
)  # fmt: skip
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One exhibitor of either list: `kind` is added, dropped, renamed, perhaps (one that may be another's new name: for a person) or moved.

    `old` is None for one that was added, `new` for one that was dropped; `match` says why two are taken for one.
    """

    kind: str
    old: Listed | None
    new: Listed | None
    match: Scored | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes, and how many exhibitors are on both lists under one name."""

    changes: tuple[Change, ...]
    same: int

    def of(self, kind: str) -> tuple[Change, ...]:
        """Return the changes of one kind, in the order of the lists."""
        return tuple(one for one in self.changes if one.kind == kind)


def difference(old: Sequence[Listed], new: Sequence[Listed]) -> Difference:
    """Compare two lists: equal names and equal codes first, then by likeness what is on one of them only.

    A pair is `renamed` where the match is as sure as 98 in 100 and each is the other's best, `perhaps` where it is for a person to say; both of such a
    pair count as neither added nor dropped.
    """
    before, after = _by_name(old), _by_name(new)
    same = [name for name in before if name in after]
    moved = [
        Change("moved", before[name], after[name])
        for name in same
        if before[name].booths
        and after[name].booths
        and _stands(before[name]) != _stands(after[name])
    ]
    gone = [one for name, one in before.items() if name not in after]
    come = [one for name, one in after.items() if name not in before]
    pairs = _renamed(gone, come)
    paired = {id(one) for pair in pairs for one in (pair.old, pair.new)}
    changes = [
        *(Change("added", None, one) for one in come if id(one) not in paired),
        *(Change("dropped", one, None) for one in gone if id(one) not in paired),
        *pairs,
        *moved,
    ]
    return Difference(tuple(changes), len(same))


def _by_name(listed: Sequence[Listed]) -> dict[str, Listed]:
    return {comparable_name(one.party.names[0][0]): one for one in listed}


def _stands(one: Listed) -> set[str]:
    return {comparable_name(booth) for booth in one.booths}


def _renamed(gone: Sequence[Listed], come: Sequence[Listed]) -> list[Change]:
    """Return the pairs of what is gone and what has come that are one, the likeliest first, each of either in one pair."""
    if not gone or not come:
        return []
    index = indexed(one.party for one in gone)
    found = search([one.party for one in come], index, present=_SHARED).candidates
    best = sorted(
        ((-one.probability, n, one) for n, some in enumerate(found) for one in some),
        key=lambda entry: entry[:2],
    )
    pairs, taken = [], set[tuple[str, int]]()
    for likely, n, one in best:
        status = verdict(-likely, accept=_ACCEPT, review=_REVIEW)
        if status == "not_found" or {("new", n), ("old", one.position)} & taken:
            continue
        taken |= {("new", n), ("old", one.position)}
        kind = "renamed" if status == "matched" and not one.contradicted else "perhaps"
        pairs.append(Change(kind, gone[one.position], come[n], one))
    return pairs


def told(found: Difference, language: Language) -> tuple[str, ...]:
    """Return what a person reads: the counts, then the changes, some twenty of a kind."""
    counts = {kind: len(found.of(kind)) for kind in ("added", "dropped", "renamed", "perhaps", "moved")}  # fmt: skip
    lines = [word("difference.counts", language, same=found.same, **counts)]
    for kind in counts:
        changes = found.of(kind)
        if changes:
            lines.append(word(f"difference.{kind}", language, n=len(changes)))
        lines += [f"  {_line(one, language)}" for one in changes[:_SHOWN]]
        if rest := changes[_SHOWN:]:
            lines.append("  " + word("difference.more", language, n=len(rest)))
    return tuple(lines)


def _line(one: Change, language: Language) -> str:
    if one.old is None or one.new is None:
        only = one.old or one.new
        return f"{only.name}  {'; '.join(only.booths)}".rstrip() if only else ""
    if one.kind == "moved":
        return f"{one.new.name}: {'; '.join(one.old.booths)} → {'; '.join(one.new.booths)}"
    why = word("match.stop", language).join(_reasons(one, language))
    return f"{one.old.name} → {one.new.name} ({why})"


def _reasons(one: Change, language: Language) -> list[str]:
    return [reason(code, language) for code in one.match.reasons] if one.match else []


def csv_text(found: Difference, language: Language) -> str:
    """Return the changes as CSV, a line feed at each line's end."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in found.changes:
        likely = f"{one.match.probability:.4f}" if one.match else ""
        why = word("match.stop", language).join(_reasons(one, language))
        names, booths, places = (
            tuple(show(side) if side else "" for side in (one.old, one.new))
            for show in (_name, _booths, _places)
        )
        cells = (one.kind, *names, *booths, likely, why, *places)
        writer.writerow([guarded(cell) for cell in cells])
    return text.getvalue()


def _name(one: Listed) -> str:
    return one.name


def _booths(one: Listed) -> str:
    return "; ".join(one.booths)


def _places(one: Listed) -> str:
    return "; ".join(one.places)
