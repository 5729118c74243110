"""What Python users call: the verbs of the command line under the same names."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Unpack

from expolens.decisions.append import append
from expolens.decisions.format import read_decisions
from expolens.errors import StudyError, suggestion
from expolens.match import Matched, Request
from expolens.match import match as matched
from expolens.match.request import How
from expolens.model.decision import Decision
from expolens.model.statistic import Statistic
from expolens.model.study import Study
from expolens.pipeline import Built, Job, Progress, run
from expolens.schema import TABLES
from expolens.store.shelf import read_table, table_path
from expolens.store.tables import Tables, to_rows
from expolens.study.read import read_study

EXAMPLES = ("chinc2021", "rehearsal")


@contextmanager
def _silent(_: str) -> Iterator[Callable[[str, bool], None]]:
    yield lambda _count, _taken: None


@dataclass(frozen=True, slots=True)
class OpenStudy:
    """A study folder, read and checked; `run` brings its build up to date."""

    study: Study

    @property
    def build(self) -> Path:
        """Where everything derived stands."""
        return self.study.folder / "build"

    def decisions(self) -> tuple[Decision, ...]:
        """Read what people decided, in the order they did."""
        return read_decisions(self.study.folder / "decisions.jsonl")

    def decide(self, decisions: Sequence[Decision]) -> int:
        """Append decisions that are not there yet, and return how many were added."""
        return append(self.study.folder / "decisions.jsonl", decisions)

    def run(self, *, progress: Progress = _silent, again: bool = False) -> Built:
        """Run everything out of date (with `again` everything), to the report; the old build stays if it fails."""
        return run(Job(self.study, self.decisions()), progress=progress, again=again)

    def tables(self) -> Tables:
        """Return every table of the build; StudyError where there is no build yet."""
        if not self.build.is_dir():
            raise StudyError(
                "this study has not been run yet",
                where=str(self.study.folder),
                todo=f"Run `expolens run {self.study.folder}` first.",
            )
        return {
            name: read_table(self.build, name)
            for name in TABLES
            if table_path(self.build, name).is_file()
        }

    def statistics(self) -> tuple[Statistic, ...]:
        """Return every statistic of the build, in the order of the protocol."""
        return tuple(to_rows("statistics", Statistic, self.tables()["statistics"]))

    def statistic(self, id: str) -> Statistic:  # noqa: A002 - the word of the design
        """Return one statistic of the base scenario by its id; StudyError with a suggestion for an unknown one."""
        known = {row.id: row for row in self.statistics() if row.scenario == "base"}
        if id not in known:
            raise StudyError(f"there is no statistic '{id}'", todo=suggestion(id, known))
        return known[id]


def match(names: str | Path, registry: str | Path | None = None, **how: Unpack[How]) -> Matched:
    """Match the names of a list against a registry (with `itself=True` within their list), as `expolens match` does.

    `how` are name_column, registry_column, top, precision, language, thresholds, itself and encoding. What comes back has `answers`, the rows
    of the output, and the estimated share of names that are registered. ExpolensError says what is wrong with a file.
    """
    return matched(Request(Path(names), Path(registry) if registry else None, **how))


def open_study(path: str | Path = ".") -> OpenStudy:
    """Open the study in folder `path`; StudyError says what is wrong with its study file, and where."""
    return OpenStudy(read_study(Path(path)))


def copy_examples(target: Path) -> tuple[Path, ...]:
    """Copy both examples below `target`, sources and decisions only, and return their folders.

    Files that are there already and differ are left alone: StudyError names the first of them.
    """
    with _examples() as origin:
        for name in EXAMPLES:
            for path in sorted((origin / name).rglob("*")):
                relative = path.relative_to(origin)
                if path.is_file() and "build" not in relative.parts:
                    _copied(path, target / relative)
    return tuple(target / name for name in EXAMPLES)


def _copied(path: Path, target: Path) -> None:
    if target.is_file():
        if target.read_bytes() != path.read_bytes():
            raise StudyError(
                "this file of an example was changed",
                where=str(target),
                have="It is kept as it is.",
                todo="Run `expolens demo` in another folder, or remove this one.",
            )
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    except OSError as error:
        raise StudyError(
            f"the examples cannot be copied here: {error.strerror}",
            where=str(target),
            todo="Name another folder: `expolens demo FOLDER`.",
        ) from error


@contextmanager
def _examples() -> Iterator[Path]:
    """Yield the folder of examples: inside the installed package, or beside `src` in a checkout."""
    with as_file(files("expolens")) as package:
        inside = package / "examples"
        yield inside if inside.is_dir() else package.parents[1] / "examples"
