"""Files as people have them: any encoding, banner rows, cards; random bytes never give anything but a clear error."""

from __future__ import annotations

import csv
import gzip
import io
import json
from contextlib import suppress
from html import escape
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.collect.collect import collect
from expolens.errors import SourceError, StudyError
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from expolens.store.tables import Tables
from expolens.wording import note

LIST = SourcePlan("list", "list", "list.csv")
cells = (
    st.text(
        st.characters(
            codec="utf-8",
            exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf"],
            exclude_characters="\ufeff:：",
        ),
        min_size=1,
        max_size=12,
    )
    .map(str.strip)
    .filter(bool)
)


def table(grid: Grid) -> list[tuple[str, ...]]:
    return [grid.header, *(row.cells for row in grid.rows)]


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_are_a_grid_or_a_clear_error(data: bytes) -> None:
    for name in ("a.csv", "a.xlsx", "a.html", "a.json", "a.csv.gz"):
        with suppress(SourceError):
            assert grid_of(data, SourcePlan("s", "list", name)).rows


@given(
    st.lists(st.tuples(cells, cells, cells), min_size=2, max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_delimited_text_comes_back(
    rows: list[tuple[str, str, str]], delimiter: str, end: str
) -> None:
    text = io.StringIO()
    header = ("公司名称", "展位号", "备注")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        [header, *rows]
    )
    plan = SourcePlan("s", "list", "a.csv", delimiter=delimiter)
    for data in (text.getvalue().encode("utf-8-sig"), gzip.compress(text.getvalue().encode())):
        assert table(grid_of(data, plan))[1:] == [tuple(row) for row in rows]


def test_chinese_encodings() -> None:
    text = "公司名称,展位号\n示例甲科技有限公司,A01\n示例乙软件有限公司,A02\n"
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"):
        assert table(grid_of(text.encode(encoding), LIST))[1][0] == "示例甲科技有限公司", encoding
    assert (
        table(
            grid_of(
                "公司名稱,展位\n示例科技,A1\n".encode("big5"),
                SourcePlan("s", "list", "a.csv", encoding="big5"),
            )
        )[0][0]
        == "公司名稱"
    )


def workbook(rows: list[list[object]], *, merge: str = "") -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("数据")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if merge:
            sheet.merge_range(merge, "导出时间：2021-05-06，仅供参考")
    return content.getvalue()


def test_a_banner_above_the_header_is_left_out_and_said() -> None:
    data = workbook(
        [
            ["", "", ""],
            ["企业名称", "统一社会信用代码", "注册资本"],
            ["示例甲", "911100006000373410", 1000.0],
            ["示例乙", "-", "1.5亿元"],
        ],
        merge="A1:C1",
    )
    grid = grid_of(data, SourcePlan("s", "registry", "r.xlsx"))
    assert table(grid) == [
        ("企业名称", "统一社会信用代码", "注册资本"),
        ("示例甲", "911100006000373410", "1000"),
        ("示例乙", "-", "1.5亿元"),
    ]
    assert grid.rows[0].place == "数据!3"
    assert any(note(one, "en").endswith("above the header left out") for one in grid.notes)


def test_a_workbook_cut_short_or_called_otherwise() -> None:
    data = workbook([["公司名称", "展位号"], ["示例甲", "A1"], ["示例乙", "A2"]])
    for length in (30, len(data) // 2, len(data) - 10):
        with pytest.raises(SourceError):
            grid_of(data[:length], SourcePlan("s", "list", "a.xlsx"))
    assert any("read as a workbook" in note(one, "en") for one in grid_of(data, LIST).notes)


@given(
    st.lists(
        st.tuples(cells, cells, st.lists(cells, max_size=3)),
        min_size=3,
        max_size=8,
        unique_by=lambda row: row[0],
    )
)
def test_cards_of_a_page(rows: list[tuple[str, str, list[str]]]) -> None:
    cards = "".join(
        f'<li class="exhibitor"><h3 class="name">{escape(a)}</h3><span class="booth">{escape(b)}</span>'
        f'<ul class="tags">{"".join(f"<li>{escape(tag)}</li>" for tag in tags)}</ul></li>'
        for a, b, tags in rows
    )
    page = f"<!doctype html><html><head><meta charset=utf-8><title>x</title></head><body><ul class=exhibitors>{cards}</ul></body></html>"
    grid = grid_of(page.encode(), SourcePlan("s", "list", "page.html"))
    assert len(grid.rows) == len(rows)
    name = grid.header.index("name")
    assert [row.cells[name] for row in grid.rows] == [" ".join(a.split()) for a, _, _ in rows]


def test_a_table_with_spans() -> None:
    page = "<table><tr><th>公司名称</th><th>展位号</th></tr><tr><td>示例甲</td><td rowspan=2>A01</td></tr><tr><td>示例乙</td></tr><tr><td colspan=2>示例丙</td></tr></table>"
    assert table(grid_of(page.encode(), SourcePlan("s", "list", "p.html")))[1:] == [
        ("示例甲", "A01"),
        ("示例乙", "A01"),
        ("示例丙", "示例丙"),
    ]


@given(
    st.lists(
        st.fixed_dictionaries({"name": cells, "booths": st.lists(cells, max_size=3)}),
        min_size=1,
        max_size=5,
    )
)
def test_json_by_its_shape(items: list[dict[str, object]]) -> None:
    for content in (
        json.dumps(items),
        json.dumps({"data": {"exhibitors": items, "page": 1}}),
        "\n".join(map(json.dumps, items)),
    ):
        grid = grid_of(content.encode(), SourcePlan("s", "list", "a.json"))
        name = grid.header.index("name")
        assert [row.cells[name] for row in grid.rows] == [item["name"] for item in items]


def collected(folder: Path, text: str, **more: object) -> Tables:
    (folder / "list.csv").write_text(text, "utf-8")
    return collect([SourcePlan("list", "list", "list.csv", **more)], folder=folder)  # type: ignore[arg-type]


def test_an_inserted_row_changes_no_other_key(tmp_path: Path) -> None:
    rows = ["示例甲,A1", "示例乙,A2", "示例乙,A2", ",A3"]
    before = collected(tmp_path, "公司名称,展位号\n" + "\n".join(rows))["records"][
        "key"
    ].to_pylist()
    after = collected(tmp_path, "公司名称,展位号\n" + "\n".join([rows[0], "新来,B1", *rows[1:]]))[
        "records"
    ]["key"].to_pylist()
    assert len(set(before)) == 4
    assert [key for key in after if key in before] == before
    assert len(after) == 5


def test_personal_columns_are_in_no_record(tmp_path: Path) -> None:
    made = collected(
        tmp_path, "公司名称,联系电话,邮箱,法定代表人\n示例甲,13800000000,a@example.org,某某\n"
    )
    assert "13800000000" not in str(made["records"].to_pylist())
    assert made["sources"].to_pylist()[0]["personal"] == ["联系电话", "邮箱", "法定代表人"]


def test_a_stable_column_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="no column '编号'"):
        collected(tmp_path, "公司名称\n示例甲\n", stable="编号")
