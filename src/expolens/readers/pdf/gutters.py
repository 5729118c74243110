"""Where columns stand: the white between them, and the lines that cross it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from expolens.readers.pdf.page import Page, Phrase, phrases, pitch

_CROSSING = 0.06
_FEW = 0.1
_DEEPEST = 3
_OVER, _TEXT, _LOOKED_AT = 0.03, 0.3, 4_000
_FINE = 2
"""How many steps a point is divided into."""
Cuts = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """Lines of a page that have the same columns, where these are cut apart, and how wide the page is."""

    strips: tuple[Phrase, ...]
    cuts: Cuts
    width: float


def regions(page: Page) -> list[Region]:
    """Return the regions of a page from top to bottom, each with its own columns."""
    ruled = _ruled(page)
    if len(ruled) > 1:
        return [Region(page.strips, ruled, page.width)]
    return [Region(strips, cuts, page.width) for strips, cuts in _divided(page.strips, 0)]


def _divided(strips: tuple[Phrase, ...], depth: int) -> Iterator[tuple[tuple[Phrase, ...], Cuts]]:
    """Yield the strips as one region if it has columns, else divided at a wide gap if a part of it has."""
    cuts = cuts_of(strips)
    if cuts or depth == _DEEPEST or len(strips) < 6:
        yield strips, cuts
        return
    usual = pitch(strips)
    gaps = sorted(
        ((b.base - a.base, at) for at, (a, b) in enumerate(itertools.pairwise(strips), 1)),
        reverse=True,
    )
    for gap, at in gaps[:3]:
        if gap <= 1.25 * usual:
            break
        parts = [*_divided(strips[:at], depth + 1), *_divided(strips[at:], depth + 1)]
        if any(found for _, found in parts):
            yield from parts
            return
    yield strips, ()


def cuts_of(strips: Sequence[Phrase]) -> Cuts:
    """Return where the columns of these lines are cut apart: the white that hardly a line crosses and that text stands on both sides of."""
    if len(strips) < 2:
        return ()
    each = [phrases(strip) for strip in strips]
    least, most = min(s.left for s in strips), max(s.right for s in strips)
    steps = [0] * (int((most - least) * _FINE) + 3)
    for parts in each:
        for part in parts:
            begin, end = int((part.left - least) * _FINE), int((part.right - least) * _FINE)
            if begin <= end:
                steps[max(0, begin)] += 1
                steps[end + 1] -= 1
    covered = list(itertools.accumulate(steps[:-1]))
    need = min(3.0, 0.4 * median(strip.size for strip in strips))
    cuts: list[float] = []
    for first, last in _runs(covered, int(_CROSSING * len(strips))):
        begin_, end_ = first / _FINE + least, last / _FINE + least
        if end_ - begin_ >= need and _stands(strips, each, (begin_, end_)):
            cuts.append(end_ - min(2.0, (end_ - begin_) / 2))
    return tuple(cuts)


def _runs(covered: Sequence[int], allowed: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches, inside the text, that no more lines cover than allowed."""
    begin = None
    for x, count in enumerate(covered):
        if count <= allowed:
            begin = x if begin is None else begin
        elif begin is not None:
            if begin > 0:
                yield begin, x
            begin = None


def _stands(
    strips: Sequence[Phrase],
    each: Sequence[Sequence[Phrase]],
    white: tuple[float, float],
) -> bool:
    """Tell whether text enough begins at the right of a white, and stands left of it."""
    middle = white[1] - 0.5
    right = [part for parts in each for part in parts if part.left >= middle - 1]
    first = Counter(round(part.left) for part in right)
    lines = sum(1 for parts in each if any(part.left >= middle - 1 for part in parts))
    left = sum(1 for parts in each if any(part.right <= middle + 1 for part in parts))
    aligned = sum(times for at, times in first.items() if at <= middle + 4)
    need = max(2, _FEW * len(strips))
    return left >= 2 and (
        lines >= need or (lines >= 2 and aligned >= 2 and white[1] - white[0] > 8)
    )


