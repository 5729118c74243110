"""Sets: circles to three, an UpSet diagram beyond."""

from __future__ import annotations

from expolens.model.protocol import FigurePlan
from expolens.model.statistic import Statistic
from expolens.render.ink import ACCENT, CATEGORIES, INK, OTHER, RULE, SECONDARY, SMALL, WIDTHS
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
    sheet = Sheet(f"{plan.id}-{scene.language}", WIDTHS.get(plan.width, 720))
    top = headed(sheet, scene.notice)
    words = "; ".join(f"{scene.label(one)} {one.n}" for one in found.values() if one.n)
    sketch = Sketch(
        sheet,
        scene.say(
            f"Sets among {totals[0].N} exhibitors: {words}.",
            f"{totals[0].N}家参展商的集合关系：{words}。",
        ),
        [],
    )
    names = [one.part.removeprefix("all_") for one in totals]
    if len(names) <= 3:
        _circles(sheet, scene, (names, totals, found), top)
    else:
        _upset(sheet, scene, (names, totals, found), top)
        regions = [one for part, one in found.items() if not part.startswith("all_")]
        sketch.notes.append(
            scene.say(
                f"All {len([r for r in regions if r.n])} intersections that exist are shown.",
                f"列出全部{len([r for r in regions if r.n])}个非空交集。",
            )
        )
    for one in found.values():
        sketch.drew(one, scene.label(one))
    return sketch


Sets = tuple[list[str], list[Statistic], dict[str, Statistic]]


def _circles(sheet: Sheet, scene: Scene, given: Sets, top: float) -> None:
    names, totals, found = given
    count = len(names)
    middle, centre = sheet.width / 2, top + (172 if count == 3 else 130)
    for (x, y), colour, one in zip(_CENTRES[count], CATEGORIES, totals, strict=False):
        tip = f"{scene.label(one)}: {scene.printed(one)}"
        sheet.circle(middle + x, centre + y, _R, fill=colour, opacity=0.16, stroke=colour, tip=tip)
    for i, one in enumerate(totals):
        x, y = _CENTRES[count][i]
        words = f"{scene.label(one)}, n={one.n}"
        if count == 3 and i == 2:
            sheet.text(middle, centre + y + _R + 18, words, anchor="middle")
        else:
            sheet.text(middle + x * 1.5, centre + y - _R - 8, words, anchor="middle")
    for members, (x, y) in _SPOTS[count].items():
        region = found.get("_and_".join(names[i] for i in members))
        if region is not None:
            fill = INK if region.n else OTHER
            sheet.text(
                middle + x, centre + y + 5, str(region.n), size=14, anchor="middle", fill=fill
            )
    none = found.get("none")
    if none is not None:
        sheet.text(
            sheet.width - 12,
            sheet.height + 4,
            scene.say(f"in none of them: {none.n}", f"均不属于：{none.n}"),
            size=SMALL,
            anchor="end",
            fill=SECONDARY,
        )


def _upset(sheet: Sheet, scene: Scene, given: Sets, top: float) -> None:
    names, totals, found = given
    regions = sorted(
        (one for part, one in found.items() if not part.startswith("all_") and one.n),
        key=lambda one: -one.n,
    )
    left, high = 190.0, 120.0
    step = min(34.0, (sheet.width - left - 12) / max(len(regions), 1))
    most = max(one.n for one in regions)
    foot = top + high + 10
    for i, region in enumerate(regions):
        x = left + (i + 0.5) * step
        tall = high * region.n / most
        sheet.rect(
            x - step * 0.3,
            foot - tall,
            step * 0.6,
            tall,
            fill=ACCENT,
            tip=f"{scene.label(region)}: {scene.printed(region)}",
        )
        sheet.text(x, foot - tall - 4, str(region.n), size=SMALL, anchor="middle")
        inside = region.part.split("_and_")
        for row, name in enumerate(names):
            sheet.circle(x, foot + 20 + row * 22, 5, fill=INK if name in inside else RULE)
    for row, one in enumerate(totals):
        sheet.fit(
            left - 10,
            foot + 24 + row * 22,
            f"{scene.label(one)}, n={one.n}",
            left - 16,
            anchor="end",
        )
    sheet.height = foot + 20 + len(names) * 22
