"""What a checker's mark means."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

# 同A01: found with the exhibitor of another stand.
_WITH_ANOTHER = re.compile(
    r"(?:同|与|见|合并至|并入|same as|see)\s*[a-z0-9.-]*\d[a-z0-9.-]*(?:\s*(?:同|合并|共用|一起))?"
)


@cache
def _meanings() -> dict[str, str]:
    data = tomllib.loads(files("expolens.values").joinpath("marks.toml").read_text("utf-8"))
    return {_plain(word): status for status, words in data.items() for word in (status, *words)}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def meanings() -> tuple[str, ...]:
    """Return what a mark can mean, each the first word for itself: present, absent, renamed, shared, unclear."""
    return tuple(dict.fromkeys(_meanings().values()))


def is_mark(text: str) -> bool:
    """Tell whether a text is a word for a mark, in either language.

    >>> is_mark("到场"), is_mark("unclear"), is_mark("presnt"), is_mark("")
    (True, True, False, False)
    """
    return _plain(text) in _meanings()


def meaning(mark: str) -> str:
    """Return present, absent, renamed, shared or unclear; a mark that says nothing known, and none at all, is unclear.

    >>> [meaning(mark) for mark in ("√", "未到", "更名", "同A01", "", "maybe")]
    ['present', 'absent', 'renamed', 'shared', 'unclear', 'unclear']
    """
    said = _plain(mark)
    return _meanings().get(said) or ("shared" if _WITH_ANOTHER.fullmatch(said) else "unclear")
