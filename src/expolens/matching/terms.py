"""The terms by which names find each other: what two of the same company share, and few others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from expolens.matching.columns import HAN, Columns, Ints, bodies, places
from expolens.names.parts import translated, unbracketed
from expolens.names.pinyin import readings, splits, syllables, syllables_of

Terms = NDArray[np.uint32]
PAIR, SKIP, SOUND, BEGINNING, PLACED, WORD, PIECE = range(7)
"""Kinds of terms: neighbouring characters in either order, characters around a third, neighbouring syllables, the syllables a core begins with (three,
and two with the province), Latin words, and three letters."""


@cache
def sounds() -> NDArray[np.uint16]:
    """Return the number of the commonest syllable of every UTF-16 unit, 0 where it has none."""
    found = np.zeros(2**16, np.uint16)
    for char, said in readings().items():
        found[ord(char)] = syllables().get(said[0], 0)
    return found


@cache
def provinces() -> NDArray[np.uint16]:
    """Return for every number of `places()` its province, as a number; 0 for none or several."""
    found = [{code[:2] for code in codes} for codes in places()]
    return np.array([int(one.copy().pop()) if len(one) == 1 else 0 for one in found], np.uint16)


def terms(names: Columns) -> tuple[Terms, Ints]:
    """Return the terms of names and the positions of the names they stand in; a term can stand twice in a name."""
    han = np.zeros(len(names), np.bool_)
    han[np.repeat(np.arange(len(names)), np.diff(names.starts))[names.chars >= HAN]] = True
    made = [*_chinese(names, han), *_latin(names, np.flatnonzero(~han))]
    return np.concatenate([one for one, _ in made]), np.concatenate([row for _, row in made])


def pair_terms(pairs: Sequence[str]) -> Terms:
    """Return the terms of pairs of Chinese characters."""
    units = np.array([(ord(min(pair)), ord(max(pair))) for pair in pairs], np.uint64).reshape(-1, 2)
    return _term(PAIR, units[:, 0], units[:, 1])


def word_terms(words: Sequence[str]) -> Terms:
    """Return the terms of Latin words."""
    hashes = np.array([hash_of(word) for word in words], np.uint64)
    return _term(WORD, hashes, np.zeros_like(hashes), np.zeros_like(hashes))


def _term(kind: int, *values: NDArray[np.integer]) -> Terms:
    """Return numbers mixed to 32 bits, other for other kinds."""
    mixed = np.full(len(values[0]), kind + 1, np.uint64)
    for one in values:
        mixed = (mixed ^ one.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(31)
    return ((mixed * np.uint64(0xBF58476D1CE4E5B9)) >> np.uint64(32)).astype(np.uint32)


def _chinese(names: Columns, han: NDArray[np.bool_]) -> list[tuple[Terms, Ints]]:
    body, begin = bodies(names)
    row = np.repeat(np.arange(len(names)), np.diff(begin))
    at = np.arange(len(body)) - begin[:-1][row]
    cuts = names.cuts
    kept = ((at < cuts[:, 3][row]) | (at >= cuts[:, 4][row])) & han[row]
    core = (at >= cuts[:, 0][row]) & (at < cuts[:, 2][row]) & kept
    brand = core & (at <= cuts[:, 1][row])
    said = sounds()[body]
    voiced = kept & (said > 0)
    pair = kept[:-1] & kept[1:] & (row[:-1] == row[1:])
    skip = brand[:-2] & brand[2:] & (row[:-2] == row[2:])
    sound = pair & voiced[:-1] & voiced[1:]
    place = provinces()[np.where(names.region > 0, names.region, names.inner)][row]
    first = core.copy()
    first[1:] &= ~(core[:-1] & (row[1:] == row[:-1]))
    two = np.flatnonzero(first[:-1] & voiced[:-1] & voiced[1:] & core[1:] & (row[:-1] == row[1:]))
    three = two[two + 2 < len(body)]
    three = three[voiced[three + 2] & core[three + 2] & (row[three] == row[three + 2])]
    placed = two[place[two] > 0]
    before, after = body[:-1][pair], body[1:][pair]
    return [
        (_term(PAIR, np.minimum(before, after), np.maximum(before, after)), row[:-1][pair]),
        (_term(SKIP, body[:-2][skip], body[2:][skip]), row[:-2][skip]),
        (_term(SOUND, said[:-1][sound], said[1:][sound]), row[:-1][sound]),
        (_term(BEGINNING, said[three], said[three + 1], said[three + 2]), row[three]),
        (_term(PLACED, said[placed], said[placed + 1], place[placed]), row[placed]),
        _single(body, begin, kept),
    ]


def _single(body: NDArray[np.uint16], begin: Ints, kept: NDArray[np.bool_]) -> tuple[Terms, Ints]:
    """Return the one character of names that have no pair."""
    count = np.concatenate([[0], np.cumsum(kept)])
    alone = np.flatnonzero(count[begin[1:]] - count[begin[:-1]] == 1)
    spot = np.searchsorted(count, count[begin[:-1][alone]], side="right") - 1
    unit = body[spot]
    return _term(PIECE, unit, np.zeros_like(unit), np.zeros_like(unit)), alone


def _latin(names: Columns, rows: Ints) -> list[tuple[Terms, Ints]]:
    """Return the terms of names without Chinese characters: words, three letters, syllables of what is or stands for Chinese."""
    found: dict[int, tuple[list[tuple[int, ...]], list[int]]] = {
        kind: ([], []) for kind in (SOUND, BEGINNING, PLACED, WORD, PIECE)
    }

    def put(kind: int, row: int, values: list[tuple[int, ...]]) -> None:
        found[kind][0].extend(values)
        found[kind][1].extend([row] * len(values))

    cuts, regions = names.cuts.tolist(), names.region.tolist()
    for row in rows.tolist():
        text = names.text(row)
        words = text.replace("(", " ").replace(")", " ").split()
        put(WORD, row, [(hash_of(word), 0, 0) for word in words if len(word) > 1])
        padded = f" {' '.join(words)} "
        put(PIECE, row, [tuple(map(ord, padded[i : i + 3])) for i in range(len(padded) - 2)])
        first, _, last = cuts[row][:3]
        said = spoken(words)
        put(SOUND, row, [(a, b, 0) for a, b in pairwise(said) if a and b])
        put(SOUND, row, [pair for word in words for pair in _otherwise(word)])
        core = spoken(unbracketed(text)[first:last].split())
        if len(core) > 2 and all(core[:3]):
            put(BEGINNING, row, [(core[0], core[1], core[2])])
        place = int(provinces()[regions[row]])
        if place and len(core) > 1 and all(core[:2]):
            put(PLACED, row, [(core[0], core[1], place)])
    made = []
    for kind, (values, at) in found.items():
        columns = np.array(values, np.uint64).reshape(len(values), 3)
        width = 2 if kind == SOUND else 3
        made.append((_term(kind, *columns.T[:width]), np.array(at, np.int64)))
    return made


@lru_cache(maxsize=100_000)
def _otherwise(word: str) -> list[tuple[int, ...]]:
    """Return the pairs of syllables of the further ways to split a word: qing an beside qin gan."""
    return [
        (syllables()[a], syllables()[b], 0) for way in splits(word)[1:] for a, b in pairwise(way)
    ]


def hash_of(word: str) -> int:
    """Return a number for a word, the same on every machine."""
    number = 0xCBF29CE484222325
    for byte in word.encode():
        number = ((number ^ byte) * 0x100000001B3) & (2**64 - 1)
    return number


def spoken(words: list[str]) -> list[int]:
    """Return the syllables of Latin words in order, those of its Chinese for a line of business, 0 for a word that is neither."""
    said: list[int] = []
    for word, chinese in translated(words):
        if chinese:
            said += [int(sounds()[ord(char)]) for char in chinese]
        else:
            said += [syllables()[one] for one in syllables_of(word)] or [0]
    return said
