"""The files of examples/chinc2021 against plain counting, and against the paper where it is at hand."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from expolens.decisions import read_decisions
from expolens.study.read import read_study

FOLDER = Path(__file__).parents[1] / "examples" / "chinc2021"
SHARED = Path(__file__).parents[1].parent / "shared" / "papers"


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / "sources" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TABLE_2 = rows("table2.csv")
CITED = {row["id"]: row for row in rows("cited.csv")}


def test_table_2_counts_as_the_paper_prints_it() -> None:
    assert Counter(row["Area"] for row in TABLE_2) == {
        "Beijing": 11, "Zhejiang": 8, "Shanghai": 6, "Guangdong": 3, "Fujian": 3, "Liaoning": 2, "Jiangsu": 2,
    }  # fmt: skip
    assert Counter(row["Scale, n"] for row in TABLE_2) == {">500": 26, "101-500": 7, "51-100": 2}
    years = [int(row["Date of establishment"].split(",")[1]) for row in TABLE_2]
    assert (len(years), sum(y >= 2009 for y in years), sum(y >= 2015 for y in years)) == (35, 10, 3)
    capital = [float(row["Registered capital/10,000 RMB"].replace(",", "")) for row in TABLE_2]
    assert (sum(c > 10_000 for c in capital), sum(c == 10_000 for c in capital)) == (34, 1)
    assert [row["Area"] for row in TABLE_2 if row["Company name"].startswith("Unicom")] == [
        "Beijing"
    ]


def test_the_discussion_names_fifteen_and_says_nothing_else_of_them() -> None:
    named = rows("discussion.csv")
    assert len({row["Company name"] for row in named}) == 15
    absent = {header for header in named[0] if header in TABLE_2[0]} - {
        "Company name",
        "Brief introduction",
    }
    assert len(absent) == 4
    assert {row[header] for row in named for header in absent} == {
        "not published: named in the discussion only"
    }
    assert [row["Note"] for row in named if row["Company name"] == "DingTalk"] != [""]


def test_one_decision_and_its_words_stand_in_the_sources() -> None:
    (decision,) = read_decisions(FOLDER / "decisions.jsonl")
    assert (decision.verdict, decision.by) == ("same", "rule: example")
    assert decision.right.name in {row["Company name"] for row in TABLE_2}
    assert decision.left.name in {row["Company name"] for row in rows("discussion.csv")}


def test_every_cited_number_is_one_number_with_its_place() -> None:
    protocol = read_study(FOLDER).protocol
    planned = {plan.id for plan in protocol.statistics}
    planned |= {f"population:{plan.id}" for plan in protocol.populations}
    for row in CITED.values():
        assert float(row["value"]) == float(re.sub(r"[,%]", "", row["text"])), row["id"]
        assert bool(row["statistic"]) != bool(row["theme"]), row["id"]
        assert row["theme"] in ("", "policy", "adoption", "market", "conferences")
        assert row["statistic"].split(".")[0] in {*planned, ""}, row["id"]
        assert row["target"] == "false"
        assert row["source"].startswith("doi:10.2196/33600, ")
    assert not {plan.split(".")[0] for plan in (row["statistic"] for row in CITED.values())} & {
        name for name in planned if name.startswith("table_2")
    }
    assert sum(id_.startswith("T1_") for id_ in CITED) == 7
    assert sum(id_.startswith("T3_") for id_ in CITED) == 30


@pytest.mark.shared
def test_the_rows_and_tables_are_those_of_the_paper() -> None:
    path = SHARED / "chinc2021.published.json"
    if not path.is_file():
        pytest.skip("no papers beside the repository")
    paper = json.loads(path.read_text("utf-8"))
    assert [
        (row["company"], row["brief_introduction"] or "—", row["area"], row["registered_capital_raw"], row["scale"])
        for row in paper["table2"]
    ] == [tuple(row.values())[:3] + tuple(row.values())[4:] for row in TABLE_2]  # fmt: skip
    table_1 = [float(row["value"]) for id_, row in CITED.items() if id_.startswith("T1_")]
    assert table_1 == paper["table1"]["values"]
    for row in paper["table3"]:
        concept, keyword = (CITED[f"T3_{kind}_{row['rank']}"] for kind in ("concept", "keyword"))
        assert concept["quote"] == f"{row['vbdata_concept']}, {row['vbdata_enterprises']}"
        assert keyword["quote"] == f"{row['chinc_keyword']}, {row['chinc_appearances']}"


@pytest.mark.shared
def test_every_marginal_with_a_claim_is_cited() -> None:
    path = SHARED / "chinc2021.published.json"
    if not path.is_file():
        pytest.skip("no papers beside the repository")
    for marginal in json.loads(path.read_text("utf-8"))["marginals"]:
        for claim in marginal.get("claims", []):
            if claim in CITED and "count" in marginal:
                row = CITED[claim]
                assert row["n"] == str(marginal["count"]), claim
                assert row["N"] == str(marginal["denominator"]), claim


@pytest.mark.shared
def test_every_quoted_number_stands_in_the_paper() -> None:
    path = SHARED / "chinc2021.txt"
    if not path.is_file():
        pytest.skip("no papers beside the repository")
    text = path.read_text("utf-8").replace("\\", "")
    words = {"I22a": "two academic", "I22b": "two industrial"}
    for row in CITED.values():
        assert words.get(row["id"], row["text"]) in text, row["id"]
