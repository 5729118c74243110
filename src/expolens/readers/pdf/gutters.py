"""Where columns stand: the white between them, and the lines that cross it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expolens.readers.pdf.page import Page, Phrase, phrases, pitch

_CROSSING = 0.06
_FEW = 0.1
_DEEPEST = 3
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
    covered = [0] * (int(most - least) + 2)
    for parts in each:
        for part in parts:
            for x in range(max(0, int(part.left - least)), int(part.right - least) + 1):
                covered[x] += 1
    allowed = int(_CROSSING * len(strips))
    cuts: list[float] = []
    for begin, end in _runs(covered, allowed):
        if end - begin >= 3 and _stands(strips, each, (begin + least, end + least)):
            cuts.append(least + end - min(2.0, (end - begin) / 2))
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
