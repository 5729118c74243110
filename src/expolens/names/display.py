"""A name as it is shown: what was published, without what no reader would miss."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def without_markup(text: str) -> str:
    """Return a text without the HTML that exports leave in it.

    >>> without_markup("<b>Stand-in &amp; Sons</b>"), without_markup("R&D < 3")
    (' Stand-in & Sons ', 'R&D < 3')
    """
    if ";" in text and "&" in text:
        text = unescape(text)
    return _TAG.sub(" ", text) if "<" in text else text


def display_name(text: str) -> str:
    r"""Return a name fit to print: single spaces, no control characters, no HTML, otherwise as published.

    >>> display_name("  Stand-in\u00a0Tech  Co., Ltd. ")
    'Stand-in Tech Co., Ltd.'
    """
    text = without_markup(text)
    if text.isprintable():
        return " ".join(text.split())
    kept = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf")
    )
    return " ".join(kept.split())
