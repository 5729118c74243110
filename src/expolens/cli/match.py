"""The verb `match`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from expolens.cli.progress import console

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
    itself: Annotated[bool, Parameter(negative="", help="Look for pairs within NAMES.")] = False


def match(
    names: Annotated[Path, Parameter(help="The list whose names are looked for.")],
    registry: Registry = None,
    *,
    options: Options = Options(),
) -> int:
    """Match a list of names against a registry, with a probability and reasons; needs no study."""
    from expolens.match import Request, csv_text
    from expolens.match import match as matched
    from expolens.store.replacement import write_whole

    request = Request(
        names, registry, options.name_column, options.registry_column, options.top, options.precision, options.lang,
        itself=options.itself,
    )  # fmt: skip
    found = matched(
        request, progress=lambda line: console.print(f"  {line}", markup=False, soft_wrap=True)
    )
    if options.output is None:
        sys.stdout.write(csv_text(found.answers))
        for line in found.summary:
            console.print(line, markup=False, soft_wrap=True)
        return 0
    write_whole(options.output, csv_text(found.answers).encode("utf-8", "replace"))
    for line in found.summary:
        print(line)
    print(f"Wrote {options.output}")
    return 0
