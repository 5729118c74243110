"""The few lines a terminal shows when a study has run."""

from __future__ import annotations

from collections import Counter

from expolens.decisions.applied import kind
from expolens.model.population import Population
from expolens.model.statistic import Statistic
from expolens.model.study import Study
from expolens.model.text import Language, Text
from expolens.report.ledger import Ledger, ledger
from expolens.store.tables import Tables

_WANTED = (
    "founded_since_2009", "five_provinces", "capital.p50", "financing_disclosed", "library_found",
)  # fmt: skip
_LINES = 5
_POPULATIONS = 4


def headlines(tables: Tables, *, study: Study, language: Language) -> tuple[str, ...]:
    """Return what the study is, who took part, its headline numbers with their denominators, what became of published numbers, what was not done."""
    book = ledger(tables, study=study, language=language)
    lines = []
    if study.nature != "real":
        lines.append(study.notice.within(language) or book.word(f"banner.{study.nature}"))
    sizes = [_size(one, book) for one in book.populations.values()][:_POPULATIONS]
    if sizes:
        listed = book.word("phrase.semicolon").join(sizes)
        lines.append(book.word("headline.populations", list=listed))
    lines += [f"{book.label(one)}: {book.printed(one)}  [{one.id}]" for one in _chosen(book)]
    if book.cited:
        group = "outcome_target" if any(one.target for one in book.cited) else "outcome"
        outcomes = Counter(one.outcome for one in book.cited).most_common()
        parts = [f"{n} {book.word(f'{group}.{name}')}" for name, n in outcomes]
        lines.append(book.word("headline.published", list=book.joined(parts)))
    if any(one.outcome != "applied" for one in book.applied):
        lines.append(_decisions(book))
    lacking = len({one.id for one in book.undone if one.what == "statistic"})
    if lacking:
        planned = len(study.protocol.statistics)
        lines.append(book.word("headline.undone", n=lacking, N=planned))
    return tuple(lines)


def _decisions(book: Ledger) -> str:
    """Say how many decisions apply, and what became of the others: on next year's list some stand on words that are gone."""
    outcomes = Counter({one.decision: kind(one) for one in book.applied}.values())
    applied = outcomes.pop("applied", 0)
    others = [book.word(f"became.{name}", n=n) for name, n in outcomes.most_common()]
    total = applied + outcomes.total()
    return book.word(
        "headline.decisions", n=applied, N=total, list=book.word("phrase.semicolon").join(others)
    )


def _size(one: Population, book: Ledger) -> str:
    label = Text(one.en, one.zh).within(book.language)
    return book.word("headline.population", label=label, n=one.n)


def _chosen(book: Ledger) -> list[Statistic]:
    found = [
        book.statistics[name]
        for name in _WANTED
        if name in book.statistics and _mostly_known(book.statistics[name])
    ]
    if len(found) < 2:
        shares = (one for one in book.statistics.values() if one.kind == "share" and one.n)
        found += [one for one in shares if _mostly_known(one) and one not in found]
    return found[:_LINES]


def _mostly_known(one: Statistic) -> bool:
    """Tell whether fewer than half of a statistic's population lack a value: a headline of the few would mislead."""
    return 2 * one.missing < one.N or not one.N
