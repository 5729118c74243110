"""Decode and simplify the map of China of Apache ECharts: `python tools/make_boundaries.py china.json`.

The file is `map/json/china.json` in the npm package echarts@4.9.0 (Apache-2.0). Rings are kept as longitude and latitude in hundredths
of a degree, simplified by Douglas and Peucker; islands smaller than a dot are left out unless they are all a unit has.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from expolens.values.places import province

TARGET = Path(__file__).parents[1] / "src/expolens/render/assets/china.json"
TOLERANCE = 0.04
SMALLEST = 0.02
Point = tuple[float, float]


def decoded(text: str, offset: list[int]) -> list[Point]:
    """Undo ECharts' delta coding of one ring."""
    x, y = offset
    points = []
    for i in range(0, len(text) - 1, 2):
        steps = [ord(char) - 64 for char in text[i : i + 2]]
        dx, dy = ((step >> 1) ^ -(step & 1) for step in steps)
        x, y = x + dx, y + dy
        points.append((x / 1024, y / 1024))
    return points


def simplified(points: list[Point], tolerance: float) -> list[Point]:
    """Simplify a line by Douglas and Peucker."""
    if len(points) < 3:
        return points
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    far, where = 0.0, 0
    for i, (x, y) in enumerate(points[1:-1], 1):
        away = (
            abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length
            if length
            else ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5
        )
        if away > far:
            far, where = away, i
    if far <= tolerance:
        return [points[0], points[-1]]
    return simplified(points[: where + 1], tolerance)[:-1] + simplified(points[where:], tolerance)


def area(points: list[Point]) -> float:
    """Return the area of a ring in square degrees."""
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def main(path: str) -> None:
    """Write slug, label point and rings of every unit."""
    content = json.loads(Path(path).read_text("utf-8"))
    units = {}
    for feature in content["features"]:
        shape = feature["geometry"]
        groups = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        offsets = (
            shape["encodeOffsets"] if shape["type"] == "MultiPolygon" else [shape["encodeOffsets"]]
        )
        rings = [
            decoded(t, o)
            for texts, starts in zip(groups, offsets, strict=True)
            for t, o in zip(texts, starts, strict=True)
        ]
        largest = max(rings, key=area)
        kept = [r for r in rings if r is largest or area(r) > SMALLEST]
        slug = province(feature["properties"]["name"]).value
        if slug is None:
            print("left out:", feature["properties"]["name"])
            continue
        lines = [simplified(r, min(TOLERANCE, area(r) ** 0.5 / 12)) for r in kept]
        units[slug] = {
            "label": [round(c * 100) for c in feature["properties"]["cp"]],
            "rings": [
                [[round(x * 100), round(y * 100)] for x, y in line]
                for line in lines
                if len(line) > 3
            ],
        }
    TARGET.write_text(
        json.dumps(dict(sorted(units.items())), separators=(",", ":")) + "\n", "utf-8", newline="\n"
    )
    print(f"{len(units)} units, {TARGET.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1])
