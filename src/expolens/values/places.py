"""Provinces, cities and countries: from what a column says, never from a name."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from expolens.model.absence import Absence
from expolens.model.text import Text
from expolens.values.reading import Reading, unreadable

_PROVINCE_CODES = ("hk", "mo", "tw")
ABROAD = "outside China"
"""Begins the note of a region that is a country, followed by its code."""


@dataclass(frozen=True, slots=True)
class Place:
    """A province, city or country: its canonical id, its label, and every way it is written (comparable)."""

    id: str
    label: Text
    province: str = ""


def _rows(name: str) -> list[dict[str, str]]:
    text = files("expolens.values").joinpath(name).read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s,.'’()-]+", "", plain)


@cache
def provinces() -> dict[str, Place]:
    """Return the 34 province-level units by their slug, in the order of GB/T 2260."""
    return {
        row["slug"]: Place(row["slug"], Text(row["en"], row["zh"]))
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
def _written_provinces() -> dict[str, str]:
    written: dict[str, str] = {}
    for row in _rows("provinces.csv"):
        names = [
            row["en"],
            row["zh"],
            row["full_zh"],
            f"{row['en']} Province",
            f"{row['en']} Municipality",
            *row["also"].split("|"),
        ]
        written |= {_key(name): row["slug"] for name in names if name}
    return written


@cache
def _written_cities() -> dict[str, Place]:
    written: dict[str, Place] = {}
    for row in _rows("cities.csv"):
        place = Place(_key(row["en"]), Text(row["en"], row["zh"]), row["province"])
        for name in (row["en"], row["zh"], row["full_zh"], f"{row['en']} City"):
            known = written.get(_key(name))
            # A spelling that two provinces share (Suzhou, Taizhou ... in pinyin) names neither.
            ambiguous = known is not None and known.province != row["province"]
            written[_key(name)] = Place("", Text(), "") if ambiguous else place
    return written


@cache
def _written_countries() -> dict[str, str]:
    written: dict[str, str] = {}
    for row in _rows("countries.csv"):
        names = [row["code"], row["en"], row["zh"], *row["also"].split("|")]
        written |= {_key(name): row["code"] for name in names if name}
    return written


def province(raw: str) -> Reading:
    """Read a province from a region column; a city's name gives its province, a country's an absence outside China.

    >>> [province(text).value for text in ("浙江省", "Zhejiang", "内蒙古自治区", "杭州市", "浙江杭州")]
    ['zhejiang', 'zhejiang', 'inner_mongolia', 'zhejiang', 'zhejiang']
    >>> province("New Zealand").note, province("火星").note
    ('outside China: nz', 'no province of China')
    """
    key = _key(raw)
    found = _written_provinces().get(key)
    if found is None and (city := _written_cities().get(key)):
        found = city.province or None
    if found is None:
        found = province_of_address(raw)
    if found:
        return Reading(found)
    if abroad := _written_countries().get(key):
        return _abroad(abroad)
    return unreadable("no province of China")


def _abroad(code: str) -> Reading:
    if code == "cn":
        return unreadable("only the country")
    return Reading(absence=Absence.NOT_APPLICABLE, note=f"{ABROAD}: {code}")


def province_of_address(raw: str) -> str | None:
    """Return the province an address begins with (or the one of the city it begins with), else None.

    >>> province_of_address("浙江省杭州市滨江区示例路1号"), province_of_address("深圳市南山区")
    ('zhejiang', 'guangdong')
    """
    key = _key(
        re.sub(
            r"^(中国|中华人民共和国|china)",
            "",
            unicodedata.normalize("NFKC", raw).strip().casefold(),
        )
    )
    if not re.match(r"[\u3400-\u9fff]", key):
        return None
    for length in range(min(len(key), 12), 1, -1):
        if found := _written_provinces().get(key[:length]):
            return found
    for length in range(min(len(key), 12), 1, -1):
        if (city := _written_cities().get(key[:length])) and city.province:
            return city.province
    return None


def city(raw: str) -> Reading:
    """Read a city; one of China has its province in the note, any other keeps its own text.

    >>> city("杭州市").note, city("Menlo Park").value
    ('zhejiang', 'Menlo Park')
    """
    found = _written_cities().get(_key(raw))
    if found is None or not found.province:
        return Reading(" ".join(raw.split()))
    return Reading(found.label.en, note=found.province)


def city_label(value: str) -> Text:
    """Return the label of a city as `city` reads it; a value that is no such city is its own label."""
    found = _written_cities().get(_key(value))
    return found.label if found is not None and found.province else Text(value, value)


def country(raw: str) -> Reading:
    """Read a country by name or ISO code; a province-level unit of China, Hong Kong, Macao and Taiwan too, means China.

    >>> [country(text).value for text in ("New Zealand", "新西兰", "USA", "浙江省", "Hong Kong")]
    ['nz', 'nz', 'us', 'cn', 'cn']
    """
    key = _key(raw)
    found = (
        "cn"
        if key in _written_provinces() or key in _PROVINCE_CODES
        else _written_countries().get(key)
    )
    return Reading(found) if found else unreadable("no country")
