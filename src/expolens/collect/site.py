"""A list brought in from a site: fetched into its archive, and read out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from expolens.errors import SourceError
from expolens.fetch.address import checked, host_of
from expolens.fetch.archive import archived
from expolens.fetch.page import Page
from expolens.fetch.plan import FetchPlan
from expolens.fetch.site import Fetched, fetch_site
from expolens.model.study import SourcePlan
from expolens.readers.pages import links_of, next_of, recipe_of_fetched
from expolens.readers.recipe import recipe_of
from expolens.study.brought import Brought, brought, bytes_of

Progress = Callable[[Page, int], None]


@dataclass(frozen=True, slots=True)
class Site:
    """A site to be fetched: its address, where it is kept, the manners, whether the pages behind its links are wanted too."""

    url: str
    archive: Path
    plan: FetchPlan
    details: bool = False


def bring_site(
    site: Site, plan: SourcePlan, *, recipe: str = "", progress: Progress | None = None
) -> tuple[Brought, Fetched]:
    """Fetch a site into its archive and read the list out of it; by `recipe` where one is given, else by that of its first page, which is returned.

    LookupFailed and SourceUnusable as `fetch_site`; what was fetched until then is kept, and the next run goes on.
    """
    given = recipe_of(recipe) if recipe else None
    fetched = fetch_site(
        site.url,
        site.archive,
        plan=site.plan,
        links=links_of(given, plan.encoding) if site.details else None,
        next_page=next_of(given, plan.encoding) if given and given.next else None,
        progress=progress,
    )
    data = bytes_of(site.archive)
    text = recipe or _made(site.archive, plan)
    plan = replace(plan, url=site.url)
    try:
        found = brought(data, plan, recipe=text)
    except SourceError:
        if recipe or not text:
            raise
        # What the first page shows need not be what the others do.
        found, text = brought(data, plan), ""
    pages = found.found.grid.pages
    day = max((time for _, time, _ in pages), default="")[:10]
    return replace(found, url=site.url, date=day, recipe=text), fetched


def _made(archive: Path, plan: SourcePlan) -> str:
    """Return the recipe of the first page of an archive, "" where its list needs none."""
    page = next(archived(archive).pages(), None)
    return recipe_of_fetched(page, plan.encoding) if page is not None else ""


def archive_name(url: str) -> str:
    """Return what the archive of a site is called; StudyError for an address that is none.

    >>> archive_name("https://www.example.org/2026/exhibitors?page=1"), archive_name("http://127.0.0.1:8000/")
    ('www.example.org.warc.gz', '127.0.0.1.warc.gz')
    """
    host = host_of(checked(url, private=True))
    kept = "".join(char if char.isalnum() or char in ".-" else "-" for char in host)
    return f"{kept.strip('.')[:80] or 'site'}.warc.gz"
