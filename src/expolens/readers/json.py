"""JSON and JSON Lines: the lists of objects are found by their shape, and every list of the chosen shape is read."""

from __future__ import annotations

import json
from typing import Any

from expolens.errors import SourceError, suggestion
from expolens.readers.grid import Grid, labelled, noted
from expolens.readers.json_cells import flat
from expolens.readers.json_lists import Listed, chosen, lists_of, outer_columns


def json_grid(text: str, *, where: str, encoding: str = "", path: str = "") -> Grid:
    """Read the lists of objects at `path` ("data.exhibitors"), or those that look like exhibitors: nested lists are joined by 、.

    Several lists of one shape (halls, pages, letters) are one list in the order of the file, with what tells them apart as columns.
    Other lists, and items that are no objects, are counted in notes. SourceError where there is no list of objects.
    """
    content = _loaded(text, where)
    found = lists_of(content)
    if not found and isinstance(content, dict) and not path:
        found = [Listed("", (), [content], 0, {})]
    if path:
        read = [one for one in found if one.path == path or one.path.startswith(f"{path}.")]
        read = [one for one in read if one.path == min((o.path for o in read), key=len)]
        if not read:
            _nothing_at(content, path, where)
    else:
        read = chosen(found)
    if not read:
        raise SourceError(
            "no list of objects in it",
            where=where,
            todo='Say `path = "data.exhibitors"` at this source in study.toml.',
        )
    outer = outer_columns(read)
    rows = [
        {**flat(item), **more} for one, more in zip(read, outer, strict=True) for item in one.items
    ]
    header = list(dict.fromkeys(key for row in rows for key in row))
    lines = [
        (f"item {number}", [row.get(key, "") for key in header])
        for number, row in enumerate(rows, 1)
    ]
    notes = [] if path else _unread(found, read)
    if others := sum(one.others for one in read):
        notes.append(noted("not_objects", others))
    if len(read) > 1:
        said = ", ".join(f"{'.'.join(one.steps) or '–'} ({len(one.items):,})" for one in read)
        notes.insert(0, noted("stacked", len(read), said))
    return labelled(header, lines, where=where, encoding=encoding, notes=notes)


def _unread(found: list[Listed], read: list[Listed]) -> list[str]:
    """Return a note of the lists that are neither read nor inside of what is: those are cells."""
    inside = [id(item) for one in read for item in one.items]
    other: dict[str, int] = {}
    for one in found:
        if one not in read and not any(id(up) in inside for up in one.within):
            around = any(
                id(up) in {id(item) for item in one.items} for r in read for up in r.within
            )
            if not around:
                other[one.path or "–"] = other.get(one.path or "–", 0) + len(one.items)
    said = ", ".join(f"{path} ({count:,})" for path, count in other.items())
    return [noted("other_tables", said)] if said else []


def _loaded(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
        found = []
        for number, line in lines:
            try:
                found.append(json.loads(line))
            except (ValueError, RecursionError):
                what = (
                    f"line {number} is no JSON" if len(found) > 1 else f"this is no JSON: {error}"
                )
                raise SourceError(what, where=where) from error
        return found


def _nothing_at(content: Any, path: str, where: str) -> None:
    """Raise SourceError for the first step of a path that leads nowhere."""
    for key in path.split("."):
        known = list(content) if isinstance(content, dict) else []
        if key not in known:
            raise SourceError(f"nothing at path '{path}'", where=where, todo=suggestion(key, known))
        content = content[key]
    raise SourceError(f"no list of objects at path '{path}'", where=where)
