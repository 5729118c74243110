"""What a page shows: its text, title and links, read leniently from bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from expolens.fetch.reply import charset_of

_MOST = 4 << 20
_HIDDEN = ("script", "style", "noscript", "template", "svg", "head")
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,20})""", re.IGNORECASE)
_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_SAME = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "big5": "big5hkscs"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as a person sees it: `text` with single spaces, `title` in small letters, how many `links`, whether it `asks` for anything by a form or runs a script, and whether for a `password`."""

    text: str
    title: str
    links: int
    asks: bool
    password: bool
    source: str


def text_of(body: bytes, content_type: str = "") -> str:
    """Return a body as text in the encoding that it or its header declares, UTF-8 where neither does; what does not fit is replaced.

    Enough for words, links and numbers; readers find the encoding of what is kept with more care.
    """
    found = _DECLARED.search(body[:4096])
    for name in (
        charset_of(content_type),
        found.group(1).decode("ascii") if found else "",
        "utf-8",
    ):
        encoding = _SAME.get(name.lower(), name)
        try:
            if encoding and codecs.lookup(encoding).encode:
                return body.decode(encoding, "replace")
        except (LookupError, UnicodeError):
            continue
    return body.decode("utf-8", "replace")


def ends(body: bytes) -> bytes:
    """Return a body, of a very large one its beginning and its end: what leads on stands there, and the elements of it all would fill the memory."""
    return body if len(body) <= _MOST else body[: _MOST // 2] + body[-_MOST // 2 :]


def tree(body: bytes, content_type: str = "") -> html.HtmlElement | None:
    """Return the elements of a page, of a very large one those of its ends; None where there are none."""
    text = text_of(ends(body), content_type).replace("\0", "").strip()
    if text.startswith("<?xml"):
        text = text.partition("?>")[2]
    if not text:
        return None
    # What stands behind them is on the page all the same: browsers read on.
    text = _ENDS.sub("", text)
    parser = html.HTMLParser(recover=True, no_network=True, huge_tree=False)
    try:
        return html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def seen(body: bytes, content_type: str = "") -> Seen:
    """Return what a person sees of a page."""
    root = tree(body, content_type)
    source = text_of(body, content_type).lower()
    if root is None:
        return Seen("", "", 0, asks=False, password=False, source=source)
    title = " ".join((root.findtext(".//title") or "").split()).lower()
    text = " ".join(" ".join(lines(root)).split())
    kinds = {(one.get("type") or "").lower() for one in root.iter("input")}
    return Seen(
        text=text,
        title=title,
        links=sum(1 for one in root.iter("a") if one.get("href")),
        asks=bool(kinds) or any(True for _ in root.iter("form", "script", "iframe")),
        password="password" in kinds,
        source=source,
    )


def lines(root: html.HtmlElement) -> Iterator[str]:
    """Yield the pieces of text that a person sees, in order, without the spaces around them."""
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        skip = element.tag in _HIDDEN
        piece = element.text if event == "start" else element.tail
        hidden += skip if event == "start" else 0
        hidden -= skip if event == "end" else 0
        if not hidden and piece and (shown := " ".join(piece.split())):
            yield shown
