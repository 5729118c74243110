"""What of a name says which company it is; and what the rest of it must not say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.names.brand import brand, is_only_a_form, same_brand

CITIES = ("", "上海", "杭州市", "浙江省杭州市", "中国", "内蒙古自治区", "（北京）")
TRADES = ("", "医疗科技", "信息安全技术", "软件", "智能科技发展", "互联网医院管理")
FORMS = ("", "有限公司", "股份有限公司", "集团有限公司", "有限责任公司")
# Brands as one character of each list, as no region and no trade begins or ends.
brands = st.tuples(st.sampled_from("晴岚枫榕霁"), st.sampled_from("帆璐珀鸿鹭")).map("".join)


@settings(deadline=None)
@given(brands, st.sampled_from(CITIES), st.sampled_from(TRADES), st.sampled_from(FORMS))
def test_region_trade_and_form_leave_the_brand(word: str, city: str, trade: str, form: str) -> None:
    text = f"{word}{city}{trade}{form}" if city.startswith("（") else f"{city}{word}{trade}{form}"
    assert brand(text) == word
    assert same_brand(text, word)


@settings(deadline=None)
@given(
    brands, brands, st.sampled_from(CITIES[:-1]), st.sampled_from(TRADES), st.sampled_from(FORMS)
)
def test_another_brand_is_another_company_whatever_else_is_equal(
    one: str, other: str, city: str, trade: str, form: str
) -> None:
    left, right = f"{city}{one}{trade}{form}", f"{city}{other}{trade}{form}"
    assert same_brand(left, right) is (one == other)


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_it_is_the_same_either_way_round_and_never_fails(left: str, right: str) -> None:
    assert same_brand(left, right) is same_brand(right, left)
    assert same_brand(left, left) is bool(brand(left))


@pytest.mark.parametrize(
    "name", ["北京科技有限公司", "中国信息技术有限公司", "上海软件（北京）公司", "Shanghai Medical Technology Co., Ltd.", "Ltd.", "-", ""]
)  # fmt: skip
def test_a_name_of_region_and_trade_has_no_brand(name: str) -> None:
    assert brand(name) == ""
    assert not same_brand(name, name)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Stand-in Alpha Medical Co., Ltd.", "Shanghai Stand-in Alpha Technology Inc.", True),
        ("Stand-in Alpha", "Stand-in Alphabet", False),
        ("Stand-in Alpha", "Stand-in Beta", False),
        ("示例甲", "示例甲云服务有限公司", True),
        ("上海示例甲医疗科技有限公司", "上海示例丁医疗科技有限公司", False),
        ("示例甲", "Stand-in Alpha", False),
    ],
)  # fmt: skip
def test_brands_by_example(left: str, right: str, expected: bool) -> None:
    assert same_brand(left, right) is expected


def test_what_a_cell_cut_at_its_comma_leaves_is_no_name() -> None:
    assert all(
        is_only_a_form(text) for text in ("Ltd", "LTD.", "Co., Ltd.", "有限公司", "股份有限公司")
    )
    assert not any(is_only_a_form(text) for text in ("示例", "Stand-in Co.", "A"))
