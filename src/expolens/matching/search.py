"""Many parties looked for in an index at once: the likeliest of each, with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from expolens.matching.columns import Columns, Ints, columns
from expolens.matching.features import Pairs
from expolens.matching.index import KINDS, Index
from expolens.matching.pairs import Side, side
from expolens.matching.party import Party
from expolens.matching.postings import BUDGET, Near, near
from expolens.matching.reasons import Compared, reasons
from expolens.matching.scorer import (
    HEADS,
    Floats,
    levels,
    nobody,
    odds,
    probabilities,
    share_present,
)
from expolens.matching.terms import provinces, terms
from expolens.names import comparable_name
from expolens.names.branch import brackets

CODE, AMBIGUOUS = 0.999, 0.6
"""What a shared registration code is worth, and what is left of a match that something else contradicts."""
CAPS = {"legal": 1.0, "english": 1.0, "former": 0.99, "short": 0.98, "asked": 0.97}
"""What an equal name of a kind is worth at most."""
_OTHER_PERSON = {"branch": ("other", "one_only"), "second_place": ("other",)}
"""Levels that name another legal person, however alike the rest: a branch of it, or a company of another place."""
_CANDIDATES, _LATIN_BUDGET, _FAINT, _BATCH = 12, 12_000, 0.005, 2_000


@dataclass(frozen=True, slots=True)
class Scored:
    """One candidate: the position of its party in the index, the two names compared, a probability with the reasons for it."""

    position: int
    left_name: str
    right_name: str
    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: the candidates of each query, best first, and the estimated share of queries that are registered at all."""

    candidates: tuple[tuple[Scored, ...], ...]
    present: float


@dataclass(frozen=True, slots=True)
class _Pairs:
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


def search(
    queries: Sequence[Party],
    index: Index,
    *,
    top: int = 5,
    present: float | None = None,
    own: Sequence[int] = (),
) -> Found:
    """Return the likeliest parties of each query, at most `top`.

    A shared code settles it. A name weighs by its features, against all other candidates and against nobody; where several names of a query or
    a party are compared, the best pair counts. `present` is the share of queries known to be registered; None estimates it from the queries. `own` is
    the position of each query in the index where it stands there itself (-1 where it does not): it is not compared with itself.
    """
    texts = [text for one in queries for text, _ in one.names]
    of = np.array([n for n, one in enumerate(queries) for _ in one.names], np.int64)
    names = columns(texts)
    pairs = _compared(names, of, index)
    best = _best(pairs, index)
    if own:
        best = best[index.party[pairs.row[best]] != np.asarray(own)[pairs.query[best]]]
    query, score = pairs.query[best], pairs.score[best]
    share = share_present(score, query, len(queries)) if present is None else present
    likely = probabilities(score, query, len(queries), nobody=nobody(share))
    order = np.lexsort((-likely, query))
    order = order[likely[order] >= _FAINT]
    starts = np.searchsorted(query[order], np.arange(len(queries) + 1)).tolist()
    rank = np.arange(len(order)) - np.repeat(starts[:-1], np.diff(starts))
    told = order[rank < top + 2]
    scored = _told(pairs, best[told], likely[told], (texts, index))
    ends = np.searchsorted(query[told], np.arange(len(queries) + 1)).tolist()
    found = [
        _ranked(one, scored[a:b], index)[:top]
        for one, a, b in zip(queries, ends, ends[1:], strict=False)
    ]
    return Found(tuple(found), share)


@dataclass(frozen=True, slots=True)
class Head:
    """The pairs of names of one head: their name among the queries' and their registered row, the levels of their features, their parts."""

    head: str
    name: Ints
    row: Ints
    levels: NDArray[np.int64]
    pairs: Pairs


