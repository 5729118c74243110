"""A sample of a layout, read to records, names and facts as a study reads it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from expolens.collect.collect import collect
from expolens.layouts.kind import kind_named
from expolens.layouts.mapping import understand
from expolens.layouts.rows import laid_out
from expolens.model.study import SourcePlan
from expolens.parse import parse
from expolens.readers import grid_of
from expolens.readers.grid import Grid

SAMPLES = Path(__file__).parent / "samples"


def sample_grid(file: Path) -> Grid:
    """Read a sample and leave out what its layout says is none of its rows."""
    kind = kind_named(file.name.split(".")[0])
    assert kind is not None
    plan = SourcePlan("s", kind.roles[0], file.name)
    grid = grid_of(file.read_bytes(), plan)
    return laid_out(grid, understand(grid.header, plan))


def tables_of(grid: Grid, folder: Path, *, role: str) -> dict[str, list[dict[str, Any]]]:
    """Collect and parse the rows of a grid."""
    text = io.StringIO()
    csv.writer(text).writerows([grid.header, *(row.cells for row in grid.rows)])
    (folder / "s.csv").write_text(text.getvalue(), "utf-8")
    plans = [SourcePlan("s", role, "s.csv")]
    made = collect(plans, folder=folder)
    return {name: table.to_pylist() for name, table in {**made, **parse(made, plans=plans)}.items()}
