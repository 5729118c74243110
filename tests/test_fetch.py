"""Fetching a site: its pages, redirects and the ways through a list, against a real server on this machine."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from expolens.errors import LookupFailed, SourceUnusable, StudyError
from expolens.fetch.archive import archived, pages
from expolens.fetch.page import Page
from expolens.fetch.site import fetch_site
from expolens.wording.words import note, words
from server import (
    Answer,
    Call,
    listing,
    redirect,
    serving,
)
from visiting import ROBOTS, codes, details, error, fetched, names, numbered, plan


def test_a_list_of_pages_is_fetched_and_read_again_without_a_network(tmp_path: Path) -> None:
    path = tmp_path / "fair.warc.gz"
    with serving(ROBOTS | {"/list": numbered(4)}) as site:
        found = fetched(f"{site.url}/list", path)
        asked = site.pages
        agent = site.headers[-1]["User-Agent"]
    assert asked == ["/list", "/list?page=2", "/list?page=3", "/list?page=4"]
    assert agent.startswith("Expolens/")
    assert (found.pages, found.details, found.asked, found.notes) == (4, 0, 4, ())
    again = pages(path)
    assert [page.url.partition("/list")[2] for page in again] == [
        "",
        "?page=2",
        "?page=3",
        "?page=4",
    ]
    assert names(again) == [f"company-{a}{n}" for n in range(1, 5) for a in "abc"]
    assert {(page.media, page.charset, page.status) for page in again} == {
        ("text/html", "utf-8", 200)
    }
    assert again == pages(path)


def test_redirects_are_followed_and_kept(tmp_path: Path) -> None:
    answers: dict[str, Answer | str] = {
        "/a": redirect("/b", 301), "/b": redirect("c?x=1", 307), "/c": "<p>here</p>",
    }  # fmt: skip
    with serving(answers) as site:
        fetched(f"{site.url}/a", tmp_path / "a")
        (page,) = pages(tmp_path / "a")
        assert page.url == f"{site.url}/c?x=1"
        assert page.asked == f"{site.url}/a"


def test_redirects_in_a_circle(tmp_path: Path) -> None:
    with serving({"/a": redirect("/b"), "/b": redirect("/a")}) as site:
        said = error(f"{site.url}/a", tmp_path / "a")
        assert len(site.pages) == 2
    assert "in a circle" in str(said)
    assert "/a → " in said.have


def test_a_redirect_to_itself_with_a_cookie_is_no_circle(tmp_path: Path) -> None:
    def answer(call: Call) -> None:
        if "seen=1" in call.header("Cookie"):
            call.send("<p>a list</p>")
        else:
            call.send("", 302, Location="/a", Set_Cookie="seen=1; Path=/")

    with serving({"/a": answer}) as site:
        assert fetched(f"{site.url}/a", tmp_path / "a").pages == 1
    assert b"seen=1" not in b"".join(page.body for page in pages(tmp_path / "a"))


def test_redirects_without_end(tmp_path: Path) -> None:
    def answer(call: Call) -> None:
        call.send("", 302, Location=f"/a?n={int(call.query.get('n', '0')) + 1}")

    with serving({"/a": answer}) as site:
        assert "more than 10 times" in str(error(f"{site.url}/a", tmp_path / "a"))
        assert len(site.pages) == 11


@pytest.mark.parametrize(
    "target", ["ftp://fair.example/x", "file:///etc/passwd", "http://user:word@fair.example/", "http://[::1", "http://0x7f.1/"]
)  # fmt: skip
def test_a_redirect_to_where_nobody_may_go(tmp_path: Path, target: str) -> None:
    with serving({"/a": redirect(target)}) as site:
        said = error(f"{site.url}/a", tmp_path / "a")
    assert isinstance(said, LookupFailed)
    assert "nobody may go" in str(said)


def test_a_page_of_another_site_is_left_and_said(tmp_path: Path) -> None:
    away = '<a rel="next" href="http://localhost:{port}/list?page=2">2</a>'
    with serving({}) as site:
        site.answers["/list"] = listing(["a"], away.format(port=site.port))
        found = fetched(f"{site.url}/list", tmp_path / "a")
        assert site.pages == ["/list"]
        assert codes(found) == {"fetch_away"}
        hosts = (f"localhost:{site.port}",)
        assert "/list?page=2" in (
            fetched(f"{site.url}/list", tmp_path / "b", hosts=hosts) and site.pages
        )


def test_cookies_stay_with_their_host(tmp_path: Path) -> None:
    with serving({}) as site:
        other = f"http://localhost:{site.port}"
        site.answers["/a"] = lambda call: call.send(
            "", 302, Location=f"{other}/b", Set_Cookie="k=v"
        )
        site.answers["/b"] = "<p>a list</p>"
        fetched(f"{site.url}/a", tmp_path / "a")
        at = site.asked.index("/b")
        assert "Cookie" not in site.headers[at]
        assert site.headers[at]["Host"] == f"localhost:{site.port}"


def test_private_addresses_need_the_flag(tmp_path: Path) -> None:
    with serving({"/list": "<p>secret"}) as site:
        said = error(f"{site.url}/list", tmp_path / "a", private=False)
        assert site.asked == []
    assert isinstance(said, StudyError)
    assert "--private" in said.todo


def test_a_name_that_is_private_is_refused_too(tmp_path: Path) -> None:
    with serving({"/list": "<p>secret"}) as site:
        url = f"http://fair.example:{site.port}/list"
        said = error(url, tmp_path / "a", private=False)
        assert site.asked == []
        assert "127.0.0.1" in str(said)
        assert fetched(url, tmp_path / "b").pages == 1
        assert site.headers[-1]["Host"] == f"fair.example:{site.port}"


def test_a_run_that_finds_a_limit_says_so(tmp_path: Path) -> None:
    with serving({"/list": numbered(9)}) as site:
        found = fetch_site(
            f"{site.url}/list", tmp_path / "a", plan=plan(pages=3, details=2), links=details
        )
    assert (found.pages, found.details) == (3, 0)
    assert {"fetch_limit", "fetch_details_limit", "fetch_failed"} == codes(found)
    assert "fetch_limit" in " ".join(archived(tmp_path / "a").notes)


def test_a_calendar_without_end_ends_at_the_limit(tmp_path: Path) -> None:
    def answer(call: Call) -> None:
        day = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=int(call.query.get("day", "0")))
        after = f'<a href="?day={int(call.query.get("day", "0")) + 1}">Next</a>'
        call.send(f"<h1>{day:%A %d %B %Y}</h1>{after}")

    with serving({"/calendar": answer}) as site:
        found = fetched(f"{site.url}/calendar", tmp_path / "a", pages=25)
        assert len(site.pages) == 25
    assert codes(found) == {"fetch_limit"}


def test_next_links_in_a_circle_end(tmp_path: Path) -> None:
    answers: dict[str, Answer | str] = {
        f"/{n}": listing([f"company-{'abc'[n]}"], f'<a href="/{(n + 1) % 3}">下一页</a>')
        for n in range(3)
    }
    with serving(answers) as site:
        assert fetched(f"{site.url}/0", tmp_path / "a").pages == 3
        assert site.pages == ["/0", "/1", "/2"]


def test_a_page_past_the_last_that_repeats_it_ends_the_walk(tmp_path: Path) -> None:
    def answer(call: Call) -> None:
        number = int(call.query["page"])
        call.send(listing([f"company-{'abc'[min(number, 3) - 1]}"], f"<p>Page {number} of 3</p>"))

    with serving({"/list": answer}) as site:
        found = fetched(f"{site.url}/list?page=1", tmp_path / "a")
        assert site.pages == [f"/list?page={n}" for n in (1, 2, 3, 4)]
    assert found.pages == 3
    assert found.notes == ()
    assert len(pages(tmp_path / "a")) == 3


def test_an_offset_is_counted_up_in_json(tmp_path: Path) -> None:
    def answer(call: Call) -> None:
        start = int(call.query["offset"])
        items = ",".join(
            f'{{"name": "Firm {"abcdefg"[n]}"}}' for n in range(start, min(start + 2, 7))
        )
        call.send(f'{{"items": [{items}]}}', Content_Type="application/json")

    with serving({"/api": answer}) as site:
        found = fetched(f"{site.url}/api?offset=0&limit=2", tmp_path / "a")
    assert found.pages == 4
    assert pages(tmp_path / "a")[-1].body == b'{"items": [{"name": "Firm g"}]}'


def test_letters_are_visited(tmp_path: Path) -> None:
    index = "".join(f'<a href="/list?letter={one}">{one}</a>' for one in "ABCDEFGHIJ")

    def answer(call: Call) -> None:
        call.send(listing([f"{call.query.get('letter', 'A')}-company"], index))

    with serving({"/list": answer}) as site:
        fetched(f"{site.url}/list?letter=A", tmp_path / "a")
    assert names(pages(tmp_path / "a")) == [f"{one}-company" for one in "ABCDEFGHIJ"]


def test_a_button_that_loads_more_is_said(tmp_path: Path) -> None:
    with serving({"/list": listing(["a"], "<button>加载更多</button>")}) as site:
        found = fetched(f"{site.url}/list", tmp_path / "a")
    assert found.notes == ("fetch_more\t加载更多",)
    assert "加载更多" in note(found.notes[0], "zh")


def test_details_are_fetched_after_the_list_and_a_missing_one_is_said(tmp_path: Path) -> None:
    answers: dict[str, Answer | str] = {"/list": numbered(2, 2), "*": "<p>a company</p>"}
    answers["/company/company-b1"] = lambda call: call.send("", 404)
    seen: list[tuple[str, int]] = []
    with serving(answers) as site:
        found = fetch_site(
            f"{site.url}/list", tmp_path / "a", plan=plan(), links=details,
            progress=lambda page, count: seen.append((page.part, count)),
        )  # fmt: skip
        assert site.pages[:2] == ["/list", "/list?page=2"]
    assert (found.pages, found.details) == (2, 3)
    assert [one for one, _ in found.failed] == [f"{site.url}/company/company-b1"]
    assert codes(found) == {"fetch_failed"}
    assert seen == [("list", 1), ("list", 2), ("detail", 3), ("detail", 4), ("detail", 5)]
    assert [page.part for page in pages(tmp_path / "a")] == ["list"] * 2 + ["detail"] * 3


def test_a_site_that_goes_down_is_given_up(tmp_path: Path) -> None:
    answers: dict[str, Answer | str] = {
        "/robots.txt": "",
        "/list": numbered(1, 8),
        "*": lambda call: call.send("", 500),
    }
    with serving(answers) as site:
        with pytest.raises(SourceUnusable, match="5 pages in a row"):
            fetch_site(f"{site.url}/list", tmp_path / "a", plan=plan(retries=0), links=details)
        assert len(site.pages) == 6


def test_the_caller_says_the_next_page(tmp_path: Path) -> None:
    answers: dict[str, Answer | str] = {
        "/0": listing(["a"], '<a rel="next" href="/9">next</a>'),
        "/1": listing(["b"]),
    }

    def following(page: Page) -> str | None:
        return "/1" if page.url.endswith("/0") else None

    with serving(answers) as site:
        fetch_site(f"{site.url}/0", tmp_path / "a", plan=plan(), next_page=following)
        assert site.pages == ["/0", "/1"]


def test_every_note_has_a_text() -> None:
    source = Path(__file__).parents[1] / "src" / "expolens" / "fetch"
    found = {
        code
        for path in source.glob("*.py")
        for code in re.findall(r'noted\(\s*"([a-z_]+)"', path.read_text("utf-8"))
    }
    assert len(found) >= 15
    assert {f"note.{code}" for code in found} <= set(words())


@pytest.mark.parametrize(
    "changes",
    [{"delay": -1}, {"deadline": 0}, {"pages": 0}, {"contact": "a\nb"}, {"read": float("nan")}],
)
def test_a_plan_that_makes_no_sense_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(StudyError):
        plan(**changes)  # type: ignore[arg-type]


def test_the_contact_is_told() -> None:
    assert plan(contact="list@fair.example").agent.endswith("(list@fair.example)")


def test_two_cookies_of_one_name_are_no_trouble(tmp_path: Path) -> None:
    def answer(call: Call) -> None:
        call.head(
            302,
            {
                "Location": "/b",
                "Set-Cookie": "k=1; Path=/",
                "Set-cookie": "k=2; Path=/b",
                "Content-Length": "0",
            },
        )

    with serving({"/a": answer, "/b": "<p>one"}) as site:
        assert fetched(f"{site.url}/a", tmp_path / "a").pages == 1
        assert site.headers[-1]["Cookie"].count("k=") == 2
