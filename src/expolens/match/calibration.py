"""Probabilities made right for a user's own kind of list, by labels: p becomes a logistic function of its log-odds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from expolens.match.quality import Judged, Stated
from expolens.matching import Scored
from expolens.matching.evidence import AMBIGUOUS

LEAST, LEAST_OF_EACH = 50, 10
"""How many labelled rows with a record that nothing contradicts it takes, and how many of these right and how many wrong."""
LEAST_SLOPE = 0.1
"""A list on which likelier records are not the likelier right is not turned round: the slope stays this small, and all of them are stated nearly alike."""
_EDGE = 1e-6
_HOLD = 5.0
"""As if 20 rows of probability 1/2 had been labelled just as the program states them: 50 labels move little, 500 are heard."""
_FOLDS = 5
_ROUNDS, _HALVINGS, _STILL = 100, 40, 1e-9
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is made of the log-odds of a probability: slope × log-odds + intercept; fitted on `rows` labelled rows, `right` of them right.

    Platt, in: Advances in Large Margin Classifiers, 1999, 61.
    """

    slope: float
    intercept: float
    rows: int
    right: int

    def of(self, probability: float, *, contradicted: bool = False) -> float:
        """Return the probability that is meant by one; what something contradicts stays no more than ambiguous."""
        found = logistic(self.slope * odds(probability) + self.intercept)
        return min(found, AMBIGUOUS) if contradicted else found

    def each(self, candidates: Sequence[Stated]) -> list[float]:
        """Return the probabilities of all candidates of a row, in their order: together they are at most 1."""
        found = [self.of(one.probability, contradicted=one.contradicted) for one in candidates]
        total = max(sum(found), 1.0)
        return [one / total for one in found]

    def judged(self, one: Judged) -> Judged:
        """Return a labelled row with its candidates as they are then: another may be the likeliest, where something contradicts what was."""
        if one.probability <= 0:
            return one
        before = (Stated(one.probability, one.right, one.contradicted), *one.others)
        now = [
            replace(each, probability=p) for each, p in zip(before, self.each(before), strict=True)
        ]
        first, *others = sorted(now, key=lambda each: -each.probability)
        return replace(
            one, probability=first.probability, right=first.right, others=tuple(others), contradicted=first.contradicted
        )  # fmt: skip

    def scored(self, candidates: Sequence[Scored]) -> tuple[Scored, ...]:
        """Return the candidates of a row with their probabilities as they are then, the likeliest first."""
        stated = [Stated(one.probability, right=False, contradicted=one.contradicted) for one in candidates]  # fmt: skip
        found = self.each(stated)
        now = [replace(one, probability=p) for one, p in zip(candidates, found, strict=True)]
        return tuple(sorted(now, key=lambda one: -one.probability))


def odds(probability: float) -> float:
    """Return log-odds, those of 0 and 1 cut off."""
    kept = min(max(probability, _EDGE), 1 - _EDGE)
    return log(kept / (1 - kept))


def logistic(x: float) -> float:
    """Return the probability of log-odds, however large they are.

    >>> logistic(0.0), logistic(2000.0), logistic(-2000.0)
    (0.5, 1.0, 0.0)
    """
    small = exp(-abs(x))
    return (1.0 if x >= 0 else small) / (1 + small)


def calibrated(rows: Sequence[Judged]) -> Calibration | None:
    """Fit a calibration to labelled rows; None where they are too few, or where it would not state held-out rows better than what ships.

    Rows whose likeliest record something contradicts are left out: what is made of them is not for labels to say. Better is the logarithmic
    loss over five parts, each stated by a fit to the other four.
    """
    stated = [one for one in rows if one.probability > 0 and not one.contradicted]
    right = sum(one.right for one in stated)
    if len(stated) < LEAST or min(right, len(stated) - right) < LEAST_OF_EACH:
        return None
    whole = fitted(stated)
    before = sum(_loss(one.probability, one.right) for one in stated)
    after = 0.0
    for fold in range(_FOLDS):
        other = fitted([one for n, one in enumerate(stated) if n % _FOLDS != fold])
        again = map(other.judged, stated[fold::_FOLDS])
        after += sum(_loss(one.probability, one.right) for one in again)
    return whole if after < before else None


def _loss(probability: float, right: bool) -> float:  # noqa: FBT001 - a flag of the label
    kept = min(max(probability, _EDGE), 1 - _EDGE)
    return -log(kept if right else 1 - kept)


def fitted(rows: Sequence[Judged]) -> Calibration:
    """Return slope (at least LEAST_SLOPE) and intercept of the greatest likelihood, held towards 1 and 0 so that a few labels move them little."""
    x = np.array([[odds(one.probability), 1.0] for one in rows])
    y = np.array([float(one.right) for one in rows])
    slope, intercept = _likeliest(x, y, np.array([1.0, 0.0]), np.zeros(len(x)))
    if slope < LEAST_SLOPE:
        slope = LEAST_SLOPE
        (intercept,) = _likeliest(x[:, 1:], y, np.zeros(1), slope * x[:, 0])
    return Calibration(float(slope), float(intercept), len(rows), int(y.sum()))


def _likeliest(x: Floats, y: Floats, start: Floats, known: Floats) -> Floats:
    """Return the weights of the columns of `x`, beside log-odds that are `known`, held towards `start`.

    By Newton's method, each step halved until it leads down: labels that split at one probability would throw whole steps far off.
    """

    def cost(at: Floats) -> float:
        z = x @ at + known
        held = _HOLD / 2 * float(((at - start) ** 2).sum())
        return float((np.logaddexp(0, z) - y * z).sum()) + held

    weight = start
    for _ in range(_ROUNDS):
        p = np.exp(-np.logaddexp(0, -(x @ weight + known)))
        slope = x.T @ (p - y) + _HOLD * (weight - start)
        curve = (x * (p * (1 - p))[:, None]).T @ x + _HOLD * np.eye(len(start))
        step = np.linalg.solve(curve, slope)
        now = cost(weight)
        size = next((0.5**n for n in range(_HALVINGS) if cost(weight - 0.5**n * step) < now), 0.0)
        weight = weight - size * step
        if float(np.abs(size * step).max()) < _STILL:
            break
    return weight
