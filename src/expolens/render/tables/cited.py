"""Published figures beside what was computed here."""

from __future__ import annotations

from expolens.model.document import Cell, Table
from expolens.model.protocol import TablePlan
from expolens.model.text import Text
from expolens.render.scene import Scene
from expolens.wording import word


def cited(plan: TablePlan, scene: Scene) -> Table | None:
    """Print the cited figures that name a statistic, with their outcome; a rehearsal's are targets, "as set"."""
    found = [one for one in scene.cited if one.statistic]
    if not found:
        return None
    header = (
        Cell(scene.say("As printed", "原文")),
        Cell(scene.say("Of", "对象")),
        Cell(scene.say("Computed here", "本研究计算")),
        Cell(scene.say("Outcome", "结果")),
        Cell(scene.say("At its digits", "按原文位数应为")),
    )
    rows = []
    for one in found:
        statistic = scene.statistics.get(one.statistic)
        group = "outcome_target" if one.target else "outcome"
        shown = scene.printed(statistic) if statistic and one.outcome != "not_recomputable" else "–"
        rows.append(
            (
                Cell(one.quote or one.text, cited=one.id),
                Cell(scene.label(statistic) if statistic else _of(one.statistic, scene)),
                Cell(shown, statistic.id if statistic and shown != "–" else ""),
                Cell(word(f"{group}.{one.outcome}", scene.language)),
                Cell(one.should if one.outcome in ("differs", "truncated") else ""),
            )
        )
    sources = dict.fromkeys(f"{one.source}{f', {one.date}' if one.date else ''}" for one in found)
    notes = [scene.say(f"Source: {'; '.join(sources)}.", f"来源：{'；'.join(sources)}。")]
    notes += list(
        dict.fromkeys(
            text for one in found if (text := Text(one.note_en, one.note_zh).within(scene.language))
        )
    )[:12]
    return Table(plan.id, 0, plan.title.within(scene.language), header, tuple(rows), tuple(notes))


def _of(name: str, scene: Scene) -> str:
    """Return what a figure is of where its statistic was not made: the plan's label, and the part it names."""
    stem, _, part = name.partition(".")
    plan = next((one for one in scene.study.protocol.statistics if one.id == stem), None)
    label = plan.label.within(scene.language) if plan else stem.replace("_", " ")
    return f"{label}: {part.replace('_', ' ')}" if part else label
