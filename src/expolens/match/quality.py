"""How good the answers are, by labels: every figure with what it is a share of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from expolens.matching import Scored
from expolens.model.match import Status

_BANDS = 10


@dataclass(frozen=True, slots=True)
class Stated:
    """A candidate of a labelled row: its probability, whether it is right, whether something contradicts it."""

    probability: float
    right: bool
    contradicted: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled row: the probability of its likeliest record (0 where there is none), whether that is right, what is said of the row, whether it is registered, its other candidates, and whether something contradicts the likeliest."""

    probability: float
    right: bool
    status: Status
    registered: bool
    others: tuple[Stated, ...] = ()
    contradicted: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """The rows whose probability lies in one tenth: how many, their mean probability, how many are right."""

    low: float
    rows: int
    mean: float
    right: int


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts of labelled rows: `matched` of them, `right` of these, `registered` of all.

    `recall_95` is how many are right above the lowest probability at which 95% are (`at_95`; None where none is reached), of `registered`. `bands`
    are of the rows that have a record, `ece` the mean distance of probability and share in them, `brier` the mean square of each row's.
    """

    labelled: int
    registered: int
    matched: int
    right: int
    recall_95: int
    at_95: float | None
    bands: tuple[Band, ...]
    ece: float
    brier: float

    @property
    def stated(self) -> int:
        """How many labelled rows have a record, and so a probability."""
        return sum(band.rows for band in self.bands)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall: 2 right / (matched + registered)."""
        return (
            2 * self.right / (self.matched + self.registered)
            if self.matched + self.registered
            else 0.0
        )


def judged(
    right: Mapping[int, frozenset[int]],
    candidates: Sequence[Sequence[Scored]],
    statuses: Sequence[Status],
) -> list[Judged]:
    """Return the labelled rows in the order of the list; `candidates` (the likeliest first) and `statuses` are of all its rows."""
    found = []
    for row in sorted(right):
        stated = [
            Stated(one.probability, one.position in right[row], one.contradicted)
            for one in candidates[row]
        ] or [Stated(0.0, right=False)]
        first, *others = stated
        found.append(
            Judged(
                first.probability, first.right, statuses[row], bool(right[row]), tuple(others), first.contradicted,
            )
        )  # fmt: skip
    return found


def quality(rows: Sequence[Judged]) -> Quality:
    """Return the figures of labelled rows."""
    matched = [one for one in rows if one.status == "matched"]
    stated = [one for one in rows if one.probability > 0]
    at, hits = _at_precision(stated, 0.95)
    bands = _bands(stated)
    ece = sum(abs(band.mean * band.rows - band.right) for band in bands)
    brier = sum((one.probability - one.right) ** 2 for one in stated)
    size = max(len(stated), 1)
    return Quality(
        len(rows), sum(one.registered for one in rows), len(matched), sum(one.right for one in matched),
        hits, at, bands, ece / size, brier / size,
    )  # fmt: skip


def _at_precision(rows: Sequence[Judged], precision: float) -> tuple[float | None, int]:
    """Return the lowest probability from which on that share is right, and how many are; equal probabilities stand and fall together."""
    order = sorted(rows, key=lambda one: -one.probability)
    best: tuple[float | None, int] = None, 0
    hits = 0
    for n, one in enumerate(order, 1):
        hits += one.right
        last = n == len(order) or order[n].probability < one.probability
        if last and hits >= precision * n:
            best = one.probability, hits
    return best


def _bands(rows: Sequence[Judged]) -> tuple[Band, ...]:
    groups: dict[int, list[Judged]] = {}
    for one in rows:
        groups.setdefault(min(int(one.probability * _BANDS), _BANDS - 1), []).append(one)
    return tuple(
        Band(n / _BANDS, len(group), sum(one.probability for one in group) / len(group), sum(one.right for one in group))
        for n, group in sorted(groups.items())
    )  # fmt: skip
