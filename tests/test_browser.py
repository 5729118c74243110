"""The report in a real browser: nothing is fetched, both languages are there, every number leads to its explanation."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def page(rehearsal: Path) -> Iterator[tuple[Page, list[str]]]:
    """The rehearsal's report, opened, with the addresses it asked for."""
    asked: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto((rehearsal / "build" / "report.html").as_uri())
        yield opened, asked
        browser.close()


def test_nothing_is_fetched_but_the_file(page: tuple[Page, list[str]]) -> None:
    assert [url for url in page[1] if not url.startswith(("file:", "data:"))] == []


def test_the_banner_is_seen_before_anything_else(page: tuple[Page, list[str]]) -> None:
    box = page[0].locator("main.en .banner").bounding_box()
    assert box is not None
    assert box["y"] < 120
    assert "made up" in page[0].locator("main.en .banner").inner_text()


def test_the_other_language_is_one_click_away(page: tuple[Page, list[str]]) -> None:
    opened = page[0]
    opened.click("label[for=lang-zh]")
    assert opened.locator("main.zh h1").is_visible()
    assert not opened.locator("main.en h1").is_visible()
    opened.click("label[for=lang-en]")
    assert opened.locator("main.en h1").is_visible()


def test_every_number_leads_somewhere(page: tuple[Page, list[str]]) -> None:
    lost = page[0].evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map(a => a.hash)"
    )
    assert lost == []
    assert page[0].locator("main.en a.n").count() > 150


def test_nothing_is_wider_than_the_page(page: tuple[Page, list[str]]) -> None:
    opened = page[0]
    for wide in (1280, 390):
        opened.set_viewport_size({"width": wide, "height": 900})
        assert opened.evaluate("document.documentElement.scrollWidth") <= wide


def test_chinese_is_drawn_by_the_font_the_page_carries(page: tuple[Page, list[str]]) -> None:
    loaded = page[0].evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family))"
    )
    assert any("Noto Sans SC" in family for family in loaded)


def test_a_phone_gets_the_column_layout_of_every_figure(page: tuple[Page, list[str]]) -> None:
    opened = page[0]
    shown = (
        "[...document.querySelectorAll('main.en .art')].filter(a => a.offsetParent)"
        ".map(a => [a.className, a.querySelector('svg').getBoundingClientRect().right])"
    )
    opened.set_viewport_size({"width": 390, "height": 900})
    narrow = opened.evaluate(shown)
    opened.set_viewport_size({"width": 1280, "height": 900})
    wide = opened.evaluate(shown)
    assert len(narrow) == len(wide) >= 10
    assert all("column" in name and right <= 390 for name, right in narrow)
    assert all("wide" in name for name, _ in wide)


def test_long_texts_of_tables_keep_room_on_a_phone(page: tuple[Page, list[str]]) -> None:
    opened = page[0]
    opened.set_viewport_size({"width": 390, "height": 900})
    widths = opened.evaluate(
        "[...document.querySelectorAll('main.en td.l')].map(cell => cell.getBoundingClientRect().width)"
    )
    assert len(widths) > 20
    assert min(widths) >= 200
