"""The four inputs of the rehearsal, read plainly: they hold what they are set to, and are made again byte for byte."""

from __future__ import annotations

import csv
import io
import math
import re
import runpy
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from opencc import OpenCC
from python_calamine import CalamineWorkbook

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "rehearsal"
FIVE = {"北京市", "浙江省", "广东省", "上海市", "江苏省"}
CONCEPTS = {
    "大数据": 34, "智慧医疗": 29, "新冠肺炎": 27, "SaaS": 21, "远程医疗": 14, "云计算": 14, "互联网医院": 9,
    "医疗设备": 9, "AI器械": 7, "产业互联网": 7, "医疗器械耗材": 6, "设备": 6, "消费医疗": 5, "移动医疗": 5,
    "公共卫生服务": 5,
}  # fmt: skip
KEYWORDS = {
    "智慧医院": 41, "互联网医院": 22, "智慧医疗": 19, "医共体": 17, "大数据": 14, "电子病历": 13, "智慧服务": 11,
    "人工智能": 10, "医院信息化": 10, "物联网": 10, "医联体": 9, "集成平台": 9, "医院信息系统": 7, "互联互通": 7,
    "互联网医疗": 7,
}  # fmt: skip
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def cards() -> Rows:
    page = html.fromstring((EXAMPLE / "sources/exhibitors.html").read_bytes().decode())
    return [
        {child.get("class"): child.text_content() for child in card}
        for card in page.xpath('//li[@class="exhibitor"]')
    ]


def sheet(name: str, header: int) -> Rows:
    rows = CalamineWorkbook.from_path(EXAMPLE / "sources" / name).get_sheet_by_index(0).to_python()
    return [dict(zip(rows[header], row, strict=True)) for row in rows[header + 1 :]]


@pytest.fixture(scope="module")
def onsite() -> Rows:
    return sheet("onsite.xlsx", 0)


@pytest.fixture(scope="module")
def registry() -> Rows:
    return sheet("registry.xlsx", 1)


@pytest.fixture(scope="module")
def library() -> Rows:
    text = (EXAMPLE / "sources/library.csv").read_bytes().decode("utf-8-sig")
    return [row for row in csv.DictReader(io.StringIO(text)) if "未参展" not in row["简介"]]


def founded(row: dict[str, Any]) -> date:
    value = row["成立日期"]
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    year, month, day = re.findall(r"\d+", value)
    return date(int(year), int(month), int(day))


def capital(row: dict[str, Any]) -> Decimal:
    """In 10,000 RMB; a dollar is 1/0.16 RMB."""
    text = row["注册资本"]
    amount = Decimal(re.match(r"[\d.]+", text).group())  # type: ignore[union-attr]
    if "亿" in text:
        amount *= 10_000
    return amount / Decimal("0.16") if "美元" in text else amount


def shares(registry: Rows) -> dict[str, int]:
    return Counter(row["人员规模"] for row in registry)


def many(rows: Rows, column: str) -> Counter[str]:
    cells = [row[column].split("|") for row in rows if row[column] != "-"]
    assert all(len(cell) == len(set(cell)) for cell in cells)
    return Counter(term for cell in cells for term in cell)


def test_207_are_listed_and_205_came(cards: Rows, onsite: Rows) -> None:
    assert len(cards) == len({card["name"] for card in cards}) == len(onsite) == 207
    assert Counter(row["到场情况"] for row in onsite) == {"到场": 205, "未到": 2}
    assert Counter(card["booth"] for card in cards) == Counter(row["展位号"] for row in onsite)
    assert [row["展位号"] for row in onsite] == sorted(row["展位号"] for row in onsite)
    assert Counter(Counter(row["展位号"] for row in onsite).values()) == {1: 205, 2: 1}
    assert sum(row["现场名称"] != "" for row in onsite) == 1


def test_every_name_is_a_visible_stand_in(cards: Rows, onsite: Rows, registry: Rows) -> None:
    names = [card["name"] for card in cards] + [row["企业名称"] for row in [*onsite, *registry]]
    assert all("示例" in name or "Stand-in" in name for name in names)
    assert all("Stand-in" in row["英文名称"] or row["英文名称"] == "-" for row in registry)


def test_years(registry: Rows) -> None:
    years = [founded(row).year for row in registry]
    assert len(years) == 205
    assert (min(years), max(years)) == (1987, 2021)
    assert max(founded(row) for row in registry) < date(2021, 5, 6)
    assert sum(year >= 2009 for year in years) == 127
    assert sum(year >= 2015 for year in years) == 55


def test_places(registry: Rows) -> None:
    areas = Counter(row["所属省份"] for row in registry)
    assert sum(areas[area] for area in FIVE) == 162
    assert areas["新西兰"] == 2
    assert sum(areas.values()) - 162 - 2 == 41


def test_sizes(registry: Rows) -> None:
    sizes = Counter(row["人员规模"] for row in registry)
    small, fifty, hundred, missing = (
        sizes.pop(band) for band in ("小于50人", "50-99人", "100-499人", "-")
    )
    large = sum(sizes.values())
    assert (small, hundred, fifty + large + missing) == (62, 54, 89)
    assert fifty < 54
    assert 26 <= large < 54
    assert missing > 0


