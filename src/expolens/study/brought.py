"""What is to be a source, read: the file and what of it is understood."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from expolens.errors import StudyError, suggestion
from expolens.layouts.similar import NAMES, Proposal, proposals
from expolens.model.study import SourcePlan
from expolens.readers.recipe import recipe_of
from expolens.study.received import Received, received


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
