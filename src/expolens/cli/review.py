"""The verb `review`."""

from __future__ import annotations

import getpass
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from expolens.errors import StudyError
from expolens.wording import word

if TYPE_CHECKING:
    from collections.abc import Callable

    from expolens.api import OpenStudy
    from expolens.model.text import Language

Here = Annotated[Path, Parameter(help="The study folder.")]
_WIDEST = 110


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Options:
    """What one can say of a review besides its study."""

    to: Annotated[
        Path | None, Parameter(help="Write what waits to a sheet (.xlsx) instead of asking.")
    ] = None
    from_: Annotated[
        Path | None, Parameter(name="--from", help="Read a filled-in sheet back instead of asking.")
    ] = None
    applied: Annotated[
        bool,
        Parameter(negative="", help="Show which decisions still apply, and why others do not."),
    ] = False
    by: Annotated[str, Parameter(help="Who decides; your login unless said.")] = ""
    independent: Annotated[
        bool,
        Parameter(
            negative="",
            help="A second reviewer: be asked what others decided too, without seeing it.",
        ),
    ] = False
    lang: Annotated[Literal["en", "zh"], Parameter(help="The language of the questions.")] = "en"


def review(folder: Here = Path(), *, options: Options = Options()) -> int:
    """Decide doubtful names one by one, or out to a sheet and back; every answer is a decision, signed and dated."""
    from expolens.api import open_study
    from expolens.review.replayed import replayed

    if options.to and options.from_:
        raise StudyError("--to writes a sheet and --from reads one", todo="Say one of them.")
    opened = open_study(folder)
    if options.to:
        return _to(opened, options.to, folder)
    if options.from_:
        return _from(opened, options.from_, folder)
    if options.applied:
        for line in replayed(opened.tables(), opened.decisions(), options.lang):
            print(line)
        return 0
    return _asked(opened, options)


def _to(opened: OpenStudy, target: Path, folder: Path) -> int:
    from expolens.decisions.sheets import LINKS
    from expolens.export import gaps
    from expolens.store.replacement import write_whole

    write_whole(target, gaps(opened.tables(), study=opened.study, only=(LINKS,)))
    print(f"Wrote {target}")
    print(f"Next: fill in its white cells, then expolens review {folder} --from {target}")
    return 0


def _from(opened: OpenStudy, sheet: Path, folder: Path) -> int:
    from expolens.review import from_sheet

    added = opened.decide(from_sheet(sheet, opened.tables()))
    print(f"{added} new decision{'' if added == 1 else 's'} in {folder / 'decisions.jsonl'}")
    print(f"Next: expolens run {folder}")
    return 0


def _asked(opened: OpenStudy, options: Options) -> int:
    """Ask in the terminal what waits."""
    from expolens.decisions import standing
    from expolens.review.queue import queue
    from expolens.review.terminal import Talk, converse

    tables, say = opened.tables(), _sayer()
    by, language = options.by.strip() or getpass.getuser(), options.lang
    before = opened.decisions()
    questions = queue(tables, before, by=by, independent=options.independent)
    if not questions:
        say(word("review.none", language))
        _agreement(opened, say, language)
        return 0
    say(word("review.waits", language, n=len(questions), by=by))

    def taken(id_: str) -> bool:
        return any(one.id == id_ for one in opened.decisions())

    day = date.today().isoformat()  # noqa: DTZ011 - the day where the person sits
    with suppress(KeyboardInterrupt):
        converse(questions, Talk(_ask, say, opened.decide, taken, by, day, language))
    now = opened.decisions()
    n = len(standing(now)) - len(standing(before))
    say("")
    say(word("review.kept", language, n=n, file=opened.study.folder / "decisions.jsonl"))
    if left := len(queue(tables, now, by=by, independent=options.independent)):
        say(word("review.left", language, n=left))
    _agreement(opened, say, language)
    say(f"Next: expolens run {opened.study.folder}")
    return 0


def _agreement(opened: OpenStudy, say: Callable[[str], None], language: Language) -> None:
    """Say how far people agree who judged the same pairs."""
    from expolens.decisions import standing
    from expolens.review.agreement import agreements
    from expolens.review.quoting import known

    everything = known(opened.tables())
    for one in agreements(standing(opened.decisions()), everything.find, dict(everything.unit_of)):
        value = "–" if one.kappa is None else f"{one.kappa:.2f}"
        say(
            word("review.agreement", language, first=one.first, second=one.second, n=one.n, same=one.same, kappa=value)
        )  # fmt: skip


def _ask(prompt: str) -> str | None:
    """Return a line of standard input, None at its end."""
    print(prompt, end="", flush=True)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        print(line.rstrip("\n"))
    return line if line else None


def _sayer() -> Callable[[str], None]:
    """Return what prints a line within the width of the terminal, the rest of it under its first word."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)
    width = min(console.width, _WIDEST)

    def say(line: str) -> None:
        bare = line.lstrip(" ")
        hanging = " " * (len(line) - len(bare))
        for part in Text(bare).wrap(console, width - len(hanging)) or [Text()]:
            print(f"{hanging}{part.plain.rstrip()}".rstrip())

    return say
