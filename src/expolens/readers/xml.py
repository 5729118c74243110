"""Plain XML of records (<companies><company>…): read as a tree of plain values, whose lists are found as those of JSON are."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from expolens.errors import SourceError
from expolens.readers.grid import Grid, noted
from expolens.readers.json import json_grid
from expolens.readers.limits import MOST_RECORDS_XML
from expolens.readers.xml_events import Cut, local, parse, too_deep


def xml_grid(text: str, *, where: str, encoding: str = "", path: str = "") -> Grid:
    """Read the elements that repeat: one is a row, its attributes and children are the columns.

    An element that repeats within any of its kind is a list in all of them; what repeats within a row is joined by 、. `path` names the list
    as for JSON ("companies.company"). Of a text that is cut short the whole records are read, and that is said. SourceError for damage, for
    entities, and where nothing repeats.
    """
    if len(text) > MOST_RECORDS_XML:
        raise SourceError(
            f"it is larger than {MOST_RECORDS_XML // 1_000_000} MB of XML",
            where=where,
            todo="Bring the export as .csv or .json.",
        )
    tree = _Tree(where)
    data = text.encode("utf-8", "replace")
    cut: Cut | None = None
    try:
        parse(
            (data[at : at + 1_000_000] for at in range(0, len(data), 1_000_000)),
            where=where,
            start=tree.start,
            end=tree.end,
            text=tree.text,
            encoding="utf-8",
        )
    except Cut as error:
        cut = error
        tree.close()
    del data
    if cut is not None and not tree.repeated:
        raise cut
    name, root = tree.root
    content = {name: _plain(root, tree.repeated, (name,))}
    grid = json_grid(
        json.dumps(content, ensure_ascii=False), where=where, encoding=encoding, path=path
    )
    return replace(grid, notes=(noted("cut"), *grid.notes)) if cut else grid


@dataclass(slots=True)
class _Element:
    """An element: its attributes and children by name, and its own text."""

    fields: dict[str, Any] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


class _Tree:
    """The elements as they go by, and the paths of those that repeat within their parent."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.open: list[tuple[str, _Element]] = []
        self.root: tuple[str, _Element] = ("", _Element())
        self.repeated: set[tuple[str, ...]] = set()

    def start(self, tag: str, given: dict[str, str]) -> None:
        """Take an element that begins."""
        too_deep(len(self.open), self.where)
        element = _Element()
        for name, value in given.items():
            if not name.startswith(("xmlns", "xsi:")):
                element.fields[local(name)] = [value]
        self.open.append((local(tag), element))

    def text(self, data: str) -> None:
        """Take text."""
        if self.open:
            self.open[-1][1].words.append(data)

    def end(self, _: str) -> None:
        """Take an element that ends: it is a child of the one around it."""
        name, element = self.open.pop()
        if not self.open:
            self.root = (name, element)
            return
        children = self.open[-1][1].fields.setdefault(name, [])
        children.append(element)
        if len(children) == 2:
            self.repeated.add((*(around for around, _ in self.open), name))

    def close(self) -> None:
        """Make a tree of what is open at a cut, without the record that is not whole: the outermost open element that repeats."""
        path = tuple(name for name, _ in self.open)
        whole = next((n for n in range(1, len(path)) if path[: n + 1] in self.repeated), len(path))
        del self.open[whole:]
        while self.open:
            self.end("")


def _plain(element: _Element, repeated: set[tuple[str, ...]], path: tuple[str, ...]) -> Any:
    """Return an element as JSON has it: an object, or its text where it has nothing else."""
    words = " ".join("".join(element.words).split())
    if not element.fields:
        return words
    content: dict[str, Any] = {}
    for name, found in element.fields.items():
        way = (*path, name)
        values = [one if isinstance(one, str) else _plain(one, repeated, way) for one in found]
        content[name] = values if way in repeated else values[0]
    if words:
        content["text"] = words
    return content
