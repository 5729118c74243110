"""The exhibitor list itself: its first rows, with how many of how many are shown."""

from __future__ import annotations

from dataclasses import dataclass

from expolens.model.exhibitor import Exhibitor
from expolens.model.protocol import FigurePlan
from expolens.model.text import Text
from expolens.numbers.units import number_text
from expolens.render.font import cut, width
from expolens.render.ink import INK, RULE, SECONDARY, SMALL
from expolens.render.scene import Scene, Sketch
from expolens.render.svg import Sheet, headed

_LINE, _GAP, _AIR = 13.0, 7.0, 14.0
_SIZE = 10.0


def excerpt(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw the name, and where they are known the booth and the keywords, of the first exhibitors listed."""
    listed = [one for one in scene.exhibitors if one.listed and one.included]
    if not listed:
        return None
    shown = listed[: plan.limit or 12]
    sheet = scene.sheet(plan)
    y = headed(sheet, scene.notice)
    terms: dict[str, list[str]] = {}
    for label in scene.labels:
        if label.vocabulary == "keyword":
            words = Text(label.en, label.zh).within(scene.language)
            terms.setdefault(label.exhibitor, []).append(words)
    columns = [
        _Column(
            scene.say("Exhibitor", "参展商"),
            tuple(one.name or scene.say("(no name)", "（无名称）") for one in shown),
        ),
        _Column(scene.say("Booth", "展位号"), tuple(scene.joined(one.booths) for one in shown)),
        _Column(
            scene.say("Keywords", "关键词"),
            tuple(scene.joined(terms.get(one.id, ())) for one in shown),
        ),
    ]
    columns = [column for column in columns if any(column.cells)]
    y = _table(sheet, columns, y)
    k, total = number_text(len(shown)), number_text(len(listed))
    sheet.text(
        8,
        y + 8,
        scene.say(f"{k} of {total} shown", f"共{total}家，列出{k}家"),
        size=SMALL,
        fill=SECONDARY,
    )
    return _told(sheet, [column.head for column in columns], listed, len(shown), scene)


@dataclass(frozen=True, slots=True)
class _Column:
    """A head with what stands below it, "" for nothing."""

    head: str
    cells: tuple[str, ...]

    @property
    def wide(self) -> float:
        """Return the room that the widest of its texts asks for on one line."""
        return max(width(text, _SIZE) for text in (self.head, *self.cells)) + 2


def _table(sheet: Sheet, columns: list[_Column], y: float) -> float:
    """Draw columns as wide as what they hold asks for; a text is broken to two lines, three in one column, before it is cut."""
    rooms = _rooms(
        [column.wide for column in columns], sheet.width - 16 - _AIR * (len(columns) - 1)
    )
    lefts = [8 + sum(rooms[:i]) + _AIR * i for i in range(len(rooms))]
    sheet.line(8, y, sheet.width - 8, y, stroke=INK)
    for x, column in zip(lefts, columns, strict=True):
        sheet.text(x, y + 15, column.head, size=_SIZE, fill=SECONDARY)
    y += 22
    sheet.line(8, y, sheet.width - 8, y, stroke=INK, thick=0.75)
    for row in zip(*(column.cells for column in columns), strict=True):
        broken = [
            cut(text or "–", _SIZE, room, lines=3 if sheet.narrow else 2)
            for text, room in zip(row, rooms, strict=True)
        ]
        for x, lines in zip(lefts, broken, strict=True):
            for i, line in enumerate(lines):
                fill = SECONDARY if line == "–" else INK
                sheet.text(x, y + 14 + i * _LINE, line, size=_SIZE, fill=fill)
        y += _GAP + _LINE * max(map(len, broken))
        sheet.line(8, y, sheet.width - 8, y, stroke=RULE, thick=0.5)
    return y + 6


def _rooms(wanted: list[float], room: float) -> list[float]:
    """Share out a width: what asks for less than an equal part gets what it asks for, the others share the rest.

    >>> _rooms([50, 400, 300], 450), _rooms([50, 100], 450)
    ([50, 200.0, 200.0], [50, 100])
    """
    if sum(wanted) <= room:
        return wanted
    given: dict[int, float] = {}
    for i in sorted(range(len(wanted)), key=lambda i: wanted[i]):
        equal = (room - sum(given.values())) / (len(wanted) - len(given))
        given[i] = min(wanted[i], equal)
    return [given[i] for i in range(len(wanted))]


def _told(sheet: Sheet, heads: list[str], listed: list[Exhibitor], k: int, scene: Scene) -> Sketch:
    shown, total = number_text(k), number_text(len(listed))
    also = scene.joined(head if scene.language == "zh" else head.lower() for head in heads[1:])
    alt = scene.say(
        f"Table of the first {shown} of {total} exhibitors on the list{f', with {also}' if also else ', their names only'}.",
        f"名单前{shown}家参展商（共{total}家）{f'及其{also}' if also else '，仅列名称'}。",
    )
    sketch = Sketch(sheet, alt, [])
    sketch.base = scene.say(f"n={shown} of N={total}", f"n={shown}，N={total}")
    sketch.rows = [(one.id, one.name, None, None, None) for one in listed]
    return sketch
