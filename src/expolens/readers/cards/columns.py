"""The columns of cards: texts that stand in the same place, under the same label, or look alike."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from expolens.layouts.header import meaning
from expolens.readers.cards.kinds import column_kind, is_name, kind, nameness
from expolens.readers.cards.leaves import (
    DATA,
    LABEL,
    RUN,
    Leaf,
    Tokens,
    is_made_up,
    is_one,
    leaves_of,
    way,
)
from expolens.readers.cards.logos import LOGO
from expolens.readers.cards.reading import cell_text, elements, filled_share
from expolens.readers.cards.stands import stands
from expolens.readers.grid import NAMES
from expolens.readers.html_text import address, seen
from expolens.readers.recipe import Cell
from expolens.values.website import host

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "figcaption", "dt")
_MOST = 400
_SEEN = 3
_PLACES = 8
_PREFIX = re.compile(r"^[^\d\W_][^\d]*?[\s:：#.]+")
# Class names that say only what kind of element it is.
_EMPTY = {"field", "item", "label", "value", "text", "content", "info", "data", "row", "col", "wrapper", "container", "box", "body", "card", "block", "list", "inner", "left", "right", "main", "link", "description"}  # fmt: skip


def cells_of(members: Sequence[etree._Element], *, base: str = "") -> tuple[Cell, ...]:
    """Return the cells that cards have, as a recipe names them: name first, then in the order of the card, links last."""
    step = max(1, len(members) // _MOST)
    cards = list(members[::step])
    tokens = Tokens(cards)
    leaves = [_of_interest(card, leaves_of(card, tokens)) for card in cards]
    cells = [*_attributes(cards), *_definitions(cards), *_texts(leaves)]
    cells = [_of_leaves(one, cards) for one in cells if _says_something(one, cards)]
    cells = _parted(_once(_named(cells, cards, tokens), cards), cards)
    links = _links(cards, tokens, base)
    # The text of a link to a website is its address once more.
    if any(one.field == "website" for one in links):
        cells = [one for one in cells if one.field != "website" or one.take.startswith("@")]
    cells += links
    return tuple(_shown(one, cards) for one in _apart(cells))


def _of_interest(card: etree._Element, leaves: list[Leaf]) -> list[Leaf]:
    """Return the leaves without terms and definitions, which are labels and their answers."""
    answers = {answer for _, answer in _defined(card)}
    terms = {term for term, _ in _defined(card)}
    return [one for one in leaves if not ({one.element, *one.element.iterancestors()} & (answers | terms))]  # fmt: skip


def _defined(card: etree._Element) -> list[tuple[etree._Element, etree._Element]]:
    """Return the terms of a card with the one definition that follows each; a list of one term and many definitions defines nothing."""
    if card.get(RUN):
        return []
    pairs = [(one, after) for one in card.iter("dt") if seen(one) and (after := one.getnext()) is not None and after.tag == "dd"]  # fmt: skip
    lone = [(term, answer) for term, answer in pairs if (more := answer.getnext()) is None or more.tag != "dd"]  # fmt: skip
    return pairs if len(lone) * 2 > len(pairs) else lone


def _once(cells: Sequence[Cell], cards: Sequence[etree._Element]) -> list[Cell]:
    """Return the cells without those that only say the name again: beside a picture's alternative text."""
    name = next((one for one in cells if meaning(one.field) in NAMES), None)
    if name is None:
        return list(cells)
    names = [cell_text(name, card) for card in cards]
    return [one for one in cells if one is name or meaning(one.field) or [cell_text(one, card) for card in cards] != names]  # fmt: skip


def _parted(cells: Sequence[Cell], cards: Sequence[etree._Element]) -> list[Cell]:
    """Return the cells, those that say hall and stand in one text (Hall 3, A12) as two."""
    parted: list[Cell] = []
    for cell in cells:
        if meaning(cell.field) in ("booth", "hall") and cell.take in ("text", "leaf", "next") and not cell.many:  # fmt: skip
            texts = [text for card in cards if (text := cell_text(cell, card))]
            both = [one for one in texts if all(stands(one))]
            if both and 2 * len(both) >= len(texts):
                parted += [replace(cell, field=one, part=one) for one in ("hall", "booth")]
                continue
        parted.append(cell)
    return parted