def by_head(names: Columns, index: Index) -> Iterator[Head]:
    """Compare every name with the registered ones near to it: Chinese with Chinese, Latin with Latin, and across."""
    chinese = names.chinese()
    found = _near(names, index, chinese)
    distinct, back = np.unique(found.row, return_inverse=True)
    left, right = chinese[found.query], index.names.take(distinct).chinese()[back]
    core, _ = names.keys()
    namesakes = index.namesakes(core)
    for head, chosen, turned in (
        ("chinese", left & right, False), ("latin", ~left & ~right, False), ("across", ~left & right, False), ("across", left & ~right, True),
    ):  # fmt: skip
        at = np.flatnonzero(chosen)
        if len(at):
            name, row = found.query[at], found.row[at]
            pairs = Pairs(
                side(names, name), side(index.names, row), np.log(np.maximum(namesakes[name], 1)),
                index.brands[row] / 4, float(np.log(max(len(index.names), 1))), turned,
            )  # fmt: skip
            yield Head(head, name, row, levels(head, pairs), pairs)


def _compared(names: Columns, of: Ints, index: Index) -> _Pairs:
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
    for start in range(0, len(names), _BATCH):
        for one in by_head(names.part(start, min(start + _BATCH, len(names))), index):
            padded = np.zeros((len(one.name), width), np.int8)
            padded[:, : one.levels.shape[1]] = one.levels
            which = np.full(len(one.name), list(HEADS).index(one.head), np.int8)
            score = odds(one.head, one.levels, one.pairs)
            name = one.name + start
            made.append((of[name], name, one.row, score, which, padded))
    query, name, row, score, head, level = (
        np.concatenate(part) for part in zip(*made, strict=True)
    )
    return _Pairs(query, name, row, score, head, level, side(names, np.arange(len(names))))


def _near(names: Columns, index: Index, chinese: NDArray[np.bool_]) -> Near:
    """Return the registered names near to each name; Latin ones, whose syllables are common, may read more."""
    found, of = terms(names)
    distinct = np.unique((of.astype(np.uint64) << np.uint64(32)) | found.astype(np.uint64))
    of, found = (
        (distinct >> np.uint64(32)).astype(np.int64),
        (distinct & np.uint64(0xFFFFFFFF)).astype(np.uint32),
    )
    own = provinces()[np.where(names.region > 0, names.region, names.inner)]
    theirs = provinces()

    def same(query: Ints, row: Ints) -> Ints:
        region, inner = index.names.region[row], index.names.inner[row]
        there = theirs[np.where(region > 0, region, inner)]
        return np.asarray((own[query] == there) & (there > 0), np.int64)

    def some(mask: NDArray[np.bool_], budget: int) -> Near:
        chosen = mask[of]
        return near(
            index.postings, found[chosen], of[chosen], same=same, top=_CANDIDATES, budget=budget
        )

    both = some(chinese, BUDGET), some(~chinese, _LATIN_BUDGET)
    return Near(*(np.concatenate([getattr(one, part) for one in both]) for part in Near.__slots__))


