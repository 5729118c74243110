"""The places of China as they stand in company names."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ZONES = (
    "高新技术产业开发区", "高新技术开发区", "经济技术开发区", "技术开发区", "经济开发区", "高新区", "经开区", "工业园区", "自贸区",
    "保税区", "开发区", "新区",
)  # fmt: skip
"""What follows a place and says only which part of it; so does a town (_TOWN)."""
_TOWN = re.compile(r"[\u3400-\u9fff]{1,3}?(?:镇|乡|街道)(?=..)")
_LONGEST = 15


@dataclass(frozen=True, slots=True)
class Region:
    """A chain of places at one spot of a name: its text, the GB/T 2260 codes it may mean (several places share a name), and the chain without its last place."""

    text: str
    codes: tuple[str, ...]
    above: tuple[str, tuple[str, ...]] = ("", ())


NOWHERE = Region("", ())


@cache
def _rows(name: str) -> list[dict[str, str]]:
    text = files("expolens.values").joinpath(name).read_text("utf-8")
    header, *rows = csv.reader(line for line in text.splitlines() if not line.startswith("#"))
    return [dict(zip(header, row, strict=True)) for row in rows]


@cache
def _rather_brands() -> frozenset[str]:
    """Return the short forms of places that a name begins with rather as a brand: 东方, 阿里."""
    text = files("expolens.names").joinpath("rather_brands.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(row["zh"] for row in rows)


@cache
def written() -> dict[str, tuple[str, ...]]:
    """Return the codes of every way a place is written in Chinese: 2 digits a province, 4 a city, 6 a county.

    Short forms count for provinces, cities and county-level cities; 朝阳 or 鼓楼 without its 区 is as likely a brand.
    """
    found: dict[str, list[str]] = {}
    for name in ("provinces.csv", "cities.csv", "counties.csv"):
        for row in _rows(name):
            short = (
                row["zh"] if len(row["code"]) < 6 or row["full_zh"].endswith(("市", "县")) else ""
            )
            for text in {short, row["full_zh"]}:
                if len(text) >= 2 and text not in _rather_brands():
                    found.setdefault(text, []).append(row["code"])
    return {text: tuple(codes) for text, codes in found.items()}


@cache
def districts() -> dict[str, tuple[str, ...]]:
    """Return the codes of every way a place is written behind the one it lies in: 广州番禺, where 番禺 alone would be no place."""
    found = {text: list(codes) for text, codes in written().items()}
    for row in _rows("counties.csv"):
        if len(row["zh"]) >= 2 and row["code"] not in found.setdefault(row["zh"], []):
            found[row["zh"]].append(row["code"])
    return {text: tuple(codes) for text, codes in found.items()}


def trailing_region(name: str) -> Region:
    """Return the place a Chinese name ends with before its legal form (示例科技北京), "" where it ends with none."""
    length = next((n for n in range(min(_LONGEST, len(name)), 1, -1) if name[-n:] in certain()), 0)
    return Region(name[len(name) - length :], written()[name[-length:]] if length else ())


def closing_region(name: str) -> Region:
    """Return the place a name ends with where the next word says that it is one: 马山 before 分公司, without its 县 too."""
    known = districts()
    length = next((n for n in range(min(_LONGEST, len(name)), 1, -1) if name[-n:] in known), 0)
    return Region(name[len(name) - length :], known[name[-length:]] if length else ())


@cache
def certain() -> dict[str, tuple[str, ...]]:
    """Return the codes of what is a place whatever it stands behind: provinces, cities, and counties with their kind (资源县, not 资源)."""
    return {
        text: codes
        for text, codes in written().items()
        if text.endswith(("市", "县", "区", "旗", "省")) or any(len(code) < 6 for code in codes)
    }


def narrowed(codes: tuple[str, ...], above: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the codes that lie in one of the places `above`."""
    return tuple(code for code in codes if any(code.startswith(one) for one in above))


@cache
def one_code() -> frozenset[str]:
    """Return the short forms of cities that share one code of GB/T 2260 with others: those of Taiwan, which are no one place for that."""
    rows = _rows("cities.csv")
    codes = [row["code"] for row in rows]
    return frozenset(row["zh"] for row in rows if codes.count(row["code"]) > 1)


@cache
def _by_code() -> dict[str, str]:
    return {
        code: text
        for text, codes in sorted(districts().items(), key=lambda one: -len(one[0]))
        for code in codes
    }


def named(codes: tuple[str, ...]) -> str:
    """Return the shortest name of the first of the codes, "" for none.

    >>> named(("3205", "43"))
    '苏州'
    """
    return _by_code().get(codes[0], "") if codes else ""


@cache
def latin_places() -> dict[str, tuple[str, ...]]:
    """Return the codes of every province and city by its English name in lower case without spaces."""
    found: dict[str, list[str]] = {}
    for name in ("provinces.csv", "cities.csv"):
        for row in _rows(name):
            found.setdefault(row["en"].casefold().replace(" ", "").replace("'", ""), []).append(
                row["code"]
            )
    return {text: tuple(codes) for text, codes in found.items()}


def leading_region(name: str, *, town: bool = True) -> Region:
    """Return the places a Chinese name begins with, from the largest to the smallest, "" where it begins with none; `town` counts a town behind them too.

    >>> leading_region("江苏省苏州市示例科技"), leading_region("示例科技")
    (Region(text='江苏省苏州市', codes=('3205',), above=('江苏省', ('32',))), Region(text='', codes=(), above=('', ())))
    """
    at, codes, above = 0, tuple[str, ...](), ("", tuple[str, ...]())
    while True:
        known = districts() if codes else written()
        length = next(
            (n for n in range(min(_LONGEST, len(name) - at), 1, -1) if name[at : at + n] in known),
            0,
        )
        if not length:
            break
        inner = known[name[at : at + length]]
        below = narrowed(inner, codes)
        if codes and not below:
            break
        above = name[:at], codes
        codes, at = below or inner, at + length
    if at:
        found = _TOWN.match(name, at) if town else None
        at += len(next((zone for zone in ZONES if name.startswith(zone, at)), ""))
        at = found.end() if found else at
    return Region(name[:at], codes, above)


def without_doubtful(region: Region) -> Region:
    """Return a region without its last place where that is written as a brand may be: 方正 is a county, and the brand of 方正科技.

    >>> without_doubtful(leading_region("方正科技")), without_doubtful(leading_region("上海科技")).text
    (Region(text='', codes=(), above=('', ())), '上海')
    """
    last = region.text[len(region.above[0]) :]
    return (
        region
        if not last or last in certain() or last not in districts()
        else Region(*region.above)
    )


def relation(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    """Return how the places of two names stand to each other: "" (one has none), equal, within or other.

    >>> relation(("32",), ("3205",)), relation(("11",), ("3205",)), relation((), ("11",))
    ('within', 'other', '')
    """
    if not left or not right:
        return ""
    if set(left) & set(right):
        return "equal"
    within = any(a.startswith(b) or b.startswith(a) for a in left for b in right)
    return "within" if within else "other"
