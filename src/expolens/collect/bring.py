"""A list brought in: from a file, or from what was pasted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from expolens.errors import SourceError, StudyError, suggestion
from expolens.model.study import SourcePlan
from expolens.readers.pages import recipe_of_page
from expolens.study.brought import Brought, brought

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


def bytes_of(path: Path) -> bytes:
    """Return what a file holds; StudyError where there is none, SourceError where it cannot be read."""
    if path.is_dir():
        raise StudyError("this is a folder", where=str(path), todo="Name a file in it.")
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        there = sorted(p.name for p in path.parent.iterdir()) if path.parent.is_dir() else []
        raise StudyError(
            f"there is no file '{path.name}'",
            where="" if path.parent == Path() else str(path.parent),
            todo=suggestion(path.name, there)
            or "Check the path; an address of the web begins with https://.",
        ) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(path)) from error
