"""Every pair of names that may be one: retrieved by what they share, and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from expolens.matching.columns import Columns
from expolens.matching.features import FAR, Pairs, equal
from expolens.matching.index import Index
from expolens.matching.lexicon import Ints, distinct
from expolens.matching.openings import shared_openings
from expolens.matching.pairs import Side, side, without_country
from expolens.matching.postings import BUDGET, WORTH, Beside, Near, near
from expolens.matching.scorer import HEADS, Floats, levels, odds
from expolens.matching.terms import Seats, seats, terms
from expolens.matching.texts import HAN

_LENT = 3.0
"""How much, in log-odds, an English name can add to what the Chinese names of a pair say."""
_READ, _LATIN_READ = (10, BUDGET), (24, 12_000)
"""How many candidates of a script are compared of a Chinese and of a Latin name, and how many postings are read at most."""
_ALONE = 0.08, 0.05
"""Who shares less than this of what all terms of a name are worth is not ahead of others, even where there are none: in one script, and across."""
_BROTHERS = -1.0
"""Log-odds, by judgement, of one other character in the two behind what many names begin with: 示例铜螺 and 示例铜舟 are of one family."""
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Compared:
    """Every pair that was compared, in no order: a query, its name, a registered name, log-odds, head, and the levels of its features; `left` are
    the parts of all names of the queries.
    """

    query: Ints
    name: Ints
    row: Ints
    score: Floats
    head: NDArray[np.int8]
    levels: NDArray[np.int8]
    left: Side


@dataclass(frozen=True, slots=True)
class Head:
    """The pairs of names of one head: their name among the queries' and their registered row, the levels of their features, their parts."""

    head: str
    name: Ints
    row: Ints
    levels: NDArray[np.int64]
    pairs: Pairs


def by_head(
    names: Columns, index: Index, of: Ints | None = None, theirs: Seats | None = None
) -> Iterator[Head]:
    """Compare every name with the registered ones near to it: Chinese with Chinese, Latin with Latin, and across.

    `of` is the query of each name: what its Latin name finds in Chinese is compared with its Chinese name too. `theirs` are the seats of all registered
    names, where they are known already.
    """
    chinese = names.chinese()
    near, whole = _near(names, index, chinese, theirs)
    every, rows = near.query, near.row
    different, back = distinct(rows)
    right = index.names.take(different).chinese()[back]
    group = 2 * near.query + (right & ~chinese[near.query])
    kept = _kept(near, group, chinese)
    every, rows, right = every[kept], rows[kept], right[kept]
    least = np.where(right == chinese[every], *_ALONE) * whole[every]
    ahead = _ahead(group[kept], near.shared[kept], least)
    if of is not None:
        every, rows, right = _with_chinese(every, rows, right, chinese, of)
        ahead = np.concatenate([ahead, np.ones(len(every) - len(ahead), np.float32)])
    left = chinese[every]
    core, _ = names.keys()
    namesakes = np.log(np.maximum(index.namesakes(core), 1))
    most = float(np.log(max(len(index.names), 1)))
    for head, chosen, turned in (
        ("chinese", left & right, False), ("latin", ~left & ~right, False), ("across", ~left & right, False), ("across", left & ~right, True),
    ):  # fmt: skip
        at = np.flatnonzero(chosen)
        if len(at):
            name, row = every[at], rows[at]
            sides = side(names, name), side(index.names, row)
            sides = without_country(*sides) if head == "chinese" else sides
            opening = shared_openings(index.postings, sides[0].brand, sides[1].brand)
            bearers = index.brands[row] / 4
            # Who bears the very name is ahead, whatever else holds all of its words.
            own = np.maximum(ahead[at], np.where(equal(*(one.name for one in sides)), FAR, 0.0))
            pairs = Pairs(*sides, namesakes[name], bearers, most, opening, own, turned)
            yield Head(head, name, row, levels(head, pairs), pairs)


def _with_chinese(
    name: Ints, row: Ints, right: NDArray[np.bool_], chinese: NDArray[np.bool_], of: Ints
) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Return the pairs of names and rows with those of the query's first Chinese name for every Chinese row that a Latin one found."""
    at = np.flatnonzero(chinese)[::-1]
    partner = np.full(int(of.max(initial=-1)) + 1, -1, np.int64)
    partner[of[at]] = at
    more = np.flatnonzero(~chinese[name] & right & (partner[of[name]] >= 0))
    if not len(more):
        return name, row, right
    keys = (partner[of[name[more]]] << 32) | row[more]
    keys, _ = distinct(keys)
    known = np.sort((name << 32) | row)
    keys = keys[known[np.minimum(np.searchsorted(known, keys), len(known) - 1)] != keys]
    return (
        np.concatenate([name, keys >> 32]),
        np.concatenate([row, keys & 0xFFFFFFFF]),
        np.concatenate([right, np.ones(len(keys), np.bool_)]),
    )


def compared(names: Columns, of: Ints, index: Index) -> Compared:
    """Compare all names, some thousand at a time, so that memory does not grow with the queries."""
    width = max(len(features) for features in HEADS.values())
    none = np.zeros(0, np.int64)
    made: list[tuple[NDArray[Any], ...]] = [
        (
            none,
            none,
            none,
            none.astype(np.float64),
            none.astype(np.int8),
            np.zeros((0, width), np.int8),
        )
    ]
    theirs = seats(index.names) if len(names) > _BATCH else None
    for start in range(0, len(names), _BATCH):
        end = min(start + _BATCH, len(names))
        for one in by_head(names.part(start, end), index, of[start:end], theirs):
            padded = np.zeros((len(one.name), width), np.int8)
            padded[:, : one.levels.shape[1]] = one.levels
            which = np.full(len(one.name), list(HEADS).index(one.head), np.int8)
            score = odds(one.head, one.levels, one.pairs) + _BROTHERS * _brothers(one)
            name = one.name + start
            made.append((of[name], name, one.row, score, which, padded))
    query, name, row, score, head, level = (
        np.concatenate(part) for part in zip(*made, strict=True)
    )
    score = _bounded(query, row, score, head)
    return Compared(query, name, row, score, head, level, side(names, np.arange(len(names))))


