"""Which row is the header, which sheets are one list, which rows are none of its things."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.collect.collect import collect
from expolens.model.study import SourcePlan
from expolens.parse import parse
from expolens.readers import Grid, grid_of
from expolens.readers.footers import footer
from expolens.wording import note

HEAD = ["公司名称", "展位号"]


def workbook(sheets: dict[str, list[list[str]]]) -> Grid:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return grid_of(content.getvalue(), SourcePlan("l", "list", "l.xlsx"))


def read(text: str) -> Grid:
    return grid_of(text.encode(), SourcePlan("l", "list", "l.csv"))


def cells(grid: Grid) -> list[tuple[str, ...]]:
    return [row.cells for row in grid.rows]


def said(grid: Grid) -> str:
    return " ".join(note(one, "en") for one in grid.notes)


@settings(deadline=None)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=4))
def test_a_sheet_a_hall_is_one_list(counts: list[int]) -> None:
    sheets = {
        f"{n}号馆": [HEAD, *([f"示例{n}{i}", f"{n}A{i}"] for i in range(count))]
        for n, count in enumerate(counts)
    }
    others = {
        "统计": [["类别", "数"], *([str(n), "1"] for n in range(30))],
        "说明": [["仅供参考"]],
        "空": [],
    }
    grid = workbook(sheets | others)
    assert grid.header == (*HEAD, "展馆")
    assert cells(grid) == [
        (f"示例{n}{i}", f"{n}A{i}", f"{n}号馆")
        for n, count in enumerate(counts)
        for i in range(count)
    ]
    assert "统计 (30)" in said(grid)
    assert "说明" in said(grid)
    assert f"{len(counts)} tables" in said(grid)


def test_columns_in_another_order_are_the_same_columns() -> None:
    grid = workbook({"名单": [HEAD, ["示例甲", "A1"]], "名单2": [HEAD[::-1], ["A2", "示例乙"]]})
    assert cells(grid) == [("示例甲", "A1", "名单"), ("示例乙", "A2", "名单2")]
    assert grid.header[-1] == "sheet"


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        ("公司名称,公司名称,展位号,展位号\n示例甲,A,A1,A2\n示例乙,B,B1,B2\n", ("公司名称", "公司名称 (2)", "展位号", "展位号 (2)"), 2),
        ("导出时间,2025-05-01,\n公司名称,展位号,关键词\n示例甲,A1,\n示例乙,A2,\n示例丙,A3,x\n", ("公司名称", "展位号", "关键词"), 3),
        ("公司名称,展位号,关键词,省份,成立日期,备注\n示例甲,,,,,\n示例乙,,,,,\n示例丙,,,,,\n", ("公司名称", "展位号", "关键词", "省份", "成立日期", "备注"), 3),
        ("Firma;Rolle;Stand\n示例甲;展商;A1\n示例乙;展商;A2\n", ("Firma", "Rolle", "Stand"), 2),
        ("说明\n" * 20 + "公司名称,展位号\n示例甲,A1\n示例乙,A2\n", ("公司名称", "展位号"), 2),
    ],
)  # fmt: skip
def test_known_words_make_a_header(text: str, header: tuple[str, ...], rows: int) -> None:
    grid = read(text)
    assert (grid.header, len(grid.rows)) == (header, rows)


def test_totals_notes_and_the_header_again_are_left_out_and_said() -> None:
    grid = read(
        "公司名称,展位号\n示例甲,A1\n公司名称,展位号\n示例乙,B1\n合计,2\n注：本表仅供参考,\n"
    )
    assert cells(grid) == [("示例甲", "A1"), ("示例乙", "B1")]
    assert "header repeated 1 time" in said(grid)
    assert "2 rows of totals or notes left out: 合计 2 | 注：本表仅供参考" in said(grid)


@pytest.mark.parametrize(
    "text", ["Company,Stand\nTotal,12\nAirbus,13\nZeiss,14\n", "公司名称,展位号\n合计,A1\n示例乙,B1\n", "公司名称\n示例甲\n合计：1家\n"]
)  # fmt: skip
def test_what_may_be_a_company_stays(text: str) -> None:
    assert len(read(text).rows) == text.count("\n") - 1


@settings(deadline=None)
@given(st.lists(st.tuples(st.text("示例甲乙丙", min_size=1, max_size=4), st.integers(1, 99)), min_size=2, max_size=9))  # fmt: skip
def test_a_sum_is_left_out_and_a_wrong_one_of_a_name_stays(rows: list[tuple[str, int]]) -> None:
    body = "".join(f"{name},{area}\n" for name, area in rows)
    total = sum(area for _, area in rows)
    assert len(read(f"公司名称,面积\n{body}合计,{total}\n").rows) == len(rows)
    wrong = total + len(rows) + 1
    assert len(read(f"公司名称,面积\n{body}Total,{wrong}\n").rows) == len(rows) + 1
    off = read(f"公司名称,面积\n{body}合计,{wrong}\n")
    assert len(off.rows) == len(rows)
    assert f"合计 {wrong}" in said(off)


def test_a_row_that_reads_like_a_total_is_remarked_on(tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text("公司名称\n示例甲\n合计：1家\n", "utf-8")
    plans = [SourcePlan("l", "list", "l.csv")]
    made = parse(collect(plans, folder=tmp_path), plans=plans)
    assert [(row["code"], row["detail"]) for row in made["remarks_parse"].to_pylist()] == [("footer", "合计：1家")]  # fmt: skip


def test_companies_are_no_footers() -> None:
    assert not any(map(footer, ("示例科技有限公司", "总计科技有限公司", "Note Medical Ltd.", "Totally Inc.", "来源科技")))  # fmt: skip
