"""What a person would copy out of a site is what collect reads of it: rows, names, stands, halls, countries, links."""

from __future__ import annotations

from html import escape

import pytest

from expolens.collect.bring import bring_bytes
from expolens.errors import SourceError
from expolens.model.study import SourcePlan
from expolens.readers.recipe import recipe_of
from expolens.study.brought import Brought
from sites import SITES, firms, shell

_FEW = {"gutenberg_logos", "logo_wall"}
"""Sites whose few cards say nothing but a name, which five pictures of anything do."""


def _brought(text: str, name: str, *, recipe: str = "") -> Brought:
    encoding = "gb18030" if "charset=gb2312" in text else "utf-8"
    ending = "json" if text.startswith("{") else "js" if text.startswith("var ") else "html"
    plan = SourcePlan("list", "list", f"{name}.{ending}")
    return bring_bytes(text.encode(encoding), plan, recipe=recipe)


def _columns(found: Brought) -> dict[str, list[int]]:
    columns: dict[str, list[int]] = {}
    for header, field in found.found.mapping.columns.items():
        columns.setdefault(field, []).append(found.found.grid.header.index(header))
    return columns


@pytest.mark.parametrize("count", [5, 24, 61])
@pytest.mark.parametrize("name", SITES)
def test_a_site_is_read_as_a_person_would_copy_it(name: str, count: int) -> None:
    if count < 6 and name in _FEW:
        pytest.skip("five pictures are no list")
    made = SITES[name](firms(count))
    found = _brought(made.text, name)
    columns, rows = _columns(found), found.found.grid.rows
    assert len(rows) == len(made.rows)
    for field in made.rows[0]:
        read = [[row.cells[n] for n in columns.get(field, [])] for row in rows]
        for cells, wanted in zip(read, made.rows, strict=True):
            end = field == "url"
            assert any(one.endswith(wanted[field]) if end else one == wanted[field] for one in cells), (field, cells, wanted[field])  # fmt: skip


@pytest.mark.parametrize("name", SITES)
def test_its_recipe_reads_the_same_of_next_years_page(name: str) -> None:
    first = _brought(SITES[name](firms(24)).text, name)
    if not first.recipe:
        return
    recipe_of(first.recipe)
    made = SITES[name](firms(61)[20:])
    again = _brought(made.text, name, recipe=first.recipe)
    columns = _columns(again)
    for field in set(made.rows[0]) & set(columns):
        read = [[row.cells[n] for n in columns[field]] for row in again.found.grid.rows]
        for cells, wanted in zip(read, made.rows, strict=True):
            assert any(one.endswith(wanted[field]) for one in cells), (field, cells)


def test_what_stands_beside_the_companies_is_told() -> None:
    notes = _brought(SITES["wechat"](firms(12)).text, "wechat").found.grid.notes
    assert any(one.startswith("cards_apart\t2\t") and "更多展商" in one for one in notes)
    notes = _brought(SITES["notice_columns"](firms(12)).text, "notice").found.grid.notes
    assert any(one.startswith("lines_apart\t2\t") and "2026年3月1日" in one for one in notes)


def test_numbers_that_no_list_names_stay_numbers() -> None:
    text = '{"exhibitors":[{"name":"Example A Ltd","booths":[1]},{"name":"Example B Ltd","booths":[7]}],"booths":[{"id":1,"name":"A1"},{"id":2,"name":"A2"}]}'
    grid = _brought(text, "x").found.grid
    assert [row.cells for row in grid.rows] == [("Example A Ltd", "1"), ("Example B Ltd", "7")]


def test_pictures_that_are_called_like_files_are_no_names() -> None:
    wall = "".join(f"<img src='/{n}.png' alt='IMG_{n:04}.png'>" for n in range(20))
    with pytest.raises(SourceError):
        _brought(f"<html><body><main>{wall}</main></body></html>", "x")


def _cards(some: list[tuple[str, str]], link: str = "/x") -> str:
    return "".join(f"<div class='e'><h4>{name}</h4><p>Booth {booth}</p><a href=\"{link}\">More</a></div>" for name, booth in some)  # fmt: skip


_LARGER = {
    "menu": "".join(f"<div class='mega'><a href='/c/{n}'><span>Topic number {n}</span><em>Area {n}</em></a></div>" for n in range(300)),
    "products": "".join(f"<div class='product-card'><h3>Product Number {n} Pro</h3><p>EUR {n}</p></div>" for n in range(100)),
    "people": "".join(f"<div class='c9'><h3>Example Person{n}</h3><p>Chief Officer</p><p>Example Org {n}</p></div>" for n in range(80)),
    "news": "".join(f"<div class='post'><h3>Hall {n} opens with news</h3><p>{n} March 2026</p></div>" for n in range(60)),
}  # fmt: skip


@pytest.mark.parametrize("larger", _LARGER)
def test_what_repeats_more_often_is_not_the_list(larger: str) -> None:
    some = [(one.html, one.booth) for one in firms(24)]
    for body in (_LARGER[larger] + _cards(some), _cards(some) + _LARGER[larger]):
        grid = _brought(shell(f"<div class='all'>{body}</div>"), "x").found.grid
        assert [row.cells[0] for row in grid.rows] == [one.name for one in firms(24)]


def test_names_that_look_like_markup_stay_text() -> None:
    names = ["<script>alert(1)</script> Ltd", '=HYPERLINK("http://x") GmbH', "A & B Inc.", "Zero Width Ltd", "日本エビル"]  # fmt: skip
    found = _brought(shell(_cards([(escape(one), f"A{10 + n}") for n, one in enumerate(names)])), "x")  # fmt: skip
    assert [row.cells[0] for row in found.found.grid.rows] == names


@pytest.mark.parametrize("link", ["javascript:open(1)", " JavaScript:void(0)", "java\nscript:x", "vbscript:x", "data:text/html,x", "#", ""])  # fmt: skip
def test_links_that_lead_nowhere_are_none(link: str) -> None:
    grid = _brought(shell(_cards([(one.html, one.booth) for one in firms(9)], link)), "x").found.grid  # fmt: skip
    assert set(grid.header) == {"name", "booth"}


@pytest.mark.parametrize("form", ["<li>{}</li>", "<p><a href='{1}'>{0}</a></p>", "{}<br>"])
def test_names_alone_below_a_heading(form: str) -> None:
    items = "".join(form.format(one.html, one.site) for one in firms(24))
    page = shell(f"<main><h1>Exhibitors 2026</h1><ul>{items}</ul></main>")
    assert [row.cells[0] for row in _brought(page, "x").found.grid.rows] == [one.name for one in firms(24)]  # fmt: skip


def test_a_page_that_a_browser_saved_knows_where_it_was() -> None:
    page = SITES["smallworld"](firms(9)).text
    grid = _brought(f"<!-- saved from url=(0030)https://fair.example/list/all -->\n{page}", "x").found.grid  # fmt: skip
    assert grid.rows[0].cells[-1] == "https://fair.example/co/example-0"


def test_what_stands_behind_the_end_of_a_page_is_on_it() -> None:
    head, body = "<html><body><p>Example Fair</p></body></html>", _cards([(one.html, one.booth) for one in firms(12)])  # fmt: skip
    assert len(_brought(head + body, "x").found.grid.rows) == 12