def _brothers(one: Head) -> NDArray[np.bool_]:
    """Tell which pairs have a shared opening, and behind it brands of two characters of which one is another."""
    at, feature = next((n, some) for n, some in enumerate(HEADS[one.head]) if some.name == "brand")
    known = feature.levels
    if "slip_two" not in known:
        return np.zeros(len(one.name), np.bool_)
    return np.asarray(
        (one.levels[:, at] == known.index("slip_two")) & (one.pairs.opening > 0), np.bool_
    )


def _bounded(query: Ints, row: Ints, score: Floats, head: NDArray[np.int8]) -> Floats:
    """Return the scores, those across scripts at most _LENT above that of the Chinese names: an English name does not outweigh that the Chinese one is another."""
    heads = list(HEADS)
    key = (query << 32) | row
    at = np.flatnonzero(head == heads.index("chinese"))
    order = at[np.lexsort((score[at], key[at]))]
    known, best = key[order], score[order]
    over = np.flatnonzero(head == heads.index("across"))
    last = np.searchsorted(known, key[over], side="right") - 1
    told = (last >= 0) & (known[last] == key[over]) if len(known) else np.zeros(len(over), np.bool_)
    over, last = over[told], last[told]
    found = score.copy()
    found[over] = np.minimum(found[over], best[last] + _LENT)
    return found


def _near(
    names: Columns, index: Index, chinese: NDArray[np.bool_], theirs: Seats | None
) -> tuple[Near, NDArray[np.float32]]:
    """Return the registered names near to each name, and what all terms of each are worth; Latin ones, whose syllables are common, may read more.

    `theirs` are the seats of all registered ones.
    """
    found, of = terms(names)
    once, _ = distinct((of.astype(np.uint64) << np.uint64(32)) | found.astype(np.uint64))
    of, found = (
        (once >> np.uint64(32)).astype(np.int64),
        (once & np.uint64(0xFFFFFFFF)).astype(np.uint32),
    )
    # Looked up in their order, which is many times faster than as they come.
    different, back = distinct(found)
    own, at = seats(names), index.postings.find(different)[back]

    def same(query: Ints, row: Ints) -> Ints:
        there = theirs[row] if theirs is not None else seats(index.names, row)
        return np.asarray((own[query] == there) & (there > 0), np.int64)

    def some(mask: NDArray[np.bool_], beside: Beside, top: int, budget: int) -> Near:
        chosen = mask[of]
        return near(index.postings, at[chosen], of[chosen], beside=beside, top=top, budget=budget)

    both = (
        some(chinese, Beside(same, np.zeros_like), *_READ),
        some(~chinese, Beside(same, partial(_script, index)), *_LATIN_READ),
    )
    every = Near(*(np.concatenate([getattr(one, part) for one in both]) for part in Near.__slots__))
    whole = np.bincount(of, index.postings.worth(at), len(names))
    return every, whole.astype(np.float32)


def _script(index: Index, rows: Ints) -> Ints:
    """Tell quickly which rows are Chinese (1): those that begin or end with such a character."""
    chars, starts = index.names.chars, index.names.starts
    first, last = starts[rows], starts[rows + 1] - 1
    return np.asarray((chars[first] >= HAN) | (chars[last] >= HAN), np.int64)


def _ahead(
    group: Ints, shared: NDArray[np.float32], least: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return what each shares over what the best of its group shares, of the best itself over the second, or over `least` where that is more."""
    order = np.lexsort((-shared, group))
    own, worth = group[order], shared[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = own[1:] != own[:-1]
    start = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    after = np.minimum(start + 1, len(order) - 1)
    # The last group has nothing behind it: alone, it is not second to itself.
    second = np.where((own[after] == own) & (after > start), worth[after], 0.0)
    against = np.maximum(np.where(first, second, worth[start]), least[order])
    found = np.empty(len(order), np.float32)
    found[order] = np.minimum(worth / np.maximum(against, 1e-6), 4.0)
    return found


def _kept(near: Near, group: Ints, chinese: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which of the names near to each are worth a comparison; the Chinese and the Latin ones near to a Latin name, two groups, do not crowd each other out."""
    best = np.zeros(2 * len(chinese), np.float32)
    np.maximum.at(best, group, near.shared)
    order = np.argsort(group, kind="stable")
    start = np.searchsorted(group[order], group[order])
    rank = np.empty(len(group), np.int64)
    rank[order] = np.arange(len(group)) - start
    most = np.where(chinese[near.query], _READ[0], _LATIN_READ[0])
    return np.asarray((near.shared >= WORTH * best[group]) & (rank < most), np.bool_)


def level_of(pairs: Compared, at: Ints, name: str) -> NDArray[np.str_]:
    """Return the word of the level of a feature for pairs, "" for a head without it."""
    found = np.full(len(at), "", "U16")
    for number, features in enumerate(HEADS.values()):
        for place, feature in enumerate(features):
            if feature.name == name:
                mine = pairs.head[at] == number
                found[mine] = np.array(feature.levels)[pairs.levels[at[mine], place]]
    return found
