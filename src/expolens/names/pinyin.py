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


_LONGEST = 6


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """Return the syllables of every character of the Basic Multilingual Plane, without tones, the commonest first (ü is v)."""
    return {chr(code): _plain(said) for code, said in _known().items()}


@cache
def commonest() -> dict[int, str]:
    """Return the commonest syllable of every character that has one, by its code: faster than `readings`."""
    known = _known()
    first = {said: _toneless(said.partition(",")[0]) for said in set(known.values())}
    return dict(zip(known, map(first.__getitem__, known.values()), strict=True))


@cache
def _toneless(syllable: str) -> str:
    return syllable.translate(_TONELESS)


@cache
def _known() -> dict[int, str]:
    """Read pypinyin's table of characters; to import the package would read its phrases too, 55 MB of them."""
    found = find_spec("pypinyin")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pypinyin is not installed")
    table: dict[str, str] = json.loads(
        Path(found.origin).with_name("pinyin_dict.json").read_text("utf-8")
    )
    coded = zip(map(int, table), table.values(), strict=True)
    return {code: said for code, said in coded if code < 2**16}


@cache
def _plain(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said.translate(_TONELESS).split(",")))


@cache
def syllables() -> dict[str, int]:
    """Return the number, from 1, of every syllable that a character's commonest reading has, in alphabetical order."""
    said = set(commonest().values()) - {""}
    return {one: n for n, one in enumerate(sorted(said), 1)}


def syllables_of(word: str) -> tuple[str, ...]:
    """Split a lower-case Latin word into syllables, as few as possible, () where it is not all pinyin.

    >>> syllables_of("weining"), syllables_of("xian"), syllables_of("tech")
    (('wei', 'ning'), ('xian',), ())
    """
    found = splits(word)
    return found[0] if found else ()


@lru_cache(maxsize=100_000)
def splits(word: str, most: int = 3) -> tuple[tuple[str, ...], ...]:
    """Return the ways to split a word into the fewest syllables, at most some.

    >>> splits("qingan")
    (('qin', 'gan'), ('qing', 'an'))
    """
    known = syllables()
    if not any(word[-size:] in known for size in range(1, min(_LONGEST, len(word)) + 1)):
        return ()
    ways: dict[int, list[tuple[str, ...]]] = {0: [()]}
    for end in range(1, len(word) + 1):
        found = [
            (*before, word[start:end])
            for start in range(max(0, end - _LONGEST), end)
            if start in ways and word[start:end] in known
            for before in ways[start]
        ]
        if found:
            least = min(map(len, found))
            ways[end] = sorted(one for one in found if len(one) == least)[:most]
        elif end - next(reversed(ways)) >= _LONGEST:
            # No syllable reaches any further: most English words end here.
            return ()
    return tuple(ways.get(len(word), ()))
