"""PDF directories and tables come back row for row, in every layout that catalogues are printed in."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from expolens.errors import SourceError
from expolens.layouts.header import meaning
from expolens.readers.grid import Grid
from expolens.readers.pdf import damage_of, grid_of_words, pdf_grid, pdf_words
from expolens.readers.pdf.values import booth_first, booth_last, kind_of, label_of
from pdfs import (
    Columns,
    book,
    catalogue,
    chinese_font,
    firms,
    floor_plan,
    guide,
    index,
    table,
)

FIRMS = firms(120)
WIDE = [140, 50, 80, 280, 180]
CHINESE = [
    (
        f"示例{'甲乙丙丁戊己庚辛'[n % 8]}{'星河山海'[n % 4]}{'云风'[n // 32 % 2]}医疗科技有限公司",
        f"A{100 + n}",
        f"示例省示例市示例区示例路{n}号示例大厦第{n}层",
        f"www.shili{n}.example",
    )
    for n in range(60)
]


def column(grid: Grid, field: str) -> list[str]:
    """The cells of the column that means a field."""
    at = next(i for i, header in enumerate(grid.header) if meaning(header) == field)
    return [row.cells[at] for row in grid.rows]


def read(data: bytes) -> Grid:
    # In this process, for there are thousands.
    return grid_of_words(pdf_words(data), where="x.pdf", damage=damage_of(data))


def codes(grid: Grid) -> set[str]:
    return {note.partition("\t")[0] for note in grid.notes}


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_printed_catalogue(columns: int) -> None:
    grid = read(catalogue(FIRMS, columns))
    assert column(grid, "name") == [one.name for one in FIRMS]
    assert column(grid, "booth") == [one.booth for one in FIRMS]
    assert column(grid, "country") == [one.country for one in FIRMS]
    assert column(grid, "website") == [one.web for one in FIRMS]
    assert column(grid, "address") == [f"{one.street}, {one.city}" for one in FIRMS]
    assert {"pdf_letters", "pdf_furniture"} <= codes(grid)


@pytest.mark.parametrize("columns", [2, 3])
def test_a_show_guide_of_names_and_paragraphs(columns: int) -> None:
    grid = read(guide(FIRMS, columns))
    assert column(grid, "name") == [one.name.upper() for one in FIRMS]
    assert column(grid, "booth") == [one.booth for one in FIRMS]
    assert column(grid, "intro") == [one.about for one in FIRMS]
    assert column(grid, "phone") == [one.phone for one in FIRMS]
    assert column(grid, "hall") == [str(ord(one.booth[0]) - 64) for one in FIRMS]


@pytest.mark.parametrize("columns", [2, 3])
def test_an_index_with_dot_leaders(columns: int) -> None:
    grid = read(index(FIRMS, columns))
    assert column(grid, "name") == [one.name for one in FIRMS]
    assert column(grid, "booth") == [one.booth for one in FIRMS]
    assert any("Index of exhibitors" in note for note in grid.notes)


@pytest.mark.parametrize("columns", [3, 4])
def test_the_list_beside_a_floor_plan(columns: int) -> None:
    grid = read(floor_plan(FIRMS, columns))
    rows = sorted(FIRMS, key=lambda one: one.booth)
    assert column(grid, "name") == [one.name for one in rows]
    assert column(grid, "booth") == [one.booth for one in rows]
    assert column(grid, "hall") == [f"Hall {one.booth[0]}" for one in rows]


@pytest.mark.parametrize("labelled", [False, True])
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_chinese_book_of_blocks(columns: int, labelled: bool) -> None:
    grid = read(book(CHINESE, columns, labelled_name=labelled))
    assert column(grid, "name") == [one[0] for one in CHINESE]
    assert column(grid, "booth") == [one[1] for one in CHINESE]
    assert column(grid, "address") == [one[2] for one in CHINESE]
    assert column(grid, "website") == [one[3] for one in CHINESE]


def test_a_font_that_is_not_embedded() -> None:
    grid = read(book(CHINESE, 2, embedded=False))
    assert column(grid, "name") == [one[0] for one in CHINESE]


@pytest.mark.parametrize("ruled", [False, True])
def test_a_table_over_several_pages(ruled: bool) -> None:
    rows = [(one.name, one.booth, one.country, one.about, one.web) for one in FIRMS]
    grid = read(
        table(
            rows, ["Company", "Booth", "Country", "Description", "Website"], ruled=ruled, wide=WIDE
        )
    )
    assert grid.header == ("Company", "Booth", "Country", "Description", "Website")
    assert [row.cells for row in grid.rows] == rows
    assert "header_again" in codes(grid)
    assert grid.rows[0].place == "page 1, line 2"


def test_cells_that_wrap_without_white_between_rows() -> None:
    rows = [(one.name, one.booth, one.country, one.web) for one in FIRMS]
    grid = read(
        table(rows, ["Exhibitor", "Stand", "Country", "Website"], pad=0, wide=[70, 50, 70, 100])
    )
    assert [row.cells for row in grid.rows] == rows


@pytest.mark.parametrize("align", ["TOP", "MIDDLE", "BOTTOM"])
def test_cells_at_the_top_the_middle_or_the_bottom_of_their_rows(align: str) -> None:
    rows = [(one.name, one.booth, one.country, one.web) for one in FIRMS]
    header = ["Exhibitor", "Stand", "Country", "Website"]
    grid = read(table(rows, header, pad=0, wide=[90, 50, 70, 100], align=align))
    assert [row.cells for row in grid.rows] == rows


def test_a_table_without_a_header_is_named_by_what_it_holds() -> None:
    rows = [(one.name, one.booth, one.country, one.web) for one in FIRMS]
    grid = read(table(rows, ["", "", "", ""], wide=[200, 60, 100, 200], pad=1))
    assert grid.header == ("name", "booth", "country", "website")
    assert [row.cells for row in grid.rows] == rows


@pytest.mark.parametrize("header", [False, True])
def test_a_table_that_stands_twice_beside_itself(header: bool) -> None:
    buffer = io.BytesIO()
    page = Canvas(buffer, pagesize=A4, invariant=1)
    for begin in range(0, len(FIRMS), 80):
        for side in (0, 1):
            page.setFont("Helvetica-Bold", 8)
            if header:
                page.drawString(40 + side * 270, 780, "Company")
                page.drawString(230 + side * 270, 780, "Booth")
            page.setFont("Helvetica", 8)
            for line, one in enumerate(FIRMS[begin + 40 * side : begin + 40 * side + 40]):
                page.drawString(40 + side * 270, 765 - line * 14, one.name)
                page.drawString(230 + side * 270, 765 - line * 14, one.booth)
        page.showPage()
    page.save()
    grid = read(buffer.getvalue())
    assert column(grid, "name") == [one.name for one in FIRMS]
    assert column(grid, "booth") == [one.booth for one in FIRMS]


def test_columns_so_close_that_no_white_is_between_them() -> None:
    buffer = io.BytesIO()
    page = Canvas(buffer, pagesize=A4, invariant=1)
    longest = max(pdfmetrics.stringWidth(one.name, "Helvetica", 8) for one in FIRMS)
    for line, cells in enumerate(
        [
            ("Company", "Booth", "Country"),
            *((one.name, one.booth, one.country) for one in FIRMS[:50]),
        ]
    ):
        page.setFont("Helvetica", 8)
        for cell, x in zip(cells, (40, 41 + longest, 70 + longest), strict=True):
            page.drawString(x, 790 - 12 * line, cell)
    page.save()
    grid = read(buffer.getvalue())
    assert [row.cells for row in grid.rows] == [
        (one.name, one.booth, one.country) for one in FIRMS[:50]
    ]


def test_a_page_that_is_turned() -> None:
    for turn in (90, 270):
        buffer = io.BytesIO()
        page = Canvas(buffer, pagesize=A4, invariant=1)
        page.translate(*((A4[0], 0) if turn == 90 else (0, A4[1])))
        page.rotate(turn)
        for line, one in enumerate(FIRMS[:30]):
            page.setFont("Helvetica", 9)
            page.drawString(50, 500 - 14 * line, one.name)
            page.drawString(350, 500 - 14 * line, one.booth)
        page.save()
        grid = read(buffer.getvalue())
        assert column(grid, "name") == [one.name for one in FIRMS[:30]]
        assert column(grid, "booth") == [one.booth for one in FIRMS[:30]]


def test_headings_of_categories_and_broken_words() -> None:
    page = Columns(2, head="Catalogue", size=8)
    for number, one in enumerate(FIRMS[:40]):
        if number % 10 == 0:
            page.room(60)
            page.line(f"Solutions of kind {number // 10}", font="Helvetica-Bold", size=14)
        page.room(60)
        page.line(one.name, font="Helvetica-Bold", size=9)
        page.line(f"Stand: {one.booth}")
        page.line("We make instru-")
        page.line("ments for wards and the self-")
        page.line("Service of patients.")
    grid = read(page.done())
    assert column(grid, "name") == [one.name for one in FIRMS[:40]]
    assert set(column(grid, "intro")) == {
        "We make instruments for wards and the self-Service of patients."
    }
    assert any(note.startswith("pdf_headings\t4\t") for note in grid.notes)


def test_the_words_and_their_boxes() -> None:
    buffer = io.BytesIO()
    page = Canvas(buffer, pagesize=A4)
    page.setFont("Helvetica-Bold", 12)
    page.drawString(50, 500, "Amber AG")
    page.save()
    state, total, pages = pdf_words(buffer.getvalue())
    words = pages[0][2]
    assert (state, total) == ("", 1)
    assert [(word[0], word[1], word[5], word[6]) for word in words[:1]] == [
        ("Amber", 50.0, 12.0, True)
    ]
    assert words[0][2] < A4[1] - 500 < words[0][4]


def blank(pages: int = 2) -> bytes:
    buffer = io.BytesIO()
    page = Canvas(buffer, pagesize=A4)
    for _ in range(pages):
        page.rect(100, 100, 200, 200, fill=1)
        page.showPage()
    page.save()
    return buffer.getvalue()


AWKWARD = st.lists(
    st.sampled_from(
        [
            "A1",
            "1/",
            ", ",
            "A1, ",
            " ",
            "-",
            ".",
            "(",
            "tel ",
            "Booth ",
            ":",
            "：",
            "展位号",
            "网址",
            "www.",
            "@",
            "x",
        ]
    ),
    max_size=2_000,
)


@settings(max_examples=60, deadline=2_000, suppress_health_check=[HealthCheck.too_slow])
@given(AWKWARD)
def test_a_line_of_anything_is_looked_at_in_no_time(parts: list[str]) -> None:
    text = "".join(parts)
    kind_of(text)
    for found in (label_of(text), booth_first(text, bare=True), booth_last(text, bare=True)):
        assert found is None or all(one in text for one in found)


def test_labels_that_share_a_line() -> None:
    page = Columns(1, size=9)
    font = chinese_font()
    for name, booth, address, web in CHINESE[:20]:
        page.line(name, font=font, size=11)
        page.line(f"展位号：{booth} 网址：{web}", font=font)
        page.line(f"公司地址：{address}；电话：0571-8800{booth[1:]}", font=font)
    grid = read(page.done())
    assert column(grid, "name") == [one[0] for one in CHINESE[:20]]
    assert column(grid, "booth") == [one[1] for one in CHINESE[:20]]
    assert column(grid, "website") == [one[3] for one in CHINESE[:20]]
    assert column(grid, "address") == [one[2] for one in CHINESE[:20]]
    assert column(grid, "phone") == [f"0571-8800{one[1][1:]}" for one in CHINESE[:20]]


def test_a_scan_says_what_to_do() -> None:
    with pytest.raises(SourceError, match=r"2 pages and no text.*OCR"):
        read(blank())


def test_a_password() -> None:
    buffer = io.BytesIO()
    page = Canvas(buffer, encrypt=StandardEncryption("secret", canPrint=0))
    page.drawString(50, 500, "Amber AG")
    page.save()
    with pytest.raises(SourceError, match="password"):
        read(buffer.getvalue())


def test_what_is_no_pdf() -> None:
    for data in (b"", b"%PDF-1.4", b"%PDF-1.7\n" + bytes(200)):
        with pytest.raises(SourceError, match="damaged or cut short"):
            read(data)


def test_pages_beyond_the_bound_are_said() -> None:
    state, total, pages = pdf_words(catalogue(FIRMS, 1), most_pages=2)
    assert (state, total, len(pages)) == ("", 12, 2)


def test_damage_is_an_error_or_said() -> None:
    """Cut off and flipped: an error, or a grid; one that lost rows says that something is missing."""
    data = catalogue(FIRMS[:60], 2)
    chance = random.Random(5)
    told = {"pdf_cut", "pdf_damaged", "pdf_empty_pages", "pdf_pages_left"}
    for _ in range(150):
        bad = bytearray(data)
        if chance.random() < 0.4:
            bad = bad[: chance.randrange(len(bad))]
        else:
            bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
        try:
            grid = read(bytes(bad))
        except SourceError:
            continue
        if len(bad) < len(data) - 8:
            assert codes(grid) & told


NAMES = st.builds(
    lambda stem, trade, form, number: f"{stem}{number} {trade} {form}",
    st.sampled_from(["Amber", "Birch", "Cobalt", "示例甲", "Fjord"]),
    st.sampled_from(["Medical", "Software", "Imaging", "Data"]),
    st.sampled_from(["GmbH", "Ltd", "AG", "Inc"]),
    st.integers(1, 99),
)
BOOTHS = st.builds(
    lambda letter, number: f"{letter}{number}", st.sampled_from("ABCDEFGH"), st.integers(1, 999)
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(NAMES, BOOTHS), min_size=8, max_size=120), st.integers(1, 3), st.booleans()
)
def test_any_list_comes_back_row_for_row(
    rows: list[tuple[str, str]], columns: int, below: bool
) -> None:
    font = chinese_font()
    page = Columns(columns, size=8)
    for name, booth in rows:
        if below:
            page.line(name, font=font, size=10)
            page.line(f"Booth: {booth}")
        else:
            page.line(name, font=font, right=booth)
    grid = read(page.done())
    assert list(zip(column(grid, "name"), column(grid, "booth"), strict=True)) == rows


def test_a_pdf_is_read_apart_as_it_is_here() -> None:
    data = catalogue(FIRMS, 2)
    assert pdf_grid(data, where="x.pdf") == read(data)
    with pytest.raises(SourceError):
        pdf_grid(b"%PDF-1.7" + bytes(100), where="x.pdf")


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("bold", [True, False])
def test_a_real_list_printed_as_a_directory(shared: Path, columns: int, bold: bool) -> None:
    """A real conference's list with its own long descriptions, colons, and companies called like a stand; set in bold, or by white alone."""
    content = json.loads((shared / "data/fairs/esri_uc2026_exhibitors.json").read_text("utf-8"))
    page = Columns(columns, head="User Conference 2026", size=8)
    names = []
    for one in content["exhibitors"]:
        name, booths, about, link = (
            " ".join(str(text or "").encode("latin-1", "ignore").decode("latin-1").split())
            for text in (one["name"], ", ".join(one["booths"]), one["description"], one["url"])
        )
        names.append(name)
        page.line(name, font="Helvetica-Bold" if bold else "Helvetica")
        for text in (
            f"Booth: {booths}" if booths else "",
            about,
            link if bold and len(link) < 50 else "",
        ):
            if text:
                page.line(text)
        page.space(0 if bold else 6)
    grid = read(page.done())
    found = column(grid, "name")
    if bold:
        assert found == names
    assert len(set(found) & set(names)) >= 0.97 * len(set(names))
    assert abs(len(grid.rows) - len(names)) <= 5
