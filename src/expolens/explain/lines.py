"""An explanation as lines of a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from expolens.explain.explain import explanation
from expolens.model.text import Language, Text
from expolens.store.tables import Tables
from expolens.wording import word


def lines(id_: str, tables: Tables, *, rows: int, language: Language) -> Iterator[str]:
    """Yield the way back of a number: equation, chain, at most `rows` rows (0 for all), sources, decisions, where it is printed."""
    one = explanation(id_, tables)
    outcome = f"   [{word(one.outcome, language)}]" if one.outcome else ""
    yield f"{one.statistic}: {one.equation}{outcome}"
    chain: list[dict[str, Any]] = json.loads(one.chain)
    yield from _section("population", [_step(step, language) for step in chain], language)
    listed: list[dict[str, str]] = json.loads(one.rows)
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


def _step(step: dict[str, Any], language: Language) -> str:
    """Return one population of the chain: "exhibitors that attended (attended): n=205, −2 (absent 2)   present"."""
    label = Text(step["en"], step["zh"]).within(language)
    parts = [f"{label} ({step['id']}): n={step['n']}"]
    if step["added"]:
        parts.append(f", +{step['added']} ({word('explain.added', language)})")
    if step["left"] > 0:
        reasons = [
            f"{word(f'attendance.{name}', language)} {n}" for name, n in step["reasons"].items()
        ]
        why = ", ".join(reasons)
        parts.append(f", −{step['left']}{f' ({why})' if why else ''}")
    if not step["checked"]:
        parts.append(f" ({word('explain.not_checked', language)})")
    return "".join(parts) + (f"   {step['where']}" if step["where"] else "")


def _rows(listed: Sequence[dict[str, str]], most: int, language: Language) -> Iterator[str]:
    missing = sum(row["state"] == "missing" for row in listed)
    head = word("explain.counted", language, n=len(listed) - missing)
    head += word("explain.missing", language, n=missing) if missing else ""
    printed = []
    for row in listed:
        where = f"   {row['file']}, {row['place']}" if row["file"] else ""
        raw = f" “{row['raw']}”" if row["raw"] and row["raw"] != row["value"] else ""
        gone = f" [{word('explain.state_missing', language)}]" if row["state"] == "missing" else ""
        value = f": {row['value']}" if row["value"] else ""
        printed.append(f"{row['name'] or row['unit']}{value}{raw}{gone}{where}")
    yield ""
    yield f"{word('explain.rows', language)}: {head}"
    yield from (f"  {line}" for line in _cut(printed, most, language))


def _cut(found: list[str], most: int, language: Language) -> list[str]:
    if not most or len(found) <= most:
        return found
    return [*found[:most], f"{word('explain.more', language, n=len(found) - most)}   (--rows 0)"]


def _section(code: str, found: Sequence[str], language: Language) -> Iterator[str]:
    if found:
        yield ""
        yield f"{word(f'explain.{code}', language)}:"
        yield from (f"  {line}" for line in dict.fromkeys(found))
