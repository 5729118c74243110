"""Where a page is, as it says it itself: what its links stand against."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from lxml import etree

_SAVED = re.compile(r"<!--\s*saved from url=\(\d{1,5}\)\s*(https?://[^\s<>]{1,2000})", re.I)
_LOOKED = 4_000


def base_of(root: etree._Element, text: str, given: str = "") -> str:
    """Return the address that the links of a page stand against: its `<base href>` against its own address, `given` or said by the browser that saved it or by its canonical link; "" where nothing says it.

    >>> from lxml import html
    >>> base_of(html.fromstring("<html><head><base href='/b/'></head><body>x</body></html>"), "", "https://fair.example/a/list")
    'https://fair.example/b/'
    """
    own = given or _said(root, text)
    for one in root.iter("base"):
        if href := (one.get("href") or "").strip():
            return _joined(own, href) or own
    return own


def _said(root: etree._Element, text: str) -> str:
    if saved := _SAVED.search(text[:_LOOKED]):
        return saved[1]
    links = [one.get("href") or "" for one in root.iter("link") if (one.get("rel") or "").lower() == "canonical"]  # fmt: skip
    links += [one.get("content") or "" for one in root.iter("meta") if one.get("property") == "og:url"]  # fmt: skip
    return next((one for one in links if _is_whole(one)), "")


def _joined(base: str, href: str) -> str:
    try:
        joined = urljoin(base, href) if base else href
    except ValueError:
        return ""
    return joined if _is_whole(joined) else ""


def _is_whole(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
