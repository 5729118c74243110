"""What a Latin name and a Chinese one say of each other: pinyin, places and lines of business in English."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from expolens.matching.features import AHEAD, Feature, Levels, Pairs, edits, first, shared
from expolens.matching.pairs import Side, placed
from expolens.matching.sounds import heard
from expolens.names.branch import is_branch
from expolens.names.parts import SPELLED_FORMS, trades, translated
from expolens.names.pinyin import commonest, syllables, syllables_of


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


def second_place(pairs: Pairs) -> Levels:
    """Compare what only a Chinese name with two places has with the places of the Latin one: 上海示例（北京）有限公司 is another company than Shanghai Shili."""
    latin, chinese = _sides(pairs)
    both = (chinese.region > 0) & (chinese.inner > 0)
    same = (placed(latin.inner, chinese.inner) == 1) | (
        (latin.inner == 0) & (placed(latin.region, chinese.inner) == 1)
    )
    return first(len(both), (1, ~both & (latin.inner == 0)), (2, ~both), (3, same))


def branch(pairs: Pairs) -> Levels:
    """Compare what is a branch: neither, both, or a branch and its company."""
    latin, chinese = _sides(pairs)
    sides = [(is_branch(a), bool(b)) for a, b in zip(latin.name, chinese.branch, strict=True)]
    return np.array([2 if a and b else 1 if not a and not b else 0 for a, b in sides], np.int64)


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
        rows.append(-1.0 if not own or not words else _said_share(text, own, words))
    share = np.array(rows)
    return first(len(share), (1, share < 0), (2, share > 0.99), (3, share >= 0.5), (4, share > 0))


def _said_share(text: str, trade: str, words: set[str]) -> float:
    """Return which share of a line of business a Latin text says, by its words or by the characters that its own words stand for."""
    by_characters = len([char for char in trade if char in words])
    if by_characters == len(trade):
        return 1.0
    return max(_said(_singular(text), trade), by_characters) / len(trade)


def _said(text: str, trade: str) -> int:
    """Return how many characters of a Chinese line of business a Latin text says: words of it by any of their English terms, the longest at its end first."""
    found, end = 0, len(trade)
    while end:
        length = next(
            (
                n
                for n in range(min(8, end), 1, -1)
                if any(term in text for term in _terms(trade[end - n : end]))
            ),
            0,
        )
        found += length
        end -= length or 1
    return found


@lru_cache(maxsize=10_000)
def _terms(trade: str) -> tuple[str, ...]:
    """Return the English terms of a line of business as they stand in `_singular` texts."""
    return tuple(_singular(term) for term in trades().get(trade, ()))


@lru_cache(maxsize=100_000)
def _singular(text: str) -> str:
    """Return a text with a space around each word, none of which ends in an s: system for systems."""
    return f" {' '.join(word.removesuffix('s') or word for word in text.split())} "


def explained(pairs: Pairs) -> Levels:
    """Tell how much of the Chinese brand and trade the Latin words say, in pinyin or in English, and how many of these words it takes."""
    latin, chinese = _sides(pairs)
    shares = [_explained(text, own) for text, own in zip(latin.core, chinese.core, strict=True)]
    said, used = np.array(shares, np.float64).reshape(-1, 2).T
    return first(
        len(said), (1, (said > 0.99) & (used > 0.99)), (2, said > 0.99), (3, (used > 0.99) & (said >= 0.5)), (4, (said >= 0.6) & (used >= 0.6)), (5, (said >= 0.5) & (used >= 0.5)),
    )  # fmt: skip


def _explained(latin: str, chinese: str) -> tuple[float, float]:
    """Return the share of Chinese characters whose sound a Latin text says, and that of its words that say any; 0 where there is none."""
    words, own = _sounds(latin), heard(chinese)
    there, every = set(own), {sound for word in words for sound in word if sound}
    said = len([sound for sound in own if sound in every]) / max(len(own), 1)
    used = len([word for word in words if word and there.issuperset(word)]) / max(len(words), 1)
    return said, used


@lru_cache(maxsize=100_000)
def _sounds(latin: str) -> tuple[tuple[int, ...], ...]:
    """Return the sounds of each term of a Latin text: those of its Chinese, or its own syllables; () for a term without any."""
    return tuple(
        heard(meaning) if meaning else tuple(syllables()[one] for one in syllables_of(word))
        for word, meaning in translated(latin.split())
    )


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
    Feature("explained", ("other", "all", "chinese", "latin", "most", "half"), explained),
    AHEAD,
    Feature("form", ("one_only", "none", "both"), form),
    Feature("second_place", ("other", "none", "latin_only", "same"), second_place),
    Feature("branch", ("one_only", "none", "both"), branch),
)
