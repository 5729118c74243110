"""The provinces of China by count, a bar of the same data beside them, other countries named below."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, pi, radians, sin, sqrt

from expolens.model.protocol import FigurePlan
from expolens.model.statistic import Statistic
from expolens.render.figures.bars import described, drawn
from expolens.render.ink import RULE, SECONDARY, SMALL, between
from expolens.render.scene import ABSENT, Scene, Sketch
from expolens.render.svg import Sheet, headed

_SOURCE = (
    "Boundaries: Apache ECharts 4.9.0, simplified; no statement on any border.",
    "底图：Apache ECharts 4.9.0（经简化），不代表任何边界立场；正式发表请使用审图号地图。",
)
# Albers equal-area conic with the parallels used for maps of China (Snyder, USGS Professional Paper 1395, 1987, p. 98).
_PARALLELS, _CENTRE = (25.0, 47.0), (105.0, 36.0)


def china(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw a counts statistic by province; a second statistic, by country, is named under it."""
    found = scene.of(plan.statistics[0])
    if not any(one.part in _units() for one in found):
        return None
    sheet = Sheet(f"{plan.id}-{scene.language}", 720)
    top = headed(sheet, scene.notice)
    sketch = Sketch(sheet, described(found, scene), [])
    counts = {one.part: one for one in found}
    _map(sheet, counts, scene, (0.0, top, 430.0))
    foot = sheet.height
    drawn(sketch, found, scene, (440.0, top, 280.0), limit=18)
    y = max(foot, top + 330) + 14
    if len(plan.statistics) > 1:
        abroad = [one for one in scene.of(plan.statistics[1]) if one.part not in (*ABSENT, "china")]
        if abroad:
            words = ", ".join(f"{scene.label(one)} {one.n}" for one in abroad)
            sheet.text(
                10, y, scene.say(f"Outside China: {words}", f"中国以外：{words}"), size=SMALL
            )
            for one in abroad:
                sketch.drew(one, scene.label(one))
            y += 16
    sheet.fit(10, y, scene.say(*_SOURCE), 420, size=SMALL - 1, fill=SECONDARY)
    sheet.height = max(sheet.height, y + 4)
    return sketch


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
) -> None:
    """Draw the units in a box of (left, top, width)."""
    left, top, wide = place
    lines = {slug: unit.rings for slug, unit in _units().items()}
    xs = [x for rings in lines.values() for ring in rings for x, _ in ring]
    # The far islands in the south would make the land small: the frame ends below Hainan.
    ys = [
        y
        for rings in lines.values()
        for ring in rings
        for _, y in ring
        if y > projected(110, 17.8)[1]
    ]
    scale = (wide - 16) / (max(xs) - min(xs))
    most = max((one.n for one in counts.values() if one.part not in ABSENT), default=1) or 1

    west, north, south = min(xs), max(ys), min(ys)

    def at(x: float, y: float) -> tuple[float, float]:
        return left + 8 + (x - west) * scale, top + 8 + (north - y) * scale

    for slug, rings in lines.items():
        one = counts.get(slug)
        shape = [r for r in rings if max(y for _, y in r) > south]
        d = "".join(
            "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (at(*point) for point in ring)) + "Z"
            for ring in shape
        )
        fill = between(sqrt(one.n / most)) if one and one.n else "#ffffff"
        sheet.path(
            d,
            fill=fill,
            stroke="#8c959f" if not (one and one.n) else "#ffffff",
            thick=0.6,
            tip=f"{scene.label(one)}: {scene.printed(one)}" if one else "",
        )
    for slug, unit in _units().items():
        one = counts.get(slug)
        if one and one.n:
            x, y = at(*unit.label)
            dx, dy = _NUDGE.get(slug, (0, 0))
            sheet.text(
                x + dx, y + dy + 3, f"{scene.label(one)} {one.n}", size=9, anchor="middle", halo="1"
            )
    sheet.height = max(sheet.height, top + 8 + (north - south) * scale)
    sheet.line(left, sheet.height + 2, left + wide, sheet.height + 2, stroke=RULE, thick=0.5)


# Labels of small neighbours, moved apart (pixels at this size).
_NUDGE = {
    "beijing": (-16, -8), "tianjin": (26, 5), "shanghai": (26, 2), "zhejiang": (4, 10), "hebei": (-6, 14),
    "hong_kong": (26, 8), "macao": (-22, 14), "jiangsu": (8, -2), "inner_mongolia": (0, 10),
    "chongqing": (0, 9), "sichuan": (-8, -4), "shaanxi": (-6, -12), "henan": (4, 0), "anhui": (-2, 6), "ningxia": (-12, -4),
}  # fmt: skip
