"""`same` and `different` as groups of records; where they contradict each other, neither is applied until somebody settles it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from expolens.decisions.pair import Pair
from expolens.decisions.replay import Finder, words_of
from expolens.decisions.votes import Votes
from expolens.model.decision import Applied, Decision, Quote


@dataclass(frozen=True, slots=True)
class Grouped:
    """What people said of pairs: `same`, `different` and `unsure` as pairs of units, and what became of each decision.

    `groups` are the sets of two or more units that `same` makes one, each in the order of the records; `disputed` are the pairs of
    which people said different things, each once, `contested` every standing word on them.
    """

    groups: tuple[tuple[str, ...], ...]
    same: tuple[Pair, ...]
    different: tuple[Pair, ...]
    unsure: tuple[Pair, ...]
    disputed: tuple[Pair, ...]
    contested: tuple[Pair, ...]
    applied: tuple[Applied, ...]


def grouped(
    decisions: Iterable[Decision],
    finder: Finder,
    *,
    stage: str,
    among: Collection[str] | None = None,
    unit_of: Mapping[str, str] | None = None,
) -> Grouped:
    """Group units by the standing decisions `same`, `different` and `unsure`; other verdicts are passed over.

    A unit is a record, or what `unit_of` says of its key. With `among`, only pairs of those records are this stage's: a
    decision that stands on others is passed over. `same` is transitive. A side that stands on several units of
    one source is ambiguous, one that stands on nothing is stale; both apply to nothing. What a person says later of a pair outranks
    what the same person said before. Two people who say different things dispute a pair: neither is applied; whoever speaks of it after both
    settles it. A `different` of two units that `same` has joined is a conflict: it is not applied, nor is any `same` on the way between the two.
    """
    places = {key: (unit_of or {}).get(key, key) for key in finder.words}
    order = {unit: number for number, unit in enumerate(dict.fromkeys(places.values()))}
    pairs: dict[str, list[Pair]] = {"same": [], "different": [], "unsure": []}
    applied: list[Applied] = []
    votes = Votes()
    for decision in decisions:
        if decision.verdict not in pairs:
            continue
        sides = [finder.records_of(quote) for quote in (decision.left, decision.right)]
        if all(sides) and among is not None:
            sides = [[key for key in side if key in among] for side in sides]
            if not all(sides):
                continue
        outcome, detail = _outcome(decision, sides, places=places, finder=finder)
        subject = " ".join(dict.fromkeys(places[key] for side in sides for key in side))
        applied.append(Applied(decision.id, stage, outcome, subject, detail, decision.said))
        if outcome == "applied":
            both = _pairs(decision, sides, places)
            pairs[decision.verdict] += both
            votes.add(decision, both)
    pairs = {v: [p for p in found if votes.stands(p)] for v, found in pairs.items()}
    disputed = votes.disputed()
    conflicts = votes.against() | _conflicts(
        *([p for p in pairs[v] if p.decision not in votes.against()] for v in ("same", "different"))
    )
    applied = [_conflicting(a, conflicts, votes.replaced()) for a in applied]
    kept = {v: [p for p in found if p.decision not in conflicts] for v, found in pairs.items()}
    return Grouped(
        _components(kept["same"], order),
        tuple(kept["same"]),
        tuple(kept["different"]),
        tuple(kept["unsure"]),
        disputed,
        votes.contested(),
        tuple(applied),
    )


def _outcome(
    decision: Decision, sides: Sequence[list[str]], *, places: Mapping[str, str], finder: Finder
) -> tuple[str, str]:
    """Return outcome and detail of a decision whose words stand on the records `sides`."""
    quotes = (decision.left, decision.right)
    gone = [words_of(quote) for quote, side in zip(quotes, sides, strict=True) if not side]
    if gone:
        moved = any(
            quote.name and not side and finder.records_of(Quote(quote.source, quote.name))
            for quote, side in zip(quotes, sides, strict=True)
        )
        hint = " (the name is there, with another booth or code)" if moved else ""
        return "stale", f"no longer found: {'; '.join(gone)}{hint}"
    for quote, side in zip(quotes, sides, strict=True):
        units: dict[str, set[str]] = {}
        for key in side:
            units.setdefault(finder.words[key].source, set()).add(places[key])
        if any(len(several) > 1 for several in units.values()):
            return "ambiguous", f"several rows of one source: {words_of(quote)}"
    if decision.verdict == "different" and {places[k] for k in sides[0]} & {
        places[k] for k in sides[1]
    }:
        return "ambiguous", "both quotes stand on the same row"
    return "applied", ""


def _pairs(decision: Decision, sides: Sequence[list[str]], places: Mapping[str, str]) -> list[Pair]:
    """Return the pairs of different units, every one of the left with every one of the right."""
    both = {tuple(sorted((places[left], places[right]))) for left in sides[0] for right in sides[1]}
    return [Pair(left, right, decision.id) for left, right in sorted(both) if left != right]


def _conflicts(same: Sequence[Pair], different: Sequence[Pair]) -> dict[str, str]:
    """Return the id of every decision in a contradiction to the other decision's id."""
    found: dict[str, str] = {}
    for apart in different:
        left = list(same)
        while way := _way(left, apart):
            found.setdefault(apart.decision, way[0].decision)
            for pair in way:
                found.setdefault(pair.decision, apart.decision)
            left = [pair for pair in left if pair not in way]
    return found


def _way(same: Sequence[Pair], apart: Pair) -> list[Pair]:
    """Return the shortest chain of `same` from one unit of `apart` to the other, empty if there is none."""
    reached: dict[str, list[Pair]] = {apart.left: []}
    front = [apart.left]
    while front and apart.right not in reached:
        ahead: list[str] = []
        for unit in front:
            for pair in same:
                if unit in (pair.left, pair.right):
                    other = pair.right if unit == pair.left else pair.left
                    if other not in reached:
                        reached[other] = [*reached[unit], pair]
                        ahead.append(other)
        front = ahead
    return reached.get(apart.right, [])


def _conflicting(
    applied: Applied, conflicts: Mapping[str, str], outranked: Mapping[str, str]
) -> Applied:
    if applied.decision in outranked:
        after = outranked[applied.decision]
        return replace(applied, outcome="conflict", detail=f"outranked by {after}")
    if applied.decision not in conflicts:
        return applied
    other = conflicts[applied.decision]
    return replace(applied, outcome="conflict", detail=f"contradicted by {other}")


def _components(same: Sequence[Pair], order: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Return the connected units, each group and the groups in the order given."""
    group: dict[str, set[str]] = {}
    for pair in same:
        joined = group.get(pair.left, {pair.left}) | group.get(pair.right, {pair.right})
        for unit in joined:
            group[unit] = joined
    distinct = {tuple(sorted(units, key=order.__getitem__)) for units in group.values()}
    return tuple(sorted(distinct, key=lambda units: order[units[0]]))
