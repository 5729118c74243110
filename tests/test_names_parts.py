"""Names taken apart one by one and in bulk: the readable way is the witness of the fast one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.matching import columns as bulk
from expolens.matching.columns import columns, places
from expolens.names import comparable_name, names_in
from expolens.names.noise import without_noise
from expolens.names.parts import Parts, parts
from expolens.names.pinyin import readings, syllables_of
from expolens.names.regions import relation

PIECES = (
    "上海", "江苏省苏州市", "昆山市千灯镇", "北京市朝阳区", "示例", "示例甲", "朝阳", "科技", "信息技术", "医疗器械", "集团", "（北京）", "(示例)", "（", ")",
    "有限公司", "股份有限公司", "有限合伙", "厂", "分公司", "成都第二分公司", "支行", "银行", "Stand-in", "Shanghai", " Technology ", "Co., Ltd.", "Inc", "（China）", "示例A1", "廠", " ", "1987",
)  # fmt: skip
names = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)
WORDS = (
    "Stand-in", "Shanghai", "Hong", "Kong", "Xi'an", "Inner Mongolia", "Technology", "information", "Health", "and", "&", "Co., Ltd.", "Inc", "S.p.A.", "L L C",
    "group", "Holdings", "you xian", "Gong Si", "weining", "qingan", "AG", "(China)", "(", ")", "A/S", "C++", "+1", "#2", "Société", "ÅBO", "ﬁn", "x" * 90, "\t", "Łódź",
)  # fmt: skip
latin_names = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take few names apart as many are."""
    monkeypatch.setattr(bulk, "_FEW", 0)


def in_bulk(
    texts: list[str],
) -> list[tuple[str, tuple[int, ...], tuple[str, ...], tuple[str, ...]]]:
    found = columns(texts)
    return [
        (text, tuple(cut), places()[region], places()[inner])
        for text, cut, region, inner in zip(
            found.texts(),
            found.cuts.tolist(),
            found.region.tolist(),
            found.inner.tolist(),
            strict=True,
        )
    ]


def one_by_one(text: str) -> tuple[str, tuple[int, ...], tuple[str, ...], tuple[str, ...]]:
    found = parts(text)
    return found.name, tuple(min(255, end) for end in found.cuts), found.codes, found.inner_codes


@settings(deadline=None)
@given(st.lists(names, min_size=1, max_size=20))
def test_names_in_bulk_are_cut_as_names_alone(texts: list[str]) -> None:
    assert in_bulk(texts) == [one_by_one(text) for text in texts]


@settings(deadline=None)
@given(st.lists(latin_names | st.text(max_size=20), min_size=1, max_size=20))
def test_latin_names_in_bulk_are_cut_as_names_alone(texts: list[str]) -> None:
    latin = [text for text in texts if all(char < "\u3400" for char in comparable_name(text))]
    assert in_bulk(latin) == [one_by_one(text.replace("\n", " ")) for text in latin]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上海示例智能科技（北京）股份有限公司四川分公司", ("上海", "示例", "智能科技", "股份有限公司", "四川分公司", ("北京",))),
        ("广州番禺示例软件有限公司", ("广州番禺", "示例", "软件", "有限公司", "", ())),
        ("示例医疗器械上海有限公司", ("上海", "示例", "医疗器械", "有限公司", "", ())),
        ("朝阳示例有限公司", ("朝阳", "示例", "", "有限公司", "", ())),
        ("示例银行股份有限公司成都分行", ("", "示例", "银行", "股份有限公司", "成都分行", ())),
        ("北京示例贸易天津分公司", ("北京", "示例", "贸易", "", "天津分公司", ())),
        ("Shanghai Stand-in Medical Technology Co., Ltd.", ("shanghai", "stand in", "medical technology", "co ltd", "", ())),
        ("示例医药有限公司第一药房", ("", "示例", "医药", "有限公司", "第一药房", ())),
        ("示例医药有限公司工会委员会", ("", "示例", "医药", "有限公司", "工会委员会", ())),
        ("示例医药有限公司（杭州分公司）", ("", "示例", "医药", "有限公司", "杭州分公司", ("杭州分公司",))),
        ("示例企业管理（有限合伙）", ("", "示例", "企业管理", "", "", ("有限合伙",))),
        ("阿里巴巴网络技术有限公司", ("", "阿里巴巴", "网络技术", "有限公司", "", ())),
        ("方正科技有限公司", ("", "方正", "科技", "有限公司", "", ())), ("上海长宁科技有限公司", ("上海", "长宁", "科技", "有限公司", "", ())),
        ("中国银行股份有限公司", ("", "中国银行", "", "股份有限公司", "", ())),
        ("Bei Jing Shi Li Ke Ji You Xian Gong Si", ("bei jing", "shi li ke ji", "", "you xian gong si", "", ())),
    ],
)  # fmt: skip
def test_parts_by_example(text: str, expected: tuple[object, ...]) -> None:
    one: Parts = parts(text)
    assert (one.region, one.brand, one.trade, one.form, one.branch, one.brackets) == expected
    assert all(cut for _, cut in one.trace)


