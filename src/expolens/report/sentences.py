"""Sentences out of statistics; one whose statistics are missing, or whose condition fails, is not written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from expolens.errors import StudyError
from expolens.model.document import Sentence, Span
from expolens.model.protocol import SentencePlan
from expolens.model.statistic import Statistic
from expolens.numbers.units import number_text
from expolens.report.ledger import Ledger

_PLACE = re.compile(r"\{([^{}]+)\}")
_CONDITION = re.compile(
    r"\s*([\w.]+)\.(n|N|missing|known|percent|value|checked|unchecked)\s*(?:(>=|<=|>|<|=)\s*(-?\d+(?:\.\d+)?))?\s*"
)
_PARTS = ("n", "N", "missing", "known", "percent", "value")


@dataclass(frozen=True, slots=True)
class _Unwritten(Exception):  # noqa: N818 - no error, but a sentence that has nothing to say
    """A statistic the sentence needs was not made."""

    id: str


def sentence(plan: SentencePlan, ledger: Ledger) -> Sentence | None:
    """Write one sentence in the ledger's language, or None where it cannot be true."""
    try:
        holds = _holds(plan, ledger)
        template = plan.text if holds else plan.otherwise
        if not template:
            return None
        return Sentence(tuple(_spans(template.within(ledger.language), ledger)), plan.id)
    except _Unwritten:
        return None


def _holds(plan: SentencePlan, ledger: Ledger) -> bool:
    """Judge `when`: "share.percent > 50", "founded.min.missing > 0", "attended.unchecked", "in_library.missing"."""
    if not plan.when:
        return True
    found = _CONDITION.fullmatch(plan.when)
    if not found:
        raise StudyError(
            f"this condition cannot be read: {plan.when}",
            where=f"sentence '{plan.id}'",
            todo='Say for example "founded_since_2009.percent > 50".',
        )
    name, part, sign, limit = found.groups()
    if part in ("checked", "unchecked"):
        population = ledger.populations.get(name)
        return population is not None and population.checked == (part == "checked")
    if sign is None:
        return name not in ledger.populations and name not in ledger.statistics
    if name not in ledger.statistics:
        raise _Unwritten(name)
    value = _number(ledger.statistics[name], part)
    return {
        ">": value > float(limit),
        "<": value < float(limit),
        ">=": value >= float(limit),
        "<=": value <= float(limit),
        "=": value == float(limit),
    }[sign]


def _number(one: Statistic, part: str) -> float:
    if part == "percent":
        return 100 * one.n / one.N if one.N else 0.0
    if part == "value":
        return one.value if one.value is not None else 0.0
    known = one.N - one.missing
    if part == "known":
        return 100 * known / one.N if one.N else 0.0
    return {"n": one.n, "N": one.N, "missing": one.missing}[part]


def _spans(template: str, ledger: Ledger) -> list[Span]:
    spans: list[Span] = []
    at = 0
    for place in _PLACE.finditer(template):
        if place.start() > at:
            spans.append(Span(template[at : place.start()]))
        spans += _filled(place.group(1), ledger)
        at = place.end()
    return [*spans, Span(template[at:])] if at < len(template) else spans


def _filled(name: str, ledger: Ledger) -> list[Span]:
    kind, colon, of = name.partition(":")
    if colon:
        return _ranked(kind, of, ledger)
    if name in ledger.statistics:
        return [Span(ledger.printed(ledger.statistics[name]), name)]
    if name in ledger.populations:
        return [Span(f"{ledger.populations[name].n}", f"population:{name}")]
    stem, _, part = name.rpartition(".")
    if stem in ledger.statistics and part in _PARTS:
        one = ledger.statistics[stem]
        return [Span(number_text(_number(one, part), digits=1), stem)]
    raise _Unwritten(name)


def _ranked(kind: str, of: str, ledger: Ledger) -> list[Span]:
    """Fill {largest:x}, {class:x}, {name:x}, {top:x}, {second:x} out of the ranking of a counts statistic; ties are named."""
    ranked = ledger.ranked(of)
    if not ranked:
        raise _Unwritten(of)
    first = [one for one in ranked if one.n == ranked[0].n]
    rest = ranked[len(first) :]
    both = ledger.say(" and ", "和")
    if kind == "class":
        return [Span(both.join(ledger.label(one) for one in first))]
    if kind == "name":
        return [Span(both.join(_quoted(ledger.label(one)) for one in first))]
    if kind == "top":
        each = [Span(ledger.say(" each", "，并列"))] if len(first) > 1 else []
        return [Span(ledger.printed(first[0]), first[0].id), *each]
    if kind == "second":
        if not rest:
            raise _Unwritten(of)
        second = [one for one in rest if one.n == rest[0].n][:3]
        names = both.join(_quoted(ledger.label(one)) for one in second)
        return [
            Span(names + ledger.say(", ", "，")),
            Span(ledger.printed(second[0]), second[0].id),
        ]
    if kind == "largest":
        one = first[0]
        if len(first) > 1:
            words = ledger.say(
                f"{len(first)} groups of equal size, ", f"并列最多的{len(first)}组（各"
            )
            return [
                Span(words),
                Span(ledger.printed(one), one.id),
                Span(ledger.say(" each,", "）")),
            ]
        most = 2 * one.n > one.N
        words = ledger.say(
            "Most exhibitors, " if most else "The largest group, ",
            "多数参展商（" if most else "最大的一组（",
        )
        return [Span(words), Span(ledger.printed(one), one.id), Span(ledger.say(",", "）"))]
    raise _Unwritten(f"{kind}:{of}")


def _quoted(label: str) -> str:
    return f"“{label}”"
