"""The rehearsal, computed from its rows, gives the numbers the paper prints; other rows give other numbers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from conftest import contract, example
from expolens.api import open_study

# Numbers as printed in Zhang et al., JMIR Med Inform 2022;10(1):e33600: n of N.
SHARES = {
    "attendance": (205, 207),
    "founded_since_2009": (127, 205),
    "founded_since_2015": (55, 127),
    "five_provinces": (162, 205),
    "country.new_zealand": (2, 205),
    "scale.under_50": (62, 205),
    "scale.from_101_to_500": (54, 205),
    "capital_at_least_100m": (35, 205),
    "capital_above_100m": (34, 205),
    "financing_disclosed": (99, 205),
    "ipo": (17, 205),
    "library_found": (126, 205),
    "industry_disclosed": (126, 126),
    "industry.information_technology_vendor": (39, 126),
    "industry.emr": (34, 126),
    "technology_disclosed": (57, 126),
    "technology.artificial_intelligence": (16, 57),
    "technology.internet_of_things": (15, 57),
    "concept_disclosed": (114, 126),
}
# Table 1, in yuan.
CAPITAL = {
    "capital.min": 1_000_000,
    "capital.p5": 2_000_000,
    "capital.p25": 10_000_000,
    "capital.p50": 16_670_000,
    "capital.p75": 60_000_000,
    "capital.p95": 869_411_500,
    "capital.max": 300_000_000_000,
}
CONCEPTS = {
    "big_data": 34, "smart_health_care": 29, "covid_19": 27, "saas": 21, "telemedicine": 14,
    "cloud_computing": 14, "internet_hospital": 9, "medical_equipment": 9, "ai_device": 7,
    "industrial_internet": 7, "medical_device_supplies": 6, "equipment": 6,
    "consumer_health_care": 5, "mhealth": 5, "public_health_services": 5,
}  # fmt: skip
KEYWORDS = {
    "smart_hospital": 41, "internet_hospital": 22, "smart_health_care": 19, "medical_community": 17,
    "big_data": 14, "electronic_medical_records": 13, "smart_services": 11,
    "artificial_intelligence": 10, "hospital_informatization": 10, "internet_of_things": 10,
    "medical_cluster": 9, "integration_platform": 9, "hospital_information_system": 7,
    "interoperability": 7, "internet_health_care": 7,
}  # fmt: skip


@pytest.fixture(scope="module")
def built(rehearsal: Path) -> dict[str, Any]:
    return contract(rehearsal)


@pytest.fixture(scope="module")
def statistics(built: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in built["statistics"] if row["scenario"] == "base"}


@pytest.mark.parametrize("name", ["founded_year", "province", "country", "scale", "financing"])
def test_exclusive_categories_and_the_missing_make_up_the_whole(
    statistics: dict[str, Any], name: str
) -> None:
    parts = [row for id_, row in statistics.items() if id_.startswith(f"{name}.")]
    assert sum(row["n"] for row in parts) == 205
    assert {row["N"] for row in parts} == {205}


def test_the_circles_hold_everybody(statistics: dict[str, Any]) -> None:
    regions = {id_: row["n"] for id_, row in statistics.items() if id_.startswith("evidence.")}
    inside = {id_: n for id_, n in regions.items() if ".all_" not in id_}
    assert sum(inside.values()) == 205
    library = sum(n for id_, n in inside.items() if "library" in id_)
    assert library == regions["evidence.all_library"] == 126


@pytest.mark.parametrize(
    ("field", "expected"),
    [("concept", (114, 12, 0, 79)), ("technology", (57, 69, 0, 79)), ("province", (205, 0, 0, 0))],
)
def test_what_is_known_by_field(
    statistics: dict[str, Any], field: str, expected: tuple[int, ...]
) -> None:
    """126 of 205 are in the library; 114 of these carry concepts and 57 technologies; New Zealand is a known place."""
    states = ("known", "silent", "unusable", "no_record")
    found = tuple(statistics[f"completeness.{field}_{state}"]["n"] for state in states)
    assert found == expected
    assert sum(found) == 205


def test_a_company_abroad_is_in_no_province(statistics: dict[str, Any]) -> None:
    assert statistics["five_provinces"]["missing"] == 0


def test_the_flow_goes_from_207_to_205(built: dict[str, Any]) -> None:
    sizes = {row["id"]: row["n"] for row in built["populations"]}
    assert (sizes["listed"], sizes["attended"], sizes["in_library"]) == (207, 205, 126)


@pytest.mark.parametrize(("name", "expected"), SHARES.items())
def test_shares(statistics: dict[str, Any], name: str, expected: tuple[int, int]) -> None:
    row = statistics[name]
    assert (row["n"], row["N"]) == expected
    assert row["value"] == pytest.approx(100 * expected[0] / expected[1])


@pytest.mark.parametrize(("name", "yuan"), CAPITAL.items())
def test_table_1(statistics: dict[str, Any], name: str, yuan: float) -> None:
    assert statistics[name]["value"] == yuan
    assert statistics[name]["unit"] == "CNY"
    assert statistics[name]["N"] == 205


def test_years(statistics: dict[str, Any]) -> None:
    assert (statistics["founded.min"]["value"], statistics["founded.max"]["value"]) == (1987, 2021)


def test_the_shape_of_table_2(rehearsal: Path) -> None:
    opened = open_study(rehearsal)
    cells = opened.tables()["listings"].to_pylist()
    rows: dict[int, dict[str, str]] = {}
    for cell in cells:
        if cell["statistic"] == "large_companies":
            rows.setdefault(cell["position"], {})[cell["field"]] = cell["value"]
    assert len(rows) == 35
    areas = [row["province"] for row in rows.values()]
    assert {area: areas.count(area) for area in set(areas)} == {
        "beijing": 11, "zhejiang": 8, "shanghai": 6, "guangdong": 3, "fujian": 3, "liaoning": 2, "jiangsu": 2,
    }  # fmt: skip


@pytest.mark.parametrize(("vocabulary", "counts"), [("concept", CONCEPTS), ("keyword", KEYWORDS)])
def test_table_3_to_the_count(
    statistics: dict[str, Any], vocabulary: str, counts: dict[str, int]
) -> None:
    assert {term: statistics[f"{vocabulary}.{term}"]["n"] for term in counts} == counts
    others = [
        row["n"]
        for id_, row in statistics.items()
        if re.fullmatch(rf"{vocabulary}\.\w+", id_)
        and id_.split(".")[1] not in {*counts, "not_disclosed"}
    ]
    assert max(others) <= min(counts.values())


def test_there_are_151_distinct_keywords(statistics: dict[str, Any]) -> None:
    assert statistics["keyword_top.distinct"]["value"] == 151


def test_the_market_estimate(statistics: dict[str, Any]) -> None:
    assert statistics["market.low"]["value"] == 2843 * 40_000_000
    assert statistics["market.high"]["value"] == 2843 * 80_000_000


def test_outcomes_of_the_printed_numbers(built: dict[str, Any]) -> None:
    outcomes: dict[str, set[str]] = {}
    for row in built["cited"]:
        assert row["target"] is True
        outcomes.setdefault(row["outcome"], set()).add(row["text"])
    assert outcomes["truncated"] == {"61.9", "30.9", "26.9"} or outcomes["truncated"] == {
        "61.9%", "30.9%", "26.9%",
    }  # fmt: skip
    differs = {text.rstrip("%") for text in outcomes["differs"]}
    assert {"34", "72.2", "30.02"} < differs
    assert len(outcomes["differs"]) == 6
    assert not set(outcomes) - {"reproduced", "truncated", "differs", "context"}
    assert sum(row["outcome"] == "reproduced" for row in built["cited"]) >= 60


def test_other_rows_give_other_numbers(tmp_path: Path) -> None:
    folder = example("rehearsal", tmp_path)
    page = folder / "sources" / "exhibitors.html"
    text = page.read_text("utf-8")
    before = contract_of_list(folder)
    # Take one whole card out of the page: the list, and what follows from it, is one smaller.
    card = re.search(r"<(li|div|article)[^>]*class=\"[^\"]*exhibitor[^\"]*\".*?</\1>", text, re.S)
    assert card is not None, "the page has a card for each exhibitor"
    page.write_text(text.replace(card.group(0), "", 1), "utf-8")
    assert contract_of_list(folder) == before - 1


def contract_of_list(folder: Path) -> int:
    open_study(folder).run()
    return int(next(p["n"] for p in contract(folder)["populations"] if p["id"] == "listed"))
