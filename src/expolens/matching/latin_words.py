"""Latin names word by word, many at once: words come again and again, so each different one is looked at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from expolens.matching.lexicon import Chars, Ints
from expolens.names.parts import SPELLED_FORMS, is_business, is_form
from expolens.names.regions import latin_places

_SPACE, _OPEN, _CLOSE = map(ord, " ()")
_BASIS, _PRIME = 0xCBF29CE484222325, 0x100000001B3
_PLACE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Words:
    """The words of names: `texts` are the different ones, `which` of them each one is, in which name (`row`) and from where to where it stands.

    `first` (one more than names) are the words that names begin with.
    """

    texts: list[str]
    which: Ints
    row: Ints
    start: Ints
    end: Ints
    first: Ints

    def of(self, name: int) -> list[str]:
        """Return the words of a name."""
        return [self.texts[n] for n in self.which[self.first[name] : self.first[name + 1]].tolist()]

    def flags(self, known: Sequence[bool]) -> NDArray[np.bool_]:
        """Return for every word what is known of the different ones."""
        return np.array(known, np.bool_)[self.which]


def words(chars: Chars, starts: Ints) -> Words:
    """Return the words of names; spaces and brackets are between them."""
    gap = (chars == _SPACE) | (chars == _OPEN) | (chars == _CLOSE)
    edge = np.zeros(len(chars) + 1, np.bool_)
    edge[starts] = True
    before, after = (edge | np.concatenate(side) for side in (([True], gap), (gap, [True])))
    start, end = np.flatnonzero(~gap & before[:-1]), np.flatnonzero(~gap & after[1:]) + 1
    _, at, which = np.unique(_hashes(chars, start, end), return_index=True, return_inverse=True)
    whole = chars.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    texts = [whole[a:b] for a, b in zip(start[at].tolist(), end[at].tolist(), strict=True)]
    row = np.searchsorted(starts, start, side="right") - 1
    first = np.searchsorted(row, np.arange(len(starts)))
    return Words(texts, which, row, start, end, first)


def hash_of(word: str) -> int:
    """Return a number for a word, the same on every machine (Fowler, Noll and Vo's 1a of its UTF-8)."""
    number = _BASIS
    for byte in word.encode():
        number = ((number ^ byte) * _PRIME) & (2**64 - 1)
    return number


def hashes_of(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Return the number of each word, as `hash_of` does."""
    coded = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, coded)])
    units = np.frombuffer(b"".join(coded), np.uint8).astype(np.uint16)
    return _hashes(units, ends[:-1], ends[1:])


def _hashes(units: Chars, start: Ints, end: Ints) -> NDArray[np.uint64]:
    found, size = np.full(len(start), _BASIS, np.uint64), end - start
    left, offset = np.arange(len(start)), 0
    while len(left := left[size[left] > offset]):
        found[left] = (found[left] ^ units[start[left] + offset]) * np.uint64(_PRIME)
        offset += 1
    return found


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where the parts of Latin names end (`ends`, as in `Parts.cuts`), the number of the place of each in `latin_places()`, -1 for none, and which
    names are for `names.parts` to take apart.
    """

    ends: Ints
    place: Ints
    left: NDArray[np.bool_]


@cache
def _numbers() -> dict[str, int]:
    return {name: number for number, name in enumerate(latin_places())}


@cache
def _beginnings() -> frozenset[str]:
    """Return what the first of several words can be that together are a place: hong kong."""
    return frozenset(name[:size] for name in latin_places() for size in range(1, len(name)))


@cache
def _endings() -> frozenset[str]:
    """Return what the last of several words can be that together spell a Chinese legal form."""
    return frozenset(form[at:] for form in SPELLED_FORMS for at in range(1, len(form)))


def cut(chars: Chars, starts: Ints) -> Cuts:
    """Take Latin names without brackets apart, in which single spaces stand between words: the same cuts as `names.parts`."""
    of = words(chars, starts)
    begin, count = of.first[:-1], np.diff(of.first)
    number = np.array([_numbers().get(one, -1) for one in of.texts], np.int64)
    form, group, spells = (
        np.array([known(one) for one in of.texts], np.bool_)
        for known in (is_form, "group".__eq__, _endings().__contains__)
    )

    def last(at: Ints, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Tell which names have more than one word before `at`, the last of them a known one."""
        found = at > 1
        found[found] = known[of.which[(begin + at)[found] - 1]]
        return found

    formed = _without(count, lambda at: last(at, form))
    ended = formed - last(formed, group)
    first, place = _ahead(of, ended, number)
    behind = (place < 0) & last(ended, number >= 0)
    ended = ended - behind
    place[behind] = number[of.which[(begin + ended)[behind]]]
    business = np.array([is_business(one) for one in of.texts], np.bool_)
    brand = _without(ended, lambda at: last(at, business) & (at > first + 1))

    def end(at: Ints) -> Ints:
        found = np.zeros(len(at), np.int64)
        some = at > 0
        found[some] = of.end[(begin + at)[some] - 1] - starts[:-1][some]
        return found

    ends = [end(first) + (first > 0), end(brand), end(ended), end(formed), end(count)]
    return Cuts(np.stack(ends, axis=1), place, last(count, spells))


def _without(at: Ints, more: Callable[[Ints], NDArray[np.bool_]]) -> Ints:
    """Return the positions moved to the front as long as there is more to leave out."""
    while (found := more(at)).any():
        at = at - found
    return at


def _ahead(of: Words, ended: Ints, number: Ints) -> tuple[Ints, Ints]:
    """Return how many words at the beginning of each name are a place, as many as can be, and its number; something is left behind them."""
    count, place = np.zeros(len(ended), np.int64), np.full(len(ended), -1, np.int64)
    several = np.array([one in _beginnings() for one in of.texts], np.bool_)
    rows = np.flatnonzero(ended > 1)
    head = of.which[of.first[:-1][rows]]
    place[rows], count[rows] = number[head], number[head] >= 0
    for row in rows[several[head]].tolist():
        told = of.of(row)
        for size in range(min(_PLACE_WORDS, int(ended[row]) - 1), 1, -1):
            if (found := _numbers().get("".join(told[:size]), -1)) >= 0:
                count[row], place[row] = size, found
                break
    return count, place
