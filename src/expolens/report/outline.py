"""The results in the order of the protocol's outline, and the published numbers beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from expolens.model.document import (
    Cell,
    Figure,
    Paragraph,
    Section,
    Sentence,
    Table,
)
from expolens.model.protocol import SectionPlan
from expolens.model.text import Text
from expolens.report.completeness import KIND
from expolens.report.condition import Unwritten, holds
from expolens.report.generic import generic
from expolens.report.ledger import Ledger
from expolens.report.prose import sentence_of
from expolens.report.sentences import mentioned, sentence

Block = Paragraph | Table | Figure
SUMMARY = "summary"


def results(ledger: Ledger, by_id: Mapping[str, Table | Figure]) -> list[Section]:
    """Return the sections of the outline that have something to show: results below one heading, then what others published.

    `by_id` holds tables and figures as "table:ID" and "figure:ID". Statistics that a study adds without a sentence, table or figure
    are said by their kind in a last section of the results.
    """
    own: list[Section] = []
    published: list[Section] = []
    cited = {f"table:{plan.id}" for plan in ledger.study.protocol.tables if plan.kind == "cited"}
    for plan in ledger.study.protocol.sections:
        blocks = _blocks(plan, ledger, by_id) if _wanted(plan, ledger) else []
        title = plan.title.within(ledger.language)
        if any(item in cited or item.startswith("theme:") for item in plan.items):
            if blocks:
                intro = _compared(ledger)
                published.append(Section(plan.id, title, (*intro, *blocks), plan.level))
        elif blocks:
            own.append(Section(plan.id, title, tuple(blocks), plan.level + 1))
    if further := _further(ledger):
        own.append(further)
    if own:
        own.insert(0, Section("results", ledger.word("results.title"), ()))
    return [*own, *published]


def written(items: Sequence[str], ledger: Ledger) -> list[Sentence]:
    """Return the sentences of an outline's items that can be written."""
    plans = {one.id: one for one in ledger.study.protocol.sentences}
    names = [item.partition(":")[2] for item in items if item.startswith("sentence:")]
    return [made for name in names if (made := sentence(plans[name], ledger))]


def _blocks(plan: SectionPlan, ledger: Ledger, by_id: Mapping[str, Table | Figure]) -> list[Block]:
    """Return the blocks of a section; sentences that stand together are one paragraph."""
    blocks: list[Block] = []
    waiting: list[Sentence] = []
    for item in plan.items:
        kind, _, name = item.partition(":")
        if kind == "sentence":
            waiting += written([item], ledger)
            continue
        found: list[Block] = []
        if kind == "theme":
            found += _theme(name, ledger)
        elif item in by_id:
            found.append(by_id[item])
        if found and waiting:
            blocks.append(Paragraph(tuple(waiting)))
            waiting = []
        blocks += found
    return [*blocks, Paragraph(tuple(waiting))] if waiting else blocks


def _wanted(plan: SectionPlan, ledger: Ledger) -> bool:
    """Tell whether a section of the results is to be printed; the summary is none of them."""
    try:
        return plan.id != SUMMARY and holds(plan.when, ledger, where=f"section '{plan.id}'")
    except Unwritten:
        return False


def _further(ledger: Ledger) -> Section | None:
    """Say by its kind every statistic that no sentence, table or figure of the outline speaks of."""
    planned = _planned(ledger)
    sentences = [
        made
        for plan in ledger.study.protocol.statistics
        if plan.id not in planned and plan.kind != KIND and (made := generic(plan.id, ledger))
    ]
    if not sentences:
        return None
    items = tuple(Paragraph((one,), "item") for one in sentences)
    return Section("further", ledger.word("results.further"), items, 3)


def _planned(ledger: Ledger) -> set[str]:
    """Return the statistics that the outline means to print somewhere."""
    protocol = ledger.study.protocol
    items = {item for section in protocol.sections for item in section.items}
    found: set[str] = set()
    for one in protocol.sentences:
        if f"sentence:{one.id}" in items:
            found |= mentioned(one)
    for kind, plans in (("table", protocol.tables), ("figure", protocol.figures)):
        for plan in plans:
            if f"{kind}:{plan.id}" in items:
                found |= {name.partition(".")[0] for name in plan.statistics}
    return found


def _compared(ledger: Ledger) -> tuple[Paragraph, ...]:
    """Say how many published numbers were set beside statistics, and with what outcome."""
    found = [one for one in ledger.cited if one.statistic]
    if not found:
        return ()
    targets = [one for one in found if one.target]
    paragraphs = []
    for group, ones in (("said_target", targets), ("said", [o for o in found if not o.target])):
        if ones:
            outcomes = Counter(one.outcome for one in ones)
            none = group == "said" and set(outcomes) == {"not_recomputable"}
            listed = (
                ledger.word("said.none")
                if none
                else ledger.word("phrase.semicolon").join(
                    ledger.word(f"{group}.{name}", n=n) for name, n in outcomes.most_common()
                )
            )
            code = "results.targets" if group == "said_target" else "results.compared"
            paragraphs.append(Paragraph((sentence_of(code, ledger, n=len(ones), list=listed),)))
    return tuple(paragraphs)


def _theme(name: str, ledger: Ledger) -> list[Block]:
    """Return the cited figures of a theme: context, each with its source, never mixed with what was computed."""
    found = [one for one in ledger.cited if one.theme == name and not one.statistic]
    if not found:
        return []
    notes = [Text(one.note_en, one.note_zh).within(ledger.language) for one in found]
    columns = ("printed", "what", "source") if any(notes) else ("printed", "source")
    rows = []
    for one, note in zip(found, notes, strict=True):
        source = f"{one.source}{f', {one.date}' if one.date else ''}"
        what = [Cell(note)] if any(notes) else []
        rows.append((Cell(one.quote or one.text, cited=one.id), *what, Cell(source)))
    header = tuple(Cell(ledger.word(f"results.theme_{column}")) for column in columns)
    title = ledger.word("results.theme_title", theme=ledger.word(f"theme.{name}"))
    return [Table(f"theme_{name}", 0, title, header, tuple(rows))]
