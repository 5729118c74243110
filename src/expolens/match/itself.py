"""The same company twice on one list: two booths, two spellings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from expolens.match.answers import Answer, Asked, said
from expolens.match.nameless import believed, unnamed
from expolens.matching import Party, Scored, indexed, search
from expolens.matching.evidence import AMBIGUOUS, contradicted
from expolens.names import comparable_name

SAME = 0.99
"""What the very same names on two rows of one list are worth where nothing else tells the rows apart: by judgement, since a list that means two
companies by one name says so.
"""
_EACH = 20
Views = dict[tuple[int, int], Scored]
"""What each of two groups sees of the other: (who looks, who is seen)."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows with the very same names that nothing tells apart: they, rising, and one party with all that any of them says."""

    rows: tuple[int, ...]
    party: Party


def pairs(texts: Sequence[str], parties: Sequence[Party], asked: Asked) -> Iterator[Answer]:
    """Yield the pairs of rows that may be one company, each once: under its earlier row, the likeliest first.

    What is said of two rows does not depend on where they stand, nor on which of them is asked about the other. Of rows with the very same names
    that nothing tells apart the first stands for all, and each of the others is a pair with it. Rows without any pair are not there.
    """
    groups = grouped(parties)
    ours = [one.party for one in groups]
    views = _views(ours, asked)
    best: dict[tuple[int, int], Scored] = {}
    for n, m in sorted({(min(ends), max(ends)) for ends in views}):
        left, right = (n, m) if groups[n].rows[0] < groups[m].rows[0] else (m, n)
        best[groups[left].rows[0], groups[right].rows[0]] = _seen(left, right, views, ours)
    for one in groups:
        first, *again = one.rows
        for row in again:
            best[first, row] = _same(parties[first], parties[row], row)
    ranked = sorted(best.items(), key=lambda one: (one[0][0], -one[1].probability, one[0][1]))
    yield from _answers(ranked, texts, parties, asked)


def grouped(parties: Sequence[Party]) -> list[Group]:
    """Return the rows that have a name or a code in groups, in an order that their contents give and their places do not.

    Rows of the very same names are one group, unless their codes or countries differ; a row that says neither goes to the first group that does.
    """
    named: dict[tuple[str, ...], list[int]] = {}
    for row, one in enumerate(parties):
        if one.names or one.codes:
            names = sorted({comparable_name(text) for text, _ in one.names})
            key = ("name", *names) if names else ("code", *sorted(one.codes))
            named.setdefault(tuple(key), []).append(row)
    found: list[Group] = []
    for key in sorted(named):
        ones = ((parties[row], row) for row in named[key])
        rows = sorted((not one.codes, one.evidence(), one.names, row) for one, row in ones)
        found += _apart([row for *_, row in rows], parties)
    return found


def _apart(rows: Iterable[int], parties: Sequence[Party]) -> list[Group]:
    """Return rows of the same names in groups of those that may be one."""
    found: list[tuple[list[int], Party]] = []
    for row in rows:
        one = parties[row]
        at = next((n for n, (_, other) in enumerate(found) if _may_be_one(one, other)), -1)
        if at < 0:
            found.append(([row], one))
        else:
            known, other = found[at]
            found[at] = ([*known, row], _together(other, one))
    return [Group(tuple(sorted(known)), party) for known, party in found]


def _may_be_one(one: Party, other: Party) -> bool:
    return all(
        not mine or not theirs or bool(mine & theirs)
        for mine, theirs in ((one.codes, other.codes), (one.countries, other.countries))
    )


def _together(one: Party, other: Party) -> Party:
    return replace(
        one,
        codes=one.codes | other.codes,
        countries=one.countries | other.countries,
        domains=one.domains | other.domains,
        regions=one.regions | other.regions,
        products=one.products | other.products,
    )


def _views(ours: Sequence[Party], asked: Asked) -> Views:
    """Return who is seen by whom; groups of the very same names always see each other."""
    found = search(ours, indexed(ours), top=asked.top, own=range(len(ours)))
    views: Views = {}
    for n, candidates in enumerate(found.candidates):
        for one in believed(ours[n], candidates):
            views[n, one.position] = one
    names: dict[frozenset[str], list[int]] = {}
    for n, party in enumerate(ours):
        names.setdefault(frozenset(comparable_name(text) for text, _ in party.names), []).append(n)
    for key, alike in names.items():
        # Of many that bear one name, each is set beside the first alone: pairs of all would be without end.
        for n, m in combinations(alike, 2) if key else ():
            if len(alike) <= _EACH or n == alike[0]:
                views[n, m] = _same(ours[n], ours[m], m)
                views.pop((m, n), None)
    return views


def _seen(
    left: int, right: int, views: Mapping[tuple[int, int], Scored], ours: Sequence[Party]
) -> Scored:
    """Return a pair as its earlier row sees it, with what both sides together say: the higher probability, and every contradiction."""
    both = [views[ends] for ends in ((left, right), (right, left)) if ends in views]
    shown = both[0] if (left, right) in views else _turned(both[0])
    likely = max(seen.probability for seen in both)
    one, other = ours[left], ours[right]
    if not one.codes & other.codes:
        # What is found from one side alone is looked at from the other too.
        bare = replace(shown, reasons=())
        both += [contradicted(one, other, bare), contradicted(other, one, _turned(bare))]
    against = [seen for seen in both if seen.contradicted]
    if not against:
        return replace(shown, probability=likely)
    why = tuple(dict.fromkeys(code for seen in (shown, *against) for code in seen.reasons))
    return replace(shown, probability=min(likely, AMBIGUOUS), reasons=why, contradicted=True)


def _turned(one: Scored) -> Scored:
    return replace(one, left_name=one.right_name, right_name=one.left_name)


def _same(one: Party, other: Party, position: int) -> Scored:
    """Return the pair of two rows with the same names, or the same code and no name."""
    if not one.names or not other.names:
        return Scored(position, "", "", SAME, (f"equal_code:{min(one.codes)}",))
    (left, _), (right, _) = one.names[0], other.names[0]
    found = contradicted(one, other, Scored(position, left, right, SAME, (f"equal_name:{right}",)))
    if unnamed(one):
        likely = min(found.probability, AMBIGUOUS)
        found = replace(found, probability=likely, reasons=(*found.reasons, "hardly_a_name"))
    return found


def _answers(
    ranked: Sequence[tuple[tuple[int, int], Scored]],
    texts: Sequence[str],
    parties: Sequence[Party],
    asked: Asked,
) -> Iterator[Answer]:
    rank, last = 0, -1
    for (left, right), one in ranked:
        status = asked.verdict(one.probability)
        if status == "not_found":
            continue
        rank = rank + 1 if left == last else 1
        last = left
        names = parties[right].names
        record = texts[right] or (names[0][0] if names else "")
        why = said(one, texts[left], asked.language)
        yield Answer(
            left + 1, texts[left], right + 1, record, round(one.probability, 4), status, rank, why
        )
