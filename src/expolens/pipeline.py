"""The recipe of a study, in the order of its methods section: what each step reads and writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from expolens.analyse import analyse
from expolens.analyse.contract import statistics_json
from expolens.classify import classify
from expolens.collect.collect import collect
from expolens.enrich import EnrichPlan, enrich
from expolens.explain import explain
from expolens.export import waiting
from expolens.model.decision import Decision
from expolens.model.study import SourcePlan, Study
from expolens.parse import parse
from expolens.render import Drawn, render
from expolens.render.font import embedded
from expolens.report import headlines, report
from expolens.resolve import resolve
from expolens.roster import roster
from expolens.store.digest import digest, file_digest, program_digest
from expolens.store.frozen import dumps, loads
from expolens.store.manifest import (
    Manifest,
    Ran,
    inputs_digest,
    read_manifest,
    whole,
    write_manifest,
)
from expolens.store.replacement import replacing, restore
from expolens.store.shelf import read_table, table_path, write_table
from expolens.store.tables import Tables, to_table
from expolens.study.check import unnamed_files
from expolens.write.html import html


@dataclass(frozen=True, slots=True)
class Job:
    """What every step may see: the question, and what people decided."""

    study: Study
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One data stage: `run` makes the tables `writes` out of the tables `reads`; `asks` is its part of the study file.

    `counts` names the tables whose sizes the terminal shows. `decided` steps read decisions.
    """

    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    asks: Callable[[Study], object]
    run: Callable[[Tables, Job], Tables]
    counts: tuple[str, ...]
    decided: bool = False


def _enrich_plan(study: Study) -> EnrichPlan:
    return EnrichPlan(
        currency=study.currency,
        rates=study.rates,
        sources=tuple(source.id for source in study.sources),
    )


def _digests(folder: Path, plan: SourcePlan) -> list[str]:
    """Return the hashes of the files of a source."""
    return [file_digest(folder / file) for file in (plan.file, plan.recipe) if file]


STEPS: tuple[Step, ...] = (
    Step(
        "collect",
        (),
        ("sources", "pages", "records"),
        lambda study: (study.sources, [_digests(study.folder, one) for one in study.sources]),
        lambda _, job: collect(job.study.sources, folder=job.study.folder),
        counts=("sources", "records"),
    ),
    Step(
        "parse",
        ("sources", "records"),
        ("names", "facts", "remarks_parse"),
        lambda study: study.sources,
        lambda tables, job: parse(tables, plans=job.study.sources),
        counts=("names", "facts"),
    ),
    Step(
        "roster",
        ("sources", "records", "names", "facts"),
        (
            "exhibitors",
            "marks",
            "exclusions",
            "roster_matches",
            "judgements_roster",
            "remarks_roster",
            "applied_roster",
        ),
        lambda study: study.sources,
        lambda tables, job: roster(tables, decisions=job.decisions, plans=job.study.sources),
        counts=("exhibitors",),
        decided=True,
    ),
    Step(
        "resolve",
        ("sources", "records", "names", "facts", "exhibitors"),
        (
            "matches",
            "links",
            "lookups",
            "companies",
            "judgements_resolve",
            "remarks_resolve",
            "applied_resolve",
        ),
        lambda study: (study.accept, study.review),
        lambda tables, job: resolve(
            tables, decisions=job.decisions, accept=job.study.accept, review=job.study.review
        ),
        counts=("links", "companies"),
        decided=True,
    ),
    Step(
        "enrich",
        ("sources", "records", "names", "facts", "exhibitors", "links", "companies"),
        ("profiles", "remarks_enrich", "applied_enrich"),
        _enrich_plan,
        lambda tables, job: enrich(tables, decisions=job.decisions, plan=_enrich_plan(job.study)),
        counts=("profiles",),
        decided=True,
    ),
    Step(
        "classify",
        ("records", "names", "facts", "exhibitors", "links"),
        ("labels", "applied_classify"),
        lambda study: study.protocol.packs,
        lambda tables, job: classify(
            tables, decisions=job.decisions, packs=job.study.protocol.packs
        ),
        counts=("labels",),
        decided=True,
    ),
    Step(
        "analyse",
        (
            "sources",
            "records",
            "exhibitors",
            "exclusions",
            "lookups",
            "links",
            "companies",
            "profiles",
            "labels",
        ),
        ("populations", "members", "statistics", "counted", "listings", "cited", "undone"),
        lambda study: replace(study, folder=Path(), sources=()),
        lambda tables, job: analyse(tables, study=job.study),
        counts=("populations", "statistics", "cited"),
    ),
)


def run_step(
    step: Step, job: Job, *, part: Path, old: Path, ran: Mapping[str, Ran]
) -> tuple[Ran, bool]:
    """Run one data stage into the build folder `part`, or take its tables over from `old` if nothing it sees changed.

    Returns what ran and whether it was taken over. `ran` holds the steps of the run that made `old`; the tables the step
    reads stand in `part` already.
    """
    seen = [file_digest(table_path(part, name)) for name in step.reads]
    decided = job.decisions if step.decided else ()
    key = digest(program_digest(), step.name, step.asks(job.study), decided, *seen)
    before = _taken_over(step.name, key, part=part, old=old, ran=ran)
    if before is not None:
        return before, True
    made = step.run({name: read_table(part, name) for name in step.reads}, job)
    return Ran(key, _stored(step, made, part), _count(step, made)), False


