"""How Chinese characters sound, and Latin letters taken for syllables."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

_TONELESS = str.maketrans(
    "āáǎàēéěèêếềīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ",
    "aaaaeeeeeeeiiiioooouuuuvvvvvnnnm",
    "\u0300\u0301\u0304\u030c",
)


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """Return the syllables of every character of the Basic Multilingual Plane, without tones, the commonest first (ü is v)."""
    return {chr(int(code)): _plain(said) for code, said in _known().items() if int(code) < 2**16}


def _known() -> dict[str, str]:
    """Read pypinyin's table of characters; to import the package would read its phrases too, 55 MB of them."""
    found = find_spec("pypinyin")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pypinyin is not installed")
    table: dict[str, str] = json.loads(
        Path(found.origin).with_name("pinyin_dict.json").read_text("utf-8")
    )
    return table


@cache
def _plain(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said.translate(_TONELESS).split(",")))


@cache
def syllables() -> dict[str, int]:
    """Return the number, from 1, of every syllable that a character's commonest reading has, in alphabetical order."""
    return {
        one: n
        for n, one in enumerate(sorted({said[0] for said in readings().values() if said[0]}), 1)
    }


@lru_cache(maxsize=100_000)
def syllables_of(word: str) -> tuple[str, ...]:
    """Split a lower-case Latin word into syllables, as few as possible, () where it is not all pinyin.

    >>> syllables_of("weining"), syllables_of("xian"), syllables_of("tech")
    (('wei', 'ning'), ('xian',), ())
    """
    known = syllables()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 6), end):
            before, piece = best[start], word[start:end]
            if before is None or piece not in known:
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = (*before, piece)
    return best[-1] or ()
