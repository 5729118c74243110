"""What was done, written from what ran."""

from __future__ import annotations

from collections import Counter

import expolens
from expolens.model.document import Cell, Paragraph, Section, Sentence, Table
from expolens.model.protocol import Class
from expolens.model.source import Source
from expolens.numbers.units import number_text
from expolens.report.ledger import Ledger
from expolens.report.prose import headed, sentence_of
from expolens.values import FIELDS
from expolens.values.display import display
from expolens.wording import note

_HASH = 12


def methods(ledger: Ledger) -> Section:
    """Write sources with dates and hashes, rows in and out, how exhibitors and names were resolved, the rules of the numbers."""
    sources = [
        sentence_of(
            "methods.sources",
            ledger,
            sources=len(ledger.sources),
            rows=sum(one.rows_in for one in ledger.sources),
            records=sum(one.records for one in ledger.sources),
        )
    ]
    names = [made for source in ledger.sources if (made := _found(source, ledger))]
    blocks: list[Paragraph | Table] = [
        headed("methods.sources_head", ledger, sources),
        _sources(ledger),
        headed("methods.exhibitors_head", ledger, _exhibitors(ledger)),
    ]
    if names:
        rule = sentence_of("methods.names", ledger)
        blocks.append(headed("methods.names_head", ledger, [rule, *names, *_decisions(ledger)]))
    elif decided := _decisions(ledger):
        blocks.append(headed("methods.names_head", ledger, decided))
    blocks.append(headed("methods.values_head", ledger, _values(ledger)))
    blocks.append(headed("methods.numbers_head", ledger, _numbers(ledger)))
    blocks.append(headed("methods.program_head", ledger, _program(ledger)))
    return Section("methods", ledger.word("section.methods"), tuple(blocks))


def _sources(ledger: Ledger) -> Table:
    names = ("source", "role", "date", "rows", "records", "columns", "hash")
    right = ("rows", "records")
    header = tuple(
        Cell(ledger.word(f"methods.column_{name}"), align="right" if name in right else "left")
        for name in names
    )
    rows = []
    for one in ledger.sources:
        columns = [entry.rpartition("=")[0] for entry in one.columns]
        cells = (
            Cell(f"{ledger.title(one)}: {one.file}"),
            Cell(ledger.role(one.role)),
            Cell(one.date or "–"),
            Cell(number_text(one.rows_in), align="right"),
            Cell(number_text(one.records), align="right"),
            Cell("–" if one.role == "cited" else ledger.joined(columns) or "–"),
            Cell(one.sha256[:_HASH]),
        )
        rows.append(cells)
    notes = tuple(note for one in ledger.sources for note in _notes(one, ledger))
    return Table("sources", 0, ledger.word("methods.sources_table"), header, tuple(rows), notes)


def _notes(one: Source, ledger: Ledger) -> list[str]:
    notes = [f"{one.file}: {note(said, ledger.language)}" for said in one.notes]
    for name, columns in (("unread", one.unread), ("personal", one.personal)):
        if columns:
            listed = ledger.joined(columns)
            notes.append(ledger.word(f"methods.{name}", file=one.file, columns=listed))
    return notes


def _exhibitors(ledger: Ledger) -> list[Sentence]:
    inside = [one for one in ledger.exhibitors.values() if one.included]
    lists = [source for source in ledger.sources if source.role == "list"]
    found = [
        sentence_of(
            "methods.exhibitors",
            ledger,
            listed=sum(source.records for source in lists),
            n=sum(one.listed for one in ledger.exhibitors.values()),
        )
    ]
    nameless = sum(not one.name for one in inside)
    if nameless:
        found.append(sentence_of("methods.nameless", ledger, n=nameless))
    out = len(ledger.exhibitors) - len(inside)
    if out:
        found.append(sentence_of("methods.roles_out", ledger, n=out))
    if not any(source.role == "attendance" for source in ledger.sources):
        return [*found, sentence_of("methods.attendance_unchecked", ledger)]
    states = Counter(one.attendance for one in inside)
    unlisted = sum(one.attendance == "present" and not one.listed for one in inside)
    more = {
        name: ledger.word(f"methods.attendance_{name}", n=n) if n else ""
        for name, n in (("unclear", states["unclear"]), ("unlisted", unlisted))
    }
    attendance = sentence_of(
        "methods.attendance", ledger, present=states["present"], absent=states["absent"], **more
    )
    return [*found, attendance]


