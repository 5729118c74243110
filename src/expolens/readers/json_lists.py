"""The lists of objects in JSON, and what is a list by another name; each has a shape, and shapes are what is chosen from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from expolens.layouts.header import meaning
from expolens.readers.grid import NAMES
from expolens.readers.json_cells import flat
from expolens.readers.json_stream import Kept, Opened
from expolens.readers.json_tables import by_type, columnar, tabled

_ALIKE = 0.5
_LOOKED_AT = 50
_SAMPLES = 5
_OWN = 10_000
_SHAPES_AT_A_PATH = 16
_DEEPEST = 200


@dataclass(slots=True, eq=False)
class Shape:
    """What lists at one path have in common: their path without positions, the keys of their objects, how many there are."""

    number: int
    steps: tuple[str, ...]
    within: tuple[Shape, ...]
    first: frozenset[str]
    keys: set[str] = field(default_factory=set)
    lists: int = 0
    items: int = 0
    samples: list[Mapping[str, Any]] = field(default_factory=list)
    own: set[tuple[str, ...]] = field(default_factory=set)
    named_around: bool = False

    @property
    def path(self) -> str:
        """Where its lists stand: "data.exhibitors"."""
        return ".".join(self.steps)

    def stood(self, own: tuple[str, ...]) -> None:
        """Count one of its lists; where its own steps are more than the path, these are kept."""
        self.lists += 1
        if len(own) > len(self.steps) and len(self.own) < _OWN:
            self.own.add(own)

    def saw(self, item: Mapping[str, Any]) -> None:
        """Count an object of one of its lists."""
        self.items += 1
        if self.items <= _LOOKED_AT:
            self.keys.update(map(str, item))
        if self.items <= _SAMPLES:
            self.samples.append(item)


@dataclass(slots=True, eq=False)
class Listed:
    """One list: its shape, its own steps, how many of its items are no objects, and what stands around it."""

    shape: Shape
    place: Place
    others: int = 0

    def around(self) -> dict[str, str]:
        """Return the scalars of the objects around it, named as `_scalars` does."""
        said: dict[str, str] = {}
        for item, steps in self.place.around:
            said |= _scalars(item, steps)
        return said

    def let_go(self) -> None:
        """Keep of the objects around it only the scalars, so that it does not hold all their lists."""
        around = tuple(
            (item if isinstance(item, Kept) else _without_lists(item), steps)
            for item, steps in self.place.around
        )
        self.place = replace(self.place, around=around)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is in the content: the steps, the shapes of the lists around and their items, what stands beside in the same object (the names of columns).

    `own` are the steps with the keys of objects that are lists by another name: {"halls": {"A": {"exhibitors": […]}}} is "halls.exhibitors", and "halls.A.exhibitors" of its own.
    """

    steps: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    within: tuple[Shape, ...] = ()
    around: tuple[tuple[Mapping[str, Any], tuple[str, ...]], ...] = ()
    beside: tuple[list[Any] | dict[str, Any], ...] = ()
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """An object of a list. Of one that was opened, `whole` tells whether it ended."""

    listed: Listed
    item: Mapping[str, Any]
    whole: bool = True


class Shapes:
    """The shapes found so far, in the order in which they were met: the same content gives the same numbers."""

    def __init__(self) -> None:
        """Begin with none."""
        self.all: list[Shape] = []
        self._at: dict[tuple[tuple[str, ...], int], list[Shape]] = {}
        self._ways: frozenset[int] | None = None

    def leading(self, to: frozenset[int] | None) -> None:
        """Say which shapes are wanted, None for all."""
        ways = {one.number for shape in self.all if to and shape.number in to for one in shape.within}  # fmt: skip
        self._ways = None if to is None else frozenset(ways)

    def leads(self, shape: Shape) -> bool:
        """Tell whether a wanted shape is within the items of this one."""
        return self._ways is None or shape.number in self._ways

    def shape(self, place: Place, item: Mapping[str, Any] | None) -> Shape:
        """Return the shape of a list at a place by its first object: one met before with mostly the same keys, or a new one."""
        parent = place.within[-1].number if place.within else -1
        known = self._at.setdefault((place.steps, parent), [])
        keys = frozenset(map(str, item)) if item else frozenset[str]()
        for shape in known:
            if not keys or not shape.first or _alike(keys, shape.first):
                return shape
        if len(known) >= _SHAPES_AT_A_PATH:
            return known[-1]
        shape = Shape(len(self.all), place.steps, place.within, keys)
        shape.named_around = any(_is_named(one) for one, _ in place.around)
        known.append(shape)
        self.all.append(shape)
        return shape


def lists_in(content: Any, shapes: Shapes, only: frozenset[int] | None = None) -> Iterator[Found]:
    """Yield the objects of every list of objects, and of every object of like objects, in the order of the file.

    With `only`, numbers of shapes, nothing is gone into that does not lead to one of them.
    """
    if isinstance(content, Opened):
        content.source.cut = -1
    shapes.leading(only)
    yield from _walk(content, Place(), shapes)


def _walk(content: Any, place: Place, shapes: Shapes) -> Iterator[Found]:
    if place.depth > _DEEPEST:
        return
    if isinstance(content, list):
        rows = (
            tabled(iter(content), place.beside) if content and type(content[0]) is list else content
        )
        yield from _list((("", item) for item in rows), place, shapes)
    elif isinstance(content, dict):
        yield from _object(content, content.items(), place, shapes)
    elif isinstance(content, Opened) and content.is_object:
        yield from _object(content.kept, content.members(), place, shapes)
    elif isinstance(content, Opened):
        items = tabled((item for _, item in content.members()), place.beside)
        yield from _list((("", item) for item in items), place, shapes)


