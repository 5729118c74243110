"""Draw docs/report.png, what the README shows of a report: run the rehearsal, open its page in Chromium, take its head and one figure.

    .venv/bin/python tools/make_report_picture.py

Everything between the summary and the figure is left out; nothing else is changed. Needs Chromium, as the browser tests do.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from expolens.api import open_study

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
FIGURE, WIDTH = "figure-founded-en", 800
ONLY = f"""
main.en .contents, main.en section:not(.summary):not(:has(#{FIGURE})), .languages, .summary ~ section > :not(#{FIGURE}),
.numbers {{ display: none }}
.banner {{ position: static }} main.en {{ padding-bottom: 1rem }} section {{ border: 0 !important }} figure {{ margin: 1rem 0 }}
"""


def main() -> None:
    """Write the picture."""
    browser_path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser_path is None:
        raise SystemExit("there is no Chromium on this machine")
    with tempfile.TemporaryDirectory() as folder:
        study = Path(folder) / "rehearsal"
        shutil.copytree(
            ROOT / "examples" / "rehearsal", study, ignore=shutil.ignore_patterns("build")
        )
        open_study(study).run()
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=browser_path, args=FLAGS)
            page = browser.new_page(
                viewport={"width": WIDTH, "height": 900}, device_scale_factor=1.5
            )
            page.goto((study / "build" / "report.html").as_uri())
            page.add_style_tag(content=ONLY)
            page.evaluate("document.fonts.ready")
            page.locator("main.en").screenshot(path=ROOT / "docs" / "report.png")
            browser.close()


if __name__ == "__main__":
    main()
