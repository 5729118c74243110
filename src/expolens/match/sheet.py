"""A list of names as it was read: the columns that matter, row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Chosen = Callable[[tuple[str, ...]], Sequence[str]]
"""What says, of the headers of a file, which columns are read; it raises where they cannot be found."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of a file that are read, without any other.

    `cells` has them by their header, each with one cell a row: cell `n` stands in row `n` + 1 below the header, "" where the row has none.
    `alike` is a number for each row that equal rows share, the columns that are not read included. `notes` are what was noticed, as `readers`
    writes them.
    """

    file: str
    header: tuple[str, ...]
    cells: Mapping[str, Sequence[str]]
    alike: NDArray[np.int64]
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return how many rows stand below the header."""
        return len(self.alike)
