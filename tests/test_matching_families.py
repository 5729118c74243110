"""Families of companies and near names: whom a short name means, who is another, and that an equal name is believed."""

from __future__ import annotations

import pytest

from expolens.matching import Party, Scored, indexed, search
from expolens.names import names_in


def found(name: str, *records: str, present: float | None = None) -> tuple[Scored, ...]:
    index = indexed(Party(one, names_in(one)) for one in records)
    return search([Party("q", names_in(name))], index, present=present).candidates[0]


def test_a_name_without_the_country_may_be_the_country_s() -> None:
    either = ("示例省示例航天集团有限责任公司", "中国示例航天集团有限公司", "无关软件有限公司")
    said = {one.right_name: one for one in found("示例航天集团", *either)}
    assert not said["中国示例航天集团有限公司"].contradicted
    assert "place_unsaid:中国" in said["中国示例航天集团有限公司"].reasons
    best = found("示例航天科技研究院", "中国示例航天科技研究院")[0]
    assert best.probability > 0.9


@pytest.mark.parametrize(
    ("name", "record", "why"),
    [
        ("中国示例甲有限公司", "示例甲有限公司", "place_differs:中国 / –"),
        ("示例甲（中国）有限公司", "示例甲工业软件", "brackets_differ:中国"),
        ("上海示例甲（集团）有限公司", "上海示例甲股份有限公司", "group_differs"),
        ("Standin AG", "Standin Group AG", "full_names_differ"),
        ("Standin (Group) Co., Ltd.", "Standin Co., Ltd.", "full_names_differ"),
        ("Vastandin", "Avastandin, Inc.", "first_letter"),
        ("Hexstand", "Vexstand Corp", "first_letter"),
    ],
)
def test_another_person_is_for_review_and_says_why(name: str, record: str, why: str) -> None:
    best = found(name, record, "Unlike Records Ltd.", "无关软件有限公司")[0]
    assert best.contradicted
    assert best.probability <= 0.3
    assert why in best.reasons


def test_an_equal_latin_name_is_believed_however_few_are_registered() -> None:
    best = found(
        "Standin Electronics Co., Ltd.", "Standin Electronics Co., Ltd.", "Standin Electronics Co., Ltd. Sponsored GDR", "Unlike Records Ltd.",
        present=0.05,
    )[0]  # fmt: skip
    assert best.reasons[0].startswith("equal_name:")
    assert best.probability > 0.9


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("Standin Group PCL", "Standin Group Public Company Limited"),
        ("Standin Group plc", "Standin Group Public Limited Company"),
        ("Standin Grp plc", "Standin Group plc"),
        ("Standin Alpha Aktiengesellschaft", "Standin Alpha AG"),
        ("Standin Optical Company Limited (SOC)", "Standin Optical Company Limited"),
        ("示例甲集团有限责任公司", "示例甲集团有限公司"),
        ("示例甲医疗STANDIN", "示例甲医疗科技有限公司"),
    ],
)
def test_one_form_written_two_ways_contradicts_nothing(name: str, record: str) -> None:
    best = found(name, record)[0]
    assert not best.contradicted
    assert best.probability > 0.6


def test_the_place_that_both_english_names_say_is_no_subsidiary_s() -> None:
    name = (("示例甲（上海）股份有限公司", "legal"), ("Standin (Shanghai) Corporation", "english"))
    record = Party("r", (("Standin (Shanghai) Corporation", "legal"),), countries=frozenset({"cn"}))
    best = search([Party("q", name)], indexed([record])).candidates[0][0]
    assert not best.contradicted
    partners = (("示例甲合伙企业（有限合伙）", "legal"), ("Standin Alpha Capital", "english"))
    other = Party("r", (("Standin Alpha Capital", "legal"),), countries=frozenset({"cn"}))
    best = search([Party("q", partners)], indexed([other])).candidates[0][0]
    assert not any(reason.startswith("place_in_name") for reason in best.reasons)


def test_a_company_that_goes_public_keeps_its_name() -> None:
    name = (
        ("杭州示例甲科技股份有限公司", "legal"),
        ("Standin Alpha Robotics Co., Ltd.", "english"),
    )
    record = (
        ("杭州示例甲科技有限公司", "legal"),
        ("Standin Alpha Robotics Technology Co., Ltd.", "english"),
    )
    best = search([Party("q", name)], indexed([Party("r", record)])).candidates[0][0]
    assert "other_name_differs" not in best.reasons


def test_the_same_name_is_as_likely_wherever_it_stands_on_the_list() -> None:
    index = indexed([Party("r", names_in("上海示例甲科技有限公司"))])
    asked = [Party(str(n), names_in("示例甲科技有限公司")) for n in range(3)]
    chances = {one[0].probability for one in search(asked, index, present=0.5).candidates}
    assert len(chances) == 1


def test_an_institute_and_its_departments_share_an_english_name() -> None:
    english = ("Standin Academy of Examples", "english")
    records = [
        Party(name, ((name, "legal"), english))
        for name in ("示例研究院智能研究所", "示例研究院", "示例研究院终端实验室")
    ]
    asked = Party("q", (("示例研究院", "legal"), english))
    best = search([asked], indexed(records)).candidates[0]
    assert best[0].position == 1
    assert best[0].probability > 0.5
