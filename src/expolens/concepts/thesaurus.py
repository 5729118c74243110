"""Terms of a field and their translations; packs of them are data files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from expolens.concepts.slug import comparable_term, concept_slug
from expolens.errors import StudyError, suggestion

_PACKS = Path(__file__).parent / "packs"


@dataclass(frozen=True, slots=True)
class Term:
    """One concept: preferred labels in English and Chinese, and other words for it.

    The two preferred labels are translations of each other and mean one term. `alternatives` are synonyms: kept for a
    scenario that merges them, never merged in the base.
    """

    slug: str
    en: str
    zh: str
    alternatives: tuple[str, ...] = ()


class Thesaurus:
    """Terms to be found by either preferred label."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Index `terms`; ValueError where a label or a slug would mean two of them."""
        self.terms = tuple(terms)
        self._by_label: dict[str, Term] = {}
        self._by_slug: dict[str, Term] = {}
        for term in self.terms:
            if self._by_slug.setdefault(term.slug, term) is not term:
                raise ValueError(f"two terms have the slug {term.slug!r}")
            for label in {comparable_term(label) for label in (term.en, term.zh) if label}:
                if self._by_label.setdefault(label, term) is not term:
                    raise ValueError(f"the label {label!r} means two terms")

    def find(self, text: str) -> Term | None:
        """Return the term one of whose preferred labels is `text` (as `comparable_term` compares), else None.

        >>> Thesaurus([Term("big_data", "Big data", "大数据")]).find("BIG DATA").zh
        '大数据'
        """
        return self._by_label.get(comparable_term(text))

    def with_slug(self, slug: str) -> Term | None:
        """Return the term that owns `slug`, else None."""
        return self._by_slug.get(slug)


@lru_cache(maxsize=8)
def thesaurus(packs: tuple[str, ...]) -> Thesaurus:
    """Return the terms of the named packs together; the same term in two packs is one.

    An unknown pack is a StudyError.
    """
    terms: dict[str, Term] = {}
    for pack in packs:
        for term in _terms(pack):
            terms.setdefault(term.slug, term)
    return Thesaurus(terms.values())


def pack_names() -> tuple[str, ...]:
    """Return the names of the packs that the program carries, sorted."""
    return tuple(sorted(path.parent.name for path in _PACKS.glob("*/terms.toml")))


def _terms(pack: str) -> list[Term]:
    if pack not in pack_names():
        raise StudyError(
            f"unknown pack {pack!r}", where="study.toml, packs", todo=suggestion(pack, pack_names())
        )
    with (_PACKS / pack / "terms.toml").open("rb") as file:
        entries = tomllib.load(file)["terms"]
    return [
        Term(
            concept_slug(en=entry["en"], zh=entry["zh"]),
            entry["en"],
            entry["zh"],
            tuple(entry.get("also", ())),
        )
        for entry in entries
    ]
