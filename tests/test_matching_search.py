"""Many names looked for at once: what is likeliest, why, and the index in its file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.matching.index import Index, built, indexed
from expolens.matching.kept import VERSION, keep, opened
from expolens.matching.party import Party
from expolens.matching.postings import packed, postings, unpacked
from expolens.matching.scorer import (
    HEADS,
    nobody,
    probabilities,
    terms_of,
    threshold,
    verdict,
    weights,
)  # fmt: skip
from expolens.matching.search import Scored, search
from expolens.names import names_in

REGISTRY = [
    "上海晴帆智能科技有限公司", "上海晴帆智能科技有限公司四川分公司", "上海晴帆智能科技（北京）有限公司", "杭州枫璐软件有限公司", "深圳枫璐软件有限公司",
    "岚鸿医疗器械股份有限公司", "北京榕珀信息技术有限公司", "Stand-in Harbour Optics Inc.", "南京霁鹭生物科技有限公司",
]  # fmt: skip
INDEX = indexed(Party(str(n), ((name, "legal"),)) for n, name in enumerate(REGISTRY))


def best(text: str, index: Index = INDEX, **more: frozenset[str]) -> Scored | None:
    found = search([Party("q", names_in(text), **more)], index, present=0.8).candidates[0]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("上海晴帆智能科技 有限公司", REGISTRY[0]), ("晴帆智能科技有限公司（上海）", REGISTRY[0]), ("上海晴帆智能科技有限公司四川分公司", REGISTRY[1]),
        ("上海晴帆智能科技(北京)有限公司", REGISTRY[2]), ("岚鸿医疗器械", REGISTRY[5]), ("12. 北京榕柏信息技术有限公司 A12", REGISTRY[6]),
        ("Nanjing Jilu Biotechnology Co., Ltd.", REGISTRY[8]), ("Nan Jing Ji Lu Sheng Wu Ke Ji You Xian Gong Si", REGISTRY[8]),
        ("STAND-IN HARBOUR OPTICS", REGISTRY[7]), ("南京鹭霁生物科技有限公司", REGISTRY[8]),
    ],
)  # fmt: skip
def test_the_likeliest_comes_first(asked: str, name: str) -> None:
    one = best(asked)
    assert one is not None
    assert one.right_name == name


def test_what_names_another_legal_person_is_never_accepted() -> None:
    branch = best("上海晴帆智能科技有限公司成都分公司")
    assert branch is None or verdict(branch.probability, accept=0.98, review=0.1) != "matched"
    place = best("上海晴帆智能科技（天津）有限公司")
    assert place is None or verdict(place.probability, accept=0.98, review=0.1) != "matched"


def test_namesakes_share_what_a_name_is_worth() -> None:
    found = search([Party("q", names_in("枫璐软件有限公司"))], INDEX, present=0.8).candidates[0]
    assert {one.right_name for one in found[:2]} == {REGISTRY[3], REGISTRY[4]}
    assert found[0].probability < 0.6
    assert any(reason.startswith("shared_by:2") for reason in found[0].reasons)


def test_strangers_are_not_found() -> None:
    assert best("完全无关的某某集团") is None
    assert best("") is None


def test_a_code_settles_it_and_another_one_contradicts() -> None:
    code, other = frozenset({"91110000600037341L"}), frozenset({"91310000MA1FL0000X"})
    index = indexed([Party("a", (("岚鸿医疗器械股份有限公司", "legal"),), code)])
    settled = best("别的名字", index, codes=code)
    assert settled is not None
    assert settled.reasons == ("equal_code:91110000600037341L",)
    against = best("岚鸿医疗器械股份有限公司", index, codes=other)
    assert against is not None
    assert against.probability <= 0.6


texts = st.lists(
    st.text("上海北京晴帆枫璐岚鸿科技软件有限公司分（）() AaBb1", max_size=14), max_size=12
)


@settings(deadline=None, max_examples=40)
@given(texts, texts)
def test_probabilities_are_shares_of_one(registry: list[str], asked: list[str]) -> None:
    index = indexed(Party(str(n), names_in(text)) for n, text in enumerate(registry))
    found = search([Party(str(n), names_in(text)) for n, text in enumerate(asked)], index)
    assert 0 < found.present < 1
    for one in found.candidates:
        likely = [scored.probability for scored in one]
        assert likely == sorted(likely, reverse=True)
        assert sum(likely) <= 1 + 1e-9
        assert all(scored.reasons for scored in one)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(max_size=12), max_size=30))
def test_an_index_is_the_same_from_its_file(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "kept.index"
    index = built(
        names, np.arange(len(names), dtype=np.uint32), np.zeros(len(names), np.uint8), [], []
    )
    keep(index, names, path)
    again = opened(path)
    assert again is not None
    assert again.names.texts() == index.names.texts()
    assert np.array_equal(again.postings.rows, index.postings.rows)
    assert np.array_equal(again.postings.bounds, index.postings.bounds)
    assert np.array_equal(again.names.inner, index.names.inner)
    printed = [again.parties[n].names[0][0] for n in range(len(names))]
    assert printed == [name.encode("utf-8", "replace").decode() for name in names]


@given(st.lists(st.integers(0, 2**24 - 1), min_size=1, max_size=9), st.sampled_from([9, 2**24]))
def test_rows_are_packed_and_unpacked(numbers: list[int], names: int) -> None:
    rows = packed(np.array(numbers, np.uint32), names)
    spots = np.arange(len(numbers))[::-1]
    assert rows.shape[1] == (3 if names < 2**24 else 4)
    assert unpacked(rows, spots).tolist() == numbers[::-1]
    assert len(unpacked(rows, spots[:0])) == 0


_WORDS = st.frozensets(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=8),
    max_size=3,
)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(_WORDS, _WORDS, _WORDS, _WORDS, _WORDS), max_size=6))
def test_what_is_known_of_a_party_is_kept_too(
    tmp_path_factory: pytest.TempPathFactory, known: list[tuple[frozenset[str], ...]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "known.index"
    parties = [
        Party(str(n), ((f"示例{n}", "legal"), (f"Standin {n}", "english")), *one)
        for n, one in enumerate(known)
    ]
    keep(
        indexed(parties),
        [text for one in parties for text, _ in one.names],
        path,
        evidence=[one.evidence() for one in parties],
    )
    again = opened(path)
    assert again is not None
    assert list(again.parties) == parties


def test_a_file_cut_short_or_of_another_version_is_no_index(tmp_path: Path) -> None:
    path = tmp_path / "x.index"
    assert opened(path) is None
    keep(
        built(
            REGISTRY,
            np.arange(len(REGISTRY), dtype=np.uint32),
            np.zeros(len(REGISTRY), np.uint8),
            [],
            [],
        ),
        REGISTRY,
        path,
    )
    whole = path.read_bytes()
    assert opened(path) is not None
    for damaged in (
        whole[:-1],
        whole[: len(whole) // 2],
        b"",
        whole.replace(f'"version": {VERSION}'.encode(), b'"version": 0'),
    ):
        path.write_bytes(damaged)
        assert opened(path) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), max_size=60))
def test_postings_hold_what_a_plain_dictionary_does(pairs: list[tuple[int, int]]) -> None:
    made = postings(np.array([term << 32 | row for term, row in pairs], np.uint64), 31)
    plain: dict[int, set[int]] = {}
    for term, row in pairs:
        plain.setdefault(term, set()).add(row)
    assert made.vocabulary.tolist() == sorted(plain)
    for at, term in enumerate(made.vocabulary.tolist()):
        rows = made.rows[made.bounds[at] : made.bounds[at + 1]].astype(np.int64)
        assert sorted(rows @ np.array([1, 256, 65536])) == sorted(plain[term])


def test_weights_fit_the_features_and_thresholds_rise() -> None:
    for head in HEADS:
        assert set(weights().heads[head]) == set(terms_of(head))
    reached = [threshold(precision) for precision in (0.8, 0.9, 0.95, 0.98, 0.99)]
    assert reached == sorted(reached)
    assert nobody(weights().present) == 0
    alone = probabilities(np.array([0.0]), np.array([0]), 1)
    assert alone.tolist() == [0.5]


HOUSE = [
    "示例科技有限公司", "示例科技有限公司杭州分公司", "示例科技有限公司北京研究所", "岚鸿（中国）有限公司", "岚鸿医疗系统有限公司", "杭州枫璐（北京）软件有限公司",
    "榕珀制造厂", "中国霁联股份有限公司", "Nova Optics GmbH", "Harbour Optics Inc.", "NG Sensors (Next Generation Sensors)",
]  # fmt: skip


def against(text: str, index: Index) -> dict[str, Scored]:
    found = search([Party("q", names_in(text))], index, present=0.8).candidates[0]
    return {one.right_name: one for one in found}


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Shili Technology Co., Ltd.", "示例科技有限公司杭州分公司", "branch:杭州分公司"),
        ("示例科技有限公司", "示例科技有限公司北京研究所", "branch:北京研究所"),
        ("示例科技有限公司（上海分公司）", "示例科技有限公司", "branch:上海分公司"),
        (
            "Hangzhou Fenglu Software Co., Ltd.",
            "杭州枫璐（北京）软件有限公司",
            "brackets_differ:北京",
        ),
        ("榕珀制造有限公司", "榕珀制造厂", "form:有限公司 / 制造厂"),
        ("岚鸿有限公司", "岚鸿医疗系统有限公司", "full_names_differ"),
        ("岚鸿信息医疗系统有限公司", "岚鸿医疗系统有限公司", "full_names_differ"),
        ("Nova Optics AG", "Nova Optics GmbH", "legal_form_differs:Nova Optics GmbH"),
    ],
)
def test_another_legal_person_is_told_and_never_matched(text: str, name: str, code: str) -> None:
    one = against(text, indexed(Party(n, ((n, "legal"),)) for n in HOUSE if n != text))[name]
    assert one.contradicted
    assert one.probability <= 0.3
    assert code in one.reasons


def test_what_is_contradicted_is_together_worth_little_and_a_company_more_than_its_branches() -> (
    None
):
    index = indexed(Party(n, ((n, "legal"),)) for n in HOUSE)
    found = against("示例科技有限公司上海分公司", index)
    assert sum(one.probability for one in found.values()) <= 0.3 + 1e-9
    assert max(found, key=lambda name: found[name].probability) == "示例科技有限公司"
    assert next(iter(against("Shili Technology Co., Ltd.", index))) == "示例科技有限公司"


def test_an_agreeing_trade_outranks_none_and_a_country_is_no_brand() -> None:
    index = indexed(Party(n, ((n, "legal"),)) for n in HOUSE)
    assert next(iter(against("岚鸿医疗", index))) == "岚鸿医疗系统有限公司"
    assert all(one.probability < 0.2 for one in against("中国霁行", index).values())


def test_what_abbreviates_a_name_in_brackets_is_nobody_else() -> None:
    index = indexed(Party(n, ((n, "legal"),)) for n in HOUSE)
    found = against("Harbour Optics (HOI)", index)["Harbour Optics Inc."]
    assert not found.contradicted
    assert against("Harbour Optics (Asia)", index)["Harbour Optics Inc."].contradicted


def test_two_spellings_of_one_company_on_a_list_are_both_found() -> None:
    index = indexed([Party("a", (("上海大华信息技术有限公司", "legal"),))])
    asked = [
        Party(n, ((n, "legal"),)) for n in ("上海大华信息技术有限公司", "上海大花信息技术有限公司")
    ]
    first, second = search(asked, index, present=0.8).candidates
    assert first[0].probability > 0.9
    assert second[0].probability > 0.5
    assert second[0].reasons[0].startswith("same_sound:")


def test_latin_names_do_not_crowd_out_chinese_ones() -> None:
    names = [
        f"Zhejiang Dahua {word} Ltd"
        for word in ("Steel", "Paper", "Foods", "Textile", "Toys", "Bags")
    ] * 12
    index = indexed(
        Party(str(n), ((name, "legal"),))
        for n, name in enumerate([*names, "浙江大华技术股份有限公司"])
    )
    found = search(
        [Party("q", (("Zhejiang Dahua Technology Co., Ltd.", "legal"),))], index, present=0.9
    ).candidates[0]
    assert "浙江大华技术股份有限公司" in [one.right_name for one in found]


@pytest.mark.parametrize(
    ("asked", "registered"),
    [
        ("霁联大学附属中山医院", "霁联大学附属华山医院"), ("霁联医学院附属第一医院", "霁联医学院附属第二医院"), ("霁联大学", "霁联大学出版社有限公司"),
        ("臺北霁联銀行", "臺中霁联銀行"), ("Harbour Fund XIV, L.P.", "Harbour Fund XV, L.P."), ("霁联叁号投资合伙企业", "霁联肆号投资合伙企业"),
        ("霁联银行（中国）有限公司", "霁联银行（香港）有限公司"), ("霁联银行有限公司", "霁联银行（中国）有限公司"), ("霁联电信集团有限公司", "霁联电信股份有限公司"),
        ("霁联股份", "霁联集团"), ("Harbourline AG", "Harbourline Pharma AG"), ("霁联会计师事务所", "霁华会计师事务所"),
    ],
)  # fmt: skip
def test_near_names_of_others_are_contradicted(asked: str, registered: str) -> None:
    for text, record in ((asked, registered), (registered, asked)):
        index = indexed(
            [Party("a", ((record, "legal"),)), *(Party(n, ((n, "legal"),)) for n in REGISTRY)]
        )
        found = [
            one
            for one in search([Party("q", names_in(text))], index, present=0.95).candidates[0]
            if one.position == 0
        ]
        assert all(one.contradicted and one.probability <= 0.3 for one in found)


@pytest.mark.parametrize("noise", [" Huawei", " www.example.org", " 展位3B12", "™", "\n上海"])
def test_what_stands_behind_a_company_is_no_branch(noise: str) -> None:
    found = best(f"北京榕珀信息技术有限公司{noise}")
    assert found is not None
    assert (found.right_name, found.contradicted) == ("北京榕珀信息技术有限公司", False)


def test_an_english_name_does_not_make_a_branch_its_company() -> None:
    index = indexed(
        [
            Party("a", (("榕珀科技有限公司", "legal"),)),
            *(Party(n, ((n, "legal"),)) for n in REGISTRY),
        ]
    )
    branch = Party(
        "q", (("榕珀科技有限公司杭州分公司", "legal"), ("Rongpo Technology Co., Ltd.", "english"))
    )
    found = search([branch], index, present=0.95).candidates[0]
    assert (found[0].right_name, found[0].contradicted) == ("榕珀科技有限公司", True)
    assert "branch:杭州分公司" in found[0].reasons


@pytest.mark.parametrize(
    "asked", ["🎉{}", "{} ✅", "<b>{}</b>", "<span class='name'>{}</span>", "▶ {}", "&nbsp;{}"]
)
def test_what_is_drawn_or_marked_up_says_nothing(asked: str) -> None:
    found = best(asked.format(REGISTRY[0]))
    assert found is not None
    assert (found.right_name, found.contradicted) == (REGISTRY[0], False)
    assert found.probability > 0.9


@pytest.mark.parametrize(
    ("asked", "registered", "others"),
    [
        ("霁榕集团", "霁榕集团股份有限公司", ["霁榕集团（北京）有限公司", "霁榕医疗系统股份有限公司", "大连霁榕控股有限公司"]),
        ("枫岚集团", "枫岚集团有限公司", ["枫岚软件集团有限公司", "枫岚电子信息产业股份有限公司", "枫岚通用软件有限公司"]),
        ("晴榕中国", "晴榕（中国）有限公司", ["晴榕医疗系统（中国）有限公司", "晴榕（上海）有限公司"]),
    ],
)  # fmt: skip
def test_a_name_without_its_legal_form_is_before_its_family(
    asked: str, registered: str, others: list[str]
) -> None:
    index = indexed(Party(name, ((name, "legal"),)) for name in [*others, registered, *REGISTRY])
    first, *rest = search([Party("q", names_in(asked))], index, present=0.8).candidates[0]
    assert first.right_name == registered
    assert all(one.probability < first.probability for one in rest)


@pytest.mark.parametrize(
    ("asked", "registered"),
    [
        ("QL晴榕医疗", "晴榕医疗器械（上海）有限公司"), ("Jilian 霁聯", "霁联精密工业股份有限公司"), ("QLF-晴榕软件", "晴榕软件有限公司"),
    ],
)  # fmt: skip
def test_a_latin_word_before_a_chinese_name_may_be_its_brand_again(
    asked: str, registered: str
) -> None:
    index = indexed(Party(name, ((name, "legal"),)) for name in [registered, *REGISTRY])
    found = best(asked, index)
    assert found is not None
    assert found.right_name == registered
    assert not found.contradicted
    for other in ("QL中国", "QL科技有限公司"):
        one = best(other, index)
        assert one is None or one.probability < 0.05
