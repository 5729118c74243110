"""`statistics.json`, the contract other programs read."""

from __future__ import annotations

import json
from typing import Any

import expolens
from expolens.model.population import Population
from expolens.model.statistic import Cited, Statistic
from expolens.model.study import Study
from expolens.store.tables import Tables, to_rows


def statistics_json(tables: Tables, *, study: Study) -> bytes:
    """Write populations, statistics and cited figures of a study as documented, in their order."""
    content = {
        "version": expolens.__version__,
        "study": study.id,
        "populations": [
            _population(one) for one in to_rows("populations", Population, tables["populations"])
        ],
        "statistics": [
            _statistic(one) for one in to_rows("statistics", Statistic, tables["statistics"])
        ],
        "cited": [_cited(one) for one in to_rows("cited", Cited, tables["cited"])],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _population(one: Population) -> dict[str, Any]:
    return {
        "id": one.id, "label": {"en": one.en, "zh": one.zh}, "unit": one.unit, "n": one.n, "from": one.parent or None,
        "where": one.where or None, "unknown": one.unknown, "checked": one.checked,
    }  # fmt: skip


def _statistic(one: Statistic) -> dict[str, Any]:
    value = int(one.value) if one.value is not None and one.value.is_integer() else one.value
    return {
        "id": one.id, "kind": one.kind, "population": one.population, "scenario": one.scenario, "n": one.n, "N": one.N,
        "missing": one.missing, "value": value, "unit": one.unit, "method": one.method,
        "text": {"en": one.text_en, "zh": one.text_zh},
    }  # fmt: skip


def _cited(one: Cited) -> dict[str, Any]:
    return {
        "id": one.id, "statistic": one.statistic or None, "theme": one.theme or None, "target": one.target, "n": one.n, "N": one.N,
        "value": one.value, "unit": one.unit, "text": one.text, "quote": one.quote, "source": one.source, "date": one.date,
        "outcome": one.outcome, "computed": one.computed or None, "should": one.should or None,
    }  # fmt: skip
