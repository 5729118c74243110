"""A recipe: what was inferred is read again in the same way, by a file that people can correct; an old one says so."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as reader

from expolens.errors import SourceError, StudyError
from expolens.readers.cards.inference import inferred
from expolens.readers.cards.reading import blocks, cards_by
from expolens.readers.cards.selector import compiled, xpath
from expolens.readers.html import html_grid, page_recipe
from expolens.readers.html_source import source_of
from expolens.readers.recipe import Cell, Recipe, recipe_of, recipe_text
from pages import CHINESE, PAGES, Company, companies

OF_CARDS = [name for name in PAGES if name != "a2z"]
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def made(name: str, count: int) -> tuple[list[Company], str, Recipe]:
    items = companies(count, chinese=name in CHINESE)
    text = PAGES[name](items)
    recipe = page_recipe(text, base="https://fair.example.org/")
    assert recipe is not None
    return items, text, recipe


@pytest.mark.parametrize("name", OF_CARDS)
@pytest.mark.parametrize("count", [7, 31])
def test_the_file_of_a_recipe_gives_exactly_the_inferred_rows(name: str, count: int) -> None:
    _, text, recipe = made(name, count)
    again = recipe_of(recipe_text(recipe))
    assert again == recipe
    given = html_grid(text, where="p", recipe=again, base="https://fair.example.org/")
    assert given == html_grid(text, where="p", base="https://fair.example.org/")


@pytest.mark.parametrize("name", OF_CARDS)
@settings(deadline=None, max_examples=8)
@given(st.integers(0, 10**6), st.integers(8, 40))
def test_next_years_page_has_more_cards_in_another_order(name: str, seed: int, count: int) -> None:
    _, _, recipe = made(name, 12)
    items = companies(count, chinese=name in CHINESE)
    random.Random(seed).shuffle(items)
    grid = html_grid(PAGES[name](items), where="p", recipe=recipe)
    at = grid.header.index("name") if "name" in grid.header else 0
    assert [row.cells[at] for row in grid.rows] == [one.name for one in items]


def test_a_page_of_a_table_needs_no_recipe() -> None:
    assert page_recipe(PAGES["a2z"](companies(9))) is None


@pytest.mark.parametrize("change", ["other class", "fewer", "no stands"])
def test_an_old_recipe_is_said_to_be_out_of_date(change: str) -> None:
    items, text, recipe = made("smallworld", 20)
    changed = {
        "other class": text.replace("exhibitor-card", "tile"),
        "fewer": PAGES["smallworld"](items[:9]),
        "no stands": text.replace("class='stand'", "class='where'"),
    }[change]
    with pytest.raises(SourceError, match="out of date") as error:
        html_grid(changed, where="p.html", recipe=recipe)
    assert "Correct the recipe" in str(error.value)


def test_a_person_corrects_a_cell_and_adds_one() -> None:
    items, text, recipe = made("smallworld", 9)
    mended = recipe_text(recipe).replace('field = "stand"', 'field = "booth"')
    mended += '\n[[cell]]\nfield = "logo"\nselect = "div.logo img"\ntake = "@src"\n'
    grid = html_grid(text, where="p", recipe=recipe_of(mended))
    assert [row.cells[grid.header.index("booth")] for row in grid.rows] == [
        one.booth for one in items
    ]
    assert [row.cells[grid.header.index("logo")] for row in grid.rows] == [
        f"/l{one.number}.png" for one in items
    ]


def test_cells_of_the_detail_page_are_not_looked_for_on_the_list() -> None:
    _, text, recipe = made("smallworld", 9)
    more = replace(
        recipe, cells=(*recipe.cells, Cell("founded", "dd.founded", source="detail", filled=1.0))
    )
    root = source_of(text, where="p").root
    assert all("founded" not in row for row in cards_by(recipe_of(recipe_text(more)), root))


@given(
    st.builds(
        Recipe,
        select=st.sampled_from(["div.card", "li > a[href]", "#x p:nth-child(2), section"]),
        run=st.booleans(),
        count=st.integers(0, 10**6),
        cells=st.lists(
            st.builds(
                Cell,
                field=words.filter(bool),
                select=st.sampled_from(["", "> h3.name", "a", "p:nth-of-type(3)"]),
                take=st.sampled_from(["text", "leaf", "next", "line.name", "@href", "@data-x"]),
                after=words, before=words, like=words, nth=st.integers(0, 9), many=st.booleans(),
                source=st.sampled_from(["", "detail"]), filled=st.floats(0, 1), seen=st.lists(words, max_size=3).map(tuple),
            ),
            min_size=1, max_size=4,
        ).map(tuple),
        script=words, path=words, next=st.sampled_from(["", "a.next@href"]), query=words, detail=st.sampled_from(["", "a@href"]), title=words, host=words,
    )
)  # fmt: skip
def test_any_recipe_comes_back_from_its_file(recipe: Recipe) -> None:
    assert recipe_of(recipe_text(recipe)) == recipe


GOOD = 'version = 1\n[block]\nselect = "div"\n[[cell]]\nfield = "name"\nselect = "h3"\n'


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (GOOD.replace("[block]", "[blok]"), "line 2", "Did you mean 'block'"),
        (GOOD.replace("version = 1", "version = 2"), "line 1", "another version"),
        (GOOD.replace('"h3"', '"h3 >>"'), "line 6", "character"),
        (GOOD.replace('"h3"', "3"), "line 6", "must be a text"),
        (GOOD.replace('"div"', '"div:hover"'), "line 3", "':hover' is not understood"),
        (GOOD + 'take = "href"\n', "line 7", "@href"),
        (GOOD + 'nth = "2"\n', "line 7", "whole number"),
        (GOOD + 'filed = "x"\n', "line 7", "Did you mean"),
        (GOOD.replace('field = "name"\n', ""), "line 4", "no field"),
        (GOOD + 'from = "elsewhere"\n', "line 7", "detail"),
        ("[block]\nselect = ", "", "no TOML"),
        ("version = 1\n", "", "neither"),
        ('[block]\nselect = "div"\n', "line 1", "no [[cell]]"),
        ('[block]\nselect = "div"\n[page]\nnext = "a["\n[[cell]]\nfield = "x"\n', "line 4", "not understood"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_recipe_is_named_with_its_line(text: str, line: str, what: str) -> None:
    with pytest.raises(StudyError) as error:
        recipe_of(text, where="fair.recipe.toml")
    assert line in error.value.where
    assert what in str(error.value)


@given(st.text(max_size=60))
def test_any_text_is_a_recipe_or_a_clear_error(text: str) -> None:
    for one in (text, GOOD + text, GOOD.replace("h3", text)):
        try:
            recipe_of(one)
        except StudyError:
            continue


@given(st.text(alphabet="ab.#[]='\"> ,:nth-child(2)*\\", max_size=24))
def test_any_selector_is_compiled_or_a_clear_error(select: str) -> None:
    tree = reader.fromstring("<div><a class=b>x</a></div>")
    try:
        compiled(select)(tree)
    except StudyError:
        return


def test_selectors_find_what_css_finds() -> None:
    """Against counts made by hand on a small page."""
    tree = reader.fromstring(
        "<main><ul id=l><li class='c x'>1</li><li class=c><b data-n='7'>2</b></li><li>3</li></ul>"
        "<div><p>a</p><span>b</span><p class='it\"s'>c</p></div></main>"
    )
    expected = {
        "li": "123", "li.c": "12", "ul > li:first-child": "1", "li:last-child": "3", "li:nth-child(2) b": "2",
        "p:nth-of-type(2)": "c", "p:nth-child(3)": "c", "p:nth-child(2)": "", "#l > .x, span": "1b", "[data-n]": "2",
        "[data-n='7']": "2", "[data-n^=7]": "2", "[data-n$='7']": "2", "[class~=x]": "1", "> div > span": "b", "main > p": "", "div *": "abc",
    }  # fmt: skip
    for select, texts in expected.items():
        assert "".join("".join(one.itertext()) for one in compiled(select)(tree)) == texts, xpath(select)  # fmt: skip


def test_a_block_inside_of_a_block_is_not_a_card_of_its_own() -> None:
    tree = reader.fromstring("<div><p class=c>a<span class=c>b</span></p><p class=c>d</p></div>")
    assert [one.tag for one in blocks(".c", tree)] == ["p", "p"]


def test_a_page_of_nothing_has_no_recipe() -> None:
    assert inferred(reader.fromstring("<p>x</p>")) is None
    assert page_recipe("") is None
