"""Rows of frozen dataclasses ⇄ Arrow tables, as `schema` declares them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

import pyarrow as pa

from expolens.schema import TABLES

Row = TypeVar("Row")
Tables = Mapping[str, pa.Table]

_ARROW: dict[str, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "texts": pa.list_(pa.string()),
}


def arrow_schema(name: str) -> pa.Schema:
    """Return the Arrow schema of the declared table `name`."""
    return pa.schema(
        [
            pa.field(column, _ARROW[kind.rstrip("?")], nullable=kind.endswith("?"))
            for column, kind in TABLES[name].columns.items()
        ]
    )


def to_table(name: str, rows: Iterable[Any]) -> pa.Table:
    """Make the Arrow table `name` from rows of its dataclass, in the order given."""
    schema = arrow_schema(name)
    kept = list(rows)
    return pa.table(
        {column: [getattr(row, column) for row in kept] for column in schema.names}, schema=schema
    )


def from_columns(name: str, columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """Make the Arrow table `name` from whole columns: for tables too large for a dataclass a row."""
    schema = arrow_schema(name)
    return pa.table({column: columns[column] for column in schema.names}, schema=schema)


def to_rows(name: str, row: type[Row], table: pa.Table) -> list[Row]:
    """Return the rows of the Arrow table `name` as dataclasses of its type `row`, in order."""
    kinds = TABLES[name].columns
    columns = [
        [tuple(cell) for cell in table[column].to_pylist()]
        if kinds[column] == "texts"
        else table[column].to_pylist()
        for column in kinds
    ]
    make = cast("Any", row)
    return [make(*cells) for cells in zip(*columns, strict=True)]
