"""Sources to records: rows in, rows out."""

from expolens.collect.collect import collect

__all__ = ["collect"]
