"""An HTML page: its largest table, or its repeated cards."""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree, html

from expolens.errors import SourceError
from expolens.readers.grid import Grid, gridded

_LABEL = re.compile(r"^([^:：]{1,20})[:：]\s*(.*)$", re.S)
_SPACE = re.compile(r"\s+")
_BLOCKS = {"li", "div", "article", "section", "tr", "dl", "a", "td"}
_HIDDEN = {
    "script",
    "style",
    "template",
    "noscript",
    "head",
    "nav",
    "footer",
    "header",
    "svg",
    "form",
}


def html_grid(text: str, *, where: str, encoding: str = "") -> Grid:
    """Read the exhibitors of a page: a table with a header, or else the block that repeats (cards, list items).

    The columns of cards are named by their labels ("展位号：A101"), data attributes and class names; a link is the column
    "link". SourceError where nothing repeats.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("there is no page in it", where=where) from error
    for element in list(root.iter(*_HIDDEN)):
        if element.getparent() is not None and element.tag not in ("header", "footer", "head"):
            _removed(element)
    table = _largest_table(root)
    cards = _cards(root)
    if len(table) - 1 >= max(2, len(cards)):
        lines = [(f"table row {number}", cells) for number, cells in enumerate(table)]
        return gridded(lines, where=where, encoding=encoding)
    if cards:
        header = list(dict.fromkeys(key for card in cards for key in card))
        lines = [("header", header)]
        lines += [
            (f"card {number}", [card.get(key, "") for key in header])
            for number, card in enumerate(cards, 1)
        ]
        return gridded(lines, where=where, encoding=encoding)
    raise SourceError(
        "no table and nothing that repeats on this page", where=where,
        todo="Save the page once its list is shown in full, or bring the list as a sheet.",
    )  # fmt: skip


def _text(element: etree._Element) -> str:
    """Return what a reader sees of an element, words of different blocks apart."""
    return _SPACE.sub(" ", " ".join(str(part) for part in element.itertext())).strip()


def _removed(element: etree._Element) -> None:
    """Take an element out of its page and leave the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _largest_table(root: etree._Element) -> list[list[str]]:
    """Return the rows of the table with the most, merged cells repeated over their columns; spans over rows too."""
    best: list[list[str]] = []
    for table in root.iter("table"):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        cells = _table_cells(rows)
        if len(cells) > len(best) and max((len(row) for row in cells), default=0) > 1:
            best = cells
    return best


def _table_cells(rows: list[etree._Element]) -> list[list[str]]:
    below: dict[int, tuple[int, str]] = {}
    table = []
    for row in rows:
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _take_below(cells, below)
            span = _number(cell.get("colspan"))
            down = _number(cell.get("rowspan"))
            for _ in range(span):
                if down > 1:
                    below[len(cells)] = (down - 1, _listed(cell))
                cells.append(_listed(cell))
        _take_below(cells, below)
        table.append(cells)
    return table


def _take_below(cells: list[str], below: dict[int, tuple[int, str]]) -> None:
    while len(cells) in below:
        left, text = below.pop(len(cells))
        if left > 1:
            below[len(cells)] = (left - 1, text)
        cells.append(text)


def _number(text: str | None) -> int:
    return min(int(text), 100) if text and text.strip().isdigit() and int(text) else 1


def _listed(element: etree._Element) -> str:
    """Return an element's text; several leaf items of one kind (tags, list items) joined by 、."""
    leaves = [
        child
        for child in element.iter()
        if isinstance(child.tag, str) and child is not element and not len(child)
    ]
    texts = [_text(leaf) for leaf in leaves if _text(leaf)]
    kinds = {(leaf.tag, leaf.get("class", "")) for leaf in leaves if _text(leaf)}
    if (
        len(texts) > 1
        and len(kinds) == 1
        and leaves[0].tag in ("li", "span", "a", "em", "i", "b", "p", "div", "td")
    ):
        joined = _SPACE.sub("", "".join(texts))
        if joined == _SPACE.sub("", _text(element)):
            return "、".join(texts)
    return _text(element)


def _signature(element: etree._Element) -> tuple[str, str]:
    classes = sorted(
        name
        for name in element.get("class", "").split()
        if not re.search(r"\d|active|odd|even|first|last", name)
    )
    return str(element.tag), " ".join(classes)


def _cards(root: etree._Element) -> list[dict[str, str]]:
    """Return the cells of the block that repeats: the group of like siblings with the most text, at least three of them."""
    best: tuple[float, list[etree._Element]] = (0, [])
    groups: dict[tuple[str, str], list[etree._Element]] = {}
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag in _BLOCKS:
            groups.setdefault(_signature(element), []).append(element)
    for (_, classes), members in groups.items():
        outer = [
            one
            for one in members
            if not any(_signature(up) == _signature(one) for up in one.iterancestors())
        ]
        parts = [len(_cells_of(one)) for one in outer]
        if len(outer) < 3 or sorted(parts)[len(parts) // 2] < 2:
            continue
        distinct = len({_text(one) for one in outer}) / len(outer)
        score = (
            len(outer) * min(sorted(parts)[len(parts) // 2], 6) * distinct * (1.2 if classes else 1)
        )
        if score > best[0]:
            best = (score, outer)
    return [_cells_of(one) for one in best[1]]


def _cells_of(card: etree._Element) -> dict[str, str]:
    """Return the named cells of one card."""
    cells: dict[str, str] = {}

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
            put(_text(term).rstrip(":： "), _listed(answer))
    for leaf in _leaves(card):
        labelled = _LABEL.match(_text(leaf))
        if (
            labelled
            and not labelled.group(1).startswith("http")
            and (labelled.group(2) or leaf.getnext() is not None)
        ):
            following = leaf.getnext()
            put(
                labelled.group(1).strip(),
                labelled.group(2) or (_listed(following) if following is not None else ""),
            )
        elif not _named_by_sibling(leaf):
            put(_name_of(leaf, card), _listed(leaf))
    link = (
        card if card.get("href") else next((one for one in card.iter("a") if one.get("href")), None)
    )
    if link is not None and not str(link.get("href")).startswith(("javascript", "#")):
        put("link", str(link.get("href")))
    return cells


def _named_by_sibling(leaf: etree._Element) -> bool:
    before = leaf.getprevious()
    return leaf.tag in ("dt", "dd") or (
        before is not None and bool(re.fullmatch(r"[^:：]{1,20}[:：]", _text(before)))
    )


def _leaves(card: etree._Element) -> list[etree._Element]:
    """Return the smallest elements that hold the text of a card, lists of equal leaves taken as one element."""
    found: list[etree._Element] = []

    def walk(element: etree._Element) -> None:
        children = [child for child in element if isinstance(child.tag, str) and _text(child)]
        own = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
        kinds = Counter(_signature(child) for child in children)
        alike = (
            len(children) > 1
            and len(kinds) == 1
            and not any(len(child) for child in children)
            and not any(_LABEL.match(_text(child)) for child in children)
        )
        if not children or own or (alike and element is not card):
            if _text(element):
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
