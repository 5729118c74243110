"""A bar for every year, zeros too, with the cuts of the text as quiet lines."""

from __future__ import annotations

from expolens.model.protocol import FigurePlan
from expolens.model.statistic import Statistic
from expolens.numbers.units import number_text
from expolens.render.figures.bars import unknown
from expolens.render.font import width
from expolens.render.ink import ACCENT, RULE, SECONDARY, SMALL, WARNING
from expolens.render.scene import ABSENT, Scene, Sketch
from expolens.render.svg import Sheet, headed

_HEIGHT = 180.0
_APART = ("not_applicable", *ABSENT)


def years(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw counts by year; `marks` are years before which a line stands."""
    found = scene.of(plan.statistics[0])
    if not found:
        return None
    sheet = scene.sheet(plan)
    sketch = Sketch(sheet, "", [])
    if unknown(sketch, found, scene):
        return sketch
    present = [one for one in found if one.part not in _APART]
    sketch.alt = _described(found, present, scene)
    top = headed(sheet, scene.notice) + 10
    sheet.text(8, top, scene.say("Exhibitors", "参展商数"), size=SMALL, fill=SECONDARY)
    top += 12 + 13 * _marks(plan, present, sheet)
    ticks = _ticks(max(one.n for one in present))
    left, foot = 12 + width(number_text(ticks[-1]), SMALL), top + _HEIGHT
    step = (sheet.width - left - 12) / len(present)
    for tick in ticks:
        y = foot - _HEIGHT * tick / ticks[-1]
        sheet.line(left, y, sheet.width - 12, y, stroke=RULE, thick=0.75)
        sheet.text(left - 5, y + 3.5, number_text(tick), size=SMALL, anchor="end", fill=SECONDARY)
    for i, one in enumerate(present):
        high = _HEIGHT * one.n / ticks[-1]
        tip = scene.pair(one.part, scene.printed(one))
        at = left + (i + 0.12) * step
        sheet.rect(at, foot - high, step * 0.76, high, fill=ACCENT, tip=tip)
        sketch.drew(one, one.part)
    sheet.line(left, foot, sheet.width - 12, foot, stroke=SECONDARY)
    _years_below(sheet, [one.part for one in present], left, foot, step)
    _cuts(sheet, plan, present, scene, (left, top, foot, step))
    title = scene.title(found[0].name)
    middle = (left + sheet.width - 12) / 2
    sheet.text(
        middle,
        foot + 30,
        title[:1].upper() + title[1:],
        size=SMALL,
        anchor="middle",
        fill=SECONDARY,
    )
    _missing(sketch, found, scene, foot + 50)
    return sketch


def _marks(plan: FigurePlan, present: list[Statistic], sheet: Sheet) -> int:
    """Return how many rows the labels of the cuts need: one each where they could run into each other."""
    inside = [one.part for one in present if one.part in plan.marks]
    return len(inside) if sheet.narrow or len(present) > 50 else min(len(inside), 1)


def _cuts(
    sheet: Sheet,
    plan: FigurePlan,
    present: list[Statistic],
    scene: Scene,
    place: tuple[float, float, float, float],
) -> None:
    """Draw the cuts before the years that `marks` names, with their labels above all bars."""
    left, top, foot, step = place
    rows = _marks(plan, present, sheet)
    inside = [(i, one.part) for i, one in enumerate(present) if one.part in plan.marks]
    for row, (i, year) in enumerate(inside):
        x = left + i * step
        y = top - 13 * (rows - min(row, rows - 1)) + 6
        sheet.line(x, y - 8, x, foot, stroke=WARNING, thick=1, dash="3 3")
        words = scene.say(f"from {year}", f"{year}年起")
        room = sheet.width - 12 - x > width(words, SMALL) + 4
        end, side = (4, "start") if room else (-4, "end")
        sheet.text(x + end, y, words, size=SMALL, fill=WARNING, anchor=side, halo="#ffffff")


def _years_below(sheet: Sheet, names: list[str], left: float, foot: float, step: float) -> None:
    """Write the first and the last year, and between them every so many as there is room for."""
    wide = width("2000", SMALL) + 8
    every = next((n for n in (1, 2, 5, 10, 20, 50) if step * n >= wide), 100)
    last = len(names) - 1
    for i, year in enumerate(names):
        regular = int(year) % every == 0 and min(i, last - i) * step >= wide
        if (i in (0, last) and (i == 0 or last * step >= wide)) or regular:
            x = min(max(left + (i + 0.5) * step, left + wide / 2 - 4), sheet.width - 8 - wide / 2)
            sheet.line(
                left + (i + 0.5) * step, foot, left + (i + 0.5) * step, foot + 3, stroke=SECONDARY
            )
            sheet.text(x, foot + 14, year, size=SMALL, anchor="middle", fill=SECONDARY)


def _missing(sketch: Sketch, found: list[Statistic], scene: Scene, y: float) -> None:
    sheet = sketch.sheet
    for one in (one for one in found if one.part in _APART and one.n):
        fill = sheet.hatch if one.part in ABSENT else ACCENT
        sheet.rect(8, y - 9, 14, 10, fill=fill, stroke=SECONDARY)
        words = scene.pair(scene.label(one), scene.printed(one))
        sheet.text(28, y, words, size=SMALL, fill=SECONDARY)
        sketch.drew(one, scene.label(one))
        y += 16


def _described(found: list[Statistic], present: list[Statistic], scene: Scene) -> str:
    """Return the alternative text: the years from first to last, the highest of them, those without a bar, the missing."""
    most = max(one.n for one in present)
    highest = scene.joined(one.part for one in present if one.n == most)
    zeros, total = sum(not one.n for one in present), number_text(found[0].N)
    of, title = scene.population(found[0].population), scene.title(found[0].name)
    absent = [one for one in found if one.part in _APART and one.n]
    words = scene.joined(f"{scene.label(one)} {number_text(one.n)}" for one in absent)
    first, last, peak = present[0].part, present[-1].part, number_text(most)
    return scene.say(
        f"Column chart, {title}: N={total} {of}, a column for each of {len(present)} years from {first} to {last}. "
        f"Highest: {highest} with {peak}. Years without any: {zeros}. {'Missing: ' + words if words else 'None missing'}.",
        f"柱形图，{title}：{of}，N={total}，{first}年至{last}年共{len(present)}年，每年一柱。"
        f"最高：{highest}年，{peak}家；无数据的年份{zeros}个。{'缺失：' + words if words else '无缺失'}。",
    )


def _ticks(most: int) -> list[int]:
    """Return round numbers from 0 to the first above `most`, at most seven steps."""
    step = next(
        step * 10**power
        for power in range(9)
        for step in (1, 2, 5)
        if most / (step * 10**power) <= 6
    )
    return list(range(0, (most // step + 1) * step + 1, step))