def _stored(step: Step, made: Tables, part: Path) -> dict[str, str]:
    """Write the tables a step made, and return their files with hashes."""
    written = [write_table(part, name, made[name]) for name in step.writes]
    return {path.relative_to(part).as_posix(): file_digest(path) for path in written}


def _count(step: Step, made: Mapping[str, pa.Table]) -> str:
    return ", ".join(_counted(made[name].num_rows, name.replace("_", " ")) for name in step.counts)


def _counted(n: int, things: str) -> str:
    """Return a number of things, one of them in the singular.

    >>> _counted(1, "companies"), _counted(1018, "exhibitors"), _counted(1, "sources")
    ('1 company', '1,018 exhibitors', '1 source')
    """
    if n == 1:
        things = f"{things[:-3]}y" if things.endswith("ies") else things.removesuffix("s")
    return f"{n:,} {things}"


@dataclass(frozen=True, slots=True)
class Built:
    """What a run made: the build folder, its manifest, and for each step whether it ran now or was taken over."""

    folder: Path
    manifest: Manifest
    reused: tuple[str, ...]


Progress = Callable[[str], AbstractContextManager[Callable[[str, bool], None]]]
"""Given a step's name, a context that shows it at work and a function to say its count and whether it was taken over."""


def run(job: Job, *, progress: Progress, again: bool = False) -> Built:
    """Bring `build/` of a study up to date: every step whose inputs, plan or program changed, and nothing else.

    With `again` every step runs. The old build stays as it was until the new one is whole.
    """
    build = job.study.folder / "build"
    restore(build)
    old = Manifest("") if again else read_manifest(build)
    steps: dict[str, Ran] = {}
    reused: list[str] = []
    inputs = inputs_digest(job.study.folder)
    with replacing(build) as part:

        def note(name: str, outcome: tuple[Ran, bool], say: Callable[[str, bool], None]) -> None:
            steps[name], taken = outcome
            if taken:
                reused.append(name)
            say(steps[name].count, taken)

        for step in STEPS:
            with progress(step.name) as say:
                note(step.name, run_step(step, job, part=part, old=build, ran=old.steps), say)
        tables = _all_tables(part)
        with progress("render") as say:
            note("render", _render(job, tables, part=part, old=build, ran=old.steps), say)
        with progress("report") as say:
            outcome, headlines = _report(job, tables, part=part)
            note("report", (outcome, False), say)
        said = waiting(tables, study=job.study, language=job.study.languages[0])
        manifest = Manifest(inputs, steps, headlines, said, unnamed_files(job.study))
        write_manifest(part, manifest)
    return Built(build, manifest, tuple(reused))


def _taken_over(
    name: str, key: str, *, part: Path, old: Path, ran: Mapping[str, Ran]
) -> Ran | None:
    """Copy what step `name` wrote last time into `part` if it ran under the same key and is whole, else None."""
    before = ran.get(name)
    if before is None or before.key != key or not whole(old, before):
        return None
    for file in before.files:
        (part / file).parent.mkdir(parents=True, exist_ok=True)
        (part / file).write_bytes((old / file).read_bytes())
    return before


def _all_tables(part: Path) -> dict[str, pa.Table]:
    return {name: read_table(part, name) for step in STEPS for name in step.writes}


def _render(
    job: Job, tables: Tables, *, part: Path, old: Path, ran: Mapping[str, Ran]
) -> tuple[Ran, bool]:
    """Draw tables and figures in every language of the study, or take them over."""
    study = replace(job.study, folder=Path())
    seen = [file_digest(table_path(part, name)) for step in STEPS for name in step.writes]
    key = digest(program_digest(), "render", study, *seen)
    before = _taken_over("render", key, part=part, old=old, ran=ran)
    if before is not None:
        return before, True
    files = {"statistics.json": statistics_json(tables, study=study)}
    drawn = 0
    for language in study.languages:
        rendered = render(tables, study=study, language=language)
        drawn = len(rendered.figures)
        files |= rendered.files
        kept = Drawn(rendered.tables, rendered.figures)
        files[f"data/drawn.{language}.json"] = dumps(kept).encode()
    return Ran(key, _written(part, files), _counted(drawn, "figures")), False


def _report(job: Job, tables: Tables, *, part: Path) -> tuple[Ran, tuple[str, ...]]:
    """Write the document, its appearances and explanations, and `report.html`."""
    documents, appearances = [], []
    for language in job.study.languages:
        text = (part / f"data/drawn.{language}.json").read_text(encoding="utf-8")
        drawn = loads(Drawn, text)
        reported = report(tables, drawn.tables, drawn.figures, study=job.study, language=language)
        documents.append(reported.document)
        appearances += list(reported.appearances)
    made = {"appearances": to_table("appearances", appearances)}
    made |= explain({**tables, **made}, study=job.study)
    written = [write_table(part, name, made[name]) for name in ("appearances", "explanations")]
    files = {path.relative_to(part).as_posix(): file_digest(path) for path in written}
    page = html(documents, {**tables, **made}, embed=embedded)
    files |= _written(part, {"report.html": page})
    count = _counted(len(appearances), "printed numbers")
    return Ran("", files, count), headlines(
        tables, study=job.study, language=job.study.languages[0]
    )


def _written(part: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """Write files below `part` and return their hashes."""
    for name, content in files.items():
        path = part / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return {name: file_digest(part / name) for name in sorted(files)}
