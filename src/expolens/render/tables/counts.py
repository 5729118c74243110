"""A distribution as a table: n (p%) by category."""

from __future__ import annotations

from expolens.model.document import Cell, Table
from expolens.model.protocol import TablePlan
from expolens.model.share import Share
from expolens.numbers.percent import percent_text
from expolens.numbers.units import number_text
from expolens.render.scene import ABSENT, Scene


def counts(plan: TablePlan, scene: Scene) -> Table | None:
    """Print the categories of counts statistics, missing last; with `limit` only so many of each."""
    rows: list[tuple[Cell, ...]] = []
    total = 0
    for name in plan.statistics:
        found = scene.of(name)
        total = found[0].N if found else total
        present = [one for one in found if one.part not in ABSENT]
        for one in (
            *(present[: plan.limit] if plan.limit else present),
            *(one for one in found if one.part in ABSENT and one.n),
        ):
            share = percent_text(Share(one.n, one.N), scene.study.style)
            rows.append(
                (
                    Cell(scene.label(one), missing=one.part in ABSENT),
                    Cell(number_text(one.n), one.id, align="right"),
                    Cell(share, one.id, align="right"),
                )
            )
    if not rows:
        return None
    header = (
        Cell(scene.say("Category", "类别")),
        Cell("n", align="right"),
        Cell("%", align="right"),
    )
    return Table(
        plan.id,
        0,
        f"{plan.title.within(scene.language)} (N={number_text(total)})",
        header,
        tuple(rows),
        _notes(plan, scene),
        "column",
    )


def _notes(plan: TablePlan, scene: Scene) -> tuple[str, ...]:
    return (plan.note.within(scene.language),) if plan.note else ()
