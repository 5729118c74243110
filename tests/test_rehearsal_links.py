"""No company of the rehearsal is taken for another one: every accepted link joins two records of one brand."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from opencc import OpenCC
from pypinyin import lazy_pinyin

from expolens.collect.collect import collect
from expolens.decisions import read_decisions
from expolens.parse import parse
from expolens.resolve import resolve
from expolens.roster import roster
from expolens.store.tables import Tables
from expolens.study.read import read_study

EXAMPLE = Path(__file__).parents[1] / "examples" / "rehearsal"
SIMPLIFIED = OpenCC("t2s")


@pytest.fixture(scope="module")
def tables() -> Tables:
    study = read_study(EXAMPLE)
    decisions = read_decisions(EXAMPLE / "decisions.jsonl")
    made = dict(collect(study.sources, folder=EXAMPLE))
    made |= parse(made, plans=study.sources)
    made |= roster(made, decisions=decisions, plans=study.sources)
    made |= resolve(made, decisions=decisions, accept=study.accept, review=study.review)
    return made


def sound(name: str) -> str:
    """The brand as it sounds: what stands behind 示例 or Stand-in."""
    plain = SIMPLIFIED.convert(name)
    if found := re.search("示例(..)", plain):
        return "".join(lazy_pinyin(found.group(1)))
    return re.search(r"Stand-in (\w+)", plain).group(1).casefold()  # type: ignore[union-attr]


def names_of(tables: Tables) -> dict[str, str]:
    """Record key to the name as published."""
    found = {}
    for row in tables["records"].to_pylist():
        cells = json.loads(row["cells"])
        found[row["key"]] = cells.get("name") or cells.get("企业名称") or ""
    return found


def test_everyone_on_the_list_is_found_on_site_as_itself(tables: Tables) -> None:
    names = names_of(tables)
    exhibitors = tables["exhibitors"].to_pylist()
    assert len(exhibitors) == 207
    for row in exhibitors:
        assert len(row["records"]) == 2
        assert len({sound(names[record]) for record in row["records"]}) == 1
    assert Counter(row["attendance"] for row in exhibitors) == {"present": 205, "absent": 2}


def test_no_link_is_wrong_and_none_is_missing(tables: Tables) -> None:
    names = names_of(tables)
    own = {row["id"]: sound(names[row["records"][0]]) for row in tables["exhibitors"].to_pylist()}
    accepted = [row for row in tables["links"].to_pylist() if row["status"] == "accepted"]
    wrong = [row for row in accepted if sound(names[row["record"]]) != own[row["exhibitor"]]]
    assert not wrong
    # A stranger has the brand of an exhibitor, but trades in another town.
    assert not [row for row in accepted if "商贸" in names[row["record"]]]
    assert Counter(row["source"] for row in accepted) == {"registry": 205, "library": 126}


def test_every_decision_still_stands_on_its_words(tables: Tables) -> None:
    applied = [
        row for name in ("applied_roster", "applied_resolve") for row in tables[name].to_pylist()
    ]
    decided = {one.id for one in read_decisions(EXAMPLE / "decisions.jsonl")}
    assert {row["decision"] for row in applied if row["outcome"] == "applied"} == decided
