"""Whether a page of a list has anything that the pages before it had not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from expolens.fetch.markup import ends, lines, tree
from expolens.fetch.page import Page

_QUOTED = re.compile(rb'"((?:[^"\\]|\\.){2,400})"')
_NOTHING = re.compile(r"[\W\d_]*")


_FEW = 3
"""How many texts in a page's scripts are new without being news: the marks of a visit change with every answer."""


class Novelty:
    """What was shown so far, as hashes of its pieces of text."""

    def __init__(self) -> None:
        self._seen: set[bytes] = set()

    def new(self, page: Page, *, number: int | None = None) -> bool:
        """Tell whether a page shows a text that none before it showed, or holds more than a few in its scripts, and remember all it has.

        Figures alone are no news, nor is a text that only names the page's own `number`: "page 7 of 9".
        """
        first = not self._seen
        shown, held = (
            {_mark(one) for one in texts if not _nothing(one, number)} for texts in _texts(page)
        )
        fresh = bool(shown - self._seen) or len(held - self._seen) > _FEW
        self._seen |= shown | held
        return fresh or first


def _texts(page: Page) -> tuple[set[str], set[str]]:
    """Return what a person sees of a page (of JSON its texts), and the texts in its scripts, where many sites keep the whole list."""
    root = None
    if "html" in page.media or page.body.lstrip()[:1] == b"<":
        root = tree(page.body, page.charset and f"charset={page.charset}")
    if root is None:
        body = ends(page.body)
        return _decoded(_QUOTED.findall(body) or body.splitlines()), set()
    pictures = {one.get("alt", "").strip() for one in root.iter("img")}
    scripts = "".join(one.text or "" for one in root.iter("script"))
    return {*lines(root), *pictures}, _decoded(_QUOTED.findall(scripts.encode()))


def _decoded(texts: Iterable[bytes]) -> set[str]:
    return {one.decode("utf-8", "replace").strip() for one in texts}


def _nothing(text: str, number: int | None) -> bool:
    """Tell whether a text says nothing but figures, or which page this is."""
    if _NOTHING.fullmatch(text):
        return True
    own = rf"(?<![A-Za-z0-9-]){number}(?![A-Za-z0-9])"
    return number is not None and re.search(own, text) is not None


def _mark(piece: str) -> bytes:
    return hashlib.blake2b(piece.encode("utf-8", "replace"), digest_size=12).digest()
