"""What leads on from a page."""

from __future__ import annotations

import json
import time
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.fetch.counting import place
from expolens.fetch.markup import seen, text_of
from expolens.fetch.novelty import Novelty
from expolens.fetch.page import Page
from expolens.fetch.pagination import Lead, onward
from server import listing

LIST = "https://fair.example/list"


def page(body: str, url: str = LIST, media: str = "text/html") -> Page:
    return Page(url, "", "", 200, media, "utf-8", body.encode("utf-8", "replace"), asked=url)


def following(body: str, url: str = LIST) -> str:
    lead = onward(page(body, url)).following
    return lead.url if lead and not lead.counted else ""


@pytest.mark.parametrize(
    ("body", "url", "expected"),
    [
        ('<head><link rel="next" href="/list?page=2"></head><p>x', LIST, "/list?page=2"),
        ('<a rel="nofollow next" href="?page=2">more</a>', LIST, "/list?page=2"),
        ('<a href="/list/b">Next</a>', LIST, "/list/b"),
        ('<a href="/list/b"> Next\n page </a>', LIST, "/list/b"),
        ('<a href="/list/b">下一页</a>', LIST, "/list/b"),
        ('<a href="/list/b" title="Nächste Seite"><i></i></a>', LIST, "/list/b"),
        ('<a href="/list/b"><img alt="suivant"></a>', LIST, "/list/b"),
        ('<a href="/list/b">次へ</a>', LIST, "/list/b"),
        ('<a href="?p=0">«</a><a href="?p=2">›</a><a href="?p=9">»</a>', f"{LIST}?p=1", "/list?p=2"),
        ('<a href="?p=2">»</a>', f"{LIST}?p=1", "/list?p=2"),
        ('<a class="pagination-next" href="?cursor=abc"><svg></svg></a>', LIST, "/list?cursor=abc"),
        # Numbers: from a page without one, zero-based, with a gap, in the path, as offsets.
        ('<b>1</b><a href="?page=2">2</a><a href="?page=3">3</a>', LIST, "/list?page=2"),
        ('<a href="?page=0">1</a><a href="?page=1">2</a>', LIST, "/list?page=1"),
        ('<a href="?page=1">1</a><a href="?page=2">2</a>', LIST, "/list?page=2"),
        ('<a href="?page=1">1</a><a href="?page=3">3</a>', f"{LIST}?page=2", "/list?page=3"),
        ('<a href="/list/page/3/">3</a>', f"{LIST}/page/2/", "/list/page/3/"),
        ('<a href="index_2.html">2</a>', f"{LIST}/index_1.html", "/list/index_2.html"),
        ('<a href="?start=25&limit=25">2</a>', LIST, "/list?start=25&limit=25"),
        ('<a href="?offset=50&limit=25">3</a>', f"{LIST}?offset=25&limit=25", "/list?offset=50&limit=25"),
        # Of the base element.
        ('<base href="https://fair.example/x/"><a href="b">next</a>', LIST, "/x/b"),
        # The end of a list, and what only looks like a way on.
        ('<a href="?page=1">1</a><a href="?page=2">2</a>', f"{LIST}?page=2", ""),
        ('<a href="#">Next</a>', LIST, ""),
        ('<a href="javascript:next()">Next</a>', LIST, ""),
        ('<a class="disabled" href="?page=2">Next</a>', LIST, ""),
        ('<li class="next disabled"><a href="?x=2">Next</a></li>', LIST, ""),
        ('<a aria-disabled="true" href="?x=2">Next</a>', LIST, ""),
        ('<a href="/list#two">Next</a>', LIST, ""),
        ('<a href="/news/next-year">Next year we meet again</a>', LIST, ""),
        ('<a href="mailto:a@fair.example">next</a>', LIST, ""),
        ('<a href="/elsewhere/3">»</a>', LIST, ""),
        ('<p>Next</p>', LIST, ""),
        ('', LIST, ""),
    ],
)  # fmt: skip
def test_the_next_page(body: str, url: str, expected: str) -> None:
    assert following(body, url).removeprefix("https://fair.example") == expected


def test_a_last_page_whose_numbers_are_shown_is_not_counted_on() -> None:
    assert onward(page('<a href="?page=1">1</a><p>2</p>', f"{LIST}?page=2")).following is None


def test_a_page_without_any_links_is_counted_on() -> None:
    assert onward(page("<p>A", f"{LIST}?page=2")).following == Lead(f"{LIST}?page=3", counted=True)
    assert onward(page('{"a": 1}', f"{LIST}?page=2", "application/json")).following == Lead(
        f"{LIST}?page=3", counted=True
    )
    assert onward(page("<p>A", LIST)).following is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("?page=2", "?page=3"), ("?a=1&PageNo=9&b=2", "?a=1&PageNo=10&b=2"), ("/page/2", "/page/3"), ("/page-2.html", "/page-3.html"), ("/p2", "/p3"),
        ("?offset=0&limit=50", "?offset=50&limit=50"), ("?limit=50&offset=100", "?limit=50&offset=150"), ("?filter%5Bx%5D=1&page=1", "?filter%5Bx%5D=1&page=2"),
        ("?offset=0", None), ("?page=two", None), ("?page=02", None), ("?page=99999999", None), ("?id=7", None), ("/2026", None), ("/hall/7", None), ("?year=2026", None), ("", None), ("?page=-1", None),
    ],
)  # fmt: skip
def test_what_counts_in_an_address(url: str, expected: str | None) -> None:
    found = place(LIST + url)
    assert (found.following if found else None) == (None if expected is None else LIST + expected)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=40), st.integers(0, 99_999))
