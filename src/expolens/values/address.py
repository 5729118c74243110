"""The province an address lies in: from a place at its beginning or its end, never from the name of a street."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from expolens.values.gazetteer import (
    cities,
    counties,
    key,
    provinces,
    written_cities,
    written_countries,
    written_provinces,
)
from expolens.values.plain import plain

_HAN = re.compile(r"[\u3400-\u9fff]")
_GAP = re.compile(r"[\s,;、()|/]+")
_FREE_ZONE = re.compile(r"^\((?P<place>[\u3400-\u9fff]{2,3})\)(?:自由贸易|自贸)")
_LONGEST = 12


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, tuple[str, ...]]]:
    data = tomllib.loads(files("expolens.values").joinpath("address.toml").read_text("utf-8"))
    before = re.compile(rf"^(?:(?:{'|'.join(data['before'])})[\s,;:]*)+")
    parts = {place: tuple(names) for place, names in data["parts"].items()}
    return re.compile("|".join(data["zones"])), before, parts


def province_of_address(raw: str) -> str | None:
    """Return the province of an address, None where nothing says it or its two ends say different ones.

    An address begins with a province or city that is called one (浙江省, 杭州市) or is followed by a place within it (浙江杭州,
    北京海淀区), by a zone or by a space; or it ends with one behind a space or comma. A county counts where only one province
    has one of its full name: 朝阳区 is in several. 南京西路, 北京路 and 中山东路 are streets.

    >>> [province_of_address(text) for text in ("浙江省杭州市示例路1号", "上海路1号 南京", "1 Shili Road, Shenzhen, China")]
    ['zhejiang', 'jiangsu', 'guangdong']
    >>> [province_of_address(text) for text in ("南京西路1266号（静安）", "朝阳区示例路1号", "北京路100号")]
    [None, None, None]
    """
    text = plain(raw)
    if not _HAN.search(text):
        return _of_english(text)
    begun, ended = _beginning(_words()[1].sub("", text)), _ending(text)
    if begun and ended and begun != ended:
        return None
    return begun or ended


def province_of_name(name: str) -> str | None:
    """Return the province whose name, or one of whose cities' names, a company's name begins with: a suggestion, never a fact.

    >>> province_of_name("杭州示例科技有限公司"), province_of_name("示例（杭州）有限公司")
    ('zhejiang', None)
    """
    text = key(_words()[1].sub("", plain(name)))
    if not re.match(r"[\u3400-\u9fff]", text):
        return None
    for length in range(min(len(text), _LONGEST), 1, -1):
        if found := written_provinces().get(text[:length]):
            return found
    for length in range(min(len(text), _LONGEST), 1, -1):
        if city := written_cities().get(text[:length]):
            return city.province
    return None


@cache
def _chinese() -> tuple[dict[str, str], dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    """Return the provinces by short name, and (province, code) by what is called a place (杭州市) and what is only named (杭州)."""
    short = {key(place.label.zh): slug for slug, place in provinces().items()}
    full: dict[str, tuple[str, str]] = {}
    named: dict[str, tuple[str, str]] = {}
    for name, slug in written_provinces().items():
        if name not in short and _HAN.match(name):
            full[name] = (slug, provinces()[slug].code)
    for place, (zh, full_zh), _ in cities():
        if key(zh) != key(full_zh):
            full.setdefault(key(full_zh), (place.province, place.code))
        named.setdefault(key(zh), (place.province, place.code))
    for name, there in counties().items():
        if len({one.province for one in there}) == 1:
            full.setdefault(name, (there[0].province, there[0].code))
    return short, full, named


def _beginnings(text: str) -> Iterator[str]:
    """Yield the beginnings of a text that are long enough to be a place, the longest first."""
    for length in range(min(len(text), _LONGEST), 1, -1):
        yield text[:length]


def _beginning(text: str) -> str | None:
    short, full, named = _chinese()
    if zone := _FREE_ZONE.match(text):
        text = zone["place"]
    for start in _beginnings(text):
        if start in full and not (start.endswith("市") and text.startswith("场", len(start))):
            return full[start][0]
    for start in _beginnings(text):
        rest = text[len(start) :]
        ended = not rest or bool(_GAP.match(rest)) or bool(_words()[0].match(rest))
        if slug := short.get(start):
            called = re.match(r"省|市(?!场)", rest) or rest.startswith(_words()[2].get(start, ()))
            if ended or called or _within(rest, provinces()[slug].code):
                return slug
        elif start in named:
            slug, code = named[start]
            if ended or _county(rest, code):
                return slug
    return None


def _within(text: str, code: str) -> bool:
    """Tell whether a text begins with a city, or with the full name of a county, of the province with this code."""
    _, full, named = _chinese()
    return _county(text, code) or any(
        found[1].startswith(code) and len(found[1]) > 2
        for start in _beginnings(text)
        if (found := full.get(start) or _after_city(named, start, text))
    )


def _after_city(named: dict[str, tuple[str, str]], start: str, text: str) -> tuple[str, str] | None:
    """Return a city by its short name, unless what follows makes it a street's: 上海南京路."""
    found = named.get(start)
    street = re.match(
        r"[东西南北中]?[一二三四五六七八九十]?(?:路|街|大街|大道|巷|弄|里|桥)", text[len(start) :]
    )
    return None if found is None or street else found


def _county(text: str, code: str) -> bool:
    """Tell whether a text begins with the full name of a county whose code begins with `code` (of a city, its first four digits)."""
    wanted = code[:4] if len(code) < 6 else code
    return any(
        one.code.startswith(wanted)
        for start in _beginnings(text)
        for one in counties().get(start, ())
    )


def _ending(text: str) -> str | None:
    """Return the province of a place behind the last space or comma, of several in a row if they are of one."""
    parts = [
        part for part in _GAP.split(text) if part and not part.isdigit() and not _is_china(part)
    ]
    if len(parts) < 2:
        return None
    return _exactly(parts[-1])


def _is_china(text: str) -> bool:
    return written_countries().get(key(text)) == "cn"


def _exactly(text: str) -> str | None:
    """Return the province of a text that is a place, or a province and a place within it, and nothing else."""
    short, full, named = _chinese()
    name = key(text)
    for table in (full, named):
        if name in table:
            return table[name][0]
    if name in short:
        return short[name]
    for start in _beginnings(name):
        slug = short.get(start) or full.get(start, ("",))[0]
        found = full.get(name[len(start) :]) or named.get(name[len(start) :])
        if slug and found and found[0] == slug:
            return slug
    return None


def _of_english(text: str) -> str | None:
    """Return the province of an address in English by its last part that is no country, no code and no number."""
    parts = [re.sub(r"\b\d[\d-]*\b", " ", part).strip() for part in re.split(r"[,;\n]", text)]
    parts = [part for part in parts if part]
    while parts and _is_china(parts[-1]):
        parts = parts[:-1]
    if not parts:
        return None
    words = re.sub(r"\s*\b(?:p\.?\s*r\.?\s*)?china\.?$", "", parts[-1]).split()
    for count in range(min(len(words), 3), 0, -1):
        tail, head = " ".join(words[-count:]), " ".join(words[:-count])
        found = _english_place(tail)
        if found and (
            not head or _english_place(head) == found or re.search(r"\b(?:district|city)$", head)
        ):
            return found
    return None


def _english_place(text: str) -> str | None:
    name = key(text)
    city = written_cities().get(name)
    return written_provinces().get(name) or (city.province if city else None)
