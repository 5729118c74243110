"""Concepts: terms of a field, their translations and their addresses; packs as data files."""

from expolens.concepts.slug import comparable_term, concept_slug, english_slug, hashed_slug
from expolens.concepts.thesaurus import Term, Thesaurus, pack_names, thesaurus

__all__ = [
    "Term",
    "Thesaurus",
    "comparable_term",
    "concept_slug",
    "english_slug",
    "hashed_slug",
    "pack_names",
    "thesaurus",
]
