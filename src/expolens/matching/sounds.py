"""How names sound, as numbers of syllables: Chinese characters, pinyin, and English words that stand for Chinese ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from expolens.matching.lexicon import Ints
from expolens.names.parts import english, translated
from expolens.names.pinyin import commonest, splits, syllables, syllables_of


@cache
def sounds() -> NDArray[np.uint16]:
    """Return the number of the commonest syllable of every UTF-16 unit, 0 where it has none."""
    found = np.zeros(2**16, np.uint16)
    said = commonest()
    found[list(said)] = [*map(({"": 0} | syllables()).__getitem__, said.values())]
    return found


@dataclass(frozen=True, slots=True)
class Sounds:
    """Syllables of texts one after the other; `bounds` (one more) delimit those of each."""

    values: Ints
    bounds: Ints

    @staticmethod
    def of_each(said: Sequence[Sequence[int]]) -> Sounds:
        """Return the syllables of texts as one run."""
        bounds = np.cumsum([0, *map(len, said)])
        return Sounds(np.fromiter(chain.from_iterable(said), np.int64, int(bounds[-1])), bounds)

    def gathered(self, texts: Ints, row: Ints) -> tuple[Ints, Ints]:
        """Return the syllables of `texts`, by their numbers and in their order, each with the row of its text."""
        first, size = self.bounds[texts], np.diff(self.bounds)[texts]
        ends = np.cumsum(size)
        spots = np.arange(int(size.sum())) + np.repeat(first - ends + size, size)
        return self.values[spots], np.repeat(row, size)


@cache
def phrases() -> dict[str, frozenset[tuple[str, ...]]]:
    """Return the terms of two and three English words that have a Chinese one, by their first word."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for term in english():
        if len(term) in (2, 3):
            found.setdefault(term[0], set()).add(term)
    return {word: frozenset(terms) for word, terms in found.items()}


def spoken(words: Sequence[str]) -> list[int]:
    """Return the syllables of Latin words in order, those of its Chinese for a line of business, 0 for a word that is neither."""
    said: list[int] = []
    for word, chinese in translated(list(words)):
        said += heard(chinese) if chinese else _of_latin(word)
    return said


@lru_cache(maxsize=100_000)
def word_spoken(word: str) -> tuple[int, ...]:
    """Return the syllables of one Latin word, as `spoken` does."""
    chinese = english().get((word,), "")
    return heard(chinese) if chinese else tuple(_of_latin(word))


@lru_cache(maxsize=100_000)
def heard(text: str) -> tuple[int, ...]:
    """Return the number of the syllable of every character of a Chinese text, 0 for one without."""
    known = _heard()
    return tuple([known.get(char, 0) for char in text])


@cache
def _heard() -> dict[str, int]:
    return {chr(at): int(sounds()[at]) for at in np.flatnonzero(sounds()).tolist()}


def _of_latin(word: str) -> list[int]:
    return [syllables()[one] for one in syllables_of(word)] or [0]


@lru_cache(maxsize=100_000)
def otherwise(word: str) -> tuple[tuple[int, int], ...]:
    """Return the pairs of syllables of the further ways to split a word: qing an beside qin gan."""
    return tuple(
        (syllables()[a], syllables()[b]) for way in splits(word)[1:] for a, b in pairwise(way)
    )
