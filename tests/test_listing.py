"""Listed or not: plans, denials and pasts are no listing, and what is not understood is nothing."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.model.absence import Absence
from expolens.values import FIELDS, read
from expolens.values.listing import listing

WORDS = tomllib.loads(files("expolens.values").joinpath("listing.toml").read_text("utf-8"))
CHINESE = [
    (word, id_)
    for id_, words in WORDS["exchange"].items()
    for word in words
    if not word.isascii() and id_ != "listed" and len(word) > 2
]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("FALSE", "none"), ("false", "none"), ("0", "none"), ("否", "none"), ("No", "none"), ("N", "none"), ("无", "none"),
        ("TRUE", "listed"), ("true", "listed"), ("1", "listed"), ("是", "listed"), ("Yes", "listed"),
        ("拟在创业板上市", "none"), ("计划科创板上市", "none"), ("科创板已受理", "none"), ("创业板（拟）", "none"),
        ("上市辅导", "none"), ("IPO辅导中", "none"), ("即将上市", "none"), ("中止上市", "none"), ("拟上市", "none"),
        ("新三板（已摘牌）", "delisted"), ("曾上市", "delisted"), ("美股上市，已退市", "delisted"), ("已摘牌", "delisted"),
        ("新三板摘牌，科创板上市", "sse_star"), ("新三板，拟转北交所", "neeq"), ("上海证券交易所主板", "sse"),
        ("深交所创业板", "szse_chinext"), ("港股主板", "hkex"), ("A股（科创板）688001", "sse_star"), ("NYSE: ABC", "nyse"),
        ("2019年上市", "listed"), ("上市公司", "listed"), ("尚未上市", "none"), ("not yet listed", "none"), ("TSE", "tse"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_listing(raw: str, value: str) -> None:
    assert listing(raw).value == value


@pytest.mark.parametrize(
    "raw",
    ["上市公司子公司", "未在A股上市", "BSE", "某上市公司控股", "新三板（拟转板）", "Bombay Stock Exchange", "被上市公司收购",
     "不是上市公司吗", "暂停上市", "maybe", "not listed on NYSE"],
)  # fmt: skip
def test_what_says_nothing_sure(raw: str) -> None:
    found = listing(raw)
    assert found.absence == Absence.UNREADABLE
    assert found.note


@given(st.sampled_from(CHINESE))
def test_a_plan_a_denial_and_a_past_of_every_exchange(pair: tuple[str, str]) -> None:
    word, id_ = pair
    assert listing(word).value == id_
    assert listing(f"拟在{word}上市").value == "none"
    assert listing(f"{word}（已退市）").value == "delisted"
    assert listing(f"未在{word}上市").value is None
    assert listing(f"{word}上市公司子公司").value is None


def test_two_exchanges_are_both_said() -> None:
    found = listing("上交所、港交所")
    assert (found.value, found.note) == ("sse", "also hkex")


def test_no_exchange_is_a_value_in_its_own_column_only() -> None:
    assert read(FIELDS["listing"], "无")[0].value == "none"
    assert read(FIELDS["listing"], "无", marks=["无"])[0].absence == Absence.NOT_DISCLOSED
    assert read(FIELDS["listing"], "-")[0].absence == Absence.NOT_DISCLOSED
