"""Labels come from an exhibitor's own records and accepted links, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from expolens.classify import classify
from expolens.decisions import identified
from expolens.model.decision import Decision, Quote
from expolens.model.exhibitor import Exhibitor
from expolens.model.fact import Fact
from expolens.model.match import Link
from expolens.model.record import Name, Record
from expolens.store.tables import to_table


def exhibitor(id_: str, *records: str, name: str = "") -> Exhibitor:
    return Exhibitor(id_, name, "", True, "present", True, "", "", "", records, ())


def fact(record: str, field: str, value: str | None, position: int = 1) -> Fact:
    absence = None if value else "not_disclosed"
    source = record.split(":")[0]
    return Fact(
        record, source, field, position, value, None, None, None, None, value or "-", absence
    )


def link(exhibitor_id: str, record: str, status: str = "accepted") -> Link:
    return Link(exhibitor_id, record, record.split(":")[0], status, 1.0, (), "rule")


def tables(
    exhibitors: Sequence[Exhibitor], facts: Sequence[Fact], links: Sequence[Link] = ()
) -> dict[str, pa.Table]:
    keys = dict.fromkeys([r for one in exhibitors for r in one.records] + [k.record for k in links])
    records = [Record(key, key.split(":")[0], "list", "", n, "{}") for n, key in enumerate(keys)]
    names = [
        Name(record, one.name, "zh", "legal")
        for one in exhibitors
        if one.name
        for record in one.records
    ]
    return {
        "records": to_table("records", records),
        "names": to_table("names", names),
        "facts": to_table("facts", facts),
        "exhibitors": to_table("exhibitors", exhibitors),
        "links": to_table("links", links),
    }


def labels(made: dict[str, pa.Table], *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[c] for c in columns) for row in made["labels"].to_pylist()]


def decided(verdict: str, name: str, field: str, value: str) -> Decision:
    return identified(
        Decision(
            "",
            verdict,
            "checker A",
            "2021-05-06",
            "brochure",
            Quote(name=name),
            field=field,
            value=value,
        )
    )


def run(given: dict[str, pa.Table], *decisions: Decision) -> dict[str, pa.Table]:
    return classify(given, decisions=decisions, packs=("health_it",))


def test_own_records_and_accepted_links_give_labels() -> None:
    made = run(
        tables(
            [exhibitor("x1", "list:1"), exhibitor("x2", "list:2")],
            [
                fact("list:1", "keyword", "智慧医院"),
                fact("list:2", "keyword", None),
                fact("library:1", "concept", "大数据"),
                fact("library:2", "concept", "SaaS"),
                fact("library:2", "capital", "1000"),
            ],
            [link("x1", "library:1"), link("x2", "library:2", "review")],
        )
    )
    assert labels(made, "exhibitor", "vocabulary", "concept", "en", "zh", "evidence", "source") == [
        ("x1", "keyword", "smart_hospital", "Smart hospital", "智慧医院", "智慧医院", "list"),
        ("x1", "concept", "big_data", "Big data", "大数据", "大数据", "library"),
    ]


def test_translations_are_one_concept_and_a_second_use_is_position_2() -> None:
    facts = [
        fact("list:1", "keyword", t, n) for n, t in enumerate(["Big Data", "大数据", "物联网"], 1)
    ]
    made = run(tables([exhibitor("x1", "list:1")], facts))
    assert labels(made, "concept", "position", "evidence") == [
        ("big_data", 1, "Big Data"),
        ("big_data", 2, "大数据"),
        ("internet_of_things", 1, "物联网"),
    ]


def test_synonyms_stay_apart_and_the_decision_is_reported() -> None:
    facts = [fact("list:1", "keyword", "物联网", 1), fact("list:1", "keyword", "IoT", 2)]
    kept = decided("synonym", "IoT", "keyword", "物联网")
    gone = decided("synonym", "IOTA", "keyword", "物联网")
    made = run(tables([exhibitor("x1", "list:1")], facts), kept, gone)
    assert labels(made, "concept") == [("internet_of_things",), ("iot",)]
    outcomes = {row["decision"]: row["outcome"] for row in made["applied_classify"].to_pylist()}
    assert outcomes == {kept.id: "applied", gone.id: "stale"}


def test_two_terms_never_share_an_address() -> None:
    facts = [
        fact("list:1", "keyword", text, n)
        for n, text in enumerate(["A+B", "a b", "Smart-hospital", "智慧医院", "智慧工厂"], 1)
    ]
    made = run(tables([exhibitor("x1", "list:1")], facts))
    slugs = [slug for (slug,) in labels(made, "concept")]
    assert len(set(slugs)) == 5
    # The pack's term keeps its slug; the two that want one slug both give it up.
    assert slugs[3] == "smart_hospital"
    assert "a_b" not in slugs
    assert slugs[4].startswith("zhi_hui_gong_chang_")


def test_the_order_of_rows_changes_no_address() -> None:
    texts = ["A+B", "a b", "Smart-hospital", "smart-hospital"]
    facts = [fact("list:1", "keyword", text, n) for n, text in enumerate(texts, 1)]
    back = [fact("list:1", "keyword", text, n) for n, text in enumerate(reversed(texts), 1)]
    one, other = (run(tables([exhibitor("x1", "list:1")], f)) for f in (facts, back))
    assert sorted(labels(one, "concept", "en")) == sorted(labels(other, "concept", "en"))


def test_a_label_by_hand_names_its_decision() -> None:
    by_hand = decided("label", "示例科技", "technology", "区块链")
    lost = decided("label", "示例软件", "technology", "区块链")
    wrong = decided("label", "示例科技", "capital", "1")
    made = run(tables([exhibitor("x1", "list:1", name="示例科技")], []), by_hand, lost, wrong)
    assert labels(made, "exhibitor", "vocabulary", "concept", "evidence", "by") == [
        ("x1", "technology", "blockchain", "brochure", by_hand.id)
    ]
    outcomes = {row["decision"]: row["outcome"] for row in made["applied_classify"].to_pylist()}
    assert outcomes == {by_hand.id: "applied", lost.id: "stale", wrong.id: "stale"}


def test_a_withdrawn_label_is_gone_and_reported() -> None:
    by_hand = decided("label", "示例科技", "technology", "区块链")
    back = identified(
        Decision("", "withdraw", "checker A", "2021-05-07", "a slip", value=by_hand.id)
    )
    made = run(tables([exhibitor("x1", "list:1", name="示例科技")], []), by_hand, back)
    assert made["labels"].num_rows == 0
    assert [row["outcome"] for row in made["applied_classify"].to_pylist()] == ["withdrawn"]


def test_without_a_pack_terms_keep_their_own_words() -> None:
    made = classify(
        tables([exhibitor("x1", "list:1")], [fact("list:1", "keyword", "智慧医院")]),
        decisions=(),
        packs=(),
    )
    ((slug, en, zh),) = labels(made, "concept", "en", "zh")
    assert slug.startswith("zhi_hui_yi_yuan_")
    assert (en, zh) == ("", "智慧医院")
