"""Numbers that others published, set beside those computed here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from pyarrow import compute

from expolens.errors import SourceError, StudyError, suggestion
from expolens.model.population import Population
from expolens.model.statistic import Cited, Statistic
from expolens.model.study import Study
from expolens.numbers.outcome import outcome
from expolens.numbers.units import unit
from expolens.store.tables import Tables

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
    population.
    """
    records = tables["records"].filter(compute.equal(tables["records"]["role"], "cited"))
    made = {one.id: one for one in statistics if one.scenario == "base"}
    made |= {f"population:{one.id}": _size(one) for one in populations}
    planned = {plan.id for plan in study.protocol.statistics}
    planned |= {f"population:{plan.id}" for plan in study.protocol.populations}
    figures = []
    for row in records.select(["place", "source", "cells"]).to_pylist():
        figure = _figure(json.loads(row["cells"]), f"source '{row['source']}', {row['place']}")
        figures.append(_compared(figure, made, planned, study))
    return figures


def _size(one: Population) -> Statistic:
    """Return the size of a population as a number to compare with."""
    id_, text = f"population:{one.id}", str(one.n)
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
        return replace(figure, outcome="not_recomputable")
    if study.nature == "partial" and (figure.N is None or figure.N != one.N):
        return replace(figure, outcome="not_recomputable", computed="")
    if (figure.n is not None and figure.n != one.n) or (figure.N is not None and figure.N != one.N):
        return replace(figure, outcome="differs", computed=one.text_en, should=f"{one.n}/{one.N}")
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


def _exact(one: Statistic, name: str) -> Fraction | None:
    """Return the number of a statistic that a unit asks for: the percentage, the count behind it, or its value."""
    if one.unit == "percent":
        if name == "count":
            return Fraction(one.n)
        return Fraction(100 * one.n, one.N) if one.N else None
    return None if one.value is None else Fraction(str(one.value))
