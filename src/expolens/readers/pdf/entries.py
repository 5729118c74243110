"""Where one exhibitor ends and the next begins in a stream of lines."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expolens.readers.pdf.stream import TextLine
from expolens.readers.pdf.values import booth_first, booth_last, field_of, kind_of, label_of

Starts = list[bool]
_ONCE = frozenset({"booth", "website", "email", "number", "hall"})
_BETTER = 0.04
_BELIEVED = {"stand": 0.9, "white": 0.95, "after": 0.75, "before": 0.75, "indent": 0.7, "line": 0.6}
"""How far a way of dividing is believed: those that go by a thing that entries have find it once in each by themselves."""


@dataclass(frozen=True, slots=True)
class Division:
    """How lines are divided: by what, which lines begin an entry, and whether stands that are mere numbers count."""

    by: str
    starts: Starts
    bare: bool


def divided(lines: Sequence[TextLine]) -> Division:
    """Choose where entries begin: of every way that could be meant, the one by which most entries have each thing once.

    Ways in the order in which they are believed where they do as well: a label of names, how names are set, the stand at the
    beginning or end of a line, white, the line before a label, indents, each line by itself.
    """
    bare = _bare(lines)
    marks = [_marks(line, bare=bare) for line in lines]
    begins = [_could_begin(line) for line in lines]
    totals = Counter(mark for one in marks for mark in one)
    best = Division("line", [True] * len(lines), bare)
    highest = -1.0
    for by, starts in _ways(lines, marks, bare=bare):
        if sum(starts) > 1 or len(lines) < 3:
            score = _BELIEVED.get(by.partition(" ")[0], 1.0) * _score(begins, marks, starts, totals)
            if score > highest + _BETTER:
                best, highest = Division(by, starts, bare), score
    return best


def _bare(lines: Sequence[TextLine]) -> bool:
    """Tell whether numbers alone are stands: where half of the lines begin, or end, with one and stands are not told in another way."""
    said = [label_of(line.text) or kind_of(line.text) == "booth" for line in lines]
    told = sum(1 for one in said if one is True or (one and field_of(one[0]) == "booth"))
    ends = max(
        sum(1 for line in lines if found(line.text, bare=True))
        for found in (booth_first, booth_last)
    )
    return ends >= 0.45 * len(lines) and told < 0.1 * len(lines)


def _marks(line: TextLine, *, bare: bool) -> frozenset[str]:
    """Return what a line holds that an exhibitor has once: a stand, a website, a label."""
    found: set[str] = set()
    for part in line.text.replace("|", "\t").split("\t"):
        labelled = label_of(part.strip())
        if labelled:
            found.add(field_of(labelled[0]))
        elif (kind := kind_of(part)) in _ONCE and (kind != "number" or bare):
            found.add("booth" if kind == "number" else kind)
    if "booth" not in found and (
        booth_first(line.text, bare=bare) or booth_last(line.text, bare=bare)
    ):
        found.add("booth")
    return frozenset(found)


def _score(
    begins: Sequence[float], marks: Sequence[frozenset[str]], starts: Starts, totals: Counter[str]
) -> float:
    """Return 0..1: how much of what entries have is there exactly once in each, and how well they begin."""
    begin = [likely for likely, start in zip(begins, starts, strict=True) if start]
    likely = sum(begin) / len(begin)
    often = {kind: n for kind, n in totals.items() if n >= max(2, 0.2 * max(totals.values()))}
    if not often:
        return 0.5 * likely
    number = 0
    held: Counter[tuple[int, str]] = Counter()
    for mark, start in zip(marks, starts, strict=True):
        number += start
        for kind in mark:
            held[number, kind] += 1
    once = Counter(kind for (_, kind), times in held.items() if times == 1)
    fit = sum(often[k] * once[k] / max(len(begin), often[k]) for k in often)
    return likely * fit / sum(often.values())


def _could_begin(line: TextLine) -> float:
    """Return how well an entry can begin with a line: not with a website, a country, the label of anything but a name, nor in small letters."""
    labelled = label_of(line.text)
    if labelled:
        return float(field_of(labelled[0]).startswith("name"))
    kind = kind_of(line.text)
    if kind in ("booth", "hall", "number"):
        return 0.9
    return float(kind == "text" and not re.match(r"[a-z]{2}", line.text))


_Way = tuple[str, Starts]


def _ways(
    lines: Sequence[TextLine], marks: Sequence[frozenset[str]], *, bare: bool
) -> Iterator[_Way]:
    """Yield every way of dividing that could be meant."""
    yield from _by_label(lines)
    sets = [line.style[:2] for line in lines]
    for style, times in Counter(sets).most_common(8):
        if times < 0.8 * len(lines):
            yield "style", _runs(lines, [one == style for one in sets])
    for at in (1, 2):
        heads = [bool(line.style[at]) for line in lines]
        if 0.05 * len(lines) < sum(heads) < 0.8 * len(lines):
            yield "style", _runs(lines, heads)
    for by, found in (("stand first", booth_first), ("stand last", booth_last)):
        has = [bool(found(line.text, bare=bare)) for line in lines]
        if sum(has) >= 0.25 * len(lines):
            yield by, has if by == "stand first" else [True, *has[:-1]]
    yield from _by_white(lines, marks)
    for kind, times in Counter(mark for one in marks for mark in one).items():
        if times >= 2:
            has = [kind in one for one in marks]
            yield f"after {kind}", [True, *has[:-1]]
            yield f"before {kind}", [*has[1:], False]
    if any(line.indent > 3 for line in lines):
        yield "indent", [line.indent <= 2 for line in lines]
    yield "line", [n == 0 or not _wraps(lines[n - 1], line) for n, line in enumerate(lines)]


def _by_label(lines: Sequence[TextLine]) -> Iterator[_Way]:
    starts = [
        bool((found := label_of(line.text)) and field_of(found[0]) in ("name", "name_en"))
        for line in lines
    ]
    names = [field_of(found[0]) if (found := label_of(line.text)) else "" for line in lines]
    for field in ("name", "name_en"):
        if names.count(field) > 1:
            yield "label", [name == field for name in names]
    if sum(starts) == 1:
        yield "label", starts


def _runs(lines: Sequence[TextLine], heads: Sequence[bool]) -> Starts:
    """Return the lines that begin an entry where names are set apart: the first of each name, which may take several lines."""
    starts: Starts = []
    for number, (line, head) in enumerate(zip(lines, heads, strict=True)):
        follows = number > 0 and heads[number - 1] and _wraps(lines[number - 1], line)
        starts.append(head and not _labelled_head(line) and not follows)
    return starts


def _labelled_head(line: TextLine) -> bool:
    """Tell whether a line is set apart because it begins with a label: "**Stand:** A12"."""
    labelled = label_of(line.text)
    return labelled is not None and not field_of(labelled[0]).startswith("name")


def _wraps(before: TextLine, line: TextLine) -> bool:
    """Tell whether a line goes on with the one before: that was full, and this one has no stand or label of its own."""
    return (
        before.full(line)
        and before.style == line.style
        and not _marks(line, bare=False) - {"booth"}
    )


def _by_white(lines: Sequence[TextLine], marks: Sequence[frozenset[str]]) -> Iterator[_Way]:
    """Yield the division at wide gaps, where there are two kinds of gaps; at the top of a column an entry begins if the last one was complete."""
    gaps = sorted(line.above for line in lines if line.above is not None)
    if len(gaps) < 3:
        return
    for limit in _limits(gaps):
        inner = [line.above is not None and line.above > limit for line in lines]
        ends = Counter(marks[n - 1] for n, start in enumerate(inner) if start and n)
        firsts = Counter(line.style for line, start in zip(lines, inner, strict=True) if start)
        if ends:
            usual = {mark for mark, times in ends.items() if times >= 0.2 * sum(ends.values())}
            yield (
                "white",
                [
                    start
                    or number == 0
                    or (
                        line.above is None
                        and (line.style in firsts or not firsts)
                        and not marks[number]
                        and marks[number - 1] in usual
                        and not lines[number - 1].full(line)
                    )
                    for number, (line, start) in enumerate(zip(lines, inner, strict=True))
                ],
            )


def _limits(gaps: Sequence[float]) -> Iterator[float]:
    """Yield the distances between gaps that differ by a fifth and that both are usual."""
    for number, (one, other) in enumerate(itertools.pairwise(gaps), 1):
        share = number / len(gaps)
        if other > 1.2 * one and 0.05 < share < 0.97:
            yield (one + other) / 2
