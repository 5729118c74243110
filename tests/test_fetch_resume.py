"""A second run, and one that goes on after a stop."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from expolens.errors import StudyError
from expolens.fetch.archive import archived, pages
from expolens.fetch.page import Page
from expolens.fetch.plan import FetchPlan
from expolens.fetch.site import fetch_site
from server import (
    Call,
    listing,
    serving,
)
from visiting import Clock, codes, error, fetched, names, numbered, plan


def test_a_second_run_asks_only_for_what_has_changed(tmp_path: Path) -> None:
    path, text = tmp_path / "fair.warc.gz", {"b": "old"}

    def tagged(call: Call) -> None:
        if call.header("If-None-Match") == '"one"':
            call.send("", 304, ETag='"one"')
        else:
            call.send(listing(["a"], '<a rel="next" href="/b">2</a>'), ETag='"one"')

    def dated(call: Call) -> None:
        same = call.header("If-Modified-Since") == "Mon, 02 Mar 2026 00:00:00 GMT"
        if same and text["b"] == "old":
            call.send("", 304)
        else:
            call.send(listing([text["b"]]), Last_Modified="Mon, 02 Mar 2026 00:00:00 GMT")

    clock = Clock()
    with serving({"/a": tagged, "/b": dated}) as site:
        first = fetched(f"{site.url}/a", path, clock=clock)
        size = path.stat().st_size
        clock.seconds += 1000
        second = fetched(f"{site.url}/a", path, clock=clock)
        assert path.stat().st_size < size * 2.2
        assert (first.unchanged, second.unchanged, second.pages) == (0, 2, 2)
        assert names(pages(path)) == ["a", "old"]
        assert {page.time[:16] for page in pages(path)} == {"2026-03-18T08:16"}
        text["b"] = "new"
        third = fetched(f"{site.url}/a", path, clock=clock)
    assert third.unchanged == 1
    assert names(pages(path)) == ["a", "new"]


def test_an_error_leaves_a_part_and_the_next_run_goes_on(tmp_path: Path) -> None:
    path, broken = tmp_path / "fair.warc.gz", {"3": True}
    good = numbered(4)

    def answer(call: Call) -> None:
        if broken.get(call.query.get("page", "")):
            call.send("", 500)
        else:
            good(call)

    with serving({"/list": answer}) as site:
        said = error(f"{site.url}/list", path, retries=0)
        assert "HTTP 500" in str(said)
        part = archived(path)
        assert part.notes == ("archive_unfinished",)
        assert len(list(part.pages())) == 2
        broken.clear()
        site.asked.clear()
        found = fetched(f"{site.url}/list", path)
        assert site.pages == ["/list?page=3", "/list?page=4"]
    assert (found.held, found.asked, found.pages) == (2, 2, 4)
    assert archived(path).notes == ()
    assert len(pages(path)) == 4


def test_a_run_of_the_day_before_yesterday_begins_anew(tmp_path: Path) -> None:
    path, clock = tmp_path / "fair.warc.gz", Clock()

    def stop(page: Page, count: int) -> None:
        raise KeyboardInterrupt

    with serving({"/list": numbered(2)}) as site:
        with pytest.raises(KeyboardInterrupt):
            fetch_site(f"{site.url}/list", path, plan=plan(clock), progress=stop)
        clock.seconds += 2 * 86400
        assert fetched(f"{site.url}/list", path, clock=clock).held == 0
        assert site.pages == ["/list", "/list", "/list?page=2"]


CHILD = """
import sys
from pathlib import Path
from expolens.fetch.plan import FetchPlan
from expolens.fetch.site import fetch_site
fetch_site(sys.argv[1], Path(sys.argv[2]), plan=FetchPlan(private=True, delay=0.0))
"""


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    path, good = tmp_path / "fair.warc.gz", numbered(8)
    child: list[subprocess.Popen[bytes]] = []

    def answer(call: Call) -> None:
        if call.query.get("page") == "5" and child:
            child.pop().kill()
        good(call)

    with serving({"/list": answer}) as site:
        url = f"{site.url}/list"
        with subprocess.Popen(
            [sys.executable, "-c", CHILD, url, str(path)], env=dict(os.environ)
        ) as one:
            child.append(one)
            assert one.wait(20) != 0
        with path.open("ab") as file:
            file.write(path.read_bytes()[:100])
        held = len(pages(path))
        assert held == 4
        assert "archive_tail\t100" in archived(path).notes
        site.asked.clear()
        found = fetch_site(url, path, plan=FetchPlan(private=True, delay=0.0))
        assert site.pages == [f"/list?page={n}" for n in (5, 6, 7, 8)]
    assert (found.held, found.asked) == (4, 4)
    assert codes(found) == {"fetch_cut"}
    assert names(pages(path)) == [f"company-{a}{n}" for n in range(1, 9) for a in "abc"]
    assert list(archived(path).notes) == ["fetch_cut\t100"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_told() -> None:
    with serving({"/list": "<p>one"}) as site, pytest.raises(StudyError, match="No space left"):
        fetched(f"{site.url}/list", Path("/dev/full"))
