"""JSON by its shape: every list of exhibitors is read, every other is said, and no cell is raw JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.errors import SourceError
from expolens.layouts.header import meaning
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from expolens.wording import note


def read(content: Any, **more: str) -> Grid:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return grid_of(text.encode(), SourcePlan("l", "list", "l.json", **more))


def column(grid: Grid, field: str) -> list[str]:
    index = next(n for n, header in enumerate(grid.header) if meaning(header) == field)
    return [row.cells[index] for row in grid.rows]


def said(grid: Grid) -> str:
    return " ".join(note(one, "en") for one in grid.notes)


def exhibitors(mark: str, count: int) -> list[dict[str, str]]:
    return [{"name": f"示例{mark}{n}公司", "booth": f"{mark}{n}"} for n in range(count)]


sizes = st.lists(st.integers(1, 5), min_size=2, max_size=5)


@settings(deadline=None)
@given(sizes, st.sampled_from(["halls", "named", "by key", "pages", "letters", "lines"]))
def test_every_list_of_one_shape_is_read(counts: list[int], how: str) -> None:
    lists = [exhibitors("ABCDE"[n], count) for n, count in enumerate(counts)]
    content: Any = {
        "halls": {"halls": [{"hall": str(n), "exhibitors": one} for n, one in enumerate(lists)]},
        "named": {"halls": [{"name": f"Hall {n}", "exhibitors": one} for n, one in enumerate(lists)]},
        "by key": {"halls": {str(n): {"exhibitors": one} for n, one in enumerate(lists)}},
        "pages": [{"page": n, "data": one} for n, one in enumerate(lists)],
        "letters": {"ABCDE"[n]: one for n, one in enumerate(lists)},
        "lines": "\n".join(json.dumps({"page": n, "data": one}) for n, one in enumerate(lists)),
    }[how]  # fmt: skip
    grid = read(content)
    assert column(grid, "name") == [item["name"] for one in lists for item in one]
    assert f"{len(lists)} tables of the same columns" in said(grid)
    outer = [row.cells[-1] for row in grid.rows]
    assert len(set(outer)) == len(lists)
    if how in ("halls", "named", "by key"):
        assert len(set(column(grid, "hall"))) == len(lists)


@settings(deadline=None)
@given(st.integers(1, 6), st.integers(1, 12))
def test_other_lists_do_not_outvote_exhibitors_and_are_said(listed: int, categories: int) -> None:
    other = [{"id": n, "name": f"类别{n}"} for n in range(categories)]
    grid = read({"categories": other, "exhibitors": exhibitors("A", listed)})
    assert column(grid, "booth") == [f"A{n}" for n in range(listed)]
    assert f"categories ({categories})" in said(grid)


def test_what_is_inside_of_an_exhibitor_is_its_cells() -> None:
    grid = read(
        [
            {"name": "示例甲", "products": [{"name": "p1", "category": "c"}, {"name": "p2"}], "booths": [{"hall": "1", "number": "A1"}, {"hall": "2", "number": "B1"}]},
            {"name": "示例乙", "products": [{"name": "p3"}], "booths": []},
        ]
    )  # fmt: skip
    assert column(grid, "name") == ["示例甲", "示例乙"]
    assert (column(grid, "booth")[0], column(grid, "hall")[0]) == ("A1、B1", "1、2")
    assert not any(char in cell for row in grid.rows for cell in row.cells for char in "{}[]")
    assert not any(meaning(header) == "category" for header in grid.header)


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text("ab示{", max_size=4),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3),
        max_leaves=20,
    )
)  # fmt: skip
def test_any_json_is_a_grid_or_a_clear_error(content: object) -> None:
    try:
        grid = read({"x": content})
    except SourceError:
        return
    assert grid.rows
    assert all(len(row.cells) == len(grid.header) for row in grid.rows)


def test_items_that_are_no_objects_are_counted() -> None:
    grid = read(["x", {"name": "示例甲"}, None, {"name": "示例乙"}, {}])
    assert column(grid, "name") == ["示例甲", "示例乙"]
    assert "2 items without fields" in said(grid)
    assert "1 empty row left out" in said(grid)


def test_objects_by_their_keys() -> None:
    two = read({"e1": {"name": "示例甲", "booth": "A1"}, "e2": {"name": "示例乙", "booth": "A2"}})
    assert column(two, "name") == ["示例甲", "示例乙"]
    keyed = read({"示例甲公司": {"booth": "A1"}, "示例乙公司": {"booth": "A2"}})
    assert [row.cells[0] for row in keyed.rows] == ["示例甲公司", "示例乙公司"]


def test_names_in_two_languages_and_whole_numbers() -> None:
    grid = read(
        [{"name": {"zh": "示例甲", "en": "Stand-in A"}, "founded": 2010.0, "listed": False}]
    )
    assert column(grid, "name") == ["示例甲"]
    assert column(grid, "name_en") == ["Stand-in A"]
    assert column(grid, "founded") == ["2010"]
    assert column(grid, "listing") == ["FALSE"]


def test_a_persons_name_and_phone_are_not_the_companys() -> None:
    grid = read([{"name": "示例甲", "contact": {"name": "某某", "phone": "1"}, "games": [{"status": "x"}]}])  # fmt: skip
    fields = {header: meaning(header) for header in grid.header}
    assert fields == {"name": "name", "contact.name": "legal_representative", "contact.phone": "phone", "games": ""}  # fmt: skip


def test_a_path_says_which_list() -> None:
    content = {
        "a": [{"b": exhibitors("A", 2)}, {"b": exhibitors("B", 1)}],
        "exhibitors": exhibitors("C", 4),
    }
    assert len(read(content, path="a.b").rows) == 3
    with pytest.raises(SourceError, match="Did you mean 'exhibitors'"):
        read(content, path="exhibitor")


def test_a_line_that_is_no_json_is_named() -> None:
    with pytest.raises(SourceError, match="line 2"):
        read('{"name": "x"}\n{"name" "y"}\n{"name": "z"}')
