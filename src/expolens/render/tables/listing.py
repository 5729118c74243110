"""The units of a population one by one, as the reference study's Table 2."""

from __future__ import annotations

from typing import Literal

from expolens.model.document import Cell, Table
from expolens.model.protocol import TablePlan
from expolens.numbers.units import amount_text, number_text, unit
from expolens.render.scene import Scene
from expolens.values import FIELDS
from expolens.values.display import display

_NUMERIC = ("money", "headcount")


def listing(plan: TablePlan, scene: Scene) -> Table | None:
    """Print a listing statistic in its order; absences are a dash that calls the first note."""
    cells = [one for one in scene.listed if one.statistic == plan.statistics[0]]
    found = scene.statistics.get(plan.statistics[0])
    if not cells or found is None:
        return None
    fields = list(dict.fromkeys(one.field for one in cells))
    chosen = plan.unit or scene.study.currency
    header = []
    for name in fields:
        label = FIELDS[name].label.within(scene.language)
        if FIELDS[name].type == "money":
            label = f"{label} ({unit(chosen).label.within(scene.language)})"
        header.append(Cell(label, align="decimal" if FIELDS[name].type == "money" else "left"))
    rows: dict[int, list[Cell]] = {}
    absent = False
    for one in cells:
        absent = absent or bool(one.absence)
        rows.setdefault(one.position, []).append(
            _cell(one.field, one.value, one.absence, chosen, scene)
        )
    notes = [scene.say("Not disclosed or not available.", "未披露或无数据。")] if absent else []
    if plan.note:
        notes.append(plan.note.within(scene.language))
    title = f"{plan.title.within(scene.language)} (n={number_text(found.n)})"
    return Table(
        plan.id, 0, title, tuple(header), tuple(tuple(row) for row in rows.values()), tuple(notes)
    )


def _cell(name: str, value: str, absence: str, chosen: str, scene: Scene) -> Cell:
    field = FIELDS[name]
    if absence:
        align: Literal["decimal", "left"] = "decimal" if field.type == "money" else "left"
        return Cell("–", align=align, missing=True, notes=(0,))
    if field.type == "money":
        return Cell(amount_text(float(value), chosen), align="decimal")
    return Cell(display(field, value, language=scene.language), align="left")
