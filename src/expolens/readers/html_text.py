"""What a reader sees of an element of a page."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lxml import etree

SPACE = re.compile(r"\s+")
_SCHEME = re.compile(r"([a-z][a-z0-9+-]*):(?!\d)", re.I)
_BETWEEN = re.compile(r"[\x00-\x20]+")


def seen(element: etree._Element) -> str:
    """Return what a reader sees of an element, words of different blocks apart."""
    return SPACE.sub(" ", " ".join(str(part) for part in element.itertext())).strip()


def listed(element: etree._Element) -> str:
    """Return an element's text; several leaf items of one kind (tags, list items) joined by 、."""
    leaves = [
        child
        for child in element.iter()
        if isinstance(child.tag, str) and child is not element and not len(child)
    ]
    texts = [seen(leaf) for leaf in leaves if seen(leaf)]
    kinds = {(leaf.tag, leaf.get("class", "")) for leaf in leaves if seen(leaf)}
    if (
        len(texts) > 1
        and len(kinds) == 1
        and leaves[0].tag in ("li", "span", "a", "em", "i", "b", "p", "div", "td")
    ):
        joined = SPACE.sub("", "".join(texts))
        if joined == SPACE.sub("", seen(element)):
            return "、".join(texts)
    return seen(element)


def link_of(element: etree._Element) -> str:
    """Return where the first link of an element leads, "" where it has none that leads anywhere."""
    for one in (element, *element.iter("a")):
        if href := address(str(one.get("href") or "").strip(), ""):
            return href
    return ""


def address(href: str, base: str) -> str:
    """Return where a link leads, absolute where a base is given, "" where it leads nowhere."""
    # A browser reads over line ends within a link: java\nscript.
    scheme = _SCHEME.match(_BETWEEN.sub("", href[:200]))
    if not href or href.startswith("#") or (scheme and scheme[1].lower() not in ("http", "https")):
        return ""
    try:
        return urljoin(base, href) if base else href
    except ValueError:
        return href


def heading_before(element: etree._Element) -> str:
    """Return the caption of a table, or the heading that stands nearest before an element on its page, "" where there is none.

    A short paragraph in bold counts as a heading where no other stands between.
    """
    caption = element.find("caption")
    if caption is not None and seen(caption):
        return seen(caption)
    for one in (element, *element.iterancestors()):
        for sibling in one.itersiblings(preceding=True):
            if heading := _heading(sibling):
                return heading
            if sibling.tag == "table" or sibling.find(".//table") is not None:
                return ""
    return ""


def _heading(element: etree._Element) -> str:
    """Return the last heading in an element, "" where there is none or a table stands behind it."""
    if str(element.tag).startswith("<"):  # a comment
        return ""
    found = list(element.iter("h1", "h2", "h3", "h4", "h5", "h6", "table"))
    if found and found[-1].tag != "table":
        return seen(found[-1])
    bold = element.tag in ("strong", "b") or (
        element.tag in ("p", "div") and len(element) == 1 and element[0].tag in ("strong", "b")
    )
    return seen(element) if bold and 0 < len(seen(element)) <= 40 else ""
