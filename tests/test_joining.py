"""Which rows are one exhibitor, which wait for a person, and what several sheets say of one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.api import open_study
from expolens.decisions import read_decisions
from expolens.model.exhibitor import Mark
from expolens.model.source import Source
from expolens.roster.attendance import Sighting, attendance, disagreeing
from expolens.roster.entries import Entry, grouped_entries
from expolens.roster.grouping import joined
from expolens.values.website import site
from small import small

Rows = dict[str, list[dict[str, Any]]]


def run(folder: Path, *sources: tuple[str, str, str], decisions: str = "") -> Rows:
    made = small(folder, *sources)
    if decisions:
        (made / "decisions.jsonl").write_text(decisions, "utf-8")
        assert read_decisions(made / "decisions.jsonl")
    open_study(made).run()
    return {name: table.to_pylist() for name, table in open_study(made).tables().items()}


def status(tables: Rows) -> dict[str, str]:
    return {row["name"]: row["attendance"] for row in tables["exhibitors"]}


def doubts(tables: Rows) -> dict[tuple[str, str], list[str]]:
    return {
        (row["left_name"], row["right_name"]): row["reasons"] for row in tables["roster_matches"]
    }


JIA, DING = "上海示例甲医疗科技有限公司", "上海示例丁医疗科技有限公司"


@pytest.mark.parametrize(("covers", "expected"), [("all", "absent"), ("asked", "unclear")])
def test_another_company_in_the_booth_is_not_the_listed_one(
    tmp_path: Path, covers: str, expected: str
) -> None:
    tables = run(
        tmp_path,
        ("list", "list", f"公司名称,展位号\n{JIA},A1\n"),
        ("onsite", f"attendance\ncovers = '{covers}'", f"公司名称,展位号,到场情况\n{DING},A1,√\n"),
    )
    assert status(tables) == {JIA: expected, DING: "present"}
    assert {row["name"]: row["renamed"] for row in tables["exhibitors"]} == {JIA: "", DING: ""}
    ((pair, reasons),) = doubts(tables).items()
    assert pair == (JIA, DING)
    assert "same_booth:A1" in reasons
    assert any(reason.startswith(("similar_name:", "slip:")) for reason in reasons)


def test_a_person_can_say_that_it_is_the_listed_one(tmp_path: Path) -> None:
    line = (
        '{"verdict":"same","by":"checker A","date":"2026-05-06","why":"renamed in May",'
        f'"left":{{"source":"list","name":"{JIA}"}},"right":{{"source":"onsite","name":"{DING}"}}}}\n'
    )
    tables = run(
        tmp_path,
        ("list", "list", f"公司名称,展位号\n{JIA},A1\n"),
        ("onsite", "attendance", f"公司名称,展位号,到场情况\n{DING},A1,√\n"),
        decisions=line,
    )
    assert status(tables) == {JIA: "present"}
    assert not tables["roster_matches"]


@pytest.mark.parametrize(
    ("header", "listed", "found"),
    [
        ("公司名称", JIA, "示例甲医疗（上海）股份有限公司"),
        ("公司名称", JIA, "示例甲"),
        ("公司名称,曾用名", f"{JIA},示例旧软件有限公司", "示例旧软件有限公司"),
        ("公司名称,简称", f"{JIA},另名", "另名"),
    ],
)
def test_one_brand_or_a_recorded_name_in_the_booth_is_the_listed_one(
    tmp_path: Path, header: str, listed: str, found: str
) -> None:
    tables = run(
        tmp_path,
        ("list", "list", f"{header},展位号\n{listed},A1\n"),
        ("onsite", "attendance", f"公司名称,展位号,到场情况\n{found},A1,√\n"),
    )
    assert status(tables) == {JIA: "present"}
    assert not tables["roster_matches"]


def test_two_of_one_brand_in_the_booth_wait_for_a_person(tmp_path: Path) -> None:
    tables = run(
        tmp_path,
        ("list", "list", "公司名称,展位号\n示例甲软件有限公司,A1\n示例甲数据有限公司,A1\n"),
        ("onsite", "attendance", "公司名称,展位号,到场情况\n示例甲科技有限公司,A1,√\n"),
    )
    assert len(tables["exhibitors"]) == 3
    assert set(doubts(tables)) == {
        ("示例甲软件有限公司", "示例甲科技有限公司"),
        ("示例甲数据有限公司", "示例甲科技有限公司"),
    }


def test_a_whole_hall_is_no_booth(tmp_path: Path) -> None:
    rows = "".join(f"示例{chr(0x4E00 + 50 * n)}有限公司,H1\n" for n in range(12))
    tables = run(
        tmp_path,
        ("list", "list", f"公司名称,展位号\n{rows}"),
        ("onsite", "attendance", "公司名称,展位号,到场情况\n外来机构,H1,√\n"),
    )
    assert not tables["roster_matches"]
    shared = [row["detail"] for row in tables["remarks_roster"] if row["code"] == "shared_booth"]
    assert len(shared) == 13
    assert max(map(len, shared)) < 80
    assert all(detail.endswith("… 7") for detail in shared)


@pytest.mark.parametrize(
    ("header", "one", "other", "reason"),
    [
        ("省份", "浙江", "北京", "other_province:zhejiang / beijing"),
        ("国家", "德国", "France", "other_country:de / fr"),
        (
            "网站",
            "www.stand-in.example",
            "https://other.example/x",
            "other_website:stand-in / other",
        ),
    ],
)
def test_one_name_in_two_places_waits_for_a_person(
    tmp_path: Path, header: str, one: str, other: str, reason: str
) -> None:
    listed = f"公司名称,展位号,{header}\n示例甲有限公司,A1,{one}\n示例甲有限公司,B7,{other}\n示例甲有限公司,C1,\n"
    tables = run(tmp_path, ("list", "list", listed))
    assert sorted(len(row["records"]) for row in tables["exhibitors"]) == [1, 2]
    ((_, reasons),) = doubts(tables).items()
    assert reason in reasons


def test_one_name_in_one_place_is_one_exhibitor(tmp_path: Path) -> None:
    listed = (
        "公司名称,展位号,省份,网站\n示例甲有限公司,A1,浙江省,www.stand-in.com\n示例甲有限公司,B7,Zhejiang,http://stand-in.cn/\n"
        "示例甲有限公司,C7,,\n"
    )
    tables = run(tmp_path, ("list", "list", listed))
    assert [len(row["records"]) for row in tables["exhibitors"]] == [3]
    assert not tables["roster_matches"]


def test_a_checkers_row_of_a_name_that_two_bear_is_the_one_of_its_booth(tmp_path: Path) -> None:
    listed = "公司名称,展位号,省份\n示例甲有限公司,A1,浙江\n示例甲有限公司,B7,北京\n"
    for booth, expected in (
        ("B7", ["unclear", "present"]),
        ("", ["unclear", "unclear", "present"]),
    ):
        tables = run(
            tmp_path / (booth or "none"),
            ("list", "list", listed),
            ("onsite", "attendance", f"公司名称,展位号,到场情况\n示例甲有限公司,{booth},√\n"),
        )
        assert [row["attendance"] for row in tables["exhibitors"]] == expected
    # Both of the list may be the one that came.
    rights = [row["right"] for row in tables["roster_matches"]]
    assert len([right for right in rights if right.startswith("onsite:")]) == 2


def test_sites_are_known_by_their_name() -> None:
    assert [
        site(text) for text in ("", "-", "http://", "a b", "http://[x", "10.0.0.1", "stand-in")
    ] == [""] * 7


DAYS = (
    "公司名称,到场情况,核对人,核对日期\n"
    "示例甲有限公司,未到,checker A,2026-03-18\n示例甲有限公司,√,checker A,2026-03-19\n"
    "示例乙有限公司,未到,checker A,2026-03-18\n示例乙有限公司,√,checker B,2026-03-18\n"
    "示例丙有限公司,未到,checker A,2026-03-18\n示例丙有限公司,未到,checker B,2026-03-19\n"
    "示例丁有限公司,未到,checker A,2026-03-18\n示例丁有限公司,?,checker B,2026-03-19\n"
    "示例戊有限公司,未到,checker A,2026-03-18\n示例戊有限公司,√,checker B,2026-03-18\n示例戊有限公司,√,checker B,2026-03-19\n"
)  # fmt: skip
LISTED = "公司名称\n" + "".join(f"示例{name}有限公司\n" for name in "甲乙丙丁戊")
EXPECTED = {"甲": "present", "乙": "unclear", "丙": "absent", "丁": "unclear", "戊": "present"}


def test_seen_on_any_day_is_present(tmp_path: Path) -> None:
    tables = run(tmp_path, ("list", "list", LISTED), ("onsite", "attendance", DAYS))
    assert status(tables) == {f"示例{name}有限公司": said for name, said in EXPECTED.items()}
    codes = {row["code"]: row["detail"] for row in tables["remarks_roster"]}
    assert "checker A (2026-03-18): absent, checker A (2026-03-19): present" in [
        row["detail"] for row in tables["remarks_roster"] if row["code"] == "some_days"
    ]
    assert "checkers_disagree" in codes


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("", "", "unclear"), ("day = '1'", "day = '2'", "present"), ("day = 'A'", "day = 'A'", "unclear"), ("day = 'A'", "", "unclear")],
)  # fmt: skip
def test_sheets_of_two_days_stack(tmp_path: Path, first: str, second: str, expected: str) -> None:
    tables = run(
        tmp_path,
        ("list", "list", "公司名称\n示例甲有限公司\n"),
        ("one", f"attendance\n{first}", "公司名称,到场情况\n示例甲有限公司,未到\n"),
        ("two", f"attendance\n{second}", "公司名称,到场情况\n示例甲有限公司,√\n"),
    )
    assert status(tables) == {"示例甲有限公司": expected}


def test_one_of_two_stands_empty_is_present(tmp_path: Path) -> None:
    tables = run(
        tmp_path,
        ("list", "list", "公司名称,展位号\n示例甲有限公司,A1\n示例甲有限公司,B1\n"),
        (
            "on",
            "attendance",
            "公司名称,展位号,到场情况\n示例甲有限公司,A1,√\n示例甲有限公司,B1,空展位\n",
        ),
    )
    assert status(tables) == {"示例甲有限公司": "present"}


SHEET = Source("s", "attendance", "", "", "", "", "", "asked", "", "", 0, 0, (), (), ())


def sighting(status: str, day: str) -> Sighting:
    return Sighting(Mark("x", "r", status, "A", day, ""), day, frozenset())


@given(
    st.lists(
        st.builds(
            sighting,
            st.sampled_from(["present", "absent", "unclear"]),
            st.sampled_from(["1", "2", "3"]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_days_are_settled_one_by_one_and_then_together(seen: list[Sighting]) -> None:
    """The oracle: what each day says by itself, then present over unclear over absent."""
    days: dict[str, set[str]] = {}
    for one in seen:
        days.setdefault(one.day, set()).add(one.mark.status)
    settled = {
        known.pop() if len(known := said - {"unclear"}) == 1 else "unclear"
        for said in days.values()
    }
    expected = next(word for word in ("present", "unclear", "absent") if word in settled)
    assert attendance(seen, [SHEET])[0] == expected
    assert attendance(list(reversed(seen)), [SHEET])[0] == expected
    assert disagreeing(seen) is any({"present", "absent"} <= said for said in days.values())


names = st.sampled_from(
    ["示例甲有限公司", "示例乙有限公司", "示例甲软件有限公司", "Stand-in Alpha Ltd.", ""]
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["list", "attendance"]), names, st.sampled_from(["", "1", "2"]),
            st.sampled_from(["", "A1", "B1"]), st.sampled_from(["", "zhejiang", "beijing"]),
        ),
        max_size=9,
    ),
    st.data(),
)  # fmt: skip
def test_groups_are_groups(rows: list[tuple[str, ...]], data: st.DataObject) -> None:
    rows.sort(key=lambda row: row[0], reverse=True)
    entries = [
        Entry(
            f"r{number}", role, ((name, "legal"),) if name else (), frozenset({code} - {""}), (booth,) if booth else (),
            frozenset({("province", place)} if place else ()),
        )
        for number, (role, name, code, booth, place) in enumerate(rows)
    ]  # fmt: skip
    keys = [entry.key for entry in entries]
    different = []
    if len(keys) > 1:
        pairs = st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True)
        different = [tuple(pair) for pair in data.draw(st.lists(pairs, max_size=3))]
    groups, matches = joined(entries, same=(), different=different)  # type: ignore[arg-type]
    heads = {entry.key: groups.of(entry.key) for entry in entries}
    order = {key: number for number, key in enumerate(keys)}
    assert all(order[head] <= order[key] for key, head in heads.items())
    # What a person called different is never joined, and never asked about again.
    for left, right in different:
        assert heads[left] != heads[right]
    asked = {frozenset((heads[match.left], heads[match.right])) for match in matches}
    assert len(asked) == len(matches)
    assert not asked & {frozenset((heads[left], heads[right])) for left, right in different}
    for one in entries:
        for other in entries:
            if one.codes & other.codes and not different:
                assert heads[one.key] == heads[other.key]
    # Those of one exhibitor never contradict each other by code.
    fresh = grouped_entries(entries)
    assert all(fresh.of(key) == key for key in keys)
