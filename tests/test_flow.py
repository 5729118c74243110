"""The participant flow: a tree by what each population is cut from, with true reasons beside its arrows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from conftest import rows_of
from expolens.api import open_study
from expolens.model.exhibitor import Exhibitor
from expolens.model.protocol import FigurePlan
from expolens.model.text import Text
from expolens.render.figures.flow import flow
from expolens.render.leaving import change
from expolens.render.scene import Scene, Sketch, scene

CHAIN = ("listed", "attended", "in_registry", "in_library", "technology_disclosed")


@pytest.fixture(scope="module")
def stage(rehearsal: Path) -> Scene:
    study = open_study(rehearsal)
    return scene(study.tables(), study=study.study, language="en")


def drawn(stage: Scene, *ids: str, width: str = "page") -> Sketch:
    sketch = flow(FigurePlan("flow", "flow", Text("Flow"), ids, width=width), stage)
    assert sketch
    return sketch


def test_each_box_stands_below_what_it_is_cut_from(stage: Scene) -> None:
    alt = drawn(stage, *CHAIN).alt
    assert "It begins with rows of the official list: 207." in alt
    whole = "exhibitors that attended: exhibitors found in the business registry 205; exhibitors found in the company library 126"
    assert (
        f"From {whole} (less not found, company library 78, less in review, company library 1)."
        in alt
    )
    assert (
        "From exhibitors found in the company library: exhibitors whose technology the library gives 57 (less Technology: not disclosed 69)."
        in alt
    )
    assert "not in this group" not in alt


def test_reasons_add_up_to_what_is_lost(rehearsal: Path, stage: Scene) -> None:
    path = rehearsal / "build" / "figures" / "flow.en.csv"
    rows = rows_of(path)
    n = {row["id"]: int(row["n"]) for row in rows if "." not in row["id"]}
    for one in stage.populations.values():
        if one.id in n and one.parent in n:
            left = sum(int(row["n"]) for row in rows if row["id"] == f"{one.id}.left")
            added = sum(int(row["n"]) for row in rows if row["id"] == f"{one.id}.added")
            assert n[one.parent] - left + added == one.n


def test_who_was_added_is_shown_though_as_many_left(stage: Scene) -> None:
    listed, attended = stage.members["listed"], stage.members["attended"]
    guests = [
        Exhibitor(f"guest{i}", "示例", "", False, "present", True, "", "", "", (), ())
        for i in range(len(listed - attended))
    ]
    given = replace(
        stage,
        exhibitors=(*stage.exhibitors, *guests),
        members=stage.members | {"attended": attended | {one.id for one in guests}},
        populations=stage.populations
        | {"attended": replace(stage.populations["attended"], n=len(listed))},
    )
    sketch = drawn(given, "listed", "attended")
    assert "(less absent 2, plus present, not on the list 2)" in sketch.alt
    assert any("n=+2" in part for part in sketch.sheet.parts)


def test_what_was_not_checked_is_no_box_of_its_own(stage: Scene) -> None:
    unchecked = replace(
        stage.populations["attended"],
        checked=False, where="", n=207, en="exhibitors on the official list (attendance not checked)",
    )  # fmt: skip
    given = replace(
        stage,
        populations=stage.populations | {"attended": unchecked},
        members=stage.members | {"attended": stage.members["listed"]},
    )
    labels = [row[1] for row in drawn(given, "listed", "attended", "in_registry").rows]
    assert labels[:2] == ["rows of the official list", unchecked.en]
    assert "exhibitors that attended" not in labels


def test_a_population_that_is_not_drawn_still_says_where_its_units_went(stage: Scene) -> None:
    steps = [stage.populations["in_library"], stage.populations["technology_disclosed"]]
    away = sorted(stage.members["attended"] - stage.members["in_library"])[:2]
    waiting = tuple(
        replace(stage.links[0], exhibitor=one, source="library", status="review") for one in away
    )
    given = replace(stage, links=(*stage.links, *waiting))
    found = change(given, given.members["attended"], steps)
    assert dict(found.left) == {
        "not found, company library": 76,
        "in review, company library": 3,
        "Technology: not disclosed": 69,
    }


def test_rows_that_were_joined_and_others_are_said(stage: Scene) -> None:
    first, *others = stage.exhibitors
    given = replace(
        stage,
        exhibitors=(replace(first, included=False, reason="role: media"), *others),
        sources=tuple(
            replace(one, rows_in=1_210) if one.role == "list" else one for one in stage.sources
        ),
    )
    alt = drawn(given, "listed").alt
    assert "rows of the official list: 1,210." in alt
    assert "exhibitors and others listed 207 (less joined with another row 1,003)" in alt
    assert "less not an exhibitor by role (media) 1" in alt


def test_the_paper_has_its_chain(chinc2021: Path) -> None:
    path = chinc2021 / "build" / "figures" / "flow.en.csv"
    rows = rows_of(path)
    assert [(row["id"], row["n"]) for row in rows if "." not in row["id"]] == [
        ("rows", "50"), ("listed", "47"), ("table_2", "35"),
    ]  # fmt: skip


def test_chinese_has_its_own_marks(rehearsal: Path) -> None:
    content = (rehearsal / "build" / "figures" / "flow.zh.svg").read_text("utf-8")
    assert "未到场：n=2" in content
    assert "：n=" in content
    for path in (rehearsal / "build" / "figures").glob("evidence.zh*.svg"):
        assert "，n=" in path.read_text("utf-8")
        assert ", n=" not in path.read_text("utf-8")


def test_what_no_source_has_a_record_of_is_not_called_undisclosed(stage: Scene) -> None:
    step = replace(stage.populations["since_2009"], where="founded >= 2009")
    unit = min(stage.members["attended"] - stage.members["since_2009"])
    bare = replace(
        stage, profiles=tuple(p for p in stage.profiles if p.exhibitor != unit), links=()
    )
    found = change(bare, frozenset({unit}), [step])
    assert found.left == (("Date of establishment: no record found", 1),)
    found = change(stage, frozenset({unit}), [step])
    assert found.left == (("Date of establishment outside the condition", 1),)