def _attributes(cards: Sequence[etree._Element]) -> list[Cell]:
    """Return the data attributes of the cards themselves that differ from card to card."""
    values: defaultdict[str, list[str]] = defaultdict(list)
    for card in cards:
        for name, value in card.attrib.items():
            if DATA.fullmatch(str(name)) and 0 < len(str(value).strip()) < 80:
                values[str(name)].append(str(value))
    return [
        Cell(name.removeprefix("data-"), take=f"@{name}")
        for name, given in values.items()
        if name != RUN and 2 * len(given) > len(cards) and (len(set(given)) > 1 or len(cards) < 4)
    ]


def _definitions(cards: Sequence[etree._Element]) -> list[Cell]:
    labels: Counter[str] = Counter()
    for card in cards:
        labels.update({seen(term).rstrip(":： ") for term, _ in _defined(card)})
    return [Cell(label, "dt", "next", label) for label in labels if label]


def _texts(leaves: Sequence[Sequence[Leaf]]) -> list[Cell]:
    """Return the cells of the leaves: those with labels by their labels, the others by their place."""
    inline, alone = _labels(leaves)
    cells: dict[tuple[str, str, str], Cell] = {}
    placed: defaultdict[str, list[list[Leaf]]] = defaultdict(list)
    for card in leaves:
        here: defaultdict[str, list[Leaf]] = defaultdict(list)
        answers = set[etree._Element]()
        for leaf in card:
            label, said = _label(leaf)
            if leaf.element in answers:
                continue
            if label in inline and said:
                after = leaf.text[: LABEL.match(leaf.text).end(1) + 1]  # type: ignore[union-attr]
                cells.setdefault(("in", label, leaf.select), Cell(label, leaf.select, "text", after))  # fmt: skip
            elif label in alone and (answer := leaf.element.getnext()) is not None and seen(answer):
                answers.update(answer.iter())
                cells.setdefault(("next", label, leaf.select), Cell(label, leaf.select, "next", label))  # fmt: skip
            else:
                here[leaf.select].append(leaf)
        for select, some in here.items():
            placed[select].append(some)
    _gathered(placed)
    labelled = {cell.select for cell in cells.values()}
    order = [leaf.select for card in leaves for leaf in card]
    ranks = {select: rank for rank, select in enumerate(dict.fromkeys(order))}
    found = [(ranks[cell.select], cell) for cell in cells.values()]
    for select, there in placed.items():
        found += [
            (ranks[select], cell)
            for cell in _of_place(select, there, len(leaves), labelled=select in labelled)
        ]
    return [cell for _, cell in sorted(found, key=lambda pair: pair[0])]


def _gathered(placed: dict[str, list[list[Leaf]]]) -> None:
    """Count the only item of a list as its list, which elsewhere has more items and is one leaf."""
    for select in list(placed):
        around = select.rpartition(" > ")[0]
        lists = any(len(leaf.element) > 1 for card in placed.get(around, ()) for leaf in card)
        if lists and all(len(card) == 1 for card in placed[select]):
            placed[around] += placed.pop(select)


def _label(leaf: Leaf) -> tuple[str, str]:
    """Return the label that a leaf begins with and what it labels; all of a short text is perhaps a label."""
    found = LABEL.match(leaf.text)
    if found and not found[1].lower().startswith("http"):
        return found[1].strip(), found[2].strip()
    return (leaf.text.rstrip(":： "), "") if len(leaf.text) <= 25 else ("", "")


def _labels(leaves: Sequence[Sequence[Leaf]]) -> tuple[set[str], set[str]]:
    """Return the labels with their values behind a colon, and those whose value is in the element that follows."""
    inline: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for card in leaves:
        inline.update({label for label, said in map(_label, card) if label and said})
        alone.update({_label(one)[0] for one in card if not _label(one)[1] and one.element.getnext() is not None})  # fmt: skip
    few = max(2, round(0.15 * len(leaves)))
    usual = max(2, round(0.3 * len(leaves)))
    colon = {_label(one)[0] for card in leaves for one in card if one.text.rstrip().endswith((":", "："))}  # fmt: skip
    return (
        {label for label, count in inline.items() if count >= few or meaning(label)},
        {
            label
            for label, count in alone.items()
            if label and (label in colon or (meaning(label) and count >= usual))
        },
    )


