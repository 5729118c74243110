"""What no layout names: proposed by header and by values, shown, confirmed once, used only then."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.layouts.confirmed import confirmed_lines
from expolens.layouts.mapping import understand, understood
from expolens.layouts.rows import laid_out
from expolens.layouts.similar import proposals
from expolens.model.study import SourcePlan
from expolens.readers import grid_of
from expolens.readers.grid import Grid, Row
from expolens.study.create import add_source, new_study
from expolens.study.read import read_study
from expolens.values import FIELDS

PLAN = SourcePlan("l", "list", "l.csv")


def grid(header: tuple[str, ...], *rows: tuple[str, ...]) -> Grid:
    return Grid(header, tuple(Row(cells, f"row {n}") for n, cells in enumerate(rows, 2)))


def proposed(header: tuple[str, ...], *rows: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    found = grid(header, *rows)
    return {one.header: (one.field, one.why) for one in proposals(found, understood(header, PLAN))}


ROWS = {
    "credit_code": ("91110000600037341L", "91990000MA00017471", "91990000MA00001892"),
    "isin": ("US0378331005", "DE000BASF111", "GB0002634946"),
    "website": ("www.stand-in-a.example", "https://stand-in-b.example/about", "stand-in-c.example"),
    "country": ("Germany", "France", "United States"),
    "province": ("浙江省", "广东省", "四川"),
    "booth": ("A1-02", "B203", "H2-D501"),
    "founded": ("2009-08-07", "2015-03", "1998"),
    "capital": ("1000万元人民币", "500万美元", "RMB 3,000,000"),
    "headcount": ("50-99人", "小于50人", "1000人以上"),
    "financing": ("A轮", "天使轮", "B轮"),
    "name": ("示例甲科技有限公司", "Stand-in B Ltd.", "示例丙股份有限公司"),
}


@pytest.mark.parametrize("field", [name for name in ROWS if name != "name"])
def test_values_say_what_an_unknown_column_is(field: str) -> None:
    header = ("公司名称", "甲")
    rows = [(f"示例{n}有限公司", value) for n, value in enumerate(ROWS[field])]
    assert proposed(header, *rows) == {"甲": (field, "values")}


@pytest.mark.parametrize(
    "values",
    [
        ("1", "2", "3"),
        ("2026-08-17", "2026-08-18", "2026-08-19"),
        ("2004", "2004", "2004"),
        ("xbox", "nintendo", "playstation"),
        ("platform", "publisher", "media"),
        ("TRUE", "FALSE", "TRUE"),
        ("13800000000", "13900000000", "010-00000000"),
        ("-", "-", "A1-02"),
        ("", "", ""),
    ],
)
def test_values_that_say_nothing_are_proposed_as_nothing(values: tuple[str, ...]) -> None:
    rows = [(f"示例{n}有限公司", value) for n, value in enumerate(values)]
    assert proposed(("公司名称", "甲"), *rows) == {}


@pytest.mark.parametrize(
    ("header", "field", "values"),
    [
        ("展位号码牌", "booth", ROWS["booth"]),
        ("Boothh Number", "booth", ROWS["booth"]),
        ("Your Website Address", "website", ROWS["website"]),
        ("企业网址链接", "website", ROWS["website"]),
        ("公司成立年份", "founded", ROWS["founded"]),
        ("主营业务关键词", "keyword", ("甲", "乙", "丙")),
    ],
)
def test_a_header_like_a_known_one_is_proposed(
    header: str, field: str, values: tuple[str, ...]
) -> None:
    rows = [(f"示例{n}有限公司", value) for n, value in enumerate(values)]
    found = proposed(("公司名称", header), *rows)
    assert found[header][0] == field
    assert found[header][1] in ("header", "both")


def test_values_that_speak_against_a_header_are_heard() -> None:
    rows = [(f"示例{n}有限公司", f"第{n}组的说明") for n in range(6)]
    assert proposed(("公司名称", "展位号码牌"), *rows).get("展位号码牌", ("",))[0] != "booth"


def test_a_field_that_is_there_is_not_proposed_again() -> None:
    rows = [("示例有限公司", "2009-08-07", day) for day in ROWS["founded"]]
    assert proposed(("公司名称", "成立日期", "甲"), *rows) == {}


def test_the_names_are_found_by_how_they_are_made() -> None:
    header = ("甲", "乙", "丙")
    rows = [("1", name, "A1") for name in ROWS["name"]]
    assert proposed(header, *rows)["乙"] == ("name", "values")


def test_a_proposal_is_used_only_after_it_is_confirmed(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("编,甲,乙\n1,示例甲有限公司,A1-02\n2,示例乙有限公司,B203\n3,示例丙有限公司,B204\n", "utf-8")  # fmt: skip
    folder = tmp_path / "study"
    new_study(folder)
    said = "\n".join(add_source(folder, tmp_path / "in.csv", role="list"))
    assert "perhaps Company name (name): 100% of its values look like it" in said
    assert "perhaps Booth (booth): 100% of its values look like it" in said
    path = folder / "study.toml"
    assert read_study(folder).sources[0].columns == {}
    text = path.read_text("utf-8")
    for line in ("[source.columns]", '"甲" = "name"', '"乙" = "booth"'):
        assert f"\n# {line}" in text
        text = text.replace(f"\n# {line}", f"\n{line}")
    path.write_text(text, "utf-8")
    plan = read_study(folder).sources[0]
    assert plan.columns == {"甲": "name", "乙": "booth"}
    mapping = understand(("编", "甲", "乙"), plan)
    assert mapping.by == {"甲": "study", "乙": "study"}


def test_confirmed_lines_are_toml_whatever_the_header() -> None:
    header = ('公司"名"称 \\ [x] = #', "甲")
    found = grid(header, *(("示例甲有限公司", booth) for booth in ROWS["booth"]))
    some = proposals(found, understood(header, PLAN))
    lines = confirmed_lines(some, commented=False)
    content = tomllib.loads("\n".join(["[[source]]", *lines]))
    assert content["source"][0]["columns"] == {one.header: one.field for one in some}
    assert all(line.startswith("#") for line in confirmed_lines(some))
    assert confirmed_lines(()) == ()


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.text(max_size=12), min_size=1, max_size=5, unique=True),
    st.lists(st.lists(st.text(max_size=30), min_size=5, max_size=5), max_size=6),
)
def test_any_table_has_proposals_for_unread_columns_only(
    headers: list[str], rows: list[list[str]]
) -> None:
    header = tuple(headers)
    found = grid(header, *(tuple(row[: len(header)]) for row in rows))
    mapping = understood(header, PLAN)
    for one in proposals(found, mapping):
        assert one.header in mapping.unread
        assert one.field in FIELDS
        assert not FIELDS[one.field].personal
        assert 0 <= one.share <= 1
        assert one.why in ("header", "values", "both")


# ------------------------------------------------------------------ rows of a layout


def test_a_row_without_a_name_is_a_row_unless_someone_says_that_it_continues() -> None:
    header = ("公司名称", "融资时间", "融资金额")
    rows = [("示例甲有限公司", "2020-01-02", "100万元"), ("", "2021-01-02", "200万元"), ("示例乙有限公司", "", "")]  # fmt: skip
    found = grid(header, *rows)
    mapping = understood(header, SourcePlan("r", "library", "r.csv"))
    assert laid_out(found, mapping) is found
    joined = laid_out(found, mapping, continues=True)
    assert [row.cells for row in joined.rows] == [
        ("示例甲有限公司", "2020-01-02\n2021-01-02", "100万元\n200万元"),
        ("示例乙有限公司", "", ""),
    ]
    assert [row.place for row in joined.rows] == ["row 2, row 3", "row 4"]
    assert joined.notes == ("continued\t1\t2",)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "甲", "乙", "丙"]), st.text("A轮B ", max_size=3)), min_size=1, max_size=12))  # fmt: skip
def test_joining_loses_no_row(rows: list[tuple[str, str]]) -> None:
    header = ("公司名称", "投资轮次")
    found = grid(header, *rows)
    mapping = understood(header, SourcePlan("r", "library", "r.csv"))
    joined = laid_out(found, mapping, continues=True)
    places = [place for row in joined.rows for place in row.place.split(", ")]
    assert places == [row.place for row in found.rows]
    assert sum(row.cells[1].count("\n") + 1 for row in joined.rows if row.cells[1]) <= len(rows)


# ------------------------------------------------------------------ the data beside the repository

KNOWN = {
    "registries/crunchbase_2013_companies.csv": ("registry", "crunchbase_2013_companies", 17_727),
    "registries/crunchbase_2013_rounds.csv": ("library", "crunchbase_2013_rounds", 31_679),
    "registries/listed_companies.csv.gz": ("registry", "listed_companies", 46_964),
    "registries/sec_company_tickers.json": ("registry", "sec_tickers", 9_610),
    "caat/chinese_editions.csv": ("list", "caat", 3_938),
    "caat/exhibitors.csv.gz": ("list", "caat", 222_845),
    "caat/events.csv": ("list", "caat_events", 578),
    "waic2026/exhibitors.csv": ("list", "", 1_020),
    "fairs/esri_uc2026_exhibitors.json": ("list", "", 321),
    "fairs/gamescom2026_directory.json": ("list", "", 1_783),
}


@pytest.mark.parametrize("file", KNOWN)
def test_real_files_are_recognised_and_none_of_their_columns_is_a_wrong_proposal(
    shared: Path, file: str
) -> None:
    role, kind, rows = KNOWN[file]
    plan = SourcePlan("s", role, file)
    found = grid_of((shared / "data" / file).read_bytes(), plan)
    mapping = understood(found.header, plan)
    assert (mapping.kind.id if mapping.kind else "") == kind
    assert len(found.rows) == rows
    if file.startswith("registries/crunchbase_2013_rounds"):
        joined = laid_out(found, mapping)
        assert len(joined.rows) == len({row.cells[found.header.index("company_name")] for row in found.rows})  # fmt: skip
    assert mapping.unread == () or not kind
    assert {one.field for one in proposals(found, mapping)} <= {"keyword"}
