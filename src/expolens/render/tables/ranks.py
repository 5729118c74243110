"""Two rankings side by side, as the reference study's Table 3."""

from __future__ import annotations

from expolens.model.document import Cell, Table
from expolens.model.protocol import TablePlan
from expolens.model.statistic import Statistic
from expolens.numbers.units import number_text
from expolens.render.scene import ABSENT, Scene


def ranks(plan: TablePlan, scene: Scene) -> Table | None:
    """Print the first `limit` categories of one or two counts statistics; notes say what the cut does to ties."""
    k = plan.limit or 15
    names = [name for name in plan.statistics if scene.of(name)]
    if not names:
        return None
    sides = [[one for one in scene.of(name) if one.part not in ABSENT] for name in names]
    header = [Cell(scene.say("Rank", "排名"), align="right")]
    notes: list[str] = []
    for name, side in zip(names, sides, strict=True):
        total = number_text(side[0].N if side else 0)
        label = next(
            (
                p.label.within(scene.language)
                for p in scene.study.protocol.statistics
                if p.id == name
            ),
            name,
        )
        header += [
            Cell(label, notes=(len(notes),)),
            Cell(scene.say(f"n (of {total})", f"n（共{total}）"), align="right"),
        ]
        notes.append(_ties(label, side, k, scene))
    rows = []
    for i in range(min(k, max(map(len, sides)))):
        cells = [Cell(str(i + 1), align="right")]
        for side in sides:
            one = side[i] if i < len(side) else None
            cells += (
                [Cell(scene.label(one)), Cell(number_text(one.n), one.id, align="right")]
                if one
                else [Cell(""), Cell("")]
            )
        rows.append(tuple(cells))
    return Table(
        plan.id,
        0,
        plan.title.within(scene.language),
        tuple(header),
        tuple(rows),
        tuple(notes),
    )


def _ties(label: str, side: list[Statistic], k: int, scene: Scene) -> str:
    """Say where the cut falls: inside a tie or between two counts."""
    if len(side) <= k:
        return scene.say(
            f"{label}: all {len(side)} terms.", f"{label}：共{len(side)}个词，全部列出。"
        )
    left = sum(one.n == side[k - 1].n for one in side[k:])
    if left:
        return scene.say(
            f"{label}: {k} of {len(side)} terms; {left} more with the same count ({side[k - 1].n}) {'are' if left > 1 else 'is'} left out; equal counts are in alphabetical order.",
            f"{label}：列出{len(side)}个词中的{k}个；另有{left}个词频数同为{side[k - 1].n}而未列出；频数相同者按字母顺序。",
        )
    return scene.say(
        f"{label}: {k} of {len(side)} terms; the next has {side[k].n}.",
        f"{label}：列出{len(side)}个词中的{k}个；下一个频数为{side[k].n}。",
    )
