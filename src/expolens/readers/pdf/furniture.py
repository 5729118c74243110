"""What stands around a list on every page: running heads, feet and the numbers of pages."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from expolens.layouts.header import meaning
from expolens.readers.pdf.page import Page, Phrase, phrases, pitch

_OUTERMOST = 4
_DIGITS = re.compile(r"\d+")
_PAGE = re.compile(r"(?:page|seite|p\.|第)?\s*[-–—|·]?\s*\d{1,4}\s*(?:[-–—|·]|页|/\s*\d{1,4}|of\s+\d{1,4})?", re.I)  # fmt: skip
_Key = tuple[str, int, int]


def without_furniture(pages: Sequence[Page]) -> tuple[list[Page], dict[str, int]]:
    """Return the pages without what repeats above and below the list, and how often each such text was left out.

    A line at the edge of a page is furniture where most of it stands at the same height on most pages, or it counts them. A header that names columns stays.
    """
    said: dict[_Key, list[int]] = {}
    for page in pages:
        for key in {key for strip in _edges(page) for key in _keys(strip, page.number)}:
            said.setdefault(key, []).append(page.number)
    usual = {key for key, on in said.items() if _repeated(on, [page.number for page in pages])}
    out: Counter[str] = Counter()
    kept = []
    for page in pages:
        drop = set(_furniture(page, usual))
        for strip in page.strips:
            if id(strip) in drop:
                out[_DIGITS.sub("#", strip.text.replace("\t", " "))[:60]] += 1
        kept.append(replace(page, strips=tuple(s for s in page.strips if id(s) not in drop)))
    return kept, dict(out)


def _repeated(on: Sequence[int], pages: Sequence[int]) -> bool:
    """Tell whether a text that stands on some pages stands on most of them, of the left or right ones, or of a part of the list."""
    if len(on) < 2:
        return False
    if len(on) >= 0.6 * len(pages):
        return True
    side = [number for number in pages if number % 2 == on[0] % 2]
    steps = {b - a for a, b in itertools.pairwise(on)}
    one_side = len({number % 2 for number in on}) == 1
    return (one_side and len(on) >= 0.8 * len(side)) or (len(on) > 3 and steps in ({1}, {2}))


def _edges(page: Page) -> Iterator[Phrase]:
    yield from page.strips[:_OUTERMOST]
    yield from page.strips[_OUTERMOST:][-_OUTERMOST:]


def _keys(strip: Phrase, page: int) -> Iterator[_Key]:
    """Yield what each phrase of a line says at which height, one step of four points up and down; numbers by how far they are from the page's."""
    for phrase in phrases(strip):
        text = phrase.text.casefold()
        if _PAGE.fullmatch(text):
            text = " ".join(str(int(number) - page) for number in _DIGITS.findall(text)[:1])
        for height in (int(phrase.base // 4), int(phrase.base // 4) + 1):
            yield text, height, 0


def _furniture(page: Page, usual: set[_Key]) -> Iterator[int]:
    """Yield the ids of the lines that are furniture: as many from each edge inwards as repeat, if white stands behind them."""
    apart = 1.2 * pitch(page.strips)
    for strips in (page.strips, page.strips[::-1]):
        repeated, ends = 0, 0
        for place, strip in enumerate(strips[:_OUTERMOST]):
            if not _repeats(strip, page.number, usual, outermost=not place):
                break
            repeated = place + 1
            if repeated == len(strips) or abs(strips[repeated].base - strip.base) > apart:
                ends = repeated
        yield from (id(strip) for strip in strips[:ends])


def _repeats(strip: Phrase, page: int, usual: set[_Key], *, outermost: bool) -> bool:
    """Tell whether most of a line repeats or it counts the pages; the names of columns do too, and are none of it."""
    parts = phrases(strip)
    if sum(1 for part in parts if meaning(part.text)) > 1:
        return False
    known = [part for part in parts if usual.intersection(_keys(part, page))]
    share = sum(len(one.text) for one in known) / max(1, sum(len(one.text) for one in parts))
    return share >= 0.5 or (outermost and len(parts) == 1 and bool(_PAGE.fullmatch(strip.text)))
