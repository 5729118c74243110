"""Many parties looked for in an index at once: the likeliest of each, with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from expolens.matching.columns import Columns, columns
from expolens.matching.compared import Compared, compared, level_of
from expolens.matching.evidence import bounded, contradicted, counts, is_chinese, weighed
from expolens.matching.index import KINDS, Index
from expolens.matching.lexicon import Ints, distinct
from expolens.matching.pairs import side
from expolens.matching.party import Party
from expolens.matching.persons import apart, equally_called, outvoted
from expolens.matching.reasons import Told, reasons
from expolens.matching.scored import Scored
from expolens.matching.scorer import (
    HEADS,
    Floats,
    nobody,
    probabilities,
    share_present,
)
from expolens.names.brand import before_latin, behind_latin

CODE = 0.999
"""What a shared registration code is worth."""
CAPS = {"legal": 1.0, "english": 1.0, "former": 0.99, "short": 0.98, "asked": 0.49}
"""What a name of a kind is worth at most: that a registry gave another company as its answer is for a person to judge."""
_MISPLACED = 0.45
"""What a shared code is worth where another record bears the very name, and that record."""
_PROVES = 0.9
"""What share of the queries with an equal brand and trade in the registry is taken to be registered, at least."""
_OTHER_BRAND = (
    "other", "same_sound", "changed_long", "changed_three", "slip_long", "slip_three", "slip_two", "slip", "alike", "faintly",
)  # fmt: skip
"""Levels of brands that are another company's where a name on the same list says so."""
_FURTHER = -1.0
"""Log-odds, by judgement, of what stands behind a Latin brand: a part of the name, which another company may have."""
_FAINT = 0.005
_CLAIM, _CLAIMED = 0.5, 0.1
"""How surely another query has the very name of a party, from which on a name that is merely alike is hardly believed to be it, and how much then."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: the candidates of each query, best first, the estimated share of queries that are registered at all, and all names of the queries taken apart, those of one query after those of the other."""

    candidates: tuple[tuple[Scored, ...], ...]
    present: float
    names: Columns


def search(
    queries: Sequence[Party],
    index: Index,
    *,
    top: int = 5,
    present: float | None = None,
    own: Sequence[int] = (),
) -> Found:
    """Return the likeliest parties of each query, at most `top`.

    A shared code settles it, unless another record bears the very name. A name weighs by its features, against all other candidates and against nobody; where several names of a query or
    a party are compared, the best pair counts. A party that another query names exactly is hardly anybody else's slip of the pen. `present` is the share of queries known to be registered; None estimates it from the queries. `own` is
    the position of each query in the index where it stands there itself (-1 where it does not): it is not compared with itself.
    """
    texts, of, given = _asked(queries)
    names = columns(texts)
    pairs = compared(names, of, index)
    other, worth = apart(pairs)
    worth += equally_called(pairs, partial(_both_chinese, queries, index))
    worth[pairs.name >= given] += _FURTHER
    pairs = replace(pairs, score=pairs.score + worth)
    if any(one.domains or one.regions or one.products for one in queries):
        known = pairs.query, index.party[pairs.row].astype(np.int64), _unplaced(pairs)
        pairs = replace(pairs, score=pairs.score + weighed(known, queries, index.parties))
    best = _best(pairs, index, outvoted(pairs, other))
    if own:
        best = best[index.party[pairs.row[best]] != np.asarray(own)[pairs.query[best]]]
    query, score = pairs.query[best], pairs.score[best]
    if present is None:
        equal, _ = distinct(query[level_of(pairs, best, "core") == "same"])
        least = _PROVES * len(equal) / max(len(queries), 1)
        share = share_present(score, query, len(queries), least=least)
    else:
        share = present
    likely = probabilities(score, query, len(queries), nobody=nobody(share))
    claimed = np.zeros(len(best)) if own else _claimed(pairs, best, likely, index)
    order = np.lexsort((-likely, query))
    named = level_of(pairs, best, "name") == "same"
    order = order[(likely[order] >= _FAINT) | named[order]]
    starts = np.searchsorted(query[order], np.arange(len(queries) + 1)).tolist()
    rank = np.arange(len(order)) - np.repeat(starts[:-1], np.diff(starts))
    told = order[rank < top + 2]
    scored = [
        _claimed_by_another(one) if taken else one
        for one, taken in zip(
            _told(pairs, best[told], (likely[told], other), (texts, index)),
            (claimed[told] > _CLAIM).tolist(),
            strict=True,
        )
    ]
    ends = np.searchsorted(query[told], np.arange(len(queries) + 1)).tolist()
    found = [
        _ranked(one, scored[a:b], index, itself)[:top]
        for one, a, b, itself in zip(
            queries, ends, ends[1:], own or [-1] * len(queries), strict=False
        )
    ]
    return Found(tuple(found), share, names)


def _both_chinese(queries: Sequence[Party], index: Index, query: int, row: int) -> bool:
    """Tell whether a query and the party of a row have Chinese names both."""
    sides = queries[query], index.parties[int(index.party[row])]
    return all(any(is_chinese(text) for text, _ in one.names) for one in sides)


def _asked(queries: Sequence[Party]) -> tuple[list[str], Ints, int]:
    """Return all names of queries with the query of each, behind them those that stand beside a Latin brand in one; and how many were given."""
    every = [(text, n) for n, one in enumerate(queries) for text, _ in one.names]
    further = [(rest, n) for text, n in every if (rest := behind_latin(text) or before_latin(text))]
    both = [*every, *further]
    return [text for text, _ in both], np.array([n for _, n in both], np.int64), len(every)


def _claimed_by_another(one: Scored) -> Scored:
    """Return a candidate that another name of the list is."""
    likely, said = min(one.probability, _CLAIMED), (*one.reasons, "claimed")
    return replace(one, probability=likely, reasons=said, contradicted=True)


