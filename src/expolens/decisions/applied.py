"""What became of the decisions of a study in its last run."""

from __future__ import annotations

import re
from collections.abc import Mapping

from expolens.model.decision import Applied
from expolens.model.text import Language
from expolens.store.tables import Tables, to_rows
from expolens.wording import word, words

_ID = re.compile(r"[^\s,;]+")
_SAID = re.compile(
    r"(?P<verdict>[a-z]+)(?: \(settles (?P<settles>\d+)\))?(?: (?P<what>[^()].*?))?(?: \((?P<signed>(?:.*?, )?\d{4}-\d\d-\d\d)\))?(?:: (?P<why>.*))?"
)
_OWN = ("names_compared", "filled_in_a_gap", "attendance_decided")
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


def spoken(said: str, language: Language) -> str:
    """Return what a decision says ("same (A, 2026-05-06): names compared") with its verdict, and what the program itself wrote as its reason, in a language.

    >>> spoken("same (settles 2) (A, 2026-05-06): names compared", "zh")
    '同一（裁定2项）（A, 2026-05-06）：比对名称'
    """
    if language == "en":
        return said
    found = _SAID.fullmatch(said)
    if not found or f"verdict.{found['verdict']}" not in words():
        return said
    reason = (found["why"] or "").replace(" ", "_")
    settles = word("verdict.settles", language, n=int(found["settles"])) if found["settles"] else ""
    why = word(f"verdict.{reason}", language) if reason in _OWN else found["why"] or ""
    return "".join(
        (
            word(f"verdict.{found['verdict']}", language),
            f"（{settles}）" if settles else "",
            f" {found['what']}" if found["what"] else "",
            f"（{found['signed']}）" if found["signed"] else "",
            f"：{why}" if why else "",
        )
    )


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
        detail = _ID.sub(
            lambda found: spoken(said.get(found.group(), found.group()), language), detail
        )
    return word(f"replay.{code}", language, detail=detail)
