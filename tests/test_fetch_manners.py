"""Manners and bounds: robots.txt, delays, retries, refusals, and servers that answer badly."""

from __future__ import annotations

import gzip
import random
import time
from pathlib import Path

import httpx
import pytest

from expolens.errors import LookupFailed, SourceUnusable
from expolens.fetch.archive import pages
from expolens.fetch.client import Client
from expolens.fetch.site import fetch_site
from server import (
    Answer,
    Call,
    bad_chunks,
    bad_gzip,
    bomb,
    cut,
    drip,
    drip_head,
    endless,
    listing,
    serving,
    silent,
)
from visiting import ROBOTS, Clock, codes, details, error, fetched, names, numbered, plan


def test_the_delay_lies_between_requests(tmp_path: Path) -> None:
    clock = Clock()
    with serving(ROBOTS | {"/list": numbered(3)}) as site:
        fetched(f"{site.url}/list", tmp_path / "a", clock=clock, delay=2.0)
    assert clock.slept == [2.0, 2.0, 2.0]


def test_a_crawl_delay_is_kept_and_said(tmp_path: Path) -> None:
    clock = Clock()
    with serving({"/robots.txt": "User-agent: *\nCrawl-delay: 7", "/list": numbered(2)}) as site:
        found = fetched(f"{site.url}/list", tmp_path / "a", clock=clock)
    assert clock.slept == [7.0, 7.0]
    assert "fetch_delay" in codes(found)


def test_a_crawl_delay_that_nobody_waits_for_is_refused(tmp_path: Path) -> None:
    with serving({"/robots.txt": "User-agent: *\nCrawl-delay: 86400", "/list": "x"}) as site:
        said = error(f"{site.url}/list", tmp_path / "a")
    assert "86,400 seconds" in str(said)


def test_robots_forbid_and_the_line_is_said(tmp_path: Path) -> None:
    with serving(ROBOTS | {"/private/list": "secret"}) as site:
        said = error(f"{site.url}/private/list", tmp_path / "a")
        assert site.pages == []
    assert isinstance(said, LookupFailed)
    assert "robots.txt, line 2" in said.where
    assert "Disallow: /private" in said.have
    assert "organiser" in said.todo


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (500, False), (429, False)]
)
def test_a_robots_txt_that_does_not_come(tmp_path: Path, status: int, allowed: bool) -> None:
    answers: dict[str, Answer | str] = {
        "/robots.txt": lambda call: call.send("", status),
        "/list": "<p>one",
    }
    with serving(answers) as site:
        if allowed:
            assert fetched(f"{site.url}/list", tmp_path / "a").pages == 1
        else:
            assert "robots.txt cannot be had" in str(error(f"{site.url}/list", tmp_path / "a"))
            assert site.pages == []


def test_an_endless_robots_txt_is_read_as_far_as_it_must_be(tmp_path: Path) -> None:
    def answer(call: Call) -> None:
        call.head(200, {"Content-Type": "text/plain", "Connection": "close"})
        call.raw(b"User-agent: *\nDisallow: /private\n")
        while not call.gone:
            call.raw(b"# more\n" * 1000)

    with serving({"/robots.txt": answer, "/list": "<p>one"}) as site:
        assert fetched(f"{site.url}/list", tmp_path / "a").pages == 1
        assert "line 2" in str(error(f"{site.url}/private", tmp_path / "b"))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (drip, "within 0.6 seconds"),
        (drip_head, "within 0.6 seconds"),
        (silent, "within 0.6 seconds"),
        (endless, "more than 500,000 bytes"),
        (cut, "broke off"),
        (bad_chunks, "broke off"),
        (bad_gzip, "packing is damaged"),
        (bomb, "unpacked it has more than 1,000,000 bytes"),
        (lambda call: call.send(b"x", Content_Encoding="br"), "packed as 'br'"),
        (lambda call: call.hang_up(), "broke off"),
        (lambda call: call.raw(b"SSH-2.0-OpenSSH\r\n\r\n"), "broke off"),
    ],
)  # fmt: skip
def test_a_bad_answer_is_a_clear_error_in_bounded_time(
    tmp_path: Path, answer: Answer, words: str
) -> None:
    with serving({"/list": answer}) as site:
        began = time.monotonic()
        deadline = 0.6 if "within" in words else 20.0
        said = error(
            f"{site.url}/list",
            tmp_path / "a",
            deadline=deadline,
            received=500_000,
            unpacked=1_000_000,
        )
        assert time.monotonic() - began < 10
    assert words in str(said)
    assert said.exit_code == 3
    assert said.todo


