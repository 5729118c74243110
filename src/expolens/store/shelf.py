"""One Parquet file for each declared table, replaced whole."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from expolens.errors import StudyError
from expolens.schema import TABLES
from expolens.store.tables import arrow_schema


def table_path(build: Path, name: str) -> Path:
    """Return where the table `name` stands in a build."""
    return build / "data" / f"{name}.parquet"


def write_table(build: Path, name: str, table: pa.Table) -> Path:
    """Write a declared table and return its path; the bytes depend on its rows alone.

    Raises ValueError for a table that is not as `schema` declares it: the mistake is the program's.
    """
    if table.schema != arrow_schema(name):
        raise ValueError(f"table {name} is not as declared: {table.schema}")
    path = table_path(build, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd", version="2.6", store_schema=False)
    return path


def read_table(build: Path, name: str) -> pa.Table:
    """Read a declared table back, its rows in the order they were written."""
    if name not in TABLES:
        raise ValueError(f"no table {name} is declared")
    path = table_path(build, name)
    if not path.is_file():
        raise StudyError(
            f"there is no table '{name}' yet", where=str(build), todo="Run `expolens run` first."
        )
    return pq.ParquetFile(path).read().cast(arrow_schema(name))
