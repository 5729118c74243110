"""From the first page of a list to all of them, and to the pages behind its links."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from expolens.errors import LookupFailed, SourceUnusable, StudyError
from expolens.fetch.address import checked
from expolens.fetch.counting import place
from expolens.fetch.noted import noted
from expolens.fetch.novelty import Novelty
from expolens.fetch.page import Page
from expolens.fetch.pagination import Lead, onward
from expolens.fetch.refusal import ADVICE, NotThere
from expolens.fetch.visit import Visit

Links = Callable[[Page], Iterable[str]]
NextPage = Callable[[Page], str | None]
_GIVEN_UP = 5


@dataclass(slots=True)
class Walk:
    """The way through a list: `order` the addresses of the pages it yielded, `failed` those of details that did not come, with why, `away` those that lead to other sites and were left.

    `links` returns the links behind which a page's details are, `next_page` the next page where it is known better than by what pages say.
    """

    visit: Visit
    links: Links | None = None
    next_page: NextPage | None = None
    order: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    details: dict[str, None] = field(default_factory=dict)
    away: dict[str, None] = field(default_factory=dict)

    def pages(self, start: str) -> Iterator[Page]:
        """Yield the pages of the list, then those behind its links.

        The walk may be left at any time: what was yielded is in the archive. A page of the list that does not come for the moment ends it with an
        error, as the list would have a hole; one that is not there ends its chain with a note; a detail that does not come is left out.
        """
        for page in self._list(start):
            self.order.append(page.asked)
            yield page
        for page in self._behind():
            self.order.append(page.asked)
            yield page

    def _list(self, start: str) -> Iterator[Page]:
        limit, notes = self.visit.plan.pages, self.visit.notes
        waiting = deque([Lead(str(checked(start, private=self.visit.plan.private)))])
        asked = {waiting[0].url}
        shown, count = Novelty(), 0
        while waiting:
            if count == limit:
                notes[noted("fetch_limit", limit, waiting[0].url)] = None
                return
            lead = waiting.popleft()
            page = self._one(lead, first=count == 0)
            if page is None:
                continue
            count += 1
            found = place(page.asked)
            if not shown.new(page, number=found.number if found else None):
                if not lead.counted and not lead.letter:
                    notes[noted("fetch_repeats", page.asked)] = None
                continue
            yield page
            following, others = self._leads(page)
            for one in reversed([one for one in following if one.url not in asked]):
                asked.add(one.url)
                waiting.appendleft(one)
            for one in others:
                if one.url not in asked:
                    asked.add(one.url)
                    waiting.append(one)

    def _one(self, lead: Lead, *, first: bool) -> Page | None:
        """Return a page of the list, None where it is not there: quietly if nothing said it was."""
        try:
            return self.visit.page(lead.url, "list")
        except NotThere as error:
            if first:
                raise
            if not lead.counted or "robots.txt" in error.what:
                self.visit.notes[noted("fetch_broken", lead.url, error.what)] = None
            return None
        except StudyError as error:
            if first:
                raise
            self.visit.notes[noted("fetch_broken", lead.url, error.what)] = None
            return None

    def _leads(self, page: Page) -> tuple[list[Lead], list[Lead]]:
        """Return what follows a page, and the letters of its index: of this site, and readable addresses."""
        found = onward(page)
        if found.closed:
            self.visit.notes[noted("fetch_nofollow", page.asked)] = None
            return [], []
        self._collect(page)
        if self.next_page:
            given = self.next_page(page)
            following = [Lead(_against(page, given))] if given else []
        else:
            following = [found.following] if found.following else []
            if found.more:
                self.visit.notes[noted("fetch_more", found.more)] = None
        own = [self._own(one) for one in following]
        letters = (
            [] if self.next_page else [self._own(Lead(one, letter=True)) for one in found.letters]
        )
        return [one for one in own if one], [one for one in letters if one]

    def _own(self, lead: Lead) -> Lead | None:
        """Return a lead with its address as it will be asked, None where it leads away from the site."""
        url = self.visit.own(lead.url)
        if not url:
            self.away.setdefault(lead.url)
            return None
        return Lead(url, lead.counted, lead.letter)

    def _collect(self, page: Page) -> None:
        """Add the links behind which a page's details are."""
        for link in self.links(page) if self.links and self.visit.plan.details else ():
            lead = self._own(Lead(_against(page, link)))
            if lead:
                self.details.setdefault(lead.url)

    def _behind(self) -> Iterator[Page]:
        """Yield the pages behind the links; five in a row that do not come are a failure of the whole site."""
        limit, down = self.visit.plan.details, 0
        listed = set(self.order)
        wanted = [one for one in self.details if one not in listed]
        if len(wanted) > limit:
            self.visit.notes[noted("fetch_details_limit", limit, len(wanted))] = None
        for url in wanted[:limit]:
            try:
                page = self.visit.page(url, "detail")
            except SourceUnusable:
                raise
            except (LookupFailed, StudyError) as error:
                self.failed.append((url, error.what))
                down = 0 if isinstance(error, NotThere | StudyError) else down + 1
                if down == _GIVEN_UP:
                    raise SourceUnusable(
                        f"{_GIVEN_UP} pages in a row did not come, the last: {error.what}",
                        where=url,
                        todo=f"Try again later; what was fetched is kept. {ADVICE}",
                    ) from error
            else:
                down = 0
                yield page


def _against(page: Page, link: str) -> str:
    """Return a link of a page as a whole address; as it is where it cannot be one."""
    try:
        return urljoin(page.url, link.strip())
    except ValueError:
        return link
