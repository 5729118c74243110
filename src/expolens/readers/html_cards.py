"""What repeats on a page and is no table: cards and list items, their cells named by labels, classes and tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable

from lxml import etree

from expolens.layouts.header import meaning
from expolens.names import comparable_name, without_legal_form
from expolens.readers.grid import NAMES
from expolens.readers.html_text import link_of, listed, seen

Card = dict[str, str]
_LABEL = re.compile(r"^([^:：，,。；;！!？?]{1,20})[:：]\s*(.*)$", re.S)
_BLOCKS = {"li", "div", "article", "section", "tr", "dl", "a", "td"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "a", "figcaption")
# How many items of a list make it one, where each is a name and nothing else.
_NAMES_ALONE = 5


def cards_of(root: etree._Element, *, without: Collection[etree._Element] = ()) -> list[Card]:
    """Return the cells of the blocks that repeat: the group of like siblings with the most text, at least three of them.

    Blocks of another make that have the same cells (a gold sponsor's card) belong to them, in the order of the page. What is inside
    of `without`, the tables that are read as such, is no card. A list whose items are names of companies and nothing else is one too.
    """
    groups = _groups(root, without)
    best = max(groups.items(), key=lambda pair: _worth(pair[1], pair[0]), default=None)
    if best is None or _worth(best[1], best[0]) <= 0:
        return _names_alone(groups)
    members = list(best[1])
    cells = {key for one in members for key in _cells_of(one)}
    for signature, others in groups.items():
        if signature != best[0] and signature[0] == best[0][0] and _kin(signature[1], best[0][1]):
            members += [one for one in others if len(cells & set(_cells_of(one))) > 1]
    order = {element: number for number, element in enumerate(root.iter())}
    outer = [one for one in members if not any(up in members for up in one.iterancestors())]
    return _with_name([_cells_of(one) for one in sorted(outer, key=lambda one: order[one])])


def _groups(
    root: etree._Element, without: Collection[etree._Element]
) -> dict[tuple[str, str], list[etree._Element]]:
    """Return the outermost blocks of each make, in the order of the page."""
    groups: dict[tuple[str, str], list[etree._Element]] = {}
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag not in _BLOCKS:
            continue
        if without and any(up in without for up in element.iterancestors()):
            continue
        groups.setdefault(_signature(element), []).append(element)
    return {
        signature: [
            one
            for one in members
            if not any(_signature(up) == signature for up in one.iterancestors())
        ]
        for signature, members in groups.items()
    }


def _worth(members: list[etree._Element], signature: tuple[str, str]) -> float:
    """Return how much a group looks like the cards of a list: its size, how many cells a card has, how different they are."""
    if len(members) < 3:
        return 0
    parts = sorted(len(_cells_of(one)) for one in members)
    usual = parts[len(parts) // 2]
    if usual < 2:
        return 0
    distinct = len({seen(one) for one in members}) / len(members)
    return len(members) * min(usual, 6) * distinct * (1.2 if signature[1] else 1)


def _kin(classes: str, other: str) -> bool:
    """Tell whether one make has the classes of the other and more: "card gold" and "card"."""
    one, two = set(classes.split()), set(other.split())
    return bool(one & two) and (one <= two or two <= one)


def _names_alone(groups: dict[tuple[str, str], list[etree._Element]]) -> list[Card]:
    """Return a list of names: items of one text each, nearly all different, most of them with a legal form."""
    best: list[Card] = []
    for members in groups.values():
        texts = [seen(one) for one in members]
        given = [text for text in texts if text]
        if len(given) < _NAMES_ALONE or len(set(given)) < 0.9 * len(given):
            continue
        formed = sum(without_legal_form(text) != comparable_name(text) for text in given)
        if formed * 2 >= len(given) and len(given) > len(best):
            best = [
                {"name": text, **({"link": link_of(one)} if link_of(one) else {})}
                for one, text in zip(members, texts, strict=True)
                if text
            ]
    return best


def _with_name(cards: list[Card]) -> list[Card]:
    """Return the cards with their heading as the name, where no other cell is known to be one."""
    keys = dict.fromkeys(key for card in cards for key in card)
    if any(meaning(key) in NAMES for key in keys):
        return cards
    heading = next(
        (key for key in _HEADINGS if sum(key in card for card in cards) * 2 > len(cards)), None
    )
    if heading is None:
        return cards
    return [
        {("name" if key == heading else key): text for key, text in card.items()} for card in cards
    ]


def _signature(element: etree._Element) -> tuple[str, str]:
    classes = sorted(
        name
        for name in element.get("class", "").split()
        if not re.search(r"\d|active|odd|even|first|last", name)
    )
    return str(element.tag), " ".join(classes)


def _cells_of(card: etree._Element) -> Card:
    """Return the named cells of one card."""
    cells: Card = {}

    def put(name: str, text: str) -> None:
        text = text.strip()
        if text and text not in cells.get(name, "").split("、"):
            cells[name] = f"{cells[name]}、{text}" if cells.get(name) else text

    for name, value in card.attrib.items():
        if str(name).startswith("data-") and len(str(value)) < 80 and str(value).strip():
            put(str(name).removeprefix("data-"), str(value))
    for term in card.iter("dt"):
        answer = term.getnext()
        if answer is not None and answer.tag == "dd":
            put(seen(term).rstrip(":： "), listed(answer))
    for leaf in _leaves(card):
        _put_leaf(leaf, card, put)
    if link := link_of(card):
        put("link", link)
    return cells


def _put_leaf(leaf: etree._Element, card: etree._Element, put: Callable[[str, str], None]) -> None:
    """Put the cell of one leaf: by its label, or by the class or tag of what holds it."""
    labelled = _LABEL.match(seen(leaf))
    following = leaf.getnext()
    if (
        labelled
        and not labelled.group(1).startswith("http")
        and (labelled.group(2) or following is not None)
    ):
        answer = labelled.group(2) or (listed(following) if following is not None else "")
        put(labelled.group(1).strip(), answer)
    elif not _named_by_sibling(leaf):
        put(_name_of(leaf, card), listed(leaf))


def _named_by_sibling(leaf: etree._Element) -> bool:
    before = leaf.getprevious()
    return leaf.tag in ("dt", "dd") or (
        before is not None and bool(re.fullmatch(r"[^:：]{1,20}[:：]", seen(before)))
    )


def _leaves(card: etree._Element) -> Iterable[etree._Element]:
    """Return the smallest elements that hold the text of a card, lists of equal leaves taken as one element."""
    found: list[etree._Element] = []

    def walk(element: etree._Element) -> None:
        children = [child for child in element if isinstance(child.tag, str) and seen(child)]
        own = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
        kinds = Counter(_signature(child) for child in children)
        alike = (
            len(children) > 1
            and len(kinds) == 1
            and not any(len(child) for child in children)
            and not any(_LABEL.match(seen(child)) for child in children)
        )
        if not children or own or (alike and element is not card):
            if seen(element):
                found.append(element)
            return
        for child in children:
            walk(child)

    walk(card)
    return found


def _name_of(leaf: etree._Element, card: etree._Element) -> str:
    """Name a cell by the class, itemprop or tag of what holds it."""
    for element in (leaf, *leaf.iterancestors()):
        if element is card:
            break
        for attribute in ("itemprop", "class"):
            words = (element.get(attribute) or "").split()
            if words:
                return words[0]
    return str(leaf.tag)
