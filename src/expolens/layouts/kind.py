"""Known kinds of files, one data file each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from expolens.layouts.header import header_key
from expolens.model.text import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: the headers it is recognised by, and what its own headers mean where synonyms would be wrong."""

    id: str
    title: Text
    roles: tuple[str, ...]
    recognised_by: tuple[str, ...]
    columns: dict[str, str]
    stable: str = ""
    covers: str = ""
    missing: tuple[str, ...] = ()


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the known kinds, the one with most telling headers first."""
    found = []
    for entry in sorted(
        files("expolens.layouts").joinpath("kinds").iterdir(), key=lambda one: one.name
    ):
        if entry.name.endswith(".toml"):
            data = tomllib.loads(entry.read_text("utf-8"))
            found.append(
                Kind(
                    id=entry.name.removesuffix(".toml"),
                    title=Text(**data.pop("title")),
                    roles=tuple(data.pop("roles")),
                    recognised_by=tuple(data.pop("recognised_by")),
                    columns={
                        header_key(header): field for header, field in data.pop("columns").items()
                    },
                    missing=tuple(data.pop("missing", ())),
                    **data,
                )
            )
    return tuple(sorted(found, key=lambda kind: -len(kind.recognised_by)))


def recognised(headers: tuple[str, ...], role: str) -> Kind | None:
    """Return the kind whose telling headers are all there, or None."""
    keys = {header_key(header) for header in headers}
    return next(
        (
            kind
            for kind in kinds()
            if role in kind.roles and keys >= {header_key(one) for one in kind.recognised_by}
        ),
        None,
    )
