"""What a study file can ask of each kind of statistic, and what a published figure can be compared with."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import contract
from expolens.api import open_study
from expolens.errors import ExpolensError
from expolens.model.protocol import Class
from expolens.model.text import Text
from expolens.numbers.bins import SPANS, class_of, gaps
from expolens.study.units import currencies
from expolens.values.money import money
from small import HEAD, small

LIST = (
    "公司名称,成立日期,注册资本,省份,人员规模,关键词\n"
    "示例甲有限公司,2009-08-07,1000万元,北京,20,大数据\n"
    "示例乙有限公司,2010-05-06,2000万元,浙江,60,云计算\n"
    "示例丙有限公司,2011-05-06,4000万元,浙江,150,大数据\n"
)
CITED = "id,statistic,n,N,value,unit,text,quote,source\n"
RATES = """
[[rate]]
base = "USD"
quote = "CNY"
rate = 6.4
date = 2021-05-01
[[rate]]
base = "USD"
quote = "CNY"
rate = 7.2
date = 2024-05-01
"""


def statistic(kind: str, lines: str, *, id_: str = "s") -> str:
    return f'\n[[statistic]]\nid = "{id_}"\nkind = "{kind}"\nlabel = "x"\n{lines}\n'


def of(lines: str) -> str:
    return f'population = "listed"\n{lines}'


def error_of(folder: Path, more: str, *, head: str = HEAD, cited: str = "") -> str:
    sources = [("list", "list", LIST)]
    if cited:
        sources.append(("cited", "cited", CITED + cited))
    with pytest.raises(ExpolensError) as caught:
        open_study(small(folder, *sources, more=more, head=head)).run()
    return str(caught.value)


CLASSES = """
[[statistic.classes]]
id = "a"
label = "a"
{}
[[statistic.classes]]
id = "b"
label = "b"
{}
"""
WRONG = [
    (statistic("quantiles", of('field = "founded"\nprobabilities = [0.5]')), 'kind = "range"'),
    (statistic("quantiles", of('field = "province"\nprobabilities = [0.5]')), "it is no number"),
    (statistic("range", of('field = "province"')), "it is no number"),
    (statistic("counts", of('vocabulary = "founded"')), 'Write: field = "founded"'),
    (statistic("counts", of('vocabulary = "keyward"')), "Did you mean 'keyword'?"),
    (statistic("counts", of('field = "keyword"')), 'vocabulary = "keyword"'),
    (statistic("counts", of('field = "phone"')), "personal"),
    (statistic("counts", of('field = "name"')), "it cannot be counted"),
    (statistic("listing", of('fields = ["name"]\norder = "capitl descending"')), "Did you mean 'capital'?"),
    (statistic("listing", of('fields = ["name"]\norder = "capital descnding"')), "Did you mean 'descending'?"),
    (statistic("listing", of('fields = ["name"]\norder = "phone"')), "no field 'phone'"),
    (statistic("top", 'of = "capital"\nk = 2'), "made of counts"),
    (statistic("rank_compare", 'of = "province"\nagainst = "capital"'), "made of counts"),
    (statistic("convert", 'of = "founded"\nto = "USD"'), "no amounts to convert"),
    (statistic("convert", 'of = "capital"\nto = "RMB"'), "Write CNY."),
    (statistic("convert", 'of = "capital"\nto = "usd"'), "USD"),
    (statistic("convert", 'of = "s"\nto = "USD"'), "in a circle"),
    (statistic("convert", 'of = "t"\nto = "USD"') + statistic("convert", 'of = "s"\nto = "EUR"', id_="t"), "in a circle"),
    (statistic("quantiles", of('field = "capital"\nprobabilities = [0.5]\nunit = "万元"')), "Write CNY_10k."),
    (statistic("quantiles", of('field = "capital"\nprobabilities = [0.5]\nunit = "RMB_10k"')), "Write CNY."),
    (statistic("quantiles", of('field = "capital"\nprobabilities = [0.5]\nunit = "CNY_10m"')), "there is no unit"),
    (statistic("estimate", 'unit = "CNY"\n[[statistic.factors]]\nlabel = "f"\nlow = 5\nhigh = 2'), "'low' is above 'high'"),
    (statistic("estimate", 'unit = "CNY"\n[[statistic.factors]]\nlabel = "f"\nlow = 1\nhigh = 2\nunit = "RMB"'), "Write CNY."),
    (statistic("counts", of('field = "headcount"') + CLASSES.format("high = 50", "low = 50")), "overlap"),
    (statistic("counts", of('field = "headcount"') + CLASSES.format("low = 10", "low = 50")), "overlap"),
    (statistic("counts", of('field = "headcount"') + CLASSES.format("low = 9\nhigh = 5", "low = 50")), "'low' is above"),
    (statistic("counts", of('field = "headcount"') + CLASSES.format('bands = ["1-9"]', 'bands = ["1-9"]')), "in two classes"),
    (statistic("counts", of('field = "province"') + CLASSES.format('values = ["Beijing"]', 'values = ["hubei"]')), "Write 'beijing'."),
    (statistic("counts", of('field = "province"') + CLASSES.format('values = ["bejing"]', 'values = ["hubei"]')), "Did you mean 'beijing'?"),
    (RATES.replace("CNY", "RMB"), "Write CNY."),
    ('\n[[table]]\nid = "t"\nkind = "quantiles"\ntitle = "t"\nstatistics = ["capital"]\nunit = "元"\n', "Write CNY."),
]  # fmt: skip


@pytest.mark.parametrize(("more", "todo"), WRONG, ids=range(len(WRONG)))
def test_what_a_kind_can_make_nothing_of_is_refused(tmp_path: Path, more: str, todo: str) -> None:
    said = error_of(tmp_path, more)
    assert todo in said
    assert "study.toml, line" in said


@pytest.mark.parametrize(
    ("head", "todo"),
    [
        ('currency = "RMB"', "Write CNY."), ('currency = "XXQ"', "no currency 'XXQ'"), ('drop = ["figure:mapp"]', "Did you mean 'figure:map'?"),
        ('drop = ["figur:map"]', "Did you mean 'figure:map'?"), ('drop = ["provnce"]', "Did you mean 'province'?"),
    ],
)  # fmt: skip
def test_a_head_that_says_what_is_not_is_refused(tmp_path: Path, head: str, todo: str) -> None:
    assert todo in error_of(tmp_path, "", head=f"{HEAD}{head}\n")


def test_a_unit_of_a_column_is_one(tmp_path: Path) -> None:
    for unit, todo in (("万元", "Write CNY_10k."), ("percent", "no unit of money")):
        made = small(tmp_path / unit, ("list", f"list\ncapital_unit = '{unit}'", LIST))
        with pytest.raises(ExpolensError) as caught:
            open_study(made)
        assert todo in str(caught.value)


def test_every_currency_that_amounts_are_read_in_is_one() -> None:
    for text in ("元", "美元", "港元", "欧元", "日元", "英镑", "新台币", "澳门元", "瑞士法郎"):
        assert money(f"1{text}").unit in currencies()


@pytest.mark.parametrize(
    ("date", "rate"), [("2021-06-01", "6.4"), ("2024-06-01", "7.2"), ("2020-01-01", "6.4")]
)
def test_a_conversion_takes_the_rate_of_its_day_and_names_it(
    tmp_path: Path, date: str, rate: str
) -> None:
    head = HEAD.replace("2026-05-06", date)
    folder = small(tmp_path, ("list", "list", LIST), more=RATES, head=head)
    open_study(folder).run()
    (one,) = [s for s in contract(folder)["statistics"] if s["id"] == "capital_usd.p50"]
    assert one["method"].startswith(f"1 USD = {rate} CNY on ")
    assert one["value"] == pytest.approx(20_000_000 / float(rate))


def test_a_statistic_can_stand_before_the_one_it_is_made_of(tmp_path: Path) -> None:
    more = statistic("top", 'of = "words"\nk = 1') + statistic(
        "counts", of('vocabulary = "keyword"'), id_="words"
    )
    folder = small(tmp_path, ("list", "list", LIST), more=more)
    open_study(folder).run()
    found = {s["id"]: s["value"] for s in contract(folder)["statistics"]}
    assert (found["s.distinct"], found["s.sum"]) == (2, 2)


def test_gaps_between_classes_are_said(tmp_path: Path) -> None:
    more = statistic(
        "counts", of('field = "headcount"') + CLASSES.format("high = 49", "low = 100\nhigh = 499")
    )
    folder = small(tmp_path, ("list", "list", LIST), more=more)
    open_study(folder).run()
    found = {s["id"]: s for s in contract(folder)["statistics"]}
    assert found["s.spans_classes"]["n"] == 1
    assert "in no class: between 49 and 100, above 499" in found["s.a"]["method"]
    # The protocol's own classes leave nothing out.
    assert found["scale.under_50"]["method"] == "exclusive categories"


@given(
    st.lists(st.integers(0, 30), min_size=2, max_size=8, unique=True).map(sorted),
    st.integers(0, 31),
)
def test_a_gap_is_where_no_class_is(borders: list[int], number: int) -> None:
    ends = zip(borders[::2], borders[1::2], strict=False)
    classes = [Class(f"c{low}", Text("c"), low=low, high=high) for low, high in ends]
    inside = class_of(str(number), number, number, classes) != SPANS
    said = gaps(classes, whole=True)
    words = [one.split() for one in said]
    outside = any(
        (word[0] == "below" and number < int(word[1]))
        or (word[0] == "above" and number > int(word[1]))
        or (word[0] == "between" and int(word[1]) < number < int(word[3]))
        for word in words
    )
    assert inside is not outside


@pytest.mark.parametrize(
    ("rows", "todo"),
    [
        ("a,founded_since_2009,,,,,n/a,q,P\n", "nothing to compare"),
        ("a,founded_since_2009,3,3,,,,q,P\na,founded_since_2009,3,3,,,,q,P\n", "stands for two"),
        ("a,capital.p55,,,5,CNY,5,q,P\n", "Did you mean 'capital.p5'?"),
        ("a,capital,,,5,CNY,5,q,P\n", "which has several numbers"),
        ("a,founded_since_2009.x,3,3,,,,q,P\n", "Did you mean 'founded_since_2009'?"),
        ("a,province.bejing,1,3,,,,q,P\n", "Did you mean 'province.beijing'?"),
        ("a,scale.under_5,1,3,,,,q,P\n", "Did you mean 'scale.under_50'?"),
    ],
)
def test_a_cited_figure_that_cannot_be_compared_is_refused(
    tmp_path: Path, rows: str, todo: str
) -> None:
    assert todo in error_of(tmp_path, "", cited=rows)


def test_a_cited_category_that_nobody_is_in_cannot_be_recomputed(tmp_path: Path) -> None:
    rows = "a,province.hainan,1,3,,,,q,P\nb,keyword.smart_hospital,1,3,,,,q,P\nc,founded_since_2009,3,3,,,,q,P\n"
    folder = small(tmp_path, ("list", "list", LIST), ("cited", "cited", CITED + rows))
    open_study(folder).run()
    outcomes = {one["id"]: one["outcome"] for one in contract(folder)["cited"]}
    assert outcomes == {"a": "not_recomputable", "b": "not_recomputable", "c": "reproduced"}
