"""A registry of Chinese companies, composed of places, brands, trades and legal forms with real collisions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from random import Random
from typing import NamedTuple

from opencc import OpenCC
from sources import (
    HAN,
    WORDS,
    Place,
    Weighted,
    core_of,
    forms,
    half_of,
    listed_brands,
    neutral,
    places,
    trades,
)

EXPONENT = 2.35  # companies a brand follow k ** -2.35: two brands in three are one company's
LARGEST = 500  # no brand has more companies
SAME_TRADE = 0.035  # the next company of a brand has the trade of the one before it
PAIRED = 0.10  # two trades glued
BRACKETS = 0.042
TRADITIONAL = 0.004
BRANCHES = 0.09


class Company(NamedTuple):
    """A company's name in its parts; `spot` is where the brackets stand: brand, trade or form."""

    region: str
    place: str
    brand: str
    trade: str
    form: str
    bracket: str = ""
    spot: str = ""
    wide: bool = True
    branch: str = ""

    @property
    def core(self) -> str:
        """The name without place and legal form."""
        return self.brand + self.trade

    def written(self) -> str:
        """Return the name as a registry writes it."""
        inside = self.bracket and ("（{}）" if self.wide else "({})").format(self.bracket)
        first = inside if self.spot == "brand" else ""
        second = inside if self.spot == "trade" else ""
        third = inside if self.spot == "form" else ""
        return f"{self.place}{self.brand}{first}{self.trade}{second}{self.form}{third}{self.branch}"


class Record(NamedTuple):
    """A row of the registry: the name, its parts and where it is from."""

    name: str
    company: Company
    source: str


class Composer:
    """Draws companies that are not there yet, of one half of the brands."""

    def __init__(self, chance: Random, half: str) -> None:
        self.chance, self.half = chance, half
        self.listed = [brand for brand in listed_brands() if half_of(brand) == half]
        self.all_listed = listed_brands()
        self.used: set[str] = set()
        provinces, cities, counties = places()
        largest = WORDS["largest"].split()
        weight = {name: 2000.0 / (rank + 2) ** 0.9 for rank, name in enumerate(largest)}
        kinds = ((provinces, 60.0), (cities, 14.0), (counties, 0.8))
        self.places = {p.full: p for group, _ in kinds for p in group}
        drawn = [(p.full, weight.get(p.core, usual)) for group, usual in kinds for p in group]
        self.place = Weighted([full for full, _ in drawn], [w for _, w in drawn])
        sizes = range(1, LARGEST + 1)
        self.size = Weighted([str(k) for k in sizes], [k**-EXPONENT for k in sizes])

    def brand(self) -> str:
        """Return a brand of this half that was not drawn before: of the list, or of its pieces."""
        while True:
            listed = self.chance.random() < 0.4
            brand = (self.chance.choice(self.listed)) if listed else self.mixed()
            if brand not in self.used and half_of(brand) == self.half:
                self.used.add(brand)
                return brand

    def mixed(self) -> str:
        """Return the head of one listed brand with the tail of another."""
        one, other = self.chance.choice(self.all_listed), self.chance.choice(self.all_listed)
        long = self.chance.random() < 0.3
        return one[: 2 if long else 1] + other[-1]

    def seat(self) -> tuple[str, str]:
        """Return a place's core, and the place as a name begins with it."""
        if self.chance.random() < 0.08:
            return "", ""
        place = self.places[self.place.draw(self.chance)]
        return place.core, self.seat_of(place)

    def seat_of(self, place: Place) -> str:
        """Return a place as names write it: short, in full, or after its province."""
        at = self.chance.random()
        if at < (0.55 if place.full[-1] in "县区旗" else 0.74):
            written = place.core
        elif at < 0.95:
            written = place.full
        else:
            written = place.full
            if place.province != place.core:
                return place.province + self.chance.choice(("", "省")) + written
        return written

    def trade(self) -> str:
        """Return a trade, sometimes two."""
        _, drawn = trades()
        first = drawn.draw(self.chance)
        if len(first) == 2 and self.chance.random() < PAIRED * 2:
            second = drawn.draw(self.chance)
            if len(second) == 2 and second != first:
                return first + second
        return first

    def form(self, tail: str) -> str:
        """Return a legal form that goes with a trade."""
        table, drawn = forms()
        while True:
            form = table[drawn.draw(self.chance)]
            if not form.trades or tail in form.trades or tail[-2:] in form.trades:
                return form.name

    def company(self, brand: str, tail: str = "") -> Company:
        """Return a company of a brand, of a trade when one is given."""
        region, place = self.seat()
        tail = tail or self.trade()
        made = Company(region, place, brand, tail, self.form(tail))
        return self.bracketed(made) if self.chance.random() < BRACKETS else made

    def bracketed(self, made: Company) -> Company:
        """Put a company's place in brackets, or a second place after the first."""
        inside = self.places[self.place.draw(self.chance)].core
        spot = self.chance.choice(("brand", "trade", "trade", "form"))
        wide = self.chance.random() < 0.6
        if made.place and self.chance.random() < 0.35:
            region = f"{made.region}/{inside}"
            spot = "brand" if spot == "form" else spot
            return made._replace(region=region, bracket=inside, spot=spot, wide=wide)
        return made._replace(region=inside, place="", bracket=inside, spot=spot, wide=wide)

    def of_a_brand(self) -> Iterator[Company]:
        """Yield the companies of a new brand, one to hundreds."""
        brand, tail = self.brand(), ""
        for _ in range(int(self.size.draw(self.chance))):
            same = tail and self.chance.random() < SAME_TRADE
            made = self.company(brand, tail if same else "")
            tail = made.trade
            yield made
            if made.bracket and made.place == "" and self.chance.random() < 0.15:
                yield made._replace(region="", bracket="", spot="")
            elif made.bracket and made.place and self.chance.random() < 0.4:
                yield made._replace(region=made.region.split("/")[0], bracket="", spot="")


