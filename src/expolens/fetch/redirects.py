"""From an address to its page: redirects followed by hand, every step checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx

from expolens.errors import StudyError
from expolens.fetch.address import checked, host_of
from expolens.fetch.client import Client
from expolens.fetch.refusal import NotThere, refuse
from expolens.fetch.reply import Headers, Reply

_MOVED = frozenset({301, 302, 303, 307, 308})


def followed(
    client: Client,
    url: httpx.URL,
    *,
    conditions: Callable[[str], Headers],
    allowed: Callable[[httpx.URL], None],
) -> list[Reply]:
    """Return the answers on the way from a URL to its page, the page last.

    `conditions` gives the headers for each address on the way, `allowed` raises where one may not be asked. NotThere for a
    circle (the same address with the same cookies), for more redirects than planned and for one that leads where nobody may go;
    SourceUnusable for a refusal.
    """
    way: list[Reply] = []
    been: set[tuple[str, str]] = set()
    while True:
        step = str(url), client.cookies(host_of(url))
        if step in been:
            raise NotThere("its redirects go in a circle", where=way[0].url, have=_told(way))
        if len(way) > client.plan.redirects:
            raise NotThere(
                f"it redirects more than {client.plan.redirects} times",
                where=way[0].url,
                have=_told(way),
            )
        been.add(step)
        with _blamed(way, url):
            allowed(url)
            reply = client.ask(url, conditions(str(url)))
        way.append(reply)
        target = reply.header("location")
        if reply.status not in _MOVED or not target:
            refuse(reply, redirected=len(way) > 1)
            return way
        url = _led(url, target, private=client.plan.private)


@contextmanager
def _blamed(way: list[Reply], url: httpx.URL) -> Iterator[None]:
    """Turn the error of an address that may not be asked into one of the site, where that led there, not the user."""
    try:
        yield
    except StudyError as error:
        if not way:
            raise
        raise _nowhere(way[-1].url, error.what, str(url)) from error


def _led(url: httpx.URL, target: str, *, private: bool) -> httpx.URL:
    """Return where a redirect leads; NotThere where that is no address that may be asked."""
    try:
        return checked(str(url.join(target)), private=private)
    except StudyError as error:
        raise _nowhere(str(url), error.what, target) from error
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise _nowhere(str(url), str(error), target) from error


def _nowhere(where: str, why: str, target: str) -> NotThere:
    said = f"it redirects to where nobody may go: {why}"
    return NotThere(said, where=where, have=f"Location: {target[:200]}.")


def _told(way: list[Reply]) -> str:
    return " → ".join(one.url for one in way[:12]) + "."
