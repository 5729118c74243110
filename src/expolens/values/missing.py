"""The marks that say "no value here"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from functools import cache, lru_cache
from importlib.resources import files

from expolens.values.plain import plain
from expolens.values.reading import NOT_APPLICABLE, NOT_DISCLOSED, Reading

_BETWEEN = re.compile(r"[\s.。]+|^\((?=.)|\)$")
_STROKES = re.compile(r"[-‐‑‒–—―_~·…=]*")


@cache
def _marks() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("expolens.values").joinpath("missing.toml").read_text("utf-8"))
    return {kind: frozenset(words) for kind, words in data.items()}


def missing(raw: str, marks: Collection[str] = ()) -> Reading | None:
    """Return the absence that a cell stands for, or None where it holds something; `marks` are a source's own.

    >>> missing("—").absence, missing("不适用").absence, missing("N. A.") is None, missing("0")
    (<Absence.NOT_DISCLOSED: 'not_disclosed'>, <Absence.NOT_APPLICABLE: 'not_applicable'>, False, None)
    """
    # By one character first, of which there are fewer than of three: most cells are passed over so.
    start = raw.lstrip()
    if not (_opens(start[:1]) and _opens(start[:3])) and raw.strip() not in marks:
        return None
    text = _BETWEEN.sub("", plain(raw))
    if _STROKES.fullmatch(text) or text in _marks()["undisclosed"] or raw.strip() in marks:
        return NOT_DISCLOSED
    return NOT_APPLICABLE if text in _marks()["inapplicable"] else None


@lru_cache(maxsize=20_000)
def _opens(start: str) -> bool:
    """Tell whether a text that begins so may be a mark."""
    key = _BETWEEN.sub("", plain(start)).lstrip("(")
    if not key or _STROKES.fullmatch(key[0]):
        return True
    words = (word for marks in _marks().values() for word in marks)
    return any(word.startswith(key) or key.startswith(word) for word in words)
