"""Data in pages: schema.org, however malformed, and the state of applications; chosen where it has more of the companies."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.errors import SourceError
from expolens.layouts.header import meaning
from expolens.readers import Grid
from expolens.readers.html import html_grid, page_recipe
from expolens.readers.recipe import recipe_of, recipe_text
from expolens.wording import note
from pages import Company, companies, page, smallworld


def column(grid: Grid, field: str) -> list[str]:
    index = next(n for n, header in enumerate(grid.header) if meaning(header) == field)
    return [row.cells[index] for row in grid.rows]


def said(grid: Grid) -> str:
    return " ".join(note(one, "en") for one in grid.notes)


def plain(items: list[Company]) -> list[dict[str, object]]:
    return [{"id": c.number, "name": c.name, "booth": c.booth, "country": c.country} for c in items]


def script(text: str, kind: str = "", id_: str = "") -> str:
    return f"<script{f' type={chr(34)}{kind}{chr(34)}' if kind else ''}{f' id={id_}' if id_ else ''}>{text}</script>"


def ld(content: object) -> str:
    return script(json.dumps(content), "application/ld+json")


def organisations(items: list[Company]) -> list[dict[str, object]]:
    return [
        {
            "@type": "Organization",
            "name": c.name,
            "url": f"https://example{c.number}.example.com",
            "address": {"@type": "PostalAddress", "addressCountry": c.country},
        }
        for c in items
    ]


def nuxt3(items: list[Company]) -> str:
    """Write the list whose numbers are places in it, as devalue does: by appending."""
    flat: list[object] = []

    def put(value: object) -> int:
        at = len(flat)
        flat.append(None)
        if isinstance(value, dict):
            flat[at] = {key: put(one) for key, one in value.items()}
        elif isinstance(value, list):
            flat[at] = [put(one) for one in value]
        else:
            flat[at] = value
        return at

    flat.append(["ShallowReactive", 1])
    put({"data": {"exhibitors": plain(items)}})
    return script(json.dumps(flat), "application/json", "__NUXT_DATA__")


def nuxt2(items: list[Company]) -> str:
    countries = list(dict.fromkeys(c.country for c in items))
    names = [f"a{n}" for n in range(len(countries))]
    inner = ",".join(
        f'{{id:{c.number},name:"{c.name}",booth:"{c.booth}",country:{names[countries.index(c.country)]}}}'
        for c in items
    )
    return script(
        f'window.__NUXT__=(function({",".join(names)}){{return {{layout:"default",data:[{{exhibitors:[{inner}]}}]}}}}({",".join(map(json.dumps, countries))}));'
    )


def pushed(items: list[Company]) -> str:
    text = (
        '1:I[5,[],""]\n2:'
        + json.dumps(["$", "div", None, {"className": "x", "exhibitors": plain(items)}])
        + "\n"
    )
    middle = len(text) // 2
    return "".join(
        script(f"self.__next_f.push([1,{json.dumps(part)}])")
        for part in (text[:middle], text[middle:])
    )


def attribute(items: list[Company]) -> str:
    return f"<div id=app data-page='{escape(json.dumps({'component': 'List', 'props': {'exhibitors': plain(items)}}), quote=True)}'></div>"


DATA: dict[str, Callable[[list[Company]], str]] = {
    "ld list": lambda c: ld({"@context": "https://schema.org", "@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": n, "item": one} for n, one in enumerate(organisations(c))]}),
    "ld event": lambda c: ld({"@type": "BusinessEvent", "name": "Example Fair", "performer": organisations(c), "organizer": {"@type": "Organization", "name": "Example Organiser"}}),
    "ld graph": lambda c: ld({"@graph": [{"@type": "WebSite", "name": "Example Fair"}, {"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"}, {"name": "List"}]}, *organisations(c)]}),
    "ld a script each": lambda c: "".join(map(ld, organisations(c))),
    "ld trailing commas": lambda c: ld(organisations(c)).replace("}]", "},]"),
    "ld cdata": lambda c: ld(organisations(c)).replace('"application/ld+json">', '"application/ld+json">//<![CDATA[\n').replace("</script>", "\n//]]></script>"),
    "ld entities": lambda c: script(escape(json.dumps(organisations(c)), quote=True), "application/ld+json"),
    "ld line ends": lambda c: ld([{**one, "description": "a@@b"} for one in organisations(c)]).replace("@@", "\n\t"),
    "next": lambda c: script(json.dumps({"props": {"pageProps": {"exhibitors": plain(c)}}, "page": "/list", "buildId": "x"}), "application/json", "__NEXT_DATA__"),
    "initial state": lambda c: script(f"window.__INITIAL_STATE__ = {json.dumps({'exhibitors': {'items': plain(c)}})};\n(function(){{var s = 1}})()"),
    "apollo": lambda c: script(f"window.__APOLLO_STATE__={json.dumps({'ROOT_QUERY': {'__typename': 'Query'}, **{f'Exhibitor:{one.number}': {'__typename': 'Exhibitor', **row} for one, row in zip(c, plain(c), strict=True)}})}"),
    "parsed text": lambda c: script(f"window.__DATA__ = JSON.parse({json.dumps(json.dumps({'exhibitors': plain(c)}))});"),
    "javascript": lambda c: script("var exhibitors = [" + ",".join(f"{{name: '{one.name}', booth: '{one.booth}', country: '{one.country}',}}" for one in c) + "];"),
    "nuxt 2": nuxt2, "nuxt 3": nuxt3, "pushed": pushed, "attribute": attribute,
}  # fmt: skip


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("count", [5, 40])
def test_data_gives_its_companies(name: str, count: int) -> None:
    items = companies(count)
    grid = html_grid(page(f"<div id=root></div>{DATA[name](items)}", count=0), where="p.html")
    assert column(grid, "name") == [one.name for one in items]
    if not name.startswith("ld"):
        assert column(grid, "booth") == [one.booth for one in items]
    assert "read from" in said(grid)


@pytest.mark.parametrize("name", DATA)
def test_data_with_more_of_the_companies_than_are_seen_is_taken_and_said(name: str) -> None:
    items = companies(30)
    text = smallworld(items[:10]).replace("</body>", DATA[name](items) + "</body>")
    grid = html_grid(text, where="p.html")
    assert len(grid.rows) == 30
    assert "cards (10)" in said(grid)
    recipe = page_recipe(text)
    assert recipe is not None
    assert recipe.script
    again = html_grid(text, where="p.html", recipe=recipe_of(recipe_text(recipe)))
    assert [row.cells for row in again.rows] == [row.cells for row in grid.rows]


def test_other_data_does_not_win_against_what_is_seen() -> None:
    items = companies(12)
    countries = script(
        f"window.countries = {json.dumps([{'name': f'Land {n}', 'code': n} for n in range(200)])}"
    )
    menu = ld(
        {"@type": "Organization", "name": "Example Organiser", "url": "https://fair.example.org"}
    )
    grid = html_grid(smallworld(items).replace("</body>", countries + menu + "</body>"), where="p")
    assert column(grid, "name") == [one.name for one in items]
    assert "countries (200)" in said(grid)


def test_a_state_that_is_gone_is_said() -> None:
    items = companies(8)
    recipe = page_recipe(page(DATA["next"](items), count=0))
    assert recipe is not None
    with pytest.raises(SourceError, match="out of date"):
        html_grid(page(DATA["javascript"](items)), where="p", recipe=recipe)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(DATA)), st.integers(0, 10_000), st.integers(0, 255), st.booleans())
def test_damaged_data_is_a_grid_or_a_clear_error(name: str, at: int, byte: int, cut: bool) -> None:
    data = bytearray(page(DATA[name](companies(6)), count=0).encode())
    at %= len(data)
    data[at] = byte
    text = bytes(data[:at] if cut else data).decode("utf-8", "replace")
    try:
        assert html_grid(text, where="p").rows
    except SourceError:
        return


def test_numbers_that_are_places_do_not_grow_without_end() -> None:
    bomb = [[1, 1]] + [[n + 1] * 10 for n in range(1, 40)] + ["x"]
    loop = [[0, 0]]
    for content in (bomb, loop):
        text = page(script(json.dumps(content), "application/json", "__NUXT_DATA__"), count=0)
        with pytest.raises(SourceError):
            html_grid(text, where="p")


@pytest.mark.parametrize(
    "mark", ["<script>", "<!--", "<style>", "<svg>", "<br>", "<div ", "window.a=[", "<p>"]
)
def test_what_is_opened_again_and_again_takes_time_in_proportion(mark: str) -> None:
    try:
        html_grid("<html><body>" + mark * 30_000, where="p")
    except SourceError:
        return


# What the system counts of a process begins with what its parent had; the status of Linux does not.
LARGE = """
import pathlib, re, resource, sys
def peak():
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\\s*(\\d+)", status.read_text())[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << 20)
from expolens.readers.html import html_grid
card = "<div class='card'><h3>Example {0} GmbH</h3><p>Stand A{0}</p><p>Germany</p><img src='data:image/png;base64,{1}'></div>"
size = int(sys.argv[1])
inner = "A" * int(sys.argv[2])
count = size // (len(card) + len(inner))
text = "<html><body>" + "".join(card.format(n, inner) for n in range(count)) + "</body></html>"
grid = html_grid(text, where="p")
print(count, len(grid.rows), any("html_cut" in one for one in grid.notes), peak())
"""


@pytest.mark.parametrize(("size", "inner", "whole"), [(10**8, 20_000, True), (3 * 10**7, 0, False)])
def test_a_large_page_takes_bounded_memory(size: int, inner: int, whole: bool) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LARGE, str(size), str(inner)],
        capture_output=True,
        text=True,
        check=True,
    )
    count, rows, cut, peak = ran.stdout.split()
    assert (rows == count) == whole
    assert (cut == "True") == (not whole)
    assert int(peak) < 450
