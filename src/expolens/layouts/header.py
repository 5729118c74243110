"""What a header says: the field it names, in which language, in either script or both."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from expolens.values import FIELDS
from expolens.values.money_unit import column_unit
from expolens.values.plain import plain

_BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_NOISE = re.compile(r"[\s_\-:./,#*?'\"&|、。]+")
_JOINED = re.compile(r"[/|\n&+,、\-]|\band\b|\bund\b")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+(?:[^A-Za-z\u3400-\u9fff]*[\u3400-\u9fff]+)*")
# What a value may be wrapped in and still be the company's own.
_WRAPPINGS = {
    "data",
    "attributes",
    "fields",
    "properties",
    "info",
    "details",
    "detail",
    "basic",
    "node",
    "item",
    "metadata",
    "meta",
}
# What is longer is a text, whatever words are in it, and may be a whole file whose line ends are lost.
_LONGEST = 200
# A name in the language that a header says is in another field; every other field is the same one in any language.
_IN_ENGLISH = {"name": "name_en"}


def header_key(header: str) -> str:
    """Return the form headers are compared in: simplified, no case, no spaces, no brackets with what stands in them, no punctuation.

    >>> header_key("注册资本（万元）") == header_key("註冊資本"), header_key("Brief Introduction")
    (True, 'briefintroduction')
    """
    outside = _BRACKET.sub("", re.sub(r",\s*n$", "", plain(header)))
    return _NOISE.sub("", outside)


def _file(name: str) -> dict[str, list[str]]:
    data: dict[str, list[str]] = tomllib.loads(
        files("expolens.layouts").joinpath(name).read_text("utf-8")
    )
    return data


@cache
def synonyms() -> dict[str, str]:
    """Return field id by header key."""
    return {
        header_key(header): field
        for field, headers in _file("headers.toml").items()
        if field in FIELDS
        for header in (field, *headers)
    }


@cache
def _ignored() -> frozenset[str]:
    return frozenset(map(header_key, _file("headers.toml")["ignore"]))


def ignored(header: str) -> bool:
    """Tell whether a column is known to be of no interest, in any file.

    >>> ignored("source_place"), ignored("company")
    (True, False)
    """
    return header_key(header) in _ignored()


@cache
def weak(field: str) -> frozenset[str]:
    """Return the keys of the headers that name a field only where no other column is called it in plainer words."""
    return frozenset(map(header_key, _file("weak.toml").get(field, ())))


@cache
def headers_of(field: str) -> tuple[str, ...]:
    """Return what columns of a field are called."""
    return (field, *_file("headers.toml").get(field, ()))


@cache
def _languages() -> dict[str, str]:
    return {
        header_key(word): language
        for language, words in _file("languages.toml").items()
        for word in words
    }


def meaning(header: str) -> str:
    """Return the field a header names, "" where none is known or its parts say different things, and for what is too long to be a header.

    A language in brackets or at the end decides between the names; a header in two languages is understood where both say the
    same; a unit of money may stand behind the name of an amount.

    >>> [meaning(head) for head in ("公司名称（英文）", "Company Name (CN)", "展位号/Booth No.", "注册资本万元", "公司名称 Contact Name")]
    ['name_en', 'name', 'booth', 'capital', '']
    """
    return _meant(header) if len(header) <= _LONGEST else ""


@lru_cache(maxsize=10_000)
def _meant(header: str) -> str:
    known = synonyms().get(header_key(header), "")
    in_brackets = {
        language
        for found in _BRACKET.findall(plain(header))
        if (language := _languages().get(header_key("".join(found))))
    }
    if known:
        return _IN_ENGLISH.get(known, known) if in_brackets == {"english"} else known
    for base, language in _ended(plain(header)):
        if field := synonyms().get(header_key(base)):
            return _IN_ENGLISH.get(field, field) if language == "english" else field
    if "." in header and (field := _inner(header)):
        return field
    # "Halle/Stand": what says the hall too is where the stand is.
    joined = {synonyms().get(header_key(part), "") for part in _JOINED.split(header)}
    if joined == {"hall", "booth"}:
        return "booth"
    said = {synonyms().get(header_key(part), "") for part in _parts(plain(header))}
    if len(said) == 1 and "" not in said:
        return said.pop()
    return _amount(header)


def _ended(header: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and after a language's name at either end of a header."""
    for word, language in _languages().items():
        rest = re.sub(rf"[\s_\-/:.]+{word}$", "", header)
        if rest != header:
            yield rest, language
        if header.startswith((f"{word} ", f"{word}_")):
            yield header[len(word) + 1 :], language


def _inner(header: str) -> str:
    """Return the field of a nested value by its own name: of a part of what is known (booths.hall, address.city), of a mere wrapping (attributes.name), or a personal one."""
    outer, _, own = header.rpartition(".")
    field = synonyms().get(header_key(own), "")
    if field and (FIELDS[field].personal or FIELDS[field].type != "name"):
        around = synonyms().get(header_key(outer.rpartition(".")[2]), "")
        if around or FIELDS[field].personal:
            return field
    return field if set(outer.split(".")) <= _WRAPPINGS else ""


def _parts(header: str) -> tuple[str, ...]:
    """Return the Chinese and the other part of a header in two languages, or what a slash separates; one part if it is one."""
    split = [part for part in re.split(r"[/|\n]", header) if header_key(part)]
    if len(split) > 1:
        return tuple(split)
    inside = [part for found in _BRACKET.findall(header) for part in found if part]
    outside = _BRACKET.sub(" ", header)
    chinese = " ".join(_HAN_RUN.findall(outside))
    other = _HAN_RUN.sub(" ", outside)
    both = [part for part in (chinese, other, *inside) if header_key(part)]
    return tuple(both) if len(both) > 1 else (header,)


def _amount(header: str) -> str:
    """Return the field of an amount of money whose name a header begins with and whose unit ends it."""
    key = header_key(header)
    for begun, word, name in _amounts():
        if key.startswith(begun):
            unit = column_unit(header, [word])
            if unit and not unit.startswith("?"):
                return name
    return ""


@cache
def _amounts() -> tuple[tuple[str, str, str], ...]:
    """Return what columns of money are called, as a key and as a word, with the field; of one field the longest first."""
    return tuple(
        (header_key(word), word, name)
        for name, known in sorted(FIELDS.items())
        if known.type == "money"
        for word in sorted(headers_of(name), key=len, reverse=True)
    )
