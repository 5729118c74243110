"""Known kinds of files, one data file each."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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


def header_key(header: str) -> str:
    """Return the form headers are compared in: no case, no spaces, no brackets with what stands in them, no punctuation.

    >>> header_key("注册资本（万元）") == header_key("注册资本"), header_key("Brief Introduction")
    (True, 'briefintroduction')
    """
    plain = unicodedata.normalize("NFKC", header).casefold()
    plain = re.sub(r"\(.*?\)|\[.*?\]|/\s*10,?000\s*rmb|/\s*万元|,\s*n$", "", plain)
    return re.sub(r"[\s_\-:：./,，#*?？'\"&]+", "", plain)


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


@cache
def synonyms() -> dict[str, str]:
    """Return field id by header key."""
    data = tomllib.loads(files("expolens.layouts").joinpath("headers.toml").read_text("utf-8"))
    return {
        header_key(header): field for field, headers in data.items() for header in (field, *headers)
    }


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
