"""What many names of a registry begin with: 国网, "Bank of", the name of a group; it tells none of them from another."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from expolens.matching.lexicon import Ints
from expolens.matching.postings import Postings
from expolens.matching.terms import pair_terms, word_terms
from expolens.matching.texts import HAN
from expolens.names.parts import COUNTRY

_FIRST = chr(HAN)
_FEW, _SHARE, _LONGEST = 4, 0.005, 3
"""An opening is shared by at least so many names, and so large a share of them; so many pairs or words of one are looked at."""


def openings(index: Postings, texts: Iterable[str]) -> dict[str, int]:
    """Return of each text the length of what it begins with that many names of the index hold too, 0 for nothing.

    Pairs of characters in Chinese, words with the space behind them in anything else; something is always left. 中国 is one whatever the index holds.
    """
    found = {text: len(COUNTRY) * (text.startswith(COUNTRY) and text != COUNTRY) for text in texts}
    growing = list(found)
    for _ in range(_LONGEST):
        nexts = [_next(text, found[text]) for text in growing]
        common = _common(index, nexts)
        growing = [text for text, also in zip(growing, common, strict=True) if also]
        taken = [part for part, also in zip(nexts, common, strict=True) if also]
        for text, part in zip(growing, taken, strict=True):
            found[text] += len(part) if found[text] == 0 or part.endswith(" ") else 1
    return found


def shared_openings(index: Postings, left: list[str], right: list[str]) -> Ints:
    """Return for pairs of texts the length of the opening that both begin with, 0 where one of them is nothing else."""
    own = openings(index, left)
    if not any(own.values()):
        return np.zeros(len(left), np.int64)
    lengths = [
        size if (size := own[a]) and b[:size] == a[:size] and len(b) > size else 0
        for a, b in zip(left, right, strict=True)
    ]
    return np.array(lengths, np.int64)


def _next(text: str, at: int) -> str:
    """Return the next part that may belong to the opening of a text: a pair of characters that overlaps the one before, or a word; "" where nothing would be left."""
    if text[:1] >= _FIRST:
        part = text[max(at - 1, 0) : max(at - 1, 0) + 2]
        return part if len(text) > max(at - 1, 0) + 2 else ""
    word, space, rest = text[at:].partition(" ")
    return word + space if rest else ""


def _common(index: Postings, parts: list[str]) -> list[bool]:
    least = max(_FEW, _SHARE * index.names)
    few = np.float32(np.log((index.names + 1) / least) + 1 / 32)
    distinct = sorted({part for part in parts if part})
    han = [part for part in distinct if part[0] >= _FIRST]
    latin = [part for part in distinct if part[0] < _FIRST]
    terms = np.concatenate([pair_terms(han), word_terms([part.strip() for part in latin])])
    known = dict(zip([*han, *latin], (index.worth(index.find(terms)) <= few).tolist(), strict=True))
    return [known.get(part, False) for part in parts]
