"""A word cloud: horizontal words, size by the square root of the count, nothing cut."""

from __future__ import annotations

from math import sqrt

from expolens.model.protocol import FigurePlan
from expolens.model.statistic import Statistic
from expolens.render.font import font_folder
from expolens.render.ink import ACCENT, WIDTHS
from expolens.render.scene import ABSENT, Scene, Sketch
from expolens.render.svg import Sheet, headed

_HEIGHT, _SEED, _TINT = 340, 7, "#4f9a98"
# How far the ink of a word reaches above its baseline, in its size: Latin words, and those with Chinese in them.
_INK = {True: 0.77, False: 0.86}


def cloud(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw the terms of a counts statistic; what has no room is said in a note, and stands in the data."""
    from wordcloud import WordCloud

    found = [one for one in scene.of(plan.statistics[0]) if one.part not in ABSENT and one.n]
    if not found:
        return None
    sheet = Sheet(f"{plan.id}-{scene.language}", WIDTHS.get(plan.width, 720))
    top = headed(sheet, scene.notice)
    words: dict[str, float] = {}
    by_word: dict[str, Statistic] = {}
    for one in found[: plan.limit or 150]:
        words.setdefault(scene.label(one), sqrt(one.n))
        by_word.setdefault(scene.label(one), one)
    layout = WordCloud(
        font_path=str(font_folder() / "NotoSansSC-cn.ttf"), width=int(sheet.width) - 16, height=_HEIGHT, random_state=_SEED,
        prefer_horizontal=1.0, relative_scaling=1.0, min_font_size=7, max_font_size=46, margin=4, max_words=len(words),
    ).generate_from_frequencies(words)  # fmt: skip
    shown = set()
    for (word, _), size, (down, right), _, _ in layout.layout_:
        one = by_word[word]
        shown.add(word)
        sheet.text(
            8 + right,
            top + down + size * (_INK[word.isascii()]),
            word,
            size=size,
            fill=ACCENT if one.n >= found[0].n / 4 else _TINT,
        )
    sheet.height = top + _HEIGHT
    alt = ", ".join(f"{scene.label(one)} {one.n}" for one in found[:8])
    sketch = Sketch(
        sheet,
        scene.say(
            f"Word cloud of {len(found)} terms; the most frequent: {alt}.",
            f"词云，共{len(found)}个词；频次最高：{alt}。",
        ),
        [],
    )
    for one in found:
        sketch.drew(one, scene.label(one))
    left = len(found) - len(shown)
    if left:
        sketch.notes.append(
            scene.say(
                f"{len(shown)} of {len(found)} terms shown; the others are in the data.",
                f"图中显示{len(found)}个词中的{len(shown)}个，其余见数据文件。",
            )
        )
    return sketch
