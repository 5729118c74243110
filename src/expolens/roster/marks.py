"""What a checker's mark means, and which roles are no exhibitor's."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection
from functools import cache
from importlib.resources import files

# 同A01: found with the exhibitor of another stand.
_WITH_ANOTHER = re.compile(
    r"(?:同|与|见|合并至|并入|same as|see)\s*[a-z0-9.-]*\d[a-z0-9.-]*(?:\s*(?:同|合并|共用|一起))?"
)


@cache
def _meanings() -> dict[str, str]:
    data = tomllib.loads(files("expolens.roster").joinpath("marks.toml").read_text("utf-8"))
    return {_plain(word): status for status, words in data.items() for word in words}


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


def meaning(mark: str) -> str:
    """Return present, absent, renamed, shared or unclear; a mark that says nothing known, and none at all, is unclear.

    >>> [meaning(mark) for mark in ("√", "未到", "更名", "同A01", "", "maybe")]
    ['present', 'absent', 'renamed', 'shared', 'unclear', 'unclear']
    """
    said = _plain(mark)
    return _meanings().get(said) or ("shared" if _WITH_ANOTHER.fullmatch(said) else "unclear")
