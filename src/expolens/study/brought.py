"""What is to be a source, read: the file and what of it is understood."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from expolens.errors import SourceError, StudyError, suggestion
from expolens.layouts.similar import NAMES, Proposal, proposals
from expolens.model.study import SourcePlan
from expolens.readers.limits import LARGEST
from expolens.readers.recipe import recipe_of
from expolens.study.received import Received, received

_PIECE = 1 << 26


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that is to be a source: its name and bytes, what it holds, what the columns that nobody knows may be.

    `encoding` is what the user said it is in ("" where nothing was said). Of what was fetched, `url` is where from, `date` the day it came, and `recipe` the text of
    the file that says where the list is on its page.
    """

    name: str
    data: bytes
    found: Received
    maybe: tuple[Proposal, ...] = ()
    encoding: str = ""
    url: str = ""
    date: str = ""
    recipe: str = ""

    @property
    def named(self) -> bool:
        """Whether a column holds names."""
        return bool(set(NAMES) & set(self.found.mapping.columns.values()))


def brought(data: bytes, plan: SourcePlan, *, recipe: str = "", date: str = "") -> Brought:
    """Read the bytes of what is to be a source; SourceError where they cannot be read."""
    by = recipe_of(recipe) if recipe else None
    found = received(data, plan, recipe=by, named=False)
    maybe = () if plan.role == "cited" else proposals(found.grid, found.mapping)
    return Brought(plan.file, data, found, maybe, plan.encoding, plan.url, date, recipe)


def known_encoding(name: str) -> str:
    """Return the name of an encoding; StudyError for one that is none."""
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError as error:
        known = ("utf-8", "gb18030", "big5", "cp1252", "mac_roman", "shift_jis", "euc_kr", "utf-16")
        raise StudyError(
            f"there is no encoding '{name}'", where="--encoding", todo=suggestion(name, known)
        ) from error


def bytes_of(path: Path) -> bytes:
    """Return what a file holds; StudyError where there is none, SourceError where it cannot be read or does not end."""
    if path.is_dir():
        raise StudyError("this is a folder", where=str(path), todo="Name a file in it.")
    try:
        if path.is_file() and path.stat().st_size <= LARGEST:
            return path.read_bytes()
        with path.open("rb") as file:
            return whole(file, where=str(path))
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


def whole(file: BinaryIO, *, where: str) -> bytes:
    """Return all that an open file or a pipe gives; SourceError where that is more than any list."""
    pieces, size = list[bytes](), 0
    while piece := file.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise SourceError(
                f"it holds more than {LARGEST // 10**9} GB, more than any list",
                where=where,
                todo="Cut it into parts, or take out the columns that are not needed.",
            )
    return b"".join(pieces)
