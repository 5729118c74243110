"""Walls of logos: cards that show a picture each, and say by its alternative text whose it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from lxml import etree

from expolens.readers.cards.kinds import is_formed, is_name
from expolens.readers.html_text import seen

LOGO = re.compile(r"\s*[-–|]?\s*(?:logo|的?标志|图标)\s*$", re.I)
"""What stands behind the name in the alternative text of a logo."""
_FEWEST, _MOST_OF = 6, 0.8
_FILE = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp)$|^(?:img|image|logo|picture|dsc)[\W_]*\d*$|_|\d{4}", re.I
)
_WORTH = 0.3


def logos(
    groups: Iterable[Sequence[etree._Element]], *, beside: Callable[[etree._Element], bool]
) -> tuple[float, Sequence[etree._Element]] | None:
    """Return the largest group of cards that show a logo each and no text, with what it is worth; None where there is none.

    A group of what stands `beside` the list (sponsors) is worth less. Names that are those of files are none.
    """
    best: tuple[float, Sequence[etree._Element]] | None = None
    for members in groups:
        if len(members) < _FEWEST:
            continue
        alts = [alt for one in members if (alt := _said(one))]
        names = [alt for alt in alts if is_name(alt) and not _FILE.search(alt)]
        different = len(set(names))
        if different < _MOST_OF * len(members) or len(alts) < _MOST_OF * len(members):
            continue
        formed = sum(map(is_formed, names)) * 5 >= len(names)
        worth = _WORTH * different * (2 if formed else 1) * (0.2 if beside(members[0]) else 1)
        if best is None or worth > best[0]:
            best = worth, members
    return best


def _said(card: etree._Element) -> str:
    """Return the name that the one picture of a card is called by, "" where it shows several, or a text of its own."""
    pictures = list(card.iter("img"))
    if len(pictures) != 1 or seen(card):
        return ""
    return LOGO.sub("", (pictures[0].get("alt") or "").strip())


def unnamed(root: etree._Element) -> int:
    """Return how many pictures a page has whose alternative text says nothing."""
    return sum(not (one.get("alt") or "").strip() for one in root.iter("img"))
