"""The matching benchmark: its data are what they say, and its figures are those of a naive witness."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
BENCHMARK = ROOT / "benchmarks" / "matching"
sys.path.insert(0, str(BENCHMARK))

from changes import moved_place, said, without_both, without_form, without_place  # noqa: E402
from compose import Company, Composer  # noqa: E402
from score import (  # noqa: E402
    Judged,
    above,
    best_f1_threshold,
    brier_score,
    calibration_error,
    judged,
    outcome,
    precise_threshold,
    recall_at,
    scorecard,
)  # fmt: skip
from sources import half_of  # noqa: E402

PART = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])


@st.composite
def lists(draw: st.DrawFn) -> list[Judged]:
    found = []
    for row in range(1, draw(st.integers(0, 40)) + 1):
        absent = draw(st.booleans())
        answered = draw(st.booleans()) or draw(st.booleans())
        right = draw(st.integers(0, 10)) if answered and not absent else 0
        value = draw(PART) if answered else None
        status = draw(st.sampled_from(["matched", "review"])) if answered else ""
        found.append(Judged(row, draw(st.sampled_from("ab")), absent, right, value, value, status))
    return found


def naive(rows: list[Judged], threshold: float) -> tuple[float, float, float, float]:
    """Count precision, recall, F1 and the false positive rate one query at a time."""
    accepted = hits = there = gone = false = 0
    for row in rows:
        gone, there = (gone + 1, there) if row.absent else (gone, there + 1)
        if row.score is not None and row.score >= threshold:
            accepted += 1
            hits += row.right_at == 1
            false += row.absent
    precision = hits / accepted if accepted else 0.0
    recall = hits / there if there else 0.0
    f1 = 2 * hits / (accepted + there) if hits else 0.0
    return precision, recall, f1, false / gone if gone else 0.0


THRESHOLDS = [0.0, 0.25, 0.5, 0.75, 1.0, float("inf")]


@given(lists(), st.sampled_from(THRESHOLDS))
def test_an_outcome_is_what_counting_gives(rows: list[Judged], threshold: float) -> None:
    found = outcome(rows, above(threshold))
    assert (found.precision, found.recall, found.f1, found.fpr) == pytest.approx(
        naive(rows, threshold)
    )


@given(lists())
def test_no_threshold_has_a_better_f1(rows: list[Judged]) -> None:
    best = naive(rows, best_f1_threshold(rows))[2]
    assert best == pytest.approx(max(naive(rows, threshold)[2] for threshold in THRESHOLDS))


@given(lists(), st.sampled_from([0.5, 0.95]))
def test_no_threshold_has_more_recall_at_a_precision(rows: list[Judged], least: float) -> None:
    chosen = naive(rows, precise_threshold(rows, least))
    options = [naive(rows, threshold) for threshold in THRESHOLDS]
    assert chosen[0] >= least or chosen[:2] == (0.0, 0.0)
    assert chosen[1] == pytest.approx(max(r for p, r, _, _ in options if p >= least or r == 0))


@given(lists())
def test_recall_grows_with_the_ranks_looked_at(rows: list[Judged]) -> None:
    at = [recall_at(rows, most) for most in range(1, 11)]
    assert at == sorted(at)
    there = [row for row in rows if not row.absent]
    assert at[9] == pytest.approx(sum(row.right_at > 0 for row in there) / max(1, len(there)))


@given(lists())
def test_calibration_is_within_bounds_and_below_the_root_of_brier(rows: list[Judged]) -> None:
    error, brier = calibration_error(rows), brier_score(rows)
    if error is None or brier is None:
        assert error is brier is None
        return
    assert 0 <= error <= brier**0.5 + 1e-9 <= 1 + 1e-9  # Jensen, bin by bin


def test_calibration_of_probabilities_that_are_frequencies_is_none() -> None:
    rows = [Judged(at, "a", at % 4 == 0, int(at % 4 != 0), 0.75, 0.75, "") for at in range(1, 61)]
    assert calibration_error(rows) == pytest.approx(0)
    certain = [row._replace(probability=1.0) for row in rows]
    assert calibration_error(certain) == brier_score(certain) == pytest.approx(0.25)


def test_answers_are_judged_by_the_name_not_by_the_row() -> None:
    queries = [
        {"query": "甲", "truth": "示例（甲）公司", "kind": "brand", "absent": "0"},
        {"query": "乙", "truth": "", "kind": "brand", "absent": "1"},
        {"query": "丙", "truth": "示例丙公司", "kind": "typo", "absent": "0"},
    ]
    names = ["示例丙公司", "示例(甲)公司"]
    answers = [
        {"query_row": "1", "record_row": "1", "score": "0.9", "rank": "1"},
        {"query_row": "1", "record_row": "2", "score": "0.8", "rank": "2"},
        {"query_row": "2", "record_row": "2", "score": "0.7", "rank": "1"},
        {"query_row": "3", "record_row": "", "score": "", "rank": "1"},
    ]
    found = judged(queries, names, answers)
    assert [(row.right_at, row.score) for row in found] == [(2, 0.9), (0, 0.7), (0, None)]
    card = scorecard(found)
    assert (card["recall_at_1"], card["recall_at_10"], card["absent"]) == (0.0, 0.5, 1)


def test_statuses_are_scored_when_there_are_any() -> None:
    rows = [
        Judged(1, "a", absent=False, right_at=1, score=1.0, probability=0.99, status="matched"),
        Judged(2, "a", absent=True, score=0.9, probability=0.9, status="matched"),
        Judged(3, "a", absent=True, score=0.4, probability=0.4, status="review"),
        Judged(4, "b", absent=False),
    ]
    card = scorecard(rows)
    assert (card["matched_accepted"], card["matched_precision"], card["matched_fpr"]) == (
        0.5, 0.5, 0.5,
    )  # fmt: skip
    assert "matched_fpr" not in scorecard([row._replace(status="") for row in rows])


def generated(folder: Path, *options: str) -> Path:
    command = [sys.executable, str(BENCHMARK / "generate.py"), str(folder), *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


SMALL = ("--registry", "12000", "--queries", "400", "--queries-en", "200")


@pytest.fixture(scope="module")
def small(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(tmp_path_factory.mktemp("matching"), *SMALL)


@pytest.mark.shared
def test_the_same_seed_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    again = generated(tmp_path, *SMALL)
    files = sorted(path.name for path in small.iterdir())
    assert files == sorted(path.name for path in again.iterdir())
    assert len(files) == 7
    for name in files:
        assert (small / name).read_bytes() == (again / name).read_bytes(), name


@pytest.mark.shared
@pytest.mark.parametrize(
    ("registry", "queries"),
    [
        ("zh", "zh"),
        *(("zh", f"{kind}_pairs") for kind in ("latin", "pinyin", "english")),
        ("en", "en"),
    ],
)
def test_truths_are_rows_and_absent_ones_have_none(
    small: Path, registry: str, queries: str
) -> None:
    names = [next(iter(row.values())) for row in rows_of(small / f"registry_{registry}.csv")]
    asked = rows_of(small / f"queries_{queries}.csv")
    assert len(set(names)) == len(names)
    for row in asked:
        if row["absent"] == "1":
            assert not row["truth"]
            assert not row["truth_row"]
        else:
            assert names[int(row["truth_row"]) - 1] == row["truth"]
    gone = sum(row["absent"] == "1" for row in asked) / len(asked)
    assert gone == 0 if queries.endswith("_pairs") else 0.17 < gone < 0.23


@pytest.mark.shared
def test_every_kind_of_change_is_asked(small: Path) -> None:
    kinds = Counter(row["kind"] for row in rows_of(small / "queries_zh.csv"))
    assert set(kinds) == {
        "format", "droplegal", "dropregion", "dropboth", "moveregion", "typo", "typo_drop", "group", "brand", "pinyin_en",
        "noise", "bilingual",
    }  # fmt: skip
    assert min(kinds.values()) >= 10


@pytest.mark.shared
def test_training_shares_no_brand_with_the_test(small: Path, tmp_path: Path) -> None:
    folder = generated(tmp_path, *SMALL, "--brands", "train")
    assert sorted(path.name for path in folder.iterdir()) == ["queries_zh.csv", "registry_zh.csv"]
    training = rows_of(folder / "registry_zh.csv")
    assert {row["source"] for row in training} == {"composed", "branch"}
    test = {row["公司名称"] for row in rows_of(small / "registry_zh.csv")}
    assert not test & {row["公司名称"] for row in training}


@pytest.mark.shared
def test_a_composer_draws_new_brands_of_its_half_alone(shared: Path) -> None:
    drawn = {half: Composer(Random(1), half) for half in ("train", "test")}
    brands = {half: [composer.brand() for _ in range(400)] for half, composer in drawn.items()}
    assert not set(brands["train"]) & set(brands["test"])
    assert {half_of(brand) for brand in brands["train"]} == {"train"}
    assert len(set(brands["test"])) == 400


COMPANY = Company("上海", "上海市", "示例", "生物科技", "有限公司")


def test_changes_change_what_they_say() -> None:
    chance = Random(1)
    assert COMPANY.written() == "上海市示例生物科技有限公司"
    assert without_form(COMPANY, chance).text == "上海市示例生物科技"
    assert without_place(COMPANY, chance).text == "示例生物科技有限公司"
    assert without_both(COMPANY, chance).text == "示例生物科技"
    moved = {moved_place(COMPANY, chance).text for _ in range(200)}
    assert {
        "示例生物科技（上海）有限公司",
        "示例(上海)生物科技",
        "示例生物科技有限公司（上海）",
    } <= moved


def test_two_companies_that_a_change_makes_alike_have_one_key() -> None:
    other = COMPANY._replace(region="北京", place="北京")
    assert said(COMPANY, "core") == said(other, "core")
    assert said(COMPANY, "full") != said(other, "full")
    short = COMPANY._replace(trade="生物技术")
    assert said(COMPANY, "short") == said(short, "short") != said(other, "brand")
