"""A visit to a server of this machine: a clock that passes only by sleeping, plans for it, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from expolens.errors import ExpolensError
from expolens.fetch.page import Page
from expolens.fetch.plan import FetchPlan, World
from expolens.fetch.site import Fetched, fetch_site
from server import Answer, Call, listing


@dataclass
class Clock:
    """A time that passes only by sleeping."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return datetime(2026, 3, 18, 8, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def world(self, resolve: Callable[[str, int], Sequence[str]] | None = None) -> World:
        found = resolve or (lambda host, port: ["127.0.0.1"])
        return World(self.now, lambda: self.seconds, self.sleep, found, lambda scheme, host: "")


def plan(clock: Clock | None = None, **changes: object) -> FetchPlan:
    given: dict[str, object] = {"private": True, "retries": 1, "world": (clock or Clock()).world()}
    return FetchPlan(**(given | changes))  # type: ignore[arg-type]


def fetched(url: str, path: Path, **changes: object) -> Fetched:
    return fetch_site(url, path, plan=plan(**changes))  # type: ignore[arg-type]


def codes(found: Fetched) -> set[str]:
    return {one.partition("\t")[0] for one in found.notes}


def error(url: str, path: Path, **changes: object) -> ExpolensError:
    with pytest.raises(ExpolensError) as caught:
        fetched(url, path, **changes)
    return caught.value


def names(found: Sequence[Page]) -> list[str]:
    return [name for page in found for name in re.findall(r'/company/([^"]+)"', page.body.decode())]


def details(page: Page) -> list[str]:
    return re.findall(r'href="(/company/[^"]+)"', page.body.decode())


ROBOTS: dict[str, Answer | str] = {"/robots.txt": "User-agent: *\nDisallow: /private\n"}


def numbered(count: int, size: int = 3) -> Answer:
    """A list of pages that are numbered in the query and linked by their numbers."""

    def answer(call: Call) -> None:
        number = int(call.query.get("page", "1"))
        if number > count:
            call.send("<p>No results</p>", 404)
            return
        shown = [f"company-{letter}{number}" for letter in "abcdefgh"[:size]]
        links = "".join(f'<a href="?page={n}">{n}</a>' for n in range(1, count + 1))
        call.send(listing(shown, links))

    return answer
