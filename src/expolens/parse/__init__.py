"""Records to names and typed facts."""

from expolens.parse.parse import parse

__all__ = ["parse"]