def test_the_place_put_back_is_the_address(text: str, number: int) -> None:
    for url in (f"{LIST}?{text}&page={number}", f"{LIST}/{text}/page/{number}", LIST + text):
        try:
            found = place(url)
        except ValueError:
            continue
        if found:
            assert f"{found.before}{found.number}{found.after}" == url.partition("#")[0]


def test_letters_are_found_where_there_are_enough_of_them() -> None:
    index = "".join(f'<a href="?l={one}">{one}</a>' for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert len(onward(page(index)).letters) == 26
    assert onward(page(index[:100])).letters == ()
    anchors = "".join(f'<a href="#{one}">{one}</a>' for one in "ABCDEFGHIJ")
    assert onward(page(anchors)).letters == ()
    assert (
        onward(
            page(
                "".join(f'<a href="https://other.example/{one}">{one}</a>' for one in "ABCDEFGHIJ")
            )
        ).letters
        == ()
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<button>Load more</button>", "load more"), ("<a href='#'>查看更多</a>", "查看更多"), ("<a href='javascript:m()'>もっと見る</a>", "もっと見る"),
        ("<input type=button value='Mehr laden'>", "mehr laden"), ("<div role=button>Show more</div>", "show more"),
        ("<a href='/all'>Show all</a>", ""), ("<p>Load more</p>", ""), ("<button>Search</button>", ""),
        ("<button>Load more</button><a rel=next href='?page=2'>2</a>", ""),
    ],
)  # fmt: skip
def test_a_button_that_loads_more(body: str, expected: str) -> None:
    assert onward(page(body)).more == expected


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_page_leads_somewhere_or_nowhere(text: str) -> None:
    for body in (text, f"<a href='{text}'>next</a>", f"<base href='{text}'><a href=x>{text}</a>"):
        found = onward(page(body))
        assert found.following is None or found.following.url.startswith("http")


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_seen(body: bytes) -> None:
    assert isinstance(seen(body).text, str)
    assert isinstance(text_of(body, "text/html; charset=no-such"), str)


def test_what_a_person_sees() -> None:
    found = seen(
        b"<title> A  B </title><p>one<!-- no --> two<script>three</script>four</p><noscript>x</noscript>five"
    )
    assert (found.text, found.title) == ("one two four five", "a b")


def test_news() -> None:
    shown = Novelty()
    assert shown.new(page(listing(["a", "b"])))
    assert not shown.new(page(listing(["b", "a"])))
    assert shown.new(page(listing(["b", "c"])))
    assert not shown.new(page("<p>17</p><p>1,024</p><p>Page 7 of 9</p>"), number=7)
    assert shown.new(page("<p>Page 8 of 9</p>"))
    assert shown.new(page('{"name": "示例"}', media="application/json"))
    assert not shown.new(page('{"name":"示例"}', media="application/json"))


def test_the_words_are_small_and_stand_once() -> None:
    data = tomllib.loads(files("expolens.fetch").joinpath("pagination.toml").read_text("utf-8"))
    for words in [*data["next"].values(), *data["more"].values(), *data["count"].values()]:
        assert [word.lower() for word in words] == words
        assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{"next": "https://fair.example/api?page=2", "results": []}', Lead("https://fair.example/api?page=2")),
        ('{"links": {"next": {"href": "/api?cursor=x"}}}', Lead("https://fair.example/api?cursor=x")),
        ('{"_links": {"next": {"href": "?cursor=y"}}}', Lead("https://fair.example/api?cursor=y")),
        ('{"paging": {"next": "https://fair.example/b"}}', Lead("https://fair.example/b")),
        ('{"next": null, "results": []}', None),
        ('{"next": 2}', Lead("https://fair.example/api?page=2", counted=True)),
        ('[{"next": "/x"}]', Lead("https://fair.example/api?page=2", counted=True)),
        ("{broken", Lead("https://fair.example/api?page=2", counted=True)),
        ("[" * 100_000, Lead("https://fair.example/api?page=2", counted=True)),
        ('{"a":' * 100_000, Lead("https://fair.example/api?page=2", counted=True)),
    ],
)  # fmt: skip
def test_json_names_the_next_page(body: str, expected: Lead | None) -> None:
    url = "https://fair.example/api?page=1"
    assert onward(page(body, url, "application/json")).following == expected


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["next", "links", "href", "a"]), inner)
        ),
    )
)
def test_any_json_leads_somewhere_or_nowhere(value: object) -> None:
    found = onward(page(json.dumps(value), LIST, "application/json")).following
    assert found is None or found.url.startswith("http")


def test_a_list_in_a_script_is_news_and_a_mark_of_the_visit_is_not() -> None:
    def held(visit: str, *names: str) -> Page:
        state = json.dumps({"items": names, "visit": visit}, ensure_ascii=False)
        return page(f"<h1>Exhibitors</h1><script id='__NEXT_DATA__'>{state}</script>")

    shown = Novelty()
    assert shown.new(held("x1", "示例甲", "示例乙", "示例丙", "示例丁"))
    assert shown.new(held("x2", "示例戊", "示例己", "示例庚", "示例辛"))
    assert not shown.new(held("x3", "示例戊", "示例己", "示例庚", "示例辛"))


def test_a_page_too_large_is_read_at_its_ends() -> None:
    body = "<a href='?page=1'>1</a>" + "<p>示例</p>" * 1_200_000 + "<a rel=next href='/b'>x</a>"
    began = time.process_time()
    assert following(body) == "https://fair.example/b"
    assert time.process_time() - began < 5
