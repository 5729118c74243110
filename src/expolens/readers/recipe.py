"""A recipe says where a page's cards and cells are: inferred once, shown, corrected by a person, used again next year."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from expolens.errors import StudyError, suggestion
from expolens.readers.cards.selector import compiled

TAKES = ("text", "leaf", "next", "line.name", "line.booth")
"""What is taken of an element beside an attribute (@href): its text, the same of elements that hold only one, the text of what follows it, a part of its line."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a card: which elements, what is taken of them, and what is cut off.

    `after` is a label that the text must begin with; `like` the kind of value ("booth") that it must be; `part` the "hall" or the "booth" of
    a text that has both; `nth` which of those that are left; `many` takes all of them. `source` is "detail" where the cell stands on the page that the card links to. `filled` is the
    share of cards that had it when the recipe was made, `seen` what it found.
    """

    field: str
    select: str = ""
    take: str = "text"
    after: str = ""
    before: str = ""
    like: str = ""
    part: str = ""
    nth: int = 0
    many: bool = False
    source: str = ""
    filled: float = 0.0
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where the cards of a page are: `select` with as many as `count` when it was made, and their cells.

    `run` says that a card is a heading with what follows it up to the next one. `script` and `path` name application data instead.
    `next`, `query` and `detail` are for fetching: the link to the next page, its parameter, and the link of a card to its own page.
    """

    select: str = ""
    run: bool = False
    count: int = 0
    cells: tuple[Cell, ...] = ()
    script: str = ""
    path: str = ""
    next: str = ""
    query: str = ""
    detail: str = ""
    title: str = ""
    host: str = ""


_PARTS: dict[str, dict[str, str]] = {
    "block": {"select": "select", "run": "run", "count": "count"},
    "page": {"next": "next", "query": "query", "detail": "detail"},
    "state": {"script": "script", "list": "path"},
}
_CELL = {"from" if one.name == "source" else one.name: one.name for one in fields(Cell)}
_SAID = {
    "block": "# The cards of the page. count is how many there were; a page with less than half of them is told to be out of date.",
    "page": "# For fetching: the link to the next page, its parameter (page={n}), and the link of a card to its own page.",
    "state": "# The list is in the data of the page's application: which script, and the path of the list in it.",
    "cell": "# A column. seen is what it found; take is text, leaf (text of elements that hold only one), next (text of what follows) or an attribute (@href); after is cut off in front; part is the hall or the booth of a text that has both.",
}


def recipe_text(recipe: Recipe) -> str:
    """Return a recipe as a commented TOML file that a person can correct; `recipe_of` reads it back as it was."""
    lines = ["# Where the list is on its page. Correct it and give it back.", "version = 1"]
    lines += [f"{key} = {_toml(value)}" for key, value in (("title", recipe.title), ("host", recipe.host)) if value]  # fmt: skip
    for part, names in _PARTS.items():
        given = {key: getattr(recipe, name) for key, name in names.items()}
        if any(given.values()):
            lines += ["", _SAID[part], f"[{part}]"]
            lines += [f"{key} = {_toml(value)}" for key, value in given.items() if value]
    for number, cell in enumerate(recipe.cells):
        lines += ["", *([_SAID["cell"]] if not number else []), "[[cell]]"]
        values = {key: getattr(cell, name) for key, name in _CELL.items()}
        lines += [
            f"{key} = {_toml(value)}"
            for key, value in values.items()
            if key in ("field", "select") or (value and value != "text")
        ]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    text = "".join(
        escapes.get(char) or (f"\\u{ord(char):04x}" if ord(char) < 32 or ord(char) == 127 else char)
        for char in str(value)
    )
    return f'"{text}"'


