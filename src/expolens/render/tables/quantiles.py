"""Percentiles in one row, as the reference study's Table 1."""

from __future__ import annotations

from expolens.model.document import Cell, Table
from expolens.model.protocol import TablePlan
from expolens.numbers.units import amount_text, number_text, unit
from expolens.render.scene import Scene


def quantiles(plan: TablePlan, scene: Scene) -> Table | None:
    """Print a row for each quantiles statistic: its ends and percentiles, in the unit of the header."""
    rows: list[tuple[Cell, ...]] = []
    header: list[Cell] = []
    notes: list[str] = []
    for name in plan.statistics:
        found = scene.of(name)
        if not found:
            continue
        chosen = plan.unit or found[0].unit
        if not header:
            header = [Cell(scene.say("Variable", "变量"))] + [
                Cell(scene.label(one), align="decimal") for one in found
            ]
        label = next(
            (
                p.label.within(scene.language)
                for p in scene.study.protocol.statistics
                if p.id == name
            ),
            name,
        )
        rows.append(
            (
                Cell(
                    f"{label[:1].upper()}{label[1:]} ({unit(chosen).label.within(scene.language)})",
                    notes=(len(notes),),
                ),
                *(
                    Cell(
                        "–" if one.value is None else amount_text(one.value, chosen),
                        one.id,
                        align="decimal",
                    )
                    for one in found
                ),
            )
        )
        notes.append(
            scene.say(
                f"Percentiles by {found[0].method}, of the {number_text(found[0].n)} of {number_text(found[0].N)} exhibitors with an amount.",
                f"百分位数定义：{found[0].method}；{number_text(found[0].N)}家中{number_text(found[0].n)}家有数值。",
            )
        )
    if not rows:
        return None
    first = scene.of(plan.statistics[0])[0]
    return Table(
        plan.id,
        0,
        f"{plan.title.within(scene.language)} (N={number_text(first.N)})",
        tuple(header),
        tuple(rows),
        tuple(notes),
    )
