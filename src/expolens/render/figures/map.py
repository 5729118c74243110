"""The provinces of China by count, a bar of the same data beside them, other countries named below."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, pi, radians, sin, sqrt

from expolens.model.protocol import FigurePlan
from expolens.model.statistic import Statistic
from expolens.numbers.units import number_text
from expolens.render.figures.bars import described, drawn, unknown
from expolens.render.font import width
from expolens.render.ink import GROUND, INK, OTHER, TINY, between, contrast
from expolens.render.placing import Box, Placed, Point, Wanted, placed
from expolens.render.scene import ABSENT, Scene, Sketch
from expolens.render.svg import Sheet, headed

_SOURCE = (
    "Boundaries: Apache ECharts 4.9.0, simplified; no statement on any border.",
    "底图：Apache ECharts 4.9.0（经简化），不代表任何边界立场；正式发表请使用审图号地图。",
)
# Albers equal-area conic with the parallels used for maps of China (Snyder, USGS Professional Paper 1395, 1987, p. 98).
_PARALLELS, _CENTRE = (25.0, 47.0), (105.0, 36.0)
# Of the population with a known place, below which a map would show where the few are and look as if it were all.
_FEW = 0.1


def china(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw a counts statistic by province; a second statistic, by country, is named under it.

    Where fewer than a tenth have a known place there is no map, only the bars, and a note that says why.
    """
    found = scene.of(plan.statistics[0])
    if not found or not any(one.part in _units() for one in found if one.n):
        return None
    sheet = scene.sheet(plan)
    sketch = Sketch(sheet, "", [])
    if unknown(sketch, found, scene):
        return sketch
    y = headed(sheet, scene.notice)
    known = sum(one.n for one in found if one.part not in ABSENT)
    few = known < _FEW * found[0].N
    kind = (
        scene.say("Bar chart", "条形图")
        if few
        else scene.say("Map of China with a bar chart", "中国地图与条形图")
    )
    sketch.alt = described(kind, found, scene)
    if few:
        n, total = number_text(known), number_text(found[0].N)
        sketch.notes.append(
            scene.say(
                f"The place of {n} of {total} is known: too few to be shown on a map.",
                f"{total}家中仅{n}家的所在地已知，数量过少，不绘制地图。",
            )
        )
        drawn(sketch, found, scene, (0.0, y, sheet.width), limit=18)
        y = sheet.height + 14
    else:
        counts = {one.part: one for one in found if one.part in _units()}
        wide = sheet.width if sheet.narrow else 400.0
        foot = _map(sheet, counts, scene, (0.0, y, wide))
        beside = (0.0, foot + 10) if sheet.narrow else (wide + 8, y)
        drawn(sketch, found, scene, (*beside, sheet.width - beside[0]), limit=18)
        y = max(foot, sheet.height) + 14
    for one in scene.of(plan.statistics[1]) if len(plan.statistics) > 1 else ():
        if one.part not in (*ABSENT, "china"):
            sketch.drew(one, scene.label(one))
    y = sheet.lines(8, y, _abroad(plan, scene), sheet.width - 16, fill=INK)
    if not few:
        sheet.lines(8, y, scene.say(*_SOURCE), sheet.width - 16, size=TINY)
    return sketch


def _abroad(plan: FigurePlan, scene: Scene) -> str:
    """Name the other countries with their counts, "" where there are none."""
    found = scene.of(plan.statistics[1]) if len(plan.statistics) > 1 else []
    words = scene.joined(
        f"{scene.label(one)} {number_text(one.n)}"
        for one in found
        if one.part not in (*ABSENT, "china", "not_applicable") and one.n
    )
    return scene.pair(scene.say("Outside China", "中国以外"), words) if words else ""


@dataclass(frozen=True, slots=True)
class _Unit:
    """Where a unit's label stands and its rings, projected."""

    label: tuple[float, float]
    rings: tuple[tuple[tuple[float, float], ...], ...]


