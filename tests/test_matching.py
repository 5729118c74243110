"""Names: equal is equal, similar waits for a person, and another legal person is another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.matching import Index, Party, Scored, indexed, search, verdict
from expolens.names import (
    bilingual,
    comparable_name,
    display_name,
    glued_code,
    language_of,
    without_legal_form,
)

ACCEPT, REVIEW = 0.98, 0.2


def candidates(query: Party, index: Index) -> tuple[Scored, ...]:
    return search([query], index).candidates[0]


REGISTRY = [
    Party(
        "a",
        (
            ("示例甲科技有限公司", "legal"),
            ("Stand-in Alpha Technology Co., Ltd.", "english"),
            ("示例老甲科技有限公司", "former"),
        ),
    ),
    Party("b", (("上海示例乙（北京）软件有限公司", "legal"),)),
    Party("c", (("示例丙网络有限公司", "legal"),), frozenset({"91110000600037341L"})),
    Party("d", (("示例丁有限公司", "legal"),)),
    Party("e", (("示例丁有限公司", "legal"),)),
    Party("f", (("示例戊银行股份有限公司", "legal"),)),
]
INDEX = indexed(REGISTRY)


def best(name: str, kind: str = "legal", **more: frozenset[str]) -> tuple[str, str, str]:
    found = candidates(Party("q", ((name, kind),), **more), INDEX)
    if not found:
        return "", "not_found", ""
    one = found[0]
    return (
        INDEX.parties[one.position].key,
        verdict(one.probability, accept=ACCEPT, review=REVIEW),
        one.reasons[0],
    )


@pytest.mark.parametrize(
    ("name", "key", "status"),
    [
        ("示例甲科技有限公司", "a", "matched"), ("示例甲科技 有限公司", "a", "matched"), ("示例老甲科技有限公司", "a", "matched"),
        ("Stand-in Alpha Technology Co.,Ltd", "a", "matched"), ("STAND-IN ALPHA TECHNOLOGY CO LTD", "a", "matched"),
        ("上海示例乙(北京)软件有限公司", "b", "matched"), ("示例甲科技股份有限公司", "a", "matched"), ("示例丁有限公司", "d", "review"),
    ],
)  # fmt: skip
def test_equal_names_match_and_shared_ones_wait(name: str, key: str, status: str) -> None:
    assert best(name)[:2] == (key, status)


@pytest.mark.parametrize(
    ("name", "against"),
    [
        ("上海示例乙软件有限公司", "brackets_differ:北京"),
        ("示例戊银行股份有限公司成都分行", "branch:成都分行"),
        ("示例戊银行股份有限公司马山支行", "branch:马山支行"),
    ],
)
def test_another_legal_person_is_never_accepted_and_said(name: str, against: str) -> None:
    found = candidates(Party("q", ((name, "legal"),)), INDEX)[0]
    assert verdict(found.probability, accept=0.9, review=REVIEW) != "matched"
    assert against in found.reasons


def test_the_brother_of_a_company_on_the_list_is_no_slip_of_the_pen() -> None:
    asked = [
        Party(name, ((name, "legal"),)) for name in ("示例甲科技有限公司", "示例乙科技有限公司")
    ]
    index = indexed(asked[:1])
    first, second = search(asked, index).candidates
    assert first[0].probability > 0.99
    assert second[0].probability <= 0.1
    assert second[0].contradicted
    assert second[0].reasons[-1] == "claimed"
    alone = search(asked[1:], index).candidates[0]
    assert alone[0].probability > 0.2
    assert alone[0].reasons[0].startswith("slip:")


def test_what_many_begin_with_is_not_their_brand() -> None:
    names = [
        f"示例{char}{other}信息技术有限公司"
        for char, other in zip("铜江雷岚溪云", "舟途马叶莺澄", strict=True)
    ]
    index = indexed(Party(name, ((name, "legal"),)) for name in names)
    found = candidates(Party("q", (("示例铜螺信息技术有限公司", "legal"),)), index)
    assert verdict(found[0].probability, accept=ACCEPT, review=REVIEW) != "matched"
    few = indexed([Party("a", (("示例铜舟信息技术有限公司", "legal"),))])
    alone = candidates(Party("q", (("示例铜螺信息技术有限公司", "legal"),)), few)
    assert alone[0].probability > found[0].probability


def test_seat_and_website_tell_namesakes_apart() -> None:
    index = indexed(
        [
            Party("sh", (("示例甲科技有限公司", "legal"),), domains=frozenset({"a.example"}), regions=frozenset({"31"})),
            Party("bj", (("示例甲科技有限公司", "legal"),), domains=frozenset({"b.example"}), regions=frozenset({"1101"})),
        ]
    )  # fmt: skip
    asked = Party("q", (("示例甲科技有限公司", "legal"),), regions=frozenset({"11"}))
    found = candidates(asked, index)
    assert index.parties[found[0].position].key == "bj"
    assert found[0].probability > 0.9
    assert "same_seat" in found[0].reasons
    assert "other_seat" in found[1].reasons
    asked = Party("q", (("示例甲科技有限公司", "legal"),), domains=frozenset({"a.example"}))
    found = candidates(asked, index)
    assert index.parties[found[0].position].key == "sh"
    assert "same_domain:a.example" in found[0].reasons


def test_a_company_registered_in_china_is_not_its_foreign_namesake() -> None:
    index = indexed(
        [Party("mu", (("Stand-in Lighthouse Limited", "legal"),), countries=frozenset({"mu"}))]
    )
    asked = Party(
        "q", (("上海示例灯塔投资管理有限公司", "legal"), ("Stand-in Lighthouse", "english"))
    )
    found = candidates(asked, index)[0]
    assert "other_country:mu" in found.reasons
    assert verdict(found.probability, accept=0.95, review=REVIEW) != "matched"


def test_a_code_settles_it_whatever_the_name() -> None:
    key, status, reason = best("别的名字", codes=frozenset({"91110000600037341L"}))
    assert (key, status) == ("c", "matched")
    assert reason == "equal_code:91110000600037341L"


def test_strangers_are_not_found() -> None:
    assert best("完全无关的某某集团")[1] == "not_found"


@given(st.text("示例甲乙丙科技软件网络有限公司上海北京ABCabc (）（", max_size=20))
def test_probabilities_are_probabilities_and_best_comes_first(name: str) -> None:
    found = candidates(Party("q", ((name, "legal"),)), INDEX)
    assert all(0 <= one.probability <= 1 and one.reasons for one in found)
    assert [one.probability for one in found] == sorted(
        (one.probability for one in found), reverse=True
    )


@given(st.text(max_size=30))
def test_comparing_again_changes_nothing(text: str) -> None:
    once = comparable_name(text)
    assert comparable_name(once) == once
    assert display_name(display_name(text)) == display_name(text)
    assert without_legal_form(text) or not once


def test_what_names_hold() -> None:
    assert comparable_name("臺灣示例資訊股份有限公司") == comparable_name(
        "台湾示例资讯股份有限公司"
    )
    assert glued_code("北京示例科技有限公司91110108MA01ABCD12")[0] == "北京示例科技有限公司"
    assert glued_code("示例ABCDEFGHJKLMNPQRST公司") == ("示例ABCDEFGHJKLMNPQRST公司", "")
    assert bilingual("A/B Tech Co., Ltd.") == ("A/B Tech Co., Ltd.", "")
    assert language_of("示例科技") == "zh"


def test_an_equal_english_name_is_not_enough_for_another_company() -> None:
    index = indexed(
        [
            Party("us", (("Stand-in Solutions Inc", "legal"),), countries=frozenset({"us"})),
            Party("vast", (("Vast", "legal"),)),
        ]
    )
    chinese = Party(
        "x", (("示例威通讯技术（北京）有限公司", "legal"), ("Stand-in Solutions Inc", "english"))
    )
    assert verdict(candidates(chinese, index)[0].probability, accept=0.95, review=0.0) != "matched"
    german = Party("y", (("Stand-in Solutions Inc", "legal"),), countries=frozenset({"de"}))
    best = candidates(german, index)[0]
    assert verdict(best.probability, accept=0.95, review=0.0) != "matched"
    assert "other_country:us" in best.reasons
    bare = Party("z", (("示例广袤科技（北京）有限公司", "legal"), ("VAST", "english")))
    assert "one_word" in candidates(bare, index)[0].reasons
    same = Party("w", (("Stand-in Solutions, Inc.", "legal"),))
    assert verdict(candidates(same, index)[0].probability, accept=0.99, review=0.0) == "matched"


def test_rows_of_one_credit_code_are_one_company() -> None:
    code = frozenset({"91110108MA00000000"})
    twice = [Party(key, (("示例甲科技有限公司", "legal"),), code) for key in ("a", "b")]
    found = candidates(Party("x", (("示例甲科技有限公司", "legal"),)), indexed(twice))
    assert [one.position for one in found] == [0]
    assert found[0].probability >= 0.95
    assert not any(reason.startswith("shared_by") for reason in found[0].reasons)


def test_a_sign_that_names_something_else_stays() -> None:
    assert comparable_name("C++示例科技") != comparable_name("C示例科技")
    assert comparable_name("C#示例科技") != comparable_name("C示例科技")
    assert comparable_name("A+B Stand-in") == comparable_name("A B Stand-in")


def test_english_words_of_a_brand_find_the_chinese_one() -> None:
    names = [
        "北京示例新兴东方航空装备股份有限公司",
        "沈阳示例飞机工业（集团）有限公司",
        "上海示例甲科技有限公司",
    ]
    index = indexed(Party(name, ((name, "legal"),)) for name in names)
    found = candidates(
        Party("q", (("Beijing Shili Emerging Eastern Aviation Equipment Co., Ltd.", "english"),)),
        index,
    )
    assert found[0].position == 0
    split = indexed(
        [
            Party("a", (("庆安示例集团有限公司", "legal"),)),
            Party("b", (("秦干示例集团有限公司", "legal"),)),
        ]
    )
    found = candidates(Party("q", (("QINGAN SHILI GROUP CO. ， LTD.", "english"),)), split)
    assert {one.position for one in found} == {0, 1}
