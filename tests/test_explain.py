"""A number's way back: equation, chain, rows, sources, decisions, places of print; down to the cell, never to a person."""

from __future__ import annotations

import csv
import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from expolens.api import open_study
from expolens.errors import StudyError
from expolens.explain import explanation, lines
from expolens.explain.origin import Asked, asked_by, asked_where
from expolens.model.protocol import StatisticPlan
from expolens.model.text import Text
from expolens.store.tables import Tables
from small import small


@pytest.fixture(scope="module")
def tables(rehearsal: Path) -> Tables:
    return open_study(rehearsal).tables()


def rows_of(id_: str, tables: Tables) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(explanation(id_, tables).rows)
    return rows


def test_as_many_rows_as_are_counted(tables: Tables) -> None:
    for one in tables["statistics"].to_pylist():
        if one["kind"] == "share":
            states = [row["state"] for row in rows_of(one["id"], tables)]
            assert states.count("counted") == one["n"], one["id"]


def test_the_rows_of_a_term_stand_where_the_list_prints_it(rehearsal: Path, tables: Tables) -> None:
    rows = rows_of("keyword.smart_hospital", tables)
    assert len(rows) == 41
    assert all(
        row["file"] == "sources/exhibitors.html" and row["place"].startswith("card") for row in rows
    )
    page = (rehearsal / "sources" / "exhibitors.html").read_text("utf-8")
    assert all(row["name"] in page for row in rows)


def test_the_rows_of_a_look_up_stand_in_the_library(rehearsal: Path, tables: Tables) -> None:
    rows = rows_of("library_found", tables)
    with (rehearsal / "sources" / "library.csv").open(encoding="utf-8-sig", newline="") as file:
        library = list(csv.reader(file))[1:]
    for row in rows:
        assert row["file"] == "sources/library.csv"
        assert 1 <= int(row["place"].removeprefix("row ")) - 1 <= len(library)


def test_a_quantile_leads_to_the_words_of_its_cell(tables: Tables) -> None:
    (row,) = rows_of("capital.p50", tables)
    assert "1667万" in row["raw"]
    assert row["file"] == "sources/registry.xlsx"
    assert "!" in row["place"]
    # What is converted leads to the same row.
    assert rows_of("capital_usd.p50", tables) == [row]


def test_a_quantile_leads_to_the_values_it_is_made_of(tables: Tables) -> None:
    """The oracle: the values of all units sorted, the rank counted by hand."""
    profiles = {
        row["exhibitor"]: row["low"]
        for row in tables["profiles"].to_pylist()
        if row["field"] == "capital"
    }
    members = [
        row["unit"] for row in tables["members"].to_pylist() if row["population"] == "attended"
    ]
    ordered = sorted(profiles[unit] for unit in members)
    for part in ("min", "p5", "p25", "p50", "p75", "p95", "max"):
        rows = rows_of(f"capital.{part}", tables)
        assert 1 <= len(rows) <= 2
        values = [ordered[int(row["rank"]) - 1] for row in rows]
        assert [profiles[row["unit"]] for row in rows] == values
        (one,) = [s for s in tables["statistics"].to_pylist() if s["id"] == f"capital.{part}"]
        assert one["value"] == sum(values) / len(values)
    shown = list(lines("capital.p50", tables, rows=10, language="en"))
    assert any("(rank 103)" in line for line in shown)
    assert "Rows: 1 value it is computed from" in shown


def test_the_name_of_a_distribution_lists_its_categories(tables: Tables) -> None:
    shown = list(lines("province", tables, rows=10, language="en"))
    ids = [row["id"] for row in tables["statistics"].to_pylist() if row["name"] == "province"]
    assert [line.split()[0] for line in shown if line.startswith("  province.")] == ids
    assert any("58/205 (28.3%)" in line for line in shown)
    assert shown[-1] == f"One of them: expolens explain {ids[0]}"
    keywords = list(lines("keyword", tables, rows=10, language="zh"))
    assert len([line for line in keywords if line.startswith("  keyword.")]) == 151


def test_the_chain_says_who_left_and_why(tables: Tables) -> None:
    chain: list[dict[str, Any]] = json.loads(explanation("founded_since_2015", tables).chain)
    assert [(step["id"], step["n"]) for step in chain] == [
        ("listed", 207),
        ("attended", 205),
        ("since_2009", 127),
    ]
    assert chain[1]["left"] == 2
    assert chain[1]["reasons"] == {"absent": 2}


def test_populations_and_cited_figures_are_explained_too(tables: Tables) -> None:
    assert len(rows_of("listed", tables)) == 207
    assert len(rows_of("population:in_library", tables)) == 126
    cited = explanation("abstract_founded_since_2009", tables)
    assert cited.statistic == "cited:abstract_founded_since_2009"
    assert "61.9% (127/205)" in cited.equation
    assert "127 / 205" in cited.equation


def test_sources_carry_hash_and_date(rehearsal: Path, tables: Tables) -> None:
    (source,) = json.loads(explanation("founded_since_2009", tables).sources)
    assert source["file"] == "sources/registry.xlsx"
    assert source["date"] == "2021-05-06"
    assert len(source["sha256"]) == 64
    assert (rehearsal / source["file"]).is_file()


