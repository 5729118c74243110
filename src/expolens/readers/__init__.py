"""Bytes to rows: a file a format, chosen by content."""

from expolens.readers.grid import Grid, Row
from expolens.readers.read import grid_of

__all__ = ["Grid", "Row", "grid_of"]
