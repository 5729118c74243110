"""An estimate as the range it is, with its factors below."""

from __future__ import annotations

from expolens.model.protocol import FigurePlan
from expolens.numbers.units import number_text
from expolens.render.ink import ACCENT, SECONDARY, SMALL, WIDTHS
from expolens.render.scene import Scene, Sketch
from expolens.render.svg import Sheet, headed


def range_bars(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw the low and high end of an estimate statistic on one axis from zero."""
    found = {one.part: one for one in scene.of(plan.statistics[0])}
    if not {"low", "high"} <= set(found):
        return None
    low, high = found["low"], found["high"]
    if low.value is None or high.value is None or not high.value:
        return None
    sheet = Sheet(f"{plan.id}-{scene.language}", WIDTHS.get(plan.width, 720))
    top = headed(sheet, scene.notice) + 22
    left, wide = 12.0, sheet.width - 140
    start, end = (left + wide * value / high.value for value in (low.value, high.value))
    sheet.rect(
        start,
        top,
        max(end - start, 2),
        20,
        fill=ACCENT,
        tip=f"{scene.printed(low)} – {scene.printed(high)}",
    )
    sheet.line(left, top + 28, left + wide, top + 28, stroke=SECONDARY)
    sheet.text(left, top + 42, "0", size=SMALL, fill=SECONDARY)
    sheet.text(start, top - 6, scene.printed(low), anchor="middle")
    sheet.text(end, top + 42, scene.printed(high), anchor="middle")
    y = top + 64
    factors = next(
        (p.factors for p in scene.study.protocol.statistics if p.id == plan.statistics[0]), ()
    )
    for factor in factors:
        ends = dict.fromkeys((number_text(factor.low), number_text(factor.high)))
        source = f" ({factor.source})" if factor.source else ""
        words = f"{factor.label.within(scene.language)}: {'–'.join(ends)}{source}"
        y = sheet.lines(left, y, words, sheet.width - 24)
    sketch = Sketch(
        sheet,
        scene.say(
            f"Estimate from {low.text_en} to {high.text_en}.",
            f"估计值：{low.text_zh}至{high.text_zh}。",
        ),
        [],
    )
    for one in (low, high):
        sketch.drew(one, scene.label(one))
    return sketch