def test_decisions_that_touched_a_row_are_named(rehearsal: Path, tables: Tables) -> None:
    decided = json.loads(explanation("attended", tables).decisions)
    known = (rehearsal / "decisions.jsonl").read_text("utf-8")
    assert decided
    assert all(row["decision"] in known for row in decided)


def test_nothing_personal_is_printed(tables: Tables) -> None:
    withheld = {name for row in tables["sources"].to_pylist() for name in row["personal"]}
    assert withheld
    text = json.dumps(tables["explanations"].to_pylist(), ensure_ascii=False)
    assert not [name for name in withheld if name in text]


def test_every_place_of_print_is_known(tables: Tables) -> None:
    printed = {row["statistic"] for row in tables["appearances"].to_pylist()}
    known = set(tables["explanations"]["statistic"].to_pylist())
    assert printed <= known
    places = json.loads(explanation("founded_since_2009", tables).appearances)
    assert {place["kind"] for place in places} >= {"sentence", "cell"}


def test_an_unknown_id_is_an_error_with_a_suggestion(tables: Tables) -> None:
    with pytest.raises(StudyError, match="founded_since_2009"):
        explanation("founded_since_2008", tables)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_terminal_shows_as_many_rows_as_asked(tables: Tables, language: Any) -> None:
    few = list(lines("founded_since_2009", tables, rows=3, language=language))
    every = list(lines("founded_since_2009", tables, rows=0, language=language))
    assert few[0].startswith("founded_since_2009: 127 / 205")
    assert sum("!" in line for line in few) == 3
    assert sum("企业信息!" in line for line in every) == 127
    assert any("−2" in line for line in few)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """Four values of capital, one that cannot be read, an unlisted exhibitor that is unclear."""
    listed = "公司名称,注册资本,省份\n" + "".join(
        f"示例{name}有限公司,{capital},{place}\n"
        for name, capital, place in (
            ("甲", "100万元", "浙江"), ("乙", "300万元", "浙江"), ("丙", "700万元", ""), ("丁", "200万元", "火星"), ("戊", "约千万", "北京"),
            ("己", "", "浙江"), ("庚", "100万元", "浙江"),
        )
    )  # fmt: skip
    sheet = "公司名称,到场情况\n" + "".join(
        f"示例{name}有限公司,{mark}\n"
        for name, mark in zip("甲乙丙丁戊己庚外过", "√√√√√??√?", strict=True)
    )
    folder = small(
        tmp_path_factory.mktemp("few"), ("list", "list", listed), ("on", "attendance", sheet)
    )
    open_study(folder).run()
    return open_study(folder).tables()


def test_the_chain_adds_up_with_its_reasons(few: Tables) -> None:
    chain = json.loads(explanation("attended", few).chain)
    step = chain[1]
    assert (chain[0]["n"], step["n"], step["added"], step["left"]) == (7, 6, 1, 2)
    # One that is unclear was never on the list: it left nothing.
    assert step["reasons"] == {"unclear": 2}
    for one in few["statistics"].to_pylist():
        for before, after in itertools.pairwise(json.loads(explanation(one["id"], few).chain)):
            assert after["n"] == before["n"] + after["added"] - after["left"]
            assert sum(after["reasons"].values()) in (0, after["left"])


def test_an_even_number_of_values_has_two_in_its_middle(few: Tables) -> None:
    rows = rows_of("capital.p50", few)
    assert [(row["rank"], row["raw"]) for row in rows] == [("2", "200万元"), ("3", "300万元")]
    assert [row["rank"] for row in rows_of("capital.max", few)] == ["4"]


def test_a_category_is_followed_by_those_whose_category_nobody_knows(few: Tables) -> None:
    shown = list(lines("province.zhejiang", few, rows=0, language="en"))
    at = next(number for number, line in enumerate(shown) if line.startswith("Rows:"))
    assert shown[at] == "Rows: 2 counted, 3 missing"
    assert ["missing" in line for line in shown[at + 1 : at + 6]] == [False] * 2 + [True] * 3
    assert "[missing: unreadable]" in "\n".join(shown)
    cut = list(lines("province.zhejiang", few, rows=2, language="en"))
    assert "  3 more   (all of them: --rows 0)" in cut


def test_what_was_not_made_says_what_it_lacks(few: Tables) -> None:
    with pytest.raises(StudyError, match=r"'technology\.ai' was not made"):
        explanation("technology.ai", few)


def test_what_a_statistic_asks_is_read_from_its_plan() -> None:
    def plan(id_: str, **keys: Any) -> StatisticPlan:
        return StatisticPlan(id_, "share", Text(id_), **keys)

    plans = {
        one.id: one
        for one in (
            plan("capital", field="capital"),
            plan("usd", of="capital"),
            plan("loop", of="loop"),
        )
    }
    assert asked_by(plans["usd"], "p50", plans) == Asked(fields=("capital",), behind="capital.p50")
    assert asked_by(plans["loop"], "", plans).fields == ()
    asked = asked_where(
        "present and founded >= 2009 and found('registry') and label('keyword', 'ai')"
    )
    assert asked.present
    assert (asked.fields, asked.roles) == (("founded",), ("registry",))
    assert asked.vocabularies == (("keyword", "ai"),)
