"""One input as it was received."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Role = Literal["list", "attendance", "registry", "library", "cited"]
ROLES: tuple[Role, ...] = ("list", "attendance", "registry", "library", "cited")


@dataclass(frozen=True, slots=True)
class Source:
    """One received file: what it is, where it is from, and what was read out of it.

    `rows_in` counts the rows below the header as they stand in the file; `records` what was made of them: as many, or
    fewer where rows continue the company above, which `notes` say. `covers` is `all` where an exhibitor that is not in the
    source is known not to be there, `asked` where only what was asked for came back. `columns` are
    "header=field" pairs as understood, `letters` "header=C" pairs of a sheet's columns; `unread` the headers nothing was made of; `personal` the withheld ones.
    """

    id: str
    role: str
    file: str
    sha256: str
    date: str
    title: str
    url: str
    covers: str
    layout: str
    encoding: str
    rows_in: int
    records: int
    columns: tuple[str, ...]
    unread: tuple[str, ...]
    personal: tuple[str, ...]
    notes: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()

    @property
    def fields(self) -> frozenset[str]:
        """The fields that its columns were understood as."""
        return frozenset(entry.rpartition("=")[2].partition("|")[0] for entry in self.columns)


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page of a source that was fetched: its address, when it came (ISO, UTC), and the hash of what came."""

    source: str
    url: str
    time: str
    sha256: str


def documented(
    records: Iterable[tuple[str, str]], sources: Iterable[Source]
) -> dict[str, frozenset[str]]:
    """Return by field the units with a record in a source that has the field; `records` are (unit, record key)."""
    fields = {one.id: one.fields for one in sources}
    found: dict[str, set[str]] = {}
    for unit, record in records:
        for field in fields[record.partition(":")[0]]:
            found.setdefault(field, set()).add(unit)
    return {field: frozenset(units) for field, units in found.items()}
