"""JSON and JSON Lines: the lists of objects are found by their shape, and every list of the chosen shape is read."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn, overload

from expolens.errors import SourceError, suggestion
from expolens.readers.grid import Grid, Line, labelled, noted
from expolens.readers.json_cells import flat, wrapping_of
from expolens.readers.json_choice import at_path, chosen, is_one_company, outer_columns
from expolens.readers.json_lists import Found, Listed, Shape, Shapes, lists_in
from expolens.readers.json_references import referred
from expolens.readers.json_stream import (
    WINDOW,
    JsonText,
    Malformed,
    Opened,
    content_of,
    follows,
    sequence,
)
from expolens.readers.lenient import LONGEST, before_json, mended

_TOLD = 30
_SHORT, _KNOWN = 30, 20_000


def json_grid(
    text: str, *, where: str, encoding: str = "", path: str = "", window: int = WINDOW
) -> Grid:
    """Read the lists of objects at `path` ("data.exhibitors"), or those that look like exhibitors: nested lists are joined by 、.

    Several lists of one shape (halls, pages, letters) are one list in the order of the file, with what tells them apart as columns.
    Rows that are lists are read under the columns named beside them or by their first row; columns side by side as rows. A callback,
    an assignment and what only JavaScript lets pass are let pass. Of a text that is cut the whole items are read, and that is said.
    Other lists, and items that are no objects, are counted in notes. SourceError where there is no list of objects. A text longer
    than `window` is never held as a whole tree.
    """
    content, shapes = _surveyed(text, where, window)
    return grid_of_content(content, shapes, where=where, encoding=encoding, path=path)


def grid_of_content(
    content: Any, shapes: Shapes, *, where: str, encoding: str = "", path: str = ""
) -> Grid:
    """Read the lists of a content that was surveyed, as `json_grid` does."""
    if path:
        read = at_path(shapes.all, path)
        if not read:
            _nothing_at(content, path, where)
    else:
        read = chosen([one for one in shapes.all if one.items])
    if not read:
        raise SourceError(
            "no list of objects in it",
            where=where,
            have="The text is cut." if _cut(content) else "",
            todo='Say `path = "data.exhibitors"` at this source in study.toml.',
        )
    rows = _Rows(_found(content, shapes, read, path), read)
    notes = [] if path else _unread(shapes.all, read)
    if others := sum(one.others for one in rows.lists):
        notes.append(noted("not_objects", others))
    if len(rows.lists) > 1:
        notes.insert(0, noted("stacked", len(rows.lists), rows.said()))
    if _cut(content):
        notes.insert(0, noted("json_cut", len(rows)))
    if not rows.header:
        raise SourceError("no whole item in it", where=where, todo="Export it again.")
    grid = labelled(rows.header, rows, where=where, encoding=encoding, notes=notes)
    beside = {one.steps[-1]: one for one in shapes.all if one.items and one.steps and one not in read and one.steps[-1] in grid.header and "id" in one.keys}  # fmt: skip
    lists = {name: (one.item for one in _found(content, shapes, [shape], "")) for name, shape in beside.items()}  # fmt: skip
    return referred(grid, lists)


def path_read(shapes: Shapes) -> str:
    """Return the path of the lists that are read where none is said, "" where they stand at the top or at several places."""
    paths = {one.path for one in chosen([one for one in shapes.all if one.items])}
    return paths.pop() if len(paths) == 1 else ""


def surveyed(content: Any) -> Shapes:
    """Go through a content once, for the shapes of its lists."""
    shapes = Shapes()
    for found in lists_in(content, shapes):
        if found.whole:
            found.listed.shape.saw(found.item)
    return shapes


def _surveyed(text: str, where: str, window: int) -> tuple[Any, Shapes]:
    """Return the content of a text with its shapes; SourceError names the line where it is no JSON even when read leniently."""
    start = max(before_json(text), 0)
    try:
        return _gone_through(text, start, window)
    except Malformed as error:
        at, what = error.at, error.what
    line = f"{where}, line {text.count(chr(10), 0, at) + 1:,}"
    around = f"It stands behind {text[max(0, at - 30) : at]!r}." if at else ""
    if "deeply" in what or len(text) > LONGEST:
        raise SourceError(f"this is no JSON: {what}", where=line, have=around)
    try:
        return _gone_through(mended(text[start:]), 0, window)
    except Malformed as error:
        raise SourceError(f"this is no JSON: {what}", where=line, have=around) from error


def _gone_through(text: str, start: int, window: int) -> tuple[Any, Shapes]:
    source = JsonText(text, window)
    content = content_of(source, start)
    if content is None and source.cut < 0:
        raise Malformed(start, "there is no object and no list in it")
    shapes = surveyed(content)
    if follows(content):
        content = sequence(source, start)
        shapes = surveyed(content)
    if not _any(shapes) and isinstance(content, Opened) and source.cut < 0 and len(text) < LONGEST:
        # Columns side by side are rows only where all of them are held.
        content = _held(text[start:], content)
        shapes = surveyed(content)
    if is_one_company(content, shapes.all) or (not _any(shapes) and isinstance(content, dict)):
        content = [content]
        shapes = surveyed(content)
    return content, shapes


def _any(shapes: Shapes) -> bool:
    return any(one.items for one in shapes.all)


def _held(text: str, content: Any) -> Any:
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return content


def _found(content: Any, shapes: Shapes, read: Sequence[Shape], path: str) -> Iterator[Found]:
    steps = tuple(path.split(".")) if path else ()
    numbers = frozenset(one.number for one in read)
    for found in lists_in(content, shapes, numbers):
        if found.listed.shape.number in numbers and found.whole:
            place = found.listed.place
            if steps in (place.steps[: len(steps)], place.own[: len(steps)]):
                yield found


def _cut(content: Any) -> bool:
    return isinstance(content, Opened) and content.source.cut >= 0


class _Rows(Sequence[Line]):
    """The cells of what was found, held as short as they are and filled up to the header when they are asked for."""

    def __init__(self, found: Iterator[Found], read: Sequence[Shape]) -> None:
        """Flatten the objects one by one, so that none outlives its row."""
        self.lists: list[Listed] = []
        self._cells: list[tuple[str, ...]] = []
        self._of = array("L")
        columns: dict[str, int] = {}
        numbers: dict[int, int] = {}
        known: dict[str, str] = {}
        wrapping = wrapping_of([item for one in read for item in one.samples])
        for one in found:
            if id(one.listed) not in numbers:
                numbers[id(one.listed)] = len(self.lists)
                self.lists.append(one.listed)
                one.listed.let_go()
            cells = flat(one.item, wrapping)
            for key in cells:
                if key not in columns:
                    columns[key] = len(columns)
            self._cells.append(tuple([_once(cells.get(key, ""), known) for key in columns]))
            self._of.append(numbers[id(one.listed)])
        outer = outer_columns(self.lists)
        more = list(dict.fromkeys(name for one in outer for name in one))
        self._outer = [tuple(one.get(name, "") for name in more) for one in outer]
        self._width = len(columns)
        self.header = (*columns, *more)

    def said(self) -> str:
        """Return the paths of the lists with their numbers of rows, the first of them where there are many."""
        counts = Counter(self._of)
        told = [
            f"{'.'.join(one.place.own) or '–'} ({counts[number]:,})"
            for number, one in enumerate(self.lists[:_TOLD])
        ]
        return ", ".join([*told, "…"] if len(self.lists) > _TOLD else told)

    def __len__(self) -> int:
        return len(self._cells)

    @overload
    def __getitem__(self, at: int) -> Line: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...

    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        number = at if at >= 0 else len(self) + at
        cells = self._cells[number]
        fill = ("",) * (self._width - len(cells))
        return f"item {number + 1}", (*cells, *fill, *self._outer[self._of[number]])


def _once(text: str, known: dict[str, str]) -> str:
    """Return a short text that was seen before as the same object: countries and halls are held once."""
    if len(text) > _SHORT:
        return text
    return known.setdefault(text, text) if len(known) < _KNOWN else known.get(text, text)


def _unread(shapes: Sequence[Shape], read: Sequence[Shape]) -> list[str]:
    """Return a note of the lists that are neither read, nor inside of what is (those are cells), nor around it."""
    around = {shape.number for one in read for shape in one.within}
    other: Counter[str] = Counter()
    for one in shapes:
        inside = any(shape in read for shape in one.within)
        if one.items and one not in read and not inside and one.number not in around:
            other[one.path or "–"] += one.items
    told = [f"{path} ({count:,})" for path, count in list(other.items())[:_TOLD]]
    said = ", ".join([*told, "…"] if len(other) > _TOLD else told)
    return [noted("other_tables", said)] if said else []


def _nothing_at(content: Any, path: str, where: str) -> NoReturn:
    """Raise SourceError for the first step of a path that leads nowhere."""
    for key in path.split("."):
        known: dict[str, Any] = {}
        if isinstance(content, dict):
            known = content
        elif isinstance(content, Opened) and content.is_object:
            known = dict(content.members())
        if key not in known:
            raise SourceError(f"nothing at path '{path}'", where=where, todo=suggestion(key, known))
        content = known[key]
    raise SourceError(f"no list of objects at path '{path}'", where=where)
