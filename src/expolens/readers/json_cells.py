"""One object of a JSON list as named cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

# What names an object in a list, the first that it has: a tag by its name, a stand by its number.
_NAMING = ("name", "title", "label", "text", "value", "number", "no", "code", "booth", "stand", "display", "zh", "en", "id", "key")  # fmt: skip


def flat(item: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells of an object: nested ones as "address.city", lists joined by 、, objects in lists by what names them.

    What else an object in a list says is a column of its own: [{"hall": "1", "number": "A1"}] is booths "A1" and booths.hall "1".

    >>> flat({"name": "示例", "booths": [{"hall": "1", "number": "A1"}], "at": {"city": "杭州"}})
    {'name': '示例', 'booths': 'A1', 'booths.hall': '1', 'at.city': '杭州'}
    """
    cells: dict[str, str] = {}
    for name, text in _cells(item, ""):
        cells[name] = (
            f"{cells[name]}、{text}" if cells.get(name) and text else cells.get(name) or text
        )
    return cells


def _cells(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        if not value and name:
            yield name, ""
        for key, item in value.items():
            yield from _cells(item, f"{name}.{key}".lstrip("."))
    elif isinstance(value, list):
        yield name, ""
        for item in value:
            yield from _item(item, name)
    else:
        yield name, _text(value)


def _item(item: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield what one item of a list says."""
    if not isinstance(item, Mapping):
        yield from _cells(item, name)
        return
    lower = {str(key).casefold(): key for key in item}
    naming = next((lower[key] for key in _NAMING if _given(item.get(lower.get(key, "")))), None)
    if naming is None:
        naming = next((key for key, inner in item.items() if _given(inner)), None)
    for key, inner in item.items():
        # The id beside a name says nothing; without a name it is what there is.
        if key == naming:
            yield from _cells(inner, name)
        elif str(key).casefold() != "id":
            yield from _cells(inner, f"{name}.{key}")


def _given(value: Any) -> bool:
    return value not in (None, "", [], {}) and not isinstance(value, bool | list)


def _text(value: Any) -> str:
    """Print one value: a text, a number without a needless ".0", TRUE or FALSE."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
