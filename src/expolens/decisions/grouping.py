"""`same` and `different` as groups of records; where they contradict each other, neither is applied."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from expolens.decisions.judged import Weighed, components, weighed
from expolens.decisions.pair import Pair
from expolens.decisions.replay import Finder, gone, words_of
from expolens.model.decision import PAIRED, Applied, Decision, Judgement
from expolens.model.exhibitor import Remark

DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Grouped:
    """What people said of pairs: `same`, `different` and `unsure` as pairs of units, and what became of each decision.

    `groups` are the sets of two or more units that `same` makes one, each in the order of the records. `disputed` are the pairs of
    the judgements that contradict each other, each with the first of them. `judgements` has every judgement of every reviewer.
    """

    groups: tuple[tuple[str, ...], ...]
    same: tuple[Pair, ...]
    different: tuple[Pair, ...]
    unsure: tuple[Pair, ...]
    disputed: tuple[Pair, ...]
    applied: tuple[Applied, ...]
    judgements: tuple[Judgement, ...]

    def verdicts(self) -> dict[str, dict[str, tuple[str, str]]]:
        """Return unit to other unit to (same, different, unsure or disputed; the decision), with what follows from several of them.

        What is `same` as one of a group is `same` as all of it, and what is `different` from one is from all. What was said of the two
        themselves goes before what follows.
        """
        found: dict[str, dict[str, tuple[str, str]]] = {}
        for verdict, left, right, decision in self._said():
            found.setdefault(left, {})[right] = (verdict, decision)
            found.setdefault(right, {})[left] = (verdict, decision)
        return found

    def _said(self) -> Iterator[tuple[str, str, str, str]]:
        group = {unit: units for units in self.groups for unit in units}
        by = {unit: pair.decision for pair in self.same for unit in (pair.left, pair.right)}
        for pair in self.different:
            for left in group.get(pair.left, (pair.left,)):
                for right in group.get(pair.right, (pair.right,)):
                    yield "different", left, right, pair.decision
        for units in self.groups:
            for at, left in enumerate(units):
                yield from (("same", left, right, by[right]) for right in units[at + 1 :])
        direct = (
            ("same", self.same), ("different", self.different), ("unsure", self.unsure), (DISPUTED, self.disputed),
        )  # fmt: skip
        for verdict, pairs in direct:
            yield from ((verdict, one.left, one.right, one.decision) for one in pairs)

    def remarks(self, stage: str, among: Collection[str] | None = None) -> list[Remark]:
        """Return a remark for each disputed pair (with `among`, of its units), its detail the decisions that contradict each other."""
        against = {one.decision: one.detail for one in self.applied if one.outcome == "conflict"}
        found: list[Remark] = []
        for pair in self.disputed:
            units = [unit for unit in (pair.left, pair.right) if among is None or unit in among]
            detail = f"{pair.decision}; {against.get(pair.decision, '')}"
            found += [Remark(stage, DISPUTED, unit, detail) for unit in units[:1]]
        return found


def grouped(
    decisions: Iterable[Decision],
    finder: Finder,
    *,
    stage: str,
    among: Collection[str] | None = None,
    unit_of: Mapping[str, str] | None = None,
) -> Grouped:
    """Group units by the standing decisions `same`, `different` and `unsure`; other verdicts are passed over.

    A unit is a record, or what `unit_of` says of its key; where a decision's words stand on such units, it speaks of them alone. With
    `among`, only pairs of those records are this stage's: a decision that stands on others is passed over. `same` is transitive. A side
    that stands on several units of one source is ambiguous, one that stands on nothing is stale; both apply to nothing. Of decisions
    that contradict each other (`weighed` says when) none is applied.
    """
    named = unit_of or {}
    exhibitors = set(named.values())
    places: dict[str, str] = {}
    judgements: list[Judgement] = []
    settled: dict[str, tuple[str, ...]] = {}
    applied: list[Applied] = []
    for decision in decisions:
        if decision.verdict not in PAIRED:
            continue
        sides = [finder.records_of(quote) for quote in (decision.left, decision.right)]
        if all(sides) and among is not None:
            sides = [[key for key in side if key in among] for side in sides]
            if not all(sides):
                continue
        places |= {key: named.get(key, key) for side in sides for key in side}
        became = _outcome(decision, sides, places=places, finder=finder, named=named)
        subject = " ".join(dict.fromkeys(places[key] for side in sides for key in side))
        applied.append(replace(became, stage=stage, subject=subject))
        if became.outcome == "applied":
            judgements += _judged(decision, sides, places, exhibitors)
            settled[decision.id] = decision.settles
    order: dict[str, int] = {}
    for key, unit in places.items():
        order[unit] = min(order.get(unit, finder.order[key]), finder.order[key])
    return _grouped(weighed(judgements, settled, exhibitors=exhibitors), applied, order)


def _grouped(said: Weighed, applied: Sequence[Applied], order: Mapping[str, int]) -> Grouped:
    counted: dict[str, list[Pair]] = {verdict: [] for verdict in PAIRED}
    for one in said.of("applied"):
        counted[one.verdict].append(Pair(one.left, one.right, one.decision))
    clear = {(pair.left, pair.right) for pairs in counted.values() for pair in pairs}
    disputed: dict[tuple[str, str], Pair] = {}
    for one in said.of("conflict"):
        if (one.left, one.right) not in clear:
            disputed.setdefault((one.left, one.right), Pair(one.left, one.right, one.decision))
    return Grouped(
        _components(counted["same"], order),
        tuple(counted["same"]),
        tuple(counted["different"]),
        tuple(counted["unsure"]),
        tuple(disputed.values()),
        tuple(_weighed(one, said) for one in applied),
        said.judgements,
    )


def _outcome(
    decision: Decision,
    sides: Sequence[list[str]],
    *,
    places: Mapping[str, str],
    finder: Finder,
    named: Collection[str],
) -> Applied:
    """Return what becomes of a decision whose words stand on the records `sides`, before others are looked at; of those that are `named` it speaks alone."""
    quotes = (decision.left, decision.right)
    lost = [gone(quote, finder) for quote, side in zip(quotes, sides, strict=True) if not side]
    if lost:
        detail = "no longer found: " + "; ".join(words for _, _, words in lost)
        return Applied(decision.id, "", "stale", "", detail, decision.said, _why(lost))
    ambiguous = Applied(decision.id, "", "ambiguous", "", "", decision.said)
    for quote, side in zip(quotes, sides, strict=True):
        units: dict[str, set[str]] = {}
        for key in [key for key in side if key in named] or side:
            units.setdefault(finder.words[key].source, set()).add(places[key])
        if any(len(several) > 1 for several in units.values()):
            words = words_of(quote)
            detail = f"several rows of one source: {words}"
            return replace(ambiguous, detail=detail, why=f"several:{words}")
    if decision.verdict == "different" and {places[k] for k in sides[0]} & {
        places[k] for k in sides[1]
    }:
        detail = "both quotes stand on the same row"
        return replace(ambiguous, detail=detail, why=f"one_row:{words_of(decision.left)}")
    return Applied(decision.id, "", "applied", "", "", decision.said)


def _why(lost: Sequence[tuple[str, str, str]]) -> str:
    code, detail, _ = lost[0]
    return f"{code}:{detail}"


def _judged(
    decision: Decision, sides: Sequence[list[str]], places: Mapping[str, str], named: set[str]
) -> list[Judgement]:
    """Return the judgements of pairs of different units, every one of the left with every one of the right."""
    both = {tuple(sorted((places[left], places[right]))) for left in sides[0] for right in sides[1]}
    if any(named.intersection(pair) for pair in both):
        # A name without its source can stand on a registry row too, which is not what was judged.
        both = {pair for pair in both if named.intersection(pair)}
    return [
        Judgement(
            left,
            right,
            decision.by,
            decision.verdict,
            decision.id,
            bool(decision.settles),
            "applied",
        )
        for left, right in sorted(both)
        if left != right
    ]


def _weighed(applied: Applied, said: Weighed) -> Applied:
    for outcome, by, words in (
        ("conflict", said.conflicts, "contradicted by"),
        ("outranked", said.outranked, "outranked by"),
    ):
        if applied.decision in by:
            against = ", ".join(by[applied.decision])
            detail = f"{words} {against}"
            return replace(applied, outcome=outcome, detail=detail, why=f"{outcome}:{against}")
    return applied


def _components(same: Sequence[Pair], order: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Return the connected units, each group and the groups in the order given."""
    group = components((pair.left, pair.right) for pair in same)
    distinct = {tuple(sorted(units, key=order.__getitem__)) for units in group.values()}
    return tuple(sorted(distinct, key=lambda units: order[units[0]]))
