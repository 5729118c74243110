"""The provinces, cities, counties and countries, and every way each is written."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from expolens.model.text import Text
from expolens.values.plain import plain


@dataclass(frozen=True, slots=True)
class Place:
    """A province, city, county or country: its canonical id, its label, its province, and its code of GB/T 2260 ("" abroad)."""

    id: str
    label: Text
    province: str = ""
    code: str = ""


def _rows(name: str) -> list[dict[str, str]]:
    text = files("expolens.values").joinpath(name).read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def key(text: str) -> str:
    """Return the form places are compared in: simplified, no case, no accents, no spaces, no punctuation, & as and.

    >>> key("Côte d’Ivoire") == key("Cote d'Ivoire"), key("The Netherlands"), key("臺灣")
    (True, 'netherlands', '台湾')
    """
    bare = plain(text)
    if not bare.isascii():
        folded = unicodedata.normalize("NFKD", bare)
        bare = "".join(char for char in folded if not unicodedata.combining(char))
    return re.sub(
        r"[\s,.'’()-]+", "", re.sub(r"^the\s+|\s+the(?=\s)", "", bare).replace("&", "and")
    )


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what each name means, without the names that mean two things."""
    said: dict[str, set[str]] = {}
    for name, meaning in pairs:
        if name:
            said.setdefault(key(name), set()).add(meaning)
    return {name: meanings.pop() for name, meanings in said.items() if len(meanings) == 1}


@cache
def provinces() -> dict[str, Place]:
    """Return the 34 province-level units by their slug, in the order of GB/T 2260."""
    return {
        row["slug"]: Place(row["slug"], Text(row["en"], row["zh"]), row["slug"], row["code"])
        for row in _rows("provinces.csv")
    }


@cache
def countries() -> dict[str, Place]:
    """Return the countries and territories by their ISO 3166-1 alpha-2 code in lower case."""
    return {
        row["code"]: Place(row["code"], Text(row["en"], row["zh"]))
        for row in _rows("countries.csv")
    }


@cache
def written_provinces() -> dict[str, str]:
    """Return the slug of a province by each of its names."""
    return _once(
        (name, row["slug"])
        for row in _rows("provinces.csv")
        for name in (
            row["en"], row["zh"], row["full_zh"], f"{row['en']} Province", f"{row['en']} Municipality",
            f"中国{row['zh']}", f"{row['en']}, China", *row["also"].split("|"),
        )
    )  # fmt: skip


@cache
def written_countries() -> dict[str, str]:
    """Return the code of a country by each of its names, its codes of two and three letters among them."""
    return _once(
        (name, row["code"])
        for row in _rows("countries.csv")
        for name in (row["code"], row["iso3"], row["en"], row["zh"], *row["also"].split("|"))
    )


def _province_of(code: str) -> str:
    return next(slug for slug, place in provinces().items() if place.code == code[:2])


@cache
def counties() -> dict[str, tuple[Place, ...]]:
    """Return the county-level divisions by their full name (朝阳区): several where provinces share one."""
    found: dict[str, list[Place]] = {}
    for row in _rows("counties.csv"):
        label = Text(row["en"], row["zh"])
        place = Place(key(row["full_zh"]), label, _province_of(row["code"]), row["code"])
        found.setdefault(key(row["full_zh"]), []).append(place)
    return {name: tuple(places) for name, places in found.items()}


@cache
def cities() -> tuple[tuple[Place, tuple[str, ...], tuple[str, ...]], ...]:
    """Return each city of prefecture level, then of county level (昆山): the place, its Chinese names and its English ones.

    Where two have one name in English, the label says the province: Suzhou (Jiangsu).
    """
    rows = [(row, row["province"]) for row in _rows("cities.csv")]
    known = {(row["zh"], province) for row, province in rows}
    upper = Counter(row["en"] for row, _ in rows)
    lower = [
        (row, _province_of(row["code"]))
        for row in _rows("counties.csv")
        if row["full_zh"].endswith("市") and (row["zh"], _province_of(row["code"])) not in known
    ]
    names = upper + Counter(row["en"] for row, _ in lower)
    found = []
    for row, province in [*rows, *lower]:
        shared = upper[row["en"]] > 1 or (len(row["code"]) > 4 and names[row["en"]] > 1)
        en = f"{row['en']} ({provinces()[province].label.en})" if shared else row["en"]
        place = Place(key(en), Text(en, row["zh"]), province, row["code"])
        english = (en,) if shared else (en, f"{en} City", f"{en} Municipality")
        found.append((place, (row["zh"], row["full_zh"]), english))
    return tuple(found)


@cache
def written_cities() -> dict[str, Place]:
    """Return a city by each of its names; a spelling that cities of two provinces share (Suzhou) names neither."""
    return {key(name): place for place, zh, en in cities() for name in (*zh, *en)}
