"""A name as it is shown: what was published, without what no reader would miss."""

from __future__ import annotations

import unicodedata


def display_name(text: str) -> str:
    r"""Return a name fit to print: single spaces, no control characters, otherwise as published.

    >>> display_name("  Stand-in\u00a0Tech  Co., Ltd. ")
    'Stand-in Tech Co., Ltd.'
    """
    if text.isprintable():
        return " ".join(text.split())
    kept = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf")
    )
    return " ".join(kept.split())
