"""Headers to fields: known kinds of files as data, synonyms for the rest."""

from expolens.layouts.mapping import Mapping, understand

__all__ = ["Mapping", "understand"]
