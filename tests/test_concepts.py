"""Slugs are addresses: readable, stable, and no two terms have one; packs are clean."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.concepts import (
    Term,
    Thesaurus,
    comparable_term,
    concept_slug,
    hashed_slug,
    pack_names,
    thesaurus,
)
from expolens.errors import StudyError

SLUG = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("en", "slug"),
    [
        ("Smart hospital", "smart_hospital"),
        ("AI device", "ai_device"),
        ("COVID-19", "covid_19"),
        ("mHealth", "mhealth"),
        ("Wi-Fi 6", "wi_fi_6"),
        ("R&D", "r_d"),
        ("Café", "cafe"),
    ],
)
def test_an_english_label_is_its_slug(en: str, slug: str) -> None:
    assert concept_slug(en=en, zh="") == slug
    assert concept_slug(en=en, zh="随便") == slug


def test_a_chinese_term_without_english_is_pinyin_and_hash() -> None:
    expected = hashlib.sha256("智慧城市".encode()).hexdigest()[:4]
    assert concept_slug(en="", zh="智慧城市") == f"zhi_hui_cheng_shi_{expected}"
    assert concept_slug(en="", zh="5G医院").startswith("5g_yi_yuan_")


def test_one_sound_two_terms_two_slugs() -> None:
    assert hashed_slug("医疗") != hashed_slug("依疗")
    assert hashed_slug("医疗")[:-5] == hashed_slug("依疗")[:-5] == "yi_liao"


@given(st.text(min_size=1).filter(str.strip))
def test_every_term_has_a_slug_that_can_stand_in_an_id(text: str) -> None:
    assert SLUG.fullmatch(concept_slug(en="", zh=text))
    assert SLUG.fullmatch(hashed_slug(text))


@given(st.text())
def test_comparing_is_settled_after_once_and_blind_to_case(text: str) -> None:
    once = comparable_term(text)
    assert comparable_term(once) == once
    assert comparable_term(f" {text}\n") == once


def test_wide_letters_and_spaces_are_the_same_term() -> None:
    assert comparable_term("ＳａａＳ") == comparable_term("saas")
    assert comparable_term("智慧 医院") == comparable_term("智慧医院")
    assert comparable_term("big data") != comparable_term("bigdata")


def test_translations_are_one_term_and_synonyms_are_not() -> None:
    known = Thesaurus([Term("internet_of_things", "Internet of things", "物联网", ("IoT",))])
    assert known.find("internet OF things") is known.find("物联网") is known.terms[0]
    assert known.find("IoT") is None
    assert known.with_slug("internet_of_things") is known.terms[0]


def test_a_label_cannot_mean_two_terms() -> None:
    with pytest.raises(ValueError, match="means two terms"):
        Thesaurus([Term("a", "A", "甲"), Term("b", "B", "甲")])
    with pytest.raises(ValueError, match="two terms have the slug"):
        Thesaurus([Term("a", "A", "甲"), Term("a", "A!", "乙")])


def test_an_unknown_pack_is_said_with_what_there_is() -> None:
    with pytest.raises(StudyError, match="health_it"):
        thesaurus(("health_if",))


@pytest.mark.parametrize("pack", pack_names())
def test_a_pack_is_clean(pack: str) -> None:
    terms = thesaurus((pack,)).terms
    labels = [comparable_term(label) for term in terms for label in {term.en, term.zh}]
    assert len(labels) == len(set(labels))
    assert all(term.en.isascii() and term.zh for term in terms)
    # A synonym that is another term's label would merge two terms.
    others = [comparable_term(word) for term in terms for word in term.alternatives]
    assert not set(others) & set(labels)
    assert len(others) == len(set(others))


def test_the_health_pack_knows_the_terms_of_the_study_that_it_was_made_for() -> None:
    known = thesaurus(("health_it",))
    pairs = {
        "智慧医院": "smart_hospital", "医共体": "medical_community", "医联体": "medical_cluster",
        "电子病历": "electronic_medical_records", "电子病历(EMR)": "emr", "AI器械": "ai_device",
        "新冠肺炎": "covid_19", "信息化厂商": "information_technology_vendor", "SaaS": "saas",
        "产业互联网": "industrial_internet", "互联网医疗": "internet_health_care", "移动医疗": "mhealth",
    }  # fmt: skip
    assert {zh: getattr(known.find(zh), "slug", None) for zh in pairs} == pairs


def test_every_term_of_the_rehearsal_has_an_english_label() -> None:
    path = Path(__file__).parents[1] / "tools" / "rehearsal" / "terms.csv"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    known = thesaurus(("health_it",))
    assert not [line for line in lines[1:] if known.find(line.split(",")[1]) is None]
