"""The verb `collect`."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from expolens.cli.match import spare, writable
from expolens.cli.progress import console
from expolens.errors import StudyError
from expolens.wording import note, word

if TYPE_CHECKING:
    from expolens.collect.site import Site
    from expolens.fetch.page import Page
    from expolens.fetch.site import Fetched
    from expolens.model.text import Language
    from expolens.study.brought import Brought


_EVERY = 20


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Manners:
    """How a site is fetched."""

    pages: Annotated[int, Parameter(help="The most pages of the list.")] = 400
    details: Annotated[bool, Parameter(negative="", help="Read the page behind each row too.")] = (
        False
    )
    delay: Annotated[float, Parameter(help="Seconds between two requests.")] = 1.0
    contact: Annotated[
        str, Parameter(help="A mail address or site that is told to the site's people.")
    ] = ""
    host: Annotated[
        tuple[str, ...],
        Parameter(help="Another host that the list's links may lead to.", negative=""),
    ] = ()
    private: Annotated[
        bool, Parameter(negative="", help="Let addresses of your own network be asked.")
    ] = False


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Options:
    """What one can say of a list besides where it is."""

    output: Annotated[
        Path | None,
        Parameter(name=["--output", "-o"], help="The clean list to write, .csv or .xlsx; only shown unless said."),
    ] = None  # fmt: skip
    diff: Annotated[
        Path | None, Parameter(help="An earlier list: who was added, dropped, renamed since.")
    ] = None
    recipe: Annotated[
        Path | None, Parameter(help="Where the list is on its page, as collect wrote it.")
    ] = None
    encoding: Annotated[
        str, Parameter(help="What the file is in, as big5, gb18030; found out unless said.")
    ] = ""
    sheet: Annotated[str, Parameter(help="The sheet of a workbook.")] = ""
    path: Annotated[str, Parameter(help="The list inside a JSON file, as data.exhibitors.")] = ""
    lang: Annotated[Literal["en", "zh"], Parameter(help="The language.")] = "en"


def collect(
    source: Annotated[
        str,
        Parameter(
            name="URL_OR_FILE",
            help="An address, a file, or - for what is pasted.",
            allow_leading_hyphen=True,
        ),
    ],
    *,
    options: Options = Options(),
    manners: Manners = Manners(),
) -> int:
    """Bring an exhibitor list out of a site, a page, a sheet or a PDF: show what was found, write it clean with where it is from."""
    if source.startswith("-") and source != "-":
        raise StudyError(f"there is no option {source}", todo="See expolens collect --help; a file of that name is ./" + source)  # fmt: skip
    target = writable(options.output, what="a list")
    for one in _targets(target):
        spare(one, [Path(source), options.diff, options.recipe])
    new, fetched = _brought(source, options, manners)
    lines = _shown(new, fetched, options.lang)
    if options.diff:
        lines += _told_difference(options.diff, new, options)
    if target:
        lines += _written(new, source, target, options)
    # Only now, so that one who reads no further (a pipe into head) loses no file.
    print("\n".join([*lines, _next(source, new, options)]))
    return 0


def _targets(target: Path | None) -> list[Path]:
    """Return every file that is written, whatever stands there."""
    return [target, *(_beside(target, one) for one in ("provenance.json", "changes.csv"))] if target else []  # fmt: skip


def _brought(source: str, options: Options, manners: Manners) -> tuple[Brought, Fetched | None]:
    """Return what was brought, and how it was fetched if it was."""
    from expolens.collect.bring import PASTED, bring, bring_bytes, is_address
    from expolens.model.study import SourcePlan
    from expolens.study.brought import known_encoding, whole

    recipe = _text(options.recipe) if options.recipe else ""
    plan = SourcePlan(
        "list", "list", Path(source).name if source != "-" else PASTED,
        encoding=known_encoding(options.encoding), sheet=options.sheet, path=options.path,
    )  # fmt: skip
    if is_address(source):
        from expolens.collect.site import archive_name, bring_site

        archive = _beside(options.output, "warc.gz") if options.output else Path(archive_name(source))  # fmt: skip
        plan = replace(plan, file=archive.name)
        site = site_of(source, archive, manners)
        lines = [word("collect.fetching", options.lang, url=source, archive=site.archive)]
        console.print(lines[0], markup=False, soft_wrap=True)
        return bring_site(site, plan, recipe=recipe, progress=progress)
    if source == "-":
        return bring_bytes(whole(sys.stdin.buffer, where=PASTED), plan, recipe=recipe), None
    return bring(Path(source), plan, recipe=recipe), None


def site_of(url: str, archive: Path, manners: Manners) -> Site:
    """Return a site as it is to be fetched; StudyError, before anything is said or made, for an address that may not be asked."""
    from expolens.collect.site import Site
    from expolens.fetch.address import checked
    from expolens.fetch.plan import FetchPlan

    plan = FetchPlan(
        delay=manners.delay, pages=manners.pages, private=manners.private, contact=manners.contact, hosts=manners.host,
    )  # fmt: skip
    checked(url, private=plan.private)
    return Site(url, archive, plan, manners.details)


def progress(page: Page, count: int) -> None:
    """Show the pages of a list as they come, and of those behind its rows every twentieth."""
    if page.part == "detail" and count % _EVERY:
        return
    console.print(f"  {count}  {page.asked}", markup=False, soft_wrap=True)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StudyError(
            f"the recipe cannot be read: {error}", where=str(path), todo="Name the file that collect wrote."
        ) from error  # fmt: skip


def _shown(new: Brought, fetched: Fetched | None, language: Language) -> list[str]:
    """Return what a person sees of it."""
    from expolens.layouts.preview import WIDEST, preview

    lines = fetched_lines(fetched, language) if fetched else []
    wide = shutil.get_terminal_size((WIDEST, 0)).columns - 1 if sys.stdout.isatty() else WIDEST
    return [*lines, *preview(new.found.grid, new.found.mapping, new.maybe, language, wide=wide)]


def fetched_lines(fetched: Fetched, language: Language) -> list[str]:
    """Return what came of a fetch."""
    counts = {"pages": fetched.pages, "details": fetched.details, "unchanged": fetched.unchanged, "held": fetched.held}  # fmt: skip
    said = [word(f"collect.fetched_{one}", language, n=n) for one, n in counts.items() if n]
    parts = (", " if language == "en" else "，").join(said)
    first = word("collect.fetched", language, archive=fetched.archive, parts=parts)
    return [first, *(f"  ! {note(one, language)}" for one in fetched.notes)]


def _told_difference(old: Path, new: Brought, options: Options) -> list[str]:
    """Return what became of an earlier list, which is written beside the new one too."""
    from expolens.collect.bring import bring
    from expolens.collect.difference import csv_text, difference, told
    from expolens.collect.listing import listing
    from expolens.model.study import SourcePlan
    from expolens.store.replacement import write_whole

    before = bring(old, SourcePlan("list", "list", old.name))
    found = difference(*(listing(one.found.grid, one.found.mapping) for one in (before, new)))
    lines = [word("collect.since", options.lang, file=old), *told(found, options.lang)]
    if options.output:
        target = _beside(options.output, "changes.csv")
        write_whole(target, csv_text(found, options.lang).encode("utf-8-sig"))
        lines.append(word("match.wrote", options.lang, file=target))
    return lines


def _beside(target: Path, ending: str) -> Path:
    """Return the path of what is written beside a list."""
    return target.with_name(f"{target.stem}.{ending}")


def _written(new: Brought, source: str, target: Path, options: Options) -> list[str]:
    """Write the list, where it is from, and the recipe that was made; return what to say of it."""
    from expolens.collect.clean import clean_rows, csv_bytes, provenance, xlsx_bytes
    from expolens.store.replacement import write_whole

    header, rows = clean_rows(new, options.lang)
    content = xlsx_bytes(header, rows) if target.suffix.casefold() == ".xlsx" else csv_bytes(header, rows)  # fmt: skip
    write_whole(target, content)
    beside = _beside(target, "provenance.json")
    write_whole(beside, provenance(new, source, options.lang))
    lines = [word("match.wrote", options.lang, file=one) for one in (target, beside)]
    recipe = _beside(target, "recipe.toml")
    if new.recipe and not options.recipe and not recipe.exists():
        write_whole(recipe, new.recipe.encode())
        lines.append(word("collect.recipe", options.lang, file=recipe))
    return lines


def _next(source: str, new: Brought, options: Options) -> str:
    """Return the next command."""
    code = ("keep" if new.named else "name") if options.output is None else "study"
    if source == "-" and code != "study":
        code = f"pasted_{code}"
    return word(f"collect.next_{code}", options.lang, source=source, file=options.output)