def _of_place(
    select: str, cards: Sequence[Sequence[Leaf]], n: int, *, labelled: bool
) -> Iterator[Cell]:
    """Yield the cells of one place: one where each card has one text there, else by what the texts look like and by their order; with others that are `labelled`."""
    token = Counter(leaf.token for card in cards for leaf in card).most_common(1)[0][0]
    header = _header(token, select)
    if not select:
        yield Cell(header or "text")
        return
    if max(map(len, cards)) == 1:
        like = "other" if labelled else ""
        yield _by_look(Cell(header, select, like=like), [card[0].text for card in cards])
        return
    looks = Counter(look for card in cards for look in {kind(leaf.text) for leaf in card} if look)
    twice = Counter(
        look
        for card in cards
        for look, count in Counter(kind(leaf.text) for leaf in card).items()
        if count > 1
    )
    kinds = [look for look, count in looks.items() if count >= 0.2 * n and twice[look] <= 0.1 * count]  # fmt: skip
    if meaning(header):
        yield Cell(header, select, many=True)
        return
    for look in kinds:
        texts = [leaf.text for card in cards for leaf in card if kind(leaf.text) == look]
        yield _by_look(Cell(look, select, like=look), texts)
    like = "other" if kinds or labelled else ""
    rest = [[leaf for leaf in card if not kinds or not kind(leaf.text)] for card in cards]
    most = min(max(map(len, rest)), _PLACES)
    if token and select.rpartition(" ")[2] not in _bare(select) and most > 1:
        yield Cell(header, select, like=like, many=True)
        return
    for nth in range(1, most + 1):
        texts = [card[nth - 1].text for card in rest if len(card) >= nth]
        name = header if nth == 1 else f"{header} ({nth})"
        yield _by_look(Cell(name, select, like=like, nth=nth), texts)


def _bare(select: str) -> set[str]:
    """Return the last step of a selector where it has no class."""
    last = select.rpartition(" ")[2]
    return set() if "." in last else {last}


def _header(token: str, select: str) -> str:
    """Return what a place is called: by the part of its class that names a field, else by its class, else by its tag."""
    own = token.rpartition("__")[2]
    parts = [part for part in re.split(r"[-_]+", own) if part and not is_made_up(part)]
    for said in (token, *reversed(parts)):
        # exhibitor-body is no name: what a card is called says so only where nothing is behind it.
        of_card = said != token and said != parts[-1] and meaning(said) in NAMES
        if said.casefold() not in _EMPTY and meaning(said) and not of_card:
            return said
    tag = select.rpartition(" ")[2].partition(".")[0]
    return token if token and not is_made_up(token) else tag


def _by_look(cell: Cell, texts: Sequence[str]) -> Cell:
    """Return a cell whose name says nothing under what its values look like; "Stand" before all of them is cut off."""
    bare = _without_word(cell, texts)
    if meaning(cell.field):
        return bare if meaning(cell.field) == "booth" else cell
    return replace(bare, field="booth") if bare.after else replace(cell, field=column_kind(texts) or cell.field)  # fmt: skip


def _without_word(cell: Cell, texts: Sequence[str]) -> Cell:
    """Return a cell without the word for a stand that its values begin with: Stand A12."""
    shared = _PREFIX.match(_shared([text for text in texts if text]) + " ")
    word = shared[0].strip() if shared else ""
    return replace(cell, after=word) if meaning(word.strip(" :：#.")) == "booth" else cell


