"""The lists of objects in a JSON file: which are of one shape, and which are the exhibitors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from expolens.layouts.header import meaning
from expolens.readers.grid import NAMES
from expolens.readers.json_cells import flat
from expolens.readers.stack import label_column

_ALIKE = 0.5
_LOOKED_AT = 50


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A list of objects: its path without positions, its steps, what else it holds, the scalars of the objects around it.

    `within` are those objects themselves.
    """

    path: str
    steps: tuple[str, ...]
    items: list[dict[str, Any]]
    others: int
    around: dict[str, str]
    within: tuple[Mapping[str, Any], ...] = ()
    keys: frozenset[str] = field(default=frozenset())


def lists_of(content: Any) -> list[Listed]:
    """Return every list that holds objects, and every object of like objects, in the order of the file."""
    return list(_walk(content, (), {}, ()))


def _walk(
    content: Any,
    steps: tuple[str, ...],
    around: dict[str, str],
    within: tuple[Mapping[str, Any], ...],
) -> Iterator[Listed]:
    if isinstance(content, list):
        objects = [item for item in content if isinstance(item, dict)]
        if objects:
            yield _listed(steps, objects, len(content) - len(objects), around, within)
        for item in content:
            more = _scalars(item, steps) if isinstance(item, dict) else {}
            inner = (*within, item) if isinstance(item, dict) else within
            yield from _children(item, steps, around | more, inner)
    else:
        if isinstance(content, dict) and _of_like_objects(content):
            yield _listed(steps, _with_keys(content), 0, around, within)
        yield from _children(content, steps, around, within)


def _children(
    content: Any,
    steps: tuple[str, ...],
    around: dict[str, str],
    within: tuple[Mapping[str, Any], ...],
) -> Iterator[Listed]:
    if isinstance(content, dict):
        for key, item in content.items():
            if isinstance(item, dict | list):
                yield from _walk(item, (*steps, str(key)), around, (*within, content))
    elif isinstance(content, list):
        yield from _walk(content, steps, around, within)


def _listed(
    steps: tuple[str, ...],
    objects: list[dict[str, Any]],
    others: int,
    around: dict[str, str],
    within: tuple[Mapping[str, Any], ...],
) -> Listed:
    keys = frozenset(str(key) for item in objects[:_LOOKED_AT] for key in item)
    return Listed(".".join(steps), steps, objects, others, around, within, keys)


def _scalars(item: Mapping[str, Any], steps: tuple[str, ...]) -> dict[str, str]:
    """Return what an object says beside its lists, named after the list it stands in where it only says a name or a number."""
    found = {}
    for key, value in item.items():
        if isinstance(value, dict | list) or value is None:
            continue
        parent = steps[-1] if steps else ""
        name = (
            parent
            if parent and str(key).casefold() in ("name", "title", "label", "id")
            else str(key)
        )
        if name not in found or str(key).casefold() != "id":
            found[name] = next(iter(flat({"x": value}).values()))
    return found


def _of_like_objects(content: Mapping[str, Any]) -> bool:
    """Tell whether an object is a list by another name: two or more objects with mostly the same keys."""
    values = list(content.values())
    if len(values) < 2 or not all(isinstance(one, dict) and one for one in values):
        return False
    common = set.intersection(*(set(one) for one in values))
    union = set.union(*(set(one) for one in values[:_LOOKED_AT]))
    return len(common) >= _ALIKE * len(union)


def _with_keys(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the objects of such a list, with their keys where these are more than numbers and nothing else names them."""
    values = list(content.values())
    named = any(meaning(str(key)) in NAMES for one in values[:_LOOKED_AT] for key in one)
    if named or all(str(key).isdigit() for key in content):
        return values
    return [{"key": str(key), **one} for key, one in content.items()]


def chosen(found: Sequence[Listed]) -> list[Listed]:
    """Return the lists that are read: those of the group that looks most like exhibitors.

    A name counts most, then being called exhibitors or companies, then other known fields, then size; what is inside of objects
    with names of their own (products, contacts) counts less.
    """
    groups: list[list[Listed]] = []
    for one in found:
        group = next((group for group in groups if _together(group[0], one)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return max(groups, key=_likeness, default=[])


def _together(one: Listed, other: Listed) -> bool:
    """Tell whether two lists are of one shape and stand in places of one kind."""
    if any(id(up) in {id(item) for item in one.items} for up in other.within):
        return False
    if other.keys and one.keys and len(one.keys & other.keys) < _ALIKE * len(one.keys | other.keys):
        return False
    if one.path == other.path:
        return True
    last = [(steps.steps or ("",))[-1] for steps in (one, other)]
    return last[0] == last[1] or not any(meaning(step) for step in last)


def _likeness(group: Sequence[Listed]) -> tuple[float, int, int]:
    keys = {key for one in group for item in one.items[:5] for key in flat(item)}
    fields = {meaning(key) for key in keys} - {""}
    named = bool(fields & set(NAMES))
    called = any(meaning(step) in NAMES for one in group for step in one.steps[-1:])
    inside = named and any(
        meaning(str(key)) in NAMES and isinstance(value, str)
        for one in group
        for up in one.within
        for key, value in up.items()
    )
    worth = (
        4 * named
        + 2 * called
        + min(len(fields - set(NAMES)), 4) / 2
        - (3 if inside and not called else 0)
    )
    depth = min(len(one.steps) for one in group)
    return worth, sum(len(one.items) for one in group), -depth


def outer_columns(read: Sequence[Listed]) -> list[dict[str, str]]:
    """Return for each of several lists what tells it apart: the scalars around it that differ, and the steps of its path that do.

    >>> lists = lists_of({"1号馆": [{"name": "甲"}], "2号馆": [{"name": "乙"}]})
    >>> outer_columns(chosen(lists))
    [{'展馆': '1号馆'}, {'展馆': '2号馆'}]
    """
    if len(read) < 2:
        return [{} for _ in read]
    names = dict.fromkeys(name for one in read for name in one.around)
    differing = [name for name in names if len({one.around.get(name) for one in read}) > 1]
    columns = [{name: one.around[name] for name in differing if name in one.around} for one in read]
    labels = _labels(read)
    if any(labels):
        parents = {one.steps[-2] if len(one.steps) > 1 else "" for one in read}
        parent = parents.pop() if len(parents) == 1 else ""
        column = label_column(labels, other=parent if meaning(parent) == "hall" else "group")
        columns = [{column: label, **own} for label, own in zip(labels, columns, strict=True)]
    inner = {key for one in read for item in one.items[:_LOOKED_AT] for key in item}
    return [
        {(f"outer.{name}" if name in inner else name): text for name, text in own.items()}
        for own in columns
    ]


def _labels(read: Sequence[Listed]) -> list[str]:
    """Return the steps of each path that are not those of all."""
    lengths = {len(one.steps) for one in read}
    if len(lengths) > 1:
        return [one.path for one in read]
    places = [
        place for place in range(lengths.pop()) if len({one.steps[place] for one in read}) > 1
    ]
    return [".".join(one.steps[place] for place in places) for one in read]
