"""The smallest elements of a card that hold a text, and what leads to each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from expolens.readers.cards.selector import escaped, tag_of
from expolens.readers.html_text import listed, seen

RUN = "data-expolens-run"
"""Marks the card that was made of a heading and what follows it."""
LABEL = re.compile(r"^([^:：，,。；;！!？?]{1,20})[:：]\s*(.*)$", re.S)
"""A label, and what stands behind its colon on the same line."""
DATA = re.compile(
    r"data-(?!src|bg|background|lazy|aos|swiper|slick|toggle|target|bs-|testid|hook|element|mesh|w-|wow)[a-z][\w-]*"
)
"""Data of a card itself; not where its picture is, nor what a script counts by."""
_STATES = re.compile(r"^(?:active|odd|even|first|last|selected|hidden|visible|current|open)$", re.I)
# What a build makes up: css-1x0yz, sc-bdVaJa, jsx-23, a1b2c3, Card_name__x7Kd2.
_MADE_UP = re.compile(
    r"^(?:css|sc|jsx|emotion|svelte|astro|data-v)-|^_?[A-Za-z]*\d[A-Za-z\d_-]*$|^[a-z]{1,3}[A-Z]\w{2,6}$|__[\w-]*\d[\w-]*$"
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text of a card: its element, the selector that leads to it from the card, its text, and the class that names it."""

    element: etree._Element
    select: str
    text: str
    token: str


def is_made_up(token: str) -> bool:
    """Tell whether a class name was made by a machine and says nothing.

    >>> [is_made_up(one) for one in ("css-1x0", "sc-bdVaJa", "name", "exhibitor-name", "c12")]
    [True, True, False, False, True]
    """
    return bool(_MADE_UP.search(token))


def tokens_of(element: etree._Element) -> list[str]:
    """Return the classes of an element without those that only say a state, or are none."""
    said = (element.get("class") or "").split()
    return [one for one in said if one.isprintable() and len(one) < 100 and not _STATES.match(one)]


class Tokens:
    """How often each class stands in some cards: one that hardly any card has leads nowhere in the others, a made up one that not many have."""

    def __init__(self, cards: Sequence[etree._Element]) -> None:
        """Count the classes below the cards."""
        several = len(cards) > 2
        self._need = max(2, len(cards) // 50) if several else 1
        self._need_made_up = max(2, len(cards) // 4) if several else 1
        self._counts: Counter[tuple[str, str]] = Counter()
        for card in cards:
            for one in card.iter():
                if isinstance(one.tag, str):
                    self._counts.update((str(one.tag), token) for token in set(tokens_of(one)))

    def token(self, element: etree._Element) -> str:
        """Return the class that tells an element best: the rarest of those that enough cards have, "" where there is none."""
        tag = str(element.tag)
        known = [
            one
            for one in tokens_of(element)
            if self._counts[tag, one] >= (self._need_made_up if is_made_up(one) else self._need)
        ]
        return min(known, key=lambda one: (is_made_up(one), self._counts[tag, one]), default="")

    def step(self, element: etree._Element) -> str:
        """Return an element as a step of a selector."""
        token = self.token(element)
        return f"{tag_of(element)}.{escaped(token)}" if token else tag_of(element)


def leaves_of(card: etree._Element, tokens: Tokens) -> list[Leaf]:
    """Return the leaves of a card in their order, lists of equal leaves taken as one; a picture's alternative text is none."""
    return [
        Leaf(one, _way(one, card, tokens), text, _naming(one, card, tokens))
        for one in smallest(card)
        if (text := listed(one))
    ]


def way(element: etree._Element, card: etree._Element, tokens: Tokens) -> str:
    """Return the selector that leads from a card to an element of it, "" for the card itself."""
    return _way(element, card, tokens)


def _way(element: etree._Element, card: etree._Element, tokens: Tokens) -> str:
    steps = []
    at: etree._Element | None = element
    while at is not None and at is not card:
        steps.append(tokens.step(at))
        at = at.getparent()
    return "> " + " > ".join(reversed(steps)) if steps else ""


def _naming(element: etree._Element, card: etree._Element, tokens: Tokens) -> str:
    """Return the itemprop or class, of an element or the nearest around it in the card, that may name it."""
    at: etree._Element | None = element
    while at is not None and at is not card:
        if said := (at.get("itemprop") or "").split():
            return said[0]
        if (token := tokens.token(at)) and not is_made_up(token):
            own = [one for one in tokens_of(at) if not is_made_up(one)]
            return token if len(own) > 1 else own[0]
        at = at.getparent()
    return ""


def smallest(card: etree._Element) -> Iterator[etree._Element]:
    """Yield the smallest elements of a card that hold a text, lists of equal leaves taken as one."""
    stack = [card]
    while stack:
        element = stack.pop()
        children = _shown(element)
        if not children or _own(element) or (element is not card and _alike(children)):
            if seen(element):
                yield element
            continue
        stack.extend(reversed(children))


def is_one(element: etree._Element) -> bool:
    """Tell whether an element holds one text, or one list: there are not several leaves in it."""
    while True:
        children = _shown(element)
        if not children or _own(element) or _alike(children):
            return True
        if len(children) > 1:
            return False
        element = children[0]


def _shown(element: etree._Element) -> list[etree._Element]:
    return [one for one in element if isinstance(one.tag, str) and seen(one)]


def _own(element: etree._Element) -> bool:
    """Tell whether an element has a text beside those of its children."""
    return bool((element.text or "").strip()) or any((one.tail or "").strip() for one in element)


def _alike(children: Sequence[etree._Element]) -> bool:
    """Tell whether children are items of one list: of one tag and class, without elements of their own, and none a label."""
    return (
        len(children) > 1
        and len({(one.tag, one.get("class", "")) for one in children}) == 1
        and not any(len(one) for one in children)
        and children[0].tag not in ("td", "th", "dd", "dt", "p", "div")
        and not any(LABEL.match(seen(one)) for one in children)
    )
