"""Read every source of a study into records, as published."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from expolens.errors import SourceError, StudyError
from expolens.model.source import Source, SourcePage
from expolens.model.study import SourcePlan
from expolens.readers.grid import noted
from expolens.readers.recipe import Recipe, recipe_of
from expolens.readers.sheet import column_letters
from expolens.store.tables import Tables, from_columns, to_table
from expolens.study.received import Received, received
from expolens.values import FIELDS
from expolens.values.missing import missing

_STABLE = ("credit_code", "registration_number", "lei", "ticker", "isin", "cik")
"""Fields that name a company for good."""


def collect(plans: Sequence[SourcePlan], *, folder: Path) -> Tables:
    """Make the tables `sources`, `pages` and `records` of the files in a study folder, in the order of the study file.

    Rows in are rows out, but for those that continue the company above where the layout or the study says so. A record's key is its source and its stable column where that is filled and unique, else a
    hash of its cells and which of the equal rows it is. Personal columns are left out of its cells, and what is personal in a text is withheld.
    """
    sources: list[Source] = []
    pages: list[SourcePage] = []
    columns: dict[str, list[object]] = {
        name: [] for name in ("key", "source", "role", "place", "position", "cells", "page")
    }
    for plan in plans:
        data = _bytes(folder, plan, plan.file)
        found = received(data, plan, recipe=_recipe(folder, plan))
        keys, cells = _keyed(found, plan)
        rows = found.grid.rows
        columns["key"] += keys
        columns["source"] += [plan.id] * len(keys)
        columns["role"] += [plan.role] * len(keys)
        columns["place"] += [row.place for row in rows]
        columns["position"] += range(1, len(keys) + 1)
        columns["cells"] += cells
        columns["page"] += [row.page for row in rows]
        sources.append(_source(plan, found, sha256(data).hexdigest()))
        pages += [SourcePage(plan.id, *page) for page in found.grid.pages]
    return {
        "sources": to_table("sources", sources),
        "pages": to_table("pages", pages),
        "records": from_columns("records", columns),
    }


def _bytes(folder: Path, plan: SourcePlan, file: str) -> bytes:
    path = folder / file
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        there = sorted(p.name for p in path.parent.iterdir()) if path.parent.is_dir() else []
        raise StudyError(
            f"source '{plan.id}' names {file}, which is not there",
            where=str(folder / "study.toml"),
            have=f"In {path.parent.name}/: {', '.join(there) or 'nothing'}.",
            todo="Put the file back, or take its [[source]] out.",
        ) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=file) from error


def _recipe(folder: Path, plan: SourcePlan) -> Recipe | None:
    """Return the recipe that a source names, None where it names none."""
    if not plan.recipe:
        return None
    text = _bytes(folder, plan, plan.recipe).decode("utf-8", "replace")
    return recipe_of(text, where=plan.recipe)


def _keyed(found: Received, plan: SourcePlan) -> tuple[list[str], list[str]]:
    """Return the key and the cells of every row."""
    grid, masks = found.grid, found.masks
    kept = [
        (i, header, masks.get(header))
        for i, header in enumerate(grid.header)
        if header not in found.personal
    ]
    cells = [
        json.dumps(
            {
                h: mask(row.cells[i]) if mask else row.cells[i]
                for i, h, mask in kept
                if row.cells[i]
            },
            ensure_ascii=False,
        )
        for row in grid.rows
    ]
    stable = _stable(found, plan)
    if stable is not None:
        return [f"{plan.id}:{row.cells[stable]}" for row in grid.rows], cells
    seen: Counter[str] = Counter()
    keys = []
    for text in cells:
        content = sha256(text.encode()).hexdigest()[:12]
        seen[content] += 1
        keys.append(f"{plan.id}:{content}" + (f"#{seen[content]}" if seen[content] > 1 else ""))
    return keys, cells


def _stable(found: Received, plan: SourcePlan) -> int | None:
    """Return the column whose values name the rows for good: all filled, all different; the study's, the layout's, or a code's."""
    grid, mapping = found.grid, found.mapping
    if plan.stable and plan.stable not in grid.header:
        raise StudyError(
            f"source '{plan.id}' has no column '{plan.stable}'",
            where="study.toml, stable",
            have=f"Columns: {', '.join(grid.header)}.",
        )
    wanted = [plan.stable, mapping.kind.stable if mapping.kind else ""]
    wanted += [header for header, name in mapping.columns.items() if name in _STABLE]
    marks = (*plan.missing, *(mapping.kind.missing if mapping.kind else ()))
    for header in wanted:
        if header and header in grid.header and header not in found.personal:
            index = grid.header.index(header)
            values = [row.cells[index] for row in grid.rows]
            different = len(set(values)) == len(values)
            if different and all(missing(value, marks) is None for value in values):
                return index
    return None


def _source(plan: SourcePlan, found: Received, digest: str) -> Source:
    grid, mapping = found.grid, found.mapping
    kind = mapping.kind
    covers = plan.covers or (kind.covers if kind else "") or "asked"
    notes = (*grid.notes, noted("masked", found.masked)) if found.masked else grid.notes
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
        rows_in=found.rows_in,
        records=len(grid.rows),
        columns=tuple(
            f"{header}={name}" + (f"|{mapping.units[header]}" if mapping.units.get(header) else "")
            for header, name in mapping.columns.items()
            if name in FIELDS
        ),
        unread=tuple(header for header in mapping.unread if header not in found.personal),
        personal=found.personal,
        notes=notes,
        letters=tuple(
            f"{header}={column_letters(number)}"
            for header, number in zip(grid.header, grid.columns, strict=False)
            if number
        ),
    )
