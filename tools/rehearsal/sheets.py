"""The two workbooks: the checkers' on-site sheet and the export of the business registry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from random import Random

import xlsxwriter

from rehearsal.spelling import Spelled

_MADE = datetime.fromisoformat("2021-05-06")
ONSITE = ("展位号", "企业名称", "到场情况", "现场名称", "核对人", "核对日期", "备注")
REGISTRY = (
    "企业名称", "英文名称", "曾用名", "统一社会信用代码", "企业类型", "经营状态", "法定代表人", "成立日期", "注册资本",
    "实缴资本", "人员规模", "参保人数", "融资轮次", "上市状态", "国家/地区", "所属省份", "所属城市", "注册地址", "网站链接",
)  # fmt: skip
BANNER = "演练数据：以下企业与数值均为虚构，仅用于检验程序。A rehearsal: every company and every value is made up."
# Renminbi for one US dollar at the study's rate of 0.16 dollars: only amounts it turns into exactly are written in dollars.
_DOLLARS = {Decimal(1000): "160万美元", Decimal(2000): "320万美元", Decimal(3125): "500万美元"}


def onsite(companies: Sequence[Spelled]) -> bytes:
    """Return the on-site sheet: a row an exhibitor in the order of the booths, signed by the checker of its hall."""
    rows = []
    for one in sorted(companies, key=lambda one: (one.booth, one.number)):
        hall = one.booth[0]
        note = "展位空置" if not one.company.attended else "已更名" if one.found else ""
        rows.append(
            (
                one.booth,
                one.sheet,
                "到场" if one.company.attended else "未到",
                one.found,
                {"A": "核对员甲", "B": "核对员乙", "C": "核对员甲"}[hall],
                {"A": "2021-03-18", "B": "2021-03-18", "C": "2021-03-19"}[hall],
                note,
            )
        )
    return _workbook("现场核对", [ONSITE, *rows])


def registry(chance: Random, companies: Sequence[Spelled]) -> bytes:
    """Return the export for those who were looked up: the ones that attended, in an order of its own."""
    asked = [one for one in companies if one.company.attended]
    chance.shuffle(asked)
    dollars = _in_dollars(asked)
    rows = [_registered(chance, one, dollars) for one in asked]
    return _workbook("企业信息", [(BANNER,), REGISTRY, *rows])


def _in_dollars(companies: Sequence[Spelled]) -> set[int]:
    """Choose for each amount in dollars the first company that has it."""
    chosen = set()
    for amount in _DOLLARS:
        having = [one.number for one in companies if one.company.capital == amount]
        chosen |= set(having[:1])
    return chosen


def _registered(chance: Random, one: Spelled, dollars: set[int]) -> tuple[object, ...]:
    company, names = one.company, one.company.names
    foreign = company.province == "新西兰"
    capital = (
        _DOLLARS[company.capital] if one.number in dollars else _money(chance, company.capital)
    )
    public = company.financing == "IPO上市"
    kind = "外国公司" if foreign else "股份有限公司" if "股份" in names.form else "有限责任公司"
    return (
        names.legal,
        names.english if one.style == "english" or chance.random() < 0.7 else "-",
        names.former or "-",
        "-" if foreign else one.code,
        f"{kind}（上市）" if public else kind,
        "存续（在营、开业、在册）",
        "-",
        _day(chance, company.founded),
        capital,
        chance.choice((capital, capital, "-")),
        company.scale or "-",
        _insured(chance, company.scale),
        company.financing or "-",
        company.market or chance.choice(("未上市", "-")),
        "新西兰" if foreign else "中国",
        company.province,
        names.city if foreign else f"{names.city}市",
        f"{names.city}{'' if foreign else '市'}示例区示例路{one.number + 1}号",
        f"https://www.stand-in-{one.number + 1:03d}.example" if chance.random() < 0.8 else "-",
    )


def _money(chance: Random, capital: Decimal) -> str:
    """Write an amount of 10,000 RMB in one of the forms registries print."""
    plain = format(capital.normalize(), "f")
    forms = (
        [f"{plain}万元人民币"] * 5 + [f"{plain}万人民币"] * 2 + [f"{plain}万(元)", f"{plain}万元"]
    )
    if capital >= 10_000:
        forms = [
            f"{plain}万元人民币",
            f"{plain}万人民币",
            f"{format((capital / 10_000).normalize(), 'f')}亿元人民币",
        ]
    return chance.choice(forms)


def _day(chance: Random, day: date) -> object:
    """Write a date in one of the forms that stand side by side in such exports."""
    return chance.choices(
        (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", day.strftime("%Y/%m/%d"), day),
        (70, 10, 10, 10),
    )[0]


def _insured(chance: Random, scale: str) -> object:
    """A number of insured employees that the band allows, "-" where nothing is disclosed."""
    low, high = {
        "小于50人": (2, 49), "50-99人": (50, 99), "100-499人": (100, 499), "500-999人": (500, 999),
        "1000-4999人": (1000, 4999), "10000人以上": (10000, 90000),
    }.get(scale, (0, 0))  # fmt: skip
    return chance.randint(low, high) if high and chance.random() < 0.9 else "-"


def _workbook(title: str, rows: Sequence[Sequence[object]]) -> bytes:
    """Write rows to a one-sheet workbook whose bytes depend on nothing but them."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": title, "author": "", "created": _MADE})
    dates = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(title)
    sheet.set_column(0, len(rows[-1]) - 1, 18)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, dates)
            elif isinstance(cell, int):
                sheet.write_number(number, column, cell)
            elif cell != "":
                sheet.write_string(number, column, str(cell))
    book.close()
    return stream.getvalue()
