"""The concepts that the terms of a study mean, each with an address no other has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from expolens.concepts import Term, Thesaurus, comparable_term, concept_slug, hashed_slug

_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Concept:
    """What a term means: its slug, and its label in each language; "" where there is none in that language."""

    slug: str
    en: str
    zh: str


class Vocabularies:
    """Concepts of the terms that are used, told apart within each vocabulary."""

    def __init__(self, known: Thesaurus, used: Iterable[tuple[str, str]]) -> None:
        """Give every used (vocabulary, term) its concept; two different terms never share a slug.

        A term of the thesaurus keeps its slug; others whose slug is taken, or wanted by several, all take one with a hash,
        so that none of their addresses depends on the order of the rows.
        """
        self._known = known
        self._concepts: dict[tuple[str, str], Concept] = {}
        new: dict[tuple[str, str], str] = {}
        for vocabulary, text in used:
            key = (vocabulary, comparable_term(text))
            term = known.find(text)
            if term:
                self._concepts[key] = _of(term)
            elif key not in new or text < new[key]:
                # Of several spellings of one term the label is the first in code order, whichever row comes first.
                new[key] = text
        wanted: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for key, text in new.items():
            wanted.setdefault((key[0], _slug(text)), []).append(key)
        for (_, slug), keys in wanted.items():
            alone = len(keys) == 1 and known.with_slug(slug) is None
            for key in keys:
                self._concepts[key] = _named(slug if alone else hashed_slug(new[key]), new[key])

    def concept(self, vocabulary: str, term: str) -> Concept:
        """Return the concept of a term; KeyError for one that is not used."""
        return self._concepts[vocabulary, comparable_term(term)]

    def uses(self, vocabulary: str, term: str) -> bool:
        """Tell whether anyone uses a term, in either language; with vocabulary "" in any of them."""
        meant = self._known.find(term)
        labels = {
            comparable_term(text) for text in (term, *((meant.en, meant.zh) if meant else ()))
        }
        return any(vocabulary in ("", used) and text in labels for used, text in self._concepts)


def _of(term: Term) -> Concept:
    return Concept(term.slug, term.en, term.zh)


def _slug(text: str) -> str:
    return concept_slug(en="", zh=text) if _HAN.search(text) else concept_slug(en=text, zh="")


def _named(slug: str, text: str) -> Concept:
    return Concept(slug, "", text) if _HAN.search(text) else Concept(slug, text, "")
