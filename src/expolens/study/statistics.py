"""What each kind of statistic can be asked of, told before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from expolens.errors import StudyError, suggestion
from expolens.model.field import Field
from expolens.model.protocol import Class, Protocol, StatisticPlan
from expolens.numbers.units import PLAIN, unit
from expolens.study.shape import Place
from expolens.study.units import known_currency, known_unit
from expolens.values.fields import FIELDS
from expolens.values.literal import canonical, known_values

# What a kind counts or orders, by the types of its field.
_MEASURED = {"quantiles": ("money", "headcount"), "range": ("money", "headcount", "date")}
_OF = {"top": ("counts",), "rank_compare": ("counts",)}
_WAYS = ("ascending", "descending")


def check_statistic(plan: StatisticPlan, protocol: Protocol, place: Place) -> None:
    """Raise StudyError for a field, an order, classes, factors or another statistic that the kind can make nothing of."""
    if plan.vocabulary:
        _vocabulary(plan.vocabulary, place.at("vocabulary"))
    if plan.field:
        _field(plan, FIELDS[plan.field], place.at("field"))
    if plan.order:
        _order(plan.order, place.at("order"))
    if plan.to:
        known_currency(plan.to, place.at("to"))
    if plan.unit:
        known_unit(plan.unit, place.at("unit"))
    _classes(plan, place)
    for number, factor in enumerate(plan.factors):
        here = place.at("factors", number)
        if factor.low > factor.high:
            raise StudyError(
                "'low' is above 'high'",
                where=str(here.at("low")),
                have=f"You have {factor.low:g} and {factor.high:g}.",
            )
        if factor.unit[:1].isupper():
            known_unit(factor.unit, here.at("unit"))
    others = {one.id: one for one in protocol.statistics}
    for key in ("of", "against"):
        if getattr(plan, key):
            _other(plan, key, others, place.at(key))


def _vocabulary(name: str, place: Place) -> None:
    """Raise StudyError unless a field is one of many terms."""
    known = [one.id for one in FIELDS.values() if one.many and one.type == "terms"]
    if name in FIELDS and name not in known:
        raise StudyError(
            f"'{name}' is no vocabulary: it has one value an exhibitor",
            where=str(place),
            todo=f'Write: field = "{name}"',
        )
    if name not in known:
        raise StudyError(
            f"there is no vocabulary '{name}'", where=str(place), todo=suggestion(name, known)
        )


def _field(plan: StatisticPlan, field: Field, place: Place) -> None:
    """Raise StudyError for a field that the kind cannot use."""
    if field.personal or field.type == "name":
        why = "personal and withheld" if field.personal else "a name"
        raise StudyError(f"'{field.id}' is {why}: it cannot be counted", where=str(place))
    if field.many:
        raise StudyError(
            f"'{field.id}' has several values an exhibitor",
            where=str(place),
            todo=f'Write: kind = "counts", vocabulary = "{field.id}"',
        )
    allowed = _MEASURED.get(plan.kind)
    if allowed and field.type not in allowed:
        todo = 'Count its values: kind = "counts".'
        if field.type == "date":
            todo = (
                'Write kind = "range" for the first and last year, kind = "counts" for every year.'
            )
        raise StudyError(
            f"{plan.kind} of '{field.id}' cannot be made: it is no number",
            where=str(place),
            todo=todo,
        )


def _order(order: str, place: Place) -> None:
    """Raise StudyError unless an order is a single-valued field and a direction."""
    name, _, way = order.partition(" ")
    fields = [one.id for one in FIELDS.values() if not one.many and not one.personal]
    for given, known, what in ((name, fields, "field"), (way.strip(), _WAYS, "direction")):
        if given and given not in known:
            raise StudyError(
                f"there is no {what} '{given}' to order by",
                where=str(place),
                have=f"You have '{order}'.",
                todo=suggestion(given, known),
            )


def _classes(plan: StatisticPlan, place: Place) -> None:
    """Raise StudyError for classes of values that are none, and for two that share a value."""
    if not plan.classes or plan.field not in FIELDS:
        return
    field = FIELDS[plan.field]
    taken: dict[str, str] = {}
    for number, one in enumerate(plan.classes):
        here = place.at("classes", number)
        if one.low is not None and one.high is not None and one.low > one.high:
            raise StudyError(
                "'low' is above 'high'",
                where=str(here.at("low")),
                have=f"You have {one.low:g} and {one.high:g}.",
            )
        for value in (*one.values, *one.bands):
            if value in taken:
                raise StudyError(
                    f"'{value}' is in two classes",
                    where=str(here),
                    have=f"They are '{taken[value]}' and '{one.id}'.",
                )
            taken[value] = one.id
        if known_values(field):
            for value in one.values:
                _value(value, field, here.at("values"))
    for below, above in pairwise(_bounded(plan.classes)):
        if below.high is None or above.low is None or above.low <= below.high:
            raise StudyError(
                f"the classes '{below.id}' and '{above.id}' overlap",
                where=str(place.at("classes", plan.classes.index(above))),
                have=f"They are {_span(below)} and {_span(above)}; both borders are within.",
            )


def _value(value: str, field: Field, place: Place) -> None:
    meant = canonical(field, value)
    if meant != value:
        known = known_values(field)
        raise StudyError(
            f"'{value}' is no value of '{field.id}' as it is stored",
            where=str(place),
            todo=f"Write '{meant}'." if meant else suggestion(value, known),
        )


def _bounded(classes: Sequence[Class]) -> list[Class]:
    """Return the classes with a border, from the lowest up."""
    bounded = [one for one in classes if one.low is not None or one.high is not None]
    low, high = float("-inf"), float("inf")
    return sorted(
        bounded,
        key=lambda one: (
            low if one.low is None else one.low,
            high if one.high is None else one.high,
        ),
    )


def _span(one: Class) -> str:
    low, high = ("…" if end is None else f"{end:g}" for end in (one.low, one.high))
    return f"{low} to {high}"


def _other(
    plan: StatisticPlan, key: str, others: Mapping[str, StatisticPlan], place: Place
) -> None:
    """Raise StudyError for a statistic that another kind cannot be made of, and for two that are made of each other."""
    other = others[getattr(plan, key)]
    way = [plan.id, other.id]
    while (below := others.get(others[way[-1]].of)) is not None:
        if below.id in way:
            raise StudyError(
                "statistics are made of each other in a circle",
                where=str(place),
                have=" < ".join([*way, below.id]),
                todo="Begin the chain with one of a population.",
            )
        way.append(below.id)
    allowed = _OF.get(plan.kind)
    if allowed and other.kind not in allowed:
        known = [one.id for one in others.values() if one.kind in allowed]
        raise StudyError(
            f"a {plan.kind} is made of {' or '.join(allowed)}: '{other.id}' is {other.kind}",
            where=str(place),
            todo=suggestion(other.id, known) or "The protocol has none.",
        )
    if plan.kind == "convert" and not _amounts(other):
        known = [one.id for one in others.values() if _amounts(one) and one.id != plan.id]
        raise StudyError(
            f"'{other.id}' has no amounts to convert",
            where=str(place),
            todo=suggestion(other.id, known) or "The protocol has none.",
        )


def _amounts(plan: StatisticPlan) -> bool:
    """Tell whether the numbers of a statistic are money."""
    if plan.kind == "convert":
        return True
    if plan.kind == "estimate":
        return not plan.unit or unit(plan.unit).base not in PLAIN
    return plan.kind in ("quantiles", "range") and (
        plan.field in FIELDS and FIELDS[plan.field].type == "money"
    )