def _best(pairs: _Pairs, index: Index) -> Ints:
    """Return the best pair of every query and party."""
    party = index.party[pairs.row]
    order = np.lexsort((-pairs.score, party, pairs.query))
    query, party = pairs.query[order], party[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (query[1:] != query[:-1]) | (party[1:] != party[:-1])
    return order[first]


def _told(
    pairs: _Pairs, at: Ints, likely: Floats, known: tuple[Sequence[str], Index]
) -> list[Scored]:
    """Return the pairs at `at` with their probabilities and the reasons for them."""
    texts, index = known
    rows = pairs.row[at]
    left, right = pairs.left, side(index.names, rows)
    core, _ = index.names.take(rows).keys()
    namesakes = index.namesakes(core).tolist()
    heads = list(HEADS)
    found = []
    for n, (pair, row) in enumerate(zip(at.tolist(), rows.tolist(), strict=True)):
        head = heads[int(pairs.head[pair])]
        level = {
            f.name: f.levels[x]
            for f, x in zip(HEADS[head], pairs.levels[pair].tolist(), strict=False)
        }
        position, kind, name = (
            int(index.party[row]),
            KINDS[int(index.kind[row])],
            int(pairs.name[pair]),
        )
        shown = _shown(index.parties[position], kind, right.name[n])
        said = reasons(Compared(left, name, right, n, shown, kind, head, level, namesakes[n]))
        other = any(level.get(feature) in bad for feature, bad in _OTHER_PERSON.items())
        most = AMBIGUOUS if other else CAPS[kind]
        found.append(Scored(position, texts[name], shown, min(float(likely[n]), most), said))
    return found


def _shown(party: Party, kind: str, comparable: str) -> str:
    """Return the name of a party, of a kind, as it was given."""
    same = [text for text, of in party.names if of == kind]
    return (
        same[0]
        if len(same) == 1
        else next((text for text in same if comparable_name(text) == comparable), comparable)
    )


def _ranked(query: Party, scored: Iterable[Scored], index: Index) -> tuple[Scored, ...]:
    """Set codes above names, take down what something contradicts, and name each company once."""
    found = {one.position: one for one in scored}
    for code in sorted(query.codes):
        for position in index.marked(code):
            party = index.parties[position]
            if code in party.codes:
                found[position] = Scored(
                    position, _first(query), _first(party), CODE, (f"equal_code:{code}",)
                )
    checked = [_contradicted(query, index.parties[one.position], one) for one in found.values()]
    return tuple(
        _each_once(sorted(checked, key=lambda one: (-one.probability, one.position)), index)
    )


def _contradicted(query: Party, other: Party, one: Scored) -> Scored:
    """Return a candidate as it is, or as no more than ambiguous where something on both sides says that they may be two."""
    if query.codes & other.codes:
        return one
    said = []
    if query.codes and other.codes:
        said.append(f"other_code:{min(other.codes)}")
    if query.countries and other.countries and not query.countries & other.countries:
        said.append(f"other_country:{min(other.countries)}")
    if not _is_chinese(one.left_name) and not _is_chinese(one.right_name):
        said += _latin_alone(query, other, one)
    shared = query.domains & other.domains
    if shared and not said:
        return replace(one, reasons=(*one.reasons, f"same_domain:{min(shared)}"))
    if not said:
        return one
    return replace(one, probability=min(one.probability, AMBIGUOUS), reasons=(*one.reasons, *said))


def _latin_alone(query: Party, other: Party, one: Scored) -> Iterator[str]:
    """Yield why a likeness of two Latin names proves little: both have Chinese names, and other ones; it is one bare word; the Chinese company is that of a place.

    A single word is a brand that several may bear; 示例（北京）有限公司 is the company of that place, and its English name often its parent's.
    """
    mine, theirs = (
        {comparable_name(text) for text, _ in side.names if _is_chinese(text)}
        for side in (query, other)
    )
    if mine and theirs and mine.isdisjoint(theirs):
        yield "other_name_differs"
    name = comparable_name(one.left_name)
    if " " not in name and "(" not in name:
        yield "one_word"
    inside = brackets(one.left_name), brackets(one.right_name)
    if inside[0] != inside[1]:
        yield f"brackets_differ:{'、'.join((*inside[0], *inside[1]))}"
    places = [place for text, kind in query.names if kind == "legal" for place in brackets(text)]
    if not theirs and any(_is_chinese(place) for place in places):
        yield f"place_in_name:{min(places)}"


def _is_chinese(text: str) -> bool:
    return any(char > "\u3000" for char in text)


def _each_once(found: Iterable[Scored], index: Index) -> Iterator[Scored]:
    """Leave out further rows of a company that stands there already: those that share its registration code."""
    seen: set[str] = set()
    for one in found:
        codes = index.parties[one.position].codes
        if not codes & seen:
            yield one
        seen |= codes


def _first(party: Party) -> str:
    return party.names[0][0] if party.names else ""