def _list(items: Iterator[tuple[str, Any]], place: Place, shapes: Shapes) -> Iterator[Found]:
    """Yield the objects of a list, and what is found inside of each; the keys are those of an object that is a list by another name."""
    listed: Listed | None = None
    others = 0
    for key, item in items:
        is_object = isinstance(item, dict) or (isinstance(item, Opened) and item.is_object)
        if not is_object:
            others += 1
            if isinstance(item, list | Opened):
                yield from _walk(item, replace(place, depth=place.depth + 1), shapes)
            continue
        if listed is None:
            listed = Listed(shapes.shape(place, item if isinstance(item, dict) else None), place)
            listed.shape.stood(place.own)
        if isinstance(item, dict):
            yield Found(listed, item)
        held: Mapping[str, Any] = item if isinstance(item, dict) else item.kept
        members = item.items() if isinstance(item, dict) else item.members()
        nested = isinstance(item, Opened) or _holds(item.values())
        if nested and (isinstance(item, Opened) or shapes.leads(listed.shape)):
            within = (*place.within, listed.shape)
            around = (*place.around, (held, place.steps))
            own = (*place.own, key) if key else place.own
            inside = Place(place.steps, own, within, around, (), place.depth + 1)
            yield from _members(members, inside, shapes)
        if isinstance(item, Opened):
            yield Found(listed, item.kept, item.end >= 0)
    if listed is not None:
        listed.others += others


def _object(held: Mapping[str, Any], members: Any, place: Place, shapes: Shapes) -> Iterator[Found]:
    """Yield what is found in an object: its values where it is a list by another name, else what its members hold."""
    if not isinstance(held, Kept) and not place.within and (rows := columnar(held)):
        yield from _list((("", row) for row in rows), place, shapes)
        return
    if not isinstance(held, Kept) and (types := by_type(held)):
        members = types.items()
    head, rest = _first(iter(members))
    if _of_like_objects(head):
        keyed = _with_keys(head)
        values = ((key, {"key": key, **value} if keyed and isinstance(value, dict) else value) for key, value in chain(head, rest))  # fmt: skip
        yield from _list(values, place, shapes)
        return
    yield from _members(chain(head, rest), place, shapes)


def _members(members: Any, place: Place, shapes: Shapes) -> Iterator[Found]:
    beside: tuple[list[Any] | dict[str, Any], ...] = ()
    for key, item in members:
        kind = type(item)
        if kind is list or kind is dict:
            beside = (*beside[-7:], item)
        elif kind is not Opened:
            continue
        if kind is list and not _holds(item):
            continue
        steps, own = (*place.steps, str(key)), (*place.own, str(key))
        inner = Place(steps, own, place.within, place.around, beside, place.depth + 1)
        yield from _walk(item, inner, shapes)


def _holds(values: Iterable[Any]) -> bool:
    """Tell whether an object or a list is among the values."""
    for one in values:
        kind = type(one)
        if kind is dict or kind is list or kind is Opened:
            return True
    return False


def _first(members: Iterator[tuple[str, Any]]) -> tuple[list[tuple[str, Any]], Iterator[Any]]:
    """Return the first members as far as they are whole objects, with one that is none behind them, and the rest."""
    head: list[tuple[str, Any]] = []
    for key, value in members:
        head.append((key, value))
        if not isinstance(value, dict) or not value or len(head) >= _LOOKED_AT:
            break
    return head, members


def _of_like_objects(head: Sequence[tuple[str, Any]]) -> bool:
    """Tell whether an object is a list by another name: two or more objects with mostly the same keys."""
    values = [value for _, value in head]
    if len(values) < 2 or not all(isinstance(one, dict) and one for one in values):
        return False
    common = set.intersection(*(set(one) for one in values))
    union = set[str]().union(*values)
    return len(common) >= _ALIKE * len(union)


def _with_keys(head: Sequence[tuple[str, Any]]) -> bool:
    """Tell whether the keys of such a list say something: they are more than numbers, and nothing else names the objects."""
    named = any(meaning(str(key)) in NAMES for _, one in head for key in one)
    return not named and not all(str(key).isdigit() for key, _ in head)


def _alike(keys: frozenset[str], others: frozenset[str]) -> bool:
    return len(keys & others) >= _ALIKE * min(len(keys | others), 2 * len(keys))


def _is_named(item: Mapping[str, Any]) -> bool:
    return any(meaning(str(key)) in NAMES and isinstance(value, str) for key, value in item.items())


def _without_lists(item: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if not isinstance(value, dict | list)}


def _scalars(item: Mapping[str, Any], steps: tuple[str, ...]) -> dict[str, str]:
    """Return what an object says beside its lists, named after the list it stands in where it only says a name or a number."""
    found: dict[str, str] = {}
    parent = steps[-1] if steps else ""
    for key, value in item.items():
        if isinstance(value, dict | list | Opened) or value is None:
            continue
        only = str(key).casefold() in ("name", "title", "label", "id")
        name = parent if parent and only else str(key)
        if name not in found or str(key).casefold() != "id":
            found[name] = next(iter(flat({"x": value}).values()))
    return found
