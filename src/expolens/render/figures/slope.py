"""Two rankings side by side, a line for each term that is in both."""

from __future__ import annotations

from dataclasses import dataclass

from expolens.model.protocol import FigurePlan
from expolens.model.statistic import Statistic
from expolens.numbers.units import number_text
from expolens.render.font import cut, width
from expolens.render.ink import ACCENT, INK, SECONDARY, SIZE, SMALL
from expolens.render.scene import ABSENT, Scene, Sketch
from expolens.render.svg import Sheet, headed

_LINE, _GAP = 13.0, 6.0


def slope(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw the first `limit` (15) terms of two counts statistics with their ranks; a rank that is shared has a "=" before it."""
    k = plan.limit or 15
    whole = [
        [one for one in scene.of(name) if one.part not in ABSENT and one.n]
        for name in plan.statistics[:2]
    ]
    sides = [side[:k] for side in whole]
    if len(sides) < 2 or not all(sides):
        return None
    sheet = scene.sheet(plan)
    top = headed(sheet, scene.notice) + 12
    gap = 32.0 if sheet.narrow else 150.0
    columns = [
        _Column((sheet.width - gap) / 2, -1, 8.0, scene),
        _Column((sheet.width + gap) / 2, 1, sheet.width - 8, scene),
    ]
    heads = [
        cut(
            f"{scene.title(side[0].name)}{scene.say(', ', '，')}N={number_text(side[0].N)}",
            SMALL,
            one.room,
            lines=2,
        )
        for side, one in zip(sides, columns, strict=True)
    ]
    for column, lines in zip(columns, heads, strict=True):
        column.head(sheet, lines, top)
    rows = [
        [cut(scene.label(one), SIZE, column.room, lines=2) for one in side]
        for side, column in zip(sides, columns, strict=True)
    ]
    tops, foot = _tops(rows, top + 12 * max(map(len, heads)) + 12)
    middles = [{one.part: y - 4 for one, y in zip(side, tops, strict=False)} for side in sides]
    for part in (part for part in middles[0] if part in middles[1]):
        ends = (columns[0].edge + 6, columns[1].edge - 6)
        sheet.line(ends[0], middles[0][part], ends[1], middles[1][part], stroke=ACCENT, thick=1.5)
    for i, (column, side) in enumerate(zip(columns, sides, strict=True)):
        for one, lines, y, rank in zip(side, rows[i], tops, ranked(side), strict=False):
            fill = INK if one.part in middles[1 - i] else SECONDARY
            column.row(sheet, (rank, number_text(one.n), lines), y, fill=fill)
    sheet.height = foot
    return _told(Sketch(sheet, "", []), whole, sides, scene)


@dataclass(frozen=True, slots=True)
class _Column:
    """One ranking: from the edge next to the lines, in the direction `way`, the rank, the count and the name, as far as `end`."""

    edge: float
    way: int
    end: float
    scene: Scene

    @property
    def room(self) -> float:
        """Return how wide a name may be."""
        return abs(self.end - self.edge) - self._names

    @property
    def _names(self) -> float:
        return 2 * width("=00", SIZE) + 8

    @property
    def anchor(self) -> str:
        """Return which end of a text stands at the edge."""
        return "end" if self.way < 0 else "start"

    def head(self, sheet: Sheet, lines: list[str], y: float) -> None:
        """Write what the column is of, and what stands below."""
        for i, line in enumerate(lines):
            x = self.edge + self.way * self._names
            sheet.text(x, y + i * 12, line, size=SMALL, anchor=self.anchor, fill=SECONDARY)
        for i, words in enumerate((self.scene.say("rank", "名次"), "n")):
            x = self.edge + self.way * i * (self._names / 2)
            sheet.text(x, y, words, size=SMALL, anchor=self.anchor, fill=SECONDARY)

    def row(self, sheet: Sheet, given: tuple[str, str, list[str]], y: float, *, fill: str) -> None:
        """Write one term."""
        rank, n, lines = given
        sheet.text(self.edge, y, rank, anchor=self.anchor, fill=fill)
        sheet.text(self.edge + self.way * self._names / 2, y, n, anchor=self.anchor, fill=fill)
        for i, line in enumerate(lines):
            x = self.edge + self.way * self._names
            sheet.text(x, y + i * _LINE, line, anchor=self.anchor, fill=fill)


def _tops(rows: list[list[list[str]]], first: float) -> tuple[list[float], float]:
    """Return the first baseline of each rank, the same on both sides, and where they end."""
    tops, y = [], first
    for i in range(max(map(len, rows))):
        tops.append(y)
        y += _GAP + _LINE * max(len(side[i]) for side in rows if i < len(side))
    return tops, y - _LINE


def ranked(side: list[Statistic]) -> list[str]:
    """Return the rank of each, equal counts sharing the best one, with "=" before it."""
    counts = [one.n for one in side]
    return [f"{'=' if counts.count(n) > 1 else ''}{counts.index(n) + 1}" for n in counts]


def _told(
    sketch: Sketch, whole: list[list[Statistic]], sides: list[list[Statistic]], scene: Scene
) -> Sketch:
    """Add the alternative text, the note on ties, and the data."""
    shared = {one.part for one in sides[0]} & {one.part for one in sides[1]}
    names = scene.joined(scene.label(one) for one in sides[0] if one.part in shared)
    firsts = [
        scene.joined(f"{scene.label(one)} {number_text(one.n)}" for one in side[:3])
        for side in sides
    ]
    titles = [scene.title(side[0].name) for side in sides]
    sketch.alt = scene.say(
        f"Two rankings side by side. {titles[0]}, {len(sides[0])} of {len(whole[0])} terms, first {firsts[0]}; "
        f"{titles[1]}, {len(sides[1])} of {len(whole[1])} terms, first {firsts[1]}. In both: {names or 'none'}.",
        f"两组排名并列。{titles[0]}：列出{len(whole[0])}个词中的{len(sides[0])}个，居首者{firsts[0]}；"
        f"{titles[1]}：列出{len(whole[1])}个词中的{len(sides[1])}个，居首者{firsts[1]}。共同出现：{names or '无'}。",
    )
    if any("=" in rank for side in sides for rank in ranked(side)):
        sketch.notes.append(scene.say("Ranks that are shared have a =.", "并列名次前加“=”。"))
    for side, all_, title in zip(sides, whole, titles, strict=True):
        left = sum(one.n == side[-1].n for one in all_[len(side) :])
        if left:
            sketch.notes.append(
                scene.say(
                    f"{title[:1].upper()}{title[1:]}: {left} more with the count of the last ({side[-1].n}) {'is' if left == 1 else 'are'} not shown.",
                    f"{title}：另有{left}个词与末位频数相同（{side[-1].n}），未列出。",
                )
            )
    for one in (*sides[0], *sides[1]):
        sketch.drew(one, scene.label(one))
    return sketch
