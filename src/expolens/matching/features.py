"""What a feature is: a comparison of two names with a few levels, each a word; what a level is worth stands in `weights.toml`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, Hamming, Indel

from expolens.matching.lexicon import Ints
from expolens.matching.pairs import Side
from expolens.matching.sounds import sounds

Levels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of names: what was asked, what is registered, and how many registered names share the core and the brand of the latter.

    `opening` is how much of both brands is what many registered names begin with. `ahead` is what the pair shares over what the best other candidate of the name does. `turned` tells that the Latin one of two scripts is on the right. `namesakes` and `bearers` are natural logarithms of those counts; `most` is that of all names.
    """

    left: Side
    right: Side
    namesakes: NDArray[np.float64]
    bearers: NDArray[np.float64]
    most: float
    opening: Ints
    ahead: NDArray[np.float32]
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Feature:
    """A comparison with its levels in order; `of` gives the position of the level of each pair."""

    name: str
    levels: tuple[str, ...]
    of: Callable[[Pairs], Levels]


def without_opening(pairs: Pairs, part: str) -> tuple[list[str], list[str]]:
    """Return the brands or cores of both sides without an opening that both share with many others: 国网 tells nobody from another."""
    left, right = getattr(pairs.left, part), getattr(pairs.right, part)
    at = np.flatnonzero(pairs.opening).tolist()
    if not at:
        return left, right
    left, right = list(left), list(right)
    for n in at:
        size = int(pairs.opening[n])
        left[n], right[n] = left[n][size:], right[n][size:]
    return left, right


def equal(left: list[str], right: list[str]) -> NDArray[np.bool_]:
    """Tell where two texts are the same."""
    return np.fromiter((a == b for a, b in zip(left, right, strict=True)), np.bool_, len(left))


def lengths(texts: list[str]) -> Ints:
    """Return the lengths of texts."""
    return np.fromiter(map(len, texts), np.int64, len(texts))


def empty(texts: list[str]) -> NDArray[np.bool_]:
    """Tell where there is no text."""
    return np.asarray(lengths(texts) == 0, np.bool_)


def edits(left: list[str], right: list[str]) -> Ints:
    """Count insertions, deletions, substitutions and swaps of neighbours."""
    return np.asarray(process.cpdist(left, right, scorer=OSA.distance), np.int64)


def differing(left: list[str], right: list[str]) -> Ints:
    """Count the places at which two texts of one length have other characters; -1 for texts of two lengths."""
    found = np.asarray(process.cpdist(left, right, scorer=Hamming.distance), np.int64)
    found[lengths(left) != lengths(right)] = -1
    return found


def shared(left: list[str], right: list[str]) -> NDArray[np.float64]:
    """Return the share of characters that stand in both in the same order."""
    found = process.cpdist(left, right, scorer=Indel.normalized_similarity, dtype=np.float64)
    return np.asarray(found, np.float64)


def same_sound(left: list[str], right: list[str], slips: Ints) -> NDArray[np.bool_]:
    """Tell where two texts of one length, some characters (`slips`) apart, sound the same; only the commonest readings count."""
    found = np.asarray(slips == 0, np.bool_)
    for at in np.flatnonzero((slips > 0) & (lengths(left) == lengths(right))).tolist():
        found[at] = left[at].translate(_HEARD) == right[at].translate(_HEARD)
    return found


class _Heard(dict[int, int]):
    """For every character one beyond Unicode's assigned planes for how it sounds, itself where nothing is known."""

    def __missing__(self, char: int) -> int:
        sound = int(sounds()[char]) if char < 2**16 else 0
        self[char] = _PRIVATE + sound if sound else char
        return self[char]


_PRIVATE = 0x100000
_HEARD = _Heard()


def within(left: list[str], right: list[str]) -> NDArray[np.bool_]:
    """Tell where one text holds the other, neither empty."""
    return np.fromiter(
        (bool(a) and bool(b) and (a in b or b in a) for a, b in zip(left, right, strict=True)),
        np.bool_,
        len(left),
    )


def first(count: int, *cases: tuple[int, NDArray[np.bool_]]) -> Levels:
    """Return for each pair the level of the first case that holds, 0 where none does."""
    found = np.zeros(count, np.int64)
    for level, holds in reversed(cases):
        found[holds] = level
    return found


FAR = 2.01
"""What is shared over what any other record shares, from which on a record is far ahead."""


def ahead(pairs: Pairs) -> Levels:
    """Tell whether what the two share is more than any other record shares with the name, as much, or less, the rarer the more."""
    share = pairs.ahead
    return first(
        len(share), (1, share >= FAR), (2, share > 1.4), (3, share > 1.15), (4, share > 1.0), (5, share > 0.85), (6, share > 0.6)
    )  # fmt: skip


AHEAD = Feature(
    "ahead", ("far_behind", "far", "clearly", "slightly", "hardly", "level", "behind"), ahead
)
