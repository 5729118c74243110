"""What two Latin names say of each other: each feature a function whose docstring is what a reviewer reads."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from expolens.matching.features import (
    AHEAD,
    Feature,
    Levels,
    Pairs,
    edits,
    empty,
    equal,
    first,
    lengths,
    shared,
    within,
    without_opening,
)
from expolens.matching.pairs import placed
from expolens.names.branch import is_branch
from expolens.names.comparable import one_form
from expolens.names.parts import forms
from expolens.names.pinyin import splits

_ROMAN = re.compile(r"x{0,3}(?:i{1,3}|iv|vi{0,3}|ix|x)")


def _sorted(left: list[str], right: list[str]) -> np.ndarray:
    return (
        np.asarray(process.cpdist(left, right, scorer=fuzz.token_sort_ratio, dtype=np.float64))
        / 100
    )


def core(pairs: Pairs) -> Levels:
    """Compare the names without legal form: the same, the same words in another order, a slip away, one within the other, or alike."""
    left, right = without_opening(pairs, "core")
    slips, words, like = edits(left, right), _sorted(left, right), shared(left, right)
    longer, shorter = (
        np.maximum(lengths(left), lengths(right)),
        np.minimum(lengths(left), lengths(right)),
    )
    glued = equal(
        [text.replace(" ", "") for text in left], [text.replace(" ", "") for text in right]
    )
    return first(
        len(left), (1, equal(left, right)), (2, glued), (3, words > 0.999), (4, (slips == 1) & (longer > 7)), (5, (slips == 1) & (longer > 4)),
        (6, (slips == 2) & (longer > 9)), (7, within(left, right) & (shorter > 5)), (8, within(left, right) & (shorter > 2)),
        (9, words >= 0.9), (10, np.maximum(words, like) >= 0.8), (11, np.maximum(words, like) >= 0.65), (12, np.maximum(words, like) >= 0.5),
    )  # fmt: skip


def brand(pairs: Pairs) -> Levels:
    """Compare the names without line of business too: the same, a slip away, one within the other, the same first word, alike, or others."""
    left, right = without_opening(pairs, "brand")
    slips, like = edits(left, right), _sorted(left, right)
    longer = np.maximum(lengths(left), lengths(right))
    head = equal(
        [text.split(" ", 1)[0] for text in left], [text.split(" ", 1)[0] for text in right]
    )
    return first(
        len(left), (1, equal(left, right) & (longer > 4)), (2, equal(left, right)), (3, (slips == 1) & (longer > 6)), (4, head & (like >= 0.75)),
        (5, within(left, right)), (6, head), (7, like >= 0.8), (8, like >= 0.6),
    )  # fmt: skip


def start(pairs: Pairs) -> Levels:
    """Tell whether the brands are one word each and begin with other letters, not in another order: a slip of the pen is seldom there, and Hexcel is not Vexcel."""
    sides = zip(pairs.left.brand, pairs.right.brand, strict=True)
    return np.array(
        [
            int(a[:1] != b[:1] and " " not in a + b and (len(a) != len(b) or a[:2] != b[1::-1]))
            for a, b in sides
        ],
        np.int64,
    )


def spelled(pairs: Pairs) -> Levels:
    """Tell whether the brand is pinyin, which companies of other characters spell alike."""
    return np.array([int(all(map(splits, text.split()))) for text in pairs.left.brand], np.int64)


def initials(pairs: Pairs) -> Levels:
    """Tell where one name is the initials of the other."""

    def of(text: str) -> str:
        return "".join(word[0] for word in text.split())

    sides = zip(pairs.left.core, pairs.right.core, strict=True)
    return np.array(
        [int(len(a) > 1 and len(b) > 1 and (of(a) == b or of(b) == a)) for a, b in sides], np.int64
    )


def name(pairs: Pairs) -> Levels:
    """Tell whether the two names are the same to the last letter."""
    return equal(pairs.left.name, pairs.right.name).astype(np.int64)


def trade(pairs: Pairs) -> Levels:
    """Compare the lines of business: none, only one named, the same, one within the other, alike, or others."""
    left, right = pairs.left.trade, pairs.right.trade
    none, one = empty(left) & empty(right), empty(left) ^ empty(right)
    return first(
        len(left),
        (1, none),
        (2, one),
        (3, equal(left, right)),
        (4, within(left, right)),
        (5, _sorted(left, right) >= 0.6),
    )


def form(pairs: Pairs) -> Levels:
    """Compare the legal forms: the same, none, only one named, forms that lists mistake for each other, or those of two legal persons (GmbH, AG)."""
    left, right = ([one_form(text) for text in some.form] for some in (pairs.left, pairs.right))
    none, one = empty(left) & empty(right), empty(left) ^ empty(right)
    loose = np.array([_kind(a) == _kind(b) for a, b in zip(left, right, strict=True)], np.bool_)
    return first(len(left), (1, equal(left, right) & ~none), (2, none), (3, one), (4, loose))


@lru_cache(maxsize=10_000)
def _kind(form: str) -> frozenset[str]:
    """Return what of a legal form lists do not mistake for another."""
    return frozenset(form.split()).difference(forms()["loose"])


def figures(pairs: Pairs) -> Levels:
    """Tell where both names have numbers, in figures or Roman, and others: Fund II, Fund III."""
    sides = zip(pairs.left.core, pairs.right.core, strict=True)
    return np.array(
        [
            int(a != b and _numbers(a) != _numbers(b) and bool(_numbers(a) and _numbers(b)))
            for a, b in sides
        ],
        np.int64,
    )


@lru_cache(maxsize=20_000)
def _numbers(text: str) -> tuple[str, ...]:
    words = text.split()
    return tuple(
        one
        for n, one in enumerate(words)
        if any(map(str.isdigit, one)) or (n and _ROMAN.fullmatch(one))
    )


def branch(pairs: Pairs) -> Levels:
    """Tell whether just one of the names is that of a branch or an office."""
    names = zip(pairs.left.name, pairs.right.name, strict=True)
    return np.array([int(is_branch(a) != is_branch(b)) for a, b in names], np.int64)


def place(pairs: Pairs) -> Levels:
    """Compare the places of the names: none, only one named, the same, one within the other, or others."""
    left = np.where(pairs.left.region > 0, pairs.left.region, pairs.left.inner)
    right = np.where(pairs.right.region > 0, pairs.right.region, pairs.right.inner)
    related = placed(left, right)
    return first(
        len(left),
        (1, (left == 0) & (right == 0)),
        (2, (left == 0) ^ (right == 0)),
        (3, related == 1),
        (4, related == 2),
    )


def group(pairs: Pairs) -> Levels:
    """Tell whether just one of the two calls itself a group."""
    return (pairs.left.group ^ pairs.right.group).astype(np.int64)


FEATURES: tuple[Feature, ...] = (
    Feature(
        "core",
        (
            "other",
            "same",
            "same_glued",
            "same_words",
            "slip_long",
            "slip_short",
            "two_slips",
            "within_long",
            "within_short",
            "words_alike",
            "alike",
            "faintly",
            "hardly",
        ),
        core,
    ),
    Feature(
        "brand",
        (
            "other",
            "same_long",
            "same_short",
            "slip",
            "head_alike",
            "within",
            "head",
            "alike",
            "faintly",
        ),
        brand,
    ),
    Feature("name", ("other", "same"), name),
    Feature("start", ("same", "other"), start),
    Feature("spelled", ("no", "yes"), spelled),
    Feature("initials", ("no", "yes"), initials),
    Feature("trade", ("other", "none", "one_only", "same", "within", "alike"), trade),
    Feature("form", ("other", "same", "none", "one_only", "loose"), form),
    Feature("place", ("other", "none", "one_only", "same", "within"), place),
    Feature("group", ("same", "one_only"), group),
    Feature("branch", ("same", "one_only"), branch),
    Feature("figures", ("same", "differ"), figures),
    AHEAD,
)