def _unplaced(pairs: Compared) -> NDArray[np.bool_]:
    """Tell of which pairs the names do not both say a place."""
    place = level_of(pairs, np.arange(len(pairs.query)), "place")
    return ~np.isin(place, ("other", "same", "within"))


def _best(pairs: Compared, index: Index, without: NDArray[np.bool_]) -> Ints:
    """Return the best pair of every query and party, `without` some."""
    at = np.flatnonzero(~without)
    party, query = index.party[pairs.row[at]], pairs.query[at]
    order = np.lexsort((-pairs.score[at], party, query))
    query, party, order = query[order], party[order], at[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (query[1:] != query[:-1]) | (party[1:] != party[:-1])
    return order[first]


def _claimed(pairs: Compared, best: Ints, likely: Floats, index: Index) -> Floats:
    """Return for each best pair whose brands are not the same how likely its party is another query's that has its very name.

    示例甲 and 示例乙 on one list are two companies: where the first is registered, the second is hardly a slip of the pen for it. 大华 and 大花 of
    one trade and place are rather one company, written twice.
    """
    exact, brand = (level_of(pairs, best, name) for name in ("name", "brand"))
    party = index.party[pairs.row[best]].astype(np.int64)
    claims = np.zeros(len(index.parties))
    np.maximum.at(claims, party[exact == "same"], likely[exact == "same"])
    spelled = level_of(pairs, best, "core") == "same_sound"
    spelled &= np.isin(level_of(pairs, best, "place"), ("same", "none"))
    alike = np.isin(brand, _OTHER_BRAND) & (exact != "same") & ~spelled
    return np.where(alike, claims[party], 0.0)


def _told(
    pairs: Compared,
    at: Ints,
    judged: tuple[Floats, NDArray[np.bool_]],
    known: tuple[Sequence[str], Index],
) -> list[Scored]:
    """Return the pairs at `at` with their probabilities, the reasons for them, and whether the names say that they are two."""
    texts, index = known
    likely, other = judged[0].tolist(), judged[1][at].tolist()
    rows = pairs.row[at]
    left, right = pairs.left, side(index.names, rows)
    core, _ = index.names.take(rows).keys()
    namesakes = index.namesakes(core).tolist()
    heads = [(head, [(one.name, one.levels) for one in some]) for head, some in HEADS.items()]
    which, levels, names = (
        pairs.head[at].tolist(),
        pairs.levels[at].tolist(),
        pairs.name[at].tolist(),
    )
    party, kinds = index.party[rows].tolist(), index.kind[rows].tolist()
    found = []
    for n, (row, name) in enumerate(zip(rows.tolist(), names, strict=True)):
        head, features = heads[which[n]]
        level = {called: said[x] for (called, said), x in zip(features, levels[n], strict=False)}
        kind, shown = KINDS[kinds[n]], index.texts[row]
        said = reasons(Told(left, name, right, n, shown, kind, head, level, namesakes[n]))
        worth = min(likely[n], CAPS[kind])
        found.append(Scored(party[n], texts[name], shown, worth, said, other[n]))
    return found


def _ranked(
    query: Party, scored: Sequence[Scored], index: Index, itself: int
) -> tuple[Scored, ...]:
    """Set codes above names, take down what something contradicts, and name each company once; `itself` is where the query stands."""
    settled: dict[int, Scored] = {}
    for code in sorted(query.codes):
        for position in index.marked(code):
            party = index.parties[position]
            if code in party.codes and position != itself:
                settled[position] = Scored(
                    position, _first(query), _first(party), CODE, (f"equal_code:{code}",)
                )
    most = 1 - CODE if settled else 1.0
    named = {one.position for one in scored if one.reasons[0].startswith("equal_name:")}
    if settled and named and named.isdisjoint(settled):
        # A code pasted into the wrong row is the commonest error of sheets.
        settled = {
            n: replace(one, probability=_MISPLACED, reasons=(*one.reasons, "other_named"))
            for n, one in settled.items()
        }
        most = _MISPLACED
    rest = {
        one.position: one if one.probability <= most else replace(one, probability=most)
        for one in scored
    }
    best = sorted((rest | settled).values(), key=lambda one: (-one.probability, one.position))
    checked = [
        contradicted(query, index.parties[one.position], one)
        if counts(one, known=index.known)
        else one
        for one in (_each_once(best, index) if len(index.marks) else best)
    ]
    return tuple(sorted(bounded(checked), key=lambda one: (-one.probability, one.position)))


def _each_once(found: Sequence[Scored], index: Index) -> Iterator[Scored]:
    """Name each company once: further rows that share its registration code lend it what they are worth."""
    left = list(found)
    while left:
        first, codes = left[0], index.parties[left[0].position].codes
        again = [one for one in left[1:] if codes & index.parties[one.position].codes]
        left = [one for one in left[1:] if one not in again]
        yield _together(first, again) if again else first


def _together(first: Scored, again: Sequence[Scored]) -> Scored:
    """Return a candidate with the worth of other rows of its company, which do not count among those that share its name."""
    # What contradicts every row of a company contradicts the company.
    against = all(one.contradicted for one in (first, *again))
    likely = min(sum(one.probability for one in (first, *again)), 1.0)
    said = []
    for reason in first.reasons:
        code, _, count = reason.partition(":")
        if code != "shared_by":
            said.append(reason)
        elif int(count) - len(again) > 1:
            said.append(f"{code}:{int(count) - len(again)}")
    return replace(first, probability=likely, reasons=tuple(said), contradicted=against)


def _first(party: Party) -> str:
    return party.names[0][0] if party.names else ""
