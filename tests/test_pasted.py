"""Pasted lists: blocks, numbers, marks, names in a line, columns of spaces; every line is in the grid or told."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.errors import SourceError
from expolens.readers import Grid
from expolens.readers.csv import csv_grid
from expolens.readers.encoding import decoded
from expolens.readers.pasted import pasted_grid
from expolens.readers.spaced import spaced
from expolens.wording import note

NAMES = ["示例甲有限公司", "示例乙", "Stand-in GmbH", "Example Two", "Other Ltd.", "Third S.A."]
COUNTRIES = ["Germany", "France", "Italy", "Japan"]
name = st.integers(0, 9_999).map(lambda n: f"Stand-in {n} GmbH")
booth = st.tuples(st.sampled_from("ABCD"), st.integers(1, 99)).map(lambda one: f"{one[0]}{one[1]:02}")  # fmt: skip
hall = st.integers(1, 9).map(lambda n: f"Hall {n}")


def grid_in(text: str) -> Grid:
    grid = pasted_grid(text, where="x")
    assert grid is not None
    return grid


def cells(grid: Grid) -> list[dict[str, str]]:
    return [{h: c for h, c in zip(grid.header, row.cells, strict=True) if c} for row in grid.rows]


@settings(deadline=None)
@given(
    st.lists(st.tuples(name, hall, booth, st.sampled_from(COUNTRIES), st.booleans()), min_size=3, max_size=9),
    st.sampled_from(["", "Exhibitors 2026\n\n"]),
    st.permutations(["stand", "country", "web"]),
)  # fmt: skip
def test_blocks_of_lines(
    rows: list[tuple[str, str, str, str, bool]], head: str, order: list[str]
) -> None:
    blocks = []
    for n, (one, where, number, land, _) in enumerate(rows):
        lines = {"stand": f"{where}, Stand {number}", "country": land, "web": f"www.example-{n}.com"}  # fmt: skip
        blocks.append("\n".join([one, *(lines[key] for key in order)]))
    grid = grid_in(head + "\n\n".join(blocks) + "\n")
    assert cells(grid) == [
        {"name": one, "booth": number, "hall": where, "country": land, "website": f"www.example-{n}.com"}
        for n, (one, where, number, land, _) in enumerate(rows)
    ]  # fmt: skip
    assert ("Exhibitors 2026" in " ".join(grid.notes)) == bool(head)


def test_blocks_of_other_lengths_and_orders() -> None:
    text = "A12\nStand-in\nPumps\n\nB07\nExample Two\n\nC01\nThird\nMotors\n+49 89 1234567\n"
    assert cells(grid_in(text)) == [
        {"name": "Stand-in", "booth": "A12", "line 2": "Pumps"},
        {"name": "Example Two", "booth": "B07"},
        {"name": "Third", "booth": "C01", "line 2": "Motors", "phone": "+49 89 1234567"},
    ]


def test_what_a_line_says_of_itself() -> None:
    text = (
        "公司名称：示例甲\n展位号：A1\n官网：www.example.org\n\n公司名称：示例乙\n展位号：A2；A3\n"
    )
    assert cells(grid_in(text)) == [
        {"name": "示例甲", "booth": "A1", "website": "www.example.org"},
        {"name": "示例乙", "booth": "A2；A3"},
    ]


def test_a_company_that_is_called_like_a_country() -> None:
    text = "Jordan\nHall 1 A1\nGermany\n\nAlpha\nHall 1 A2\nFrance\n\nBeta\nHall 2 B1\nItaly\n"
    assert [row["name"] for row in cells(grid_in(text))] == ["Jordan", "Alpha", "Beta"]


def test_letters_between_blocks_are_told() -> None:
    grid = grid_in("A\n\nAlpha\nStand 1\n\nAsta\nStand 2\n\nB\n\nBeta\nStand 3\n")
    assert [row["name"] for row in cells(grid)] == ["Alpha", "Asta", "Beta"]
    assert "2 lines beside the entries left out: A | B" in [note(one, "en") for one in grid.notes]


def test_entries_of_equally_many_lines() -> None:
    grid = grid_in("Exhibitors\nOne\nTools\nA12\nTwo\nToys\nB07\nThree\nPumps\nC01\nFour\nPens\nC02\n")  # fmt: skip
    assert [row["name"] for row in cells(grid)] == ["One", "Two", "Three", "Four"]
    assert [row["booth"] for row in cells(grid)] == ["A12", "B07", "C01", "C02"]


@settings(deadline=None)
@given(
    st.lists(name, min_size=3, max_size=12),
    st.sampled_from(["{n}. {name}", "{n}、{name}", "({n}) {name}", "（{n}）{name}", "{n}) {name}", "• {name}", "- {name}", "* {name}", "●{name}", "No. {n}: {name}"]),
    st.sampled_from(["", "名单：\n"]),
)  # fmt: skip
def test_numbered_and_marked_lists(names: list[str], form: str, head: str) -> None:
    text = head + "\n".join(form.format(n=n, name=one) for n, one in enumerate(names, 1))
    assert cells(grid_in(text)) == [{"name": one} for one in names]


def test_entries_that_go_on() -> None:
    text = "1. Stand-in\n   Hall 3, A12\n   Germany\n2. Other Ltd.\n   Hall 4, B12\n   France\n3. C\n   Hall 1, C3\n"
    assert cells(grid_in(text)) == [
        {"name": "Stand-in", "booth": "A12", "hall": "Hall 3", "country": "Germany"},
        {"name": "Other Ltd.", "booth": "B12", "hall": "Hall 4", "country": "France"},
        {"name": "C", "booth": "C3", "hall": "Hall 1"},
    ]


@settings(deadline=None)
@given(
    st.lists(st.text("示例甲乙丙丁", min_size=1, max_size=5), min_size=4, max_size=12),
    st.sampled_from("、；"),
    st.sampled_from(["", "参展商：", "出席：", "Exhibitors: "]),
    st.sampled_from(["", "。", "\n"]),
)
def test_names_in_one_line(names: list[str], mark: str, head: str, end: str) -> None:
    grid = grid_in(head + mark.join(names) + end)
    assert [row.cells for row in grid.rows] == [(one,) for one in names]
    assert grid.named


def test_separators_in_brackets_part_nothing() -> None:
    grid = grid_in("示例甲、示例乙（上海、北京）、示例丙、示例丁、示例戊")
    assert [row.cells[0] for row in grid.rows][1] == "示例乙（上海、北京）"


def test_a_line_a_field_keeps_the_field() -> None:
    grid = grid_in("医疗：示例甲、示例乙、示例丙、示例丁\n软件：示例戊、示例己、示例庚、示例辛\n")
    assert grid.rows[5].cells == ("示例己", "软件")


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.text("示例ab", min_size=1, max_size=9), booth, st.sampled_from(COUNTRIES)), min_size=2, max_size=8),
    st.integers(2, 5),
)  # fmt: skip
def test_columns_of_spaces(rows: list[tuple[str, str, str]], gap: int) -> None:
    table = [("Name", "Booth", "Country"), *rows]
    wide = [max(len(row[n]) + sum(char > "\u2e80" for char in row[n]) for row in table) for n in range(3)]  # fmt: skip
    lines = []
    for row in table:
        padded = (cell + " " * (wide[n] - len(cell) - sum(char > "\u2e80" for char in cell) + gap) for n, cell in enumerate(row))  # fmt: skip
        lines.append("".join(padded).rstrip())
    grid = grid_in("\n".join(lines))
    assert grid.header == table[0]
    assert [row.cells for row in grid.rows] == rows


def test_columns_with_empty_cells() -> None:
    lines = ["Name                 Booth   Country", "Stand-in GmbH        A12     Germany", "Example Two                  France", "Third Long Name Inc. C1      Italy"]  # fmt: skip
    assert spaced(lines) == [
        ["Name", "Booth", "Country"], ["Stand-in GmbH", "A12", "Germany"],
        ["Example Two", "", "France"], ["Third Long Name Inc.", "C1", "Italy"],
    ]  # fmt: skip


def test_a_table_drawn_with_strokes() -> None:
    grid = grid_in("| Name | Booth |\n|------|:-----:|\n| Stand-in | A1 |\n| Other | A2 |\n")
    assert (grid.header, grid.rows[1].cells) == (("Name", "Booth"), ("Other", "A2"))


NOT_PASTED = [
    "公司名称,展位\n示例甲,A1\n\n示例乙,A2\n", "name,booth\nA,1\nB,2\n\nC,3\nD,4\n", "Stand-in A\nStand-in B Co., Ltd.\nC\n", "公司名称\n示例甲\n示例乙\n\n示例丙\n示例丁\n",
    "Alpha GmbH\nAsta AG\n\nBeta\nGamma\n\nDelta\nEps\n", "Name\tBooth\nA\tA1\nB\tA2\n", "Name  |  Booth\nA GmbH  |  A1\nB  |  A2\n", "1,示例甲\n2,示例乙\n3,示例丙\n", "",
    "Stand-in Co., Ltd.\nOther Co., Ltd.\n", "1.5\n2.5\n3.5\n", "3M\n7-Eleven\nPier 1\n",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_PASTED)
def test_what_is_not_pasted_is_left_to_others(text: str) -> None:
    assert pasted_grid(text, where="x") is None


def test_strokes_with_spaces_are_delimiters() -> None:
    grid = csv_grid("Name  |  Booth\nA GmbH  |  A1\nB  |  A2\n", where="x")
    assert (grid.header, grid.rows[0].cells) == (("Name", "Booth"), ("A GmbH", "A1"))


line = st.one_of(
    name, booth, hall, st.sampled_from([*COUNTRIES, "", "", "www.example.org", "1. 示例甲", "2. 示例乙", "• 示例丙", "示例丁、示例戊、示例己、示例庚", "a  b   c", "| a | b |", "展位：A9", "Hall 3, Stand A12", "(", "、、", "1.", "-----"]),
    st.text("示a1.、 -•|:：\t,", max_size=8),
)  # fmt: skip
WORD = re.compile(r"[^\W_]+")


@settings(deadline=None, max_examples=600)
@given(st.lists(line, max_size=16))
def test_every_line_is_in_the_grid_or_told(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        grid = pasted_grid(text, where="x")
    except SourceError:
        return
    if grid is None:
        return
    there = " ".join(
        [*grid.header, *grid.notes, *(cell for row in grid.rows for cell in row.cells)]
    )
    # What says that a booth is one, and the label of a field, is in the name of its column.
    for one in lines:
        for word in WORD.findall(one.replace("Stand ", "").replace("展位：", "")):
            counted = word.isdigit() and re.match(rf"\s*[(（]?(?:no\.?\s*)?{word}", one)
            assert word in there or counted or " more)" in there


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_grid_or_none_or_a_clear_error(text: str) -> None:
    try:
        grid = pasted_grid(text, where="x")
    except SourceError:
        return
    assert grid is None or grid.rows


@pytest.mark.parametrize(
    "text",
    [
        "示例、" * 3_000_000, "示例、" * 100_000, "(" * 5_000_000, "-" * 9_000_000 + "x\n" + "A  B\n" * 9, "1. a\n2. b\n3. c\n" + "x" * 12_000_000,
        "A\nHall 1 A1\n\nB\nHall 2 A2\n\n" * 10_000, "a  b\n" * 50_000, "：" * 3_000_000, "- a\n" * 60_000,
    ],
    ids=range(9),
)  # fmt: skip
def test_large_texts_take_no_time_without_end(text: str) -> None:
    begun = time.process_time()
    said = ""
    try:
        pasted_grid(text, where="x")
    except SourceError as error:
        said = str(error)
    assert len(said) < 1_000
    assert time.process_time() - begun < 8


def test_real_delimited_files_are_not_pasted(shared: Path) -> None:
    for path in sorted((shared / "data").rglob("*.csv")) + sorted((shared / "data").rglob("*.txt")):
        text, _, _ = decoded(path.read_bytes(), where="x")
        assert pasted_grid(text, where="x") is None, path.name
