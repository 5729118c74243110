"""Decisions: one line each, appended only, and replayed on the companies they judged."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.decisions import (
    Finder,
    append,
    content_id,
    finder,
    grouped,
    identified,
    line_of,
    outcomes,
    read_decisions,
    standing,
    units_of,
    withdrawn,
)
from expolens.decisions.agreement import agreements
from expolens.decisions.format import decision_of
from expolens.decisions.restate import stated, taken_back
from expolens.errors import StudyError
from expolens.model.decision import Decision, Quote
from expolens.model.fact import Fact
from expolens.model.record import Name, Record
from expolens.store.tables import to_table

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(str.strip)
words = words.filter(bool)
quotes = st.builds(Quote, st.just(""), words, st.one_of(st.just(""), words), st.just(""))
pairs = st.builds(
    Decision,
    st.just(""),
    st.sampled_from(["same", "different", "unsure"]),
    words,
    st.dates().map(str),
    words,
    quotes,
    quotes,
)


def say(verdict: str, left: str = "", right: str = "", value: str = "", day: int = 1) -> Decision:
    return identified(
        Decision(
            "",
            verdict,
            "checker A",
            f"2026-01-{day:02d}",
            "seen on site",
            Quote(name=left),
            Quote(name=right),
            value=value,
        )
    )


def find(*rows: tuple[str, ...]) -> Finder:
    """A finder over (source:key, name, booth, code) rows."""
    records = [
        Record(row[0], row[0].split(":")[0], "list", "", n, "{}") for n, row in enumerate(rows)
    ]
    names = [Name(row[0], row[1], "zh", "legal") for row in rows]
    facts = [
        Fact(row[0], row[0].split(":")[0], field, 0, text, None, None, None, None, text, None)
        for row in rows
        for field, text in zip(("booth", "credit_code"), row[2:], strict=False)
        if text
    ]
    return finder(
        {
            "records": to_table("records", records),
            "names": to_table("names", names),
            "facts": to_table("facts", facts),
        }
    )


@given(pairs)
def test_a_line_gives_back_its_decision(decision: Decision) -> None:
    line = line_of(identified(decision))
    assert "\n" not in line
    assert decision_of(line) == identified(decision)


@given(pairs, pairs)
def test_an_id_is_its_content(one: Decision, other: Decision) -> None:
    assert (content_id(one) == content_id(other)) == (one == other)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"verdict": "sam', ("not JSON", "line 2")),
        ("[1]", ("JSON object",)),
        ('{"verdickt": "same"}', ("verdickt", "Did you mean 'verdict'?")),
        ('{"verdict": "sam"}', ("Did you mean 'same'?",)),
        ('{"verdict": "same"}', ("'by'",)),
        ('{"verdict": "same", "by": "A", "date": "2021-13-40", "why": "w"}', ("2021-13-40",)),
        ('{"verdict": "same", "by": "A", "date": "2021-01-04", "why": "w"}', ("'left'",)),
        (
            '{"verdict": "same", "by": "A", "date": "2021-01-04", "why": "w", "left": {"nam": "a"}}',
            ("'nam'", "Did you mean 'name'?"),
        ),
        (
            '{"verdict": "withdraw", "by": "A", "date": "2021-01-04", "why": "w", "value": "d-9"}',
            ("d-9", "not decided"),
        ),
        ('{"verdict": 7}', ("'verdict'", "7")),
        (
            '{"verdict": "same", "by": "A", "date": "2021-01-04", "why": "w", "left": "a"}',
            ("'left'", '{"name": "…"}'),
        ),
        (
            '{"id": "d-1", "verdict": "exclude", "by": "A", "date": "2021-01-04", "why": "w", "left": {"name": "b"}}',
            ("d-1", "two different"),
        ),
    ],
)
def test_an_error_names_file_and_line(tmp_path: Path, line: str, said: tuple[str, ...]) -> None:
    path = tmp_path / "decisions.jsonl"
    good = '{"id": "d-1", "verdict": "exclude", "by": "A", "date": "2021-01-04", "why": "w", "left": {"name": "a"}}'
    path.write_text(f"{good}\n{line}\n", "utf-8")
    with pytest.raises(StudyError) as error:
        read_decisions(path)
    assert "decisions.jsonl, line 2" in str(error.value)
    for words in said:
        assert words in str(error.value)


def test_appending_alters_nothing_that_stands_there(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    first = say("exclude", "甲")
    # Written by hand on Windows: a mark, its own spacing, no newline at the end.
    by_hand = (
        "\ufeff" + line_of(first).replace(": ", ":  ") + "\r\n\r\n" + line_of(say("exclude", "丙"))
    )
    path.write_bytes(by_hand.encode())
    assert append(path, [first, say("exclude", "乙"), say("exclude", "乙")]) == 1
    assert path.read_bytes().startswith(by_hand.encode())
    assert [d.left.name for d in read_decisions(path)] == ["甲", "丙", "乙"]
    before = path.read_bytes()
    assert append(path, [first]) == 0
    assert path.read_bytes() == before


def test_append_refuses_a_taken_id_and_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    append(path, [say("exclude", "甲")])
    taken = read_decisions(path)[0].id
    with pytest.raises(StudyError, match="taken"):
        append(path, [Decision(taken, "include", "A", "2026-01-01", "w", Quote(name="甲"))])
    path.write_text("{", "utf-8")
    with pytest.raises(StudyError, match="line 1"):
        append(path, [say("exclude", "乙")])
    assert path.read_text("utf-8") == "{"


def test_a_withdrawal_can_be_withdrawn() -> None:
    one = say("exclude", "甲")
    back = say("withdraw", value=one.id)
    again = say("withdraw", value=back.id, day=2)
    assert standing([one, back]) == ()
    assert [(a.decision, a.detail) for a in withdrawn([one, back], stage="roster")] == [
        (one.id, back.id)
    ]
    assert standing([one, back, again]) == (one,)


def test_words_are_found_wherever_their_row_is() -> None:
    rows = [
        ("l:1", "示例（上海）科技有限公司", "A01, A02", ""),
        ("l:2", "示例乙有限公司", "B01", "91X"),
    ]
    quote = Quote(name="示例(上海)科技 有限公司")
    assert find(*rows).records_of(quote) == ["l:1"]
    assert find(("l:0", "别的有限公司"), *reversed(rows)).records_of(quote) == ["l:1"]
    assert find(*rows).records_of(Quote(code="91x")) == ["l:2"]
    assert find(*rows).records_of(Quote(booth=" b01")) == ["l:2"]
    assert find(*rows).records_of(Quote(name="示例乙有限公司", booth="B09")) == []
    assert find(*rows).records_of(Quote(name="示例乙有限公司", source="r")) == []
    assert find(*rows).records_of(Quote(source="l")) == []


def test_a_booth_tells_two_rows_of_one_name_apart() -> None:
    there = find(("l:1", "甲", "A1"), ("l:2", "甲", "A2"))
    units = {"l:1": "x1", "l:2": "x2"}
    assert units_of(Quote(name="甲"), there, units).outcome == "ambiguous"
    assert units_of(Quote(name="甲", booth="A2"), there, units).units == ("x2",)
    assert units_of(Quote(name="丁"), there, units).outcome == "stale"
    last, applied = outcomes([say("exclude", "甲"), say("exclude", "丁")], there, units, stage="s")
    assert last == {}
    assert [a.outcome for a in applied] == ["ambiguous", "stale"]


def test_a_later_decision_outranks_an_earlier_one_and_says_so() -> None:
    there = find(("l:1", "甲"))
    out, back = say("exclude", "甲"), say("include", "甲", day=2)
    last, applied = outcomes([out, back], there, {"l:1": "x1"}, stage="roster")
    assert last == {"x1": back}
    assert [(a.decision, a.outcome) for a in applied] == [
        (out.id, "conflict"),
        (back.id, "applied"),
    ]


def test_same_is_transitive_and_different_inside_it_is_a_conflict() -> None:
    there = find(*((f"l:{n}", name) for n, name in enumerate("甲乙丙丁戊")))
    ab, bc, de = say("same", "甲", "乙"), say("same", "乙", "丙"), say("same", "丁", "戊")
    whole = grouped([ab, bc, de], there, stage="roster")
    assert whole.groups == (("l:0", "l:1", "l:2"), ("l:3", "l:4"))
    apart = say("different", "丙", "甲")
    torn = grouped([ab, bc, de, apart], there, stage="roster")
    assert torn.groups == (("l:3", "l:4"),)
    assert torn.different == ()
    assert {a.decision: a.outcome for a in torn.applied} == {
        ab.id: "conflict", bc.id: "conflict", apart.id: "conflict", de.id: "applied",
    }  # fmt: skip


def test_only_the_pairs_of_a_stage_are_its_own() -> None:
    there = find(("l:0", "甲"), ("l:1", "乙"), ("r:0", "丙"))
    decisions = [say("same", "甲", "丙"), say("same", "甲", "乙"), say("same", "甲", "无")]
    mine = grouped(decisions, there, stage="roster", among={"l:0", "l:1"})
    assert mine.groups == (("l:0", "l:1"),)
    assert [a.outcome for a in mine.applied] == ["applied", "stale"]


def test_units_may_be_more_than_one_record() -> None:
    there = find(("l:0", "甲", "A1"), ("l:1", "甲", "A2"), ("l:2", "乙"))
    assert grouped([say("same", "甲", "乙")], there, stage="s").applied[0].outcome == "ambiguous"
    units = {"l:0": "x0", "l:1": "x0", "l:2": "x2"}
    assert grouped([say("same", "甲", "乙")], there, stage="s", unit_of=units).groups == (
        ("x0", "x2"),
    )


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda p: p[0] != p[1])))
def test_groups_are_the_connected_components(edges: list[tuple[int, int]]) -> None:
    there = find(*((f"l:{n}", f"name{n}") for n in range(7)))
    said = [say("same", f"name{a}", f"name{b}") for a, b in edges]
    parts = {n: {n} for n in range(7)}
    for a, b in edges:  # the naive way: join the sets, tell every member
        joined = parts[a] | parts[b]
        for n in joined:
            parts[n] = joined
    naive = {frozenset(f"l:{n}" for n in part) for part in parts.values() if len(part) > 1}
    assert {frozenset(group) for group in grouped(said, there, stage="s").groups} == naive


SIGNED = '"by":"checker A","date":"2026-05-06","why":"seen","left":{"name":"示例甲有限公司"}'


@pytest.mark.parametrize(
    ("rest", "what", "todo"),
    [
        ('"verdict":"correct","field":"foundd","value":"2010","origin":"site"', "unknown field 'foundd'", "Did you mean 'founded'?"),
        ('"verdict":"correct","field":"phone","value":"1","origin":"site"', "cannot be of 'phone'", "personal"),
        ('"verdict":"correct","field":"keyword","value":"x","origin":"site"', "cannot be of 'keyword'", '"verdict": "label"'),
        ('"verdict":"correct","field":"attendance","value":"x","origin":"site"', "cannot be of 'attendance'", '"verdict": "mark"'),
        ('"verdict":"correct","field":"name","value":"x","origin":"site"', "cannot be of 'name'", "Known:"),
        ('"verdict":"label","field":"founded","value":"2010"', "cannot be of 'founded'", '"verdict": "correct"'),
        ('"verdict":"label","field":"keyward","value":"x"', "unknown field 'keyward'", "Did you mean 'keyword'?"),
        ('"verdict":"synonym","field":"keyward","value":"x"', "unknown field 'keyward'", "Did you mean 'keyword'?"),
        ('"verdict":"mark","value":"presnt"', "'presnt' is no mark", "Did you mean 'present'?"),
    ],
)  # fmt: skip
def test_unknown_words_are_refused_with_line_and_suggestion(
    tmp_path: Path, rest: str, what: str, todo: str
) -> None:
    path = tmp_path / "decisions.jsonl"
    good = f'{{"verdict":"mark","value":"到场",{SIGNED}}}'
    path.write_text(f"{good}\n\n{{{rest},{SIGNED}}}\n", "utf-8")
    with pytest.raises(StudyError) as caught:
        read_decisions(path)
    assert str(caught.value).startswith("decisions.jsonl, line 3: ")
    assert what in str(caught.value)
    assert todo in str(caught.value)


def test_a_decision_that_could_not_be_read_back_is_not_added(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    wrong = Decision("", "mark", "A", "2026-05-06", "seen", Quote(name="示例"), value="presnt")
    with pytest.raises(StudyError, match="no mark"):
        append(path, [wrong])
    assert not path.exists()


def test_a_stale_decision_is_told_with_its_words() -> None:
    decision = Decision(
        "d-1", "mark", "A", "2026-05-06", "seen", Quote(name="示例", booth="A1"), value="absent"
    )
    _, (applied,) = outcomes([decision], Finder({}), {}, stage="roster")
    assert (applied.outcome, applied.detail) == ("stale", "no longer found: 示例 A1")
    assert applied.said == "mark absent (A, 2026-05-06): seen"


def by(who: str, decision: Decision, *settles: Decision) -> Decision:
    """The same decision, signed by somebody else, and settling others."""
    settled = " ".join(one.id for one in settles)
    field = "settles" if settles else ""
    return identified(replace(decision, by=who, field=field, value=settled))


NAMES = "甲乙丙丁戊"
judged = st.lists(
    st.tuples(
        st.sampled_from(["same", "same", "different", "unsure"]),
        st.integers(0, 4),
        st.integers(0, 4),
    ).filter(lambda one: one[1] < one[2]),
    max_size=8,
)


def ways(
    edges: set[tuple[int, int]], at: int, end: int, seen: tuple[int, ...]
) -> set[tuple[int, int]]:
    """The naive way: walk every way that visits nobody twice, and gather the edges of those that arrive."""
    if at == end:
        walk = (*seen, at)
        return {(min(a, b), max(a, b)) for a, b in pairwise(walk)}
    found: set[tuple[int, int]] = set()
    for a, b in edges:
        for here, there in ((a, b), (b, a)):
            if here == at and there not in (*seen, at):
                found |= ways(edges, there, end, (*seen, at))
    return found


@given(judged)
def test_what_follows_from_decisions_is_what_a_naive_reader_finds(
    said: list[tuple[str, int, int]],
) -> None:
    there = find(*((f"l:{n}", name) for n, name in enumerate(NAMES)))
    # One reviewer: the last word on a pair counts.
    last = {(a, b): verdict for verdict, a, b in said}
    same = {ends for ends, verdict in last.items() if verdict == "same"}
    torn: set[tuple[int, int]] = set()
    for (a, b), verdict in last.items():
        if verdict == "different" and (way := ways(same, a, b, ())):
            torn |= {*way, (a, b)}
    kept = {ends: verdict for ends, verdict in last.items() if ends not in torn}
    expected: dict[tuple[int, int], str] = {
        ends: verdict for ends, verdict in kept.items() if verdict != "unsure"
    }
    changed = True
    while changed:  # A = B and B = C make A = C; A = B and B ≠ C make A ≠ C; until nothing is new
        before = dict(expected)
        for (a, b), one in before.items():
            for (c, d), other in before.items():
                for x, y, z, w in ((a, b, c, d), (a, b, d, c), (b, a, c, d), (b, a, d, c)):
                    if y == z and x != w and "same" in (one, other):
                        ends = (min(x, w), max(x, w))
                        expected.setdefault(ends, other if one == "same" else one)
        changed = expected != before
    expected |= {ends: "unsure" for ends, verdict in kept.items() if verdict == "unsure"}
    expected |= dict.fromkeys(torn, "disputed")
    whole = grouped(
        [say(verdict, NAMES[a], NAMES[b], day=day) for day, (verdict, a, b) in enumerate(said, 1)],
        there,
        stage="s",
    )
    found = {
        (int(left[-1]), int(right[-1])): verdict
        for left, others in whole.verdicts().items()
        for right, (verdict, _) in others.items()
        if left < right
    }
    assert found == expected
    assert {(int(p.left[-1]), int(p.right[-1])) for p in whole.disputed} == torn


@given(judged, st.randoms())
def test_a_contradiction_does_not_depend_on_the_order(
    said: list[tuple[str, int, int]], chance: Random
) -> None:
    there = find(*((f"l:{n}", name) for n, name in enumerate(NAMES)))
    once = {(a, b): say(verdict, NAMES[a], NAMES[b]) for verdict, a, b in said}
    mixed = list(once.values())
    chance.shuffle(mixed)
    first, second = (grouped(d, there, stage="s") for d in (list(once.values()), mixed))
    assert {(a.decision, a.outcome) for a in first.applied} == {
        (a.decision, a.outcome) for a in second.applied
    }


def test_two_reviewers_dispute_until_somebody_settles() -> None:
    there = find(("l:0", "甲"), ("r:0", "乙"))
    one, other = by("A", say("same", "甲", "乙")), by("B", say("different", "甲", "乙"))
    torn = grouped([one, other], there, stage="s")
    assert [(p.left, p.right) for p in torn.disputed] == [("l:0", "r:0")]
    assert {a.outcome for a in torn.applied} == {"conflict"}
    assert torn.verdicts()["l:0"]["r:0"][0] == "disputed"
    (remark,) = torn.remarks("s")
    assert (remark.code, remark.subject) == ("disputed", "l:0")
    assert {one.id, other.id} <= set(remark.detail.replace(",", " ").replace(";", " ").split())
    # A third one who judged alone settles nothing, whatever the order; one who saw both does.
    third = by("C", say("same", "甲", "乙"))
    assert grouped([one, other, third], there, stage="s").disputed
    settled = by("C", say("same", "甲", "乙"), one, other)
    whole = grouped([one, other, settled], there, stage="s")
    assert whole.groups == (("l:0", "r:0"),)
    assert {a.decision: a.outcome for a in whole.applied} == {
        one.id: "outranked", other.id: "outranked", settled.id: "applied",
    }  # fmt: skip
    assert next(a.why for a in whole.applied if a.decision == one.id) == f"outranked:{settled.id}"
    # A later reviewer who says otherwise disputes what was settled.
    late = by("D", say("different", "甲", "乙"))
    assert grouped([one, other, settled, late], there, stage="s").disputed


def test_somebody_may_judge_anew() -> None:
    there = find(("l:0", "甲"), ("r:0", "乙"))
    first, then = by("A", say("same", "甲", "乙")), by("a", say("different", "甲", "乙", day=2))
    whole = grouped([first, then], there, stage="s")
    assert (whole.groups, len(whole.different), whole.disputed) == ((), 1, ())
    assert [a.outcome for a in whole.applied] == ["outranked", "applied"]


def test_a_name_that_stands_on_a_registry_row_too_speaks_of_the_exhibitor() -> None:
    there = find(("l:0", "甲"), ("r:0", "甲"), ("r:1", "乙"))
    said = grouped([say("same", "甲", "乙")], there, stage="s", unit_of={"l:0": "x0"})
    assert said.verdicts() == {"x0": {"r:1": ("same", said.same[0].decision)}, "r:1": {"x0": ("same", said.same[0].decision)}}  # fmt: skip


def test_why_a_decision_no_longer_applies_is_said() -> None:
    there = find(("l:0", "甲", "A2"), ("l:1", "乙"))
    one = grouped(
        [
            identified(replace(say("same", "", "乙"), left=Quote(name="甲", booth="A1"))),
            identified(replace(say("same", "", "乙"), left=Quote(source="q", name="甲"))),
            say("same", "丁", "乙"),
        ],
        there,
        stage="s",
    )
    assert [(a.outcome, a.why) for a in one.applied] == [
        ("stale", "words_changed:甲: A1 → A2"),
        ("stale", "source_gone:甲 (q)"),
        ("stale", "name_gone:丁"),
    ]


def test_two_who_choose_different_records_of_a_source_dispute() -> None:
    there = find(("l:0", "甲"), ("r:0", "乙"), ("r:1", "丙"), ("q:0", "丁"))
    units = {"l:0": "x0"}
    one, other = by("A", say("same", "甲", "乙")), by("B", say("same", "甲", "丙"))
    elsewhere = by("B", say("same", "甲", "丁"))
    torn = grouped([one, other, elsewhere], there, stage="s", unit_of=units)
    assert {a.decision for a in torn.applied if a.outcome == "conflict"} == {one.id, other.id}
    assert torn.verdicts()["x0"]["q:0"][0] == "same"
    # Somebody who says that it is both finds one company twice in the register.
    both = by("A", say("same", "甲", "丙"))
    assert not grouped([one, other, both], there, stage="s", unit_of=units).disputed
    (found,) = agreements(torn.judgements)
    assert (found.n, found.same) == (2, 0)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 2)), max_size=14))
def test_what_is_said_again_or_taken_back_stands_or_not(steps: list[tuple[bool, int]]) -> None:
    """A plain set is the witness."""
    three = [say("same", "甲", name) for name in "乙丙丁"]
    lines: list[Decision] = []
    expected: set[str] = set()
    for says, at in steps:
        one = three[at]
        if says:
            lines += stated(one, lines)
            expected.add(one.id)
        elif one.id in expected:
            lines += taken_back(one, lines, ("checker A", "2026-01-02"))
            expected.remove(one.id)
        assert {d.id for d in standing(lines)} == expected
        assert len({d.id for d in lines}) == len(lines)
        assert all(d.id == content_id(d) for d in lines)


def test_rules_and_settlements_are_no_independent_judgements() -> None:
    there = find(("l:0", "甲"), ("r:0", "乙"))
    one, other = by("A", say("same", "甲", "乙")), by("B", say("different", "甲", "乙"))
    settled = by("C", say("same", "甲", "乙"), one, other)
    rule = by("rule: example", say("same", "甲", "乙"))
    said = grouped([rule, one, other, settled], there, stage="s")
    (found,) = agreements(said.judgements)
    assert (found.first, found.second, found.n, found.same, found.kappa) == ("A", "B", 1, 0, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks no folders")
def test_two_who_decide_at_once_both_keep_what_they_said(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from expolens.decisions import append\n"
        "from expolens.model.decision import Decision, Quote\n"
        "for n in range(40):\n"
        "    append(Path(sys.argv[1]), [Decision('', 'exclude', sys.argv[2], '2026-01-01', f'{n}', Quote(name='x'))])\n"
    )
    path = tmp_path / "decisions.jsonl"
    both = [subprocess.Popen([sys.executable, "-c", code, str(path), who]) for who in "AB"]
    assert [one.wait(timeout=60) for one in both] == [0, 0]
    assert len(read_decisions(path)) == 80
