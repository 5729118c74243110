"""The summary: what was asked, read, found, and not done."""

from __future__ import annotations

from collections.abc import Sequence

from expolens.model.document import Paragraph, Section, Sentence, Span
from expolens.numbers.units import number_text
from expolens.report.event import dates
from expolens.report.generic import generic
from expolens.report.ledger import Ledger
from expolens.report.outline import SUMMARY, written
from expolens.report.prose import headed, sentence_of

_MOST = 6


def summary(ledger: Ledger, sections: Sequence[Section]) -> Section:
    """Write objective, methods, results and limits in a sentence or a few each.

    The results are the sentences of the outline's section "summary"; where none of them can be written, the first of `sections`;
    where there are none, what the first shares say by their kind.
    """
    blocks = [
        headed("summary.objective_head", ledger, [_objective(ledger)]),
        headed("summary.methods_head", ledger, [_methods(ledger)]),
        headed("summary.results_head", ledger, _results(ledger, sections)),
    ]
    if limits := _limits(ledger):
        blocks.append(headed("summary.limits_head", ledger, limits))
    return Section("summary", ledger.word("section.summary"), tuple(blocks))


def _objective(ledger: Ledger) -> Sentence:
    event = ledger.study.event
    name = event.name.within(ledger.language) or ledger.study.title.within(ledger.language)
    when_where = (dates(ledger), event.place.within(ledger.language))
    parts = [text for text in when_where if text and text not in name]
    where = (
        ledger.word("phrase.bracket")
        + ledger.word("phrase.apart").join(parts)
        + ledger.word("phrase.bracket_end")
        if parts
        else ""
    )
    code = "objective_partial" if ledger.study.nature == "partial" else "objective"
    return sentence_of(f"summary.{code}", ledger, event=name + where)


def _methods(ledger: Ledger) -> Sentence:
    listed = []
    for one in ledger.sources:
        date = ledger.word("phrase.apart") + one.date if one.date else ""
        alone = sum(other.role == one.role for other in ledger.sources) == 1
        name = ledger.role(one.role) if alone else ledger.title(one)
        rows = number_text(one.rows_in)
        listed.append(ledger.word("summary.source", role=name, rows=rows, date=date))
    n = len(listed)
    return sentence_of("summary.sources", ledger, n=n, list=ledger.joined(listed))


def _results(ledger: Ledger, sections: Sequence[Section]) -> list[Sentence]:
    items = [plan.items for plan in ledger.study.protocol.sections if plan.id == SUMMARY]
    found = written(items[0], ledger) if items else []
    numbered = [one for one in found if any(span.statistic for span in one.spans)]
    # Who took part alone is no summary of what was found.
    if len(numbered) < 2:
        below = [
            one
            for section in sections
            for block in section.blocks
            if isinstance(block, Paragraph)
            for one in block.sentences
            if any(span.statistic for span in one.spans) and one not in found
        ]
        found = [*found, *below][:_MOST]
    if not found:
        shares = [one.name for one in ledger.statistics.values() if one.kind == "share" and one.n]
        found = [made for name in shares[:_MOST] if (made := generic(name, ledger))]
    return found or [sentence_of("summary.nothing", ledger)]


def _limits(ledger: Ledger) -> list[Sentence]:
    found: list[Sentence] = []
    if ledger.study.nature != "real":
        notice = ledger.study.notice.within(ledger.language)
        text = notice or ledger.word(f"banner.{ledger.study.nature}") + ledger.word(
            "phrase.full_stop"
        )
        found.append(Sentence((Span(text),)))
    if any(not one.checked for one in ledger.populations.values()):
        found.append(sentence_of("summary.unchecked", ledger))
    waiting = len(ledger.waiting)
    if waiting:
        found.append(sentence_of("summary.waiting", ledger, n=waiting))
    lacking = len({one.id for one in ledger.undone if one.what == "statistic"})
    if lacking:
        planned = len(ledger.study.protocol.statistics)
        found.append(sentence_of("summary.undone", ledger, n=lacking, N=planned))
    return found
