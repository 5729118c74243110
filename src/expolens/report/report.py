"""The stage: put sentences, tables and figures in the order of an article, and note where each number is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from expolens.model.document import (
    Appearance,
    Cell,
    Document,
    Figure,
    Paragraph,
    Section,
    Sentence,
    Table,
)
from expolens.model.protocol import SectionPlan
from expolens.model.study import Study
from expolens.model.text import Language
from expolens.report.ledger import Ledger, ledger
from expolens.report.methods import methods
from expolens.report.quality import banner, quality, undone
from expolens.report.sentences import sentence
from expolens.store.tables import Tables
from expolens.wording import word

Block = Paragraph | Table | Figure


@dataclass(frozen=True, slots=True)
class Reported:
    """A document, and where each statistic is printed in it."""

    document: Document
    appearances: tuple[Appearance, ...]


def report(
    tables: Tables,
    printed: Sequence[Table],
    figures: Sequence[Figure],
    *,
    study: Study,
    language: Language,
) -> Reported:
    """Write the document of a study in one language: event, methods, results by the protocol's outline, data quality, what was not done.

    Tables and figures are numbered in the order they appear; what is planned in no section is not printed.
    """
    book = ledger(tables, study=study, language=language)
    by_id: dict[str, Block] = {f"table:{one.id}": one for one in printed}
    by_id |= {f"figure:{one.id}": one for one in figures}
    notice = banner(book)
    results = [made for plan in study.protocol.sections if (made := _section(plan, book, by_id))]
    sections = [_event(book), methods(book), *results, quality(book), undone(book)]
    numbered = _numbered([one for one in sections if one is not None], book)
    text = "".join(span.text for one in notice.sentences for span in one.spans) if notice else ""
    document = Document(
        study.id,
        language,
        study.title.within(language),
        _subtitle(book),
        text,
        study.date,
        tuple(numbered),
    )
    return Reported(document, tuple(dict.fromkeys(_appearances(document))))


def _subtitle(book: Ledger) -> str:
    kinds = {
        "real": ("A cross-sectional study of exhibitors", "参展商横断面研究"),
        "partial": ("What is published of a cross-sectional study", "一项横断面研究的已发表部分"),
        "rehearsal": ("A rehearsal of a cross-sectional study", "横断面研究演练"),
    }
    return book.say(*kinds[book.study.nature])


def _event(book: Ledger) -> Section | None:
    """Open with the profile of the event, as far as it is known."""
    one = book.study.event
    dates = (
        one.start
        if not one.end or one.start == one.end
        else book.say(f"{one.start} to {one.end}", f"{one.start}至{one.end}")
    )
    given = (
        ("name", one.name.within(book.language)), ("series", one.series.within(book.language)), ("organiser", one.organiser.within(book.language)),
        ("first_year", one.first_year), ("editions", one.editions), ("cycle", one.cycle.within(book.language)), ("dates", dates),
        ("place", one.place.within(book.language)), ("attendance", one.attendance.within(book.language)), ("forums", one.forums),
        ("exhibitors", one.exhibitors), ("url", one.url), ("sources", one.sources),
    )  # fmt: skip
    rows = tuple(
        (Cell(word(f"event.{name}", book.language)), Cell(str(value)))
        for name, value in given
        if value
    )
    if not rows:
        return None
    title = book.say("Profile of the event, as its organiser states it", "活动概况（主办方公布）")
    return Section(
        "event",
        word("section.event", book.language),
        (Table("event", 0, title, (), rows, (), "column"),),
    )


def _section(plan: SectionPlan, book: Ledger, by_id: dict[str, Block]) -> Section | None:
    """Return a section of the outline, its sentences that stand together as one paragraph; None where nothing is left of it."""
    blocks: list[Block] = []
    waiting: list[Sentence] = []
    sentences = {one.id: one for one in book.study.protocol.sentences}
    for item in plan.items:
        kind, _, name = item.partition(":")
        if kind == "sentence":
            made = sentence(sentences[name], book)
            waiting += [made] if made else []
            continue
        found = _theme(name, book) if kind == "theme" else [by_id[item]] if item in by_id else []
        if found and waiting:
            blocks.append(Paragraph(tuple(waiting)))
            waiting = []
        blocks += found
    if waiting:
        blocks.append(Paragraph(tuple(waiting)))
    return (
        Section(plan.id, plan.title.within(book.language), tuple(blocks), plan.level)
        if blocks
        else None
    )


def _theme(name: str, book: Ledger) -> list[Block]:
    """Return the cited figures of a theme: context, each with its source, never mixed with what was computed."""
    found = [one for one in book.cited if one.theme == name and not one.statistic]
    if not found:
        return []
    rows = tuple(
        (
            Cell(one.quote or one.text, cited=one.id),
            Cell(f"{one.source}{f', {one.date}' if one.date else ''}"),
        )
        for one in found
    )
    header = (Cell(book.say("As printed", "原文")), Cell(book.say("Source", "来源")))
    title = book.say(
        f"{word(f'theme.{name}', 'en')}: published context, not computed here",
        f"{word(f'theme.{name}', 'zh')}：已发表背景数据，非本研究计算",
    )
    return [Table(f"theme_{name}", 0, title, header, rows)]


def _numbered(sections: Iterable[Section], book: Ledger) -> list[Section]:
    """Number tables and figures in the order they appear; captions of a study that is no whole, real one say so."""
    tables = figures = 0
    caption = book.study.caption.within(book.language) if book.study.nature != "real" else ""
    numbered = []
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Table):
                tables += 1
                blocks.append(replace(block, number=tables, title=_captioned(block.title, caption)))
            elif isinstance(block, Figure):
                figures += 1
                blocks.append(
                    replace(block, number=figures, title=_captioned(block.title, caption))
                )
            else:
                blocks.append(block)
        numbered.append(replace(section, blocks=tuple(blocks)))
    return numbered


def _captioned(title: str, caption: str) -> str:
    return f"{title.rstrip('.。')}. {caption}" if caption else title


def _appearances(document: Document) -> Iterable[Appearance]:
    """Yield every place where a statistic is printed."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                for one in block.sentences:
                    yield from (
                        Appearance(
                            span.statistic,
                            "sentence",
                            f"{document.language}: {section.title}",
                            _plain(one),
                        )
                        for span in one.spans
                        if span.statistic
                    )
            elif isinstance(block, Table):
                place = f"{document.language}: {word('label.table', _language(document))} {block.number}"
                yield from (
                    Appearance(cell.statistic, "cell", place, cell.text)
                    for row in block.rows
                    for cell in row
                    if cell.statistic
                )
            else:
                place = f"{document.language}: {word('label.figure', _language(document))} {block.number}"
                yield from (
                    Appearance(name, "figure", place, block.title) for name in block.statistics
                )


def _language(document: Document) -> Language:
    return "zh" if document.language == "zh" else "en"


def _plain(one: Sentence) -> str:
    return "".join(span.text for span in one.spans)