def branch_of(company: Company, composer: Composer) -> Company:
    """Return a branch of a company, named after where it is."""
    chance = composer.chance
    place = composer.places[composer.place.draw(chance)].core
    number = "一二三四五六七八九十"[int(chance.random() ** 2 * 10)]
    if "银行" in company.trade:
        kind = chance.choice(("支行", "支行", "分行", "营业部"))
    elif company.trade in ("证券", "保险"):
        kind = chance.choice(("营业部", "分公司", "支公司"))
    elif any(word in company.trade for word in ("餐饮", "药房", "超市", "食品", "服饰", "服装")):
        kind = chance.choice(("门店", "店", "分公司", f"第{number}门店", f"第{number}分店"))
    else:
        kind = "分公司" if chance.random() < 0.93 else f"第{number}分公司"
    return company._replace(branch=place + kind)


def parsed(name: str, fronts: re.Pattern[str], ends: re.Pattern[str]) -> Company:
    """Cut a real name into place, the rest as its brand, and legal form, as well as lists can."""
    front, end = fronts.match(name), ends.search(name)
    place, form = (front.group() if front else ""), (end.group() if end else "")
    brand = name[len(place) : len(name) - len(form)]
    if len(HAN.findall(brand)) < 2:
        place, brand = "", name[: len(name) - len(form)]
    return Company(core_of(place) if place else "", place, brand, "", form)


def parser() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a place at a name's front and a legal form at its end."""
    every = {text for group in places() for p in group for text in (p.core, p.full)}
    fronts = "|".join(sorted(every, key=lambda text: (-len(text), text)))
    ends = "|".join(sorted(forms()[0], key=lambda text: (-len(text), text)))
    return re.compile(f"(?:中国|{fronts})"), re.compile(f"(?:{ends})$")


def composed(composer: Composer, size: int, taken: set[str]) -> list[Record]:
    """Return `size` new records, branches among them, of names that are not taken."""
    chance, found = composer.chance, list[Record]()
    traditional = OpenCC("s2t")
    legal: set[tuple[str, ...]] = set()
    companies = round(size * (1 - BRANCHES))
    while len(found) < companies:
        for made in composer.of_a_brand():
            name = made.written()
            key = (made.region, made.bracket, made.brand, made.trade, made.form)
            if len(found) == companies or key in legal or neutral(name) in taken:
                continue
            legal.add(key)
            taken.add(neutral(name))
            if chance.random() < TRADITIONAL:
                name = traditional.convert(name)
                taken.add(neutral(name))
            found.append(Record(name, made, "composed"))
    parents = [r.company for r in found if r.company.form.endswith("公司")]
    while len(found) < size:
        made = branch_of(parents[int(chance.random() ** 2.5 * len(parents))], composer)
        if neutral(made.written()) not in taken:
            taken.add(neutral(made.written()))
            found.append(Record(made.written(), made, "branch"))
    return found


def registry(size: int, composer: Composer, real: dict[str, str]) -> list[Record]:
    """Return a registry of `size` distinct names, in an order of chance; real names are at most half."""
    fronts, ends = parser()
    kept = list(real.items())
    if len(kept) > size // 2:
        composer.chance.shuffle(kept)
        kept = kept[: size // 2]
    records = [Record(name, parsed(name, fronts, ends), source) for name, source in kept]
    taken = {neutral(name) for name in real}
    records += composed(composer, size - len(records), taken)
    composer.chance.shuffle(records)
    return records


def shared_cores(records: Iterable[Record]) -> float:
    """Return the share of companies, branches aside, whose core another company has too."""
    cores = Counter(r.company.core for r in records if not r.company.branch)
    return sum(n for n in cores.values() if n > 1) / max(1, sum(cores.values()))
