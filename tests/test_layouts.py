"""Layouts: every known kind of file is recognised by its sample, told from its like, and read to facts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.layouts.header import header_key
from expolens.layouts.kind import (
    Kind,
    keys_of,
    kind_named,
    kinds,
    recognised,
)
from expolens.model.source import Source
from expolens.model.study import SourcePlan
from expolens.parse import parse
from expolens.readers.json import json_grid
from expolens.store.tables import from_columns, to_table
from expolens.values import FIELDS
from expolens.values.money_unit import unit_named
from laid import SAMPLES, sample_grid, tables_of

FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".md")
# By sample: how many records, and names and facts of the first; written down by hand from the sample.
READ: dict[str, tuple[int, list[str], dict[str, str | None]]] = {
    "tianyancha.csv": (2, ["示例甲医疗科技有限公司", "示例旧甲软件有限公司", "Stand-in A Medical Co."], {"capital": "10000000", "capital_paid": None, "founded": "2009-08-07", "insured": "62", "sector": "科技推广和应用服务业", "registration_number": "110000000000001", "province": "beijing"}),
    "qichacha.csv": (2, ["示例甲医疗科技有限公司", "示例旧甲有限公司", "示例更旧甲有限公司"], {"asked_name": "示例甲", "capital": "134000000", "capital_paid": "500000", "insured": "120", "legal_form": "有限责任公司"}),
    "qixin.csv": (1, ["示例丙健康科技有限公司"], {"credit_code": "91110000600037341L", "capital": "5000000", "area": "guangdong"}),
    "itjuzi_companies.csv": (2, ["示例丁", "示例丁智能科技有限公司"], {"founded": "2018-03", "financing": "b", "valuation": "1000000000", "funding_total": "150000000"}),
    "itjuzi_events.csv": (2, ["示例丁", "示例丁智能科技有限公司"], {"round": "a|angel|b", "round_date": "2019-05-06|2018-04-01|2021-07-08", "round_amount": "30000000|None|120000000", "investors": "示例资本|示例创投|示例天使|示例资本"}),
    "vbdata.csv": (2, ["示例己健康有限公司"], {"technology": "自然语言处理|知识图谱", "concept": "智慧医院|互联网医院", "financing": "pre_a"}),
    "listed_companies.csv": (1, ["Stand-in A Corp"], {"ticker": "STNA", "sector": "Health Care Technology", "listing": "nasdaq"}),
    "nasdaq_listed.txt": (2, ["Stand-in A Corporation"], {"ticker": "STNA"}),
    "nasdaq_listed.other.txt": (2, ["Stand-in C Industries"], {"ticker": "STNC", "listing": "nyse"}),
    "nasdaq_screener.csv": (1, ["Stand-in A Corporation"], {"ticker": "STNA", "listed_on": "2012", "sector": "Medical Software"}),
    "nyse.json": (2, ["STAND-IN C INDUSTRIES"], {"ticker": "STNC", "listing": "nyse"}),
    "lse.csv": (1, ["STAND-IN E PLC"], {"ticker": "STNE", "isin": "GB0000000019", "country": "gb", "listing": "lse"}),
    "lse.issuers.csv": (1, ["STAND-IN F PLC"], {"listed_on": "2005-04-03", "listing": "aim"}),
    "euronext.csv": (2, ["STAND-IN G NV"], {"ticker": "STG", "isin": "NL0000000019"}),
    "xetra.csv": (1, ["STAND-IN I SE"], {"ticker": "STI", "listed_on": "2005-04-03"}),
    "sse.csv": (1, ["示例壬", "示例壬科技", "Stand-in J Co.,Ltd."], {"ticker": "600000", "listed_on": "2001-02-03"}),
    "szse.csv": (1, ["示例癸股份有限公司", "Stand-in K Co., Ltd.", "示例癸"], {"ticker": "000001", "province": "guangdong", "city": "Shenzhen", "listing": "szse"}),
    "szse.page.json": (2, ["示例癸"], {"ticker": "000001", "listed_on": "1991-04-03", "listing": "szse", "sector": "J 金融业"}),
    "bse_beijing.csv": (1, ["示例子"], {"ticker": "830000", "listed_on": "2021-11-15"}),
    "hkex.csv": (1, ["STAND-IN L HOLDINGS"], {"ticker": "00001", "category": "Equity"}),
    "hkex.zh.csv": (1, ["示例丑控股"], {"ticker": "00001"}),
    "jpx.csv": (1, ["例示テック"], {"ticker": "1000", "sector": "情報・通信業"}),
    "jpx.en.csv": (1, ["STAND-IN M CO.,LTD."], {"ticker": "1000", "sector": "Information & Communication"}),
    "krx_kind.html": (2, ["예시메디칼"], {"ticker": "000019", "listed_on": "2020-01-02", "keyword": "의료기기"}),
    "twse.json": (1, ["示例寅股份有限公司", "示例寅", "SIC"], {"ticker": "0019", "capital_paid": "77231817420", "founded": "1950-12-29"}),
    "gleif.csv": (1, ["Stand-in P GmbH", "Stand-in Pe GmbH"], {"lei": "STANDIN00000000000P1", "country": "de", "city": "Musterstadt", "registration_number": "HRB 0", "status": "active", "founded": "2001-02-03"}),
    "companies_house.csv": (1, ["STAND-IN Q LTD", "OLD STAND-IN Q LIMITED", "OLDER STAND-IN Q LIMITED"], {"registration_number": "00000019", "founded": "2005-04-03", "status": "active", "industry_code": "62012 - Business and domestic software development|86900 - Other human health activities"}),
    "sec_tickers.json": (2, ["STAND-IN A CORP"], {"cik": "19", "ticker": "STNA"}),
    "crunchbase_2013_companies.csv": (2, ["Stand-in R"], {"funding_total": "1750000", "founded": "2012-06-01", "country": "us"}),
    "crunchbase_2013_rounds.csv": (2, ["Stand-in R"], {"round": "a|b", "round_date": "2012-06-30|2013-06-30", "round_amount": "1750000|2000000", "category": "health"}),
    "crunchbase.csv": (1, ["Stand-in U"], {"financing": "a", "round_amount": "1100000", "funding_total": "2200000", "headcount": "11-50", "investors": "Example Capital|Stand-in Ventures"}),
    "opencorporates.csv": (1, ["STAND-IN V LIMITED"], {"registration_number": "0000019", "founded": "2001-02-03", "city": "Exampleton"}),
    "map_your_show.json": (2, ["Stand-in W Inc."], {"booth": "1234|1236", "hall": "A"}),
    "a2z.csv": (2, ["Stand-in Y Corp."], {"booth": "101", "country": "us"}),
    "swapcard.json": (2, ["Stand-in AA SAS"], {"booth": "A12", "tier": "Gold", "country": "fr"}),
    "expofp.json": (2, ["Stand-in AC BV"], {"booth": "C1|C2", "country": "nl"}),
    "smallworld_labs.csv": (2, ["Stand-in AE Inc."], {"booth": "N1234", "category": "Beverages"}),
    "caat.csv": (2, ["Stand-in AG Ltd.", "Stand-in AG"], {"country": "gb", "category": "Vehicles"}),
}  # fmt: skip
UNITS = {"funding_total": {"USD", "CNY"}, "capital": {"CNY"}, "capital_paid": {"CNY", "TWD"}}


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_a_sample_is_recognised_in_every_role_and_read_to_facts(file: Path, tmp_path: Path) -> None:
    grid = sample_grid(file)
    kind = kind_named(file.name.split(".")[0])
    assert kind is not None
    for role in ("list", "registry", "library"):
        assert recognised(grid.header, role) == kind
    made = tables_of(grid, tmp_path, role=kind.roles[0])
    count, names, facts = READ[file.name]
    assert [one["layout"] for one in made["sources"]] == [kind.id]
    assert len(made["records"]) == count
    key = made["records"][0]["key"]
    assert [row["text"] for row in made["names"] if row["record"] == key] == names
    found: dict[str, list[str]] = {}
    for row in made["facts"]:
        if row["record"] == key:
            found.setdefault(row["field"], []).append(str(row["value"]))
            if row["value"] and row["field"] in UNITS:
                assert row["unit"] in UNITS[row["field"]]
    assert {name: "|".join(found[name]) for name in facts} == {
        name: str(value) for name, value in facts.items()
    }


@pytest.mark.parametrize(
    ("layout", "field", "cell", "value"),
    [
        ("gleif", "status", "ACTIVE", "active"),
        ("listed_companies", "listing", "BSE", "xbom"),
        ("crunchbase_2013_rounds", "round", "venture", None),
        ("crunchbase_2013_rounds", "round", "series-b", "b"),
        ("tianyancha", "status", "ACTIVE", "ACTIVE"),
    ],
)
def test_the_words_of_a_layout_are_read_as_it_says(
    layout: str, field: str, cell: str, value: str | None
) -> None:
    facts = facts_of(layout, field, [cell])
    assert [(row["value"], row["raw"]) for row in facts] == [(value, cell)]
    assert facts[0]["absence"] in (None, "not_disclosed")


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_a_layout_names_fields_that_exist_and_says_where_its_facts_are_from(kind: Kind) -> None:
    assert {*kind.columns.values(), *kind.values} <= {*FIELDS, "ignore"}
    assert kind.title.en
    assert kind.title.zh
    assert kind.recognised_by
    assert all(unit in ("dmy", "mdy") or not isinstance(unit_named(unit), str) for unit in kind.units.values())  # fmt: skip
    if kind.id != "cited":
        assert kind.source
        assert kind.seen
    if kind.id not in ("cited", "caat_events"):
        assert any(path.name.split(".")[0] == kind.id for path in FILES)


def test_no_layout_field_holds_a_company_and_a_person(tmp_path: Path) -> None:
    for file in FILES:
        kind = kind_named(file.name.split(".")[0])
        assert kind is not None
        made = tables_of(sample_grid(file), tmp_path, role=kind.roles[0])
        cells = "".join(row["cells"] for row in made["records"])
        assert "13800000000" not in cells
        assert "info@" not in cells
        assert "示例人" not in cells
        assert "Person A" not in cells


def test_two_registries_that_share_their_headers_are_told_apart() -> None:
    shared = ("统一社会信用代码", "法定代表人", "注册资本", "成立日期", "所属省份", "所属城市")
    for headers, id_ in (
        (("公司名称", "经营状态", "公司类型", *shared), "tianyancha"),
        (("公司名称", "登记状态", "公司类型", "有效手机号", *shared), "tianyancha"),
        (("企业名称", "登记状态", "国标行业门类", *shared), "qichacha"),
        (("原文件导入名称", "系统匹配企业名称", "登记状态", *shared), "qichacha"),
        (("企业名称", "经营状态", "启信分", "企业标签", *shared), "qixin"),
    ):
        found = recognised(headers, "registry")
        assert found is not None
        assert found.id == id_, headers


@pytest.mark.parametrize(
    ("headers", "id_"),
    [
        # A person deleted and renamed columns.
        (("甲方", "系统匹配企业名称", "省", "国标行业门类", "原文件导入名称"), "qichacha"),
        (("Stock Code", "Company", "Board Lot", "Shortsell Eligible"), "hkex"),
        (("Company", "Last Funding Type", "Headquarters Location", "Number of Funding Rounds"), "crunchbase"),
        (("Name of company", "CompanyStatus", "RegAddress.PostTown", "SICCode.SicText_1"), "companies_house"),
        (("exhname_t", "hallid_la", "stand"), "map_your_show"),
    ],
)  # fmt: skip
def test_an_edited_export_is_recognised_by_what_is_left(headers: tuple[str, ...], id_: str) -> None:
    found = recognised(headers, "registry")
    assert found is not None
    assert found.id == id_


@pytest.mark.parametrize(
    "headers",
    [
        ("公司名称", "展位号", "网址"),
        ("企业名称", "统一社会信用代码", "注册地址", "联系电话"),
        ("name", "country", "website"),
        ("Company", "Booth", "Category", "City", "Country", "Website"),
        ("title", "url"),
        ("公司名称", "行业", "地区", "成立时间", "融资轮次"),
        ("Symbol", "Name"),
        ("id", "name", "description"),
        (),
    ],
)
def test_a_file_of_general_headers_is_of_no_kind(headers: tuple[str, ...]) -> None:
    for role in ("list", "registry", "library", "attendance"):
        assert recognised(headers, role) is None


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([k for k in kinds() if k.id != "cited"]), st.randoms(use_true_random=False))
def test_the_order_of_the_columns_says_nothing(kind: Kind, random: object) -> None:
    headers = [one.split("|")[0] for one in (*kind.recognised_by, *kind.any_of)]
    found = recognised(tuple(headers), kind.roles[0])
    random.shuffle(headers)  # type: ignore[attr-defined]
    assert found == kind
    assert recognised(tuple(headers), kind.roles[0]) == kind


@given(st.text(max_size=60))
def test_any_header_has_keys(header: str) -> None:
    keys = keys_of(header)
    assert len(set(keys)) == len(keys)
    assert not header.strip() or header_key(header.strip()) in keys


def test_the_list_of_a_dump_is_found_by_its_shape() -> None:
    data = (SAMPLES / "expofp.json").read_text("utf-8")
    found = json_grid(data, where="x")
    assert len(found.rows) == 2
    assert json_grid(data, where="x", path="exhibitors").rows == found.rows


MARKS = ("-", "--", "未公开", "暂无", "#NAME?", "信息未公开披露", "None Supplied", "金额未知")


def test_the_marks_of_a_layout_are_no_values() -> None:
    """The same cells under two layouts: only the marks of the one that has them are absences."""

    def absences(layout: str) -> list[str | None]:
        return [row["absence"] for row in facts_of(layout, "status", MARKS)]

    assert absences("tianyancha")[:5] == ["not_disclosed"] * 5
    house, juzi = absences("companies_house"), absences("itjuzi_events")
    assert (house[6], house[7]) == ("not_disclosed", None)
    assert (juzi[6], juzi[7]) == (None, "not_disclosed")


def facts_of(layout: str, field: str, values: Sequence[str]) -> list[dict[str, Any]]:
    """Read the cells of one column of a source of a layout."""
    n = len(values)
    source = Source("s", "registry", "s.csv", "0", "", "", "", "asked", layout, "utf-8", n, n, (f"c={field}",), (), ())  # fmt: skip
    cells: list[object] = [json.dumps({"c": value}, ensure_ascii=False) for value in values]
    columns: dict[str, list[object]] = {
        "key": [f"s:{i}" for i in range(n)], "source": ["s"] * n, "role": ["registry"] * n,
        "place": ["row 1"] * n, "position": list(range(n)), "cells": cells, "page": [""] * n,
    }  # fmt: skip
    tables = {"sources": to_table("sources", [source]), "records": from_columns("records", columns)}
    made = parse(tables, plans=[SourcePlan("s", "registry", "s.csv")])
    facts: list[dict[str, Any]] = made["facts"].to_pylist()
    return facts
