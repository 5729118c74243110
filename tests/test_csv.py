"""Delimited text: no row is lost to a quotation mark, no name to its comma."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.errors import SourceError, StudyError
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from expolens.readers.csv import csv_grid
from expolens.readers.grid import named_apart
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


@pytest.mark.parametrize("mark", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;"])
def test_the_first_line_can_say_the_delimiter(mark: str) -> None:
    grid = read(f"{mark}\r\n公司名称;备注\r\n示例甲;a,b,c\r\n示例乙;d,e,f\r\n")
    assert cells(grid) == [("示例甲", "a,b,c"), ("示例乙", "d,e,f")]
    assert (grid.notes, grid.place, [row.place for row in grid.rows]) == ((), "row 2", ["row 3", "row 4"])  # fmt: skip


QUOTED = st.text('示例a,b\n "', min_size=1, max_size=6).filter(lambda t: t.strip() == t != "")


@settings(deadline=None)
@given(st.lists(st.tuples(QUOTED, QUOTED, QUOTED), min_size=2, max_size=6), st.data())
def test_a_file_that_is_cut_gives_no_wrong_cell(
    rows: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([("公司名称", "展位号", "备注"), *rows])
    whole = text.getvalue().replace("\r\n", "\n")
    at = data.draw(st.integers(len("公司名称") + 2, len(whole) - 2))
    try:
        grid = read(whole[:at])
    except SourceError:
        return
    if grid.header != ("公司名称", "展位号", "备注") or "rows of their own" in said(grid):
        return
    told = any(one.split("\t")[0] in ("cut_in_cell", "quotes_as_letters", "loose_quotes") for one in grid.notes)  # fmt: skip
    for n, row in enumerate(cells(grid)):
        for cell, right in zip(row, rows[n], strict=True):
            assert cell in (right, "") or (n == len(grid.rows) - 1 and told) or '"' in right


def test_a_file_cut_inside_a_cell_is_told_to_be_a_part() -> None:
    whole = '公司名称,展位号,备注\n"示例甲","A1","x"\n"示例乙","A2","lines\nof te'
    grid = read(whole)
    assert cells(grid) == [("示例甲", "A1", "x"), ("示例乙", "A2", "")]
    assert "ends in the middle of line 3" in said(grid)
    # A stray mark in a last line that is whole is a letter of it.
    assert cells(read("公司名称,展位号\n示例甲,A1\n示例乙,B1\n示例丙,B2\n示例戊,\"C1"))[3][0] == "示例戊"  # fmt: skip


def test_a_last_line_that_is_short_and_has_no_end_is_told() -> None:
    lines = "公司名称,展位号,备注\n" + "示例甲,A1,x\n" * 8
    assert "may be cut" in said(read(lines + "示例乙,A"))
    for more in ("示例乙,A\n", "示例乙,A,y", "合计", "注：仅供参考"):
        assert "may be cut" not in said(read(lines + more))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("x" * 12_000_000, "line 1 is 12,000,000 characters long"),
        ("name,booth\nA,1\n" + "a," * 6_000_000, "line 3 is 12,000,000 characters long"),
        ("name,booth\n" + "A,A1\n" * 2_000 + "x," * 15_000, "row 2002 has 15,001 cells"),
        ("name,booth\n" + "x," * 30_000 + "\n", "30,001 cells"),
        ('name,booth\n"' + "abc\n" * 3_000_000 + '"', "quotation mark in line 2"),
        (",".join(f"c{n}" for n in range(15_000)), "no row below it"),
    ],
)  # fmt: skip
def test_lines_without_an_end_are_refused_in_time(text: str, what: str) -> None:
    begun = time.process_time()
    with pytest.raises(SourceError, match=what) as error:
        read(text)
    assert len(str(error.value)) < 1000
    assert time.process_time() - begun < 5


def test_totals_without_end_are_no_trouble() -> None:
    begun = time.process_time()
    grid = read("公司名称,展位数\n" + "示例甲,1\n合计,3\n" * 20_000)
    assert time.process_time() - begun < 5
    assert grid.rows[0].cells == ("示例甲", "1")


def test_many_columns_of_one_name_are_named_apart() -> None:
    header, notes = named_apart(["a"] * 5_000, 10_000)
    assert len(set(header)) == 10_000
    assert header[4_999] == "a (5000)"
    assert sum(one.startswith("no_header") for one in notes) == 10


@settings(deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(["a", "b", "a (2)", "", "column 2"]), max_size=6), max_size=1),
    st.integers(0, 8),
)  # fmt: skip
def test_columns_are_named_apart(header: list[list[str]], width: int) -> None:
    names, _ = named_apart(header[0] if header else [], width)
    assert len(set(names)) == len(names) == width


@settings(deadline=None)
@given(st.text('a,"\n 示;\t', max_size=60))
def test_rows_have_the_numbers_of_the_csv_module(text: str) -> None:
    reader = csv.reader(io.StringIO(text), delimiter=",", strict=True)
    try:
        grid = csv_grid(text, where="x", delimiter=",")
        known = [(f"row {reader.line_num}", row) for row in reader if row]
    except (SourceError, csv.Error):
        return
    if any(one.startswith(("rows_in", "quotes")) for one in grid.notes):
        return
    numbers = {place: n for n, (place, _) in enumerate(known)}
    above = numbers[grid.place] if grid.place else numbers[grid.rows[0].place] - 1
    for row in grid.rows:
        assert row.number == numbers[row.place] - above
        there = [*map(str.strip, known[numbers[row.place]][1])]
        assert [*row.cells[: len(there)]] == there


def test_a_large_file_in_time(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    row = "fair-2018,{n},Stand-in Company {n} Ltd.,,Germany,www.stand-in-{n}.com,Some Street {n},Aerospace\n"
    path.write_text(
        "event,position,name,alias,country,website,address,category\n"
        + "".join(row.format(n=n) for n in range(200_000)),
        "utf-8",
    )
    code = (
        "import sys, time; from expolens.readers import grid_of; from expolens.model.study import SourcePlan\n"
        f"grid = grid_of(open({str(path)!r}, 'rb').read(), SourcePlan('l', 'list', 'l.csv'))\n"
        "most = [line for line in open('/proc/self/status') if 'VmHWM' in line][0].split()[1] if sys.platform == 'linux' else 0\n"
        "print(len(grid.rows), time.process_time(), most)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rows, seconds, most = out.stdout.split()
    assert int(rows) == 200_000
    # 1.3 s on the machine it was written on; this is not a test of the machine.
    assert float(seconds) < 6
    if sys.platform == "linux":
        assert int(most) < 300_000
