"""The participant flow: a box for each population below the one it is cut from, what left to the right with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from expolens.model.population import Population
from expolens.model.protocol import FigurePlan
from expolens.numbers.units import number_text
from expolens.render.font import wrapped
from expolens.render.ink import GROUND, INK, OTHER, SECONDARY, SIZE, SMALL
from expolens.render.leaving import Change, change
from expolens.render.scene import Scene, Sketch
from expolens.render.svg import Sheet, headed
from expolens.wording import word

_LINE, _SIDE_LINE, _STEP = 14.0, 12.5, 16.0


@dataclass(slots=True)
class _Node:
    """A box: what it holds, how many, what happened on the way to it, and the boxes below it."""

    id: str
    label: str
    n: int
    change: Change = field(default_factory=Change)
    below: list[_Node] = field(default_factory=list)


def flow(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw the populations that `statistics` names (their ids) as the tree they are cut in, from the rows of the lists down.

    One that could not be checked is its parent, and no box of its own: the parent's box says so.
    """
    tree = _tree([scene.populations[p] for p in plan.statistics if p in scene.populations], scene)
    if tree is None:
        return None
    sheet = scene.sheet(plan)
    y = headed(sheet, scene.notice)
    layout = _Layout(sheet, scene, *((178.0, 198.0) if sheet.narrow else (330.0, 372.0)))
    sheet.height = layout.node(tree, 8.0, y)
    sketch = Sketch(sheet, " ".join(_told(tree, scene)), [])
    for one in _walked(tree):
        if one.id in scene.populations:
            sketch.statistics.append(f"population:{one.id}")
        sketch.rows.append((one.id, one.label, one.n, None, None))
        for words, n in one.change.left:
            sketch.rows.append((f"{one.id}.left", words, n, None, None))
        for words, n in one.change.added:
            sketch.rows.append((f"{one.id}.added", words, n, None, None))
    end = tree
    while len(end.below) == 1:
        end = end.below[0]
    last, first = number_text(end.n), number_text(tree.n)
    sketch.base = scene.say(
        f"N={first} {tree.label}, n={last} {end.label}",
        f"{tree.label}N={first}，{end.label}n={last}",
    )
    return sketch


def _tree(drawn: Sequence[Population], scene: Scene) -> _Node | None:
    """Return the rows read with the exhibitors they make, and below them each population under its nearest parent that is drawn."""
    if not drawn:
        return None
    rows = sum(one.rows_in for one in scene.sources if one.role == "list")
    included = [one for one in scene.exhibitors if one.listed and one.included]
    out = [one.reason for one in scene.exhibitors if one.listed and not one.included]
    lists = sum(one.role == "list" for one in scene.sources)
    root = _Node(
        "rows",
        word(
            "flow.rows_partial" if scene.study.nature == "partial" else "flow.rows",
            scene.language,
            n=lists,
        ),
        rows,
    )
    joined = rows - len(included) - len(out)
    merged: tuple[tuple[str, int], ...] = (
        ((word("flow.joined", scene.language), joined),) if joined > 0 else ()
    )
    before = root
    if out:
        before = _Node(
            "exhibitors", word("flow.exhibitors", scene.language), len(included) + len(out)
        )
        before.change, merged = Change(merged), _reasons(out, scene)
        root.below.append(before)
    nodes: dict[str, _Node] = {}
    for one in drawn:
        steps = _steps(one, nodes, scene)
        above = nodes.get(steps[0].parent)
        if above and not one.checked:
            above.label = scene.population(one.id)
            nodes[one.id] = above
            continue
        node = _Node(one.id, scene.population(one.id), one.n)
        if above:
            node.change = change(scene, scene.members.get(steps[0].parent, frozenset()), steps)
        else:
            units, same = _units([e.id for e in included], scene)
            own = change(scene, units, steps)
            node.change = Change((*merged, *same, *own.left), own.added)
        (above or before).below.append(node)
        nodes[one.id] = node
    return root


def _units(ids: Sequence[str], scene: Scene) -> tuple[frozenset[str], tuple[tuple[str, int], ...]]:
    """Return exhibitors as the study's units; where these are companies, with how many share one."""
    if not scene.holders:
        return frozenset(ids), ()
    listed = set(ids)
    units = frozenset(unit for unit, held in scene.holders.items() if listed & set(held))
    lost = len(ids) - len(units)
    return units, ((word("flow.company", scene.language), lost),) if lost else ()


def _steps(one: Population, nodes: dict[str, _Node], scene: Scene) -> list[Population]:
    """Return the populations between the nearest ancestor that is drawn and this one, this one last."""
    steps = [one]
    while steps[0].parent in scene.populations and steps[0].parent not in nodes:
        steps.insert(0, scene.populations[steps[0].parent])
    return steps


