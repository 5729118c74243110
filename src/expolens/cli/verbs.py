"""The verbs: each reads its arguments, calls the library, and says what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from expolens.cli.collect import Manners, collect, fetched_lines, progress, site_of
from expolens.cli.match import match
from expolens.cli.progress import console, stage
from expolens.cli.review import review
from expolens.errors import StudyError
from expolens.store.manifest import fresh
from expolens.store.replacement import restore
from expolens.wording import filled

_POLITE = Manners()
Here = Annotated[Path, Parameter(help="The study folder.")]
Encoding = Annotated[
    str, Parameter(help="What the file is in, as big5, gb18030, cp1252; found out unless said.")
]


def demo(
    folder: Annotated[Path, Parameter(help="Where the examples go.")] = Path("expolens-demo"),
) -> int:
    """Run both examples: what CHINC 2021 published, and a rehearsal at full size."""
    from expolens.api import copy_examples

    for place in copy_examples(folder):
        console.print(f"[bold]{place.name}[/bold]")
        _run(place)
        print()
    print(
        f"Next: open {folder / 'rehearsal' / 'build' / 'report.html'} in a browser, or start your own:"
    )
    print("  expolens new mystudy --from list.xlsx")
    return 0


def new(
    folder: Annotated[Path, Parameter(help="The folder to make.")],
    *,
    from_: Annotated[
        Path | None, Parameter(name="--from", help="An exhibitor list to begin with.")
    ] = None,
    from_study: Annotated[
        Path | None,
        Parameter(help="A study, last year's, whose plan and decisions are taken over."),
    ] = None,
    encoding: Encoding = "",
) -> int:
    """Make a study folder with a commented study file, filled from a list if one is given."""
    from expolens.study.create import new_study

    for line in new_study(folder, from_list=from_, from_study=from_study, encoding=encoding):
        print(line)
    print(
        f"Next: expolens run {folder}"
        if from_
        else f"Next: expolens add LIST --as list --to {folder}"
    )
    return 0


def add(
    file: Annotated[
        str,
        Parameter(
            help="The file to add: .xlsx .csv .html .json .pdf and what else there is, zipped or not; or an address that begins with https://."
        ),
    ],
    *,
    as_: Annotated[
        Literal["list", "attendance", "registry", "library", "cited"],
        Parameter(name="--as", help="What the file is."),
    ],
    to: Here = Path(),
    id_: Annotated[
        str, Parameter(name="--id", help="What it is called in the study; its role unless said.")
    ] = "",
    encoding: Encoding = "",
    manners: Manners = _POLITE,
) -> int:
    """Add one more source to a study, or bring one that was fetched up to date, and show which of its columns were understood."""
    from expolens.collect.bring import is_address
    from expolens.study.create import add_source

    if is_address(file):
        lines = _fetched(file, as_, to, (id_, encoding), manners)
    else:
        lines = add_source(to, Path(file), role=as_, encoding=encoding, id_=id_)
    for line in lines:
        print(line)
    print(f"Next: expolens run {to}")
    return 0


def _fetched(
    url: str, role: str, to: Path, called: tuple[str, str], manners: Manners
) -> tuple[str, ...]:
    """Fetch a site into `sources/` and make it a source, or bring the one that it is up to date; `called` is its id, and its encoding."""
    from expolens.collect.site import archive_name, bring_site
    from expolens.model.study import SourcePlan
    from expolens.study.brought import known_encoding
    from expolens.study.create import add_brought, fetched_already

    kept, stands = fetched_already(to, url, role)
    archive = to / (kept or f"sources/{archive_name(url)}")
    archive.parent.mkdir(parents=True, exist_ok=True)
    plan = SourcePlan(called[0] or role, role, archive.name, encoding=known_encoding(called[1]))
    new, fetched = bring_site(site_of(url, archive, manners), plan, progress=progress)
    lines = fetched_lines(fetched, "en")
    if stands:
        return (*lines, f"{kept} is up to date; set date = \"{new.date}\" at source '{stands}'.")
    return (*lines, *add_brought(to, new, role=role, id_=called[0]))


def run(
    folder: Here = Path(),
    *,
    again: Annotated[bool, Parameter(negative="", help="Run every step, changed or not.")] = False,
) -> int:
    """Run everything that is out of date, to the report."""
    _run(folder, again=again)
    print(f"Next: expolens explain ID {folder}   (an ID is behind every number of the report)")
    return 0


def _run(folder: Path, *, again: bool = False) -> None:
    """Run a study unless nothing changed, and print where the report is and its headline numbers."""
    restore(folder / "build")
    manifest = None if again else fresh(folder)
    if manifest is None:
        from expolens.api import open_study

        manifest = open_study(folder).run(progress=stage, again=again).manifest
    else:
        console.print("  nothing changed since the last run", highlight=False)
    for file in manifest.unused:
        print(
            f"Not used: {file} has no role. Say what it is: expolens add {folder / file} --as ROLE --to {folder}"
        )
    for line in manifest.headlines:
        print(filled(line, {"folder": folder}))
    if manifest.waiting:
        print(
            filled(
                manifest.waiting,
                {
                    "review": f"expolens review {folder}",
                    "command": f"expolens export {folder} --as gaps",
                },
            )
        )
    print(f"Report: {folder / 'build' / 'report.html'}")


def explain(
    id_: Annotated[str, Parameter(name="ID", help="A statistic, population or cited figure.")],
    folder: Here = Path(),
    *,
    rows: Annotated[int, Parameter(help="How many rows to show; 0 for all.")] = 10,
    lang: Annotated[Literal["en", "zh"], Parameter(help="The language.")] = "en",
) -> int:
    """Show one number's way back: equation, population chain, rows, sources, where it is printed."""
    from expolens.api import open_study
    from expolens.explain import lines

    for line in lines(id_, open_study(folder).tables(), rows=rows, language=lang):
        print(line)
    return 0


