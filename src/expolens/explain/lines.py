"""An explanation as lines of a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from expolens.explain.explain import explanation, missing_rows, numbers_of
from expolens.model.statistic import Statistic
from expolens.model.text import Language, Text
from expolens.numbers.units import number_text
from expolens.store.tables import Tables
from expolens.wording import word
from expolens.wording.place import stood


def lines(id_: str, tables: Tables, *, rows: int, language: Language) -> Iterator[str]:
    """Yield the way back of a number: equation, chain, at most `rows` rows (0 for all), sources, decisions, where it is printed.

    Counted rows come before missing ones; a category is followed by the rows of which nobody knows the category. The name of a
    statistic that has several numbers yields all of them, each with its own id.
    """
    several = numbers_of(id_, tables)
    if several:
        yield from _numbers(id_, several, tables, language)
        return
    one = explanation(id_, tables)
    outcome = f"   [{word(one.outcome, language)}]" if one.outcome else ""
    yield f"{one.statistic}: {one.equation}{outcome}"
    chain: list[dict[str, Any]] = json.loads(one.chain)
    yield from _section("population", [_step(step, language) for step in chain], language)
    listed: list[dict[str, str]] = json.loads(one.rows)
    listed += missing_rows(one.statistic, tables)
    if listed:
        yield from _rows(listed, rows, language)
    sources = [
        "  ".join(filter(None, (s["file"], s["date"], f"sha256 {s['sha256'][:12]}")))
        for s in json.loads(one.sources)
    ]
    yield from _section("sources", sources, language)
    decided = [
        f"{row['decision']}: {'; '.join(filter(None, (row['name'], row['said'], row['detail'])))}"
        for row in json.loads(one.decisions)
    ]
    yield from _section("decisions", _cut(decided, rows, language), language)
    printed = [
        f"{p['place']} ({word('explain.kind_' + p['kind'], language)}): {p['text']}"
        for p in json.loads(one.appearances)
    ]
    yield from _section("printed", printed, language)


def _numbers(
    name: str, several: Sequence[Statistic], tables: Tables, language: Language
) -> Iterator[str]:
    """Yield every number of one statistic with its id, which `explain` takes."""
    yield word("explain.several", language, id=name, n=len(several))
    chain: list[dict[str, Any]] = json.loads(explanation(several[0].id, tables).chain)
    yield from _section("population", [_step(step, language) for step in chain], language)
    yield ""
    widest = max(len(one.id) for one in several)
    for one in several:
        text, label = (
            Text(en, zh).within(language)
            for en, zh in ((one.text_en, one.text_zh), (one.en, one.zh))
        )
        yield f"  {one.id:<{widest}}  {text}   {label}"
    yield ""
    yield word("explain.one_of_them", language, id=several[0].id)


def _step(step: dict[str, Any], language: Language) -> str:
    """Return one population of the chain: "exhibitors that attended (attended): n=205, −2 (absent 2)   present"."""
    label = Text(step["en"], step["zh"]).within(language)
    parts = [f"{label} ({step['id']}): n={number_text(step['n'])}"]
    if step["added"]:
        parts.append(f", +{number_text(step['added'])} ({word('explain.added', language)})")
    if step["left"] > 0:
        reasons = [
            f"{word(f'attendance.{name}', language)} {n}" for name, n in step["reasons"].items()
        ]
        why = ", ".join(reasons)
        parts.append(f", −{number_text(step['left'])}{f' ({why})' if why else ''}")
    if not step["checked"]:
        parts.append(f" ({word('explain.not_checked', language)})")
    return "".join(parts) + (f"   {step['where']}" if step["where"] else "")


def _rows(listed: Sequence[dict[str, str]], most: int, language: Language) -> Iterator[str]:
    missing = [row for row in listed if row["state"] == "missing"]
    counted = [row for row in listed if row["state"] != "missing"]
    code = "explain.ranked" if any("rank" in row for row in counted) else "explain.counted"
    head = word(code, language, n=len(counted))
    head += word("explain.missing", language, n=len(missing)) if missing else ""
    yield ""
    yield f"{word('explain.rows', language)}: {head}"
    printed = [_printed(row, language) for row in (*counted, *missing)]
    yield from (f"  {line}" for line in _cut(printed, most, language))


def _printed(row: dict[str, str], language: Language) -> str:
    """Return one row: who, the value and its rank, the words it was read from, that it is missing and why, and where it stands."""
    where = f"   {stood(row, language)}" if row["file"] else ""
    raw = f" “{row['raw']}”" if row["raw"] and row["raw"] != row["value"] else ""
    rank = f" ({word('explain.rank', language, n=row['rank'])})" if "rank" in row else ""
    why = f": {word('absence.' + row['why'], language)}" if row.get("why") else ""
    gone = f" [{word('explain.state_missing', language)}{why}]" if row["state"] == "missing" else ""
    value = f": {row['value']}" if row["value"] else ""
    return f"{row['name'] or row['unit']}{value}{rank}{raw}{gone}{where}"


def _cut(found: list[str], most: int, language: Language) -> list[str]:
    if most <= 0 or len(found) <= most:
        return found
    more = word("explain.more", language, n=len(found) - most)
    return [*found[:most], f"{more}   ({word('explain.all_rows', language)}: --rows 0)"]


def _section(code: str, found: Sequence[str], language: Language) -> Iterator[str]:
    if found:
        yield ""
        yield f"{word(f'explain.{code}', language)}:"
        yield from (f"  {line}" for line in dict.fromkeys(found))