def test_a_silent_server_is_asked_again_and_then_told(tmp_path: Path) -> None:
    clock = Clock()
    with serving({"/list": silent}) as site:
        said = error(f"{site.url}/list", tmp_path / "a", clock=clock, read=0.15)
        assert site.pages == ["/list", "/list"]
    assert "said nothing for 0.15 seconds" in str(said)
    assert 1.0 <= clock.slept[-1] <= 2.0


def test_nobody_listens(tmp_path: Path) -> None:
    with serving({}) as site:
        url = site.url
    assert "no connection" in str(error(url, tmp_path / "a"))


def test_no_internet(tmp_path: Path) -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise LookupFailed(f"there is no host {host}", todo="Check the connection.")

    said = error("https://fair.example", tmp_path / "a", world=Clock().world(nowhere))
    assert "no host fair.example" in str(said)


def test_passing_failures_are_asked_again(tmp_path: Path) -> None:
    states = iter([503, 500, 200])

    def answer(call: Call) -> None:
        call.send("<p>a list</p>", next(states))

    clock = Clock()
    with serving({"/list": answer}) as site:
        found = fetched(f"{site.url}/list", tmp_path / "a", clock=clock, retries=3, delay=0.0)
    assert found.pages == 1
    assert [round(one) for one in clock.slept] == [round(one) for one in sorted(clock.slept)]
    assert 1 <= clock.slept[0] <= 2 <= clock.slept[1] <= 4


@pytest.mark.parametrize("value", ["90", "Wed, 18 Mar 2026 08:01:30 GMT"])
def test_retry_after_is_kept(tmp_path: Path, value: str) -> None:
    states = iter([429, 200])
    clock = Clock()
    with serving(
        {"/list": lambda call: call.send("<p>a", next(states), Retry_After=value)}
    ) as site:
        fetched(f"{site.url}/list", tmp_path / "a", clock=clock, delay=0.0)
    assert clock.slept == [90.0]


def test_a_long_retry_after_ends_it(tmp_path: Path) -> None:
    with serving({"/list": lambda call: call.send("", 429, Retry_After="7200")}) as site:
        said = error(f"{site.url}/list", tmp_path / "a")
    assert isinstance(said, SourceUnusable)
    assert "7,200 seconds" in str(said)


def test_asked_too_often_again_and_again(tmp_path: Path) -> None:
    with serving({"/list": lambda call: call.send("", 429)}) as site:
        said = error(f"{site.url}/list", tmp_path / "a", retries=2)
        assert len(site.pages) == 3
    assert isinstance(said, SourceUnusable)
    assert "too often" in str(said)


@pytest.mark.parametrize("status", [401, 403, 451])
def test_a_refusal_stops_at_once_and_says_to_bring_an_export(tmp_path: Path, status: int) -> None:
    answers: dict[str, Answer | str] = {
        "/list": listing(["a", "b"]),
        "/company/a": lambda call: call.send("", status),
        "/company/b": "never asked",
    }
    path = tmp_path / "a"
    with serving(answers) as site:
        with pytest.raises(SourceUnusable) as caught:
            fetch_site(f"{site.url}/list", path, plan=plan(), links=details)
        assert site.pages == ["/list", "/company/a"]
    assert f"HTTP {status}" in str(caught.value)
    assert "Bring an export" in caught.value.todo
    assert names(pages(path)) == ["a", "b"]


def test_answers_with_flipped_bits_are_pages_or_clear_errors() -> None:
    whole = gzip.compress(listing(["a", "b"]).encode())
    good = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nSet-Cookie: a=b; Path=/\r\n"
    good += b"Transfer-Encoding: chunked\r\n\r\n" + b"%x\r\n%s\r\n0\r\n\r\n" % (len(whole), whole)
    chance, found = random.Random(5), {"pages": 0, "errors": 0}
    answers: list[bytes] = []

    def answer(call: Call) -> None:
        call.raw(answers[-1])
        call.hang_up()

    with serving({"*": answer}) as site, Client(plan(retries=0, deadline=20.0)) as client:
        for _ in range(300):
            data = bytearray(good)
            for _ in range(chance.choice([0, 1, 1, 5])):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            answers.append(bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]))
            try:
                client.ask(httpx.URL(f"{site.url}/list"))
            except LookupFailed:
                found["errors"] += 1
            else:
                found["pages"] += 1
    assert found["pages"] > 20
    assert found["errors"] > 20
