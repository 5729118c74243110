"""An estimate as the range it is, with its factors below."""

from __future__ import annotations

from expolens.model.protocol import Factor, FigurePlan
from expolens.numbers.units import number_text, readable, unit
from expolens.render.font import width
from expolens.render.ink import ACCENT, RULE, SECONDARY, SIZE, SMALL
from expolens.render.scene import Scene, Sketch
from expolens.render.svg import headed


def range_bars(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw the low and high end of an estimate statistic on one axis from zero, both written above the bar."""
    found = {one.part: one for one in scene.of(plan.statistics[0])}
    if not {"low", "high"} <= set(found):
        return None
    low, high = found["low"], found["high"]
    if low.value is None or high.value is None or not high.value:
        return None
    sheet = scene.sheet(plan)
    top = headed(sheet, scene.notice) + 22
    left, wide = 12.0, sheet.width - 24
    start, end = (left + wide * value / high.value for value in (low.value, high.value))
    lowest, highest = scene.printed(low), scene.printed(high)
    tip = f"{lowest} – {highest}"
    sheet.rect(start, top, max(end - start, 2), 20, fill=ACCENT, tip=tip)
    if low.value == high.value:
        sheet.text(end, top - 6, highest, anchor="end")
    elif end - start > width(lowest, SIZE) + width(highest, SIZE) + 16:
        sheet.text(start, top - 6, lowest)
        sheet.text(end, top - 6, highest, anchor="end")
    else:
        sheet.text(end, top - 6, tip, anchor="end")
    for x in (start, end):
        sheet.line(x, top - 3, x, top + 28, stroke=RULE)
    sheet.line(left, top + 28, left + wide, top + 28, stroke=SECONDARY)
    sheet.text(left, top + 41, "0", size=SMALL, fill=SECONDARY)
    y = top + 60
    factors = next(
        (p.factors for p in scene.study.protocol.statistics if p.id == plan.statistics[0]), ()
    )
    for factor in factors:
        y = sheet.lines(left, y, _factor(factor, scene), sheet.width - 24)
    title = scene.title(plan.statistics[0])
    sketch = Sketch(
        sheet,
        scene.say(
            f"Range bar, {title}: from {lowest} to {highest}, out of {len(factors)} factors.",
            f"区间条，{title}：{lowest}至{highest}，由{len(factors)}个因子得出。",
        ),
        [],
    )
    for one in (low, high):
        sketch.drew(one, scene.label(one))
    return sketch


def _factor(factor: Factor, scene: Scene) -> str:
    """Return a factor as a line: its name, its range with its unit, where it is from."""
    values = list(dict.fromkeys((factor.low, factor.high)))
    words = _amounts(values, factor.unit, scene) or "–".join(number_text(v) for v in values)
    opened, closed = scene.say(" (", "（"), scene.say(")", "）")
    source = f"{opened}{factor.source}{closed}" if factor.source else ""
    return scene.pair(factor.label.within(scene.language), words) + source


def _amounts(values: list[float], name: str, scene: Scene) -> str:
    """Return values as amounts of money, "" where their unit is none."""
    try:
        money = unit(name) if name else None
    except ValueError:
        return scene.say(" to ", "至").join(f"{number_text(value)} {name}" for value in values)
    if money is None or not money.label:
        return ""
    ends = (readable(value * money.factor, money.base).within(scene.language) for value in values)
    return scene.say(" to ", "至").join(ends)
