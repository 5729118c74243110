"""The made-up cohort: what is true of 207 companies that are not, before anyone writes it down.

Every distribution is set to the one published in Zhang et al., JMIR Med Inform 2022;10(1):e33600, where one is
published; the rest is chance. Table 2 gives 35 companies whose area, date, capital and scale belong together; a stand-in
takes each of their places, and 170 others fill what is left.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random

from rehearsal.brands import Names, brands, company_names
from rehearsal.shares import dealt, loads, spread

HERE = Path(__file__).parent
LISTED, ABSENT = 207, 2
FREEZE = date(2021, 5, 6)
CITIES: dict[str, tuple[tuple[str, str], ...]] = {
    "北京市": (("北京", "Beijing"),),
    "上海市": (("上海", "Shanghai"),),
    "浙江省": (("杭州", "Hangzhou"), ("杭州", "Hangzhou"), ("宁波", "Ningbo")),
    "广东省": (("深圳", "Shenzhen"), ("广州", "Guangzhou"), ("珠海", "Zhuhai")),
    "江苏省": (("南京", "Nanjing"), ("苏州", "Suzhou"), ("无锡", "Wuxi")),
    "四川省": (("成都", "Chengdu"),),
    "湖北省": (("武汉", "Wuhan"),),
    "山东省": (("济南", "Jinan"), ("青岛", "Qingdao")),
    "福建省": (("厦门", "Xiamen"), ("福州", "Fuzhou")),
    "辽宁省": (("沈阳", "Shenyang"), ("大连", "Dalian")),
    "陕西省": (("西安", "Xi'an"),),
    "天津市": (("天津", "Tianjin"),),
    "重庆市": (("重庆", "Chongqing"),),
    "安徽省": (("合肥", "Hefei"),),
    "湖南省": (("长沙", "Changsha"),),
    "河南省": (("郑州", "Zhengzhou"),),
    "吉林省": (("长春", "Changchun"),),
    "黑龙江省": (("哈尔滨", "Harbin"),),
    "新西兰": (("奥克兰", "Auckland"),),
}
AREAS = {
    "Beijing": "北京市", "Zhejiang": "浙江省", "Guangdong": "广东省", "Liaoning": "辽宁省",
    "Shanghai": "上海市", "Fujian": "福建省", "Jiangsu": "江苏省",
}  # fmt: skip
# What is left for 170 companies when Table 2 is taken out: the five provinces 132 of them, New Zealand 2.
PROVINCES = {
    "北京市": 47, "广东省": 28, "浙江省": 27, "上海市": 19, "江苏省": 11, "四川省": 6, "湖北省": 5,
    "山东省": 5, "福建省": 3, "辽宁省": 3, "陕西省": 3, "天津市": 2, "重庆市": 2, "安徽省": 2,
    "湖南省": 2, "河南省": 1, "吉林省": 1, "黑龙江省": 1, "新西兰": 2,
}  # fmt: skip
SCALES = {"小于50人": 62, "50-99人": 43, "100-499人": 47, "500-999人": 10, "": 8}
YEARS = {
    1992: 1, 1993: 1, 1994: 1, 1995: 1, 1996: 1, 1997: 2, 1998: 2, 1999: 3, 2000: 4, 2001: 4,
    2002: 4, 2003: 5, 2004: 4, 2005: 5, 2006: 5, 2007: 5, 2008: 5, 2009: 7, 2010: 9, 2011: 10,
    2012: 11, 2013: 13, 2014: 15, 2015: 14, 2016: 11, 2017: 10, 2018: 8, 2019: 5, 2020: 3, 2021: 1,
}  # fmt: skip
ROUNDS = {
    "天使轮": 8, "Pre-A轮": 6, "A轮": 24, "A+轮": 5, "Pre-B轮": 2, "B轮": 14, "C轮": 8, "D轮": 3,
    "战略投资": 9, "并购": 2, "Pre-IPO": 1,
}  # fmt: skip
IPO_AMONG_LARGE, IPO_ELSEWHERE = 12, 5
MARKETS = ("上海证券交易所主板", "深圳证券交易所创业板", "上海证券交易所科创板", "香港交易所主板")
# Capital of the 170 in 10,000 RMB: between the set ranks 1, 11, 52, 103 and 154, from the amounts of `amounts.txt`.
RANKS = {1: "100", 11: "200", 52: "1000", 103: "1667", 154: "6000", 171: "10000"}


@dataclass(frozen=True)
class Company:
    """One company that is not; `capital` in 10,000 RMB, "" where a text is not disclosed."""

    names: Names
    province: str
    founded: date
    capital: Decimal
    scale: str
    introduced: bool = True
    financing: str = ""
    market: str = ""
    in_library: bool = False
    attended: bool = True
    keywords: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()


def term_counts(vocabulary: str) -> dict[str, int]:
    """Read how many companies carry each term of a vocabulary."""
    with (HERE / "terms.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["term"]: int(row["count"]) for row in rows if row["vocabulary"] == vocabulary}


def cohort(chance: Random) -> list[Company]:
    """Make the whole cohort: first those of Table 2, then the others, then the two that stayed away."""
    makers = brands()
    former = {chance.randrange(LISTED) for _ in range(60)}
    companies = []
    for number, place in enumerate([*_table_2(), *_others(chance), *_absent()]):
        city = chance.choice(CITIES[place.province])
        large = place.capital >= 10_000
        brand = next(makers)
        if place.province == "新西兰":
            names = _foreign(brand)
        else:
            names = company_names(chance, brand, city=city, large=large, former=number in former)
        companies.append(replace(place, names=names))
    return _with_terms(chance, _with_financing(chance, companies))


_NOBODY = Names("", "", "", "", "", "", "")


def _table_2() -> list[Company]:
    """The 35 places of Table 2, without names."""
    with (HERE / "table2.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    bands = {"51-100": "50-99人", "101-500": "100-499人"}
    places = []
    for row in rows:
        capital = Decimal(row["capital"])
        over_500 = "10000人以上" if capital > 1_000_000 else "1000-4999人"
        if 0 < capital < 20_000:
            over_500 = "500-999人"
        places.append(
            Company(
                _NOBODY,
                AREAS[row["area"]],
                date.fromisoformat(row["founded"]),
                capital,
                bands.get(row["scale"], over_500),
                introduced=row["introduced"] == "yes",
            )
        )
    return places


def _others(chance: Random) -> list[Company]:
    """The 170 places beside Table 2; the more people, the more capital, on the whole."""
    scales = spread(chance, SCALES)
    order = list(SCALES)
    size = [order.index(scale) % 4 + chance.gauss(0, 1.2) for scale in scales]
    ranked = dict(
        zip(sorted(range(len(size)), key=size.__getitem__), _capitals(chance), strict=True)
    )
    years = spread(chance, {str(year): count for year, count in YEARS.items()})
    provinces = spread(chance, PROVINCES)
    return [
        Company(_NOBODY, provinces[place], _day(chance, int(years[place])), ranked[place], scale)
        for place, scale in enumerate(scales)
    ]


def _absent() -> list[Company]:
    """The two that were listed and stayed away: nobody looked them up."""
    place = Company(_NOBODY, "山东省", date(2014, 3, 3), Decimal(500), "", attended=False)
    return [place, replace(place, province="北京市")]


def _capitals(chance: Random) -> list[Decimal]:
    """170 amounts in rising order with the set ranks in their places, all below 10,000."""
    amounts: list[Decimal] = []
    common = [
        Decimal(text)
        for line in (HERE / "amounts.txt").read_text("utf-8").splitlines()
        for text in line.split()
        if not line.startswith("#")
    ]
    for rank, after in pairwise(RANKS):
        low, high = Decimal(RANKS[rank]), Decimal(RANKS[after])
        within = [amount for amount in common if low <= amount <= high and amount < 10_000]
        between = sorted(chance.choice(within) for _ in range(after - rank - 1))
        amounts += [low, *between]
    return amounts


def _day(chance: Random, year: int) -> date:
    """A working day of `year`, before the data were frozen."""
    last = FREEZE - timedelta(days=20) if year == FREEZE.year else date(year, 12, 28)
    day = date(year, 1, 4) + timedelta(days=chance.randrange((last - date(year, 1, 4)).days))
    return day - timedelta(days=max(0, day.weekday() - 4))


def _foreign(brand: tuple[str, str]) -> Names:
    """A company of New Zealand, known here by its English name."""
    return Names(
        brand[0],
        f"新西兰示例{brand[0]}健康软件有限公司",
        f"Stand-in {brand[1]} Health Software (New Zealand) Limited",
        "健康软件",
        "有限公司",
        "奥克兰",
        "",
    )


def _with_financing(chance: Random, companies: Sequence[Company]) -> list[Company]:
    """Give 17 a listing, 82 another round, the rest nothing."""
    large = [n for n, company in enumerate(companies) if company.capital > 10_000]
    # Listed companies outside Table 2 are not the smallest ones.
    middle = [n for n, c in enumerate(companies) if 5_000 <= c.capital < 10_000 and c.attended]
    public = {*chance.sample(large, IPO_AMONG_LARGE), *chance.sample(middle, IPO_ELSEWHERE)}
    private = [n for n, c in enumerate(companies) if n not in public and c.attended]
    rounds = dict(
        zip(chance.sample(private, sum(ROUNDS.values())), spread(chance, ROUNDS), strict=True)
    )
    return [
        replace(company, financing="IPO上市", market=chance.choice(MARKETS))
        if number in public
        else replace(company, financing=rounds.get(number, ""))
        for number, company in enumerate(companies)
    ]


def _with_terms(chance: Random, companies: Sequence[Company]) -> list[Company]:
    """Give everyone keywords; 126 a place in the library with fields, concepts (114) and technologies (57)."""
    made = list(companies)
    counts = term_counts("keyword")
    attended = [n for n, company in enumerate(made) if company.attended]
    load = loads(chance, len(attended), total=sum(counts.values()), weights=(40, 28, 18, 9, 5))
    for number, hand in zip(attended, dealt(chance, counts, load), strict=True):
        made[number] = replace(made[number], keywords=tuple(hand))
    for number, company in enumerate(made):
        if not company.attended:
            made[number] = replace(company, keywords=tuple(chance.sample(list(counts)[:15], 2)))
    known = sorted(_library(chance, made))
    fields = _industries(chance, len(known))
    concepts = _some(chance, known, "concept", of=114, weights=(35, 30, 20, 10, 5))
    technologies = _some(chance, known, "technology", of=57, weights=(64, 26, 8, 2))
    for number, hand in zip(known, fields, strict=True):
        made[number] = replace(
            made[number],
            in_library=True,
            industries=tuple(hand),
            concepts=tuple(concepts.get(number, ())),
            technologies=tuple(technologies.get(number, ())),
        )
    return made


def _library(chance: Random, companies: Sequence[Company]) -> list[int]:
    """Choose the 126: those of Table 2 that have an introduction, and some of the others."""
    first = [n for n in range(35) if companies[n].introduced]
    rest = [n for n in range(35, len(companies)) if companies[n].attended]
    return [*first, *chance.sample(rest, 126 - len(first))]


def _industries(chance: Random, units: int) -> list[list[str]]:
    """Give every unit a field, and some a second one."""
    counts = term_counts("industry")
    load = loads(chance, units, total=sum(counts.values()), weights=(85, 15))
    return dealt(chance, counts, load)


def _some(
    chance: Random, known: Sequence[int], vocabulary: str, *, of: int, weights: Sequence[int]
) -> dict[int, list[str]]:
    """Deal the terms of a vocabulary to `of` of the `known`."""
    counts = term_counts(vocabulary)
    chosen = sorted(chance.sample(list(known), of))
    load = loads(chance, of, total=sum(counts.values()), weights=weights)
    return dict(zip(chosen, dealt(chance, counts, load), strict=True))
