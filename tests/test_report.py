"""The report: sentences that can only be true, numbers in order, everything noticed shown, what was not done by what would enable it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.api import open_study
from expolens.errors import StudyError
from expolens.model.document import Document, Figure, Paragraph, Section, Sentence, Span, Table
from expolens.model.population import Population
from expolens.model.protocol import Protocol, SentencePlan, StatisticPlan
from expolens.model.share import Share
from expolens.model.statistic import Statistic
from expolens.model.study import Event, Study
from expolens.model.text import Language, Text
from expolens.model.undone import Undone
from expolens.numbers.percent import share_text
from expolens.report import headlines, report
from expolens.report.condition import holds
from expolens.report.generic import generic
from expolens.report.ledger import Ledger
from expolens.report.numbering import appearances, caption, numbered
from expolens.report.prose import plain
from expolens.report.sentences import sentence
from expolens.report.undone import undone
from expolens.store.tables import Tables


def share(id_: str, n: int, total: int, *, missing: int = 0, **more: Any) -> Statistic:
    text = share_text(Share(n, total), "plain")
    name, _, part = id_.partition(".")
    return Statistic(
        id_, name, part, "counts" if part else "share", "attended", "base", n, total, missing,
        100 * n / total if total else None, "percent", "", part or id_, part or id_, text, text, text,
        more.get("position", 0),
    )  # fmt: skip


def ledger_of(*statistics: Statistic, language: Language = "en", **more: Any) -> Ledger:
    names = dict.fromkeys(one.name for one in statistics)
    plans = tuple(StatisticPlan(name, "share", Text(name, name)) for name in names)
    protocol = Protocol("test", Text("Test"), (), plans, (), (), (), ())
    study = Study(
        Path(), "test", Text("Test"), Event(Text("Fair")), (), protocol, "", style="plain"
    )
    book = Ledger(
        study=study, language=language, statistics={one.id: one for one in statistics},
        populations={"attended": Population("attended", "those there", "到场者", "exhibitor", 4, "", "", 0, checked=True)},
        sources=(), exhibitors={}, holder={}, places={}, links=(), lookups=(), candidates={}, profiles=(),
        cited=(), undone=(), remarks=(), applied=(),
    )  # fmt: skip
    return replace(book, **more)


def said(
    text: str, *statistics: Statistic, when: str = "", otherwise: str = "", **more: Any
) -> str | None:
    plan = SentencePlan(
        "one", Text(text, text), when, Text(otherwise, otherwise) if otherwise else Text()
    )
    made = sentence(plan, ledger_of(*statistics, **more))
    return plain(made) if made else None


# ------------------------------------------------------------------ sentences


def test_a_sentence_prints_the_parts_of_a_statistic() -> None:
    one = share("new", 1, 4, missing=2)
    template = "{new}; {new.n} of {new.N}, {new.percent}, {new.missing} unknown; {attended}"
    assert said(template, one) == "1/4 (25.0%); 1 of 4, 25.0%, 2 unknown; 4"


def test_every_printed_number_carries_its_id() -> None:
    plan = SentencePlan("one", Text("{new.n} of {attended}: {new}"))
    made = sentence(plan, ledger_of(share("new", 1, 4)))
    assert made is not None
    carried = [(span.text, span.statistic) for span in made.spans if span.statistic]
    assert carried == [("1", "new"), ("4", "population:attended"), ("1/4 (25.0%)", "new")]


@pytest.mark.parametrize(("n", "expected"), [(0, "0 are"), (1, "1 is"), (2, "2 are")])
def test_grammar_follows_the_number(n: int, expected: str) -> None:
    assert said("{new.n} {new|is|are}", share("new", n, 4)) == expected


def test_a_sentence_without_its_statistic_is_not_written() -> None:
    assert said("{gone} are new", share("new", 1, 4)) is None
    assert (
        said("{new} are new", share("new", 1, 4), when="gone.percent > 50", otherwise="few") is None
    )


def test_a_share_of_nobody_is_not_said() -> None:
    assert said("{new} are new", share("new", 0, 0)) is None


@given(st.integers(0, 40), st.integers(1, 40))
def test_most_is_more_than_half(n: int, total: int) -> None:
    n = min(n, total)
    text = said("Most", share("new", n, total), when="new.percent > 50", otherwise="Some")
    assert (text == "Most") == (2 * n > total)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((3, 1, 0), "Most exhibitors, 3/5 (60.0%), are “a”"),
        ((2, 1, 1), "The largest group, 2/5 (40.0%), are “a”"),
        ((2, 2, 1), "2 groups of equal size, 2/5 (40.0%) each, are “a” and “b”"),
    ],
)
def test_the_largest_group_is_most_only_above_half(counts: tuple[int, ...], expected: str) -> None:
    found = [
        share(f"size.{name}", n, 5, position=i)
        for i, (name, n) in enumerate(zip("abc", counts, strict=True))
    ]
    assert said("{largest:size} are {name:size}", *found) == expected


def test_what_is_missing_is_no_group() -> None:
    found = [share("size.not_disclosed", 4, 5), share("size.a", 1, 5, missing=4)]
    assert said("{name:size}", *found) == "“a”"


def test_missing_is_said_where_there_is_any() -> None:
    assert (
        said("{new}{unknown:new}.", share("new", 1, 4, missing=2)) == "1/4 (25.0%); not known of 2."
    )
    assert said("{new}{unknown:new}.", share("new", 1, 4)) == "1/4 (25.0%)."


def test_ties_for_the_second_place_are_named() -> None:
    found = [share("w.a", 3, 5), share("w.b", 1, 5, position=1), share("w.c", 1, 5, position=2)]
    assert said("{second:w}", *found) == "“b” and “c”, 1/5 (20.0%) each"


# ------------------------------------------------------------------ conditions


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("", True), ("new.n = 1", True), ("new.percent > 25", False), ("new.percent >= 25", True), ("new.known < 60", True),
        ("attended.checked", True), ("attended.unchecked", False), ("attended.made", True), ("library.missing", True),
        ("new.n = 1 and attended.unchecked", False), ("new.missing > 0 and attended.checked", True),
    ],
)  # fmt: skip
def test_conditions(condition: str, expected: bool) -> None:
    book = ledger_of(share("new", 1, 4, missing=2))
    assert holds(condition, book, where="sentence 'one'") is expected


@pytest.mark.parametrize(
    "condition", ["new > 50", "__import__('os')", "new.percent > x", "new.percent > 1 or 1"]
)
def test_a_condition_that_cannot_be_read_is_an_error(condition: str) -> None:
    with pytest.raises(StudyError, match="sentence 'one'"):
        holds(condition, ledger_of(share("new", 1, 4)), where="sentence 'one'")


@given(st.text(max_size=40))
def test_no_text_makes_a_condition_fail_otherwise(text: str) -> None:
    try:
        holds(text, ledger_of(), where="here")
    except StudyError:
        pass
    except Exception as error:
        assert type(error).__name__ == "Unwritten"  # noqa: PT017


# ------------------------------------------------------------------ generic sentences


def test_a_share_without_a_sentence_is_said_by_its_kind() -> None:
    made = generic("new", ledger_of(share("new", 1, 4, missing=2)))
    assert made is not None
    assert plain(made) == "New (those there): 1/4 (25.0%) (not known of 2 of 4)."


def test_counts_without_a_sentence_name_the_first_and_the_second() -> None:
    found = [share("w.a", 3, 5), share("w.b", 1, 5, position=1)]
    made = generic("w", ledger_of(*found))
    assert made is not None
    assert (
        plain(made)
        == "W (those there): “a” comes first, 3/5 (60.0%), followed by “b”, 1/5 (20.0%)."
    )
    assert [span.statistic for span in made.spans if span.statistic] == ["w.a", "w.b"]


def test_nothing_is_said_of_what_was_not_made() -> None:
    assert generic("gone", ledger_of()) is None
    assert generic("new", ledger_of(share("new", 0, 0))) is None


# ------------------------------------------------------------------ numbering


@pytest.mark.parametrize(
    ("title", "notice", "language", "expected"),
    [
        ("Years. (N=5)", "Made up.", "en", "Years (N=5). Made up."),
        ("Years", "", "en", "Years."),
        ("成立年份 (N=5)", "虚构", "zh", "成立年份（N=5）。虚构。"),
        ("词云（大小） (N=5)", "", "zh", "词云（大小）（N=5）。"),
    ],
)
def test_captions_end_once(title: str, notice: str, language: Language, expected: str) -> None:
    assert caption(title, notice, language) == expected


def test_tables_and_figures_are_numbered_as_they_appear_and_referred_to() -> None:
    words = Paragraph((Sentence((Span("Look", "new"), Span("."))),))
    table = Table("t", 0, "A table", (), ())
    figure = Figure("f", 0, "A figure", "", "<svg/>", ("new",))
    sections = [
        Section("one", "One", (words, figure, table)),
        Section("two", "Two", (replace(figure, id="g"),)),
    ]
    made = numbered(sections, ledger_of())
    blocks = [
        block for section in made for block in section.blocks if not isinstance(block, Paragraph)
    ]
    assert [(block.id, block.number) for block in blocks] == [("f", 1), ("t", 1), ("g", 2)]
    first = made[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert plain(first.sentences[0]) == "Look (Figure 1, Table 1)."
    found = list(appearances(Document("s", "en", "", "", "", "", made)))
    assert [(one.statistic, one.kind, one.place) for one in found] == [
        ("new", "sentence", "en: One"),
        ("new", "figure", "en: Figure 1"),
        ("new", "figure", "en: Figure 2"),
    ]


# ------------------------------------------------------------------ what was not done


def test_what_lacks_the_same_thing_stands_in_one_row() -> None:
    lacking = (
        Undone("in_library", "population", "in the library", "", "no_source", "library"),
        Undone("industry", "statistic", "field", "", "no_population", "in_library"),
        Undone("top", "statistic", "top fields", "", "no_statistic", "industry"),
        Undone("capital", "statistic", "capital", "", "no_field", "capital"),
    )
    table = undone(ledger_of(undone=lacking)).blocks[1]
    assert isinstance(table, Table)
    rows = [[cell.text for cell in row] for row in table.rows]
    assert [row[:2] for row in rows] == [
        ["A source: company library", "in the library; field; top fields"],
        ["A column: Registered capital", "capital"],
    ]
    assert "--as library" in rows[0][2]


def test_needs_in_a_circle_come_to_an_end() -> None:
    circle = (
        Undone("a", "statistic", "a", "", "no_statistic", "b"),
        Undone("b", "statistic", "b", "", "no_statistic", "a"),
    )
    assert len(undone(ledger_of(undone=circle)).blocks) == 2


# ------------------------------------------------------------------ whole studies


@pytest.fixture(scope="module")
def tables(rehearsal: Path) -> Tables:
    return open_study(rehearsal).tables()


def written(folder: Path, tables: Tables, language: Language) -> Document:
    return report(tables, (), (), study=open_study(folder).study, language=language).document


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sections_of_an_article_in_order(
    rehearsal: Path, tables: Tables, language: Language
) -> None:
    document = written(rehearsal, tables, language)
    names = [section.id for section in document.sections]
    assert names[:4] == ["summary", "event", "methods", "results"]
    assert names[-2:] == ["quality", "undone"]
    assert document.banner == open_study(rehearsal).study.notice.within(language)


def test_sentences_say_what_the_statistics_say(rehearsal: Path, tables: Tables) -> None:
    texts = {row["id"]: row["text_en"] for row in tables["statistics"].to_pylist()}
    document = written(rehearsal, tables, "en")
    spans = [
        span
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
        for one in block.sentences
        for span in one.spans
        if span.statistic in texts
    ]
    assert len(spans) > 40
    for span in spans:
        assert span.text.strip("%") in texts[span.statistic] or span.text.isdigit()


def test_a_target_is_never_confirmed(rehearsal: Path) -> None:
    page = (rehearsal / "build" / "report.html").read_text("utf-8")
    assert "come out as set" in page
    assert "reproduced" not in page.partition('class="explanations"')[0]
    assert "confirmed" not in page


def test_the_fields_add_up(rehearsal: Path, tables: Tables) -> None:
    quality = next(one for one in written(rehearsal, tables, "en").sections if one.id == "quality")
    table = next(one for one in quality.blocks if isinstance(one, Table) and one.id == "fields")
    assert len(table.rows) > 5
    assert {sum(int(cell.text) for cell in row[1:]) for row in table.rows} == {205}


def test_headlines_are_few_and_carry_their_ids(rehearsal: Path, chinc2021: Path) -> None:
    for folder in (rehearsal, chinc2021):
        opened = open_study(folder)
        lines = headlines(opened.tables(), study=opened.study, language="en")
        assert lines[0] == opened.study.notice.en
        assert 4 <= len(lines) <= 9
        named = [line.rpartition("[")[2].rstrip("]") for line in lines if line.endswith("]")]
        assert named
        for id_ in named:
            assert opened.statistic(id_)


def test_a_partial_study_computes_only_its_rows(chinc2021: Path) -> None:
    opened = open_study(chinc2021)
    document = written(chinc2021, opened.tables(), "en")
    summary = document.sections[0]
    text = " ".join(
        plain(one)
        for block in summary.blocks
        if isinstance(block, Paragraph)
        for one in block.sentences
    )
    assert "34/35" in text
    assert "/205" not in text
    assert document.sections[-1].id == "undone"
