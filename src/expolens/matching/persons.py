"""Which pairs of names are those of two legal persons, however alike the rest: a branch of the other, a company of another place, form or trade."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from expolens.matching.compared import Compared
from expolens.matching.scorer import HEADS, Floats

_Levels = Mapping[str, tuple[str, ...]]
OTHER_TRADE: _Levels = {
    "form": ("same", "limited", "group"),
    "trade": ("right_only", "left_only", "within"),
    "core": ("other", "two_slips", "within", "alike", "faintly"),
}
"""Two whole names, of which one says a line of business that the other does not."""
OTHER_GROUP: _Levels = {"group": ("one_only",), "form": ("same", "loose")}
"""Two whole names, of which one is that of a group: SoftBank Group Corp. is not SoftBank Corp."""
OTHER_START: _Levels = {
    "start": ("other",),
    "core": ("slip_long", "slip_short", "two_slips"),
}
"""A slip of the pen where a brand of one word begins."""
_WHOLE = ("same", "limited", "loose", "group")
_NOT_SAME = (
    "other", "same_sound", "slip_long", "slip_short", "two_slips", "within", "alike", "faintly",
)  # fmt: skip
_APART: Mapping[str, tuple[tuple[float, _Levels], ...]] = {
    "chinese": (
        (-6.0, {"branch": ("other",)}),
        (0.0, {"branch": ("one_only",)}),
        (0.0, {"second_place": ("other",)}),
        (0.0, {"place": ("other",)}),
        (-1.0, {"form": ("other",), "name": ("other", "stem")}),
        (0.0, OTHER_TRADE),
        (-1.0, {"form": ("stock",)}),
        (-2.0, {"figures": ("differ",)}),
        (-1.0, {"bracket": ("other",)}),
        (0.0, {"bracket": ("one_only",), "form": _WHOLE}),
        (-1.0, {"bracket": ("one_only",), "core": _NOT_SAME}),
        (-1.0, {"institution": ("both",), "core": _NOT_SAME}),
        (-1.0, {"institution": ("one_only",), "core": _NOT_SAME}),
    ),
    "latin": (
        (-3.0, {"branch": ("one_only",)}),
        (-1.0, {"form": ("other",)}),
        (-2.0, {"figures": ("differ",)}),
        (0.0, {"form": ("same", "loose"), "core": ("within_long", "within_short")}),
        (-1.0, OTHER_GROUP),
        (-1.0, OTHER_START),
    ),
    "across": (
        (-3.0, {"branch": ("one_only",)}),
        (-3.0, {"second_place": ("other",)}),
    ),
}
"""By head, sets of levels that together name two legal persons, with what they add to the log-odds by judgement, where the data of the fit say little of them.

Two whole names that say another legal form are two; so are two of which one says a line of business that the other does not: who leaves it out of a
whole name in a list makes work for a person.
"""


_EQUAL: tuple[tuple[float, _Levels], ...] = (
    (2.5, {"name": ("same",), "form": ("same",)}),
    (1.5, {"name": ("same",), "form": ("none",)}),
)
"""What two equal Latin names add to their log-odds, by judgement: composed names are seldom left as they are, names of real lists mostly."""


def equally_called(pairs: Compared, chinese: Callable[[int, int], bool]) -> Floats:
    """Return what it adds to the log-odds of pairs that their Latin names are equal, with a legal form and without one.

    Nothing where a query and a row both have Chinese names (`chinese`): an institute and its departments go by one English name.
    """
    head = list(HEADS).index("latin")
    place = {one.name: (n, one.levels) for n, one in enumerate(HEADS["latin"])}
    mine, worth = pairs.head == head, np.zeros(len(pairs.query))
    for much, levels in _EQUAL:
        holds = mine.copy()
        for name, some in levels.items():
            column, words = place[name]
            holds &= np.isin(pairs.levels[:, column], [words.index(one) for one in some])
        worth += much * holds
    for n in np.flatnonzero(worth).tolist():
        if chinese(int(pairs.query[n]), int(pairs.row[n])):
            worth[n] = 0.0
    return worth


def apart(pairs: Compared) -> tuple[NDArray[np.bool_], Floats]:
    """Tell which pairs name two legal persons, and what that adds to their log-odds."""
    found, odds = np.zeros(len(pairs.query), np.bool_), np.zeros(len(pairs.query))
    for number, (head, features) in enumerate(HEADS.items()):
        mine = np.flatnonzero(pairs.head == number)
        place = {one.name: (n, one.levels) for n, one in enumerate(features)}
        for worth, levels in _APART[head]:
            both = np.ones(len(mine), np.bool_)
            for name, some in levels.items():
                column, words = place[name]
                both &= np.isin(pairs.levels[mine, column], [words.index(one) for one in some])
            found[mine] |= both
            odds[mine] += worth * both
    return found, odds


def outvoted(pairs: Compared, other: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which pairs across scripts do not count: the Chinese names of the two are those of `other` legal persons, whatever an English name says.

    A branch goes by its company's English name.
    """
    heads = list(HEADS)
    key, chinese = (pairs.query << 32) | pairs.row, pairs.head == heads.index("chinese")
    against = np.setdiff1d(key[chinese & other], key[chinese & ~other])
    return np.asarray((pairs.head == heads.index("across")) & np.isin(key, against), np.bool_)
