"""The same company twice on one list: what is said of two rows depends neither on where they stand nor on which is asked about the other."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc

from expolens.match import Request, match

ONE, TWO = (
    body + uscc.calc_check_digit(body) for body in ("91310001MA1FL0X00", "91310002MA1FL0X00")
)
ROWS = (
    ("示例甲医疗科技有限公司", "", "", ""),
    ("示例甲医疗科技", "", "", ""),
    ("示例甲医疗科技（上海）有限公司", "", "", ""),
    ("示例甲医疗科技有限公司四川分公司", "", "", ""),
    ("上海示例甲医疗科技有限公司", ONE, "", "上海"),
    ("上海示例甲医疗科技有限公司", TWO, "", "上海"),
    ("上海示例甲医疗科技有限公司", "", "", ""),
    ("示例乙信息技术股份有限公司", "", "", "北京"),
    ("示例乙", "", "Stand-in", ""),
    ("示例乙软件（北京）有限公司", "", "Stand-in Beta Software Ltd.", ""),
    ("", "", "Stand-in Beta Software Ltd.", ""),
    ("", "", "Stand-in", "浙江"),
    ("", ONE, "", ""),
    ("某某不同网络有限公司", "", "", ""),
    ("N/A", "", "", ""),
)
HEADER = ("公司名称", "统一社会信用代码", "英文名称", "省份")


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPOLENS_CACHE", str(tmp_path / "cache"))


def pairs(path: Path, rows: Sequence[tuple[str, ...]]) -> Counter[tuple[object, ...]]:
    """What is said of each pair of contents: names and evidence of both, whichever comes first, with probability and status."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *rows])
    found: Counter[tuple[object, ...]] = Counter()
    for one in match(Request(path, itself=True)).answers:
        assert one.record_row is not None
        assert one.query_row < one.record_row
        left, right = rows[one.query_row - 1], rows[one.record_row - 1]
        # Rows of one name that nothing tells apart are one: the earliest of them, whichever that is, stands for all.
        ends = sorted((_told(left), _told(right)))
        found[(*ends, one.probability, one.status)] += 1
    return found


def _told(row: tuple[str, ...]) -> tuple[str, ...]:
    """What of a row does not depend on which of its group is shown: its names."""
    return row[0], row[2]


@given(st.integers(0, 10_000), st.lists(st.sampled_from(ROWS), min_size=2, max_size=14))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_order_of_rows_changes_nothing(
    tmp_path: Path, seed: int, rows: list[tuple[str, ...]]
) -> None:
    shuffled = list(rows)
    Random(seed).shuffle(shuffled)
    first = pairs(tmp_path / "list.csv", rows)
    assert pairs(tmp_path / "list.csv", rows[::-1]) == first
    assert pairs(tmp_path / "list.csv", shuffled) == first


def test_every_pair_of_two_rows_is_the_same_both_ways(tmp_path: Path) -> None:
    for n, left in enumerate(ROWS):
        for right in ROWS[n + 1 :]:
            assert pairs(tmp_path / "l.csv", [left, right]) == pairs(tmp_path / "l.csv", [right, left])  # fmt: skip


def test_what_contradicts_one_side_contradicts_the_pair(tmp_path: Path) -> None:
    """An English name of one word beside a Chinese one proves little, whichever row is asked."""
    path = tmp_path / "list.csv"
    rows = [("示例乙", "", "Standin", ""), ("", "", "Standin", "")]
    for some in (rows, rows[::-1]):
        ((*_, probability, status),) = pairs(path, some)
        assert (probability, status) == (0.3, "review")
    answers = match(Request(path, itself=True)).answers
    assert len(answers) == 1


def test_two_codes_of_one_name_are_two_companies_whatever_stands_first(tmp_path: Path) -> None:
    rows = [("示例甲有限公司", ONE, "", ""), ("示例甲有限公司", TWO, "", ""), ("示例甲有限公司", ONE, "", "")]  # fmt: skip
    for some in (rows, [rows[1], rows[0], rows[2]], rows[::-1]):
        found = sorted((p, status) for (*_, p, status) in pairs(tmp_path / "l.csv", some).elements())  # fmt: skip
        assert found == [(0.3, "review"), (0.99, "matched")]


def test_ten_thousand_rows_of_one_name_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("公司名称\n" + "示例甲科技有限公司\n" * 10_000, "utf-8")
    rows = match(Request(path, itself=True)).answers
    assert len(rows) == 9_999
    assert {(one.query_row, one.status) for one in rows} == {(1, "matched")}
