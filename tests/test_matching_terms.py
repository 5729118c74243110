"""The terms of Latin names: made of many at once as of each alone."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.matching.columns import columns, places
from expolens.matching.latin_words import hash_of, hashes_of
from expolens.matching.sounds import sounds, spoken
from expolens.matching.terms import (
    BEGINNING,
    PIECE,
    PLACED,
    SOUND,
    WORD,
    _term,
    pair_terms,
    terms,
    word_terms,
)
from expolens.names.parts import unbracketed
from expolens.names.pinyin import splits, syllables

WORDS = (
    "stand", "in", "information", "technology", "life", "science", "real", "estate", "weining", "qingan", "shanghai", "health", "co", "ltd", "group",
    "(china)", "(", ")", "a", "société", "x" * 130, "c++",
)  # fmt: skip
names = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)


def term(kind: int, *values: int) -> int:
    return int(_term(kind, *(np.array([value], np.uint64) for value in values))[0])


def alone(text: str) -> set[int]:
    """Return the terms of one Latin name, as the words of their definition say."""
    one = columns([text])
    name, (first, _, last, *_) = one.texts()[0], one.cuts[0].tolist()
    words = name.replace("(", " ").replace(")", " ").split()
    padded = f" {' '.join(words)} "
    found = {term(WORD, hash_of(word), 0, 0) for word in words if len(word) > 1}
    found |= {term(PIECE, *map(ord, padded[at : at + 3])) for at in range(len(padded) - 2) if words}
    found |= {term(SOUND, a, b) for a, b in pairwise(spoken(words)) if a and b}
    for word in words:
        for way in splits(word)[1:]:
            found |= {term(SOUND, syllables()[a], syllables()[b]) for a, b in pairwise(way)}
    core = spoken(unbracketed(name)[first:last].split())
    if len(core) > 2 and all(core[:3]):
        found.add(term(BEGINNING, *core[:3]))
    province = {code[:2] for code in places()[int(one.region[0])]}
    if len(province) == 1 and len(core) > 1 and all(core[:2]):
        found.add(term(PLACED, *core[:2], int(province.pop())))
    return found


@settings(deadline=None)
@given(st.lists(names, min_size=1, max_size=20))
def test_terms_of_many_names_are_those_of_each(texts: list[str]) -> None:
    found, row = terms(columns(texts))
    assert [set(found[row == n].tolist()) for n in range(len(texts))] == list(map(alone, texts))


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=8))
def test_words_hash_alike_one_by_one_and_together(texts: list[str]) -> None:
    assert hashes_of(texts).tolist() == [hash_of(text) for text in texts]


def test_words_and_pairs_have_the_terms_that_names_have() -> None:
    found, _ = terms(columns(["строй anonyme"]))
    assert set(word_terms(["строй", "anonyme"]).tolist()) <= set(found.tolist())
    found, _ = terms(columns(["示例甲有限公司"]))
    assert set(pair_terms(["示例", "例甲"]).tolist()) <= set(found.tolist())


def test_chinese_terms_sound_as_their_english() -> None:
    assert spoken(["information", "technology"]) == [
        int(sounds()[ord(char)]) for char in "信息技术"
    ]