def test_capital_is_table_1(registry: Rows) -> None:
    ordered = sorted(capital(row) for row in registry)
    # Hyndman and Fan's definition 2; N times p is no whole number for any of these.
    found = [
        ordered[math.ceil(Decimal(205) * Decimal(p)) - 1]
        for p in ("0.05", "0.25", "0.5", "0.75", "0.95")
    ]
    assert found == [200, 1000, 1667, 6000, Decimal("86941.15")]
    assert (ordered[0], ordered[-1]) == (100, 30_000_000)
    assert sum(amount >= 10_000 for amount in ordered) == 35
    assert sum(amount > 10_000 for amount in ordered) == 34


def test_capital_is_written_in_several_forms(registry: Rows) -> None:
    forms = {re.sub(r"[\d.]+", "", row["注册资本"]) for row in registry}
    assert forms >= {"万元人民币", "万人民币", "亿元人民币", "万(元)", "万美元"}


def test_the_35_large_ones_are_the_rows_of_table_2(registry: Rows) -> None:
    with (ROOT / "tools/rehearsal/table2.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(line for line in file if not line.startswith("#")))
    areas = {"Beijing": "北京市", "Zhejiang": "浙江省", "Guangdong": "广东省", "Liaoning": "辽宁省",
             "Shanghai": "上海市", "Fujian": "福建省", "Jiangsu": "江苏省"}  # fmt: skip
    scales = {"50-99人": "51-100", "100-499人": "101-500"}
    large = [row for row in registry if capital(row) >= 10_000]
    assert Counter(
        (r["所属省份"], founded(r).isoformat(), capital(r), scales.get(r["人员规模"], ">500"))
        for r in large
    ) == Counter((areas[r["area"]], r["founded"], Decimal(r["capital"]), r["scale"]) for r in table)


def test_financing(registry: Rows) -> None:
    rounds = Counter(row["融资轮次"] for row in registry)
    assert 205 - rounds["-"] == 99
    assert rounds["IPO上市"] == 17
    assert "未融资" not in rounds


def test_codes_are_well_formed_and_nobodys(registry: Rows) -> None:
    codes = [row["统一社会信用代码"] for row in registry if row["所属省份"] != "新西兰"]
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    assert len(set(codes)) == 203
    for code in codes:
        total = sum(
            alphabet.index(char) * weight for char, weight in zip(code, weights, strict=False)
        )
        assert (total + alphabet.index(code[17])) % 31 == 0
        assert code[2:8] == "990000"


def test_nobody_stands_in_the_registry(registry: Rows) -> None:
    assert {row["法定代表人"] for row in registry} == {"-"}
    assert not {"电话", "更多电话", "邮箱"} & set(registry[0])


def test_the_library_knows_126_of_them(library: Rows, registry: Rows) -> None:
    assert len(library) == 126
    brands = {re.search("示例(..)", row["企业名称"]).group(1) for row in registry}  # type: ignore[union-attr]
    assert len(brands) == 205
    assert {re.search("示例(..)", row["企业名称"]).group(1) for row in library} <= brands  # type: ignore[union-attr]


def test_industries_and_technologies(library: Rows) -> None:
    industries = many(library, "行业领域")
    assert all(row["行业领域"] not in ("", "-") for row in library)
    assert (industries.pop("信息化厂商"), industries.pop("电子病历（EMR）")) == (39, 34)
    assert max(industries.values()) <= 34
    assert sum(row["应用技术"] != "-" for row in library) == 57
    technologies = many(library, "应用技术")
    assert (technologies.pop("人工智能"), technologies.pop("物联网")) == (16, 15)
    assert max(technologies.values()) <= 15


def test_concepts_are_table_3(library: Rows) -> None:
    assert sum(row["概念标签"] != "-" for row in library) == 114
    concepts = many(library, "概念标签")
    assert {term: concepts.pop(term) for term in CONCEPTS} == CONCEPTS
    assert max(concepts.values()) <= 5


def test_keywords_are_table_3(cards: Rows, onsite: Rows) -> None:
    absent = {row["展位号"] for row in onsite if row["到场情况"] == "未到"}
    came = [card["keywords"].split("、") for card in cards if card["booth"] not in absent]
    assert len(came) == 205
    assert all(1 <= len(words) <= 5 and len(words) == len(set(words)) for words in came)
    words = Counter(word for hand in came for word in hand)
    assert len(words) == 151
    assert {term: words.pop(term) for term in KEYWORDS} == KEYWORDS
    assert max(words.values()) <= 7
    assert sorted(words.values())[68] <= 2


def test_names_differ_between_the_inputs(cards: Rows, onsite: Rows, registry: Rows) -> None:
    legal = {row["企业名称"] for row in registry}
    listed = {card["name"] for card in cards}
    assert 60 <= len(listed - legal) <= 100
    assert len({row["企业名称"] for row in onsite} - listed) >= 20
    former = {row["曾用名"] for row in registry} - {"-"}
    assert len(listed & former) == 8
    simplified = {OpenCC("t2s").convert(name) for name in listed}
    assert simplified & legal > listed & legal


def test_the_script_makes_the_committed_files() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "make_rehearsal.py"))["files"]()
    for name, content in made.items():
        assert (EXAMPLE / name).read_bytes() == content, name
