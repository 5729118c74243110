"""The participant flow: boxes with n, what left to the right with its reason."""

from __future__ import annotations

from collections import Counter

from expolens.model.population import Population
from expolens.model.protocol import FigurePlan
from expolens.render.font import wrapped
from expolens.render.ink import INK, RULE, SECONDARY, SMALL
from expolens.render.scene import Scene, Sketch
from expolens.render.svg import Sheet, headed
from expolens.wording import word

_BOX, _SIDE, _GAP = 300.0, 260.0, 26.0


def flow(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw the chain of populations that `statistics` names (their ids), from the rows of the lists down."""
    chain = [scene.populations[name] for name in plan.statistics if name in scene.populations]
    if not chain:
        return None
    sheet = Sheet(f"{plan.id}-{scene.language}", 640)
    y = headed(sheet, scene.notice)
    rows = sum(one.listed for one in scene.exhibitors)
    out = Counter(one.reason for one in scene.exhibitors if one.listed and not one.included)
    if out:
        y = _box(sheet, y, scene.say("on the official lists", "官方名单所列"), rows, scene)
        y = _leaving(sheet, y, [_reason(scene, reason, n) for reason, n in out.most_common()])
    for before, one in zip([None, *chain], chain, strict=False):
        if before is not None:
            y = _leaving(sheet, y, _left(before, one, scene))
        y = _box(sheet, y, scene.population(one.id), one.n, scene)
    sheet.height = y
    words = " → ".join(f"{scene.population(one.id)} {one.n}" for one in chain)
    sketch = Sketch(sheet, scene.say(f"Participant flow: {words}.", f"参展商流程：{words}。"), [])
    sketch.rows = [(one.id, scene.population(one.id), one.n, None, None) for one in chain]
    return sketch


def _reason(scene: Scene, reason: str, n: int) -> str:
    kind, _, detail = reason.partition(": ")
    words = word(f"excluded.{kind}", scene.language, detail=detail) if kind == "role" else reason
    return f"{words}: n={n}"


def _left(before: Population, after: Population, scene: Scene) -> list[str]:
    """Return what stands beside the arrow between two boxes."""
    if not after.checked:
        return []
    lines = []
    if after.id == "attended":
        inside = [one for one in scene.exhibitors if one.listed and one.included]
        for status in ("absent", "unclear"):
            n = sum(one.attendance == status for one in inside)
            if n:
                lines.append(f"{word(f'attendance.{status}', scene.language)}: n={n}")
        added = sum(
            1
            for one in scene.exhibitors
            if not one.listed and one.included and one.attendance == "present"
        )
        if added:
            lines.append(
                scene.say(
                    f"present but not listed, added: n={added}", f"到场但未列名，计入：n={added}"
                )
            )
        return lines
    lost = before.n - after.n
    if lost:
        label = scene.say("not in this group", "不属于该组")
        lines.append(f"{label}: n={lost}")
    if after.unknown:
        lines.append(
            scene.say(f"could not be judged: n={after.unknown}", f"无法判断：n={after.unknown}")
        )
    return lines


def _box(sheet: Sheet, y: float, words: str, n: int, scene: Scene) -> float:
    lines = wrapped(words, 12, _BOX - 24)
    high = 24 + 17 * len(lines) + 8
    sheet.rect(16, y, _BOX, high, fill="#ffffff", stroke=INK)
    for i, line in enumerate(lines):
        sheet.text(16 + _BOX / 2, y + 20 + 17 * i, line, anchor="middle")
    sheet.text(
        16 + _BOX / 2, y + 20 + 17 * len(lines), scene.say(f"n={n}", f"n={n}"), anchor="middle"
    )
    return y + high


def _leaving(sheet: Sheet, y: float, lines: list[str]) -> float:
    """Draw the arrow down, and what leaves to the right of it."""
    texts = [part for line in lines for part in wrapped(line, SMALL + 1, _SIDE - 20)]
    high = max(2 * _GAP, 14 + 16 * len(texts) + 22)
    middle = 16 + _BOX / 2
    sheet.line(middle, y, middle, y + high, stroke=INK)
    sheet.path(
        f"M{middle - 4} {y + high - 7}L{middle} {y + high}L{middle + 4} {y + high - 7}Z", fill=INK
    )
    if texts:
        box = 14 + 16 * len(texts)
        at = y + (high - box) / 2
        left = 16 + _BOX + 36
        sheet.line(middle, y + high / 2, left, y + high / 2, stroke=INK)
        sheet.path(
            f"M{left - 7} {y + high / 2 - 4}L{left} {y + high / 2}L{left - 7} {y + high / 2 + 4}Z",
            fill=INK,
        )
        sheet.rect(left, at, _SIDE, box, fill="#ffffff", stroke=RULE)
        for i, line in enumerate(texts):
            sheet.text(left + 10, at + 18 + 16 * i, line, size=SMALL + 1, fill=SECONDARY)
    return y + high