def _reasons(out: Sequence[str], scene: Scene) -> tuple[tuple[str, int], ...]:
    """Return why rows are no exhibitors', with how many."""
    words = []
    for reason in out:
        kind, _, detail = reason.partition(": ")
        words.append(
            word("excluded.role", scene.language, detail=detail) if kind == "role" else reason
        )
    return tuple(
        sorted(((text, words.count(text)) for text in set(words)), key=lambda x: (-x[1], x[0]))
    )


def _walked(node: _Node) -> Iterator[_Node]:
    yield node
    for below in node.below:
        yield from _walked(below)


def _told(node: _Node, scene: Scene) -> Iterator[str]:
    """Yield the tree in words: the first box, then for each box with others below it what becomes of it."""
    if node.id == "rows":
        yield scene.say(
            f"Participant flow, a tree of boxes. It begins with {node.label}: {number_text(node.n)}.",
            f"参展商流程图，树状。起点为{node.label}：{number_text(node.n)}。",
        )
    parts = []
    for one in node.below:
        less = [
            scene.say(f"less {text} {number_text(n)}", f"减去{text}{number_text(n)}")
            for text, n in one.change.left
        ]
        plus = [
            scene.say(f"plus {text} {number_text(n)}", f"加上{text}{number_text(n)}")
            for text, n in one.change.added
        ]
        why = scene.joined([*less, *plus])
        opened, closed = scene.say(" (", "（"), scene.say(")", "）")
        parts.append(
            f"{one.label} {number_text(one.n)}" + (f"{opened}{why}{closed}" if why else "")
        )
    if parts:
        whole = scene.say("; ", "；").join(parts)
        yield scene.say(f"From {node.label}: {whole}.", f"由{node.label}：{whole}。")
    for one in node.below:
        yield from _told(one, scene)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Boxes end at `right`, what leaves begins at `side`. Of several boxes below one, each has its own arrow, the first the innermost."""

    sheet: Sheet
    scene: Scene
    right: float
    side: float

    def node(self, node: _Node, left: float, y: float) -> float:
        """Draw a box at (left, y) with all below it, and return where they end."""
        y = self._box(node, left, y)
        start, count = y, len(node.below)
        indent = min(_STEP, 60.0 / count) if count else 0.0
        for i, below in enumerate(node.below):
            inner = left + indent * (count - 1 - i)
            x = (left + self.right) / 2 if count == 1 else inner + indent / 2
            foot = self._arrow(below.change, x, start, y)
            y = self.node(below, inner, foot)
        return y

    def _box(self, node: _Node, left: float, y: float) -> float:
        wide = self.right - left
        lines = [*wrapped(node.label, SIZE, wide - 16), f"n={number_text(node.n)}"]
        high = 12 + _LINE * len(lines)
        self.sheet.rect(left, y, wide, high, fill=GROUND, stroke=INK)
        for i, line in enumerate(lines):
            self.sheet.text(left + wide / 2, y + 16 + _LINE * i, line, anchor="middle")
        return y + high

    def _arrow(self, found: Change, x: float, start: float, y: float) -> float:
        """Draw the arrow from the box above (its foot at `start`) past `y` down, who leaves and joins beside it; return its end."""
        at = y + 10
        for lines, leaving in ((found.left, True), (found.added, False)):
            if lines:
                at = self._beside(lines, x, at, leaving=leaving) + 8
        end = max(at + 4, y + 26)
        self.sheet.line(x, start, x, end, stroke=INK)
        self.sheet.path(f"M{x - 4} {end - 7}L{x} {end}L{x + 4} {end - 7}Z", fill=INK)
        return end

    def _beside(
        self, lines: Sequence[tuple[str, int]], x: float, y: float, *, leaving: bool
    ) -> float:
        """Draw a box of reasons with its arrow, away from the flow or into it."""
        wide = self.sheet.width - 8 - self.side
        sign = "" if leaving else "+"
        named = (self.scene.pair(words, f"n={sign}{number_text(n)}") for words, n in lines)
        texts = [part for text in named for part in wrapped(text, SMALL, wide - 12)]
        high = 9 + _SIDE_LINE * len(texts)
        middle = y + high / 2
        self.sheet.rect(self.side, y, wide, high, fill=GROUND, stroke=OTHER)
        for i, text in enumerate(texts):
            at = y + 14 + _SIDE_LINE * i
            self.sheet.text(self.side + 6, at, text, size=SMALL, fill=SECONDARY)
        self.sheet.line(x, middle, self.side, middle, stroke=INK)
        tip, back = (self.side, self.side - 7) if leaving else (x, x + 7)
        self.sheet.path(f"M{back} {middle - 4}L{tip} {middle}L{back} {middle + 4}Z", fill=INK)
        return y + high
