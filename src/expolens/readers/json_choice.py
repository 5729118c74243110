"""Which lists of a JSON file are the exhibitors, and what tells several lists of one shape apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from expolens.layouts.header import meaning
from expolens.readers.grid import NAMES
from expolens.readers.json_cells import flat, wrapping_of
from expolens.readers.json_lists import Listed, Shape
from expolens.readers.stack import label_column

_ALIKE = 0.5
_NAMED = 2
"""What a list of companies is worth at least: it has names, or is called so."""
# What the things of a JSON:API answer refer to stands beside them, under this key.
_OF_JSON_API = "included"
# A file of more shapes than this is compared with its largest ones only.
_COMPARED = 200


def chosen(shapes: Sequence[Shape]) -> list[Shape]:
    """Return the shapes that are read: those of the group that looks most like exhibitors.

    A name counts most, then being called exhibitors or companies, then other known fields, then size; what is inside of objects
    with names of their own (products, contacts) counts less.
    """
    groups: list[list[Shape]] = []
    for one in shapes:
        group = next((group for group in groups[-_COMPARED:] if _together(group[0], one)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return max(groups, key=_likeness, default=[])


def at_path(shapes: Sequence[Shape], path: str) -> list[Shape]:
    """Return the shapes whose lists stand at a path, or nearest below it, [] where none does."""
    steps = tuple(path.split("."))
    for places in (lambda one: {one.steps}, lambda one: one.own):
        depths = {
            one.number: min(len(own) for own in there)
            for one in shapes
            if (there := [own for own in places(one) if own[: len(steps)] == steps])
        }
        if depths:
            return [one for one in shapes if depths.get(one.number) == min(depths.values())]
    return []


def is_one_company(content: Any, shapes: Sequence[Shape]) -> bool:
    """Tell whether a content is one company with what belongs to it, its stands or products, rather than around a list of companies."""
    if not isinstance(content, dict):
        return False
    found = [shape for shape in shapes if shape.items]
    own = {meaning(key) for key, value in content.items() if isinstance(value, str)}
    return bool(own & set(NAMES)) and all(_likeness([shape])[0] < _NAMED for shape in found)


def _together(one: Shape, other: Shape) -> bool:
    """Tell whether the lists of two shapes are of one make and stand in places of one kind."""
    if one in other.within or other in one.within:
        return False
    if other.keys and one.keys and len(one.keys & other.keys) < _ALIKE * len(one.keys | other.keys):
        return False
    if one.steps == other.steps:
        return True
    last = [shape.steps[-1] if shape.steps else "" for shape in (one, other)]
    if _OF_JSON_API in last:
        return False
    return last[0] == last[1] or not any(meaning(step) for step in last)


def _likeness(group: Sequence[Shape]) -> tuple[float, int, int]:
    samples = [item for shape in group[:50] for item in shape.samples[:5]]
    wrapping = wrapping_of(samples)
    keys = {key for item in samples for key in flat(item, wrapping)}
    fields = {meaning(key) for key in keys} - {""}
    named = bool(fields & set(NAMES))
    called = any(meaning(step) in NAMES for shape in group[:50] for step in shape.steps[-1:])
    inside = named and any(shape.named_around for shape in group[:50])
    worth = (
        4 * named
        + 2 * called
        + min(len(fields - set(NAMES)), 4) / 2
        - (3 if inside and not called else 0)
    )
    depth = min(len(shape.steps) for shape in group)
    return worth, sum(shape.items for shape in group), -depth


def outer_columns(read: Sequence[Listed]) -> list[dict[str, str]]:
    """Return for each of several lists what tells it apart: the scalars around it that differ, and the steps of its path that do."""
    if len(read) < 2:
        return [{} for _ in read]
    around = [one.around() for one in read]
    names = dict.fromkeys(name for one in around for name in one)
    differing = [name for name in names if len({one.get(name) for one in around}) > 1]
    columns = [{name: one[name] for name in differing if name in one} for one in around]
    labels = _labels([one.place.own for one in read])
    if any(labels):
        parents = {one.place.own[-2] if len(one.place.own) > 1 else "" for one in read}
        parent = parents.pop() if len(parents) == 1 else ""
        column = label_column(labels, other=parent if meaning(parent) == "hall" else "group")
        columns = [{column: label, **own} for label, own in zip(labels, columns, strict=True)]
    inner = {key for one in read for key in one.shape.keys}
    return [
        {(f"outer.{name}" if name in inner else name): text for name, text in own.items()}
        for own in columns
    ]


def _labels(steps: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the steps of each path that are not those of all."""
    lengths = {len(one) for one in steps}
    if len(lengths) > 1:
        return [".".join(one) for one in steps]
    places = [place for place in range(lengths.pop()) if len({one[place] for one in steps}) > 1]
    return [".".join(one[place] for place in places) for one in steps]
