"""robots.txt as RFC 9309 says, and how fast a site is asked."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.robotparser import RobotFileParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.fetch.pace import Pace, backoff, retry_after
from expolens.fetch.robots import Robots, matches, normalised, parsed
from visiting import Clock


def allowed(text: str, target: str, agent: str = "Expolens") -> bool:
    return parsed(text, agent).forbids(target) is None


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*?page=", "/list?page=2", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /A", "/a", True),
        ("user-AGENT : *  # all\r\n disallow : /a # b", "/a", False),
        ("User-agent: *\rDisallow: /a", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        # A group of ours is the only one that counts; several are one.
        ("User-agent: *\nDisallow: /\n\nUser-agent: expolens\nDisallow: /x", "/a", True),
        ("User-agent: EXPOLENS/9.9\nDisallow: /x\nUser-agent: b\nDisallow: /\nUser-agent: expolens\nDisallow: /y", "/y", False),
        ("User-agent: a\nUser-agent: expolens\nDisallow: /x", "/x", False),
        ("User-agent: a\n\nUser-agent: expolens\nDisallow: /x", "/x", False),
        ("User-agent: expolensbot\nDisallow: /", "/a", True),
        ("User-agent: a\nSitemap: /s\nUser-agent: expolens\nDisallow: /x", "/x", False),
        # A rule before any group is nobody's.
        ("Disallow: /\nUser-agent: *\nDisallow: /x", "/a", True),
        # Escapes: the same octets are the same path, however written.
        ("User-agent: *\nDisallow: /%E5%B1%95", "/展会", False),
        ("User-agent: *\nDisallow: /展", "/%e5%b1%95%E4%BC%9A", False),
        ("User-agent: *\nDisallow: /%7Ejoe", "/~joe/list", False),
        ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
        ("User-agent: *\nDisallow: /a%2fb", "/a%2Fb", False),
    ],
)  # fmt: skip
def test_the_standard(text: str, target: str, expected: bool) -> None:
    assert allowed(text, target) is expected


def test_the_line_is_known() -> None:
    rule = parsed("# hello\nUser-agent: *\n\nDisallow: /a*b", "Expolens").forbids("/a/x/b")
    assert rule is not None
    assert (rule.line, str(rule)) == (4, "Disallow: /a*b")


@pytest.mark.parametrize(
    ("text", "delay"),
    [("Crawl-delay: 2.5", 2.5), ("Crawl-delay: nan", 0), ("Crawl-delay: -4", 0), ("Crawl-delay: inf", 0), ("Crawl-delay: soon", 0), ("", 0)],
)  # fmt: skip
def test_the_delay_of_a_group(text: str, delay: float) -> None:
    assert parsed(f"User-agent: *\n{text}\nDisallow: /x", "Expolens").delay == delay


segments = st.text("abc", min_size=1, max_size=2)
paths = st.lists(segments, min_size=1, max_size=3).map(lambda parts: "/" + "/".join(parts))


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), paths), max_size=6), paths)
def test_the_standard_library_agrees_where_its_order_cannot_matter(
    rules: list[tuple[bool, str]], target: str
) -> None:
    """urllib's parser takes the first rule that fits: with the longest first and Allow before Disallow this is the standard's."""
    ordered = sorted(rules, key=lambda rule: (-len(rule[1]), not rule[0]))
    lines = [f"{'Allow' if allow else 'Disallow'}: {path}" for allow, path in ordered]
    witness = RobotFileParser()
    witness.parse(["User-agent: *", *lines])
    shuffled = "\n".join(["User-agent: *", *reversed(lines)])
    assert allowed(shuffled, target) is witness.can_fetch("Expolens", target)


@settings(deadline=None)
@given(st.text("ab*$/", max_size=8), st.text("ab$/", max_size=10))
def test_a_pattern_is_the_regular_expression_it_stands_for(pattern: str, path: str) -> None:
    body, end = (pattern[:-1], r"\Z") if pattern.endswith("$") else (pattern, "")
    expression = ".*".join(re.escape(piece) for piece in body.split("*")) + end
    assert matches(pattern, path) is bool(re.match(expression, path, re.DOTALL))


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=50))
def test_any_text_is_read(text: str, path: str) -> None:
    found = parsed(text, "Expolens")
    assert isinstance(found, Robots)
    assert found.delay >= 0
    found.forbids("/" + path)
    assert normalised(normalised(path)) == normalised(path)


def test_many_stars_take_no_time() -> None:
    began = time.process_time()
    assert not matches("/" + "*a" * 2000 + "b", "/" + "a" * 8000)
    text = "User-agent: *\n" + "Disallow: /*a*b*c$\n" * 20_000
    assert allowed(text, "/" + "ab" * 500)
    assert time.process_time() - began < 3


@settings(deadline=None)
@given(st.integers(0, 20), st.integers(0, 5))
def test_waits_grow_are_bounded_and_come_again(attempt: int, seed: int) -> None:
    wait = backoff(attempt, seed=seed, url="https://fair.example/")
    assert wait == backoff(attempt, seed=seed, url="https://fair.example/")
    full = min(60, 2.0 * 2**attempt)
    assert full / 2 <= wait <= full


def test_waits_differ_by_seed() -> None:
    assert len({backoff(2, seed=seed, url="x") for seed in range(20)}) == 20


@settings(deadline=None)
@given(st.integers(0, 10**7))
def test_a_date_and_seconds_ask_for_the_same(seconds: int) -> None:
    now = datetime(2026, 3, 18, 8, tzinfo=UTC)
    date = format_datetime(now + timedelta(seconds=seconds), usegmt=True)
    assert retry_after(date, now) == retry_after(str(seconds), now) == seconds


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_retry_after_is_seconds_or_nothing(text: str) -> None:
    found = retry_after(text, datetime(2026, 3, 18, tzinfo=UTC))
    assert found is None or found >= 0


def test_the_past_asks_for_no_wait() -> None:
    assert retry_after("Mon, 01 Jan 2001 00:00:00 GMT", datetime(2026, 1, 1, tzinfo=UTC)) == 0


def test_each_host_has_its_own_pace() -> None:
    clock = Clock()
    pace = Pace(clock.world(), 1.0)
    pace.slow("slow", 5.0)
    for host in ("a", "slow", "a", "slow"):
        pace.turn(host)
        pace.asked(host)
    assert clock.slept == [1.0, 4.0]
