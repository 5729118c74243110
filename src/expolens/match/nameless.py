"""Cells of a column of names that name nobody: marks, a placeholder, a legal form or a place, with nothing else."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files

from expolens.matching import Party, Scored
from expolens.matching.evidence import AMBIGUOUS
from expolens.names import comparable_name
from expolens.names.legal_form import without_legal_form
from expolens.names.parts import forms, trades
from expolens.names.regions import ZONES, certain, districts, latin_places, leading_region, written
from expolens.values.gazetteer import written_countries
from expolens.values.missing import missing
from expolens.values.places import country

_NO_LETTER = re.compile(r"[\W_]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST, LONGEST_HAN, _LONGEST_MARK = 32, 10, 6
"""Longer cells, Chinese ones, marks of absence are no placeholders."""


@cache
def _words() -> dict[str, frozenset[str]]:
    """Return the words that are nobody's, those that must stand as written, and those that may be a name."""
    package = files("expolens.names")
    said = tomllib.loads(package.joinpath("placeholders.toml").read_text("utf-8"))
    forms = tomllib.loads(package.joinpath("legal_forms.toml").read_text("utf-8"))
    # SAS and AG are forms, and companies are called so.
    doubtful = {*map(_key, said["doubtful"]), *forms["initials"]}
    alone = {_key(form) for form in (*forms["zh"], *forms["latin"])}
    return {
        "nobody": frozenset({*map(_key, said["nobody"]), *alone} - doubtful),
        "as_written": frozenset(said["as_written"]),
        "doubtful": frozenset(doubtful),
    }


def _key(text: str) -> str:
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _NO_LETTER.sub("", plain).casefold()


def nobody(text: str) -> bool:
    """Tell whether a cell names nobody at all: marks, a placeholder or a legal form; not one that a company can be called, as null.

    >>> [nobody(one) for one in ("N/A", "暂无", "====", "Co., Ltd.", "有限公司", "null", "上海", "上海医药")]
    [True, True, True, True, True, False, False, False]
    """
    if len(text) > (_LONGEST if text.isascii() else LONGEST_HAN):
        return not any(map(str.isalnum, text))
    key = _key(text)
    if not key or text.strip().casefold() in _words()["as_written"]:
        return True
    if key in _words()["doubtful"]:
        return False
    return key in _words()["nobody"] or (len(text) <= _LONGEST_MARK and missing(text) is not None)


@lru_cache(maxsize=100_000)
def doubtful(text: str) -> bool:
    """Tell whether a cell has neither brand nor trade, and yet a company could be called so: a place, a place with a legal form, null, test.

    >>> [doubtful(one) for one in ("上海", "上海有限公司", "Shanghai Co., Ltd.", "null", "上海医药", "中国移动", "Null Ltd.")]
    [True, True, True, True, False, False, False]
    """
    if len(text) > _LONGEST or _telling().search(text) or not _opens(text):
        return False
    if _key(text) in _words()["doubtful"]:
        return True
    rest = without_legal_form(text).replace("(", "").replace(")", "")
    return bool(rest) and (
        rest in certain()
        or (leading_region(rest).text == rest and any(rest.startswith(one) for one in _starts(rest)))
        or rest.replace(" ", "") in latin_places()
        or country(rest).value is not None
    )  # fmt: skip


@cache
def _telling() -> re.Pattern[str]:
    """Return what finds a character of a line of business that no place, country, legal form or doubtful word has: quicker than any other look."""
    others = (*_opened()[0], *districts(), *ZONES, *forms()["zh"])
    business = {char for trade in trades() for char in trade if _HAN.match(char)}
    return re.compile(f"[{''.join(sorted(business.difference(*others)))}]")


def _opens(text: str) -> bool:
    """Tell quickly whether a cell may be doubtful: it begins with a place or a like word, and behind that comes nothing, another one or a legal form."""
    text = text.lstrip("(（")
    if not _HAN.match(text):
        return (
            text.replace("(", " ").replace(",", " ").casefold().split(" ", 1)[0] in _first_words()
        )
    starts, firsts = _opened()
    plain = "".join(text[:LONGEST_HAN].split())
    if plain[:2] not in firsts:
        if _simple(plain[:2]) not in firsts:
            return False
        plain = comparable_name(plain)
    rests = (plain[n:] for n in range(2, len(plain) + 1) if plain[:n] in starts)
    return any(
        len(one) < 2 or one[0] in "()（）市县縣区區省有公集股总總责責" or one[:2] in firsts
        for one in rests
    )


@lru_cache(maxsize=100_000)
def _simple(text: str) -> str:
    return comparable_name(text)


@cache
def _opened() -> tuple[frozenset[str], frozenset[str]]:
    """Return every Chinese place, country and doubtful word, and the first two characters of each: most names begin with none of them."""
    plain = (*written(), *certain(), *written_countries(), *_words()["doubtful"])
    every = frozenset(comparable_name(one) for one in plain if _HAN.match(one))
    return every, frozenset(one[:2] for one in every)


@cache
def _first_words() -> frozenset[str]:
    """Return the beginnings of Latin places, countries and doubtful words, for first words to be looked up."""
    every = (*latin_places(), *written_countries(), *_words()["doubtful"])
    return frozenset(
        one.casefold()[:n] for one in every for n in range(1, len(one) + 1) if one.isascii()
    )


def _starts(text: str) -> list[str]:
    return [text[:n] for n in range(2, len(text)) if text[:n] in certain()]


def without_nobody(party: Party) -> Party:
    """Return a party without the names that are nobody's; those that hardly are any stay where there is no other."""
    if not any(nobody(text) or doubtful(text) for text, _ in party.names):
        return party
    named = tuple(pair for pair in party.names if not nobody(pair[0]))
    sure = tuple(pair for pair in named if not doubtful(pair[0]))
    return replace(party, names=sure or named)


def unnamed(party: Party) -> bool:
    """Tell whether a party has no name but ones that hardly are any."""
    return all(doubtful(text) for text, _ in party.names)


def believed(party: Party, candidates: Sequence[Scored]) -> tuple[Scored, ...]:
    """Return the candidates of a party without those that only a place or a placeholder speaks for.

    A name that hardly is one finds those of the very same name alone, and they are for a person. A shared code needs no name.
    """
    nobodys = unnamed(party)
    if not nobodys and not any(doubtful(one.right_name) for one in candidates):
        return tuple(candidates)
    found = []
    for one in candidates:
        if one.reasons[0].startswith("equal_code:"):
            found.append(one)
        elif nobodys or doubtful(one.right_name):
            if comparable_name(one.left_name) == comparable_name(one.right_name):
                likely = min(one.probability, AMBIGUOUS)
                why = (*one.reasons, "hardly_a_name")
                found.append(replace(one, probability=likely, reasons=why, contradicted=True))
        else:
            found.append(one)
    return tuple(sorted(found, key=lambda one: -one.probability))
