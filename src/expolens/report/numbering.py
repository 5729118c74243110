"""Numbers of tables and figures in the order they appear, captions, references to them, and where each statistic is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from expolens.model.document import (
    Appearance,
    Document,
    Figure,
    Paragraph,
    Section,
    Sentence,
    Span,
    Table,
)
from expolens.model.text import Language
from expolens.report.ledger import Ledger
from expolens.report.prose import plain
from expolens.wording import caption, word

_STOPS = (".", "。")
POINTERS = ("figure:", "table:")
"""What a span begins with whose "statistic" is a place in the document."""


def numbered(sections: Iterable[Section], ledger: Ledger) -> tuple[Section, ...]:
    """Number tables and figures, say in each caption what a study is that is no whole, real one, and refer to them in the text before them.

    A figure that has nothing to draw is a note that says so.
    """
    counts = {"table": 0, "figure": 0}
    notice = ledger.study.caption.within(ledger.language) if ledger.study.nature != "real" else ""
    found = []
    for section in sections:
        blocks: list[Paragraph | Table | Figure] = []
        for block in section.blocks:
            if isinstance(block, Paragraph):
                blocks.append(block)
                continue
            if isinstance(block, Figure) and not block.svg:
                blocks.append(Paragraph((Sentence((Span(block.alt),)),), "note"))
                continue
            kind = "table" if isinstance(block, Table) else "figure"
            counts[kind] += 1
            title = caption(block.title, notice, ledger.language)
            blocks.append(replace(block, number=counts[kind], title=title))
        found.append(replace(section, blocks=tuple(_referring(blocks, ledger))))
    return tuple(found)


def _referring(
    blocks: Sequence[Paragraph | Table | Figure], ledger: Ledger
) -> Iterator[Paragraph | Table | Figure]:
    """Yield blocks, a paragraph with references to the tables and figures that follow it at its end."""
    for i, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.kind != "text" or not block.sentences:
            yield block
            continue
        follow: list[Table | Figure] = []
        for other in blocks[i + 1 :]:
            if isinstance(other, Paragraph):
                break
            follow.append(other)
        yield _with(block, follow, ledger) if follow else block


def _with(block: Paragraph, follow: Sequence[Table | Figure], ledger: Ledger) -> Paragraph:
    last = block.sentences[-1]
    end = last.spans[-1]
    if end.statistic or end.cited or not end.text.endswith(_STOPS):
        return block
    open_, comma, close = (
        ledger.word(f"phrase.{name}") for name in ("bracket", "comma", "bracket_end")
    )
    references: list[Span] = []
    for one in follow:
        kind = "table" if isinstance(one, Table) else "figure"
        references.append(Span(comma if references else open_))
        references.append(Span(_name(kind, one.number, ledger.language), f"{kind}:{one.id}"))
    stop = end.text[-1]
    spans = (*last.spans[:-1], replace(end, text=end.text[:-1]), *references, Span(close + stop))
    return replace(block, sentences=(*block.sentences[:-1], replace(last, spans=spans)))


def _name(kind: str, number: int, language: Language) -> str:
    gap = "" if language == "zh" else " "
    return f"{word(f'label.{kind}', language)}{gap}{number}"


def appearances(document: Document) -> Iterator[Appearance]:
    """Yield every place where a statistic, a population or a cited figure is printed."""
    language: Language = "zh" if document.language == "zh" else "en"
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield from _in_sentences(block, f"{language}: {section.title}")
                continue
            kind = "table" if isinstance(block, Table) else "figure"
            place = f"{language}: {_name(kind, block.number, language)}"
            if isinstance(block, Table):
                for cell in (cell for row in block.rows for cell in row):
                    if cell.statistic or cell.cited:
                        id_ = cell.statistic or f"cited:{cell.cited}"
                        yield Appearance(id_, "cell", place, cell.text)
            else:
                for name in block.statistics:
                    yield Appearance(name, "figure", place, block.title)


def _in_sentences(block: Paragraph, place: str) -> Iterator[Appearance]:
    for one in block.sentences:
        for span in one.spans:
            id_ = span.statistic or (f"cited:{span.cited}" if span.cited else "")
            if id_ and not id_.startswith(POINTERS):
                yield Appearance(id_, "sentence", place, plain(one))
