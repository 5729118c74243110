"""Probabilities made right for a user's own kind of list, by labels: p becomes a logistic function of its log-odds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

import numpy as np

from expolens.match.quality import Judged
from expolens.matching import Scored
from expolens.matching.evidence import AMBIGUOUS

LEAST, LEAST_OF_EACH = 50, 10
"""How many labelled rows with a record it takes, and how many of these right and how many wrong."""
_EDGE = 1e-6
_HOLD = 2.0
_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is made of the log-odds of a probability: slope × log-odds + intercept; fitted on `rows` labelled rows, `right` of them right.

    Platt, in: Advances in Large Margin Classifiers, 1999, 61.
    """

    slope: float
    intercept: float
    rows: int
    right: int

    def of(self, probability: float) -> float:
        """Return the probability that is meant by one; what something contradicts stays contradicted."""
        found = 1 / (1 + exp(-(self.slope * odds(probability) + self.intercept)))
        return min(found, AMBIGUOUS) if probability <= AMBIGUOUS else found

    def each(self, probabilities: Sequence[float]) -> list[float]:
        """Return the probabilities of all candidates of a row: together they are at most 1."""
        found = [self.of(one) for one in probabilities]
        total = max(sum(found), 1.0)
        return [one / total for one in found]

    def judged(self, one: Judged) -> Judged:
        """Return a labelled row with its probability as it is then."""
        return (
            replace(one, probability=self.each((one.probability, *one.others))[0])
            if one.probability > 0
            else one
        )

    def scored(self, candidates: Sequence[Scored]) -> tuple[Scored, ...]:
        """Return the candidates of a row with their probabilities as they are then, in their order."""
        found = self.each([one.probability for one in candidates])
        return tuple(replace(one, probability=p) for one, p in zip(candidates, found, strict=True))


def odds(probability: float) -> float:
    """Return log-odds, those of 0 and 1 cut off."""
    kept = min(max(probability, _EDGE), 1 - _EDGE)
    return log(kept / (1 - kept))


def calibrated(rows: Sequence[Judged]) -> Calibration | None:
    """Fit a calibration to labelled rows; None where they are too few, or where it would not state held-out rows better than what ships.

    Better is the logarithmic loss over five parts, each stated by a fit to the other four.
    """
    stated = [one for one in rows if one.probability > 0]
    right = sum(one.right for one in stated)
    if len(stated) < LEAST or min(right, len(stated) - right) < LEAST_OF_EACH:
        return None
    before = sum(_loss(one.probability, one.right) for one in stated)
    after = 0.0
    for fold in range(_FOLDS):
        other = _fitted([one for n, one in enumerate(stated) if n % _FOLDS != fold])
        after += sum(
            _loss(other.judged(one).probability, one.right) for one in stated[fold::_FOLDS]
        )
    return _fitted(stated) if after < before else None


def _loss(probability: float, right: bool) -> float:  # noqa: FBT001 - a flag of the label
    kept = min(max(probability, _EDGE), 1 - _EDGE)
    return -log(kept if right else 1 - kept)


def _fitted(rows: Sequence[Judged]) -> Calibration:
    """Return slope and intercept by Newton's method, held towards 1 and 0 so that a few labels move them little."""
    x = np.array([[odds(one.probability), 1.0] for one in rows])
    y = np.array([float(one.right) for one in rows])
    start = weight = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ weight, -30, 30)))
        slope = x.T @ (p - y) + _HOLD * (weight - start)
        curve = (x * (p * (1 - p))[:, None]).T @ x + _HOLD * np.eye(2)
        step = np.linalg.solve(curve, slope)
        weight = weight - step
        if float(np.abs(step).max()) < 1e-9:
            break
    # A list on which likelier records are more often wrong is not turned round.
    return Calibration(max(float(weight[0]), 0.05), float(weight[1]), len(rows), int(y.sum()))
