"""Explanations as the template prints them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from expolens.model.document import Explanation
from expolens.model.population import Population
from expolens.model.statistic import Cited, Statistic
from expolens.model.text import Language, Text
from expolens.numbers.units import number_text
from expolens.store.tables import Tables, to_rows
from expolens.wording import word
from expolens.wording.place import stood
from expolens.write.blocks import Links

_ROWS = 12
_DECISIONS = 6


def labels(
    tables: Tables, statistics: Mapping[str, Statistic], language: Language
) -> dict[str, tuple[str, str]]:
    """Return by id what each number is and how it is printed: statistics, "population:ID" and "cited:ID"."""
    found = {
        id_: (
            Text(one.en, one.zh).within(language),
            Text(one.text_en, one.text_zh).within(language),
        )
        for id_, one in statistics.items()
    }
    for population in to_rows("populations", Population, tables["populations"]):
        label = Text(population.en, population.zh).within(language)
        found[f"population:{population.id}"] = (label, number_text(population.n))
    for cited in to_rows("cited", Cited, tables["cited"]):
        found[f"cited:{cited.id}"] = (cited.source, cited.quote or cited.text)
    return found


def explained(one: Explanation, links: Links) -> dict[str, Any]:
    """Return an explanation: what, equation, chain, the first rows, sources, decisions, and the places in this language."""
    language = links.language
    label, text = links.labels.get(one.statistic, (one.statistic, ""))
    rows: list[dict[str, str]] = json.loads(one.rows)
    missing = sum(row["state"] == "missing" for row in rows)
    head = word("explain.counted_rows", language, n=len(rows) - missing)
    decisions = json.loads(one.decisions)
    return {
        "anchor": links.anchor(one.statistic),
        "id": one.statistic.removeprefix("cited:").removeprefix("population:"),
        "label": label,
        "text": text,
        "equation": one.equation + (f"   [{word(one.outcome, language)}]" if one.outcome else ""),
        "chain": [_step(step, language) for step in json.loads(one.chain)],
        "head": head + (word("explain.missing", language, n=missing) if missing else ""),
        "rows": [_row(row, language) for row in rows[:_ROWS]],
        "more": word("explain.more", language, n=len(rows) - _ROWS) if len(rows) > _ROWS else "",
        "facts": list(_facts(one, decisions, language)),
    }


def _step(step: Mapping[str, Any], language: Language) -> dict[str, str]:
    label = Text(step["en"], step["zh"]).within(language)
    left = f"−{number_text(step['left'])}" if step["left"] > 0 else ""
    if step["added"]:
        left = " ".join(filter(None, (f"+{number_text(step['added'])}", left)))
    note = "" if step["checked"] else word("explain.not_checked", language)
    return {"label": label, "n": number_text(step["n"]), "left": left, "note": note}


def _row(row: Mapping[str, str], language: Language) -> dict[str, str]:
    raw = row["raw"] if row["raw"] != row["value"] else ""
    return {
        "name": row["name"] or word("phrase.no_name", language),
        "value": row["value"],
        "raw": word("phrase.quoted", language, name=raw) if raw else "",
        "missing": word("explain.state_missing", language) if row["state"] == "missing" else "",
        "where": stood(row, language),
    }


def _facts(
    one: Explanation, decisions: list[dict[str, str]], language: Language
) -> list[tuple[str, str]]:
    """Return sources with date and hash, decisions, and where the number is printed."""
    sources = [
        " ".join(filter(None, (source["file"], source["date"], source["sha256"][:12])))
        for source in json.loads(one.sources)
    ]
    decided = [
        f"{row['decision']} ({'; '.join(filter(None, (row['name'], row['said'])))})"
        for row in decisions[:_DECISIONS]
    ]
    if len(decisions) > _DECISIONS:
        decided.append(word("label.more", language, n=len(decisions) - _DECISIONS))
    here = f"{language}: "
    places = dict.fromkeys(
        place["place"].removeprefix(here)
        for place in json.loads(one.appearances)
        if place["place"].startswith(here)
    )
    comma = word("phrase.comma", language)
    given = (("sources", sources), ("decisions", decided), ("printed", list(places)))
    return [
        (word(f"explain.{code}", language), comma.join(found)) for code, found in given if found
    ]
