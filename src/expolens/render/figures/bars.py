"""Horizontal bars: sorted by size unless the axis has an order, the value at the end of each bar, missing last and hatched."""

from __future__ import annotations

from expolens.model.protocol import FigurePlan
from expolens.model.share import Share
from expolens.model.statistic import Statistic
from expolens.numbers.percent import percent_text
from expolens.render.font import fitted, width
from expolens.render.ink import ACCENT, OTHER, RULE, SIZE, WIDTHS
from expolens.render.scene import ABSENT, Scene, Sketch
from expolens.render.svg import Sheet, headed

_ROW, _BAR = 22.0, 14.0


def bars(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw one counts statistic; with `limit` the rest is one grey bar that says how many categories it holds."""
    found = scene.of(plan.statistics[0])
    if not found:
        return None
    sheet = Sheet(f"{plan.id}-{scene.language}", WIDTHS.get(plan.width, 720))
    top = headed(sheet, scene.notice)
    sketch = Sketch(sheet, "", [])
    drawn(sketch, found, scene, (0.0, top, sheet.width), limit=plan.limit)
    sketch.alt = described(found, scene, limit=plan.limit)
    return sketch


def drawn(
    sketch: Sketch,
    found: list[Statistic],
    scene: Scene,
    place: tuple[float, float, float],
    *,
    limit: int = 0,
) -> None:
    """Draw bars at (left, top, width) on a sketch."""
    left, top, wide = place
    present = [one for one in found if one.part not in ABSENT]
    absent = [one for one in found if one.part in ABSENT and one.n]
    shown, rest = (present[:limit], present[limit:]) if limit else (present, [])
    rows = [*shown, *absent]
    names = [scene.label(one) for one in rows]
    if rest:
        names.append(_rest(rest, scene))
    room = min(max((width(name, SIZE) for name in names), default=40) + 12, wide * 0.42)
    most = max((one.n for one in rows), default=1) or 1
    value_room = max(width(_value(one, scene), SIZE) for one in rows) + 14 if rows else 60
    span = wide - room - value_room - 8
    sheet = sketch.sheet
    y = top
    for one in rows:
        name = scene.label(one)
        sheet.text(left + room - 6, y + 14, fitted(name, SIZE, room - 8), anchor="end")
        fill = sheet.hatch if one.part in ABSENT else ACCENT
        tip = f"{name}: {scene.printed(one)}"
        sheet.rect(
            left + room,
            y + 4,
            max(span * one.n / most, 0.75 if one.n else 0),
            _BAR,
            fill=fill,
            tip=tip,
            **({"stroke": OTHER} if one.part in ABSENT else {}),
        )
        sheet.text(left + room + span * one.n / most + 6, y + 15, _value(one, scene))
        sketch.drew(one, name)
        y += _ROW
    sheet.line(left + room, top, left + room, y + 2, stroke=RULE)
    if rest:
        sheet.text(
            left + room - 6, y + 14, fitted(names[-1], SIZE, room - 8), anchor="end", fill=OTHER
        )
        words = scene.say(
            f"1 to {rest[0].n} each" if rest[0].n > 1 else "1 each",
            f"各{rest[-1].n}–{rest[0].n}家" if rest[0].n > rest[-1].n else f"各{rest[0].n}家",
        )
        sheet.text(left + room + 6, y + 14, words, fill=OTHER)
        for one in rest:
            sketch.drew(one, scene.label(one))
    sheet.height = max(sheet.height, y + 4)


def _rest(rest: list[Statistic], scene: Scene) -> str:
    return scene.say(f"{len(rest)} more", f"其余{len(rest)}项")


def _value(one: Statistic, scene: Scene) -> str:
    return f"{one.n} ({percent_text(Share(one.n, one.N), scene.study.style)})"


def described(found: list[Statistic], scene: Scene, *, limit: int = 0) -> str:
    """Return the alternative text of a distribution: what it is of, and its largest categories with the missing."""
    present = [one for one in found if one.part not in ABSENT]
    ranked = sorted(present, key=lambda one: -one.n)[: min(limit or 6, 6)]
    absent = [one for one in found if one.part in ABSENT and one.n]
    parts = ", ".join(f"{scene.label(one)} {one.n}" for one in (*ranked, *absent))
    return scene.say(
        f"Bar chart of {found[0].N} exhibitors: {parts}.",
        f"条形图，共{found[0].N}家参展商：{parts}。",
    )
