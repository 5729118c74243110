"""Every form a registry prints, and nothing guessed."""

from __future__ import annotations

from datetime import date as day
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.model.absence import Absence
from expolens.model.partial_date import PartialDate
from expolens.values import FIELDS, read
from expolens.values.dates import date
from expolens.values.display import display
from expolens.values.financing import financing, rounds
from expolens.values.headcount import headcount
from expolens.values.identifiers import credit_code
from expolens.values.listing import listing
from expolens.values.missing import missing
from expolens.values.money import chinese_number, money
from expolens.values.places import (
    city,
    countries,
    country,
    province,
    province_of_address,
    provinces,
)
from expolens.values.terms import terms


@pytest.mark.parametrize(
    ("raw", "amount", "currency"),
    [
        ("86941.15万元人民币", 869_411_500, "CNY"), ("305843.0395万元人民币", 3_058_430_395, "CNY"),
        ("1.2亿元", 120_000_000, "CNY"), ("500万美元", 5_000_000, "USD"), ("1000万(元)", 10_000_000, "CNY"),
        ("1000万人民币", 10_000_000, "CNY"), ("RMB 16.67 million", 16_670_000, "CNY"),
        ("16.67 million RMB", 16_670_000, "CNY"), ("US$ 5.2 million", 5_200_000, "USD"),
        ("１，０００万元", 10_000_000, "CNY"), ("5000万港元", 50_000_000, "HKD"), ("壹仟万元整", 10_000_000, "CNY"),
        ("认缴1000万元", 10_000_000, "CNY"), ("实缴：500万元人民币", 5_000_000, "CNY"), ("¥300,000", 300_000, "CNY"),
    ],
)  # fmt: skip
def test_capital_in_all_its_forms(raw: str, amount: float, currency: str) -> None:
    found = money(raw)
    assert (found.low, found.high, found.unit, found.absence) == (amount, amount, currency, None)


@pytest.mark.parametrize(
    "raw",
    [
        "约一千万",
        "1000万元以上",
        "100-200万元",
        "many",
        "1667",
        "12 furlongs",
        "-5万元",
        "1000万美元人民币",
    ],
)
def test_amounts_that_are_none(raw: str) -> None:
    found = money(raw)
    assert found.value is None
    assert found.absence == Absence.UNREADABLE
    assert found.note


@given(st.decimals(0, 10**7, places=4, allow_nan=False))
def test_ten_thousands_are_ten_thousand(amount: Decimal) -> None:
    assert money(f"{amount}万元人民币").low == pytest.approx(float(amount * 10_000))
    assert money(str(amount), unit="CNY_10k").low == money(f"{amount}万元").low


def test_kept_with_subscribed_or_paid() -> None:
    assert money("认缴1000万元").note == "认缴"


@given(st.integers(1, 9999))
def test_numbers_written_out(number: int) -> None:
    digits, units = "零一二三四五六七八九", ["", "十", "百", "千"]
    text, gap = "", False
    for place, char in enumerate(reversed(f"{number:04d}")):
        place_text = digits[int(char)] + units[place] if char != "0" else ""
        text = (
            place_text + ("零" if place_text and gap and text else "") + text
            if place_text
            else text
        )
        gap = char == "0"
    assert chinese_number(text) == number


@given(st.dates(day(1600, 1, 1), day(2199, 12, 31)))
def test_dates_in_every_form(value: day) -> None:
    forms = (
        value.isoformat(), f"{value.year}年{value.month}月{value.day}日", f"{value.year}/{value.month}/{value.day}",
        f"{value:%Y%m%d}", f"{value.year}.{value.month:02d}.{value.day:02d}",
        f"{value:%B} {value.day}, {value.year}", f"{value.day} {value:%b} {value.year}",
    )  # fmt: skip
    for form in forms:
        found = date(form)
        assert (found.value, found.low) == (value.isoformat(), int(f"{value:%Y%m%d}")), form


@given(st.integers(1000, 2200), st.none() | st.integers(-3, 20), st.none() | st.integers(-3, 40))
def test_no_calendar_has_other_dates(year: int, month: int | None, number: int | None) -> None:
    text = "-".join(str(part) for part in (year, month, number) if part is not None)
    found = date(text)
    if found.value is not None:
        parts = [int(part) for part in found.value.split("-")]
        assert str(PartialDate(*parts)) == found.value
    else:
        assert found.absence == Absence.UNREADABLE


