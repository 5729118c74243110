"""Provinces, cities and countries: from what a column says, never from a name."""

from __future__ import annotations

import re

from expolens.model.absence import Absence
from expolens.model.text import Text
from expolens.values.address import province_of_address, province_of_name
from expolens.values.gazetteer import (
    Place,
    counties,
    countries,
    key,
    provinces,
    written_cities,
    written_countries,
    written_provinces,
)
from expolens.values.plain import plain
from expolens.values.reading import Reading, unreadable

__all__ = [
    "ABROAD", "Place", "city", "city_label", "countries", "country", "province", "province_of_address",
    "province_of_name", "provinces",
]  # fmt: skip

_PROVINCE_CODES = {"hk": "hong_kong", "mo": "macao", "tw": "taiwan"}
_BETWEEN = re.compile(r"\s*(?:[/|,;、&+\n]|\band\b|和|与|及)\s*")
# A city of prefecture level and a district of another province that is as well known by the name.
_TWO_PLACES = ("朝阳",)
ABROAD = "outside China"
"""Begins the note of a region that is a country, followed by its code."""


def province(raw: str) -> Reading:
    """Read a province from a region column; a place within one gives it, a country's an absence outside China.

    Two provinces in one cell are unreadable, and so is a county's name that several provinces have.

    >>> [province(text).value for text in ("浙江省", "Zhejiang", "杭州市", "浙江杭州", "昆山市", "中国台湾", "Shenzhen, China")]
    ['zhejiang', 'zhejiang', 'zhejiang', 'zhejiang', 'jiangsu', 'taiwan', 'guangdong']
    >>> province("New Zealand").note, province("火星").note, province("北京/上海").note
    ('outside China: nz', 'no province of China', 'it names two provinces')
    """
    found = _one_province(raw)
    if found:
        return Reading(found)
    if abroad := _country(raw):
        if abroad == "cn":
            return unreadable("only the country")
        return Reading(absence=Absence.NOT_APPLICABLE, note=f"{ABROAD}: {abroad}")
    parts = [part for part in _BETWEEN.split(plain(raw)) if part]
    parts = [part for part in parts if written_countries().get(key(part)) != "cn"]
    said = [_one_province(part) for part in parts]
    if len(parts) > 1 and all(said):
        return Reading(said[0]) if len(set(said)) == 1 else unreadable("it names two provinces")
    if len({one for one in said if one}) > 1:
        return unreadable("it names two provinces")
    if key(raw) in counties() or key(raw) in _TWO_PLACES:
        return unreadable("a place of this name is in several provinces")
    if len(parts) == 1 and said[0]:
        return Reading(said[0])
    address = province_of_address(raw)
    return Reading(address) if address else unreadable("no province of China")


def _one_province(raw: str) -> str | None:
    """Return the province that a text is, or that the city or county it is lies in."""
    name = key(raw)
    as_country = _PROVINCE_CODES.get(written_countries().get(name, ""))
    if found := written_provinces().get(name) or as_country:
        return found
    if name in _TWO_PLACES:
        return None
    if one := written_cities().get(name):
        return one.province
    there = {place.province for place in counties().get(name, ())}
    return there.pop() if len(there) == 1 else None


def city(raw: str) -> Reading:
    """Read a city; one of China, of prefecture or county level, has its province in the note, any other keeps its own text.

    >>> city("杭州市").note, city("义乌").note, city("苏州").value, city("Menlo Park").value
    ('zhejiang', 'zhejiang', 'Suzhou (Jiangsu)', 'Menlo Park')
    """
    found = written_cities().get(key(raw))
    if found is None:
        return Reading(" ".join(raw.split()))
    return Reading(found.label.en, note=found.province)


def city_label(value: str) -> Text:
    """Return the label of a city as `city` reads it; a value that is no such city is its own label."""
    found = written_cities().get(key(value))
    return found.label if found is not None else Text(value, value)


def country(raw: str) -> Reading:
    """Read a country by name or ISO code; a province-level unit of China, Hong Kong, Macao and Taiwan too, means China.

    >>> [country(text).value for text in ("New Zealand", "新西兰", "USA", "浙江省", "Hong Kong SAR", "Taiwan", "Korea, Republic of")]
    ['nz', 'nz', 'us', 'cn', 'cn', 'cn', 'kr']
    """
    found = _country(raw)
    return Reading(found) if found else unreadable("no country")


def _country(raw: str) -> str | None:
    """Return a country's code, "cn" for a province of China; of "Korea, Republic of" and "中国（香港）" too."""
    names = [raw]
    if "," in raw:
        first, _, last = raw.partition(",")
        names.append(f"{last} {first}")
    for name in map(key, names):
        if name in written_provinces() or name in _PROVINCE_CODES:
            return "cn"
        if found := written_countries().get(name):
            return "cn" if found in _PROVINCE_CODES else found
    return None