def _found(source: Source, ledger: Ledger) -> Sentence | None:
    """Say how many exhibitors were found in a registry or library, were not, wait, or were not looked up; None for other sources."""
    inside = {one.id for one in ledger.exhibitors.values() if one.included}
    looked = {
        one.exhibitor: one.outcome
        for one in ledger.lookups
        if one.source == source.id and one.exhibitor in inside
    }
    if not looked:
        return None
    outcomes = Counter(looked.values())
    waiting = {
        link.exhibitor
        for link in ledger.links
        if link.source == source.id
        and link.status == "review"
        and looked.get(link.exhibitor) != "found"
    } & set(looked)
    more = [
        ledger.word(f"methods.{code}", n=n)
        for code, n in (
            ("found_not", outcomes["not_found"]),
            ("found_not_asked", outcomes["not_looked_up"]),
            ("found_waiting", len(waiting)),
        )
        if n
    ]
    scope = "covers_all" if source.covers == "all" else "covers_asked"
    return sentence_of(
        "methods.found", ledger, source=ledger.title(source), scope=ledger.word(f"methods.{scope}"),
        N=len(looked), found=outcomes["found"], more="".join(more),
    )  # fmt: skip


def _decisions(ledger: Ledger) -> list[Sentence]:
    if not ledger.applied:
        return []
    outcomes = Counter({one.decision: one.outcome for one in ledger.applied}.values())
    other = [
        ledger.word("methods.decisions_other", n=n, outcome=ledger.word(f"outcome_decision.{name}"))
        for name, n in sorted(outcomes.items())
        if name != "applied"
    ]
    decided = sentence_of("methods.decisions", ledger, n=outcomes.total(), more="".join(other))
    agreed = [
        sentence_of("methods.agreement", ledger, **one.words(ledger.study.style))
        for one in ledger.agreements
    ]
    return [decided, *agreed]


def _values(ledger: Ledger) -> list[Sentence]:
    found = [sentence_of("methods.values", ledger)]
    made = {one.name for one in ledger.statistics.values()}
    for plan in ledger.study.protocol.statistics:
        if plan.id in made and any(one.low is not None or one.bands for one in plan.classes):
            classes = ledger.joined([one.label.within(ledger.language) for one in plan.classes])
            what = plan.label.within(ledger.language)
            bands = "".join(_bands(one, ledger) for one in plan.classes if one.bands)
            found.append(
                sentence_of("methods.classes", ledger, what=what, classes=classes, bands=bands)
            )
    rates = [
        ledger.word(
            "methods.rate",
            base=rate.base,
            rate=rate.rate,
            quote=rate.quote,
            date=rate.date,
            source=ledger.word("methods.rate_source", source=rate.source) if rate.source else "",
        )
        for rate in ledger.study.rates
    ]
    if rates:
        listed = ledger.word("phrase.semicolon").join(rates)
        found.append(sentence_of("methods.rates", ledger, n=len(rates), rates=listed))
    return found


def _bands(one: Class, ledger: Ledger) -> str:
    """Say which bands of the sources, across a border of the classes, count in this one."""
    headcount = FIELDS["headcount"]
    printed = [display(headcount, band, language=ledger.language) for band in one.bands]
    name = one.label.within(ledger.language)
    return ledger.word("methods.classes_band", bands=ledger.joined(printed), name=name)


def _numbers(ledger: Ledger) -> list[Sentence]:
    found = [sentence_of("methods.percent", ledger)]
    quantiles = (one for one in ledger.statistics.values() if one.kind == "quantiles")
    definitions = list(dict.fromkeys(one.method for one in quantiles))
    if definitions:
        listed = ledger.joined(definitions)
        found.append(sentence_of("methods.quantiles", ledger, definitions=listed))
    if ledger.study.nature == "real":
        found.append(sentence_of("methods.complete", ledger))
    return found


def _program(ledger: Ledger) -> list[Sentence]:
    study = ledger.study
    date = ledger.word("methods.program_date", date=study.date) if study.date else ""
    made = sentence_of(
        "methods.program",
        ledger,
        version=expolens.__version__,
        protocol=study.protocol.id,
        date=date,
    )
    return [made, sentence_of("methods.explained", ledger)]
