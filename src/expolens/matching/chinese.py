"""What two Chinese names say of each other: each feature a function whose docstring is what a reviewer reads."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from expolens.matching.features import (
    AHEAD,
    Feature,
    Levels,
    Pairs,
    differing,
    edits,
    empty,
    equal,
    first,
    lengths,
    same_sound,
    shared,
    within,
    without_opening,
)  # fmt: skip
from expolens.matching.pairs import RELATIONS, placed
from expolens.names.parts import COUNTRY, forms
from expolens.names.regions import districts, one_code


def brand(pairs: Pairs) -> Levels:
    """Compare the brands: the same, the same sound, a character more, less or moved, another character in one place, one within the other, alike, or others."""
    left, right = without_opening(pairs, "brand")
    slips, like = edits(left, right), shared(left, right)
    longer = np.maximum(lengths(left), lengths(right))
    # Another character is a slip of the pen now and then, and mostly another company: 东方红, 东方通.
    changed = (slips == 1) & (differing(left, right) == 1)
    return first(
        len(left),
        (1, (slips == 0) & (longer > 0)),
        (2, same_sound(left, right, slips) & (longer > 1)),
        (3, changed & (longer >= 4)),
        (4, changed & (longer == 3)),
        (5, (slips == 1) & (longer >= 4)),
        (6, (slips == 1) & (longer == 3)),
        (7, within(left, right)),
        (8, (slips == 1) & (longer == 2)),
        (9, like >= 0.6),
        (10, like >= 0.35),
    )


def core(pairs: Pairs) -> Levels:
    """Compare brand and line of business together: the same, the same sound, one or two slips away but not in all of the brand, one within the other, or others."""
    left, right = without_opening(pairs, "core")
    slips, like = edits(left, right), shared(left, right)
    longer = np.maximum(lengths(left), lengths(right))
    known = _some_brand(pairs)
    return first(
        len(left),
        (1, slips == 0),
        (2, same_sound(left, right, slips) & (longer > 2)),
        (3, known & (slips == 1) & (longer >= 5)),
        (4, known & (slips == 1) & (longer >= 3)),
        (5, known & (slips == 2) & (longer >= 6)),
        (6, within(left, right)),
        (7, like >= 0.75),
        (8, like >= 0.5),
    )


def _some_brand(pairs: Pairs) -> NDArray[np.bool_]:
    """Tell where some of the brand is in both: two slips in a brand of two characters are no slips."""
    return np.asarray(shared(*without_opening(pairs, "brand")) > 0.2, np.bool_)


def whole(pairs: Pairs) -> Levels:
    """Compare all that stands before the legal form: the same, one or two slips of the pen away, much alike, or others."""
    left, right = pairs.left.body, pairs.right.body
    known = _some_brand(pairs)
    slips, like = edits(left, right), shared(left, right)
    longer = np.maximum(lengths(left), lengths(right))
    return first(
        len(left),
        (1, slips == 0),
        (2, known & (slips == 1) & (longer >= 5)),
        (3, known & (slips == 2) & (longer >= 8)),
        (4, like >= 0.85),
        (5, like >= 0.7),
    )


def name(pairs: Pairs) -> Levels:
    """Tell whether the two names are the same to the last character, or but for a legal form and brackets: 示例中国, 示例（中国）有限公司."""
    left, right = pairs.left, pairs.right
    return first(
        len(left.name), (1, equal(left.name, right.name)), (2, equal(left.stem, right.stem))
    )


def trade(pairs: Pairs) -> Levels:
    """Compare the lines of business: the same, one within the other, only the registered or only the asked name says one, alike, or others."""
    left, right = pairs.left.trade, pairs.right.trade
    like = shared(left, right)
    no_left, no_right = empty(left), empty(right)
    return first(
        len(left),
        (1, no_left & no_right),
        (2, no_left),
        (6, no_right),
        (3, equal(left, right)),
        (4, within(left, right)),
        (5, like >= 0.5),
    )


def place(pairs: Pairs) -> Levels:
    """Compare the places of the names, before the brand or else in brackets: the same, one within the other, only one named, or others."""
    left = np.where(pairs.left.region > 0, pairs.left.region, pairs.left.inner)
    right = np.where(pairs.right.region > 0, pairs.right.region, pairs.right.inner)
    related = placed(left, right)
    none = (left == 0) & (right == 0)
    sides, known = zip(pairs.left.place, pairs.right.place, strict=True), one_code()
    others = np.array(
        [a[:2] != b[:2] and a[:2] in known and b[:2] in known for a, b in sides], np.bool_
    )
    related = np.where(others, RELATIONS.index("other"), related)
    country = [
        np.array([text == COUNTRY for text in one.place], np.bool_)
        for one in (pairs.left, pairs.right)
    ]
    left, right = (
        code.astype(np.int64) - some for code, some in zip((left, right), country, strict=True)
    )
    # Of two whole names, 中国示例有限公司 is another company than 示例有限公司; an institute is called without it.
    whole = np.array(
        [
            a.endswith(_LOOSE) and b.endswith(_LOOSE)
            for a, b in zip(pairs.left.form, pairs.right.form, strict=True)
        ],
        np.bool_,
    )
    return first(
        len(left),
        (0, (country[0] | country[1]) & whole),
        (2, (left == 0) & (right != 0)),
        (3, (left != 0) & (right == 0)),
        (1, none),
        (0, country[0] | country[1]),
        (4, related == 1),
        (5, related == 2),
    )


def second_place(pairs: Pairs) -> Levels:
    """Compare what only a name with two places has: 上海示例（北京）有限公司 is another company than 上海示例有限公司."""
    both = (
        (pairs.left.region > 0) & (pairs.left.inner > 0),
        (pairs.right.region > 0) & (pairs.right.inner > 0),
    )
    same = placed(pairs.left.inner, pairs.right.inner) == 1
    return first(len(same), (1, ~both[0] & ~both[1]), (2, both[0] & both[1] & same))


def form(pairs: Pairs) -> Levels:
    """Compare the legal forms: the same, kinds of limited company, only one named, a company and what is called one or a group, or others.

    What one calls its form the other may have in its name: 示例体检中心, 示例体检中心有限公司.
    """
    left, right = pairs.left, pairs.right
    said = map(_forms, left.form, right.form, left.group.tolist(), right.group.tolist())
    found = np.fromiter(said, np.int64, len(left.form))
    inside = [
        n
        for n in np.flatnonzero(np.isin(found, (0, 4, 5, 6))).tolist()
        if left.body[n].endswith(right.form[n]) or right.body[n].endswith(left.form[n])
    ]
    found[inside] = 3
    return found


@lru_cache(maxsize=10_000)
def _forms(left: str, right: str, group_left: bool, group_right: bool) -> int:  # noqa: FBT001
    """Return the level of two legal forms, of names that call themselves a group or not."""
    stock = _STOCK in left, _STOCK in right
    if stock[0] != stock[1] and (group_left, group_right) == stock[::-1]:
        return 7
    if left == right:
        return 1 if left else 2
    if not left or not right:
        return 3
    if left.endswith(_LIMITED) and right.endswith(_LIMITED):
        return 6 if (_GROUP in left) != (_GROUP in right) else 4
    return 5 if left.endswith(_LOOSE) and right.endswith(_LOOSE) else 0


def branch(pairs: Pairs) -> Levels:
    """Compare what is a branch: neither, the same branch, a branch and its company, a slip between two, or two branches."""
    left, right = pairs.left.branch, pairs.right.branch
    none, one = empty(left) & empty(right), empty(left) ^ empty(right)
    slip = (edits(left, right) == 1) & (lengths(left) > 3)
    return first(len(left), (1, none), (2, equal(left, right) & ~none), (3, one), (4, slip))


def group(pairs: Pairs) -> Levels:
    """Tell whether just one of the two calls itself a group."""
    return (pairs.left.group ^ pairs.right.group).astype(np.int64)


_LIMITED, _LOOSE, _GROUP, _STOCK = ("有限公司", "责任公司"), ("公司", "股份"), "集团", "股份"
_FIGURES = {
    ord(char): str(n)
    for char, n in zip("一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾", [*range(1, 11)] * 2, strict=True)
}


_FIGURE = re.compile(f"[0-9{''.join(map(chr, _FIGURES))}]")


def figures(pairs: Pairs) -> Levels:
    """Tell whether the numbers in the two names differ (第一, 二厂, 2000), and where both have some."""
    sides = [
        [_numbers(one) if _FIGURE.search(one) else "" for one in side]
        for side in (pairs.left.core, pairs.right.core)
    ]
    return np.array(
        [0 if a == b else 2 if a and b else 1 for a, b in zip(*sides, strict=True)], np.int64
    )


def _numbers(text: str) -> str:
    return "".join(char for char in text.translate(_FIGURES) if "0" <= char <= "9")


def bracket(pairs: Pairs) -> Levels:
    """Compare the places in brackets: none, the same, one that the other name says too or leaves out, a country that the other does not say, or others."""
    names = zip(pairs.left.name, pairs.right.name, strict=True)
    return np.array(
        [1 if "(" not in a and "(" not in b else _bracketed(a, b) for a, b in names], np.int64
    )


@lru_cache(maxsize=20_000)
def _bracketed(left: str, right: str) -> int:
    sides = [
        {one for one in _INSIDE.findall(text) if one in districts() or one in forms()["realm_zh"]}
        for text in (left, right)
    ]
    if not sides[0] and not sides[1]:
        return 1
    extra = [one for one in sides[0] - sides[1] if one not in right] + [
        one for one in sides[1] - sides[0] if one not in left
    ]
    if not extra:
        return 2
    if sides[0] and sides[1]:
        return 0
    # Lists leave the city in brackets out as they do the one before the brand; a country stands there for a reason.
    return 3 if {*forms()["realm_zh"]} & {*extra} else 2


_INSIDE = re.compile(r"\(([^()]*)\)")


def institution(pairs: Pairs) -> Levels:
    """Tell whether none, both or one of the names is that of a hospital, a university, a bank or the like, whose names are alike."""
    names = zip(pairs.left.name, pairs.right.name, strict=True)
    kinds = [(_is_institution(a), _is_institution(b)) for a, b in names]
    return np.array([1 if a and b else 2 if a or b else 0 for a, b in kinds], np.int64)


def _is_institution(name: str) -> bool:
    # Nearly every name is a company's.
    if name.endswith("公司"):
        return name.endswith("银行股份有限公司")
    return name.endswith(forms()["institution_zh"])


FEATURES: tuple[Feature, ...] = (
    Feature(
        "brand",
        (
            "other",
            "same",
            "same_sound",
            "changed_long",
            "changed_three",
            "slip_long",
            "slip_three",
            "within",
            "slip_two",
            "alike",
            "faintly",
        ),
        brand,
    ),
    Feature(
        "core",
        (
            "other",
            "same",
            "same_sound",
            "slip_long",
            "slip_short",
            "two_slips",
            "within",
            "alike",
            "faintly",
        ),
        core,
    ),
    Feature("whole", ("other", "same", "slip", "two_slips", "alike", "faintly"), whole),
    Feature("name", ("other", "same", "stem"), name),
    Feature(
        "trade", ("other", "none", "right_only", "same", "within", "alike", "left_only"), trade
    ),
    Feature("place", ("other", "none", "right_only", "left_only", "same", "within"), place),
    Feature("second_place", ("other", "none", "same"), second_place),
    Feature(
        "form", ("other", "same", "none", "one_only", "limited", "loose", "group", "stock"), form
    ),
    Feature("branch", ("other", "none", "same", "one_only", "slip"), branch),
    Feature("group", ("same", "one_only"), group),
    Feature("figures", ("same", "other", "differ"), figures),
    Feature("bracket", ("other", "none", "same", "one_only"), bracket),
    Feature("institution", ("neither", "both", "one_only"), institution),
    AHEAD,
)
