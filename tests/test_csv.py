"""Delimited text: no row is lost to a quotation mark, no name to its comma."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.errors import SourceError, StudyError
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from expolens.wording import note

words = st.text("示例科技有限公司ABC123 ()&-.", min_size=1, max_size=10).map(str.strip).filter(bool)


def read(text: str, **more: str) -> Grid:
    return grid_of(text.encode(), SourcePlan("l", "list", "l.csv", **more))


def cells(grid: Grid) -> list[tuple[str, ...]]:
    return [row.cells for row in grid.rows]


def said(grid: Grid) -> str:
    return " ".join(note(one, "en") for one in grid.notes)


@settings(deadline=None)
@given(
    st.lists(st.tuples(words, words, words), min_size=4, max_size=12),
    st.integers(0, 11),
    st.integers(0, 2),
    st.booleans(),
)
def test_a_stray_quotation_mark_loses_no_row(
    rows: list[tuple[str, str, str]], at: int, column: int, before: bool
) -> None:
    made = [list(row) for row in rows]
    row = made[at % len(made)]
    row[column] = f'"{row[column]}' if before else f'{row[column]}"'
    text = "公司名称,展位号,备注\n" + "\n".join(",".join(row) for row in made) + "\n"
    grid = read(text)
    assert [tuple(row) for row in made] == cells(grid)
    assert not before or "quotation marks in 1 line" in said(grid)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(*[st.text('示例"A,b\n', min_size=1, max_size=6).filter(lambda t: t.strip() == t != "")] * 3),
        min_size=1,
        max_size=6,
    )
)  # fmt: skip
def test_well_formed_cells_of_several_lines_stay(rows: list[tuple[str, str, str]]) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([("公司名称", "展位号", "备注"), *rows])
    assert cells(read(text.getvalue())) == rows


def test_two_stray_marks_that_close_each_other() -> None:
    text = '公司名称,展位号\n示例甲,"A1\n示例乙,B1\n示例丙,B2\n示例丁,"\n示例戊,C1\n'
    grid = read(text)
    assert [row[0] for row in cells(grid)] == ["示例甲", "示例乙", "示例丙", "示例丁", "示例戊"]
    assert "2, 5" in said(grid)


def test_where_lines_do_not_fit_either_the_line_is_named() -> None:
    with pytest.raises(SourceError, match="line 4"):
        read('name,booth,k\n"A\nInc.",A1,x\nC,"C1,y\nD,D1,z\n')


def test_a_cell_that_looks_like_rows_is_said() -> None:
    grid = read('公司名称,展位号,备注\n"示例甲","A1","x\n1,2,3"\n"示例乙, 丙",B1,y\n')
    assert len(grid.rows) == 2
    assert "look like rows" in said(grid)


@pytest.mark.parametrize(
    "text",
    ["Company\nStand-in A Co., Ltd.\nStand-in B Co., Ltd.\nStand-in C Inc.\n", "参展商\n示例甲\n示例乙, Stand-in Ltd.\n示例丙\n"],
)  # fmt: skip
def test_a_list_of_names_with_commas_is_one_column(text: str) -> None:
    grid = read(text)
    assert [row[0] for row in cells(grid)] == text.strip().split("\n")[1:]


@pytest.mark.parametrize("delimiter", [",,", '"', "\n"])
def test_a_delimiter_that_can_be_none(delimiter: str) -> None:
    with pytest.raises(StudyError, match="delimiter"):
        read("a,b\n1,2\n", delimiter=delimiter)
