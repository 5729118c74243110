"""Populations and shares: what is known, known not to be, and not known, each counted and shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import contract
from expolens.api import open_study
from expolens.errors import StudyError
from small import small

LIST = (
    "公司名称,展位号,省份,关键词\n"
    "示例甲科技有限公司,A01,浙江,大数据、智慧医院\n"
    "示例乙科技有限公司,A02,北京市,云计算\n"
    "示例丙科技有限公司,A03,Beijing,\n"
    "示例丁科技有限公司,A04,,大数据\n"
    "示例戊科技有限公司,A05,上海,\n"
)
SHEET = (
    "公司名称,展位号,到场情况,核对人\n"
    "示例甲科技有限公司,A01,√,checker A\n"
    "示例乙科技有限公司,A02,√,checker A\n"
    "示例丙科技有限公司,A03,?,checker A\n"
    "示例丁科技有限公司,A04,未到,checker A\n"
    "示例外来有限公司,B01,√,checker A\n"
    "示例过客有限公司,B02,?,checker A\n"
)
REGISTRY = "企业名称,成立日期\n示例甲科技有限公司,2010-01-01\n"
SHARES = """
[[statistic]]
id = "away"
kind = "share"
population = "listed"
where = "absent"
label = "away"
[[statistic]]
id = "data"
kind = "share"
population = "listed"
where = "label('keyword', 'big_data')"
label = "data"
[[statistic]]
id = "north"
kind = "share"
population = "listed"
where = "province = '北京市'"
label = "north"
[[statistic]]
id = "where"
kind = "overlap"
population = "listed"
label = "where"
[[statistic.sets]]
id = "came"
label = "came"
where = "present"
[[statistic.sets]]
id = "recorded"
label = "recorded"
where = "found('registry')"
"""


def built(folder: Path, more: str = SHARES, covers: str = "asked") -> Path:
    return small(
        folder, ("list", "list", LIST), ("onsite", "attendance", SHEET),
        ("registry", f"registry\ncovers = '{covers}'", REGISTRY), more=more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = built(tmp_path_factory.mktemp("known"))
    open_study(folder).run()
    return folder


def numbers(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return n, N and missing of each statistic."""
    return {s["id"]: (s["n"], s["N"], s["missing"]) for s in contract(folder)["statistics"]}


def test_attendance_that_is_unclear_is_missing(run: Path) -> None:
    found = numbers(run)
    assert found["attendance"] == (2, 5, 2)
    assert found["away"] == (1, 5, 2)
    assert found["unlisted"] == (1, 3, 0)
    size = {one["id"]: (one["n"], one["unknown"]) for one in contract(run)["populations"]}
    assert size["listed"] == (5, 0)
    assert size["attended"] == (3, 2)


def test_a_look_up_that_was_not_made_is_missing(run: Path, tmp_path: Path) -> None:
    assert numbers(run)["registry_found"] == (1, 3, 2)
    folder = built(tmp_path, covers="all")
    open_study(folder).run()
    assert numbers(folder)["registry_found"] == (1, 3, 0)


def test_terms_and_places_are_found_as_written(run: Path) -> None:
    found = numbers(run)
    assert found["data"] == (2, 5, 2)
    assert found["north"] == (2, 5, 1)


def test_regions_of_sets_hold_who_is_known_to_be_in_them(run: Path) -> None:
    found = {id_: n for id_, n in numbers(run).items() if id_.startswith("where.")}
    assert found["where.all_came"] == (2, 5, 2)
    assert found["where.all_recorded"] == (1, 5, 4)
    assert found["where.came_and_recorded"] == (1, 5, 3)
    # The second came, and nobody looked it up: it is in no region that is known.
    assert found["where.came"] == (0, 5, 3)
    assert found["where.none"] == (0, 5, 3)


def test_the_report_says_of_how_many_it_is_not_clear(run: Path) -> None:
    page = (run / "build" / "report.html").read_text("utf-8")
    assert "counted neither way" in page
    assert "counted as absent" not in page


def test_a_term_that_nobody_has_is_refused_with_the_nearest(tmp_path: Path) -> None:
    for wrong, near in (
        ("big_dta", "big_data"),
        ("大数据", "big_data"),
        ("nothing like it", "Known: "),
    ):
        more = SHARES.replace("'big_data'", f"'{wrong}'")
        folder = built(tmp_path / near.strip(": "), more)
        with pytest.raises(StudyError) as caught:
            open_study(folder).run()
        assert f"nobody has the keyword '{wrong}'" in str(caught.value)
        assert near in str(caught.value)
        assert "statistic 'data'" in str(caught.value)


def test_terms_that_no_source_gives_are_told_of_as_undone(tmp_path: Path) -> None:
    more = SHARES.replace("label('keyword', 'big_data')", "label('technology', 'ai')")
    folder = built(tmp_path, more)
    open_study(folder).run()
    undone = {row["id"]: (row["why"], row["needs"]) for row in tables_of(folder, "undone")}
    assert undone["data"] == ("no_field", "technology")


def tables_of(folder: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = open_study(folder).tables()[name].to_pylist()
    return rows
