"""One company's own page: what is said of it under labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from expolens.layouts.header import meaning
from expolens.readers.cards.reading import cell_text
from expolens.readers.cards.worth import is_aside
from expolens.readers.html_text import address, listed, seen
from expolens.readers.recipe import Recipe

_LONGEST_LABEL, _LONGEST_VALUE = 30, 5_000
_INLINE = re.compile(r"^([^:：，,。；;！!？?\n]{1,30})\s*[:：]\s*(\S.*)$", re.DOTALL)
_AROUND = ("nav", "header", "footer", "form")
_BESIDE = "beside"
_MOST = 200


def labelled_cells(root: etree._Element) -> dict[str, str]:
    """Return what a page says under labels, in its order: of a list of terms, a table of two columns, "Label: value", a label and what stands beside it.

    Several values under one label are joined by 、. What stands in the head, the foot or the navigation of a page is not of its company.
    """
    for one in list(root.iter()):
        if one.tag in _AROUND or (isinstance(one.tag, str) and is_aside(one)):
            one.tag = _BESIDE
    etree.strip_elements(root, _BESIDE, with_tail=False)
    found: dict[str, str] = {}
    for label, value in _pairs(root):
        label, value = label.strip(" :："), value.strip()[:_LONGEST_VALUE]
        if not label or not value or label == value or len(found) >= _MOST:
            continue
        before = found.get(label, "")
        if value not in before.split("、"):
            found[label] = f"{before}、{value}" if before else value
    return found


def _pairs(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield label and value, however they are written."""
    for row in root.iter("tr"):
        cells = [one for one in row if one.tag in ("th", "td")]
        if len(cells) == 2 and _is_label(seen(cells[0])):
            yield seen(cells[0]), listed(cells[1])
    for term in root.iter("dt"):
        following = term.getnext()
        while following is not None and following.tag == "dd":
            yield seen(term), listed(following)
            following = following.getnext()
    for element in root.iter(
        "p", "li", "div", "span", "h2", "h3", "h4", "h5", "strong", "b", "label"
    ):
        text = seen(element)
        found = _INLINE.match(text) if len(text) <= _LONGEST_VALUE and _is_one(element) else None
        if found and meaning(found[1]):
            yield found[1], found[2]
        elif len(text) <= _LONGEST_LABEL and meaning(text.rstrip(":： ")):
            following = element.getnext()
            if following is not None and isinstance(following.tag, str):
                yield text, listed(following)


def _is_one(element: etree._Element) -> bool:
    """Tell whether an element is one statement: nothing in it is a block of its own."""
    return not any(
        one.tag in ("p", "div", "li", "ul", "table", "section") for one in element.iterdescendants()
    )


def _is_label(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_LABEL


def cells_behind(recipe: Recipe, root: etree._Element, *, base: str) -> dict[str, str]:
    """Return the cells that a recipe takes from the page behind a card (`from = "detail"`)."""
    found: dict[str, str] = {}
    for cell in recipe.cells:
        text = cell_text(cell, root, base=base) if cell.source == "detail" else ""
        if text:
            found.setdefault(cell.field, text)
    return found


def website_of(root: etree._Element, *, base: str) -> str:
    """Return the link that a page calls the company's website, "" where it has none."""
    for link in root.iter("a"):
        href = address(str(link.get("href") or ""), base)
        said = " ".join((seen(link), str(link.get("title") or ""), str(link.get("class") or "")))
        words = re.split(r"[\s_-]+", said.casefold())
        if href.startswith("http") and any(
            meaning(word) == "website" for word in (*words, seen(link))
        ):
            return href
    return ""
