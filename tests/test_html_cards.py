"""Cards without selectors: pages of many builds give their companies, whatever else repeats on them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.errors import SourceError
from expolens.layouts.header import meaning
from expolens.readers import Grid
from expolens.readers.cards.kinds import kind, line_parts
from expolens.readers.html import html_grid
from pages import CHINESE, LINKED, PAGES, WITH_COUNTRY, Company, companies, page, smallworld


def column(grid: Grid, field: str) -> list[str]:
    index = next(n for n, header in enumerate(grid.header) if meaning(header) == field)
    return [row.cells[index] for row in grid.rows]


def built(name: str, count: int) -> tuple[list[Company], Grid]:
    items = companies(count, chinese=name in CHINESE)
    return items, html_grid(
        PAGES[name](items), where="p.html", base="https://fair.example.org/list"
    )


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("count", [6, 17, 60])
def test_every_company_of_a_page_with_its_stand(name: str, count: int) -> None:
    items, grid = built(name, count)
    assert column(grid, "name") == [one.name for one in items]
    if name == "missing_fields":
        assert column(grid, "booth") == [one.booth if one.number % 4 else "" for one in items]
        assert column(grid, "country") == [one.country if one.number % 3 else "" for one in items]
    else:
        assert column(grid, "booth") == [one.booth for one in items]
    if name in WITH_COUNTRY:
        assert column(grid, "country") == [one.country for one in items]
    if name in LINKED:
        assert column(grid, "url") == [f"https://fair.example.org{one.link}" for one in items]


def test_the_tags_of_a_card_are_one_cell() -> None:
    items, grid = built("smallworld", 12)
    assert column(grid, "keyword") == ["、".join(one.tags) for one in items]
    items, grid = built("mini_program", 12)
    assert column(grid, "keyword") == ["、".join(one.tags) for one in items]


def test_a_website_of_its_own_is_not_the_detail_page() -> None:
    cards = "".join(
        f"<div class=card><h3>{one.name}</h3><a href='{one.link}'>Details</a><a class=w href='https://www.example{one.number}.example.com/'>Visit</a></div>"
        for one in companies(8)
    )
    grid = html_grid(page(cards), where="p", base="https://fair.example.org/")
    assert column(grid, "url") == [f"https://fair.example.org/exhibitors/{n}" for n in range(1, 9)]
    assert column(grid, "website") == [f"https://www.example{n}.example.com/" for n in range(1, 9)]
    assert len(grid.header) == 3


def test_a_place_of_a_card_is_its_number() -> None:
    _, grid = built("smallworld", 12)
    assert [row.place for row in grid.rows] == [f"card {n}" for n in range(1, 13)]


def test_a_page_without_companies_is_no_list() -> None:
    with pytest.raises(SourceError, match="nothing that repeats"):
        html_grid(page("<p>Opening soon.</p>", count=0), where="p")


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(sorted(PAGES)), st.integers(0, 6_000), st.integers(0, 255), st.booleans())
def test_a_damaged_page_is_a_grid_or_a_clear_error(
    name: str, at: int, byte: int, cut: bool
) -> None:
    data = bytearray(PAGES[name](companies(9, chinese=name in CHINESE)).encode())
    at %= len(data)
    data[at] = byte
    text = bytes(data[:at] if cut else data).decode("utf-8", "replace")
    try:
        assert html_grid(text, where="p").rows
    except SourceError:
        return


def test_tags_and_classes_that_no_page_should_have_are_let_pass() -> None:
    cards = "".join(
        f"<div class='card x\x01y ¤'><o:p>{one.name}</o:p><di\ufffdv>{one.booth}</di\ufffdv></div>"
        for one in companies(9)
    )
    grid = html_grid(page(cards, count=0), where="p")
    assert column(grid, "name") == [one.name for one in companies(9)]
    lines = "<br>".join(f"{one.number}. {one.name}&#1;\x02 {one.booth}" for one in companies(9))
    assert len(html_grid(f"<html><p>{lines}</p></html>", where="p").rows) == 9


def test_many_cards_with_several_headings_take_time_in_proportion() -> None:
    cards = "".join(
        f"<div class=card><h3>{one.name}</h3><p>{one.booth}</p><h3>Country</h3><p>{one.country}</p><h3>Products</h3><p>x</p></div>"
        for one in companies(2_000)
    )
    start = time.process_time()
    assert len(html_grid(page(cards), where="p").rows) == 2_000
    assert time.process_time() - start < 8


def test_four_thousand_cards_take_about_a_second() -> None:
    text = smallworld(companies(4_000))
    start = time.process_time()
    assert len(html_grid(text, where="p").rows) == 4_000
    assert time.process_time() - start < 6


@given(st.integers(1, 10**4), st.sampled_from("ABCDEFGH"), st.integers(1, 999))
def test_a_line_is_its_name_and_its_stand(number: int, letter: str, stand: int) -> None:
    for name in (f"Example {number} GmbH", "示例科技有限公司"):
        for form in ("{n}、{name} {booth}", "{n}. {name} ({booth})", "{name}，展位号：{booth}", "({n}) {name} {booth}"):  # fmt: skip
            line = form.format(n=number % 999, name=name, booth=f"{letter}{stand}")
            assert line_parts(line) == (name, f"{letter}{stand}")


@given(st.text(max_size=90))
def test_any_text_has_a_kind(text: str) -> None:
    assert kind(text) in ("", "booth", "hall", "country", "province", "website", "email", "phone")
    name, _ = line_parts(text)
    assert len(name) <= len(text)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("<html><body><table><tr><th>公司名称<th>展位号<tr><td>示例甲<td>A1<tr><td>示例乙<td>A2</table>", False),
        ("<html><body><table><tr><th>公司名称<th>展位号<tr><td>示例甲<td>A1<tr><td>示例乙<td>A2", True),
        ("<html><body><table><tr><th>公司名称<th>展位号<tr><td>示例甲<td>A1<tr><td>示例乙<td>A2</table></bo", True),
        ("<html><body><div><div><table><tr><th>公司名称<th>展位号<tr><td>示例甲<td>A1<tr><td>示例乙<td>A2</table></div></html>", False),
        ("<table><tr><th>公司名称<th>展位号<tr><td>示例甲<td>A1<tr><td>示例乙<td>A2</table>共 2 家", False),
    ],
)  # fmt: skip
def test_a_page_that_ends_in_its_middle_says_so(text: str, cut: bool) -> None:
    grid = html_grid(text, where="p.html")
    assert [row.cells for row in grid.rows] == [("示例甲", "A1"), ("示例乙", "A2")]
    assert ("cut" in grid.notes) == cut
