"""Sets: circles to three, an UpSet diagram beyond."""

from __future__ import annotations

from expolens.model.protocol import FigurePlan
from expolens.model.statistic import Statistic
from expolens.numbers.units import number_text
from expolens.render.font import cut
from expolens.render.ink import ACCENT, CATEGORIES, INK, RULE, SECONDARY, SIZE, SMALL
from expolens.render.scene import Scene, Sketch
from expolens.render.svg import Sheet, headed

_R = 96.0
# Where circles stand and where the counts of their regions are written, for two and three sets, around (0, 0).
_CENTRES = {2: ((-58.0, 0.0), (58.0, 0.0)), 3: ((-60.0, -46.0), (60.0, -46.0), (0.0, 58.0))}
_SPOTS = {
    2: {(0,): (-98.0, 0.0), (1,): (98.0, 0.0), (0, 1): (0.0, 0.0)},
    3: {
        (0,): (-104.0, -66.0), (1,): (104.0, -66.0), (2,): (0.0, 112.0), (0, 1): (0.0, -80.0),
        (0, 2): (-58.0, 26.0), (1, 2): (58.0, 26.0), (0, 1, 2): (0.0, -14.0),
    },
}  # fmt: skip


def sets(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw an overlap statistic: circles of equal size with counts inside and totals at the names."""
    found = {one.part: one for one in scene.of(plan.statistics[0])}
    totals = [one for part, one in found.items() if part.startswith("all_")]
    if len(totals) < 2:
        return None
    sheet = scene.sheet(plan)
    top = headed(sheet, scene.notice)
    sketch = Sketch(sheet, _described(found, totals, scene), [])
    names = [one.part.removeprefix("all_") for one in totals]
    if len(names) <= 3:
        _circles(sheet, scene, (names, totals, found), top)
    else:
        _upset(sheet, scene, (names, totals, found), top)
        regions = [one for part, one in found.items() if not part.startswith("all_")]
        there = len([r for r in regions if r.n])
        sketch.notes.append(
            scene.say(
                f"All {there} intersections that exist are shown.", f"列出全部{there}个非空交集。"
            )
        )
    unplaced = totals[0].N - sum(
        one.n for part, one in found.items() if not part.startswith("all_")
    )
    if unplaced:
        sketch.notes.append(
            scene.say(
                f"Of {unplaced} it is not known which of the sets they are in.",
                f"另有{unplaced}家无法确定属于哪些集合。",
            )
        )
    for one in found.values():
        sketch.drew(one, scene.label(one))
    return sketch


def _described(found: dict[str, Statistic], totals: list[Statistic], scene: Scene) -> str:
    regions = [one for part, one in found.items() if not part.startswith("all_") and one.n]
    sizes = scene.joined(f"{scene.label(one)} {number_text(one.n)}" for one in totals)
    parts = scene.joined(f"{scene.label(one)} {number_text(one.n)}" for one in regions)
    total, of = number_text(totals[0].N), scene.population(totals[0].population)
    kind = (
        scene.say("Venn diagram", "维恩图")
        if len(totals) <= 3
        else scene.say("UpSet diagram", "UpSet图")
    )
    return scene.say(
        f"{kind} of {len(totals)} sets, N={total} {of}. Sets: {sizes}. Intersections that exist: {parts}.",
        f"{kind}，{len(totals)}个集合：{of}，N={total}。各集合：{sizes}。非空交集：{parts}。",
    )


def _sized(one: Statistic, scene: Scene) -> str:
    return f"{scene.label(one)}{scene.say(', ', '，')}n={number_text(one.n)}"


Sets = tuple[list[str], list[Statistic], dict[str, Statistic]]


def _circles(sheet: Sheet, scene: Scene, given: Sets, top: float) -> None:
    names, totals, found = given
    count = len(names)
    scale = min(1.0, (sheet.width - 16) / 320)
    r = _R * scale
    heads = [cut(_sized(one, scene), SIZE, sheet.width / 2 - 16, lines=2) for one in totals]
    above = 13 * max(map(len, heads[:2])) + 8
    middle, centre = sheet.width / 2, top + above + r + (46 * scale if count == 3 else 0)
    places = [(middle + x * scale, centre + y * scale) for x, y in _CENTRES[count]]
    for (x, y), colour, one in zip(places, CATEGORIES, totals, strict=False):
        tip = scene.pair(scene.label(one), scene.printed(one))
        sheet.circle(x, y, r, fill=colour, opacity=0.16, stroke=colour, tip=tip)
    for i, ((x, y), lines) in enumerate(zip(places, heads, strict=True)):
        below = count == 3 and i == 2
        for j, line in enumerate(lines):
            at = y + r + 16 + 13 * j if below else y - r - 7 - 13 * (len(lines) - 1 - j)
            sheet.text(x if below else middle + (x - middle) * 1.5, at, line, anchor="middle")
    for members, (x, y) in _SPOTS[count].items():
        region = found.get("_and_".join(names[i] for i in members))
        if region is not None:
            fill = INK if region.n else SECONDARY
            words, x, y = number_text(region.n), middle + x * scale, centre + y * scale + 5
            sheet.text(x, y, words, size=13, anchor="middle", fill=fill)
    none = found.get("none")
    if none is not None:
        words = scene.pair(scene.say("in none of them", "均不属于"), number_text(none.n))
        sheet.text(
            sheet.width - 8, sheet.height + 16, words, size=SMALL, anchor="end", fill=SECONDARY
        )


def _upset(sheet: Sheet, scene: Scene, given: Sets, top: float) -> None:
    names, totals, found = given
    regions = sorted(
        (one for part, one in found.items() if not part.startswith("all_") and one.n),
        key=lambda one: -one.n,
    )
    left, high = (118.0 if sheet.narrow else 190.0), 120.0
    step = min(34.0, (sheet.width - left - 12) / max(len(regions), 1))
    most = max(one.n for one in regions)
    foot, row = top + high + 14, 28.0
    for i, region in enumerate(regions):
        x = left + (i + 0.5) * step
        tall = high * region.n / most
        tip = scene.pair(scene.label(region), scene.printed(region))
        sheet.rect(x - step * 0.3, foot - tall, step * 0.6, tall, fill=ACCENT, tip=tip)
        sheet.text(x, foot - tall - 4, number_text(region.n), size=SMALL, anchor="middle")
        inside = region.part.split("_and_")
        for j, name in enumerate(names):
            fill = INK if name in inside else RULE
            sheet.circle(x, foot + 20 + j * row, min(5, step * 0.3), fill=fill)
    for j, one in enumerate(totals):
        lines = cut(_sized(one, scene), SMALL, left - 18, lines=2)
        for i, line in enumerate(lines):
            at = foot + 23 + j * row + 11 * (i - (len(lines) - 1) / 2)
            sheet.text(left - 10, at, line, size=SMALL, anchor="end")
    sheet.height = foot + 20 + len(names) * row