@pytest.mark.parametrize(
    "raw",
    ["2021-13-40", "2021-02-30", "约2005年", "03/04/2005", "2000-2005", "yesterday", "7-Aug-09"],
)
def test_dates_that_are_none(raw: str) -> None:
    assert date(raw).absence == Absence.UNREADABLE


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_bands_of_people(a: int, b: int) -> None:
    low, high = sorted((a, b))
    for form in (
        f"{low}-{high}人",
        f"{low}–{high}",
        f"{low}至{high}人",
        f"{low:,} to {high:,} employees",
    ):
        assert (headcount(form).low, headcount(form).high) == (low, high), form
    assert (headcount(f"{low}人").low, headcount(f"{low}人").high) == (low, low)
    assert headcount(f"{low}人以上").high is None
    if low < high:
        assert headcount(f"{high}-{low}人").absence == Absence.UNREADABLE


def test_every_province_by_each_of_its_names() -> None:
    assert len(provinces()) == 34
    for slug, place in provinces().items():
        for name in (place.label.en, place.label.zh):
            assert province(name).value == slug, name
    assert province("广西壮族自治区").value == "guangxi"
    assert province("新疆").value == "xinjiang"


def test_places_are_read_from_columns_and_addresses() -> None:
    assert province_of_address("广东省深圳市南山区") == "guangdong"
    assert province_of_address("苏州市工业园区") == "jiangsu"
    assert city("杭州市").note == "zhejiang"
    assert province("New Zealand").absence == Absence.NOT_APPLICABLE
    assert province("somewhere").absence == Absence.UNREADABLE
    assert all(country(place.label.en).value in (code, "cn") for code, place in countries().items())


@pytest.mark.parametrize(
    ("raw", "value"),
    [("天使轮", "angel"), ("A+轮", "a_plus"), ("Series B", "b"), ("战略融资", "strategic"), ("IPO上市", "ipo"),
     ("未融资", "none"), ("被收购", "acquired"), ("pre-IPO", "pre_ipo"), ("新三板", "neeq")],
)  # fmt: skip
def test_financing_rounds(raw: str, value: str) -> None:
    assert financing(raw).value == value
    assert value in rounds()


def test_listed_or_not_and_where() -> None:
    assert [listing(text).value for text in ("未上市", "科创板", "A股", "港股", "NYSE")] == [
        "none",
        "sse_star",
        "a_share",
        "hkex",
        "nyse",
    ]


def test_credit_codes_have_a_check_character() -> None:
    good = "91110000600037341L"
    assert credit_code(good).value == good
    wrong = [good[:-1] + char for char in "0123456789ABCDEFGHJKMNPQRTUWXY" if char != good[-1]]
    assert all(credit_code(code).absence == Absence.UNREADABLE for code in wrong)


@given(
    st.lists(st.text("智慧医院大数据ABCxyz5G", min_size=1, max_size=8), min_size=1, max_size=6),
    st.sampled_from("、，,;；|\n"),
)
def test_terms_come_back_as_they_were_joined(words: list[str], separator: str) -> None:
    assert [reading.value for reading in terms(separator.join(words))] == words


def test_terms_that_hold_a_separator() -> None:
    assert [r.value for r in terms("TCP/IP、HL7/FHIR、医疗(影像,检验)、A/B")] == [
        "TCP/IP",
        "HL7/FHIR",
        "医疗(影像,检验)",
        "A/B",
    ]


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " ",
        "-",
        "—",
        "--",
        "N/A",
        "未公开",
        "信息未公开披露",
        "#NAME?",
        "#N/A",
        "暂无",
        "无",
        "没有",
        "空",
        "不详",
        "未知",
        "n.a",
        "N. A.",
        "nil",
        "None",
        "暫無",
        "（空）",
        "……",
        "待补充",
        "not available",
        "_",
    ],
)
def test_marks_of_what_is_not_disclosed(raw: str) -> None:
    found = missing(raw)
    assert found is not None
    assert found.absence == Absence.NOT_DISCLOSED
    if raw.strip():
        assert [one.value for one in read(FIELDS["keyword"], f"{raw}、智慧医院、{raw}")] == [
            "智慧医院"
        ]