def _shared(texts: Sequence[str]) -> str:
    """Return what all texts begin with: what the first and the last in order do."""
    first, last = min(texts, default=""), max(texts, default="")
    ends = (n for n, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return first[: next(ends, len(first))]


def _of_leaves(cell: Cell, cards: Sequence[etree._Element]) -> Cell:
    """Return a cell that takes only the smallest elements where its selector finds larger ones as well: a div around other divs."""
    if cell.take != "text" or not cell.select:
        return cell
    found = (one for card in cards for one in elements(cell.select, card))
    return cell if all(map(is_one, found)) else replace(cell, take="leaf")


def _says_something(cell: Cell, cards: Sequence[etree._Element]) -> bool:
    """Tell whether a cell is more than a word that every card has (Details): its field is known, or its texts differ."""
    if len(cards) < 5 or cell.after:
        return True
    texts = [text for card in cards if (text := cell_text(cell, card))]
    if meaning(cell.field) in ("keyword", "tier", "category") and cell.take == "text":
        return len(set(texts)) > 1 or len(texts) < len(cards)
    if meaning(cell.field):
        return True
    return len(set(texts)) > 1 or len(texts) * 2 < len(cards)


def _named(cells: list[Cell], cards: Sequence[etree._Element], tokens: Tokens) -> list[Cell]:
    """Return the cells with one that is the name: the one so called, else a heading, else the texts that look most like names."""
    if any(meaning(one.field) in NAMES for one in cells):
        return cells
    pictures = _pictures(cards, tokens)
    worth = {cell: _as_name(cell, cards) for cell in (*cells, *pictures)}
    best = max(worth, key=lambda cell: worth[cell], default=None)
    if best is None or worth[best] < 0.4:
        return cells
    if best in pictures:
        return [replace(best, field="name"), *cells]
    return [replace(one, field="name") if one is best else one for one in cells]


def _as_name(cell: Cell, cards: Sequence[etree._Element]) -> float:
    if meaning(cell.field) or cell.after:
        return 0.0
    texts = [cell_text(cell, card) for card in cards]
    tags = {step.partition(".")[0] for step in cell.select.split(" ")}
    heading = 0.5 * bool(tags & set(_HEADINGS)) + 0.2 * ("a" in tags)
    filled = sum(map(bool, texts)) / len(texts)
    return nameness(texts) + heading * (2 * filled > 1) - 0.3 * cell.take.startswith("@")


def _pictures(cards: Sequence[etree._Element], tokens: Tokens) -> list[Cell]:
    """Return the alternative texts of pictures, which are names where a logo is all that a card shows."""
    found: Counter[str] = Counter()
    for card in cards:
        found.update({way(one, card, tokens) for one in card.iter("img") if is_name(LOGO.sub("", one.get("alt") or ""))})  # fmt: skip
    cells = []
    for select, count in found.items():
        if 2 * count > len(cards):
            alts = [cell_text(Cell("alt", select, "@alt"), card) for card in cards]
            ends = {end[0] for alt in alts if alt and (end := LOGO.search(alt))}
            whole = len(ends) == 1 and all(LOGO.search(alt) for alt in alts if alt)
            cells.append(Cell("alt", select, "@alt", before=ends.pop() if whole else ""))
    return cells


def _links(cards: Sequence[etree._Element], tokens: Tokens, base: str) -> list[Cell]:
    """Return where the cards lead: their first link to a page of the same site as "link", one to sites of their own as "website"."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for card in cards:
        first: dict[str, str] = {}
        for one in (card, *card.iter("a")):
            if href := address((one.get("href") or "").strip(), ""):
                first.setdefault(way(one, card, tokens), href)
        for select, href in first.items():
            found[select].append(href)
    own: list[Cell] = []
    away: list[Cell] = []
    for select, links in found.items():
        hosts = [host(one) for one in links if one.lower().startswith(("http:", "https:", "//"))]
        others = [one for one in hosts if one and one != host(base)]
        many = len(others) * 2 > len(links) and len(set(others)) * 2 > len(others)
        if 2 * len(links) > len(cards) or len(cards) < 4 or many:
            (away if many and len(set(others)) > 1 else own).append(
                Cell("website" if many and len(set(others)) > 1 else "link", select, "@href")
            )
    return [*own[:1], *away[:1]]


def _apart(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells, those of an unknown field called alike under names of their own; cells of one known field are alternatives."""
    known = list(cells)
    names: Counter[str] = Counter()
    for number, cell in enumerate(known):
        names[cell.field] += 1
        if names[cell.field] > 1 and not meaning(cell.field) and not cell.after:
            known[number] = replace(cell, field=f"{cell.field} ({names[cell.field]})")
    first = [one for one in known if meaning(one.field) in NAMES]
    return [*first, *(one for one in known if one not in first)]


def _shown(cell: Cell, cards: Sequence[etree._Element]) -> Cell:
    texts = (cell_text(cell, card) for card in cards)
    samples = tuple(dict.fromkeys(text[:80] for text in texts if text))[:_SEEN]
    return replace(cell, filled=round(filled_share(cell, cards), 2), seen=samples)
