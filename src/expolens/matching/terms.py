"""The terms by which names find each other: what two of the same company share, and few others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from expolens.matching.columns import Columns, bodies, places
from expolens.matching.latin_words import Words, hashes_of, words
from expolens.matching.lexicon import Ints
from expolens.matching.sounds import Sounds, otherwise, phrases, sounds, spoken, word_spoken
from expolens.matching.texts import HAN
from expolens.names.parts import COUNTRY, unbracketed

Terms = NDArray[np.uint32]
Seats = NDArray[np.uint16]
_COUNTED = 255
"""How far the cuts of a name count."""
PAIR, SKIP, SOUND, BEGINNING, PLACED, WORD, PIECE = range(7)
"""Kinds of terms: neighbouring characters in either order, characters around a third, neighbouring syllables, the syllables a core begins with (three,
and two with the province), Latin words, and three letters."""


@cache
def provinces() -> NDArray[np.uint16]:
    """Return for every number of `places()` its province, as a number; 0 for none or several."""
    found = [{code[:2] for code in codes} for codes in places()]
    return np.array([int(one.copy().pop()) if len(one) == 1 else 0 for one in found], np.uint16)


def seats(names: Columns, rows: Ints | slice = slice(None)) -> Seats:
    """Return the province that each name says, before the brand or else in brackets, as a number; 0 for none or several."""
    region = names.region[rows]
    return provinces()[np.where(region > 0, region, names.inner[rows])]


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


def word_terms(texts: Sequence[str]) -> Terms:
    """Return the terms of Latin words."""
    hashes = hashes_of(texts)
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
    place = seats(names)[row]
    first = core.copy()
    first[1:] &= ~(core[:-1] & (row[1:] == row[:-1]))
    # 中国 is no brand: what stands behind it is a beginning too.
    country = first[:-2] & (body[:-2] == ord(COUNTRY[0])) & (body[1:-1] == ord(COUNTRY[1]))
    first[2:] |= country & core[2:] & (row[2:] == row[:-2])
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
    if not len(rows):
        return []
    some = names.take(rows)
    of = words(some.chars, some.starts)
    long = of.flags([len(text) > 1 for text in of.texts])
    hashes = hashes_of(of.texts)[of.which[long]]
    nothing = np.zeros(len(hashes), np.uint8)
    made = [
        (_term(WORD, hashes, nothing, nothing), of.row[long]),
        _pieces(some),
        *_sounds(some, of),
    ]
    return [(found, rows[row]) for found, row in made]


def _pieces(names: Columns) -> tuple[Terms, Ints]:
    """Return all three letters of Latin names one after the other, with a space before and behind each word."""
    bracket = (names.chars == ord("(")) | (names.chars == ord(")"))
    edges = np.concatenate([names.starts[:-1], names.starts[1:]])
    letters = np.insert(np.where(bracket, ord(" "), names.chars), edges, ord(" "))
    row = np.repeat(np.arange(len(names)), np.diff(names.starts) + 2)
    kept = np.ones(len(letters), np.bool_)
    kept[1:] = (letters[1:] != ord(" ")) | (letters[:-1] != ord(" ")) | (row[1:] != row[:-1])
    letters, row = letters[kept], row[kept]
    at = np.flatnonzero(row[:-2] == row[2:])
    return _term(PIECE, letters[at], letters[at + 1], letters[at + 2]), row[at]


def _sounds(names: Columns, of: Words) -> list[tuple[Terms, Ints]]:
    """Return the terms of how Latin names sound, word by word; names where words stand for something together, or in brackets, one by one."""
    long, start = np.diff(names.starts), names.starts[:-1][of.row]
    bracket = (names.chars == ord("(")) | (names.chars == ord(")"))
    slow = _has_phrase(of) | (long > _COUNTED)
    slow[np.repeat(np.arange(len(names)), long)[bracket]] = True
    first, last = names.cuts[:, 0][of.row], names.cuts[:, 2][of.row]
    core = (of.start - start >= first) & (of.end - start <= last)
    quick = ~slow[of.row]
    said = Sounds.of_each([word_spoken(text) for text in of.texts])
    further = Sounds.of_each([sum(otherwise(text), ()) for text in of.texts])
    left = np.flatnonzero(slow)
    cores = [
        spoken(unbracketed(names.text(n))[cut[0] : cut[2]].split())
        for n, cut in zip(left.tolist(), names.cuts[left].tolist(), strict=True)
    ]
    every, row = said.gathered(of.which[quick], of.row[quick])
    every, row = _also(every, row, left, [spoken(of.of(n)) for n in left.tolist()])
    begun = _also(*said.gathered(of.which[quick & core], of.row[quick & core]), left, cores)
    other, other_row = further.gathered(of.which, of.row)
    at = np.flatnonzero((row[:-1] == row[1:]) & (every[:-1] > 0) & (every[1:] > 0))
    return [
        (_term(SOUND, every[at], every[at + 1]), row[at]),
        (_term(SOUND, other[::2], other[1::2]), other_row[::2]),
        *_begun(*begun, provinces()[names.region]),
    ]


def _has_phrase(of: Words) -> NDArray[np.bool_]:
    """Tell which names have words that stand for something Chinese together only."""
    found = np.zeros(len(of.first) - 1, np.bool_)
    opens = of.flags([text in phrases() for text in of.texts])
    at = np.flatnonzero(opens[:-1] & (of.row[:-1] == of.row[1:]))
    for n in at[~found[of.row[at]]].tolist():
        row = int(of.row[n])
        told = [of.texts[one] for one in of.which[n : min(n + 3, int(of.first[row + 1]))].tolist()]
        known = phrases()[told[0]]
        found[row] |= tuple(told[:2]) in known or tuple(told) in known
    return found


def _also(values: Ints, row: Ints, rows: Ints, more: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Return syllables with those of further names."""
    added = np.array([one for some in more for one in some], np.int64)
    return np.concatenate([values, added]), np.concatenate(
        [row, np.repeat(rows, [len(some) for some in more])]
    )


def _begun(values: Ints, row: Ints, place: NDArray[np.uint16]) -> list[tuple[Terms, Ints]]:
    """Return the terms of the syllables that cores begin with: three, and two with the province."""
    first = np.ones(len(row), np.bool_)
    first[1:] = row[1:] != row[:-1]
    two = np.flatnonzero(first[:-1] & (row[:-1] == row[1:]) & (values[:-1] > 0) & (values[1:] > 0))
    three = two[two + 2 < len(row)]
    three = three[(row[three + 2] == row[three]) & (values[three + 2] > 0)]
    placed = two[place[row[two]] > 0]
    return [
        (_term(BEGINNING, values[three], values[three + 1], values[three + 2]), row[three]),
        (_term(PLACED, values[placed], values[placed + 1], place[row[placed]]), row[placed]),
    ]
