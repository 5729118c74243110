"""Sentences by kind of statistic, for what a study adds without a sentence of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from expolens.model.absence import GAPS
from expolens.model.document import Sentence, Span
from expolens.model.statistic import Statistic
from expolens.model.text import Text
from expolens.numbers.units import number_text
from expolens.report.condition import of_nobody
from expolens.report.ledger import Ledger
from expolens.report.prose import sentence_of, spans

_QUANTILES = ("p50", "p25", "p75", "min", "max")
_TIED = 3


def generic(name: str, ledger: Ledger) -> Sentence | None:
    """Say what there is to say of the statistic `name` by its kind; None where it was not made or its kind speaks by tables alone."""
    found = ledger.of(name)
    write = _KINDS.get(found[0].kind) if found and not of_nobody(found[0]) else None
    return write(found, ledger) if write else None


def _share(found: Sequence[Statistic], ledger: Ledger) -> Sentence | None:
    one = found[0]
    code = "generic.share" if one.kind == "share" else "generic.number"
    return sentence_of(
        code,
        ledger,
        label=_of(ledger.label(one), one, ledger),
        value=one,
        missing=_missing(one, ledger),
    )


def _counts(found: Sequence[Statistic], ledger: Ledger) -> Sentence | None:
    ranked = ledger.ranked(found[0].name)
    if not ranked:
        return None
    one = ranked[0]
    first = [other for other in ranked if other.n == one.n]
    label, missing = _title(found[0].name, ledger), _missing(one, ledger)
    if len(first) > _TIED:
        return sentence_of(
            "generic.counts_tie_many", ledger, label=label, k=len(first), value=one, missing=missing
        )
    quoted = [ledger.word("phrase.quoted", name=ledger.label(other)) for other in first]
    if len(first) > 1:
        names = ledger.word("phrase.and").join(quoted)
        return sentence_of(
            "generic.counts_tie", ledger, label=label, names=names, value=one, missing=missing
        )
    rest = [other for other in ranked[1:] if other.n == ranked[1].n]
    second: Sequence[Span] = ()
    if len(rest) == 1:
        name_ = ledger.word("phrase.quoted", name=ledger.label(rest[0]))
        second = spans("generic.counts_second", ledger, name=name_, value=rest[0])
    return sentence_of(
        "generic.counts", ledger, label=label, name=quoted[0], value=one, second=second, missing=missing
    )  # fmt: skip


def _range(found: Sequence[Statistic], ledger: Ledger) -> Sentence | None:
    by = {one.part: one for one in found}
    if not {"min", "max"} <= set(by):
        return None
    missing = _missing(by["min"], ledger)
    return sentence_of(
        "generic.range", ledger, label=_title(found[0].name, ledger), low=by["min"], high=by["max"], missing=missing
    )  # fmt: skip


def _quantiles(found: Sequence[Statistic], ledger: Ledger) -> Sentence | None:
    by = {one.part: one for one in found}
    listed: list[Span] = []
    for part in (part for part in _QUANTILES if part in by):
        listed += [Span(ledger.word("phrase.comma"))] if listed else []
        word = ledger.word(f"quantile.{part}")
        listed += spans("generic.quantile", ledger, name=word, value=by[part])
    if not listed:
        return _share(found, ledger) if len(found) == 1 else None
    missing = _missing(found[0], ledger)
    return sentence_of(
        "generic.quantiles",
        ledger,
        label=_title(found[0].name, ledger),
        list=listed,
        missing=missing,
    )


def _estimate(found: Sequence[Statistic], ledger: Ledger) -> Sentence | None:
    by = {one.part: one for one in found}
    if not {"low", "high"} <= set(by):
        return None
    label = _title(found[0].name, ledger)
    if by["low"].value == by["high"].value:
        return sentence_of("generic.estimate_point", ledger, label=label, low=by["low"])
    return sentence_of("generic.estimate", ledger, label=label, low=by["low"], high=by["high"])


def _convert(found: Sequence[Statistic], ledger: Ledger) -> Sentence | None:
    parts = {one.part for one in found}
    if {"low", "high"} <= parts:
        return _estimate(found, ledger)
    return _quantiles(found, ledger) if parts & set(_QUANTILES) else _share(found, ledger)


_KINDS: dict[str, Callable[[Sequence[Statistic], Ledger], Sentence | None]] = {
    "share": _share,
    "counts": _counts,
    "range": _range,
    "quantiles": _quantiles,
    "estimate": _estimate,
    "convert": _convert,
    "listing": _share,
}


def _missing(one: Statistic, ledger: Ledger) -> Sequence[Span]:
    if not one.missing or one.part in GAPS:
        return ()
    return spans("generic.missing", ledger, n=[Span(number_text(one.missing), one.id)], N=one.N)


def _title(name: str, ledger: Ledger) -> str:
    plan = next(one for one in ledger.study.protocol.statistics if one.id == name)
    return _of(plan.label.within(ledger.language) or name, ledger.of(name)[0], ledger)


def _of(label: str, one: Statistic, ledger: Ledger) -> str:
    """Return a label with the population it is of."""
    found = ledger.populations.get(one.population)
    if found is None:
        return _capital(label)
    whom = Text(found.en, found.zh).within(ledger.language)
    opened, closed = ledger.word("phrase.bracket"), ledger.word("phrase.bracket_end")
    return f"{_capital(label)}{opened}{whom}{closed}"


def _capital(text: str) -> str:
    """Begin a sentence with a capital, names that have their own kept as they are."""
    return text[:1].upper() + text[1:]
