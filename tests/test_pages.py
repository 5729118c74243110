"""Pages: plain tables with links, a table a hall, cards without classes, lists of names; what is not read is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.errors import SourceError
from expolens.layouts.header import meaning
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from expolens.wording import note

HEAD = "<tr><th>公司名称</th><th>展位号</th></tr>"


def read(body: str) -> Grid:
    return grid_of(f"<html><body>{body}</body></html>".encode(), SourcePlan("l", "list", "p.html"))


def rows(mark: str, count: int, *, link: bool = False) -> str:
    name = "<a href='/e/{0}{1}'>示例{0}{1}公司</a>" if link else "示例{0}{1}公司"
    return "".join(
        f"<tr><td>{name.format(mark, n)}</td><td>{mark}{n}</td></tr>" for n in range(count)
    )


def column(grid: Grid, field: str) -> list[str]:
    index = next(n for n, header in enumerate(grid.header) if meaning(header) == field)
    return [row.cells[index] for row in grid.rows]


def said(grid: Grid) -> str:
    return " ".join(note(one, "en") for one in grid.notes)


@settings(deadline=None)
@given(st.integers(2, 40), st.booleans())
def test_a_plain_table_whose_names_are_links(count: int, link: bool) -> None:
    grid = read(f"<table>{HEAD}{rows('A', count, link=link)}</table>")
    assert column(grid, "name") == [f"示例A{n}公司" for n in range(count)]
    assert column(grid, "booth") == [f"A{n}" for n in range(count)]
    assert ("link" in grid.header) == link
    if link:
        assert column(grid, "url") == [f"/e/A{n}" for n in range(count)]


@settings(deadline=None)
@given(st.lists(st.integers(1, 6), min_size=2, max_size=4))
def test_a_table_a_hall_is_one_list(counts: list[int]) -> None:
    body = "".join(
        f"<div><h2>{n}号馆</h2><table>{HEAD}{rows('ABCD'[n], count)}</table></div>"
        for n, count in enumerate(counts)
    )
    other = (
        "<h2>日程</h2><table><tr><th>时间</th><th>主题</th></tr>"
        + "<tr><td>9:00</td><td>x</td></tr>" * 20
        + "</table>"
    )
    grid = read(body + other)
    assert len(grid.rows) == sum(counts)
    assert column(grid, "hall") == [
        f"{n}号馆" for n, count in enumerate(counts) for _ in range(count)
    ]
    assert "日程 (20)" in said(grid)


def test_a_table_without_a_heading_of_its_own_takes_none() -> None:
    grid = read(
        f"<h2>1号馆</h2><table>{HEAD}{rows('A', 2)}</table><table>{HEAD}{rows('B', 2)}</table>"
    )
    assert column(grid, "hall") == ["1号馆", "1号馆", "", ""]


def test_a_table_that_only_lays_out_the_page() -> None:
    grid = read(
        f"<table><tr><td>menu</td><td><table>{HEAD}{rows('A', 3)}</table></td></tr></table>"
    )
    assert len(grid.rows) == 3


@pytest.mark.parametrize("tag", ["h2", "h3", "strong"])
def test_the_heading_of_a_card_is_its_name(tag: str) -> None:
    cards = "".join(
        f"<div class='card'><{tag}>示例{n}公司</{tag}><span>展位：A{n}</span><p>示例{n}公司成立于2009年，专注医疗：智慧医院。</p></div>"
        for n in range(5)
    )
    grid = read(cards)
    assert column(grid, "name") == [f"示例{n}公司" for n in range(5)]
    assert column(grid, "booth") == [f"A{n}" for n in range(5)]
    assert len(grid.header) == 3


def test_cards_of_another_make_belong_to_them() -> None:
    def card(make: str, n: int) -> str:
        return f"<div class='{make}'><h3>示例{make[5:]}{n}公司</h3><span class='stand'>A{n}</span></div>"

    grid = read(
        "".join(card("card gold", n) for n in range(3)) + "".join(card("card", n) for n in range(8))
    )
    assert len(grid.rows) == 11


@settings(deadline=None)
@given(st.integers(5, 30), st.sampled_from(["<li>{}</li>", "<a class='ex' href='/e'>{}</a>", "<li><a href='/e'>{}</a></li>"]))  # fmt: skip
def test_a_list_of_names_alone(count: int, form: str) -> None:
    items = "".join(form.format(f"示例{n}科技有限公司") for n in range(count))
    grid = read(f"<div>{items}</div>")
    assert column(grid, "name") == [f"示例{n}科技有限公司" for n in range(count)]


def test_a_menu_is_no_list() -> None:
    with pytest.raises(SourceError, match="nothing that repeats"):
        read(
            "<ul>"
            + "".join(
                f"<li>{word}</li>"
                for word in ("首页", "展会介绍", "日程", "交通", "联系我们", "下载")
            )
            + "</ul>"
        )
