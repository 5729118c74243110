"""Which roles are no exhibitor's."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Collection
from functools import cache
from importlib.resources import files


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


@cache
def _others() -> frozenset[str]:
    data = tomllib.loads(files("expolens.roster").joinpath("roles.toml").read_text("utf-8"))
    return frozenset(_plain(role) for role in data["others"])


def is_exhibitor(roles: Collection[str], excluded: Collection[str] = ()) -> bool:
    """Tell whether a row with these roles is an exhibitor: not where each of them is known, or said, to be something else.

    >>> is_exhibitor(["论坛主办方"]), is_exhibitor(["展商", "论坛主办方"]), is_exhibitor([])
    (False, True, True)
    """
    out = _others() | {_plain(role) for role in excluded}
    return not roles or any(_plain(role) not in out for role in roles)