@cache
def _units() -> dict[str, _Unit]:
    content = json.loads(files("expolens.render").joinpath("assets/china.json").read_text("utf-8"))
    return {
        slug: _Unit(
            projected(*(c / 100 for c in unit["label"])),
            tuple(tuple(projected(x / 100, y / 100) for x, y in ring) for ring in unit["rings"]),
        )
        for slug, unit in content.items()
    }


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """Project degrees by Albers' conic on the unit sphere; x grows eastwards, y northwards.

    >>> projected(105, 36)
    (0.0, 0.0)
    """
    first, second = (radians(p) for p in _PARALLELS)
    n = (sin(first) + sin(second)) / 2
    c = cos(first) ** 2 + 2 * n * sin(first)
    rho = sqrt(c - 2 * n * sin(radians(latitude))) / n
    rho0 = sqrt(c - 2 * n * sin(radians(_CENTRE[1]))) / n
    theta = n * (longitude - _CENTRE[0]) * pi / 180
    return rho * sin(theta), rho0 - rho * cos(theta)


def _map(
    sheet: Sheet, counts: dict[str, Statistic], scene: Scene, place: tuple[float, float, float]
) -> float:
    """Draw the units in a box of (left, top, width), and return where it ends."""
    left, top, wide = place
    # In one column there is sea to the right for the labels of the coast.
    shapes, south = _shapes(left, top, wide - 48 if sheet.narrow else wide)
    most = max((one.n for one in counts.values()), default=1) or 1
    fills = {slug: between(sqrt(one.n / most)) for slug, one in counts.items() if one.n}
    for slug, (rings, _) in shapes.items():
        one = counts.get(slug)
        d = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)
        sheet.path(
            d,
            fill=fills.get(slug, GROUND),
            stroke=GROUND if slug in fills else OTHER,
            thick=0.6,
            tip=scene.pair(scene.label(one), scene.printed(one)) if one else "",
        )
    # From the west: what lies on the coast gives way to the sea.
    named = sorted(fills, key=lambda slug: (shapes[slug][1], slug))
    words = [f"{scene.label(counts[slug])} {number_text(counts[slug].n)}" for slug in named]
    wanted = [
        Wanted(shapes[slug][1], width(text, TINY) + 2, TINY + 1)
        for slug, text in zip(named, words, strict=True)
    ]
    frame = (left + 4, top, left + wide - 4, south)
    for slug, text, one_placed in zip(named, words, placed(wanted, frame), strict=True):
        _named(sheet, text, one_placed, shapes[slug], fills[slug])
    sheet.height = max(sheet.height, south)
    return south


Shape = tuple[list[list[Point]], Point]
"""Rings and the point of a label, on the sheet."""


def _shapes(left: float, top: float, wide: float) -> tuple[dict[str, Shape], float]:
    """Return the units as they stand on the sheet, and where the lowest of the land is."""
    rings = {slug: unit.rings for slug, unit in _units().items()}
    points = [point for unit in rings.values() for ring in unit for point in ring]
    # The far islands in the south would make the land small: the frame ends below Hainan.
    limit = projected(110, 17.8)[1]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = max(y for _, y in points), min(y for _, y in points if y > limit)
    scale = (wide - 16) / (east - west)

    def at(point: Point) -> Point:
        return left + 8 + (point[0] - west) * scale, top + 8 + (north - point[1]) * scale

    shapes = {
        slug: (
            [
                [at(point) for point in ring]
                for ring in unit.rings
                if max(y for _, y in ring) > south
            ],
            at(unit.label),
        )
        for slug, unit in _units().items()
    }
    return shapes, top + 8 + (north - south) * scale


def _named(sheet: Sheet, words: str, found: Placed, shape: Shape, fill: str) -> None:
    """Write a label: white where it lies on a dark unit, else dark with a halo; what stands apart is joined to its unit."""
    rings, (x, y) = shape
    if found.leader:
        sheet.line(x, y, *found.leader, stroke=INK, thick=0.6)
        sheet.circle(x, y, 1.4, fill=INK, stroke=GROUND)
    look = {"fill": INK, "halo": GROUND}
    if not found.leader and contrast(fill, GROUND) > 4.5 and _within(found.box, rings):
        look = {"fill": GROUND}
    middle = (found.box[0] + found.box[2]) / 2
    sheet.text(middle, found.box[3] - 2, words, size=TINY, anchor="middle", **look)


def _within(box: Box, rings: list[list[Point]]) -> bool:
    """Tell whether all corners of a box lie in one of the rings (even-odd rule)."""
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return any(all(_holds(ring, corner) for corner in corners) for ring in rings)


def _holds(ring: list[Point], point: Point) -> bool:
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside
