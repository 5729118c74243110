"""The few lines a terminal shows when a study has run."""

from __future__ import annotations

from expolens.model.statistic import Statistic
from expolens.model.study import Study
from expolens.model.text import Language
from expolens.report.ledger import ledger
from expolens.store.tables import Tables
from expolens.wording import word

_WANTED = (
    "founded_since_2009",
    "five_provinces",
    "capital.p50",
    "financing_disclosed",
    "library_found",
)
_LINES = 5


def headlines(tables: Tables, *, study: Study, language: Language) -> tuple[str, ...]:
    """Return what the study is, who took part, and its headline numbers, each with its denominator."""
    book = ledger(tables, study=study, language=language)
    lines = (
        [book.study.notice.within(language) or word(f"banner.{study.nature}", language)]
        if study.nature != "real"
        else []
    )
    sizes = [
        f"{one.id} {one.n}" + ("" if one.checked else book.say(" (not checked)", "（未核对）"))
        for one in book.populations.values()
    ][:4]
    lines.append(book.say("Populations: ", "总体：") + ", ".join(sizes))
    chosen = [
        book.statistics[name]
        for name in _WANTED
        if name in book.statistics and _mostly_known(book.statistics[name])
    ]
    if len(chosen) < 2:
        shares = [
            one
            for one in book.statistics.values()
            if one.kind == "share" and one.n and _mostly_known(one)
        ]
        chosen = [*chosen, *(one for one in shares if one not in chosen)]
    lines += [f"{book.label(one)}: {book.printed(one)}  [{one.id}]" for one in chosen[:_LINES]]
    if book.cited:
        outcomes: dict[str, int] = {}
        for one in book.cited:
            outcomes[one.outcome] = outcomes.get(one.outcome, 0) + 1
        group = "outcome_target" if any(one.target for one in book.cited) else "outcome"
        lines.append(
            book.say("Published figures: ", "已发表数据：")
            + ", ".join(f"{n} {word(f'{group}.{name}', language)}" for name, n in outcomes.items())
        )
    return tuple(lines)


def _mostly_known(one: Statistic) -> bool:
    """Tell whether fewer than half of a statistic's population lack a value: a headline of the few would mislead."""
    return 2 * one.missing < one.N or not one.N
