"""Published figures beside what was computed here."""

from __future__ import annotations

from expolens.concepts import concept_slug, thesaurus
from expolens.model.document import Cell, Table
from expolens.model.protocol import TablePlan
from expolens.model.statistic import Cited
from expolens.model.text import Text
from expolens.numbers.units import number_text
from expolens.render.scene import Scene
from expolens.values.places import countries, provinces
from expolens.wording import word

_REMARKS = 12


def cited(plan: TablePlan, scene: Scene) -> Table | None:
    """Print the cited figures that name a statistic, with their outcome; a rehearsal's are targets, "as set"."""
    found = [one for one in scene.cited if one.statistic]
    if not found:
        return None
    # Sources first, each once, then what is remarked on single figures: at most so many, the rest stands in the data.
    sources = list(dict.fromkeys(_source(one, scene) for one in found))
    remarks = dict.fromkeys(text for one in found if (text := _remark(one, scene)))
    notes = [*sources, *list(remarks)[:_REMARKS]]
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
        known = one.outcome != "not_recomputable"
        size = (
            scene.populations.get(one.statistic.removeprefix("population:"))
            if ":" in one.statistic
            else None
        )
        shown = (
            scene.printed(statistic)
            if statistic and known
            else number_text(size.n)
            if size and known
            else "–"
        )
        # One source of all is a note on the whole table.
        calls = [_source(one, scene)] if len(sources) > 1 else []
        calls += [text for text in [_remark(one, scene)] if text in notes]
        rows.append(
            (
                Cell(
                    one.quote or one.text,
                    cited=one.id,
                    notes=tuple(notes.index(text) for text in calls),
                ),
                Cell(scene.label(statistic) if statistic else _of(one.statistic, scene)),
                Cell(shown, one.statistic if shown != "–" else ""),
                Cell(word(f"{group}.{one.outcome}", scene.language)),
                Cell(one.should if one.outcome in ("differs", "truncated") else ""),
            )
        )
    return Table(plan.id, 0, plan.title.within(scene.language), header, tuple(rows), tuple(notes))


def _source(one: Cited, scene: Scene) -> str:
    date = f"{scene.say(', ', '，')}{one.date}" if one.date else ""
    return scene.say(f"Source: {one.source}{date}.", f"来源：{one.source}{date}。")


def _remark(one: Cited, scene: Scene) -> str:
    return Text(one.note_en, one.note_zh).within(scene.language)


def _of(name: str, scene: Scene) -> str:
    """Return what a figure is of where its statistic was not made: the plan's label, and the part it names."""
    if name.startswith("population:"):
        name = name.removeprefix("population:")
        planned = {one.id: one.label for one in scene.study.protocol.populations}
        return planned.get(name, Text(name, name)).within(scene.language)
    stem, _, part = name.partition(".")
    plan = next((one for one in scene.study.protocol.statistics if one.id == stem), None)
    label = plan.label.within(scene.language) if plan else stem.replace("_", " ")
    return f"{label}{scene.say(': ', '：')}{_part(part, scene)}" if part else label


def _part(part: str, scene: Scene) -> str:
    """Return the label of a category by its slug: a quantile, a place, a term of the packs; a slug nobody knows as words."""
    if (quantile := word(f"quantile.{part}", scene.language)) != part:
        return quantile
    term = thesaurus(scene.study.protocol.packs).with_slug(part)
    places = {one.id: one.label for one in provinces().values()}
    places |= {
        concept_slug(en=one.label.en, zh=one.label.zh): one.label for one in countries().values()
    }
    found = Text(term.en, term.zh) if term else places.get(part, Text(part.replace("_", " ")))
    return found.within(scene.language)
