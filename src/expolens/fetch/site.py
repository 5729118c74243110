"""A site into an archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from expolens.fetch.address import checked
from expolens.fetch.client import Client
from expolens.fetch.noted import noted
from expolens.fetch.page import Page
from expolens.fetch.plan import FetchPlan
from expolens.fetch.recorder import Recorder
from expolens.fetch.visit import Visit
from expolens.fetch.walk import Links, NextPage, Walk

Progress = Callable[[Page, int], None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a fetch: where it is kept, how many pages of the list and behind its links, how many of them were asked for, unchanged since last time, or kept before a stop.

    `failed` are the details that did not come, with why; `notes` what a person should know, the same that the archive tells.
    """

    archive: Path
    pages: int
    details: int
    asked: int
    unchanged: int
    held: int
    failed: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def fetch_site(
    url: str,
    archive: Path,
    *,
    plan: FetchPlan,
    links: Links | None = None,
    next_page: NextPage | None = None,
    progress: Progress | None = None,
) -> Fetched:
    """Fetch a list and what is behind its links into a web archive, and return what came.

    A run that was stopped, by a person or an error, less than a day ago goes on where it was; a new one asks only for what has changed. `progress` is
    told each page and how many there are. SourceUnusable where the site refuses, LookupFailed where a page of the list does not come: what was fetched
    until then is kept. StudyError for an address that may not be asked, and an archive that cannot be written.
    """
    start = str(checked(url, private=plan.private))
    recorder = Recorder(archive, start, plan)
    try:
        with Client(plan) as client:
            walk = Walk(Visit(client, recorder, plan), links, next_page)
            if recorder.cut:
                walk.visit.notes[noted("fetch_cut", recorder.cut)] = None
            details = 0
            for count, page in enumerate(walk.pages(start), 1):
                details += page.part == "detail"
                if progress:
                    progress(page, count)
            notes = _notes(walk)
            recorder.finish(walk.order, notes)
    finally:
        recorder.close()
    taken = Counter(walk.visit.taken.get(one, "") for one in walk.order)
    return Fetched(
        archive=archive,
        pages=len(walk.order) - details,
        details=details,
        asked=walk.visit.counts["asked"],
        unchanged=taken["unchanged"],
        held=taken["held"],
        failed=tuple(walk.failed),
        notes=notes,
    )


def _notes(walk: Walk) -> tuple[str, ...]:
    notes = list(walk.visit.notes)
    if walk.away:
        notes.append(noted("fetch_away", len(walk.away), next(iter(walk.away))))
    if walk.failed:
        notes.append(noted("fetch_failed", len(walk.failed), ": ".join(walk.failed[0])))
    return tuple(notes)
