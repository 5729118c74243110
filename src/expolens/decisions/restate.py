"""Taking back, and saying again: lines to be added, since what stands in the file is never altered."""

from __future__ import annotations

from collections.abc import Sequence

from expolens.decisions.format import identified
from expolens.decisions.replay import standing, withdrawn
from expolens.model.decision import Decision

Signed = tuple[str, str]
"""Who, and the day."""


def stated(decision: Decision, before: Sequence[Decision]) -> list[Decision]:
    """Return the lines to be added behind `before` so that a decision stands: itself, or what takes back that it was taken back.

    A decision is known by its content, so the same words said again on the same day are the same line.
    """
    made = identified(decision)
    if all(one.id != made.id for one in before):
        return [made]
    added: list[Decision] = []
    while all(one.id != made.id for one in _standing(made, [*before, *added])):
        by = next(
            one.detail for one in withdrawn([*before, *added], stage="") if one.decision == made.id
        )
        again = Decision("", "withdraw", decision.by, decision.date, "said again", value=by)
        added += stated(again, [*before, *added])
    return added


def taken_back(decision: Decision, before: Sequence[Decision], signed: Signed) -> list[Decision]:
    """Return the lines to be added behind `before` so that a decision no longer stands."""
    (by, day), gone = signed, identified(decision).id
    return stated(Decision("", "withdraw", by, day, "taken back", value=gone), before)


def _standing(made: Decision, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return what stands; a withdrawal stands too, unless it was taken back itself."""
    if made.verdict != "withdraw":
        return standing(decisions)
    gone = {one.decision for one in withdrawn(decisions, stage="")}
    return tuple(one for one in decisions if one.id not in gone)
