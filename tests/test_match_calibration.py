"""Probabilities stated anew by labels: what was put in comes out, and nothing where it would not help."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.errors import StudyError
from expolens.match.calibration import LEAST, LEAST_OF_EACH, Calibration, calibrated
from expolens.match.quality import Judged, quality
from expolens.match.thresholds import own, refitted, written
from expolens.matching import Scored
from expolens.matching.evidence import AMBIGUOUS


def labelled(count: int, slope: float, intercept: float, seed: int = 1) -> list[Judged]:
    """Return rows whose stated log-odds x are right with log-odds slope × x + intercept."""
    chance = Random(seed)
    found = []
    for _ in range(count):
        x = chance.uniform(-0.8, 5)
        right = chance.random() < 1 / (1 + math.exp(-(slope * x + intercept)))
        found.append(Judged(1 / (1 + math.exp(-x)), right, "matched", True))
    return found


@pytest.mark.parametrize(("slope", "intercept"), [(0.5, 0.3), (1.6, -1.0), (0.8, 1.2)])
def test_what_was_put_in_comes_out(slope: float, intercept: float) -> None:
    found = calibrated(labelled(6000, slope, intercept))
    assert found is not None
    assert found.slope == pytest.approx(slope, abs=0.08)
    assert found.intercept == pytest.approx(intercept, abs=0.15)


def test_other_rows_are_stated_better_by_it() -> None:
    found = calibrated(labelled(400, 0.5, 0.2))
    held = labelled(4000, 0.5, 0.2, seed=2)
    assert found is not None
    before, after = quality(held), quality([found.judged(one) for one in held])
    assert after.ece < before.ece / 2
    assert after.brier < before.brier


def test_the_smallest_example_is_that_solved_by_hand() -> None:
    # One value of the log-odds, 0, 40 of 60 right: slope 1 is not moved, and the intercept b solves 60 / (1 + exp(-b)) - 40 + 2 b = 0.
    rows = [Judged(0.5, n % 3 != 0, "matched", True) for n in range(60)]
    found = calibrated(rows)
    assert found is not None
    low, high = 0.0, 2.0
    for _ in range(60):
        b = (low + high) / 2
        low, high = (b, high) if 60 / (1 + math.exp(-b)) - 40 + 2 * b < 0 else (low, b)
    assert (found.slope, found.intercept) == (pytest.approx(1), pytest.approx(b))
    assert (found.rows, found.right) == (60, 40)


def test_too_few_of_a_kind_give_none() -> None:
    good, bad = Judged(0.6, True, "matched", True), Judged(0.6, False, "matched", True)
    assert calibrated([good] * (LEAST - 11) + [bad] * 10) is None
    assert calibrated([good] * 500 + [bad] * (LEAST_OF_EACH - 1)) is None
    # Rows without a record count for nothing.
    assert calibrated([Judged(0.0, False, "not_found", True)] * 500) is None


def test_what_is_right_already_is_hardly_ever_touched() -> None:
    touched = [calibrated(labelled(150, 1.0, 0.0, seed=n)) for n in range(60)]
    kept = [one for one in touched if one is not None]
    assert len(kept) < 25
    for one in kept:
        held = labelled(2000, 1.0, 0.0, seed=99)
        assert quality([one.judged(row) for row in held]).ece < 0.12


@given(st.floats(0.05, 4), st.floats(-5, 5), st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_rows_stay_in_order_sum_to_one_and_contradicted_ones_stay_so(
    slope: float, intercept: float, given_: list[float]
) -> None:
    probabilities = sorted((one / max(sum(given_), 1) for one in given_), reverse=True)
    one = Calibration(slope, intercept, 50, 25)
    found = one.each(probabilities)
    assert sum(found) <= 1 + 1e-9
    assert all(a >= b - 1e-12 for a, b in pairwise(found))
    assert all(
        after <= AMBIGUOUS
        for before, after in zip(probabilities, found, strict=True)
        if before <= AMBIGUOUS
    )
    candidates = [Scored(n, "a", "b", p, ("equal_name:b",)) for n, p in enumerate(probabilities)]
    assert [two.probability for two in one.scored(candidates)] == found
    first = Judged(probabilities[0], True, "matched", True, tuple(probabilities[1:]))
    assert one.judged(first).probability == (found[0] if probabilities[0] > 0 else 0.0)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    rows = labelled(900, 0.5, 1.0)
    made = calibrated(rows)
    assert made is not None
    found = refitted([made.judged(one) for one in rows])
    path = tmp_path / "own.toml"
    path.write_text(written(found, 900, where="x", calibration=made), "utf-8")
    assert (own(path).calibration, own(path).thresholds) == (made, found)
    path.write_text(path.read_text("utf-8").replace("slope = ", "slope = -"), "utf-8")
    with pytest.raises(StudyError, match="above 0"):
        own(path)
