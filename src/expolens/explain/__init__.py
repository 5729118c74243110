"""A number's way back to its rows."""

from expolens.explain.explain import explain, explanation
from expolens.explain.lines import lines

__all__ = ["explain", "explanation", "lines"]
