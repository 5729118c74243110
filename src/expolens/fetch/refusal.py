"""Telling when a site does not want to be read by a program: refused, a CAPTCHA, a login."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from expolens.errors import LookupFailed, SourceUnusable
from expolens.fetch.markup import Seen, seen
from expolens.fetch.reply import Reply, media_of

ADVICE = (
    "Bring an export instead: ask the organiser for the list as Excel or CSV, or open the page in a browser, save it"
    " complete (or as MHTML) and give that file to `expolens collect`."
)
_STATUS = {
    401: "asks for a login (HTTP 401)",
    403: "refuses to be read by a program (HTTP 403)",
    407: "is behind a proxy that asks for a login (HTTP 407)",
    451: "may not show this for legal reasons (HTTP 451)",
}
_LOOKED = 1 << 18


class NotThere(LookupFailed):
    """What was asked for is not to be had, now or later: missing, forbidden by robots.txt, on another site. Asking again is no use."""


@dataclass(frozen=True, slots=True)
class _Signs:
    headers: dict[str, frozenset[str]]
    titles: frozenset[str]
    scripts: re.Pattern[str]
    words: re.Pattern[str]
    paths: re.Pattern[str]
    wall: int
    few: int
    links: int


@cache
def _signs() -> _Signs:
    data: dict[str, Any] = tomllib.loads(
        files("expolens.fetch").joinpath("refusals.toml").read_text("utf-8")
    )
    return _Signs(
        {name: frozenset(values) for name, values in data["headers"].items()},
        frozenset(data["titles"]["whole"]),
        _any(data["scripts"]["within"]),
        _any(data["words"]["within"]),
        re.compile(rf"(?:^|[/._-])(?:{'|'.join(data['login']['paths'])})(?:$|[/._-])"),
        **data["sizes"],
    )


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words))


def refuse(reply: Reply, *, redirected: bool = False) -> None:
    """Raise SourceUnusable with the advice to bring an export where a response is a refusal, a bot wall or a login page; return where it is a page."""
    if why := refusal(reply, redirected=redirected):
        raise SourceUnusable(f"the site {why}", where=reply.url, todo=ADVICE)


def refusal(reply: Reply, *, redirected: bool = False) -> str:
    """Return what a response that is no page says ("asks for a CAPTCHA …"), "" for any other.

    A wall is known by its header, by a whole title, by its script on a page that says little else, or by its words on a page
    that says hardly anything. A page that only mentions a CAPTCHA has more to say than that.
    """
    signs = _signs()
    for name, values in signs.headers.items():
        if reply.header(name).strip().lower() in values:
            return "wants proof that a person is reading (a bot wall)"
    page = seen(reply.body[:_LOOKED], reply.header("content-type")) if _markup(reply) else None
    if page and (wall := _wall(page, signs, failed=reply.status >= 400)):
        return wall
    if reply.status in _STATUS:
        return _STATUS[reply.status]
    if page and _login(page, reply.url, signs, redirected=redirected):
        return "shows a login page"
    return ""


def _markup(reply: Reply) -> bool:
    """Tell whether a reply may be a page: it says so, or says nothing and begins like one."""
    media = media_of(reply.header("content-type"))
    return "html" in media or (not media and reply.body.lstrip()[:1] == b"<")


def _wall(page: Seen, signs: _Signs, *, failed: bool) -> str:
    size = len(page.text)
    short = size < signs.wall and page.links < signs.links
    if short and page.title in signs.titles:
        return f"wants proof that a person is reading (its page is called “{page.title}”)"
    if short and signs.scripts.search(page.source) and (failed or size < signs.few):
        return (
            "wants proof that a person is reading (a page that holds a challenge and nothing else)"
        )
    found = signs.words.search(page.text.lower())
    if found and size < signs.few and page.links < signs.links and (page.asks or failed):
        return f"wants proof that a person is reading (its page says “{found.group()}”)"
    return ""


def _login(page: Seen, url: str, signs: _Signs, *, redirected: bool) -> bool:
    """Tell whether a page is a login: it asks for a password, and says little else or was led to by a redirect."""
    if not page.password or page.links >= signs.links * 2:
        return False
    named = bool(signs.paths.search(urlsplit(url).path.lower()))
    return (redirected and named) or (len(page.text) < signs.few and page.links < signs.links)
