"""The kinds of printed table: one file each, one line here."""

from __future__ import annotations

from collections.abc import Callable

from expolens.model.document import Table
from expolens.model.protocol import TablePlan
from expolens.render.scene import Scene
from expolens.render.tables.cited import cited
from expolens.render.tables.counts import counts
from expolens.render.tables.listing import listing
from expolens.render.tables.quantiles import quantiles
from expolens.render.tables.ranks import ranks

TABLES: dict[str, Callable[[TablePlan, Scene], Table | None]] = {
    "quantiles": quantiles,
    "listing": listing,
    "ranks": ranks,
    "counts": counts,
    "cited": cited,
}
