"""Where companies and groups end in names, for many at a time: as `names.parts` finds it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from expolens.matching.lexicon import Ints, Lexicon, Text, lexicon, longest_before
from expolens.names.parts import forms

_GROUP = "集团"


@cache
def _branches() -> Lexicon:
    return lexicon(forms()["branch_zh"])


def begins(text: Text, starts: Ints, word: str) -> NDArray[np.bool_]:
    """Tell which of the spans that begin at `starts` begin with a word, whatever they end with."""
    padded = np.concatenate([text.chars, np.zeros(len(word), np.uint16)])
    found = np.ones(len(starts), np.bool_)
    for offset, char in enumerate(word):
        found &= padded[starts + offset] == ord(char)
    return found


def company_ends(text: Text, starts: Ints, ends: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Return where the company of each name ends, before what makes it a branch, else where the name does; and which are a branch of no company one can see."""
    length, _ = longest_before(text, starts, ends, _branches())
    rows = np.flatnonzero(length > 0)
    ended, alone = ends.copy(), np.zeros(len(ends), np.bool_)
    if len(rows):
        last = _last_ends(text, forms()["parent_zh"])[ends[rows] - length[rows]]
        good = last >= starts[rows] + 2
        ended[rows[good]] = last[good]
        alone[rows[~good]] = True
    # What follows a whole company is rare, and may be a second one: `parts` judges it.
    last = _last_ends(text, forms()["whole_zh"])[np.maximum(ends - 1, 0)]
    alone |= (length == 0) & (last > starts) & (ends > starts)
    return ended, alone


def _last_ends(text: Text, words: Sequence[str]) -> Ints:
    """Return for each place of a text, its end included, where the last of the words that end by there does, 0 for none."""
    closing = np.zeros(len(text.chars) + 1, np.int64)
    for word in words:
        found = text.chars[: max(len(text.chars) - len(word) + 1, 0)] == ord(word[0])
        at = np.flatnonzero(found)
        for offset, char in enumerate(word[1:], 1):
            at = at[text.chars[at + offset] == ord(char)]
        closing[at + len(word)] = at + len(word)
    return np.asarray(np.maximum.accumulate(closing))


def grouped(text: Text, starts: Ints, ends: Ints) -> NDArray[np.bool_]:
    """Tell which names end with 集团 and more than a character before it."""
    long = ends - starts > len(_GROUP) + 1
    padded = np.concatenate([np.zeros(2, np.uint16), text.chars])
    first, second = padded[ends] == ord(_GROUP[0]), padded[ends + 1] == ord(_GROUP[1])
    return np.asarray(long & first & second, np.bool_)
