"""A list brought in: from a file, or from what was pasted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from expolens.model.study import SourcePlan
from expolens.readers.pages import recipe_of_page
from expolens.study.brought import Brought, brought, bytes_of

PASTED = "pasted.txt"


def is_address(text: str) -> bool:
    """Tell whether something is an address of the web, and not a file.

    >>> [is_address(one) for one in ("https://example.org/x", "HTTP://example.org", "www.example.org", "c:/x.csv", "list.csv")]
    [True, True, False, False, False]
    """
    return text.casefold().startswith(("http://", "https://"))


def bring(path: Path, plan: SourcePlan, *, recipe: str = "") -> Brought:
    """Read a file; SourceError says what is wrong with one that cannot be read.

    A page that was saved gets the recipe by which it was read, unless one is given.
    """
    return bring_bytes(bytes_of(path), plan, recipe=recipe)


def bring_bytes(data: bytes, plan: SourcePlan, *, recipe: str = "") -> Brought:
    """Read what is there already: the bytes of a file, or what was pasted."""
    found = brought(data, plan, recipe=recipe)
    made = "" if recipe else recipe_of_page(data, plan)
    return replace(found, recipe=recipe or made)
