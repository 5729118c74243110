"""Tables in JSON: lists of lists under the names of their columns, and columns side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from expolens.layouts.header import meaning
from expolens.readers.grid import NAMES, named_apart
from expolens.readers.json_cells import text_of

_WIDEST = 1_000
_COLUMN_NAMES = ("name", "field", "label", "title", "key", "id", "header", "text", "fieldName", "dataIndex")  # fmt: skip


def columns_in(content: Any) -> tuple[str, ...]:
    """Return the names of columns that a value lists, () where it lists none.

    >>> columns_in(["name", "booth"]), columns_in([{"name": "cik", "type": "int"}]), columns_in([1, 2]), columns_in({"fields": ["name", "no"]})
    (('name', 'booth'), ('cik',), (), ('name', 'no'))
    """
    if isinstance(content, dict):
        inner = [named for value in islice(content.values(), 8) if isinstance(value, list) and (named := columns_in(value))]  # fmt: skip
        return inner[0] if len(inner) == 1 else ()
    if not content or len(content) > _WIDEST:
        return ()
    if all(isinstance(one, dict) for one in content):
        key = next((one for one in _COLUMN_NAMES if all(isinstance(c.get(one), str) for c in content)), "")  # fmt: skip
        names = [one[key] for one in content] if key else []
    else:
        names = [one for one in content if isinstance(one, str)]
    whole = len(names) == len(content) and len(set(names)) == len(names) and all(names)
    return tuple(names) if whole else ()


def tabled(items: Iterator[Any], beside: Sequence[Any] = ()) -> Iterator[Any]:
    """Yield the items of a list, rows that are lists of values as objects: under the columns that something `beside` names, or a first row of headers.

    Where neither is there, the columns have no names of their own ("column 1"). Lists of numbers alone stay what they are.
    """
    head = list(islice(items, 1))
    if head and _is_row(head[0]):
        head += islice(items, 1)
    if (len(head) < 2 and not beside) or not head or not all(_is_row(row) for row in head):
        yield from chain(head, items)
        return
    width = len(head[0])
    named = map(columns_in, reversed(beside))
    given = next((one for one in named if len(one) == width), None)
    if given is None and not any(isinstance(cell, str) and cell for row in head for cell in row):
        yield from chain(head, items)
        return
    if given is None and _is_header(head):
        given, head = named_apart([text_of(cell) for cell in head[0]], width)[0], head[1:]
    names = given or tuple(f"column {number}" for number in range(1, width + 1))
    for row in chain(head, items):
        yield _under(names, row) if isinstance(row, list) else row


def _under(names: Sequence[str], row: list[Any]) -> dict[str, Any]:
    more = (f"column {number}" for number in range(len(names) + 1, len(row) + 1))
    return dict(zip(chain(names, more), row, strict=False))


def _is_row(row: Any) -> bool:
    return (
        isinstance(row, list)
        and 1 < len(row) <= _WIDEST
        and not any(isinstance(cell, dict) for cell in row[:2])
        and any(not isinstance(cell, list) for cell in row)
    )


def _is_header(head: Sequence[list[Any]]) -> bool:
    """Tell whether the first of two rows names columns: by known words, or as the one that is all texts where the other is not."""
    first, second = head[0], head[1] if len(head) > 1 else []
    if not all(isinstance(cell, str) and len(cell) < 80 for cell in first):
        return False
    known = sum(bool(meaning(cell)) for cell in first)
    plain = all(isinstance(cell, str) for cell in second)
    return len(set(first)) == len(first) and (known * 2 >= len(first) or known > 1 or not plain)


def columnar(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of an object of columns, a list or an object by row number each, [] where it is none.

    >>> columnar({"name": ["甲", "乙"], "booth": ["A1", None]})
    [{'name': '甲', 'booth': 'A1'}, {'name': '乙', 'booth': None}]
    >>> columnar({"name": {"0": "甲", "2": "乙"}, "booth": {"0": "A1"}})
    [{'name': '甲', 'booth': 'A1'}, {'name': '乙'}]
    """
    values = list(content.values())
    known = any(meaning(str(key)) in NAMES for key in content)
    if not known or len(values) < 2:
        return []
    if all(isinstance(one, list) for one in values):
        lengths = {len(one) for one in values}
        whole = len(lengths) == 1 and lengths.pop() > 1
        if not whole or not all(map(_scalar, chain.from_iterable(values))):
            return []
        return [dict(zip(content, row, strict=True)) for row in zip(*values, strict=True)]
    if not all(isinstance(one, dict) and one for one in values):
        return []
    keys = list(dict.fromkeys(key for one in values for key in one))
    if any(meaning(str(key)) for key in keys) or not all(map(_scalar, (v for one in values for v in one.values()))):  # fmt: skip
        return []
    return [
        {name: column[key] for name, column in content.items() if key in column} for key in keys
    ]


def by_type(content: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the store of a GraphQL client, {"Exhibitor:1": {"__typename": …}}, as a list for each type; None where it is none.

    What an object refers to ({"__ref": "Booth:5"}) is put in its place, without what that refers to in turn.

    >>> by_type({"Booth:5": {"__typename": "Booth", "number": "A1"}, "Exhibitor:1": {"__typename": "Exhibitor", "booth": {"__ref": "Booth:5"}}})["Exhibitor"]
    [{'__typename': 'Exhibitor', 'booth': {'__typename': 'Booth', 'number': 'A1'}}]
    """
    stored = [key for key in content if ":" in key and isinstance(content[key], dict)]
    if len(stored) < 2 or not any("__typename" in content[key] for key in stored[:20]):
        return None
    bare = {key: {name: one for name, one in content[key].items() if _scalar(one)} for key in stored}  # fmt: skip
    grouped: dict[str, Any] = {key: value for key, value in content.items() if key not in bare}
    types: dict[str, list[Any]] = {}
    for key in stored:
        whole = {name: _resolved(one, bare) for name, one in content[key].items()}
        types.setdefault(key.partition(":")[0], []).append(whole)
    return {**grouped, **types}


def _resolved(value: Any, stored: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_resolved(one, stored) if isinstance(one, dict) else one for one in value]
    if isinstance(value, dict) and isinstance(value.get("__ref"), str):
        return stored.get(value["__ref"], value)
    return value


def _scalar(value: Any) -> bool:
    return not isinstance(value, dict | list)
