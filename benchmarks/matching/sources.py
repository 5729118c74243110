"""What the benchmark is made of: the shared data beside the repository, and the word lists beside this file."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff〇]")
LATIN = re.compile(r"[A-Za-z]")
WORDS = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
AUTONOMOUS = re.compile(
    f"(?:{'|'.join(sorted(WORDS['nations'].split(), key=len, reverse=True))})*自治[区州县旗]$"
)
PLACE_END = re.compile(r"(?:特别行政区|地区|林区|新区|省|市|盟|县|区|旗)$")


def shared_data() -> Path:
    """Return the folder of the shared data, `shared/data` beside the repository."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        raise SystemExit(f"The benchmark reads {folder.parent.name}/data beside the repository.")
    return folder


def neutral(name: str) -> str:
    """Return a name as the benchmark compares it: widths, spaces and case do not count.

    >>> neutral("示例（北京） 科技") == neutral("示例(北京)科技")
    True
    """
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def word_list(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a list beside this file; its first line says what it is."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        next(lines)
        yield from csv.DictReader(lines)


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file, of any line ends, a byte order mark or not."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    return list(csv.DictReader(text.splitlines()))


class Weighted:
    """Things with weights, drawn by a given random source; the order given decides."""

    def __init__(self, things: Sequence[str], weights: Sequence[float]) -> None:
        self.things, total, self.bounds = list(things), 0.0, list[float]()
        for weight in weights:
            total += weight
            self.bounds.append(total)

    def draw(self, chance: Random) -> str:
        """Return one thing."""
        at, low, high = chance.random() * self.bounds[-1], 0, len(self.bounds) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if at < self.bounds[middle] else (middle + 1, high)
        return self.things[low]


class Form(NamedTuple):
    """A legal form, in English, and the trades it goes with; none are all."""

    name: str
    english: str
    trades: tuple[str, ...]


@cache
def forms() -> tuple[dict[str, Form], Weighted]:
    """Return the legal forms by name, and how often each is met."""
    rows = list(word_list("forms.csv"))
    table = {r["form"]: Form(r["form"], r["english"], tuple(r["trades"].split())) for r in rows}
    return table, Weighted([r["form"] for r in rows], [float(r["weight"]) for r in rows])


class Trade(NamedTuple):
    """A trade as a name's tail says it, in English and in short."""

    name: str
    english: str
    short: str


@cache
def trades() -> tuple[dict[str, Trade], Weighted]:
    """Return the trades by name, and how often each is met."""
    rows = list(word_list("trades.csv"))
    table = {r["trade"]: Trade(r["trade"], r["english"], r["short"]) for r in rows}
    return table, Weighted([r["trade"] for r in rows], [float(r["weight"]) for r in rows])


@cache
def trade(name: str) -> Trade:
    """Return a trade, of two that are glued too; one that no list knows is its own short form."""
    table, _ = trades()
    if name in table:
        return table[name]
    for cut in range(len(name) - 1, 0, -1):
        first, second = table.get(name[:cut]), table.get(name[cut:])
        if first and second:
            return Trade(name, f"{first.english} {second.english}", first.short)
    return Trade(name, "", name[:2])


class Place(NamedTuple):
    """A place: its core (苏州), its full name (苏州市) and the province's core (江苏)."""

    core: str
    full: str
    province: str


def core_of(place: str) -> str:
    """Return a place's name without what kind of place it is.

    >>> core_of("广西壮族自治区"), core_of("苏州市"), core_of("沛县")
    ('广西', '苏州', '沛县')
    """
    shorter = AUTONOMOUS.sub("", place)
    if shorter == place:
        shorter = PLACE_END.sub("", place)
    return shorter if len(shorter) >= 2 else place


@cache
def places() -> tuple[list[Place], list[Place], list[Place]]:
    """Return provinces, cities and counties, of the official list, in its order."""
    folder = shared_data() / "geo" / "divisions"
    province = {r["code"]: r["name"] for r in rows_of(folder / "provinces.csv")}
    city = {r["code"]: r["name"] for r in rows_of(folder / "cities.csv")}
    plain = re.compile("^(市辖区|县|.*行政区划)$")
    provinces = [Place(core_of(name), name, core_of(name)) for name in province.values()]
    cities = [
        Place(core_of(name), name, core_of(province[code[:2]]))
        for code, name in city.items()
        if not plain.match(name)
    ]
    counties = [
        Place(core_of(r["name"]), r["name"], core_of(province[r["provinceCode"]]))
        for r in rows_of(folder / "areas.csv")
        if r["name"][-1] in "市县区旗" and not plain.match(r["name"])
    ]
    return provinces, cities, counties


@cache
def province_of(region: str) -> str:
    """Return the province of a place's core; a place that is none is its own."""
    return next((p.province for group in places() for p in group if p.core == region), region)


def half_of(brand: str) -> str:
    """Return the half a brand belongs to, `train` or `test`, always the same."""
    return ("train", "test")[hashlib.blake2b(brand.encode(), digest_size=1).digest()[0] & 1]


@cache
def listed_brands() -> list[str]:
    """Return the short names, without a trade at their end, of two to four Han characters."""
    table, _ = trades()
    tails = sorted((t for t in table if len(t) >= 2), key=len, reverse=True)
    tail = re.compile(f"(?:{'|'.join(tails)}|股份|集团|公司)$")
    found: dict[str, None] = {}
    path = shared_data() / "names" / "zh_short_names.txt"
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        brand = tail.sub("", line.strip())
        if 2 <= len(brand) <= 4 and len(HAN.findall(brand)) == len(brand):
            found.setdefault(brand)
    return list(found)


def latin_pairs() -> list[dict[str, str]]:
    """Return the real pairs of a Chinese name and its Latin form."""
    return rows_of(shared_data() / "names" / "zh_latin_pairs.csv")


def real_names() -> dict[str, str]:
    """Return the real Chinese names, each with its source; a name spelt alike is there once."""
    folder = shared_data()
    found: dict[str, tuple[str, str]] = {}

    def keep(name: str, source: str) -> None:
        name = name.strip()
        if len(HAN.findall(name)) >= 2:
            found.setdefault(neutral(name), (name, source))

    for row in latin_pairs():
        keep(row["name_zh"], "zh_latin_pairs")
    for row in rows_of(folder / "caat" / "chinese_editions.csv"):
        if not LATIN.search(row["name"]):
            keep(row["name"], "caat")
    path = folder / "names" / "zh_brand_groundtruth.txt"
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if line.strip():
            keep(line.split()[0], "zh_brand_groundtruth")
    return dict(found.values())


def company_names() -> list[tuple[str, str]]:
    """Return the names of listed and funded companies with their source, in the sources' order."""
    folder = shared_data() / "registries"
    with gzip.open(folder / "listed_companies.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        found = [(r["name"], "listed") for r in csv.DictReader(lines)]
    filers = json.loads((folder / "sec_company_tickers.json").read_text(encoding="utf-8"))
    found += [(row["title"], "sec") for row in filers.values()]
    found += [(r["name"], "crunchbase") for r in rows_of(folder / "crunchbase_2013_companies.csv")]
    # Names cut by their exchange ("HALFORDS GROUP LS -,01") are nobody's spelling.
    return [
        (" ".join(n.split()), source) for n, source in found if n and n.strip() and "-," not in n
    ]


def domain_spellings() -> dict[str, list[str]]:
    """Return the spellings of each web domain, in the source's order."""
    found: dict[str, list[str]] = {}
    for row in rows_of(shared_data() / "names" / "same_domain_spellings.csv"):
        found.setdefault(row["domain"], []).append(" ".join(row["name"].split()))
    return found
