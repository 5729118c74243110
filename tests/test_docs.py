"""The documentation is what the code says today, and names everything a user can say."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from expolens.analyse.kinds import KINDS
from expolens.cli.verbs import ALL
from expolens.schema import TABLES

ROOT = Path(__file__).parents[1]


def test_the_reference_is_up_to_date() -> None:
    pages = runpy.run_path(str(ROOT / "tools" / "make_docs.py"))["pages"]()
    for path, text in pages.items():
        assert path.read_text("utf-8") == text, f"{path.name} is behind the code: run `make docs`"


@pytest.mark.parametrize("name", [*(verb.__name__ for verb in ALL), *KINDS, *TABLES])
def test_everything_is_named(name: str) -> None:
    assert (
        f"`{name}`" in (text := (ROOT / "docs/reference.md").read_text("utf-8"))
        or f"`expolens {name}`" in text
    )


def test_the_readme_speaks_of_verbs_that_are() -> None:
    known = {verb.__name__ for verb in ALL}
    text = (ROOT / "README.md").read_text("utf-8")
    said = {
        word
        for line in text.splitlines()
        for after in line.split("expolens ")[1:]
        if (word := after.split()[0].strip("`.,:")).isalpha() and word.islower()
    }
    assert said & known == {
        "demo",
        "new",
        "add",
        "run",
        "explain",
        "export",
        "review",
        "match",
        "collect",
    }


def test_every_page_of_a_kind_of_input_is_written_today_and_none_is_left_over() -> None:
    pages = runpy.run_path(str(ROOT / "tools" / "make_docs.py"))["pages"]()
    folder = ROOT / "docs" / "collect"
    written = {path for path in pages if path.parent == folder} | {folder / "reading.md"}
    assert set(folder.iterdir()) == written
    for path in written - {folder / "index.md", folder / "reading.md"}:
        text = path.read_text("utf-8")
        assert "    $ expolens collect" in text, path.name
        assert "Error" not in text, path.name
        assert "rows" in text or "行" in text, path.name
        assert f"({path.name})" in (folder / "index.md").read_text("utf-8")
