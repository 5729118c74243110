"""What the paper publishes, and nothing that looks like more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import contract
from expolens.api import open_study

NOT_A_SAMPLE = "35 companies chosen for their capital, not a sample"


@pytest.fixture(scope="module")
def built(chinc2021: Path) -> dict[str, Any]:
    return contract(chinc2021)


def test_the_population_is_the_35_rows_of_table_2(built: dict[str, Any]) -> None:
    assert {row["id"]: row["n"] for row in built["populations"]}["table_2"] == 35


def test_areas_sizes_years_and_capital(built: dict[str, Any]) -> None:
    found = {
        row["id"]: row["n"]
        for row in built["statistics"]
        if row["population"] == "table_2" and row["scenario"] == "base"
    }
    by_part: dict[str, set[int]] = {}
    for id_, n in found.items():
        by_part.setdefault(id_.split(".")[-1], set()).add(n)
    for area, n in {
        "beijing": 11, "zhejiang": 8, "shanghai": 6, "guangdong": 3, "fujian": 3, "liaoning": 2, "jiangsu": 2,
    }.items():  # fmt: skip
        assert n in by_part[area], area
    for size, n in {"over_500": 26, "from_101_to_500": 7}.items():
        assert n in by_part[size], size
    # Founded since 2009 and since 2015; capital above and exactly at 100 million yuan.
    assert {10, 3, 34, 1} <= set(found.values())


def test_nothing_about_the_205_is_computed(built: dict[str, Any]) -> None:
    assert all(row["N"] <= 35 or row["population"] == "" for row in built["statistics"])
    assert {row["outcome"] for row in built["cited"]} <= {"not_recomputable", "context"}


def test_one_company_under_two_names_is_one(chinc2021: Path) -> None:
    exhibitors = open_study(chinc2021).tables()["exhibitors"].to_pylist()
    joined = [row for row in exhibitors if len(row["records"]) == 2]
    assert {row["name"] for row in joined} == {
        "Hangzhou Century Co., Ltd.",
        "Ruijie Networks Co., Ltd",
        "Suzhou MedicalSystem Technology Co., Ltd",
    }


def test_every_caption_says_what_the_35_are(chinc2021: Path) -> None:
    page = (chinc2021 / "build" / "report.html").read_text("utf-8")
    english = page.partition('<main class="page en"')[2].partition("</main>")[0]
    captions = english.count("<figcaption") + english.count("<caption")
    assert captions
    assert english.count(NOT_A_SAMPLE) >= captions
