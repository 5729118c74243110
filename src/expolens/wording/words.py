"""What people read, by code, in English and Chinese."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from expolens.model.text import Language, Text
from expolens.numbers.rounding import thousands

PLACE = re.compile(r"\{(\w+)(?:\|([^{}|]*)\|([^{}|]*))?\}")
"""A placeholder of a text: {n}, or {n|row|rows} for the form that goes with the number n."""
_COUNTS = ("shared_by", "borne_by")
"""Reasons whose detail is a number of records, not a name or a code."""
_FILES = ("words.toml", "prose.toml")


@cache
def words() -> dict[str, Text]:
    """Return every text by its code ("outcome.differs")."""
    return {
        f"{group}.{code}": Text(**text)
        for name in _FILES
        for group, entries in tomllib.loads(
            files("expolens.wording").joinpath(name).read_text("utf-8")
        ).items()
        for code, text in entries.items()
    }


def word(code: str, language: Language, **values: object) -> str:
    """Return the text of a code with its placeholders filled in; a code that is not known is its own text.

    >>> word("outcome.differs", "zh"), word("label.more", "en", n=3), word("outcome.unheard_of", "en")
    ('不一致', '3 more', 'unheard_of')
    """
    found = words().get(code)
    return filled(found.within(language), values) if found else code.rpartition(".")[2]


def filled(text: str, values: Mapping[str, object]) -> str:
    """Fill the placeholders of a text that have a value, and choose the forms that go with a number; others stay. Whole numbers have commas.

    >>> filled("{n} {n|row|rows} of {file}", {"n": 1}), filled("{n} {n|row|rows}", {"n": 2})
    ('1 row of {file}', '2 rows')
    >>> filled("{n} {n|row|rows}", {"n": 1020})
    '1,020 rows'
    """
    if "{" not in text:
        return text
    return "".join(
        part if type(part) is str else _put(part, values)  # type: ignore[arg-type]
        for part in _pieces(text)
    )


@lru_cache(maxsize=2_000)
def _pieces(text: str) -> tuple[str | re.Match[str], ...]:
    """Return a text in pieces: what stands between its placeholders, and these."""
    found, end = list[str | re.Match[str]](), 0
    for place in PLACE.finditer(text):
        found += [text[end : place.start()], place]
        end = place.end()
    return (*found, text[end:])


def _put(place: re.Match[str], values: Mapping[str, object]) -> str:
    name, one, many = place.groups()
    if name not in values:
        return place.group()
    if one is None:
        value = values[name]
        return thousands(value) if type(value) is int else str(value)
    return one if str(values[name]) == "1" else many or ""


def note(text: str, language: Language) -> str:
    r"""Return what was noticed when a file was read ("rows_above\t2") as a person reads it.

    >>> note("rows_above\t2", "en")
    '2 rows above the header left out'
    """
    code, *details = text.split("\t")
    given = dict(zip(("a", "b", "c"), details, strict=False))
    return word(f"note.{code}", language, **given)


def reason(code: str, language: Language) -> str:
    """Return a reason of a match ("former_name:示例") as a person reads it.

    >>> reason("similar_name:83", "en")
    'similar name (83 of 100)'
    """
    kind, _, detail = code.partition(":")
    counted = kind in _COUNTS and detail.isdecimal()
    return word(f"reason.{kind}", language, detail=int(detail) if counted else detail)
