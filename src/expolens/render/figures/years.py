"""A bar for every year, zeros too, with the cuts of the text as quiet lines."""

from __future__ import annotations

from expolens.model.protocol import FigurePlan
from expolens.render.figures.bars import described
from expolens.render.ink import ACCENT, RULE, SECONDARY, SMALL, WARNING, WIDTHS
from expolens.render.scene import ABSENT, Scene, Sketch
from expolens.render.svg import Sheet, headed

_HEIGHT = 190.0


def years(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw counts by year; `marks` are years before which a line stands."""
    found = scene.of(plan.statistics[0])
    present = [one for one in found if one.part not in ABSENT]
    if not present:
        return None
    sheet = Sheet(f"{plan.id}-{scene.language}", WIDTHS.get(plan.width, 720))
    top = headed(sheet, scene.notice) + 18
    sketch = Sketch(sheet, described(found, scene), [])
    most = max(one.n for one in present) or 1
    left, foot = 34.0, top + _HEIGHT
    step = (sheet.width - left - 12) / len(present)
    for tick in _ticks(most):
        y = foot - _HEIGHT * tick / most
        sheet.line(left, y, sheet.width - 12, y, stroke=RULE, thick=0.75)
        sheet.text(left - 6, y + 3.5, str(tick), size=SMALL, anchor="end", fill=SECONDARY)
    every = next(n for n in (1, 2, 5, 10, 20, 50, 100) if step * n >= 34)
    for i, one in enumerate(present):
        x = left + i * step
        high = _HEIGHT * one.n / most
        tip = f"{one.part}: {scene.printed(one)}"
        sheet.rect(x + step * 0.12, foot - high, step * 0.76, high, fill=ACCENT, tip=tip)
        if int(one.part) % every == 0 or (every == 1):
            sheet.text(
                x + step / 2, foot + 15, one.part, size=SMALL, anchor="middle", fill=SECONDARY
            )
        if one.part in plan.marks:
            sheet.line(x, top - 16, x, foot, stroke=WARNING, thick=1, dash="3 3")
            sheet.text(
                x + 4,
                top - 7,
                scene.say(f"from {one.part}", f"{one.part}年起"),
                size=SMALL,
                fill=WARNING,
                halo="1",
            )
        sketch.drew(one, one.part)
    sheet.line(left, foot, sheet.width - 12, foot, stroke=SECONDARY)
    absent = [one for one in found if one.part in ABSENT and one.n]
    y = foot + 32
    for one in absent:
        sheet.rect(left, y - 9, 14, 10, fill=sheet.hatch, stroke=SECONDARY)
        sheet.text(
            left + 20, y, f"{scene.label(one)}: {scene.printed(one)}", size=SMALL, fill=SECONDARY
        )
        sketch.drew(one, scene.label(one))
        y += 16
    sheet.height = max(sheet.height, foot + 20)
    return sketch


def _ticks(most: int) -> list[int]:
    step = next(
        step * 10**power
        for power in range(9)
        for step in (1, 2, 5)
        if most / (step * 10**power) <= 5
    )
    return list(range(0, most + 1, step))