@pytest.mark.parametrize(
    ("raw", "low", "high"),
    [
        ("1万人以上", 10_000, None), ("62人（2020年报）", 62, 62), ("62(2020年报)", 62, 62), ("1-5万人", 10_000, 50_000),
        ("5000-1万人", 5000, 10_000), ("1.5万", 15_000, 15_000), ("62.0", 62, 62), ("2.5k", 2500, 2500),
        ("1000人以上（含）", 1000, None), ("50人以内", 0, 50), ("no more than 50", 0, 50),
    ],
)  # fmt: skip
def test_head_counts_as_they_are_also_written(raw: str, low: int, high: int | None) -> None:
    assert (headcount(raw).low, headcount(raw).high) == (low, high)


@pytest.mark.parametrize("raw", ["62.5", "约100人", "50多人", "微型", "20-Nov"])
def test_head_counts_that_are_none(raw: str) -> None:
    assert headcount(raw).absence == Absence.UNREADABLE


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2009年8月7日成立", "2009-08-07"), ("成立于2009年8月", "2009-08"), ("07-Aug-2009", "2009-08-07"),
        ("二〇〇九年", "2009"), ("二〇〇九年十二月三十一日", "2009-12-31"), ("二零零九年八月", "2009-08"), ("2010.0", "2010"),
        ("Founded in 2009", "2009"), ("Aug-2009", "2009-08"), ("08/2009", "2009-08"), ("2009.8", "2009-08"),
    ],
)  # fmt: skip
def test_dates_as_they_are_also_written(raw: str, value: str) -> None:
    assert date(raw).value == value


@pytest.mark.parametrize("raw", ["Convertible Note", "Private Equity", "venture", "Venture - Series Unknown"])  # fmt: skip
def test_a_kind_of_money_is_no_round(raw: str) -> None:
    assert financing(raw).absence == Absence.UNREADABLE


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("服务2,000家医院、AI", ["服务2,000家医院", "AI"]), ("5,000,000 users, AI", ["5,000,000 users", "AI"]),
        ("2019,2020,2021", ["2019", "2020", "2021"]), ("10,000+家", ["10,000+家"]), ("AI,200家", ["AI", "200家"]),
    ],
)  # fmt: skip
def test_a_number_is_not_cut_at_its_thousands(cell: str, found: list[str]) -> None:
    assert [one.value for one in terms(cell)] == found


@given(st.sampled_from(sorted(FIELDS)), st.text(max_size=40))
def test_no_text_breaks_a_parser_and_none_is_guessed(name: str, raw: str) -> None:
    for reading in read(FIELDS[name], raw):
        assert (reading.value is None) == (reading.absence is not None)
        if reading.low is not None and reading.high is not None:
            assert reading.low <= reading.high


def test_values_as_they_are_shown() -> None:
    assert display(FIELDS["headcount"], "0-49", language="en") == "<50"
    assert display(FIELDS["headcount"], "500-", language="zh") == "500人及以上"
    assert display(FIELDS["headcount"], "501-", language="en") == ">500"
    assert display(FIELDS["headcount"], "10000-", language="en") == "10,000 or more"
    assert display(FIELDS["capital"], "16670000", unit="CNY", language="zh") == "1,667万元"
    assert display(FIELDS["country"], "nz", language="zh") == "新西兰"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("农、林、牧、渔业", ["农、林、牧、渔业"]),
        ("智慧城市,交通运输、仓储和邮政业", ["智慧城市", "交通运输、仓储和邮政业"]),
        ("电力、热力、燃气及水生产和供应业；电力", ["电力、热力、燃气及水生产和供应业", "电力"]),
        ("新农、林、牧、渔业", ["新农", "林", "牧", "渔业"]),
        ("政府/机构、政府", ["政府/机构", "政府"]),
        ("非政府/机构", ["非政府", "机构"]),
    ],
)
def test_an_industry_of_the_standard_is_one_term(cell: str, found: list[str]) -> None:
    assert [one.value for one in terms(cell, ["政府/机构"])] == found
