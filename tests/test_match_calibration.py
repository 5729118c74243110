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
from expolens.match.calibration import (
    LEAST,
    LEAST_OF_EACH,
    LEAST_SLOPE,
    Calibration,
    calibrated,
    fitted,
)
from expolens.match.quality import Judged, Stated, quality
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
    # One value of the log-odds, 0, 40 of 60 right: slope 1 is not moved, and the intercept b solves 60 / (1 + exp(-b)) - 40 + 5 b = 0.
    rows = [Judged(0.5, n % 3 != 0, "matched", True) for n in range(60)]
    found = calibrated(rows)
    assert found is not None
    low, high = 0.0, 2.0
    for _ in range(60):
        b = (low + high) / 2
        low, high = (b, high) if 60 / (1 + math.exp(-b)) - 40 + 5 * b < 0 else (low, b)
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


@given(
    st.floats(0.1, 80),
    st.floats(-50, 50),
    st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=6),
)
def test_rows_stay_in_order_sum_to_one_and_only_contradicted_ones_stay_so(
    slope: float, intercept: float, given_: list[tuple[float, bool]]
) -> None:
    total = max(sum(p for p, _ in given_), 1)
    stated = [
        Stated(min(p / total, AMBIGUOUS) if against else p / total, right=False, contradicted=against)
        for p, against in given_
    ]  # fmt: skip
    stated.sort(key=lambda one: -one.probability)
    one = Calibration(slope, intercept, 50, 25)
    found = one.each(stated)
    assert sum(found) <= 1 + 1e-9
    free = [after for before, after in zip(stated, found, strict=True) if not before.contradicted]
    assert all(a >= b - 1e-12 for a, b in pairwise(free))
    assert all(
        after <= AMBIGUOUS
        for before, after in zip(stated, found, strict=True)
        if before.contradicted
    )
    candidates = [
        Scored(n, "a", "b", each.probability, ("equal_name:b",), each.contradicted)
        for n, each in enumerate(stated)
    ]
    again = one.scored(candidates)
    assert [two.probability for two in again] == sorted(found, reverse=True)
    assert {two.position: two.probability for two in again} == dict(enumerate(found))
    first = Judged(
        stated[0].probability, True, "matched", True, tuple(stated[1:]), stated[0].contradicted
    )
    likeliest = max(found) if stated[0].probability > 0 else 0.0
    assert one.judged(first).probability == likeliest


def test_an_underconfident_list_is_put_right_below_ambiguous_too() -> None:
    # Right in 80% of cases, though stated as .12 to .27; a contradicted candidate of the same probability is not lifted.
    chance = Random(5)
    rows = [
        Judged(chance.uniform(0.12, 0.27), chance.random() < 0.8, "review", True)
        for _ in range(400)
    ]
    found = calibrated(rows)
    assert found is not None
    assert 0.7 < found.of(0.2) < 0.9
    assert found.of(0.2, contradicted=True) == AMBIGUOUS
    # Where what was likeliest is contradicted, another takes its place, and is judged by its own label.
    row = Judged(0.29, False, "review", True, (Stated(0.25, right=True),), contradicted=True)
    assert (found.judged(row).right, found.judged(row).contradicted) == (True, False)


def test_labels_that_split_at_one_probability_throw_nothing_off() -> None:
    for low, high in ((1e-12, 1 - 1e-12), (0.49, 0.51), (0.001, 0.4)):
        rows = [Judged(high if n % 2 else low, bool(n % 2), "matched", True) for n in range(2000)]
        one = fitted(rows)
        assert 0 < one.slope < 100
        assert math.isfinite(one.intercept)
        assert one.of(high) > 0.5 > one.of(low)
    assert Calibration(1e6, 1e6, 1, 1).of(0.999) == 1.0
    assert Calibration(1e6, -1e9, 1, 1).of(0.001) == 0.0


def test_a_list_on_which_likelier_records_are_less_often_right_is_not_turned_round() -> None:
    rows = [
        Judged(0.95 if n % 2 else 0.55, n % 2 == 0 or n % 10 == 1, "matched", True)
        for n in range(400)
    ]
    found = fitted(rows)
    assert found.slope == LEAST_SLOPE
    # All are stated nearly as often right as they are: 240 of 400.
    assert 0.55 < found.of(0.55) < found.of(0.95) < 0.66


def test_few_labels_move_little() -> None:
    # 50 rows stated as .9, 32 of them right: the share is .64, and what is stated then lies well between.
    rows = [Judged(0.9, n % 25 < 16, "matched", True) for n in range(50)]
    few, many = fitted(rows).of(0.9), fitted(rows * 20).of(0.9)
    assert 0.66 < few < 0.85
    assert many == pytest.approx(0.64, abs=0.01)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    rows = labelled(900, 0.5, 1.0)
    made = calibrated(rows)
    assert made is not None
    found = refitted([made.judged(one) for one in rows])
    path = tmp_path / "own.toml"
    path.write_text(written(found, 900, where="x", calibration=made), "utf-8")
    assert (own(path).calibration, own(path).thresholds) == (made, found)
    path.write_text(path.read_text("utf-8").replace("slope = ", "slope = -"), "utf-8")
    with pytest.raises(StudyError, match=r"slope of a calibration is 0\.1 or above"):
        own(path)
    # A calibration of before was fitted where every small probability stayed small: that is said.
    path.write_text(written(found, 900, where="x", calibration=made).replace("version = 2\n", ""))
    with pytest.raises(StudyError, match="from before candidates that something contradicts"):
        own(path)
    path.write_text(written(found, 900, where="x").replace("version = 2\n", ""), "utf-8")
    assert own(path).thresholds == found
