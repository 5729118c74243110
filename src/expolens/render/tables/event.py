"""The event's profile."""

from __future__ import annotations

from expolens.model.document import Cell, Table
from expolens.model.protocol import TablePlan
from expolens.model.text import Text
from expolens.render.scene import Scene
from expolens.wording import word


def event(plan: TablePlan, scene: Scene) -> Table | None:
    """Print what is known of the event; what is unknown is not printed."""
    one = scene.study.event
    dates = (
        one.start
        if one.start == one.end or not one.end
        else scene.say(f"{one.start} to {one.end}", f"{one.start}至{one.end}")
    )
    given: tuple[tuple[str, object], ...] = (
        ("name", one.name), ("series", one.series), ("organiser", one.organiser), ("first_year", one.first_year), ("editions", one.editions),
        ("cycle", one.cycle), ("dates", dates), ("place", one.place), ("attendance", one.attendance), ("forums", one.forums),
        ("exhibitors", one.exhibitors), ("url", one.url), ("sources", one.sources),
    )  # fmt: skip
    rows = [
        (
            Cell(word(f"event.{name}", scene.language)),
            Cell(value.within(scene.language) if isinstance(value, Text) else str(value)),
        )
        for name, value in given
        if value
    ]
    return (
        Table(plan.id, 0, plan.title.within(scene.language), (), tuple(rows), (), "column")
        if rows
        else None
    )
