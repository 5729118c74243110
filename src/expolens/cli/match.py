"""The verb `match`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from expolens.cli.progress import console
from expolens.errors import StudyError
from expolens.wording import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from expolens.match import Matched
    from expolens.match.calibration import Calibration
    from expolens.model.text import Language

Registry = Annotated[
    Path | None, Parameter(help="The registry: a file of any of the formats that sources have.")
]


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Options:
    """What one can say of a match besides its files."""

    output: Annotated[
        Path | None,
        Parameter(name=["--output", "-o"], help="The file to write, .csv or .xlsx; the screen unless said."),
    ] = None  # fmt: skip
    name_column: Annotated[
        str, Parameter(help="The column of names in NAMES; found unless said.")
    ] = ""
    registry_column: Annotated[
        str, Parameter(help="The column of names in REGISTRY; found unless said.")
    ] = ""
    top: Annotated[int, Parameter(help="The most rows written for one name.")] = 5
    precision: Annotated[
        float, Parameter(help="Which share of the rows called matched is to be right.")
    ] = 0.98
    lang: Annotated[Literal["en", "zh"], Parameter(help="The language of the reasons.")] = "en"
    labels: Annotated[
        Path | None,
        Parameter(
            help="Pairs that you know, to judge the answers by: query_row or query, record_row or record."
        ),
    ] = None
    refit: Annotated[
        Path | None,
        Parameter(help="With labels: a file to write the thresholds to that they give."),
    ] = None
    thresholds: Annotated[
        Path | None, Parameter(help="A file that --refit wrote, to decide by.")
    ] = None
    encoding: Annotated[
        str,
        Parameter(
            help="What files that are not UTF-8 are in, as big5, gb18030; found out unless said."
        ),
    ] = ""
    itself: Annotated[bool, Parameter(negative="", help="Look for pairs within NAMES.")] = False


def match(
    names: Annotated[Path, Parameter(help="The list whose names are looked for.")],
    registry: Registry = None,
    *,
    options: Options = Options(),
) -> int:
    """Match a list of names against a registry, with a probability and reasons; needs no study."""
    from expolens.match import Request
    from expolens.match import match as matched
    from expolens.match.summary import quality_told

    given = (names, registry, options.labels, options.thresholds)
    target, language = writable(options.output), options.lang
    for one in (target, options.refit):
        spare(one, given)
    request = Request(
        names, registry, options.name_column, options.registry_column, options.top, options.precision, language,
        options.labels, options.thresholds, options.itself, options.encoding,
    )  # fmt: skip
    found = matched(
        request, progress=lambda line: console.print(f"  {line}", markup=False, soft_wrap=True)
    )
    said = list(found.summary)
    if found.quality:
        said += quality_told(found.quality, language)
    if options.refit:
        said += _refit(found, options, language)
    alone = target is None and not found.quality
    if target:
        _write(found, target, language)
        said.append(word("match.wrote", language, file=target))
    elif alone:
        sys.stdout.write(_csv(found))
    for line in (*said, _next(names, registry, options)):
        print(line, file=sys.stderr if alone else sys.stdout)
    return 0


def _refit(found: Matched, options: Options, language: Language) -> list[str]:
    """Write the thresholds and the calibration that labels give, and say so."""
    from expolens.match.calibration import calibrated
    from expolens.match.thresholds import refitted, written
    from expolens.store.replacement import write_whole

    if options.refit is None or options.labels is None:
        raise StudyError("--refit needs labels", todo="Add --labels PAIRS.csv.")
    if options.thresholds:
        raise StudyError("--refit starts from the probabilities that ship", todo="Leave --thresholds out.")  # fmt: skip
    calibration = calibrated(found.judged)
    judged = [calibration.judged(one) if calibration else one for one in found.judged]
    stated = sum(one.probability > 0 for one in judged)
    text = written(refitted(judged), stated, where=str(options.labels), calibration=calibration)
    write_whole(options.refit, text.encode())
    return [_restated(calibration, language), word("match.wrote", language, file=options.refit)]


def _restated(calibration: Calibration | None, language: Language) -> str:
    """Say what becomes of the probabilities."""
    from expolens.match.calibration import LEAST, LEAST_OF_EACH

    if calibration is None:
        return word("match.not_calibrated", language, n=LEAST, each=LEAST_OF_EACH)
    slope, intercept = f"{calibration.slope:.3f}", f"{calibration.intercept:+.3f}"
    return word("match.calibrated", language, slope=slope, intercept=intercept, n=calibration.rows)


def _write(found: Matched, target: Path, language: Language) -> None:
    from expolens.store.replacement import write_whole

    if target.suffix.casefold() == ".xlsx":
        from expolens.match.summary import quality_told
        from expolens.match.workbook import xlsx_bytes

        told = list(quality_told(found.quality, language)) if found.quality else []
        write_whole(target, xlsx_bytes(found.answers, language=language, quality=told))
    else:
        write_whole(target, _csv(found).encode("utf-8", "replace"))


def _csv(found: Matched) -> str:
    from expolens.match import csv_text

    return csv_text(found.answers)


def _next(names: Path, registry: Path | None, options: Options) -> str:
    """Return the next command."""
    code = "look" if options.output else "keep"
    if registry is None:
        code = "pairs" if options.output else "keep_pairs"
    elif options.refit:
        code = "use"
    elif options.labels:
        code = "refit"
    file = options.refit or options.output
    return word(
        f"match.next_{code}",
        options.lang,
        file=file,
        names=names,
        registry=registry,
        labels=options.labels,
    )


def spare(target: Path | None, given: Sequence[Path | None]) -> None:
    """Raise StudyError, before any work, where what is to be written would take the place of what is read."""
    if target and any(
        one and one.exists() and target.exists() and one.samefile(target) for one in given
    ):
        raise StudyError(
            "this is one of the files that are read, and would be lost", where=str(target), todo="Name another file to write.",
        )  # fmt: skip


def writable(target: Path | None, *, what: str = "a match") -> Path | None:
    """Return the file to write; StudyError, before any work, where its kind or its folder is none that can be written."""
    if target is None:
        return None
    if target.suffix.casefold() not in (".csv", ".xlsx"):
        raise StudyError(
            f"{what} is written as .csv or .xlsx",
            where=str(target),
            todo=f"Write -o {target.with_suffix('.csv')}.",
        )
    if target.is_dir():
        raise StudyError(
            "this is a folder", where=str(target), todo=f"Write -o {target / 'matches.csv'}."
        )
    return target
