"""The same company twice on one list: two booths, two spellings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from expolens.match.answers import Answer, Asked, said
from expolens.matching import Party, Scored, indexed, search
from expolens.matching.evidence import contradicted
from expolens.names import comparable_name

SAME = 0.99
"""What the very same names on two rows of one list are worth where nothing else tells the rows apart: by judgement, since a list that means two
companies by one name says so.
"""


def pairs(texts: Sequence[str], parties: Sequence[Party], asked: Asked) -> Iterator[Answer]:
    """Yield the pairs of rows that may be one company, each once: under its earlier row, the likeliest first.

    Of rows with the very same names the first stands for all in the search, and each of the others is a pair with it. Rows without any pair
    are not there.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for row, one in enumerate(parties):
        if one.names or one.codes:
            alone = () if one.names else (f"\n{row}",)
            groups.setdefault(
                (*sorted({comparable_name(text) for text, _ in one.names}), *alone), []
            ).append(row)
    rows = [group[0] for group in groups.values()]
    ours = [parties[row] for row in rows]
    found = search(ours, indexed(ours), top=asked.top, own=range(len(ours)))
    best: dict[tuple[int, int], Scored] = {}
    for n, candidates in enumerate(found.candidates):
        for seen in candidates:
            left, right = rows[n], rows[seen.position]
            known = best.get((min(left, right), max(left, right)))
            likely = max(seen.probability, known.probability if known else 0.0)
            # Each of the two finds the other; the earlier row's view gives the reasons.
            chosen = seen if known is None or left < right else known
            best[min(left, right), max(left, right)] = replace(chosen, probability=likely)
    for first, *again in groups.values():
        for row in again:
            best[first, row] = _same(parties[first], parties[row], row)
    ranked = sorted(best.items(), key=lambda one: (one[0][0], -one[1].probability, one[0][1]))
    yield from _answers(ranked, texts, parties, asked)


def _same(one: Party, other: Party, position: int) -> Scored:
    """Return the pair of two rows with the same names."""
    (left, _), (right, _) = one.names[0], other.names[0]
    return contradicted(one, other, Scored(position, left, right, SAME, (f"equal_name:{right}",)))


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
