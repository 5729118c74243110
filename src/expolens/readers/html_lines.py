"""A page whose list is plain paragraphs: columns kept apart by spaces, or a company in two or three lines, over and over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from expolens.errors import SourceError
from expolens.readers.cards.worth import is_aside
from expolens.readers.grid import Grid, noted
from expolens.readers.html_text import seen
from expolens.readers.items import piece
from expolens.readers.pasted import pasted_grid

_LINES = {"p", "div", "section", "span", "li", "h2", "h3", "h4", "h5", "h6", "strong"}
_GAP = re.compile(r"(?<=\S)(?:[ \t]{3,}|\u3000+[ \u3000]*)(?=\S)")
_FEWEST, _LONGEST_PERIOD, _SAID = 3, 4, 5


def lines_grid(root: etree._Element, *, where: str, encoding: str) -> Grid | None:
    """Read the list of a page that is neither a table nor cards, None where there is none; lines before and behind it are told."""
    lines = _longest(root)
    for first, last in (_columns(lines), _entries(lines)):
        if last - first < _FEWEST:
            continue
        text = "\n".join(lines[first:last])
        try:
            grid = pasted_grid(text, where=where, encoding=encoding)
        except SourceError:
            continue
        if grid is None or not grid.named or len(grid.rows) < _FEWEST:
            continue
        beside = [*lines[:first], *lines[last:]]
        told = " | ".join(beside[:_SAID]) + (" …" if len(beside) > _SAID else "")
        notes = (noted("lines_apart", len(beside), told),) if beside else ()
        return replace(grid, notes=(*grid.notes, *notes))
    return None


def _longest(root: etree._Element) -> list[str]:
    """Return the lines of the element with most of them below it."""
    found: Counter[etree._Element] = Counter()
    for element in root.iter():
        around = element.getparent()
        if element.tag in _LINES and around is not None and seen(element):
            found[around] += 1
    for element, _ in found.most_common():
        if not any(is_aside(one) for one in (element, *element.iterancestors())):
            texts = (_text(one) for one in element if isinstance(one.tag, str))
            return [text for text in texts if text]
    return []


def _text(element: etree._Element) -> str:
    """Return the text of a line, the gaps between its columns kept."""
    text = "".join(str(part) for part in element.itertext()).replace("\xa0", " ")
    return _GAP.sub("      ", text.strip().replace("\n", " "))


def _columns(lines: Sequence[str]) -> tuple[int, int]:
    """Return from where to where lines have as many gaps, the longest such stretch."""
    gaps = [len(_GAP.findall(line)) for line in lines]
    best, at = (0, 0), 0
    for number in range(1, len(gaps) + 1):
        if number == len(gaps) or gaps[number] != gaps[at]:
            if gaps[at] and number - at > best[1] - best[0]:
                best = at, number
            at = number
    return best


def _entries(lines: Sequence[str]) -> tuple[int, int]:
    """Return from where to where entries of as many lines follow each other, by the kind of line that ends each; the longest such stretch."""
    kinds = [piece(line).field for line in lines]
    best = (0, 0)
    for kind in set(kinds) - {""}:
        marks = {number for number, one in enumerate(kinds) if one == kind}
        for length in range(2, _LONGEST_PERIOD + 1):
            for mark in marks:
                if mark - length in marks or mark < length - 1:
                    continue
                last = mark
                while last + length in marks:
                    last += length
                stretch = mark - length + 1, last + 1
                if last > mark and stretch[1] - stretch[0] > best[1] - best[0]:
                    best = stretch
    return best
