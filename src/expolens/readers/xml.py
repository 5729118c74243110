"""Plain XML of records (<companies><company>…): turned into JSON as it goes by, whose lists are found by their shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from json.encoder import encode_basestring

from expolens.errors import SourceError
from expolens.readers.grid import Grid, noted
from expolens.readers.json import json_grid
from expolens.readers.limits import MOST_RECORDS_XML
from expolens.readers.xml_events import Cut, local, parse, too_deep

_PIECE = 1_000_000


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
    data = text.encode("utf-8", "replace")
    del text
    content, cut = _as_json(data, where)
    del data
    grid = json_grid(content, where=where, encoding=encoding, path=path)
    return replace(grid, notes=(noted("cut"), *grid.notes)) if cut else grid


def _as_json(data: bytes, where: str) -> tuple[str, bool]:
    """Return the JSON that says the same, and whether the text is cut short."""
    paths = _Paths(where)
    cut: Cut | None = None
    try:
        parse(_pieces(data), where=where, start=paths.start, end=paths.end, text=_nothing, encoding="utf-8")  # fmt: skip
    except Cut as error:
        if not paths.repeated:
            raise
        cut = error
    tree = _Tree(paths)
    try:
        parse(_pieces(data), where=where, start=tree.start, end=tree.end, text=tree.text, encoding="utf-8")  # fmt: skip
    except Cut:
        tree.close()
    return tree.content, cut is not None


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[at : at + _PIECE] for at in range(0, len(data), _PIECE))


def _nothing(_: str) -> None:
    pass


class _Paths:
    """Which elements repeat within their parent: a first look, which keeps nothing of what they say."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.known: dict[tuple[int, str], int] = {}
        self.repeated: set[int] = set()
        self.open: list[tuple[int, set[int]]] = [(0, set())]

    def path(self, around: int, tag: str) -> int:
        """Return the number of a path: that of the elements around, and a name."""
        return self.known.setdefault((around, tag), len(self.known) + 1)

    def start(self, tag: str, _: dict[str, str]) -> None:
        """Take an element that begins."""
        around, seen = self.open[-1]
        path = self.path(around, local(tag))
        if path in seen:
            self.repeated.add(path)
        seen.add(path)
        self.open.append((path, set()))
        too_deep(len(self.open), self.where)

    def end(self, _: str) -> None:
        """Take an element that ends."""
        self.open.pop()


@dataclass(slots=True)
class _Element:
    """An element that is open: its path, its name, the JSON of its attributes and children by their names, and its own text."""

    path: int
    name: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    lists: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)


class _Tree:
    """The elements as they go by, each as JSON once it has ended."""

    def __init__(self, paths: _Paths) -> None:
        self.paths = paths
        self.open: list[_Element] = []
        self.content = "{}"

    def start(self, tag: str, given: dict[str, str]) -> None:
        """Take an element that begins."""
        name = local(tag)
        around = self.open[-1].path if self.open else 0
        element = _Element(self.paths.path(around, name), name)
        for attribute, value in given.items():
            if not attribute.startswith(("xmlns", "xsi:")):
                element.fields[local(attribute)] = [encode_basestring(value)]
        self.open.append(element)

    def text(self, data: str) -> None:
        """Take text."""
        if self.open:
            self.open[-1].words.append(data)

    def end(self, _: str) -> None:
        """Take an element that ends: it is a child of the one around it."""
        element = self.open.pop()
        content = _json(element)
        if not self.open:
            self.content = f"{{{encode_basestring(element.name)}: {content}}}"
            return
        around = self.open[-1]
        around.fields.setdefault(element.name, []).append(content)
        if element.path in self.paths.repeated:
            around.lists.add(element.name)

    def close(self) -> None:
        """Make a tree of what is open at a cut, without the record that is not whole: the outermost open element that repeats."""
        whole = (n for n, one in enumerate(self.open) if one.path in self.paths.repeated)
        del self.open[next(whole, len(self.open)) :]
        while self.open:
            self.end("")


def _json(element: _Element) -> str:
    """Return an element as JSON: an object, or its text where it has nothing else."""
    words = encode_basestring(" ".join("".join(element.words).split()))
    if not element.fields:
        return words
    fields = [
        f"{encode_basestring(name)}: [{', '.join(found)}]"
        if name in element.lists or len(found) > 1
        else f"{encode_basestring(name)}: {found[0]}"
        for name, found in element.fields.items()
    ]
    if words != '""':
        fields.append(f'"text": {words}')
    return f"{{{', '.join(fields)}}}"
