"""What became of the decisions of a study in its last run."""

from __future__ import annotations

import re
from collections.abc import Mapping

from expolens.model.decision import Applied
from expolens.model.text import Language
from expolens.store.tables import Tables, to_rows
from expolens.wording import word

_ID = re.compile(r"[^\s,;]+")
DECIDED = ("roster", "resolve", "enrich", "classify")


def became(tables: Tables) -> tuple[Applied, ...]:
    """Return what became of each decision, by stage: one that a stage applied is not stale for another."""
    found = [
        one
        for stage in DECIDED
        for one in to_rows(f"applied_{stage}", Applied, tables[f"applied_{stage}"])
    ]
    used = {one.decision for one in found if one.outcome == "applied"}
    return tuple(one for one in found if one.outcome == "applied" or one.decision not in used)


def kind(one: Applied) -> str:
    """Return what became of a decision in one word: the code of the reason for one that is stale, else its outcome."""
    return one.why.partition(":")[0] or "stale" if one.outcome == "stale" else one.outcome


def why(one: Applied, said: Mapping[str, str], language: Language) -> str:
    """Return why a decision does not apply, "" for one that does; other decisions are named by what they `said`.

    >>> why(Applied("d-1", "roster", "stale", "", "", "", "name_gone:示例"), {}, "en")
    'the name is not there any more: 示例'
    """
    code, _, detail = one.why.partition(":")
    if not code:
        return one.detail
    if code in ("conflict", "outranked", "withdrawn"):
        detail = _ID.sub(lambda found: said.get(found.group(), found.group()), detail)
    return word(f"replay.{code}", language, detail=detail)
