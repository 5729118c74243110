"""Numbers that others published, set beside those computed here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from pyarrow import compute

from expolens.concepts import concept_slug
from expolens.errors import SourceError, StudyError, suggestion
from expolens.model.absence import GAPS
from expolens.model.population import Population
from expolens.model.protocol import StatisticPlan
from expolens.model.statistic import Cited, Statistic
from expolens.model.study import Study
from expolens.model.text import Text  # noqa: F401 - for the doctest
from expolens.numbers.outcome import outcome
from expolens.numbers.units import number_text, unit
from expolens.store.tables import Tables
from expolens.values import FIELDS
from expolens.values.literal import known_values

COLUMNS: dict[str, str] = {
    "id": "one of its own; needed",
    "statistic": "the statistic it is set beside (`founded_since_2009`, `capital.p50`), or `population:ID` for the size of a population",
    "theme": "what it is context for, where it names no statistic: policy, adoption, market, conferences",
    "target": "true where a rehearsal was set to it",
    "n": "the printed count",
    "N": "the printed denominator",
    "value": "the printed value as a number (a percentage in percent)",
    "unit": "percent, count, year, rank, ratio, a currency, or CNY_10k, CNY_million, CNY_billion and their kin",
    "text": "the number as printed, with its digits",
    "quote": "the words around it",
    "source": "where it is printed",
    "date": "when that was published",
    "note_en": "what it is, or a remark",
    "note_zh": "the same in Chinese",
}
"""The columns of a file of published figures, one printed number a row."""


def cited_figures(
    tables: Tables,
    statistics: Sequence[Statistic],
    study: Study,
    *,
    populations: Sequence[Population],
) -> list[Cited]:
    """Read the records of role `cited` and give each figure its outcome, in their order.

    n and N are compared first, where both sides have them; then the printed value, rounded or cut off at its own digits. A study that
    declares itself partial compares only where N agrees. A figure without a statistic is context; "population:ID" is the size of a
    population. Raises SourceError for a row that cannot be read, an id that stands twice, and a figure that gives nothing to
    compare; StudyError for a statistic that is not planned, and for a part of one that it cannot have.
    """
    records = tables["records"].filter(compute.equal(tables["records"]["role"], "cited"))
    made = {one.id: one for one in statistics if one.scenario == "base"}
    made |= {f"population:{one.id}": _size(one) for one in populations}
    planned = {plan.id for plan in study.protocol.statistics}
    planned |= {f"population:{plan.id}" for plan in study.protocol.populations}
    figures: list[Cited] = []
    places: dict[str, str] = {}
    for row in records.select(["place", "source", "cells"]).to_pylist():
        where = f"source '{row['source']}', {row['place']}"
        figure = _figure(json.loads(row["cells"]), where)
        if figure.id in places:
            raise SourceError(
                f"the id '{figure.id}' stands for two cited figures",
                where=where,
                have=f"The other is at {places[figure.id]}.",
                todo="Give one of them another id.",
            )
        places[figure.id] = where
        if figure.statistic and figure.value is None and figure.n is None and figure.N is None:
            raise SourceError(
                f"the cited figure '{figure.id}' gives nothing to compare with '{figure.statistic}'",
                where=where,
                have="value, n and N are empty.",
                todo="Give one of them, or leave the statistic out: it is then context.",
            )
        figures.append(_compared(figure, made, planned, study))
    return figures


def _size(one: Population) -> Statistic:
    """Return the size of a population as a number to compare with."""
    id_, text = f"population:{one.id}", number_text(one.n)
    return Statistic(
        id_, id_, "", "population", one.id, "base", one.n, one.n, 0, float(one.n), "count", "", one.en, one.zh, text, text, f"n = {text}", 0
    )  # fmt: skip


def _figure(cells: Mapping[str, str], where: str) -> Cited:
    unknown = next((name for name in cells if name not in COLUMNS), "")
    if unknown:
        raise SourceError(
            f"unknown column '{unknown}'", where=where, todo=suggestion(unknown, COLUMNS)
        )
    if not cells.get("id"):
        raise SourceError("a cited figure needs an id", where=where)

    def whole(name: str) -> int | None:
        text = cells.get(name, "").replace(",", "")
        if text and not text.isdigit():
            raise SourceError(f"{name} is no whole number: {text}", where=where)
        return int(text) if text else None

    try:
        value = float(cells["value"].replace(",", "")) if cells.get("value") else None
        unit(cells.get("unit") or "count")
    except ValueError as error:
        raise SourceError(f"value or unit cannot be read: {error}", where=where) from error
    return Cited(
        id=cells["id"], statistic=cells.get("statistic", ""), theme=cells.get("theme", ""),
        target=cells.get("target", "").casefold() in ("true", "1", "yes"), n=whole("n"), N=whole("N"), value=value,
        unit=cells.get("unit", "") or "count", text=cells.get("text", ""), quote=cells.get("quote", ""),
        source=cells.get("source", ""), date=cells.get("date", ""), outcome="context", computed="", should="",
        note_en=cells.get("note_en", ""), note_zh=cells.get("note_zh", ""),
    )  # fmt: skip


def _compared(
    figure: Cited, made: Mapping[str, Statistic], planned: set[str], study: Study
) -> Cited:
    if not figure.statistic:
        return figure
    one = made.get(figure.statistic)
    if one is None:
        if figure.statistic.split(".")[0] not in planned:
            raise StudyError(
                f"cited figure '{figure.id}' names the statistic '{figure.statistic}', which is not planned",
                todo=suggestion(figure.statistic, [*made, *planned]),
            )
        _part(figure, made, study)
        return replace(figure, outcome="not_recomputable")
    if study.nature == "partial" and (figure.N is None or figure.N != one.N):
        return replace(figure, outcome="not_recomputable", computed="")
    if (figure.n is not None and figure.n != one.n) or (figure.N is not None and figure.N != one.N):
        return replace(
            figure,
            outcome="differs",
            computed=one.text_en,
            should=f"{number_text(one.n)}/{number_text(one.N)}",
        )
    if figure.value is None:
        return replace(figure, outcome="reproduced", computed=one.text_en)
    printed = unit(figure.unit)
    exact = _exact(one, figure.unit)
    if exact is None or (printed.base not in (one.unit, "count") and figure.unit != "percent"):
        return replace(figure, outcome="not_recomputable", computed=one.text_en)
    verdict, should = outcome(
        figure.text or str(figure.value), figure.value, exact / printed.factor
    )
    return replace(
        figure,
        outcome=verdict,
        computed=one.text_en,
        should=should if verdict != "reproduced" else "",
    )


def _part(figure: Cited, made: Mapping[str, Statistic], study: Study) -> None:
    """Raise StudyError for a part that a statistic which was made can never have; a category that nobody is in is not one."""
    stem, _, part = figure.statistic.partition(".")
    there = [id_ for id_, one in made.items() if one.name == stem]
    plan = next((plan for plan in study.protocol.statistics if plan.id == stem), None)
    if there and plan is not None and not can_have(plan, part):
        raise StudyError(
            f"cited figure '{figure.id}' names '{figure.statistic}', and '{stem}' has no such part"
            if part
            else f"cited figure '{figure.id}' names '{stem}', which has several numbers",
            todo=suggestion(figure.statistic, there),
        )


def can_have(plan: StatisticPlan, part: str) -> bool:
    """Tell whether a category that was not found could still be one of a statistic: a place nobody is in, a term nobody has.

    >>> province = StatisticPlan("province", "counts", Text("p"), field="province")
    >>> can_have(province, "hainan"), can_have(province, "hinan"), can_have(province, "")
    (True, False, False)
    """
    if plan.kind == "rank_compare":
        return bool(part)
    if plan.kind == "overlap":
        ids = {one.id for one in plan.sets}
        return bool(part) and set(part.split("_and_")) <= ids
    if plan.kind != "counts" or not part:
        return False
    if part in GAPS or part == "not_applicable" or plan.vocabulary:
        return True
    if plan.classes:
        return any(part == one.id for one in plan.classes)
    field = FIELDS[plan.field]
    if field.type == "date":
        return part.isdigit()
    known = known_values(field)
    labels = {concept_slug(en=one.en, zh=one.zh) for one in known.values()}
    return not known or part in known or part in labels


def _exact(one: Statistic, name: str) -> Fraction | None:
    """Return the number of a statistic that a unit asks for: the percentage, the count behind it, or its value."""
    if one.unit == "percent":
        if name == "count":
            return Fraction(one.n)
        return Fraction(100 * one.n, one.N) if one.N else None
    return None if one.value is None else Fraction(str(one.value))
