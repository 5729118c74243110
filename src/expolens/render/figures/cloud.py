"""A word cloud: horizontal words, size by the square root of the count, nothing cut."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from expolens.model.protocol import FigurePlan
from expolens.model.statistic import Statistic
from expolens.numbers.units import number_text
from expolens.render.font import width
from expolens.render.ink import ACCENT, SECONDARY, SMALL, TINY, between
from expolens.render.packing import packed
from expolens.render.scene import ABSENT, Scene, Sketch
from expolens.render.svg import headed

# The type size of the most frequent word, and of the rarest: nothing is smaller than can be read.
_LARGEST = {True: 20.0, False: 36.0}
_AIR = 2.0
# How far a word reaches above and below its baseline, in its size: Latin letters, and Chinese ones, which reach further.
_ABOVE, _BELOW = {True: 0.78, False: 0.89}, {True: 0.24, False: 0.13}
# As far as a picture may grow downwards, in its width: a page of a journal, less a caption.
_TALLEST = {True: 2.6, False: 1.2}
_NAMED = 8


def cloud(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw the terms of a counts statistic, the picture as high as they need; what a page has no room for is said inside it and in a note."""
    found = [one for one in scene.of(plan.statistics[0]) if one.part not in ABSENT and one.n]
    if not found:
        return None
    sheet = scene.sheet(plan)
    top = headed(sheet, scene.notice)
    wanted = found[: plan.limit] if plan.limit else found
    sizes = _sizes(wanted, largest=_LARGEST[sheet.narrow])
    words = [scene.label(one) for one in wanted]
    boxes = [_box(word, size) for word, size in zip(words, sizes, strict=True)]
    wide = sheet.width - 16
    spots, high = packed(boxes, wide, wide * _TALLEST[sheet.narrow], rows_first=sheet.narrow)
    dark = found[0].n / 4
    for one, word, size, spot in zip(wanted, words, sizes, spots, strict=True):
        if spot is not None:
            above = size * _ABOVE[word.isascii()]
            fill = ACCENT if one.n >= dark else between(0.85)
            x, y = 8 + spot.left + _AIR, top + spot.top + _AIR / 2 + above
            sheet.text(x, y, word, size=size, fill=fill)
    sheet.height = top + high
    shown = sum(spot is not None for spot in spots)
    sketch = Sketch(sheet, _described(found, shown, scene), [])
    for one in found:
        sketch.drew(one, scene.label(one))
    if shown < len(found):
        words_ = scene.say(
            f"{number_text(shown)} of {number_text(len(found))} terms drawn; all are in the data.",
            f"图中绘出{number_text(len(found))}个词中的{number_text(shown)}个，全部见数据文件。",
        )
        sheet.text(8, sheet.height + 14, words_, size=SMALL, fill=SECONDARY)
        sketch.notes.append(words_)
    return sketch


def _sizes(found: Sequence[Statistic], *, largest: float) -> list[float]:
    """Return type sizes that grow with the square root of the count, from the least that can be read to `largest`."""
    roots = [sqrt(one.n) for one in found]
    most, least = max(roots), min(roots)
    if largest / most * least >= TINY:
        return [largest * root / most for root in roots]
    step = (largest - TINY) / (most - least)
    return [TINY + step * (root - least) for root in roots]


def _box(word: str, size: float) -> tuple[float, float]:
    latin = word.isascii()
    return width(word, size) + 2 * _AIR, size * (_ABOVE[latin] + _BELOW[latin]) + _AIR


def _described(found: list[Statistic], shown: int, scene: Scene) -> str:
    named = scene.joined(f"{scene.label(one)} {number_text(one.n)}" for one in found[:_NAMED])
    k, total = number_text(len(found)), number_text(found[0].N)
    of, title, more = (
        scene.population(found[0].population),
        scene.title(found[0].name),
        len(found) - _NAMED,
    )
    drawn = "" if shown == len(found) else scene.say(f", {shown} of them drawn", f"，绘出{shown}个")
    rest = scene.say(f", and {more} more", f"，另有{more}个") if more > 0 else ""
    missing = found[0].missing
    lacking = scene.say(
        f" Without any: {number_text(missing)}." if missing else "",
        f"无词者{number_text(missing)}家。" if missing else "",
    )
    return scene.say(
        f"Word cloud, {title}: N={total} {of}, {k} terms{drawn}; the most frequent: {named}{rest}.{lacking}",
        f"词云，{title}：{of}，N={total}，共{k}个词{drawn}；频次最高：{named}{rest}。{lacking}",
    )
