"""One object of a JSON list as named cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from expolens.layouts.header import meaning
from expolens.readers.grid import NAMES

# What names an object in a list, the first that it has: a tag by its name, a stand by its number.
_NAMING = ("name", "title", "label", "text", "value", "number", "no", "code", "booth", "stand", "display", "zh", "en", "id", "key")  # fmt: skip
# Objects that only wrap what is said of a thing: GraphQL, Elasticsearch, JSON:API, GeoJSON, Airtable.
_WRAPPERS = ("node", "_source", "attributes", "properties", "fields", "document", "record", "item", "data")  # fmt: skip
# What a text is wrapped in: WordPress, and XML made into JSON.
_TEXTS = ("rendered", "#text", "_text", "$t")
# What a search engine says of its own work.
_OF_THE_SEARCH = frozenset({"_highlightResult", "_snippetResult", "_rankingInfo", "__typename", "_distinctSeqID"})  # fmt: skip


def flat(item: Mapping[str, Any], wrapping: Sequence[str] = ()) -> dict[str, str]:
    """Return the cells of an object: nested ones as "address.city", lists joined by 、, objects in lists by what names them.

    What else an object in a list says is a column of its own: [{"hall": "1", "number": "A1"}] is booths "A1" and booths.hall "1".
    What stands within `wrapping` (`wrapping_of`) is named as if it stood outside.

    >>> flat({"name": "示例", "booths": [{"hall": "1", "number": "A1"}], "at": {"city": "杭州"}})
    {'name': '示例', 'booths': 'A1', 'booths.hall': '1', 'at.city': '杭州'}
    >>> flat({"id": 7, "attributes": {"name": "示例"}}, ["attributes"])
    {'id': '7', 'name': '示例'}
    """
    cells: dict[str, str] = {}
    for key, value in (_unwrapped(item, wrapping) if wrapping else item).items():
        if isinstance(value, str):
            pairs: Iterator[tuple[str, str]] = iter(((key, value),))
        elif key in _OF_THE_SEARCH:
            continue
        else:
            pairs = _cells(value, str(key))
        for name, text in pairs:
            before = cells.get(name)
            cells[name] = f"{before}、{text}" if before and text else before or text
    return cells


def wrapping_of(items: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the keys, outermost first, of the objects that only wrap what is said of the things of a list.

    >>> wrapping_of([{"cursor": "x", "node": {"exhibitor": {"name": "示例"}, "stand": "A1"}}])
    ('node', 'exhibitor')
    """
    return _way(list(items), 0) or ()


def _way(level: Sequence[Mapping[str, Any]], depth: int) -> tuple[str, ...] | None:
    """Return the keys that lead to names, those of known wrappers where nothing does; None where there are no names."""
    if any(_names(item) for item in level):
        return ()
    if depth > 3:
        return None
    nested = dict.fromkeys(
        str(key) for item in level for key, value in item.items() if isinstance(value, Mapping)
    )
    ways: dict[str, tuple[str, ...]] = {}
    for key in nested:
        within = [one for item in level if isinstance(one := item.get(key), Mapping)]
        way = _way(within, depth + 1) if 2 * len(within) > len(level) else None
        if way is None and key in _WRAPPERS and 2 * len(within) > len(level):
            way = ()
        if way is not None:
            ways[key] = (key, *way)
    known = next((way for key, way in ways.items() if key in _WRAPPERS), None)
    return known or (next(iter(ways.values())) if len(ways) == 1 else None)


def _names(item: Mapping[str, Any]) -> bool:
    return any(
        meaning(str(key)) in NAMES and isinstance(_bare(value), str) for key, value in item.items()
    )


def _bare(value: Any) -> Any:
    """Return a text without what only wraps it."""
    if isinstance(value, Mapping):
        return next((value[key] for key in _TEXTS if isinstance(value.get(key), str)), value)
    return value


def _unwrapped(item: Mapping[str, Any], wrapping: Sequence[str]) -> Mapping[str, Any]:
    outer = dict(item)
    for step in wrapping:
        inner = outer.pop(step, None)
        if not isinstance(inner, Mapping):
            return {**outer, step: inner} if inner is not None else outer
        for key, value in inner.items():
            outer[f"{step}.{key}" if key in outer else str(key)] = value
    return outer


def _cells(value: Any, name: str) -> Iterator[tuple[str, str]]:
    value = _bare(value)
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
        yield name, text_of(value)


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


def text_of(value: Any) -> str:
    """Print one value: a text, a number without a needless ".0", TRUE or FALSE, nothing for null and what is no number."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
