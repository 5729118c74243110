"""What a Latin name and a Chinese one say of each other: pinyin, places and lines of business in English."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from expolens.matching.features import Feature, Levels, Pairs, edits, first, shared
from expolens.matching.pairs import Side, placed
from expolens.names.parts import SPELLED_FORMS, translated
from expolens.names.pinyin import commonest, syllables_of


@lru_cache(maxsize=200_000)
def spelled(text: str) -> str:
    """Return Chinese text in pinyin letters without tones or spaces; anything else as it is."""
    return "".join(commonest().get(ord(char), char) for char in text)


@lru_cache(maxsize=200_000)
def letters(text: str) -> str:
    """Return the letters and figures of a Latin name in one piece, without a Chinese legal form spelled at its end."""
    joined = "".join(char for char in text if char.isalnum())
    form = next(
        (form for form in SPELLED_FORMS if joined.endswith(form) and len(joined) > len(form)), ""
    )
    return joined[: len(joined) - len(form)]


def _sides(pairs: Pairs) -> tuple[Side, Side]:
    """Return the Latin side and the Chinese one."""
    return (pairs.right, pairs.left) if pairs.turned else (pairs.left, pairs.right)


def _spelling(pairs: Pairs) -> tuple[list[str], list[str]]:
    latin, chinese = _sides(pairs)
    return [letters(f"{a} {b}") for a, b in zip(latin.body, [""] * len(latin.body), strict=True)], [
        spelled(text) for text in chinese.body
    ]


def spelling(pairs: Pairs) -> Levels:
    """Compare the letters of the whole name with the Chinese one in pinyin: the same, or more or less alike."""
    like = shared(*_spelling(pairs))
    return first(
        len(like),
        (1, like >= 0.97),
        (2, like >= 0.9),
        (3, like >= 0.82),
        (4, like >= 0.7),
        (5, like >= 0.55),
    )


def brand(pairs: Pairs) -> Levels:
    """Compare the brand in pinyin with the Latin one: the same, its beginning, within the name, what its English words mean, a slip away, alike, or others."""
    latin, chinese = _sides(pairs)
    said = [spelled(text) for text in chinese.brand]
    own = [letters(text) for text in latin.brand]
    whole = [letters(text) for text in latin.body]
    slips, like = edits(own, said), shared(own, said)
    size = np.fromiter(map(len, said), np.int64, len(said))
    inside = np.fromiter(
        (len(a) > 3 and a in b for a, b in zip(said, whole, strict=True)), np.bool_, len(said)
    )
    start = np.fromiter(
        (
            len(a) > 3 and _begins(text, b, a)
            for a, b, text in zip(said, own, latin.brand, strict=True)
        ),
        np.bool_,
        len(said),
    )
    same = np.fromiter(
        (bool(a) and a == b for a, b in zip(said, own, strict=True)), np.bool_, len(said)
    )
    return first(
        len(said), (1, same & (size > 5)), (2, same), (3, start & (size > 5)), (4, start), (5, inside & (size > 5)), (6, inside),
        (7, (slips <= 1) & (size > 4)), (8, _translated(latin, chinese)), (9, like >= 0.8), (10, like >= 0.6),
    )  # fmt: skip


def _translated(latin: Side, chinese: Side) -> NDArray[np.bool_]:
    """Tell where the English words of a name mean the whole Chinese brand: 新兴东方, Emerging Eastern."""
    sides = zip(latin.body, chinese.brand, strict=True)
    return np.array(
        [len(own) > 1 and set(own) <= set(meant(text)) for text, own in sides], np.bool_
    )


def _begins(text: str, joined: str, said: str) -> bool:
    """Tell whether a Latin brand begins with syllables: what follows them in the word is syllables too (yuanli is not in yuanliu)."""
    if not joined.startswith(said):
        return False
    left = len(said)
    for word in text.split():
        size = len(letters(word))
        if left <= 0:
            return True
        if left < size:
            return bool(syllables_of(word[left:]))
        left -= size
    return True


def place(pairs: Pairs) -> Levels:
    """Compare the places: the same, one within the other, only one named, or others; a place spelled at the beginning counts too."""
    latin, chinese = _sides(pairs)
    left = np.where(latin.region > 0, latin.region, latin.inner)
    right = np.where(chinese.region > 0, chinese.region, chinese.inner)
    related = placed(left, right)
    own = np.fromiter(
        (bool(place) and letters(name).startswith(spelled(place)) for place, name in zip(chinese.place, latin.name, strict=True)),
        np.bool_, len(related),
    )  # fmt: skip
    none = (left == 0) & (right == 0)
    return first(
        len(related),
        (4, own),
        (1, none),
        (2, (left == 0) & (right > 0)),
        (3, (left > 0) & (right == 0)),
        (4, related == 1),
        (5, related == 2),
    )


@lru_cache(maxsize=100_000)
def meant(text: str) -> str:
    """Return the Chinese of the lines of business that a Latin name speaks of."""
    return "".join(chinese for _, chinese in translated(text.split()))


def trade(pairs: Pairs) -> Levels:
    """Compare the line of business with what the English words stand for: all of it, half, something, nothing, or not said."""
    latin, chinese = _sides(pairs)
    rows = []
    for text, own in zip(latin.body, chinese.trade, strict=True):
        words = set(meant(text))
        rows.append(-1.0 if not own or not words else sum(char in words for char in own) / len(own))
    share = np.array(rows)
    return first(len(share), (1, share < 0), (2, share > 0.99), (3, share >= 0.5), (4, share > 0))


def form(pairs: Pairs) -> Levels:
    """Tell whether both, one or none of the names has a legal form."""
    latin, chinese = _sides(pairs)
    both = [(bool(a), bool(b)) for a, b in zip(latin.form, chinese.form, strict=True)]
    return np.array([2 if a and b else 1 if not a and not b else 0 for a, b in both], np.int64)


FEATURES: tuple[Feature, ...] = (
    Feature("spelling", ("other", "same", "nearly", "close", "alike", "faintly"), spelling),
    Feature(
        "brand",
        (
            "other",
            "same_long",
            "same_short",
            "start_long",
            "start_short",
            "within_long",
            "within_short",
            "slip",
            "translated",
            "alike",
            "faintly",
        ),
        brand,
    ),
    Feature("place", ("other", "none", "chinese_only", "latin_only", "same", "within"), place),
    Feature("trade", ("other", "not_said", "all", "half", "some"), trade),
    Feature("form", ("one_only", "none", "both"), form),
)
