"""The stage: for every statistic its equation, population chain, rows, sources and places of print."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from expolens.errors import StudyError, suggestion
from expolens.explain.archive import Archive, archive
from expolens.model.document import Explanation
from expolens.model.study import Study
from expolens.store.tables import Tables, to_table

_WORD = re.compile(r"[a-z_]+")


def explain(tables: Tables, *, study: Study) -> Tables:
    """Make the explanations of all statistics, in their order; appearances are read from `tables`."""
    del study
    found = archive(tables)
    return {
        "explanations": to_table(
            "explanations", (_statistic(id_, found) for id_ in found.statistics)
        )
    }


def explanation(id_: str, tables: Tables) -> Explanation:
    """Return the way back of a statistic, a population or a cited figure; StudyError with a suggestion for an unknown id."""
    found = archive(tables)
    if id_ in found.statistics:
        return _statistic(id_, found)
    name = id_.removeprefix("population:")
    if name in found.populations:
        one = found.populations[name]
        rows = [_row(unit, "counted", "", "", found) for unit in found.members.get(name, ())]
        return Explanation(
            id_,
            f"n = {one.n}: {one.where or 'everybody'}",
            _chain(name, found),
            _dumped(rows),
            _sources(rows, found),
            _places(f"population:{name}", found),
        )
    if id_ in found.cited:
        one_cited = found.cited[id_]
        text = (
            f"printed {one_cited.quote or one_cited.text} ({one_cited.source}); {one_cited.outcome}"
        )
        if one_cited.statistic in found.statistics:
            below = _statistic(one_cited.statistic, found)
            return Explanation(
                id_,
                f"{text}: {below.equation}",
                below.chain,
                below.rows,
                below.sources,
                below.appearances,
            )
        return Explanation(id_, text, "[]", "[]", "[]", "[]")
    known = [*found.statistics, *found.populations, *found.cited]
    raise StudyError(
        f"nothing has the id '{id_}'",
        todo=suggestion(id_, known) if known else "Run `expolens run` first.",
    )


def _statistic(id_: str, found: Archive) -> Explanation:
    one = found.statistics[id_]
    fields = _fields_of(one.method, one.name, found)
    rows = [
        _row(unit, state, value, fields, found) for unit, state, value in found.counted.get(id_, ())
    ]
    method = f"   [{one.method}]" if one.method and one.method not in one.equation else ""
    return Explanation(
        id_,
        f"{one.equation}{method}",
        _chain(one.population, found),
        _dumped(rows),
        _sources(rows, found),
        _places(id_, found),
    )


@cache
def _known_fields() -> frozenset[str]:
    text = files("expolens.values").joinpath("fields.toml").read_text("utf-8")
    return frozenset(re.findall(r"^\[(\w+)\]", text, re.M))


def _fields_of(method: str, name: str, found: Archive) -> str:
    """Return the field a statistic's rows come from: one that its condition or its name speaks of."""
    del found
    words = [*_WORD.findall(method), *name.split("_"), name]
    return next((one for one in words if one in _known_fields()), "")


def _row(unit: str, state: str, value: str, field: str, found: Archive) -> dict[str, str]:
    """Return one row: who, what value, and the cell it was published in."""
    record, raw = found.origin.get(unit, {}).get(field, ("", "")) if field else ("", "")
    if not record:
        record = found.own.get(unit, ("", ""))[1]
    source, place, _ = found.places.get(record, ("", "", ""))
    file = found.sources.get(source, {}).get("file", "")
    return {
        "unit": unit,
        "name": found.names.get(unit, ""),
        "state": state,
        "value": value,
        "raw": raw,
        "source": source,
        "file": file,
        "place": place,
    }


def _chain(name: str, found: Archive) -> str:
    """Return the populations from the root down, each with its n and its condition."""
    chain: list[Mapping[str, object]] = []
    while name in found.populations:
        one = found.populations[name]
        chain.insert(
            0,
            {
                "id": one.id,
                "en": one.en,
                "zh": one.zh,
                "n": one.n,
                "where": one.where,
                "checked": one.checked,
                "unknown": one.unknown,
            },
        )
        name = one.parent
    return _dumped(chain)


def _sources(rows: list[dict[str, str]], found: Archive) -> str:
    used = dict.fromkeys(row["source"] for row in rows if row["source"])
    return _dumped([found.sources[source] for source in used if source in found.sources])


def _places(id_: str, found: Archive) -> str:
    return _dumped(
        [
            {"kind": one.kind, "place": one.place, "text": one.text}
            for one in found.appearances.get(id_, ())
        ]
    )


def _dumped(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)
