"""What became of the decisions of a study in its last run."""

from __future__ import annotations

from expolens.model.decision import Applied
from expolens.store.tables import Tables, to_rows

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
