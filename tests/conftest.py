"""Studies that several tests look at, each run once."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from expolens.api import open_study

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def example(name: str, folder: Path) -> Path:
    """Copy an example below `folder`, without its build, and return it."""
    target = folder / name
    shutil.copytree(ROOT / "examples" / name, target, ignore=shutil.ignore_patterns("build"))
    return target


@pytest.fixture(scope="session")
def shared() -> Path:
    """The data beside the repository; tests that read it skip where it is not there."""
    if not SHARED.is_dir():
        pytest.skip(f"no data folder {SHARED.name} beside the repository")
    return SHARED


@pytest.fixture(scope="session")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rehearsal study, run."""
    folder = example("rehearsal", tmp_path_factory.mktemp("rehearsal"))
    open_study(folder).run()
    return folder


@pytest.fixture(scope="session")
def chinc2021(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study of what the paper publishes, run."""
    folder = example("chinc2021", tmp_path_factory.mktemp("chinc2021"))
    open_study(folder).run()
    return folder


def contract(folder: Path) -> dict[str, Any]:
    """Read a study's statistics.json."""
    content: dict[str, Any] = json.loads((folder / "build" / "statistics.json").read_text("utf-8"))
    return content


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a figure's or table's CSV."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
