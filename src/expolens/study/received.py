"""A source as it was received: read, its columns understood, its rows as its layout knows them, what is personal in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from expolens.layouts.doubt import doubt_notes, doubted, unit_notes
from expolens.layouts.mapping import Mapping as Understood
from expolens.layouts.mapping import understand, understood
from expolens.layouts.orders import ordered
from expolens.layouts.personal import masked_cells, maskers, personal_headers
from expolens.layouts.rows import laid_out
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from expolens.readers.recipe import Recipe


@dataclass(frozen=True)
class Received:
    """What a source holds: its rows, how many there were below its header (`rows_in`, more where some continue others), how its columns were understood."""

    grid: Grid
    mapping: Understood
    rows_in: int

    @cached_property
    def personal(self) -> tuple[str, ...]:
        """The columns that are withheld."""
        return personal_headers(self.grid, self.mapping)

    @cached_property
    def masks(self) -> Mapping[str, Callable[[str], str]]:
        """What the cells of a column go through before they are stored, by its header."""
        return maskers(self.grid, self.mapping, self.personal)

    @property
    def masked(self) -> int:
        """In how many cells something personal is withheld."""
        return masked_cells(self.grid, self.mapping, self.personal)


def received(
    data: bytes, plan: SourcePlan, *, recipe: Recipe | None = None, named: bool = True
) -> Received:
    """Read the bytes of a source by its plan; SourceError where they cannot be read, or where `named` and no column holds the names its role needs."""
    grid = grid_of(data, plan, recipe=recipe)
    how = understand if named else understood
    mapping = understood(grid.header, plan)
    doubts: tuple[str, ...] = ()
    # What stands in for a column that is doubted may be doubted itself.
    while more := doubted(grid, mapping):
        grid = replace(grid, notes=(*grid.notes, *doubt_notes(grid, mapping, more)))
        doubts = (*doubts, *more)
        mapping = understood(grid.header, plan, doubted=doubts)
    mapping = ordered(grid, how(grid.header, plan, doubted=doubts))
    grid = replace(grid, notes=(*grid.notes, *unit_notes(grid, mapping)))
    rows = laid_out(grid, mapping, continues=plan.continues)
    return Received(rows, mapping, len(grid.rows))
