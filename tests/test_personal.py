"""What is personal: recognised by header and by content, masked in sentences, and nothing else taken for it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.layouts.mapping import understood
from expolens.layouts.personal import masked, masked_cells, maskers, personal_headers
from expolens.model.study import SourcePlan
from expolens.readers.csv import csv_grid
from expolens.readers.grid import Grid
from expolens.values.contact import WITHHELD, is_contact, mail_masked

NOT_PERSONAL = (
    "91110000600037341L", "911100006000373412", "US0378331005", "2009-08-07", "01-02-2009", "2009.08.07", "1980-01-01 00:00:00",
    "13800000000元", "1000万元人民币", "10000000", "1,234,567.89", "100081", "A1-02", "5B01/02", "8.1号馆 B203", "123-456", "2010-2020",
    "110000000000001", "000001", "00700", "HRB 12345", "ISO 9001:2015", "2021年5月6日", "60003734-1", "12345678", "0.5%", "10-15, 20-25",
    "www.stand-in.example", "GB/T 4754-2017", "2,000家医院", "Suite 100, 200 Main St 94105", "EN 60601-1-2", "Hall 3, Stand 220",
    "SW1A 1AA", "400张床位", "Hotel 12 28001 Example", "Handy 2000 Systems", "3M", "360", "@Home Care",
)  # fmt: skip
PERSONAL = (
    "13800000000", "+86 138 0000 0000", "138-0000-0000", "138****0000", "010-00000000", "(010)00000000", "0571-00000000-801", "010 00000000",
    "400-000-0000", "4000000000", "+1 (202) 555-0123", "202-555-0123", "(202) 555-0123", "+49 89 1234567", "089 / 1234567",
    "+44 (0)20 7946 0000", "03-0000-0000", "(02)2388-2188", "tel: 555 0123 44", "0086-10-00000000", "+82-2-000-0000",
    "info@stand-in.example", "INFO@STAND-IN.COM.CN", "info@stand-in.com; a@b.cn", "张三 13800000000", "11010519491231002X",
    "110105********002X", "１３８００００００００",
)  # fmt: skip


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_codes_dates_amounts_and_stands_are_no_contacts(text: str) -> None:
    assert masked(text) == text
    assert not is_contact(text)


@pytest.mark.parametrize("text", PERSONAL)
def test_contacts_are_found_alone_and_withheld(text: str) -> None:
    assert is_contact(text)
    assert WITHHELD in masked(text)
    assert not re.search(r"\d{4}", masked(text))


def test_a_sentence_keeps_what_is_no_contact() -> None:
    said = "成立于2009-08-07，注册资本1000万元，统一社会信用代码91110000600037341L。联系人：示例人，电话 13800000000 或 010-00000000，邮箱info@stand-in.example，展位A1-02。"
    left = masked(said)
    assert left == said.replace("示例人", "***").replace("13800000000", "***").replace("010-00000000", "***").replace("info@stand-in.example", "***")  # fmt: skip
    assert masked("Call +1 202 555 0123, WeChat: stand_in_01") == "Call ***, WeChat: ***"


def test_an_identity_number_is_one_by_its_check_character() -> None:
    assert masked("11010519491231002X") == WITHHELD
    assert masked("110105194912310021") == "110105194912310021"


@given(st.text(max_size=200))
def test_masking_never_fails_and_is_done_once(text: str) -> None:
    once = masked(text)
    assert masked(once) == once
    assert mail_masked(mail_masked(text)) == mail_masked(text)
    if not any(char.isnumeric() or char in "@＠" for char in text):
        assert once == text or "微信" in text or "qq" in text.casefold()


@given(st.integers(13000000000, 19999999999), st.sampled_from(["，", " ", "。", ";", "："]))
def test_every_mobile_number_in_a_sentence_is_withheld(number: int, sign: str) -> None:
    assert str(number) not in masked(f"请联系{sign}{number}{sign}谢谢")


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%Y.%m.%d", "%Y年%m月%d日", "%m-%d-%Y", "%Y%m%d"]))  # fmt: skip
def test_no_date_is_a_contact(day: object, form: str) -> None:
    text = day.strftime(form)  # type: ignore[attr-defined]
    assert masked(text) == text
    assert not is_contact(text)


def grid(*lines: str) -> Grid:
    return csv_grid("\n".join(lines) + "\n", where="x.csv")


def test_columns_are_personal_by_header_or_by_what_stands_in_them() -> None:
    found = grid(
        "公司名称,法定代表人,联系,Kontakt,编号,代码,备注,官网,简介",
        "示例甲有限公司,示例人甲,13800000000,info@a.example,000001,91110000600037341L,展位A1; 电话010-00000000,mailto:info@a.example,成立于2009-08-07",
        "示例乙有限公司,示例人乙,010-00000001,-,000002,91990000MA00017471,来电13900000000,www.b.example,咨询info@b.example",
        "示例丙有限公司,示例人丙,-,b@c.example,000003,91990000MA00017472,无,www.c.example,医疗软件",
    )
    mapping = understood(found.header, SourcePlan("l", "attendance", "x.csv"))
    assert personal_headers(found, mapping) == ("法定代表人", "联系", "Kontakt")
    by = maskers(found, mapping)
    assert set(by) == {"编号", "代码", "备注", "官网", "简介"}
    assert by["代码"]("91110000600037341L") == "91110000600037341L"
    assert by["编号"]("000001") == "000001"
    assert by["备注"]("展位A1; 电话010-00000000") == "展位A1; 电话***"
    assert by["官网"]("mailto:info@a.example") == "mailto:***"
    assert masked_cells(found, mapping) == 4


@pytest.mark.parametrize(
    "header",
    [
        "联系电话", "传真", "手机号码", "微信号", "其他邮箱", "法定代表人", "董事长", "身份证号", "联系人姓名",
        "Phone", "Fax Number", "E-mail", "Contact Person", "First Name", "CEO", "Founders", "Telefon", "Ansprechpartner",
        "téléphone", "courriel", "teléfono", "電話番号", "担当者", "전화번호", "대표자명", "телефон", "Passport Number",
    ],
)  # fmt: skip
def test_a_header_says_that_a_column_is_personal(header: str) -> None:
    found = understood(("公司名称", header), SourcePlan("l", "list", "x.csv"))
    assert found.personal == (header,)


@pytest.mark.parametrize("header", ["展商联系人", "电话1", "传真机号码", "Sales Fax", "Booth Contact Person", "法定代表人姓名"])  # fmt: skip
def test_a_header_with_a_word_for_a_person_in_it_is_withheld(header: str) -> None:
    found = grid(f"公司名称,{header}", "示例甲有限公司,某某", "示例乙有限公司,某某")
    mapping = understood(found.header, SourcePlan("l", "list", "x.csv"))
    assert personal_headers(found, mapping) == (header,)


def test_what_a_layout_leaves_aside_is_withheld_where_it_holds_phones() -> None:
    found = grid(
        "原文件导入名称,系统匹配企业名称,登记状态,统一社会信用代码,核准日期",
        "示例甲,示例甲有限公司,存续,91110000600037341L,13800000000",
    )
    mapping = understood(found.header, SourcePlan("r", "registry", "x.csv"))
    assert mapping.by["核准日期"] == "layout"
    assert personal_headers(found, mapping) == ("核准日期",)


@pytest.mark.parametrize(
    "header", ["注册资本", "组织机构代码", "邮编", "展位号", "核准日期", "ISIN", "联系方式备注说明"]
)
def test_other_headers_are_not_personal(header: str) -> None:
    assert understood(("公司名称", header), SourcePlan("l", "list", "x.csv")).personal == ()
