"""Amounts and their units: every scale with every currency, in cells and at the heads of columns, and nothing guessed."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.errors import StudyError
from expolens.layouts import understand
from expolens.layouts.header import headers_of, meaning
from expolens.model.absence import Absence
from expolens.model.study import SourcePlan
from expolens.values.money import money
from expolens.values.money_unit import column_unit, unit_named

WORDS = tomllib.loads(files("expolens.values").joinpath("currencies.toml").read_text("utf-8"))
CHINESE = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
ENGLISH = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9, "k": 10**3, "m": 10**6, "bn": 10**9}  # fmt: skip
NAMES_ZH = {"人民币": "CNY", "元": "CNY", "美元": "USD", "港元": "HKD", "欧元": "EUR", "日元": "JPY", "英镑": "GBP"}  # fmt: skip
NAMES_EN = ["CNY", "USD", "HKD", "EUR", "JPY", "GBP"]


def bare(header: str, cell: str = "1000") -> tuple[float | None, str | None]:
    found = money(cell, unit=column_unit(header, headers_of("capital")))
    return found.low, found.unit


@pytest.mark.parametrize(
    ("header", "amount", "currency"),
    [
        ("注册资本(万元)", 10**7, "CNY"), ("注册资本(万港元)", 10**7, "HKD"), ("注册资本(万欧元)", 10**7, "EUR"),
        ("注册资本(万日元)", 10**7, "JPY"), ("注册资本(亿美元)", 10**11, "USD"), ("注册资本(千美元)", 10**6, "USD"),
        ("注册资本（千元）", 10**6, "CNY"), ("Registered capital (thousand USD)", 10**6, "USD"),
        ("Registered capital (RMB 10,000)", 10**7, "CNY"), ("Registered capital (ten thousand yuan)", 10**7, "CNY"),
        ("Registered capital (RMB '000)", 10**6, "CNY"), ("Registered capital (RMB mn)", 10**9, "CNY"),
        ("capital (USD m)", 10**9, "USD"), ("capital (US$ thousands)", 10**6, "USD"), ("註冊資本（萬元）", 10**7, "CNY"),
        ("注册资本（单位：万元人民币）", 10**7, "CNY"), ("注册资本（万人民币）", 10**7, "CNY"), ("注册资本万元", 10**7, "CNY"),
        ("注册资本/万元", 10**7, "CNY"), ("Registered capital/10,000 RMB", 10**7, "CNY"), ("Registered capital, RMB million", 10**9, "CNY"), ("注册资本(百万)", 10**9, "CNY"),
        ("capital ($000)", 10**6, "USD"), ("capital (2020, RMB bn)", 10**12, "CNY"), ("capital_usd", 1000, "USD"),
        ("注册资本（万卢布）", 10**7, "RUB"), ("capital (MUSD)", 10**9, "USD"),
    ],
)  # fmt: skip
def test_the_unit_at_the_head_of_a_column(header: str, amount: int, currency: str) -> None:
    assert bare(header) == (amount, currency)


@pytest.mark.parametrize(
    "header",
    ["注册资本", "注册资本(万盾)", "capital (USD/EUR)", "capital (元/股)", "capital (million)", "注册资本（认缴）",
     "capital (M)", "注册资本（万美元/万欧元）", "capital (RMB mil)", "Capital Bank"],
)  # fmt: skip
def test_a_unit_that_is_not_said_or_not_understood_is_not_guessed(header: str) -> None:
    found = money("1000", unit=column_unit(header, headers_of("capital")))
    assert found.absence == Absence.UNREADABLE
    assert found.note


@given(st.sampled_from(sorted(CHINESE)), st.sampled_from(sorted(NAMES_ZH)), st.integers(0, 10**6))
def test_cell_and_column_have_one_grammar_in_chinese(scale: str, name: str, number: int) -> None:
    wanted = (float(number * CHINESE[scale]), NAMES_ZH[name])
    in_cell = money(f"{number}{scale}{name}")
    assert (in_cell.low, in_cell.unit) == wanted
    for header in (
        f"注册资本({scale}{name})",
        f"注册资本（单位：{scale}{name}）",
        f"注册资本{scale}{name}",
    ):
        assert bare(header, str(number)) == wanted, header
    assert money(str(number), unit=f"{scale}{name}").low == wanted[0]


@given(st.sampled_from(sorted(ENGLISH)), st.sampled_from(NAMES_EN), st.integers(0, 10**6))
def test_cell_and_column_have_one_grammar_in_english(scale: str, name: str, number: int) -> None:
    wanted = (float(number * ENGLISH[scale]), name)
    for cell in (
        f"{number} {scale} {name}",
        f"{name} {number} {scale}",
        f"{name} {number:,}{scale}",
    ):
        assert (money(cell).low, money(cell).unit) == wanted, cell
    for header in (
        f"Registered capital ({scale} {name})",
        f"Registered capital (in {name} {scale})",
    ):
        assert bare(header, str(number)) == wanted, header


@given(st.sampled_from(sorted(WORDS["scales"])), st.sampled_from(NAMES_EN))
def test_every_scale_has_its_own_worth_and_a_name_that_is_read_back(scale: str, code: str) -> None:
    found = unit_named(f"{code} {scale}")
    assert not isinstance(found, str), found
    assert found.scale == Decimal(WORDS["scales"][scale])
    assert unit_named(found.name) == found


@given(st.text(max_size=12))
def test_any_head_of_a_column_has_a_unit_or_none(text: str) -> None:
    unit = column_unit(f"注册资本({text})", ["注册资本"])
    found = money("1000", unit=unit)
    assert (found.value is None) == (found.absence is not None)
    if found.value is not None:
        assert unit
        assert not unit.startswith("?")


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("1000元", 1000), ("500000元", 500_000), ("100人民币", 100), ("1000", 10**7), ("1000万", 10**7), ("1亿", 10**8),
     ("RMB 5", 5), ("1000 元", 1000)],
)  # fmt: skip
def test_a_printed_unit_wins_over_its_column(cell: str, amount: int) -> None:
    found = money(cell, unit="CNY_10k")
    assert (found.low, found.unit) == (amount, "CNY")


@pytest.mark.parametrize(
    ("cell", "unit"),
    [("1000元", "HKD_10k"), ("$5", "HKD"), ("100人民币", "_million"), ("5", "?万盾")],
)
def test_where_cell_and_column_could_mean_two_things_nothing_is_made(cell: str, unit: str) -> None:
    assert money(cell, unit=unit).absence == Absence.UNREADABLE


@pytest.mark.parametrize(
    ("raw", "amount", "currency"),
    [
        ("人民币壹仟万元整", 10**7, "CNY"), ("1亿2000万元", 12 * 10**7, "CNY"), ("1亿2千万元", 12 * 10**7, "CNY"),
        ("3万5千元", 35_000, "CNY"), ("1000w", 10**7, "CNY"), ("1000W人民币", 10**7, "CNY"), ("一千万", 10**7, "CNY"),
        ("1000万元（实缴）", 10**7, "CNY"), ("500万元(美元)", 5 * 10**6, "USD"), ("1000万人民幣", 10**7, "CNY"),
        ("500万美元元", 5 * 10**6, "USD"), ("HKD $5m", 5 * 10**6, "HKD"), ("50000万卢布", 5 * 10**8, "RUB"),
    ],
)  # fmt: skip
def test_amounts_as_they_are_also_written(raw: str, amount: int, currency: str) -> None:
    found = money(raw)
    assert (found.low, found.unit) == (amount, currency)


@pytest.mark.parametrize(
    "raw",
    [
        "1亿20000万元",
        "万元",
        "1000万元(实缴100万元)",
        "1.000.000 EUR",
        "人民币 美元 5",
        "5 dollars 欧元",
    ],
)
def test_amounts_that_are_not_well_formed(raw: str) -> None:
    assert money(raw).absence == Absence.UNREADABLE


def test_which_capital_it_is_stays_in_the_note() -> None:
    assert [money(text).note for text in ("认缴1000万元", "1000万元（实缴）", "1000万元")] == ["认缴", "实缴", ""]  # fmt: skip


@pytest.mark.parametrize("unit", ["万元", "CNY_10k", "RMB 10,000", "万人民币"])
def test_a_study_says_the_unit_in_the_same_grammar(unit: str) -> None:
    plan = SourcePlan("r", "registry", "r.csv", capital_unit=unit)
    assert understand(("企业名称", "注册资本"), plan).units == {"注册资本": "CNY_10k"}


@pytest.mark.parametrize("unit", ["wanyuan", "million", "万盾", "10"])
def test_a_unit_of_the_study_that_is_none_is_a_mistake(unit: str) -> None:
    plan = SourcePlan("r", "registry", "r.csv", capital_unit=unit)
    with pytest.raises(StudyError, match=r"capital_unit.*CNY_10k"):
        understand(("企业名称", "注册资本"), plan)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("公司名称（英文）", "name_en"), ("公司名称（中文）", "name"), ("Company Name (EN)", "name_en"),
        ("Company Name - English", "name_en"), ("公司名称_EN", "name_en"), ("Name (zh)", "name"),
        ("展位号/Booth No.", "booth"), ("公司名称 Company Name", "name"), ("公司名称（Company Name）", "name"),
        ("公司名稱", "name"), ("展位號", "booth"), ("註冊資本", "capital"), ("關鍵詞", "keyword"), ("攤位號", "booth"),
        ("省市", "area"), ("公司 logo", ""), ("展位号 Hall", ""), ("公司名称 Contact Name", ""), ("Booth#", "booth"),
    ],
)  # fmt: skip
def test_headers_in_either_script_and_in_both(header: str, field: str) -> None:
    assert meaning(header) == field


def test_two_languages_of_a_name_are_two_columns() -> None:
    found = understand(("公司名称（英文）", "公司名称（中文）"), SourcePlan("l", "list", "l.csv"))
    assert found.columns == {"公司名称（英文）": "name_en", "公司名称（中文）": "name"}
    assert found.unread == ()


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("注册资本万元", "capital"),
        ("Registered capital USD", "capital"),
        ("估值亿元", "valuation"),
        ("资本市场", ""),
        ("注册资本万盾", ""),
    ],
)
def test_a_unit_behind_the_name_of_an_amount_leaves_it_its_field(header: str, field: str) -> None:
    assert meaning(header) == field
