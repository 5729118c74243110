"""The stage: put sentences, tables and figures in the order of an article, and note where each number is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from expolens.model.document import Appearance, Document, Figure, Table
from expolens.model.study import Study
from expolens.model.text import Language
from expolens.report.event import event
from expolens.report.ledger import Ledger, ledger
from expolens.report.methods import methods
from expolens.report.numbering import appearances, numbered
from expolens.report.outline import results
from expolens.report.quality import quality
from expolens.report.summary import summary
from expolens.report.undone import undone
from expolens.store.tables import Tables


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
    """Write the document of a study in one language: summary, event, methods, results by the outline, data quality, what was not done.

    Tables and figures are numbered in the order they appear; what is planned in no section is not printed.
    """
    book = ledger(tables, study=study, language=language)
    by_id: dict[str, Table | Figure] = {f"table:{one.id}": one for one in printed}
    by_id |= {f"figure:{one.id}": one for one in figures}
    found = results(book, by_id)
    sections = [
        summary(book, found),
        event(book),
        methods(book),
        *found,
        quality(book),
        undone(book),
    ]
    document = Document(
        study=study.id,
        language=language,
        title=study.title.within(language),
        subtitle=book.word(f"kind.{study.nature}"),
        banner=banner(book),
        date=study.date,
        sections=numbered([one for one in sections if one is not None], book),
    )
    return Reported(document, tuple(dict.fromkeys(appearances(document))))


def banner(book: Ledger) -> str:
    """Return what stands at the head of every page of a study that is no whole, real one, else ""."""
    if book.study.nature == "real":
        return ""
    return book.study.notice.within(book.language) or book.word(f"banner.{book.study.nature}")
