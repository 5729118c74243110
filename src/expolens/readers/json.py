"""JSON and JSON Lines: the list of objects is found by its shape."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from expolens.errors import SourceError, suggestion
from expolens.readers.grid import Grid, gridded, noted


def json_grid(text: str, *, where: str, encoding: str = "", path: str = "") -> Grid:
    """Read the list of objects at `path` ("data.exhibitors"), or the longest one there is; nested lists are joined by 、."""
    content = _loaded(text, where)
    found = (
        _at(content, path, where)
        if path
        else max(_lists(content, ""), key=lambda pair: len(pair[1]), default=("", []))[1]
    )
    if not found and isinstance(content, dict):
        found = [content]
    rows = [row for row in found if isinstance(row, dict)]
    if not rows:
        raise SourceError(
            "no list of objects in it",
            where=where,
            todo='Say `path = "data.exhibitors"` at this source in study.toml.',
        )
    flat = [dict(_cells(row, "")) for row in rows]
    header = list(dict.fromkeys(key for row in flat for key in row))
    lines = [("header", header)] + [
        (f"item {number}", [row.get(key, "") for key in header])
        for number, row in enumerate(flat, 1)
    ]
    if any(not any(cells) for _, cells in lines[1:]):
        return gridded(lines, where=where, encoding=encoding, notes=[noted("empty_objects")])
    return gridded(lines, where=where, encoding=encoding)


def _loaded(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.split("\n") if line.strip()]
        try:
            return [json.loads(line) for line in lines]
        except (ValueError, RecursionError):
            raise SourceError(f"this is no JSON: {error}", where=where) from error


def _lists(content: Any, path: str) -> Iterator[tuple[str, list[Any]]]:
    """Yield every list that holds objects, with its path."""
    if isinstance(content, list):
        if any(isinstance(item, dict) for item in content):
            yield path, [item for item in content if isinstance(item, dict)]
        for item in content[:50]:
            yield from _lists(item, path)
    elif isinstance(content, dict):
        if (
            content
            and len(content) > 2
            and all(isinstance(item, dict) for item in content.values())
        ):
            yield path, list(content.values())
        for key, item in content.items():
            yield from _lists(item, f"{path}.{key}".lstrip("."))


def _at(content: Any, path: str, where: str) -> list[Any]:
    for key in path.split("."):
        if not isinstance(content, dict) or key not in content:
            known = list(content) if isinstance(content, dict) else []
            raise SourceError(f"nothing at path '{path}'", where=where, todo=suggestion(key, known))
        content = content[key]
    return (
        content
        if isinstance(content, list)
        else list(content.values())
        if isinstance(content, dict)
        else []
    )


def _cells(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield the cells of an object, nested ones as "address.city", lists joined."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _cells(item, f"{name}.{key}".lstrip("."))
    elif isinstance(value, list):
        yield name, "、".join(part for item in value if (part := _label(item)))
    else:
        yield name, _label(value)


def _label(item: Any) -> str:
    """Print one value of a list: a text, a number, or the name of an object."""
    if isinstance(item, dict):
        named = next(
            (item[key] for key in ("name", "title", "label", "text", "value") if item.get(key)),
            None,
        )
        return _label(named) if named is not None else json.dumps(item, ensure_ascii=False)
    if item is None:
        return ""
    if isinstance(item, bool):
        return "TRUE" if item else "FALSE"
    return str(item)
