"""Read every source of a study into records, as published."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from expolens.errors import SourceError, StudyError
from expolens.layouts import Mapping, understand
from expolens.model.source import Source
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from expolens.store.tables import Tables, from_columns, to_table
from expolens.values import FIELDS


def collect(plans: Sequence[SourcePlan], *, folder: Path) -> Tables:
    """Make the tables `sources` and `records` of the files in a study folder, in the order of the study file.

    Rows in are rows out. A record's key is its source and its stable column where that is filled and unique, else a
    hash of its cells and which of the equal rows it is; personal columns are left out of its cells.
    """
    sources: list[Source] = []
    columns: dict[str, list[object]] = {
        name: [] for name in ("key", "source", "role", "place", "position", "cells")
    }
    for plan in plans:
        data = _bytes(folder, plan)
        grid = grid_of(data, plan)
        mapping = understand(grid.header, plan)
        keys, cells = _keyed(grid, mapping, plan)
        columns["key"] += keys
        columns["source"] += [plan.id] * len(keys)
        columns["role"] += [plan.role] * len(keys)
        columns["place"] += [row.place for row in grid.rows]
        columns["position"] += range(1, len(keys) + 1)
        columns["cells"] += cells
        sources.append(_source(plan, grid, mapping, sha256(data).hexdigest()))
    return {"sources": to_table("sources", sources), "records": from_columns("records", columns)}


def _bytes(folder: Path, plan: SourcePlan) -> bytes:
    path = folder / plan.file
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        there = sorted(p.name for p in path.parent.iterdir()) if path.parent.is_dir() else []
        raise StudyError(
            f"source '{plan.id}' names {plan.file}, which is not there",
            where=str(folder / "study.toml"),
            have=f"In {path.parent.name}/: {', '.join(there) or 'nothing'}.",
            todo="Put the file back, or take its [[source]] out.",
        ) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=plan.file) from error


def _keyed(grid: Grid, mapping: Mapping, plan: SourcePlan) -> tuple[list[str], list[str]]:
    """Return the key and the cells of every row."""
    kept = [(i, header) for i, header in enumerate(grid.header) if header not in mapping.personal]
    cells = [
        json.dumps({header: row.cells[i] for i, header in kept if row.cells[i]}, ensure_ascii=False)
        for row in grid.rows
    ]
    stable = _stable(grid, mapping, plan)
    if stable is not None:
        return [f"{plan.id}:{row.cells[stable]}" for row in grid.rows], cells
    seen: Counter[str] = Counter()
    keys = []
    for text in cells:
        content = sha256(text.encode()).hexdigest()[:12]
        seen[content] += 1
        keys.append(f"{plan.id}:{content}" + (f"#{seen[content]}" if seen[content] > 1 else ""))
    return keys, cells


def _stable(grid: Grid, mapping: Mapping, plan: SourcePlan) -> int | None:
    """Return the column whose values name the rows for good: all filled, all different; the study's, the layout's, or a code's."""
    if plan.stable and plan.stable not in grid.header:
        raise StudyError(
            f"source '{plan.id}' has no column '{plan.stable}'",
            where="study.toml, stable",
            have=f"Columns: {', '.join(grid.header)}.",
        )
    wanted = [plan.stable, mapping.kind.stable if mapping.kind else ""]
    wanted += [
        header
        for header, name in mapping.columns.items()
        if name in ("credit_code", "ticker", "isin")
    ]
    for header in wanted:
        if header and header in grid.header:
            index = grid.header.index(header)
            values = [row.cells[index] for row in grid.rows]
            if all(value and value != "-" for value in values) and len(set(values)) == len(values):
                return index
    return None


def _source(plan: SourcePlan, grid: Grid, mapping: Mapping, digest: str) -> Source:
    kind = mapping.kind
    covers = plan.covers or (kind.covers if kind else "") or "asked"
    return Source(
        id=plan.id,
        role=plan.role,
        file=plan.file,
        sha256=digest,
        date=plan.date,
        title=plan.title.en or (kind.title.en if kind else ""),
        url=plan.url,
        covers=covers,
        layout=kind.id if kind else "",
        encoding=grid.encoding,
        rows_in=len(grid.rows),
        records=len(grid.rows),
        columns=tuple(
            f"{header}={name}" + (f"|{mapping.units[header]}" if mapping.units.get(header) else "")
            for header, name in mapping.columns.items()
            if name in FIELDS
        ),
        unread=mapping.unread,
        personal=mapping.personal,
        notes=grid.notes,
    )