@pytest.mark.shared
def test_brands_that_others_marked(shared: Path) -> None:
    """500 legal names with their brand, by the makers of another parser (Apache-2.0)."""
    lines = (shared / "data/names/zh_brand_groundtruth.txt").read_text("utf-8").splitlines()
    marked = [line.split() for line in lines if len(line.split()) == 2]
    right = sum(parts(name).brand == brand for name, brand in marked)
    assert right / len(marked) > 0.85


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("394. 示例科技有限公司", "示例科技有限公司"), ("示例科技有限公司（展位号：8B369）", "示例科技有限公司"), ("【1D137】示例有限公司", "示例有限公司"),
        ("参展商：示例有限公司", "示例有限公司"), ("NEW 示例有限公司", "示例有限公司"), ("示例有限公司 2B98 B57", "示例有限公司"), ("★示例有限公司", "示例有限公司"),
        ("示例有限公司 0571-17785269", "示例有限公司"), ("Pier 1", "Pier 1"), ("Studio 54", "Studio 54"), ("3M中国有限公司", "3M中国有限公司"), ("新", "新"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_is_taken_off(cell: str, found: str) -> None:
    assert without_noise(cell) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("示例科技有限公司（Stand-in Technology Co., Ltd.）", ["示例科技有限公司", "Stand-in Technology Co., Ltd."]),
        ("Stand-in Technology Co., Ltd. 示例科技有限公司", ["示例科技有限公司", "Stand-in Technology Co., Ltd."]),
        ("示例科技Stand In Technology", ["示例科技", "Stand In Technology"]), ("IBM中国有限公司", ["IBM中国有限公司"]), ("A/B Tech", ["A/B Tech"]),
        ("示例（AI）科技有限公司", ["示例（AI）科技有限公司"]), ("", []),
    ],
)  # fmt: skip
def test_two_languages_in_a_cell_are_two_names(cell: str, found: list[str]) -> None:
    assert [text for text, _ in names_in(cell)] == found


@given(st.text(max_size=40))
def test_any_cell_has_names_or_none(text: str) -> None:
    assert all(name.strip() and kind in ("legal", "english") for name, kind in names_in(text))
    assert parts(text).name is not None


def test_sounds() -> None:
    assert readings()["重"][0] in ("zhong", "chong")
    assert syllables_of("weining") == ("wei", "ning")
    assert syllables_of("technology") == ()
    assert all(one.isascii() for said in readings().values() for one in said if one.isalpha())


def test_places_stand_to_each_other() -> None:
    assert relation(("32",), ("3205",)) == "within"
    assert relation(("11",), ("31",)) == "other"
    assert relation((), ("31",)) == ""
