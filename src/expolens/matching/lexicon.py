"""Word lists looked up at many places of a long text at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Chars = NDArray[np.uint16]

# An odd number has an inverse modulo 2**64, so the hash of a span does not depend on where it stands.
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 2**64)


def distinct(numbers: NDArray[Any]) -> tuple[NDArray[Any], Ints]:
    """Return the different ones of some numbers, ascending, and the place among them of each: `np.unique`, which loads much of NumPy first."""
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    new = np.ones(len(ordered), np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    back = np.empty(len(ordered), np.int64)
    back[order] = np.cumsum(new) - 1
    return ordered[new], back


@dataclass(frozen=True, slots=True)
class Text:
    """A text whose spans have hashes: sums of (unit + 1) × base**position modulo 2**64, moved to position 0."""

    chars: Chars
    sums: NDArray[np.uint64]
    inverses: NDArray[np.uint64]

    def hashes(self, starts: Ints, length: int | Ints) -> NDArray[np.uint64]:
        """Return the hash of each span of `length` that begins at `starts`."""
        found: NDArray[np.uint64] = (
            self.sums[starts + length] - self.sums[starts]
        ) * self.inverses[starts]
        return found


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by length, the longest first: sorted hashes with the numbers of the words, and the units they begin and end with."""

    lengths: tuple[int, ...]
    hashes: tuple[NDArray[np.uint64], ...]
    numbers: tuple[NDArray[np.int64], ...]
    first: NDArray[np.bool_]
    last: NDArray[np.bool_]


def hashed(chars: Chars) -> Text:
    """Make the spans of a text hashable; costs 16 bytes a unit."""
    powers = np.full(len(chars) + 1, _BASE, np.uint64)
    inverses = np.full(len(chars) + 1, _INVERSE, np.uint64)
    powers[0] = inverses[0] = 1
    powers, inverses = np.cumprod(powers), np.cumprod(inverses)
    sums = np.zeros(len(chars) + 1, np.uint64)
    np.cumsum((chars.astype(np.uint64) + np.uint64(1)) * powers[:-1], out=sums[1:])
    return Text(chars, sums, inverses)


def lexicon(words: Iterable[str]) -> Lexicon:
    """Make a lexicon of words, numbered in their order from 0; a word of characters beyond UCS-2 is left out."""
    by_length: dict[int, list[tuple[str, int]]] = {}
    for number, word in enumerate(words):
        if word and max(word) < "\U00010000":
            by_length.setdefault(len(word), []).append((word, number))
    first, last = np.zeros(2**16, np.bool_), np.zeros(2**16, np.bool_)
    lengths = tuple(sorted(by_length, reverse=True))
    hashes, numbers = [], []
    for length in lengths:
        joined = "".join(word for word, _ in by_length[length])
        units = np.frombuffer(joined.encode("utf-16-le"), np.uint16)
        first[units[::length]] = last[units[length - 1 :: length]] = True
        keys = hashed(units).hashes(np.arange(0, len(units), length), length)
        order = np.argsort(keys)
        hashes.append(keys[order])
        numbers.append(np.array([number for _, number in by_length[length]], np.int64)[order])
    return Lexicon(lengths, tuple(hashes), tuple(numbers), first, last)


def longest_at(text: Text, starts: Ints, ends: Ints, words: Lexicon) -> tuple[Ints, Ints]:
    """Return length and number of the longest word that begins at each start and ends by its end; 0 and -1 where none does."""
    return _longest(text, starts, ends, words, back=False)


def longest_before(text: Text, starts: Ints, ends: Ints, words: Lexicon) -> tuple[Ints, Ints]:
    """Return length and number of the longest word that ends at each end and begins at its start or later; 0 and -1 where none does."""
    return _longest(text, starts, ends, words, back=True)


def _longest(
    text: Text, starts: Ints, ends: Ints, words: Lexicon, *, back: bool
) -> tuple[Ints, Ints]:
    length, number = np.zeros(len(starts), np.int64), np.full(len(starts), -1, np.int64)
    if not len(text.chars):
        return length, number
    room = ends - starts
    edge = (
        words.last[text.chars[ends - 1]]
        if back
        else words.first[text.chars[np.minimum(starts, len(text.chars) - 1)]]
    )
    active = np.flatnonzero(edge & (room > 0))
    for size, known, ids in zip(words.lengths, words.hashes, words.numbers, strict=True):
        fits = active[room[active] >= size]
        keys = text.hashes((ends[fits] - size) if back else starts[fits], size)
        at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        hit = known[at] == keys
        length[fits[hit]], number[fits[hit]] = size, ids[at[hit]]
        active = active[length[active] == 0]
    return length, number
