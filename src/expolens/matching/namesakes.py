"""Records that bear a name to the letter: more of them than a search compares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from expolens.matching.columns import columns
from expolens.matching.evidence import bounded, contradicted, counts, weighed
from expolens.matching.index import Index
from expolens.matching.lexicon import Ints
from expolens.matching.party import Party
from expolens.matching.postings import unpacked
from expolens.matching.scored import Scored
from expolens.matching.terms import terms
from expolens.names import comparable_name
from expolens.names.parts import parts

MANY = 9
"""A search compares ten candidates of a name: of more namesakes it may have left some out."""


class Bearers:
    """Finds the records of an index that bear a name, brackets, widths and spaces aside, without a search."""

    def __init__(self, index: Index) -> None:
        """Keep how long each name of the index is."""
        self.index = index
        self.lengths = np.diff(index.names.starts)
        self.of = lru_cache(maxsize=10_000)(self._of)

    def _of(self, name: str) -> tuple[int, ...]:
        """Return the rows of the index whose comparable name is this one, the first of each record."""
        units = np.frombuffer(name.encode("utf-16-le", "surrogatepass"), np.uint16)
        rows = self._near(name)
        rows = rows[self.lengths[rows] == len(units)]
        # From the end: many names begin with the same place.
        for at in range(len(units) - 1, -1, -1):
            rows = rows[self.index.names.chars[self.index.names.starts[rows] + at] == units[at]]
            if not len(rows):
                return ()
        _, first = np.unique(self.index.party[rows], return_index=True)
        return tuple(rows[np.sort(first)].tolist())

    def _near(self, name: str) -> Ints:
        """Return the rows that have the rarest term of a name, all rows where each of its terms is common."""
        found, post = terms(columns([name]))[0], self.index.postings
        at = post.find(found)
        sizes = np.where(at >= 0, post.bounds[at + 1].astype(np.int64) - post.bounds[at], 0)
        if not sizes.any():
            return np.arange(len(self.lengths))
        rarest = at[np.argmin(np.where(sizes > 0, sizes, np.iinfo(np.int64).max))]
        spots = np.arange(int(post.bounds[rarest]), int(post.bounds[rarest + 1]))
        return unpacked(post.rows, spots).astype(np.int64)

    def several(
        self, parties: Sequence[Party], found: Sequence[Sequence[Scored]], *, above: int = MANY
    ) -> list[bool]:
        """Tell of which parties several records may bear the very name: of two candidates, or of a name that finds none and shares brand and trade with more than `above` records."""
        lost = [n for n, candidates in enumerate(found) if not candidates and parties[n].names]
        core, _ = columns([parties[n].names[0][0] for n in lost]).keys()
        many = set(np.array(lost, np.int64)[self.index.namesakes(core) > above].tolist())
        return [n in many or _equal(candidates) > 1 for n, candidates in enumerate(found)]


def _equal(candidates: Sequence[Scored]) -> int:
    return sum(one.reasons[0].startswith("equal_name:") for one in candidates)


def bears_the_name(one: Scored) -> bool:
    """Tell whether a record has the very name, and so has another one."""
    return one.reasons[0].startswith("equal_name:") and any(
        code.startswith(("shared_by:", "borne_by:")) for code in one.reasons
    )


def borne(
    query: Party, candidates: Sequence[Scored], bearers: Bearers, *, top: int
) -> tuple[Scored, ...]:
    """Return the candidates of a query with all that bear its very name, as likely as seat, website and products say, and equally so where they say nothing.

    Rows of one registration code are one record. What is found by a shared code stays as it is. Nothing that is merely like the name is likelier than a record that bears it.
    """
    if any(one.reasons[0].startswith("equal_code:") for one in candidates):
        return tuple(candidates)
    index = bearers.index
    for text, _ in query.names:
        rows = _each_once(bearers.of(comparable_name(text)), index)
        parties = index.party[np.array(rows, np.int64)].tolist() if rows else []
        if len(rows) < 2 or set(parties) <= {one.position for one in candidates}:
            continue
        chances = _chances(query, text, parties, index)
        likeliest = sorted(range(len(rows)), key=lambda n: (-chances[n], n))[:top]
        first = []
        for n in likeliest:
            shown = index.texts[rows[n]]
            why = (f"equal_name:{shown}", f"borne_by:{len(rows)}")
            one = Scored(parties[n], text, shown, float(chances[n]), why)
            known = counts(one, known=index.known)
            first.append(contradicted(query, index.parties[parties[n]], one) if known else one)
        first = bounded(first)
        most, bearing = max(one.probability for one in first), set(parties)
        others = [
            replace(one, probability=min(one.probability, most))
            for one in candidates
            if one.position not in bearing
        ]
        return tuple(sorted((*first, *others), key=lambda one: -one.probability))[:top]
    return tuple(candidates)


def _each_once(rows: Sequence[int], index: Index) -> Sequence[int]:
    """Return rows without those whose registration code an earlier one has."""
    if not len(index.marks):
        return rows
    seen: set[str] = set()
    found = []
    for row in rows:
        codes = index.parties[int(index.party[row])].codes
        if not codes & seen:
            found.append(row)
        seen |= codes
    return found


def _chances(query: Party, name: str, parties: Sequence[int], index: Index) -> NDArray[np.float64]:
    """Return how likely each of the parties is where one of them is meant; a place in the name says nothing of the seat that it does not say of all."""
    if not (index.known and (query.domains or query.regions or query.products)):
        return np.full(len(parties), 1 / len(parties))
    unplaced = np.full(len(parties), not parts(name).codes)
    every = np.array(parties, np.int64)
    pairs = np.zeros(len(parties), np.int64), every, unplaced
    worth = np.exp(weighed(pairs, [query], index.parties))
    return np.asarray(worth / worth.sum(), np.float64)
