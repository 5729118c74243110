"""Two rankings side by side, a line for each term that is in both."""

from __future__ import annotations

from expolens.model.protocol import FigurePlan
from expolens.model.statistic import Statistic
from expolens.render.font import fitted
from expolens.render.ink import ACCENT, INK, OTHER, SECONDARY, SMALL, WIDTHS
from expolens.render.scene import ABSENT, Scene, Sketch
from expolens.render.svg import Sheet, headed

_ROW = 20.0


def slope(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw the first `limit` (15) terms of two counts statistics, in order of count."""
    k = plan.limit or 15
    sides = [
        [one for one in scene.of(name) if one.part not in ABSENT][:k]
        for name in plan.statistics[:2]
    ]
    if len(sides) < 2 or not all(sides):
        return None
    sheet = Sheet(f"{plan.id}-{scene.language}", WIDTHS.get(plan.width, 720))
    top = headed(sheet, scene.notice) + 14
    left, right = sheet.width * 0.36, sheet.width * 0.64
    for x, anchor, name in (
        (left, "end", plan.statistics[0]),
        (right, "start", plan.statistics[1]),
    ):
        label = next((p.label for p in scene.study.protocol.statistics if p.id == name), None)
        words = f"{label.within(scene.language) if label else name} (N={scene.of(name)[0].N})"
        sheet.text(x, top, words, size=SMALL + 1, anchor=anchor, fill=SECONDARY)
    place = [{one.part: i for i, one in enumerate(side)} for side in sides]
    for part, i in place[0].items():
        if part in place[1]:
            sheet.line(
                left + 8,
                top + 20 + i * _ROW - 4,
                right - 8,
                top + 20 + place[1][part] * _ROW - 4,
                stroke=ACCENT,
                thick=1.5,
            )
    for side, x, anchor, other in (
        (sides[0], left, "end", place[1]),
        (sides[1], right, "start", place[0]),
    ):
        for i, one in enumerate(side):
            sheet.text(
                x,
                top + 20 + i * _ROW,
                _words(one, scene, anchor, left - 12),
                anchor=anchor,
                fill=INK if one.part in other else OTHER,
            )
    shared = [part for part in place[0] if part in place[1]]
    names = ", ".join(scene.label(one) for one in sides[0] if one.part in shared)
    sketch = Sketch(
        sheet,
        scene.say(
            f"Two rankings of {k} terms; in both: {names or 'none'}.",
            f"两组前{k}个词的排名；共同出现：{names or '无'}。",
        ),
        [],
    )
    for one in (*sides[0], *sides[1]):
        sketch.drew(one, scene.label(one))
    return sketch


def _words(one: Statistic, scene: Scene, anchor: str, room: float) -> str:
    name = fitted(scene.label(one), 12, room - 40)
    return f"{name}  {one.n}" if anchor == "end" else f"{one.n}  {name}"
