"""Sentences of the protocol out of statistics; one whose statistics are missing, or whose condition fails, is not written."""

from __future__ import annotations

import re

from expolens.model.document import Sentence, Span
from expolens.model.protocol import SentencePlan
from expolens.model.share import Share
from expolens.model.statistic import Statistic
from expolens.numbers.percent import percent_text
from expolens.numbers.units import number_text
from expolens.report.condition import PARTS, Unwritten, holds, number_of, of_nobody
from expolens.report.ledger import Ledger
from expolens.report.prose import merged, spans

_PLACE = re.compile(r"\{([^{}|]+)(?:\|([^{}|]*)\|([^{}|]*))?\}")
_NAMED = 3


def sentence(plan: SentencePlan, ledger: Ledger) -> Sentence | None:
    """Write one sentence in the ledger's language, or None where it cannot be true.

    {id} prints a statistic or the n of a population, {id.n} {id.N} {id.missing} {id.known} {id.percent} {id.value} one number of it;
    {id|is|are} is the form that goes with its n. {largest:id} {class:id} {name:id} {top:id} {second:id} speak of the ranking of a counts
    statistic, {unknown:id} says of how many it is not known, if of any, {source:role} names the sources of a role.
    """
    try:
        written = holds(plan.when, ledger, where=f"sentence '{plan.id}'")
        template = plan.text if written else plan.otherwise
        if not template:
            return None
        return Sentence(merged(_spans(template.within(ledger.language), ledger)), plan.id)
    except Unwritten:
        return None


def mentioned(plan: SentencePlan) -> set[str]:
    """Return the names that a sentence speaks of, parts cut off."""
    texts = (plan.text.en, plan.text.zh, plan.otherwise.en, plan.otherwise.zh)
    names = (place.group(1) for text in texts for place in _PLACE.finditer(text))
    return {name.rpartition(":")[2].partition(".")[0] for name in names}


def _spans(template: str, ledger: Ledger) -> list[Span]:
    found: list[Span] = []
    at = 0
    for place in _PLACE.finditer(template):
        found.append(Span(template[at : place.start()]))
        name, one, many = place.groups()
        if one is None:
            found += _filled(name, ledger)
        else:
            found.append(Span(one if _count(name, ledger) == 1 else many))
        at = place.end()
    return [*found, Span(template[at:])]


def _count(name: str, ledger: Ledger) -> float:
    if name in ledger.populations and name not in ledger.statistics:
        return ledger.populations[name].n
    one, part = _found(name, ledger)
    return number_of(one, part or "n")


def _found(name: str, ledger: Ledger) -> tuple[Statistic, str]:
    """Return the statistic that a name speaks of, and the part of it."""
    stem, _, part = name.rpartition(".")
    if name in ledger.statistics:
        stem, part = name, ""
    elif stem not in ledger.statistics or part not in PARTS:
        raise Unwritten(name)
    if of_nobody(ledger.statistics[stem]):
        raise Unwritten(name)
    return ledger.statistics[stem], part


def _filled(name: str, ledger: Ledger) -> list[Span]:
    kind, colon, of = name.partition(":")
    if kind == "source":
        return [Span(_sources(of, ledger))]
    if colon:
        return _unknown(of, ledger) if kind == "unknown" else _ranked(kind, of, ledger)
    if name in ledger.populations and name not in ledger.statistics:
        return [Span(number_text(ledger.populations[name].n), f"population:{name}")]
    one, part = _found(name, ledger)
    if not part:
        return [Span(ledger.printed(one), one.id)]
    if part in ("percent", "known"):
        n = one.n if part == "percent" else one.N - one.missing
        return [Span(percent_text(Share(n, one.N), ledger.study.style), one.id)]
    return [Span(number_text(number_of(one, part)), one.id)]


def _sources(role: str, ledger: Ledger) -> str:
    """Return the titles of the sources of a role, in quotation marks."""
    titles = dict.fromkeys(ledger.title(one) for one in ledger.sources if one.role == role)
    return ledger.joined([ledger.word("phrase.quoted", name=title) for title in titles])


def _unknown(of: str, ledger: Ledger) -> list[Span]:
    one = _found(of, ledger)[0]
    if not one.missing:
        return []
    return list(spans("phrase.unknown", ledger, n=[Span(number_text(one.missing), one.id)]))


def _ranked(kind: str, of: str, ledger: Ledger) -> list[Span]:
    """Speak of the ranking of a counts statistic; ties are named, "most" is more than half."""
    ranked = ledger.ranked(of)
    if not ranked:
        raise Unwritten(of)
    first = [one for one in ranked if one.n == ranked[0].n]
    if kind == "class":
        return [Span(ledger.word("phrase.and").join(ledger.label(one) for one in first))]
    if kind == "name":
        return [Span(_names(first, ledger))]
    if kind == "top":
        each = [Span(ledger.word("phrase.each"))] if len(first) > 1 else []
        return [Span(ledger.printed(first[0]), first[0].id), *each]
    if kind == "second":
        return _second(ranked[len(first) :], of, ledger)
    if kind == "largest":
        return _largest(first, ledger)
    raise Unwritten(f"{kind}:{of}")


def _second(rest: list[Statistic], of: str, ledger: Ledger) -> list[Span]:
    if not rest:
        raise Unwritten(of)
    second = [one for one in rest if one.n == rest[0].n]
    return [
        Span(_names(second, ledger) + ledger.word("phrase.apart")),
        Span(ledger.printed(second[0]), second[0].id),
        *([Span(ledger.word("phrase.each"))] if len(second) > 1 else []),
    ]


def _largest(first: list[Statistic], ledger: Ledger) -> list[Span]:
    one = first[0]
    kind = "tied" if len(first) > 1 else "most" if 2 * one.n > one.N else "largest"
    return [
        Span(ledger.word(f"phrase.{kind}", n=len(first))),
        Span(ledger.printed(one), one.id),
        Span(ledger.word(f"phrase.{kind}_end")),
    ]


def _names(found: list[Statistic], ledger: Ledger) -> str:
    """Name the categories that share a place: up to three by name, of more the first three and how many there are besides."""
    names = [ledger.word("phrase.quoted", name=ledger.label(one)) for one in found]
    if len(names) > _NAMED:
        names = [*names[:_NAMED], ledger.word("label.more", n=len(names) - _NAMED)]
    if len(names) == 1:
        return names[0]
    return ledger.joined(names[:-1]) + ledger.word("phrase.and") + names[-1]
