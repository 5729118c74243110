"""Which names hold a term, and the names that hold most of what another has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Terms = NDArray[np.uint32]


COMMON = 2000
"""A term of more names than this finds nobody: it has a weight, and no postings."""
BUDGET, _TERMS = 2400, 6
WORTH = 0.4
"""What shares less than this of what the best name of its kind does is not near."""
_BLOCK = 256
_SAME = 40
_MOST = np.uint64(2**23 - 1)
_WHOLE = 4


@dataclass(frozen=True, slots=True)
class Postings:
    """`vocabulary` sorted, with `bounds` (one more) into `rows`; `weights` are 16 × the natural logarithm of names by names with it."""

    vocabulary: Terms
    bounds: NDArray[np.uint32]
    weights: NDArray[np.uint8]
    rows: NDArray[np.uint8]
    names: int

    def find(self, terms: Terms) -> Ints:
        """Return the place of each term in the vocabulary, -1 where it is not there."""
        if not len(self.vocabulary):
            return np.full(len(terms), -1, np.int64)
        at = np.minimum(np.searchsorted(self.vocabulary, terms), len(self.vocabulary) - 1)
        return np.where(self.vocabulary[at] == terms, at, -1)

    def worth(self, at: Ints) -> NDArray[np.float32]:
        """Return what sharing the terms at each place says, in natural logarithms: a term nobody has (-1) says most."""
        most = np.float32(np.log(max(self.names, 1) + 1))
        if not len(self.weights):
            return np.full(len(at), most, np.float32)
        return np.where(at >= 0, self.weights[at].astype(np.float32) / 16, most)


def postings(pairs: NDArray[np.uint64], names: int) -> Postings:
    """Make postings of pairs (term << 32 | name); sorts `pairs` in place."""
    pairs.sort()
    if len(pairs):
        pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])]
    terms = (pairs >> np.uint64(32)).astype(np.uint32)
    first = (
        np.flatnonzero(np.concatenate([[True], terms[1:] != terms[:-1]]))
        if len(terms)
        else np.zeros(0, np.int64)
    )
    counts = np.diff(np.concatenate([first, [len(terms)]])) if len(terms) else np.zeros(0, np.int64)
    kept = np.repeat(counts <= COMMON, counts)
    rows = (pairs[kept] & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    bounds = np.concatenate([[0], np.cumsum(np.where(counts <= COMMON, counts, 0))]).astype(
        np.uint32
    )
    weights = np.minimum(255, np.round(16 * np.log((names + 1) / np.maximum(counts, 1)))).astype(
        np.uint8
    )
    return Postings(terms[first], bounds, weights, packed(rows, names), names)


def packed(rows: NDArray[np.uint32], names: int) -> NDArray[np.uint8]:
    """Return rows in three bytes each where that is enough, else four."""
    width = 3 if names < 2**24 else 4
    return np.ascontiguousarray(rows.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :width])


@dataclass(frozen=True, slots=True)
class Beside:
    """What else than terms counts: where a query and a row have something in common that puts them before others as near, and of which of two kinds (0, 1) rows are."""

    same: Callable[[Ints, Ints], Ints]
    kind: Callable[[Ints], Ints]


@dataclass(frozen=True, slots=True)
class Near:
    """Names near to queries: `query` ascending, the best `row` of each kind first, with `shared`, the worth of the terms they were found by.

    Of names that share less than WORTH of what the best does, some are left out.
    """

    query: Ints
    row: Ints
    shared: NDArray[np.float32]


def near(
    index: Postings, at: Ints, of: Ints, *, beside: Beside, top: int, budget: int = BUDGET
) -> Near:
    """Return the names that share most of the rarest terms of each query, at most `top` of each kind a query.

    `at` are the places of terms in the vocabulary (`find`), `of` the query of each. Of a query the rarest terms are read until some hundred postings are, so the cost does not grow with
    the registry.
    """
    sizes = np.where(at >= 0, index.bounds[at + 1].astype(np.int64) - index.bounds[at], 0)
    order = np.lexsort((sizes, of))
    order = order[sizes[order] > 0]
    at, sizes, of = at[order], sizes[order], of[order]
    first = np.concatenate([[True], of[1:] != of[:-1]]) if len(of) else np.zeros(0, np.bool_)
    begin = np.flatnonzero(first)
    group = np.cumsum(first) - 1
    total = np.cumsum(sizes)
    so_far = total - (total - sizes)[begin][group]
    rank = np.arange(len(of)) - begin[group]
    read = (rank == 0) | ((so_far <= budget) & ((rank < _TERMS) | (so_far - sizes < budget / 6)))
    at, sizes, of = at[read], sizes[read], of[read]
    found = [
        _block(index, at[a:b], sizes[a:b], of[a:b], beside=beside, top=top) for a, b in _blocks(of)
    ]
    if not found:
        return Near(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))
    return Near(*(np.concatenate(part) for part in zip(*found, strict=True)))


def _blocks(of: Ints) -> list[tuple[int, int]]:
    """Return the runs of terms that hold some hundred queries each."""
    edges = (
        [0, *np.searchsorted(of, np.arange(_BLOCK, int(of[-1]) + 1, _BLOCK)).tolist(), len(of)]
        if len(of)
        else []
    )
    return [(a, b) for a, b in pairwise(edges) if b > a]


def _block(
    index: Postings, at: Ints, sizes: Ints, of: Ints, *, beside: Beside, top: int
) -> tuple[Ints, Ints, NDArray[np.float32]]:
    base = int(of[0])
    ends = np.cumsum(sizes)
    spots = np.arange(int(ends[-1])) + np.repeat(index.bounds[at] - (ends - sizes), sizes)
    rows = unpacked(index.rows, spots)
    local = np.repeat((of - base).astype(np.uint64), sizes)
    worth = np.repeat(index.weights[at].astype(np.uint64), sizes)
    keys = (local << np.uint64(44)) | (rows.astype(np.uint64) << np.uint64(12)) | worth
    # Every term's rows are in order already: a sort that merges runs is many times faster here.
    keys.sort(kind="stable")
    pairs = keys >> np.uint64(12)
    begin = np.flatnonzero(np.concatenate([[True], pairs[1:] != pairs[:-1]]))
    score = np.add.reduceat((keys & np.uint64(4095)).astype(np.int64), begin)
    pairs = pairs[begin]
    query, row = (
        (pairs >> np.uint64(32)).astype(np.int64),
        (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64),
    )
    group = 2 * query + beside.kind(row)
    best = np.zeros(int(group[-1]) + 2, np.int64)
    np.maximum.at(best, group, score)
    # Most share a term or two: to take them out first spares them the sort.
    worth_a_look = score + _SAME >= WORTH * best[group]
    query, row, group, score = (one[worth_a_look] for one in (query, row, group, score))
    score = score + _SAME * beside.same(query + base, row)
    # All in one number, since numbers are sorted many times faster than positions: query and kind, what is shared from most to least, row.
    ranked = (
        (group.astype(np.uint64) << np.uint64(55))
        | ((_MOST - np.minimum(score, int(_MOST)).astype(np.uint64)) << np.uint64(32))
        | row.astype(np.uint64)
    )
    ranked.sort(kind="stable")
    group = (ranked >> np.uint64(55)).astype(np.int64)
    starts = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    rank = np.arange(len(group)) - np.repeat(
        starts, np.diff(np.concatenate([starts, [len(group)]]))
    )
    first = rank < top
    query, ranked = group[first] // 2, ranked[first]
    score = (_MOST - ((ranked >> np.uint64(32)) & _MOST)).astype(np.int64)
    row = (ranked & np.uint64(0xFFFFFFFF)).astype(np.int64)
    return query + base, row, (score / 16).astype(np.float32)


def unpacked(rows: NDArray[np.uint8], spots: Ints) -> NDArray[np.uint32]:
    """Return the rows at `spots` of packed rows."""
    last = len(rows) - 1
    if rows.shape[1] == _WHOLE or last < 1:
        found = rows[spots].astype(np.uint32)
        return found @ np.array([1, 256, 65536, 16777216][: rows.shape[1]], np.uint32)
    # Four bytes are read where each row begins, the fourth of them the next row's, which is cut off again; the last row has no next.
    flat = np.ascontiguousarray(rows).reshape(-1)
    four = np.ndarray((last,), "<u4", flat, strides=(3,))
    read = np.asarray(four[np.minimum(spots, last - 1)] & np.uint32(0xFFFFFF), np.uint32)
    read[spots == last] = int.from_bytes(rows[last].tobytes(), "little")
    return read
