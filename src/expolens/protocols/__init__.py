"""Analysis plans as data: the built-in ones, and those a study keeps in its folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from expolens.errors import StudyError, suggestion


@dataclass(frozen=True, slots=True)
class Source:
    """A protocol as written: its file's name and text for messages, and its content; numbers with a point are `Decimal`."""

    file: str
    text: str
    content: dict[str, Any]


def built_in() -> tuple[str, ...]:
    """Return the ids of the protocols that the program carries.

    >>> "exhibitors" in built_in()
    True
    """
    names = (entry.name for entry in files("expolens.protocols").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def protocol_source(name: str, *, folder: Path, where: str) -> Source:
    """Read a built-in protocol by its id, or a study's own by its path below `folder` (it ends in .toml).

    Raises StudyError at `where` if there is none of that name, and at the protocol's line if it is no TOML.
    """
    if not name.endswith(".toml"):
        if name not in built_in():
            raise StudyError(
                f"there is no protocol '{name}'",
                where=where,
                todo=suggestion(name, built_in()) + " Or name a .toml file of the study folder.",
            )
        text = files("expolens.protocols").joinpath(f"{name}.toml").read_text("utf-8")
        return Source(f"protocol {name}", text, tomllib.loads(text, parse_float=Decimal))
    path = folder / name
    if not path.is_file():
        raise StudyError(
            f"there is no protocol file '{name}'",
            where=where,
            have=f"Looked in {folder}.",
            todo=f"Put the file there, or name a built-in one: {', '.join(built_in())}.",
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return Source(name, text, tomllib.loads(text, parse_float=Decimal))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StudyError(f"this file is no TOML: {error}", where=name) from error