def export(
    folder: Here = Path(),
    *,
    as_: Annotated[
        Literal["gaps", "lookup", "onsite", "checklist"],
        Parameter(name="--as", help="What to write."),
    ],
    output: Annotated[
        Path | None, Parameter(name=["--output", "-o"], help="The file to write.")
    ] = None,
) -> int:
    """Write a sheet to work with: gaps to be filled in, companies to look up, or who to look for on site (a sheet, or a checklist as JSON)."""
    from expolens.api import open_study
    from expolens.export import gaps
    from expolens.review import spared
    from expolens.store.replacement import write_whole

    opened = open_study(folder)
    tables = opened.tables()
    if as_ == "gaps":
        target = spared(output or folder / "gaps.xlsx", tables, opened.decisions())
        write_whole(target, gaps(tables, study=opened.study))
        print(f"Wrote {target}")
        print(f"Next: fill in its white cells, then expolens review {folder} --from {target}")
        return 0
    return _sheet(as_, folder, output)


def _sheet(kind: str, folder: Path, output: Path | None) -> int:
    """Write the look-up list with the sheets to ask with, or what checkers fill in; a file that is there and differs is left alone."""
    from expolens.api import open_study
    from expolens.export import batches, checklist, lookup, onsite
    from expolens.store.replacement import write_whole

    opened = open_study(folder)
    tables, study = opened.tables(), opened.study
    target = output or folder / (f"{kind}.json" if kind == "checklist" else f"{kind}.xlsx")
    made = {"lookup": lookup, "onsite": onsite, "checklist": checklist}[kind]
    written = {target: made(tables, study=study)}
    if kind == "lookup":
        for number, sheet in enumerate(batches(tables), 1):
            written[target.with_name(f"{target.stem}_batch_{number}.xlsx")] = sheet
    for path, content in written.items():
        _kept(path, content)
    for path, content in written.items():
        write_whole(path, content)
        print(f"Wrote {path}")
    role = "registry" if kind == "lookup" else "attendance"
    todo = "ask with the sheet or by the links" if kind == "lookup" else "fill it in on site"
    print(f"Next: {todo}, then expolens add FILE --as {role} --to {folder}   (what came back)")
    return 0


def _kept(path: Path, content: bytes) -> None:
    """Raise StudyError where a file of another content stands: somebody may have filled it in."""
    if path.is_file() and path.read_bytes() != content:
        raise StudyError(
            "there is another file here already",
            where=str(path),
            have="It may be filled in, and is kept as it is.",
            todo="Name another file with -o, or move this one away.",
        )


ALL = (demo, new, add, run, collect, explain, export, review, match)
