"""What a checker's mark means."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files


@cache
def _meanings() -> dict[str, str]:
    data = tomllib.loads(files("expolens.roster").joinpath("marks.toml").read_text("utf-8"))
    return {_plain(word): status for status, words in data.items() for word in words}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def meaning(mark: str) -> str:
    """Return present, absent, renamed, shared or unclear; a mark that says nothing known is unclear.

    A row of a sheet without any mark says that the exhibitor was found there.

    >>> [meaning(mark) for mark in ("√", "未到", "更名", "", "maybe")]
    ['present', 'absent', 'renamed', 'present', 'unclear']
    """
    return _meanings().get(_plain(mark), "unclear") if mark.strip() else "present"
