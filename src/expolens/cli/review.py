"""The verb `review`."""

from __future__ import annotations

import getpass
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from expolens.errors import StudyError
from expolens.wording import word, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

    from expolens.api import OpenStudy
    from expolens.decisions.queue import Board, Reviewer
    from expolens.model.text import Language

Here = Annotated[Path, Parameter(help="The study folder.")]
_NARROWEST, _WIDEST = 24, 110


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
    reviewer: Annotated[str, Parameter(help="Who decides; your login unless said.")] = ""
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
        return _to(opened, options, options.to)
    if options.from_:
        return _from(opened, options, options.from_)
    if options.applied:
        for line in replayed(opened.tables(), opened.decisions(), options.lang):
            print(line)
        return 0
    return _asked(opened, options)


def _who(options: Options) -> Reviewer:
    from expolens.decisions.agreement import RULE, is_rule
    from expolens.decisions.queue import Reviewer

    try:
        by = options.reviewer.strip() or getpass.getuser()
    except (ImportError, KeyError, OSError) as error:  # no login, as in a container
        raise StudyError("nobody signs", todo="Say who decides: --reviewer NAME") from error
    if is_rule(by):
        raise StudyError(
            f"'{by}' is the name of a rule, not of a person",
            where="--reviewer",
            have=f"Names that begin with '{RULE}' are left to named rules.",
            todo="Say who decides: --reviewer NAME",
        )
    return Reviewer(by, options.independent)


def _to(opened: OpenStudy, options: Options, target: Path) -> int:
    from expolens.decisions.queue import board, queue
    from expolens.export import doubts
    from expolens.review import spared
    from expolens.store.replacement import write_whole

    tables, decisions = opened.tables(), opened.decisions()
    spared(target, tables, decisions)
    who = _who(options)
    questions = queue(board(tables), decisions, who)
    write_whole(target, doubts(questions, study=opened.study, by=options.reviewer.strip()))
    print(word("review.wrote", options.lang, file=target, n=len(questions)))
    print(word("review.next_fill", options.lang, folder=opened.study.folder, file=target))
    return 0


def _from(opened: OpenStudy, options: Options, sheet: Path) -> int:
    from expolens.decisions.queue import board
    from expolens.review import from_sheet

    tables, folder = opened.tables(), opened.study.folder
    added = opened.decide(from_sheet(sheet, tables))
    print(word("review.added", options.lang, n=added, file=folder / "decisions.jsonl"))
    _agreement(board(tables), opened, (_sayer(), options.lang))
    print(word("review.next_run", options.lang, folder=folder))
    return 0


def _asked(opened: OpenStudy, options: Options) -> int:
    """Ask in the terminal what waits."""
    from expolens.decisions import standing
    from expolens.decisions.queue import board, queue, untold
    from expolens.review.terminal import Talk, converse

    seen, say, who = board(opened.tables()), _sayer(), _who(options)
    language, before = options.lang, opened.decisions()
    waits = len(queue(seen, before, who))
    unclear = untold(seen)
    if not waits:
        say(word("review.none", language))
        if unclear:
            say(word("review.untold", language, n=unclear))
        _agreement(seen, opened, (say, language))
        return 0
    say(word("review.waits", language, n=waits, by=who.by))
    day = date.today().isoformat()  # noqa: DTZ011 - the day where the person sits
    with suppress(KeyboardInterrupt):
        converse(seen, Talk(_ask, say, opened.decisions, opened.decide, who, day, language))
    now = opened.decisions()
    n = len(standing(now)) - len(standing(before))
    say("")
    say(word("review.kept", language, n=n, file=opened.study.folder / "decisions.jsonl"))
    if left := len(queue(seen, now, who)):
        say(word("review.left", language, n=left))
    if unclear:
        say(word("review.untold", language, n=unclear))
    _agreement(seen, opened, (say, language))
    say(word("review.next_run", language, folder=opened.study.folder))
    return 0


def _agreement(
    seen: Board, opened: OpenStudy, told: tuple[Callable[[str], None], Language]
) -> None:
    """Say how far people agree who judged the same pairs."""
    from expolens.decisions.agreement import agreements
    from expolens.decisions.said import said

    say, language = told
    for one in agreements(said(seen.known, opened.decisions(), rows=seen.rows).everything):
        say(word("review.agreement", language, **one.words(opened.study.style)))


def _ask(prompt: str) -> str | None:
    """Return a line of standard input, None at its end."""
    print(prompt, end="", flush=True)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        print(line.rstrip("\n"))
    return line if line else None


def _sayer() -> Callable[[str], None]:
    """Return what prints a line within the width of the terminal, the rest of it under its first word."""
    columns = min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)

    def say(line: str) -> None:
        bare = line.lstrip(" ")
        hanging = " " * (len(line) - len(bare))
        for part in wrapped(bare, columns - len(hanging)):
            print(f"{hanging}{part}".rstrip())

    return say