def recipe_of(text: str, *, where: str = "recipe") -> Recipe:
    """Read a recipe; StudyError names the line and the key of a mistake."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise StudyError(f"the recipe is no TOML: {error}", where=where) from error
    lines = _Lines(text, where)
    known = {"version", "title", "host", "cell", *_PARTS}
    for key in data:
        if key not in known:
            raise lines.wrong(f"unknown key '{key}'", key, todo=suggestion(key, known))
    if data.get("version", 1) != 1:
        raise lines.wrong("a recipe of another version", "version", todo="This reads version = 1.")
    values: dict[str, Any] = {key: _typed(data, key, str, lines) for key in ("title", "host")}
    for part, names in _PARTS.items():
        table = _typed(data, part, dict, lines)
        for key in table:
            if key not in names:
                raise lines.wrong(f"[{part}]: unknown key '{key}'", key, todo=suggestion(key, names))  # fmt: skip
        for key, name in names.items():
            wanted = {"run": bool, "count": int}.get(key, str)
            values[name] = _typed(table, key, wanted, lines)
    cells = data.get("cell", [])
    if not isinstance(cells, list) or not all(isinstance(one, dict) for one in cells):
        raise lines.wrong("cells are written [[cell]]", "cell")
    recipe = Recipe(**values, cells=tuple(_cell(one, n, lines) for n, one in enumerate(cells)))
    _checked(recipe, lines)
    return recipe


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a recipe, so that a mistake is named with its own."""

    text: str
    where: str

    def wrong(self, what: str, key: str, *, cell: int = -1, todo: str = "") -> StudyError:
        """Return the error of a key, that of a cell where its number is given."""
        starts = [found.start() for found in re.finditer(r"^\s*\[\[\s*cell", self.text, re.M)]
        start = starts[cell] if 0 <= cell < len(starts) else 0
        found = re.compile(rf"^[^\S\n]*\[{{0,2}}\s*{re.escape(key)}\b", re.M).search(
            self.text, start
        )
        line = f", line {self.text.count(chr(10), 0, found.start()) + 1}" if found else ""
        return StudyError(what, where=f"{self.where}{line}", todo=todo)


def _typed(
    data: Mapping[str, Any], key: str, wanted: type[Any], lines: _Lines, cell: int = -1
) -> Any:
    """Return a value of the type it must have, an empty one where it is not given."""
    value: Any = data.get(key, wanted())
    if wanted is float and type(value) is int:
        value = float(value)
    if type(value) is not wanted:
        said = {str: "a text", bool: "true or false", int: "a whole number", float: "a number", dict: "a table", list: "a list of texts"}[wanted]  # fmt: skip
        raise lines.wrong(f"{key} must be {said}", key, cell=cell)
    if wanted is list and not all(isinstance(one, str) for one in value):
        raise lines.wrong(f"{key} must be a list of texts", key, cell=cell)
    return value


def _cell(data: Mapping[str, Any], number: int, lines: _Lines) -> Cell:
    for key in data:
        if key not in _CELL:
            raise lines.wrong(f"[[cell]] {number + 1}: unknown key '{key}'", key, cell=number, todo=suggestion(key, _CELL))  # fmt: skip
    types: dict[str, type[Any]] = {"nth": int, "many": bool, "filled": float, "seen": list}
    values = {
        name: _typed(data, key, types.get(key, str), lines, number) for key, name in _CELL.items()
    }
    values["seen"] = tuple(values["seen"])
    values["take"] = values["take"] or "text"
    return Cell(**values)


def _checked(recipe: Recipe, lines: _Lines) -> None:
    """Raise StudyError unless a recipe can be followed."""
    if not (recipe.select or recipe.script):
        raise lines.wrong("neither [block] select nor [state] script says where the list is", "block")  # fmt: skip
    _selects(recipe.select, "select", -1, lines)
    if recipe.select and not recipe.cells:
        raise lines.wrong("there is no [[cell]]", "block")
    for number, cell in enumerate(recipe.cells):
        if not cell.field:
            raise lines.wrong(f"[[cell]] {number + 1} has no field", "cell", cell=number)
        if cell.take not in TAKES and not re.fullmatch(r"@[A-Za-z][\w:-]*", cell.take):
            raise lines.wrong(
                f"take = \"{cell.take}\" is nothing that can be taken", "take", cell=number, todo=f"Write {', '.join(TAKES)} or an attribute: @href."
            )  # fmt: skip
        if cell.part not in ("", "hall", "booth"):
            raise lines.wrong('part can only be "hall" or "booth"', "part", cell=number)
        if cell.source not in ("", "detail"):
            raise lines.wrong('from can only be "detail"', "from", cell=number)
        _selects(cell.select, "select", number, lines)
    for key, address in (("next", recipe.next), ("detail", recipe.detail)):
        _selects(address.partition("@")[0], key, -1, lines)


def _selects(select: str, key: str, cell: int, lines: _Lines) -> None:
    try:
        compiled(select)
    except StudyError as error:
        raise lines.wrong(error.what, key, cell=cell, todo=error.todo) from error


def told(cells: Sequence[Cell]) -> str:
    """Return the cells of a recipe in one line, with what each found first: name (Example 1 GmbH), booth (A1)."""
    return ", ".join(f"{one.field} ({one.seen[0]})" if one.seen else one.field for one in cells)
