"""Which judgements of a pair count: of one reviewer the last, of several all, unless somebody settled them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from expolens.decisions.contradiction import between
from expolens.model.decision import Judgement

Couple = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Judgements with their state, and for each decision that does not count the decisions that stand against it."""

    judgements: tuple[Judgement, ...]
    outranked: Mapping[str, tuple[str, ...]]
    conflicts: Mapping[str, tuple[str, ...]]

    def of(self, state: str) -> list[Judgement]:
        """Return the judgements in a state, in order."""
        return [one for one in self.judgements if one.state == state]


def weighed(
    judgements: Sequence[Judgement],
    settled: Mapping[str, Sequence[str]],
    *,
    exhibitors: Collection[str] = (),
) -> Weighed:
    """Weigh judgements, in the order they were made, against each other; `settled` maps a decision to those that it settles.

    A reviewer's later judgement of a pair outranks the earlier; one that settles outranks those that it names. What is left must agree:
    two verdicts on one pair are a conflict, and so are a `different` and every `same` on a way between its two units, and two records of
    one source that two people, each another, call one of the `exhibitors`. A decision in a conflict counts for none of its pairs.
    """
    outranked: dict[str, list[str]] = {}
    current: dict[Couple, list[Judgement]] = {}
    for one in judgements:
        here = current.setdefault((one.left, one.right), [])
        gone = [old for old in here if _outranks(one, old, settled)]
        for old in gone:
            here.remove(old)
            outranked.setdefault(old.decision, []).append(one.decision)
        here.append(one)
    standing = {one.decision for here in current.values() for one in here}
    left = {name: tuple(by) for name, by in outranked.items() if name not in standing}
    conflicts = _contrary(current.values())
    counted = [one for here in current.values() for one in here if one.decision not in conflicts]
    for other in (_contradictions(counted), _rivals(counted, exhibitors)):
        for name, against in other.items():
            conflicts.setdefault(name, []).extend(against)
    now = {id(one) for here in current.values() for one in here}
    states = [
        replace(one, state="outranked" if id(one) not in now else "conflict")
        if id(one) not in now or one.decision in conflicts
        else one
        for one in judgements
    ]
    told = {name: tuple(dict.fromkeys(against)) for name, against in conflicts.items()}
    return Weighed(tuple(states), left, told)


def _outranks(new: Judgement, old: Judgement, settled: Mapping[str, Sequence[str]]) -> bool:
    if old.decision in settled.get(new.decision, ()):
        return True
    return new.by.casefold() == old.by.casefold() and new.verdict != old.verdict


def _contrary(pairs: Iterable[Sequence[Judgement]]) -> dict[str, list[str]]:
    """Return each decision of a pair on which verdicts differ to those that say another thing."""
    found: dict[str, list[str]] = {}
    for here in pairs:
        for one in here:
            against = [other.decision for other in here if other.verdict != one.verdict]
            if against:
                found.setdefault(one.decision, []).extend(against)
    return found


def _contradictions(counted: Sequence[Judgement]) -> dict[str, list[str]]:
    """Return each `different` of two units that `same` joins, and each `same` on a way between them, to those on the other side."""
    by_edge: dict[Couple, list[str]] = {}
    for one in counted:
        if one.verdict == "same":
            by_edge.setdefault((one.left, one.right), []).append(one.decision)
    group = components(by_edge)
    found: dict[str, list[str]] = {}
    for apart in counted:
        joined = group.get(apart.left, set())
        if apart.verdict != "different" or apart.right not in joined:
            continue
        inside = [edge for edge in by_edge if edge[0] in joined]
        way = [
            name
            for edge in sorted(between(inside, apart.left, apart.right))
            for name in by_edge[edge]
        ]
        found.setdefault(apart.decision, []).extend(way)
        for name in way:
            found.setdefault(name, []).append(apart.decision)
    return found


def _rivals(counted: Sequence[Judgement], exhibitors: Collection[str]) -> dict[str, list[str]]:
    """Return each `same` of an exhibitor to those of others who chose another record of that source, where nobody chose both."""
    chosen: dict[Couple, dict[str, list[Judgement]]] = {}
    for one in counted:
        ours = [unit for unit in (one.left, one.right) if unit in exhibitors]
        if one.verdict == "same" and len(ours) == 1:
            record = one.right if one.left == ours[0] else one.left
            there = chosen.setdefault((ours[0], record.partition(":")[0]), {})
            there.setdefault(record, []).append(one)
    found: dict[str, list[str]] = {}
    for records in chosen.values():
        for first, second in combinations(records.values(), 2):
            if {one.by.casefold() for one in first}.isdisjoint(one.by.casefold() for one in second):
                for mine, theirs in ((first, second), (second, first)):
                    for one in mine:
                        found.setdefault(one.decision, []).extend(o.decision for o in theirs)
    return found


def components(edges: Iterable[Couple]) -> dict[str, set[str]]:
    """Return each unit to the set of all units that the edges connect it with; one set, shared, a component."""
    group: dict[str, set[str]] = {}
    for left, right in edges:
        mine, other = group.setdefault(left, {left}), group.setdefault(right, {right})
        if mine is not other:
            small, large = sorted((mine, other), key=len)
            large |= small
            for unit in small:
                group[unit] = large
    return group
