"""Horizontal bars: sorted by size unless the axis has an order, the value at the end of each bar, missing last and hatched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from expolens.model.protocol import FigurePlan
from expolens.model.share import Share
from expolens.model.statistic import Statistic
from expolens.numbers.percent import percent_text
from expolens.numbers.units import number_text
from expolens.render.font import cut, width
from expolens.render.ink import ACCENT, INK, OTHER, RULE, SECONDARY, SIZE
from expolens.render.scene import ABSENT, Scene, Sketch
from expolens.render.svg import headed

_LINE, _BAR, _GAP = 13.0, 13.0, 7.0
_NAMED = 6


def bars(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw one counts statistic; with `limit` the rest is one grey bar that says how many categories it holds."""
    found = scene.of(plan.statistics[0])
    if not found:
        return None
    sheet = scene.sheet(plan)
    sketch = Sketch(sheet, "", [])
    if unknown(sketch, found, scene):
        return sketch
    top = headed(sheet, scene.notice)
    drawn(sketch, found, scene, (0.0, top, sheet.width), limit=plan.limit)
    kind = scene.say("Bar chart", "条形图")
    sketch.alt = described(kind, found, scene)
    return sketch


def unknown(sketch: Sketch, found: list[Statistic], scene: Scene) -> bool:
    """Tell whether nobody has a value, and leave a line that says so in place of the picture."""
    if any(one.n for one in found if one.part not in ABSENT):
        return False
    absent = [one for one in found if one.part in ABSENT and one.n]
    if not absent:
        return False
    title, total = scene.title(found[0].name), number_text(found[0].N)
    reasons = scene.joined(f"{scene.label(one)} {number_text(one.n)}" for one in absent)
    sketch.alt = scene.say(
        f"{title[:1].upper()}{title[1:]}: none of {total} has a value ({reasons}), so there is no figure.",
        f"{title}：{total}家均无可用数值（{reasons}），故不作图。",
    )
    for one in absent:
        sketch.drew(one, scene.label(one))
    return True


@dataclass(frozen=True, slots=True)
class _Row:
    """One bar: its name in lines, its count and what is printed at its end; `look` is known, missing or rest."""

    lines: tuple[str, ...]
    n: int
    value: str
    tip: str
    look: str


def drawn(
    sketch: Sketch,
    found: list[Statistic],
    scene: Scene,
    place: tuple[float, float, float],
    *,
    limit: int = 0,
) -> None:
    """Draw bars at (left, top, width) on a sketch; names are broken to two lines before they are cut."""
    left, top, wide = place
    names = [scene.label(one) for one in found]
    room = min(max((width(name, SIZE) for name in names), default=40) + 12, wide * 0.42)
    rows = list(_rows(sketch, found, scene, limit=limit, room=room - 10))
    most = max((row.n for row in rows), default=1) or 1
    value_room = max((width(row.value, SIZE) for row in rows), default=60) + 10
    span = wide - room - value_room - 4
    sheet = sketch.sheet
    y = top
    for row in rows:
        high = _LINE * len(row.lines) + _GAP
        middle = y + high / 2
        ink = SECONDARY if row.look == "rest" else INK
        for i, line in enumerate(row.lines):
            at = middle + 4 + _LINE * (i - (len(row.lines) - 1) / 2)
            sheet.text(left + room - 6, at, line, anchor="end", fill=ink)
        long = span * row.n / most
        if row.look != "rest":
            fill = sheet.hatch if row.look == "missing" else ACCENT
            edge = {"stroke": OTHER} if row.look == "missing" else {}
            long = max(long, 0.75 if row.n else 0)
            sheet.rect(left + room, middle - _BAR / 2, long, _BAR, fill=fill, tip=row.tip, **edge)
        sheet.text(left + room + long + 6, middle + 4, row.value, fill=ink)
        y += high
    sheet.line(left + room, top, left + room, y, stroke=RULE)
    sheet.height = max(sheet.height, y)


def _rows(
    sketch: Sketch, found: list[Statistic], scene: Scene, *, limit: int, room: float
) -> Iterator[_Row]:
    """Yield the bars in order: categories, what is over the limit as one, what lies outside them (abroad), the missing."""
    apart = ("not_applicable", *ABSENT)
    present = [one for one in found if one.part not in apart]
    shown, rest = (present[:limit], present[limit:]) if limit else (present, [])
    for one in shown:
        yield _row(sketch, one, scene, room)
    if rest:
        words = scene.say(f"{len(rest)} more", f"其余{len(rest)}项")
        most, least = number_text(rest[0].n), number_text(rest[-1].n)
        span = most if most == least else scene.say(f"{least} to {most}", f"{least}–{most}")
        yield _Row((words,), 0, scene.say(f"{span} each", f"各{span}家"), "", "rest")
        for one in rest:
            sketch.drew(one, scene.label(one))
    for one in found:
        if one.part == "not_applicable":
            yield _row(sketch, one, scene, room)
    for one in found:
        if one.part in ABSENT and one.n:
            yield _row(sketch, one, scene, room)


def _row(sketch: Sketch, one: Statistic, scene: Scene, room: float) -> _Row:
    name = scene.label(one)
    share = percent_text(Share(one.n, one.N), scene.study.style)
    sketch.drew(one, name)
    return _Row(
        tuple(cut(name, SIZE, room, lines=2)),
        one.n,
        f"{number_text(one.n)} ({share})",
        scene.pair(name, scene.printed(one)),
        "missing" if one.part in ABSENT else "known",
    )


def described(kind: str, found: list[Statistic], scene: Scene) -> str:
    """Return the alternative text of a distribution: what it is of, how many categories, the largest, how many more, the missing."""
    present = [one for one in found if one.part not in ABSENT and one.n]
    ranked = sorted(present, key=lambda one: -one.n)
    named = scene.joined(f"{scene.label(one)} {number_text(one.n)}" for one in ranked[:_NAMED])
    more, k = len(ranked) - _NAMED, len(ranked)
    absent = [one for one in found if one.part in ABSENT and one.n]
    of, title, total = (
        scene.population(found[0].population), scene.title(found[0].name), number_text(found[0].N),
    )  # fmt: skip
    text = scene.say(
        f"{kind}, {title}: N={total} {of}, {k} {'category' if k == 1 else 'categories'}: {named}",
        f"{kind}，{title}：{of}，N={total}，共{k}类：{named}",
    )
    text += scene.say(f", and {more} more", f"，另有{more}类") if more > 0 else ""
    text += scene.say(". ", "。")
    if absent:
        words = scene.joined(f"{scene.label(one)} {number_text(one.n)}" for one in absent)
        return text + scene.say(f"Missing: {words}.", f"缺失：{words}。")
    return text + scene.say("None missing.", "无缺失。")