def _ruled(page: Page) -> Cuts:
    """Return the insides of a ruled table: where upright lines run down most of the text."""
    if not page.strips:
        return ()
    top, bottom = page.strips[0].base - page.strips[0].size, page.strips[-1].base
    length: dict[int, float] = {}
    for left, upper, right, lower in page.rules:
        if right - left < 3:
            at = next((x for x in length if abs(x - left) <= 3), round(left))
            length[at] = length.get(at, 0.0) + min(lower, bottom) - max(upper, top)
    tall = sorted(x for x, run in length.items() if run > 0.5 * (bottom - top))
    words = [word for strip in page.strips for word in strip.words]
    inner = [
        x
        for x in tall
        if any(word.right <= x + 1 for word in words)
        and any(word.left >= x - 1 for word in words)
        and sum(1 for word in words if word.left + 1 < x < word.right - 1) <= 0.02 * len(words)
    ]
    return tuple(float(x) for x in inner)


def agreed(parts: Sequence[Region]) -> list[Region]:
    """Return the regions with the columns that most of them have, wherever these are not crossed."""
    known = Counter(_rough(part.cuts) for part in parts for _ in part.strips if part.cuts)
    if not known:
        return list(parts)
    usual = known.most_common(1)[0][0]
    cuts = next(part.cuts for part in parts if _rough(part.cuts) == usual)
    return [
        Region(part.strips, cuts, part.width) if part.cuts != cuts and _fits(part, cuts) else part
        for part in parts
    ]


def headed(parts: Sequence[Region], labels: Sequence[Phrase]) -> list[Region]:
    """Return the regions of a table with a header, all with the columns of the whole: the white that runs through it, and what begins below a label.

    Columns may stand so close that text of one runs up to the next: then no word stands over the left edge of its label.
    """
    strips = [strip for part in parts for strip in part.strips]
    some = strips[:: len(strips) // _LOOKED_AT + 1]
    cuts = list(cuts_of(some))
    words = [word for strip in some for word in strip.words]
    for one, other in itertools.pairwise(labels):
        cut = other.left - 1.0
        over = sum(1 for word in words if word.left < cut - 0.5 and word.right > cut + 1.5)
        if not any(
            one.left + 1 < known <= other.left + 1 for known in cuts
        ) and over <= _OVER * len(some):
            cuts.append(cut)
    usual = max(_usual(parts), tuple(sorted(cuts)), key=len)
    return [
        Region(part.strips, usual, part.width)
        if sum(1 for strip in part.strips if _over(strip, usual)) <= _TEXT * len(part.strips)
        else part
        for part in parts
    ]


def _over(strip: Phrase, cuts: Cuts) -> bool:
    return any(
        word.left < cut - 1.5 and word.right > cut + 1.5 for word in strip.words for cut in cuts
    )


def alike(parts: Sequence[Region]) -> tuple[list[Region], int]:
    """Return the regions of a table, all with as many columns as most lines have, and how many lines are in none of them."""
    usual = _usual(parts)
    same, other = [], 0
    for part in parts:
        if len(part.cuts) == len(usual):
            same.append(part)
        elif sum(1 for strip in part.strips if _over(strip, usual)) <= _TEXT * len(part.strips):
            same.append(Region(part.strips, usual, part.width))
        else:
            other += len(part.strips)
    return same, other


def _usual(parts: Sequence[Region]) -> Cuts:
    """Return the cuts that most lines have, () where none has any."""
    known = Counter(part.cuts for part in parts for _ in part.strips if part.cuts)
    return known.most_common(1)[0][0] if known else ()


def _rough(cuts: Cuts) -> tuple[int, ...]:
    return tuple(round(cut / 6) for cut in cuts)


def _fits(part: Region, cuts: Cuts) -> bool:
    """Tell whether hardly a line of a region crosses these cuts, and it has not more columns itself."""
    if len(part.cuts) > len(cuts):
        return False
    crossing = sum(1 for strip in part.strips if crosses(strip, cuts))
    return crossing <= _CROSSING * len(part.strips)


def crosses(strip: Phrase, cuts: Cuts) -> bool:
    """Tell whether a phrase of a line runs over a cut."""
    return any(
        part.left < cut - 1 and part.right > cut + 1 for part in phrases(strip) for cut in cuts
    )


def cells(strip: Phrase, cuts: Cuts) -> list[Phrase | None]:
    """Return what stands in each column of a line."""
    found: list[list] = [[] for _ in range(len(cuts) + 1)]  # type: ignore[type-arg]
    for word in strip.words:
        middle = word.left + min(word.size, (word.right - word.left) / 2)
        found[sum(1 for cut in cuts if middle > cut)].append(word)
    return [Phrase(tuple(words), strip.page, strip.number) if words else None for words in found]
