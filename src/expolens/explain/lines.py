"""An explanation as lines of a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from expolens.explain.explain import explanation
from expolens.model.text import Language, Text
from expolens.store.tables import Tables
from expolens.wording import word


def lines(id_: str, tables: Tables, *, rows: int, language: Language) -> Iterator[str]:
    """Yield the way back of a number: equation, chain, at most `rows` rows (0 for all), sources, where it is printed."""
    one = explanation(id_, tables)
    zh = language == "zh"
    yield f"{id_}: {one.equation}"
    chain: list[dict[str, Any]] = json.loads(one.chain)
    if chain:
        yield ""
        yield "总体：" if zh else "Population:"
        for step in chain:
            note = "" if step["checked"] else (" （未核对）" if zh else " (not checked)")
            where = f"   {step['where']}" if step["where"] else ""
            yield f"  {Text(step['en'], step['zh']).within(language)} ({step['id']}): n={step['n']}{note}{where}"
    listed: list[dict[str, str]] = json.loads(one.rows)
    if listed:
        missing = sum(row["state"] == "missing" for row in listed)
        yield ""
        yield (
            f"数据行：{len(listed) - missing}行计入，{missing}行缺失"
            if zh
            else f"Rows: {len(listed) - missing} counted, {missing} missing"
        )
        for row in listed[: rows or None]:
            where = f"{row['file']}, {row['place']}" if row["file"] else ""
            raw = f" “{row['raw']}”" if row["raw"] and row["raw"] != row["value"] else ""
            state = f" [{'缺失' if zh else 'missing'}]" if row["state"] == "missing" else ""
            yield f"  {row['name'] or row['unit']}: {row['value']}{raw}{state}   {where}"
        if rows and len(listed) > rows:
            yield f"  {word('label.more', language, n=len(listed) - rows)}   (--rows 0)"
    yield from _section(
        "来源：" if zh else "Sources:",
        [f"  {s['file']}  {s['date']}  sha256 {s['sha256'][:12]}" for s in json.loads(one.sources)],
    )
    yield from _section(
        "出现于：" if zh else "Printed in:",
        [f"  {p['place']} ({p['kind']}): {p['text']}" for p in json.loads(one.appearances)],
    )


def _section(title: str, found: list[str]) -> Iterator[str]:
    if found:
        yield ""
        yield title
        yield from dict.fromkeys(found)
