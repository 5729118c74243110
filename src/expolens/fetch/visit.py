"""A visit to a site: pages asked for as its robots.txt allows, each kept in the archive once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

import httpx

from expolens.errors import LookupFailed, StudyError
from expolens.fetch.address import checked, host_of, site_of
from expolens.fetch.client import Client
from expolens.fetch.noted import noted
from expolens.fetch.outage import Outage
from expolens.fetch.page import Page, Part
from expolens.fetch.plan import FetchPlan
from expolens.fetch.recorder import Recorder
from expolens.fetch.redirects import followed
from expolens.fetch.refusal import ADVICE, NotThere
from expolens.fetch.reply import Headers, Reply
from expolens.fetch.robots import MOST_BYTES, Robots, parsed

_PAGE = frozenset({200, 203})
_MOVED = frozenset({301, 302, 303, 307, 308})
_HOPS = 5


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a site's robots.txt says, or why it could not be had."""

    robots: Robots
    failed: str = ""


@dataclass(slots=True)
class Visit:
    """One run at a site. `counts` has how many pages were `asked` for; `taken` are the addresses that were found `unchanged`, and those `held` from the run before a stop; `notes` what was noticed."""

    client: Client
    recorder: Recorder
    plan: FetchPlan
    sites: set[str] = field(default_factory=set)
    notes: dict[str, None] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    taken: dict[str, str] = field(default_factory=dict)
    _rules: dict[str, _Rules] = field(default_factory=dict)

    def page(self, asked: str, part: Part) -> Page:
        """Return the page behind an address, from this run's records if it is there already.

        NotThere where it is missing, forbidden by robots.txt or on another site; Outage and LookupFailed where it does not come;
        SourceUnusable where the site refuses.
        """
        url = checked(asked, private=self.plan.private)
        entry = self.recorder.held(str(url))
        if entry is None:
            return self._fetched(url, part)
        self.taken[str(url)] = "held"
        if entry.part == "missing":
            raise NotThere(f"there is no page (HTTP {entry.status})", where=str(url))
        page = self.recorder.page(entry)
        self._belongs(httpx.URL(page.url))
        return page

    def _fetched(self, url: httpx.URL, part: Part) -> Page:
        way = followed(self.client, url, conditions=self._conditions, allowed=self._allow)
        self.counts["asked"] += 1
        for hop in way[:-1]:
            self.recorder.keep(hop, "redirect", hop.url)
        self._downgraded(way)
        last = way[-1]
        if last.status == 304 and self._conditions(last.url):
            self.taken[str(url)] = "unchanged"
        elif last.status not in _PAGE:
            self._missing(last, str(url))
        self._belongs(httpx.URL(last.url))
        return self.recorder.page(self.recorder.keep(last, part, str(url)))

    def _downgraded(self, way: list[Reply]) -> None:
        """Say once where a redirect led from https to http."""
        steps = [one.url for one, then in pairwise(way) if _plain(then.url) and not _plain(one.url)]
        told = any(note.startswith("fetch_downgrade") for note in self.notes)
        if steps and not told:
            self.notes[noted("fetch_downgrade", steps[0])] = None

    def _missing(self, reply: Reply, asked: str) -> None:
        """Remember and say that an answer is no page."""
        if 400 <= reply.status < 500:
            self.recorder.keep(reply, "missing", asked)
        raise NotThere(
            f"there is no page (HTTP {reply.status} {reply.reason})".replace(" )", ")"),
            where=asked,
            todo="Check the address in a browser.",
        )

    def _belongs(self, url: httpx.URL) -> None:
        """Take the first page's site as the one that is visited; NotThere for a page of another that nobody named."""
        site = site_of(url)
        if not self.sites:
            self.sites |= {site, *(one.lower().removeprefix("www.") for one in self.plan.hosts)}
        if site not in self.sites:
            raise NotThere(
                f"it leads to another site, {site}", where=str(url), todo=f"Name it: --host {site}."
            )

    def own(self, url: str) -> str:
        """Return an address of the sites that are visited as it will be asked, "" for any other."""
        try:
            found = checked(url, private=self.plan.private)
        except StudyError:
            return ""
        return str(found) if site_of(found) in self.sites else ""

    def _conditions(self, url: str) -> Headers:
        return self.recorder.conditions(url)

    def _allow(self, url: httpx.URL) -> None:
        """Raise NotThere with the line that forbids an address; Outage where the site's robots.txt cannot be had, which forbids all."""
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if origin not in self._rules:
            self._rules[origin] = self._read(origin)
        rules = self._rules[origin]
        where = f"{origin}/robots.txt"
        if rules.failed:
            raise Outage(
                f"the site's robots.txt cannot be had ({rules.failed}), and without it nothing may be asked for",
                where=where,
                have="This is what RFC 9309 says.",
                todo=f"Try again later. {ADVICE}",
            )
        rule = rules.robots.forbids(url.raw_path.decode("ascii"))
        if rule:
            name = "every program" if rules.robots.agent == "*" else rules.robots.agent
            raise NotThere(
                f"the site's robots.txt forbids {url.path}",
                where=f"{where}, line {rule.line}",
                have=f"It says “{rule}” to {name}.",
                todo=ADVICE,
            )

    def _read(self, origin: str) -> _Rules:
        """Return what a site's robots.txt says: nothing where there is none, a failure where the server fails."""
        url = httpx.URL(f"{origin}/robots.txt")
        try:
            reply = self._robots_reply(url)
        except LookupFailed as error:
            return _Rules(Robots(), error.what)
        if reply.status == 429 or reply.status >= 500 or reply.status in _MOVED:
            return _Rules(Robots(), f"HTTP {reply.status}")
        if reply.status not in _PAGE:
            return _Rules(Robots())
        robots = parsed(reply.body[:MOST_BYTES].decode("utf-8", "replace"), "Expolens")
        self._slow(url, robots.delay)
        return _Rules(robots)

    def _robots_reply(self, url: httpx.URL) -> Reply:
        """Return the answer for a robots.txt, at most five redirects on, as the standard asks; it counts for the site that was asked."""
        for _ in range(_HOPS + 1):
            reply = self.client.ask(url, most=MOST_BYTES)
            self.recorder.keep(reply, "robots", reply.url)
            target = reply.header("location")
            if reply.status not in _MOVED or not target:
                break
            try:
                url = checked(str(url.join(target)), private=self.plan.private)
            except (StudyError, httpx.InvalidURL, ValueError) as error:
                raise NotThere(f"it redirects to where nobody may go: {error}") from error
        return reply

    def _slow(self, url: httpx.URL, delay: float) -> None:
        """Keep the delay that a robots.txt asks for, and say so where it is longer than planned; NotThere where nobody could wait so long."""
        if delay <= self.plan.delay:
            return
        if delay > self.plan.patience:
            raise NotThere(
                f"the site asks for {delay:,.0f} seconds between two requests",
                where=str(url),
                todo=ADVICE,
            )
        self.client.pace.slow(host_of(url), delay)
        self.notes[noted("fetch_delay", f"{delay:g}")] = None


def _plain(url: str) -> bool:
    return url.startswith("http:")
