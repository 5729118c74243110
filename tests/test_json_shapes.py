"""JSON as sites and exports shape it: wrapped, in columns, as JavaScript, cut, large; the same companies come out of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.errors import SourceError
from expolens.layouts.header import meaning
from expolens.readers import Grid
from expolens.readers.json import json_grid
from expolens.readers.lenient import before_json, mended
from expolens.wording import note

Company = dict[str, str]
companies = st.lists(
    st.fixed_dictionaries(
        {"name": st.integers(1, 10**6).map("Example {} GmbH".format), "booth": st.integers(1, 99).map("A{}".format)}
    ),
    min_size=2, max_size=8, unique_by=lambda one: one["name"],
)  # fmt: skip


def column(grid: Grid, field: str) -> list[str]:
    index = next(n for n, header in enumerate(grid.header) if meaning(header) == field)
    return [row.cells[index] for row in grid.rows]


def said(grid: Grid) -> str:
    return " ".join(note(one, "en") for one in grid.notes)


def _rows(items: list[Company]) -> list[list[str]]:
    return [[one["name"], one["booth"]] for one in items]


SHAPES: dict[str, Callable[[list[Company]], Any]] = {
    "fields and data": lambda c: {"fields": ["name", "booth"], "data": _rows(c)},
    "columns said as objects": lambda c: {"columns": [{"name": "name", "type": "s"}, {"name": "booth", "type": "s"}], "rows": _rows(c)},
    "split of pandas": lambda c: {"columns": ["name", "booth"], "index": list(range(len(c))), "data": _rows(c)},
    "header row": lambda c: [["Company name", "Booth"], *_rows(c)],
    "columns": lambda c: {"name": [one["name"] for one in c], "booth": [one["booth"] for one in c]},
    "columns by row": lambda c: {key: {str(n): one[key] for n, one in enumerate(c)} for key in ("name", "booth")},
    "records by id": lambda c: {f"id{n}x": one for n, one in enumerate(c)},
    "graphql": lambda c: {"data": {"event": {"exhibitors": {"edges": [{"cursor": str(n), "node": {"id": n, **one}} for n, one in enumerate(c)], "pageInfo": {"hasNextPage": False}}}}},
    "json api": lambda c: {"data": [{"type": "exhibitors", "id": str(n), "attributes": one, "relationships": {"tags": {"data": [{"type": "tag", "id": "1"}]}}} for n, one in enumerate(c)], "included": [{"type": "tag", "id": "1", "attributes": {"label": "x"}}]},
    "elasticsearch": lambda c: {"took": 1, "hits": {"total": len(c), "hits": [{"_index": "e", "_id": str(n), "_score": 1.0, "_source": one} for n, one in enumerate(c)]}},
    "algolia": lambda c: {"results": [{"hits": [{**one, "objectID": str(n), "_highlightResult": {"name": {"value": one["name"], "matchLevel": "none"}}} for n, one in enumerate(c)], "nbHits": len(c)}]},
    "geojson": lambda c: {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": one, "geometry": {"type": "Point", "coordinates": [1.5, n]}} for n, one in enumerate(c)]},
    "exhibitor inside": lambda c: {"hits": [{"score": 1, "exhibitor": {"fields": one}} for one in c]},
    "rendered": lambda c: [{"id": n, "title": {"rendered": one["name"]}, "acf": {"booth": one["booth"]}} for n, one in enumerate(c)],
    "airtable": lambda c: {"records": [{"id": f"rec{n}", "createdTime": "2026-01-01", "fields": one} for n, one in enumerate(c)]},
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@settings(deadline=None, max_examples=25)
@given(companies)
def test_a_shape_gives_its_companies(shape: str, items: list[Company]) -> None:
    grid = json_grid(json.dumps(SHAPES[shape](items)), where="l.json")
    assert column(grid, "name") == [one["name"] for one in items]
    if shape != "rendered":
        assert column(grid, "booth") == [one["booth"] for one in items]
    assert not any(char in cell for row in grid.rows for cell in row.cells for char in "{}")


@pytest.mark.parametrize("shape", SHAPES)
@settings(deadline=None, max_examples=15)
@given(companies, st.sampled_from([600, 901]))
def test_a_text_larger_than_the_window_is_read_the_same(
    shape: str, items: list[Company], window: int
) -> None:
    text = json.dumps(SHAPES[shape](items), indent=1)
    whole, windowed = json_grid(text, where="l"), json_grid(text, where="l", window=window)
    assert column(windowed, "name") == column(whole, "name")
    assert [row.cells for row in windowed.rows] == [row.cells for row in whole.rows]


@settings(deadline=None, max_examples=60)
@given(companies, st.floats(0.0, 1.0), st.sampled_from(["list", "nested", "lines"]))
def test_a_cut_text_gives_the_whole_items_before_the_cut(
    items: list[Company], share: float, form: str
) -> None:
    rich = [{**one, "booths": [{"hall": "1", "number": one["booth"]}]} for one in items]
    texts = {
        "list": json.dumps(rich),
        "nested": json.dumps({"total": 9, "halls": [{"hall": "1", "exhibitors": rich}]}),
        "lines": "\n".join(map(json.dumps, rich)),
    }
    whole = texts[form]
    text = whole[: int(share * (len(whole) - 1))]
    ends = [text.find(json.dumps(one)) >= 0 for one in rich]
    try:
        grid = json_grid(text, where="l")
    except SourceError:
        assert not any(ends)
        return
    if any(ends):
        assert column(grid, "name") == [one["name"] for one, there in zip(items, ends, strict=True) if there]  # fmt: skip
    if not text.endswith(("}", "}\n")) or form != "lines":
        assert "part of the list" in said(grid)


AROUND: dict[str, str] = {
    "callback": "cb({});",
    "guard": ")]}}',\n{}",
    "assignment": "window.__DATA__ = {};",
    "constant": "/* made */ export const exhibitors = {};\n",
    "brackets": "({})",
}


@pytest.mark.parametrize("around", AROUND)
@given(companies)
def test_what_stands_around_json_is_let_pass(around: str, items: list[Company]) -> None:
    text = AROUND[around].format(json.dumps({"exhibitors": items}))
    assert before_json(text) >= 0
    assert column(json_grid(text, where="l"), "name") == [one["name"] for one in items]


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def _script(value: Any, quote: str) -> str:
    """Write a value as a person writes JavaScript: an oracle that knows only how to write."""
    if isinstance(value, dict):
        inner = "".join(f"{key}: {_script(one, quote)}, // x\n" for key, one in value.items())
        return "{" + inner + "}"
    if isinstance(value, list):
        return "[" + "".join(f"{_script(one, quote)}, /* , */ " for one in value) + "]"
    if isinstance(value, str):
        inner = value.replace("\\", "\\\\").replace(quote, f"\\{quote}").replace("\r", "\\r")
        return f"{quote}{inner}{quote}"
    return "undefined" if value is None else {True: "!0", False: "!1"}[value] if isinstance(value, bool) else str(value)  # fmt: skip


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(0, 10**9) | texts,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "$b", "c_1"]), inner, max_size=3),
        max_leaves=12,
    ),
    st.sampled_from(["'", '"', "`"]),
)  # fmt: skip
def test_javascript_is_mended_to_the_json_that_it_means(value: Any, quote: str) -> None:
    assert json.loads(mended(_script({"x": value}, quote))) == {"x": value}


@given(st.text(alphabet="{}[]'\"`\\,:/*a1 \n-.0x", max_size=60))
def test_any_script_is_mended_to_something_or_a_clear_error(text: str) -> None:
    mended(text)
    with suppress(SourceError):
        assert json_grid(text, where="l").rows


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 50_000, '{"name": "x", "no": ' + "9" * 20_000 + "}", "[1", "{", '"a"', "", "null", "{}"],
)  # fmt: skip
def test_what_is_no_list_is_a_clear_error(text: str) -> None:
    with pytest.raises(SourceError):
        json_grid(text, where="l")


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted(SHAPES)), st.integers(0, 400), st.integers(1, 255), st.booleans())
def test_a_damaged_text_is_a_grid_or_a_clear_error(
    shape: str, at: int, flip: int, cut: bool
) -> None:
    items = [{"name": f"Example {n} GmbH", "booth": f"A{n}"} for n in range(4)]
    data = bytearray(json.dumps(SHAPES[shape](items)).encode())
    data[at % len(data)] ^= flip
    text = bytes(data[: at % len(data)] if cut else data).decode("utf-8", "replace")
    with suppress(SourceError):
        assert json_grid(text, where="l").rows


def test_a_long_text_takes_time_in_proportion() -> None:
    """Fifty thousand lists inside of as many items: what was quadratic would take minutes."""
    items = [{"name": f"Example {n} GmbH", "booths": [{"hall": "1", "number": f"A{n}"}]} for n in range(50_000)]  # fmt: skip
    grid = json_grid(json.dumps({"exhibitors": items}), where="l")
    assert len(grid.rows) == 50_000
    keyed = json_grid(json.dumps({f"k{n}": one for n, one in enumerate(items)}), where="l")
    assert len(keyed.rows) == 50_000


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("fairs/esri_uc2026_exhibitors.json", None),
        ("fairs/gamescom2026_directory.json", None),
        ("fairs/gamescom2026_exhibitors.json", None),
        ("registries/sec_company_tickers.json", None),
        ("waic2026/aliases.json", None),
    ],
)  # fmt: skip
def test_every_row_of_a_real_file_is_read(shared: Path, file: str, key: str | None) -> None:
    text = (shared / "data" / file).read_text("utf-8")
    content = json.loads(text)
    sizes = [len(one) for one in (content, *(content.values() if isinstance(content, dict) else ())) if isinstance(one, list | dict)]  # fmt: skip
    grid = json_grid(text, where=file)
    assert len(grid.rows) == max(sizes)
