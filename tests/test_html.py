"""The page: one file, inert whatever a company is called, every number a link, both languages, the banner everywhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as reader

from expolens.api import open_study
from expolens.model.document import (
    Cell,
    Document,
    Explanation,
    Figure,
    Paragraph,
    Section,
    Sentence,
    Span,
    Table,
)
from expolens.model.population import Population
from expolens.model.statistic import Cited, Statistic
from expolens.store.tables import Tables, to_table
from expolens.write.html import html

EVIL = "<script>alert(1)</script>&quot;\"'</style><img src=x onerror=alert(1)>"
ROWS = '[{"unit": "x1", "name": "%s", "state": "counted", "value": "", "raw": "", "source": "", "file": "", "place": ""}]'


def no_font(texts: Iterable[str]) -> str:
    del texts
    return ""


def tables_of(*ids: str) -> Tables:
    statistics = [
        Statistic(id_, id_, "", "share", "p", "base", 1, 2, 0, 50.0, "percent", "", id_, id_, "1/2 (50%)", "1/2 (50%)", "1 / 2", 0)
        for id_ in ids
    ]  # fmt: skip
    explanations = [
        Explanation(id_, "1 / 2 = 50%", "[]", ROWS % "A & B", "[]", "[]") for id_ in ids
    ]
    return {
        "statistics": to_table("statistics", statistics),
        "explanations": to_table("explanations", explanations),
        "populations": to_table(
            "populations", [Population("p", "p", "p", "exhibitor", 2, "", "", 0, checked=True)]
        ),
        "cited": to_table("cited", list[Cited]()),
    }


def document(text: str, *, language: str = "en", banner: str = "") -> Document:
    words = Paragraph((Sentence((Span(text), Span("1/2", "new"), Span(text, emphasis=True))),))
    items = tuple(Paragraph((Sentence((Span(item),)),), "item") for item in (text, "two"))
    table = Table(
        "t",
        1,
        text,
        (Cell(text), Cell("n", align="decimal")),
        (
            (Cell(text), Cell("10.5", "new", align="decimal")),
            (Cell("b"), Cell("7", align="decimal")),
        ),
        (text,),
    )
    figure = Figure("f", 1, text, text, "<svg></svg>", ("new", "gone"), (text,))
    return Document(
        "s",
        language,
        text,
        text,
        banner,
        "2021-05-06",
        (Section("one", text, (words, *items, table, figure)),),
    )


def page_of(*documents: Document) -> str:
    return html(documents, tables_of("new"), embed=no_font).decode()


def test_whatever_it_is_called_nothing_runs() -> None:
    page = page_of(document(EVIL, banner=EVIL), document(EVIL, language="zh", banner=EVIL))
    tree = reader.fromstring(page)
    assert tree.xpath("//script | //img | //iframe | //object | //link") == []
    assert [name for node in tree.iter() for name in node.attrib if name.startswith("on")] == []
    assert EVIL in tree.xpath("//main[1]//h1")[0].text_content()
    assert len(tree.xpath("//style")) == 1


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    tree = reader.fromstring(page_of(document(text)))
    assert tree.xpath("//main//h1")[0].text_content() == text


def test_a_number_leads_to_its_explanation_and_what_has_none_is_plain() -> None:
    tree = reader.fromstring(page_of(document("x")))
    links = [node.get("href") for node in tree.xpath("//a[@class='n']")]
    assert set(links) == {"#explain-en-new"}
    assert len(tree.xpath("//article[@id='explain-en-new']")) == 1
    assert "A & B" in tree.xpath("//article")[0].text_content()


def test_decimals_stand_below_each_other() -> None:
    tree = reader.fromstring(page_of(document("x")))
    pads = [node.text for node in tree.xpath("//td/i[@class='pad']")]
    assert pads == [".0"]


def test_items_are_one_list() -> None:
    tree = reader.fromstring(page_of(document("x")))
    assert [len(node.xpath("./li")) for node in tree.xpath("//section/ul")] == [2]


def test_one_language_needs_no_choice() -> None:
    tree = reader.fromstring(page_of(document("x")))
    assert tree.xpath("//input") == []
    both = reader.fromstring(page_of(document("x"), document("x", language="zh")))
    assert [node.get("checked") is not None for node in both.xpath("//input[@type='radio']")] == [
        True,
        False,
    ]
    assert [node.get("lang") for node in both.xpath("//main")] == ["en", "zh-Hans"]


def test_the_same_twice_is_the_same_bytes() -> None:
    assert page_of(document("x")) == page_of(document("x"))


# ------------------------------------------------------------------ whole studies


@pytest.fixture(scope="module")
def page(rehearsal: Path) -> str:
    return (rehearsal / "build" / "report.html").read_text("utf-8")


def test_it_is_one_file_of_a_bearable_size(page: str) -> None:
    assert len(page.encode()) < 3_000_000
    tree = reader.fromstring(page)
    asked = [
        node.get(name)
        for name in ("src", "href", "xlink:href")
        for node in tree.xpath(f"//*[@*[name()='{name}']]")
    ]
    assert [link for link in asked if link and not link.startswith(("#", "data:"))] == []
    styles = "".join(node.text or "" for node in tree.xpath("//style"))
    assert "url(" not in re.sub(r"url\(data:[^)]*\)", "", styles)
    assert "@import" not in styles


def test_ids_are_there_once(page: str) -> None:
    counts = Counter(re.findall(r'\sid="([^"]+)"', page))
    assert [id_ for id_, n in counts.items() if n > 1] == []


def test_headings_go_down_one_step_at_a_time(page: str) -> None:
    for main in reader.fromstring(page).xpath("//main"):
        levels = [int(node.tag[1]) for node in main.iter() if node.tag in ("h1", "h2", "h3", "h4")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_and_figures_can_be_read_without_eyes(page: str) -> None:
    tree = reader.fromstring(page)
    for table in tree.xpath("//table"):
        assert tree.xpath(f"//*[@id='{table.get('aria-labelledby')}']")
        assert all(cell.get("scope") for cell in table.xpath(".//th"))
    pictures = tree.xpath("//figure[@class='picture']")
    assert len(pictures) >= 20
    for picture in pictures:
        assert picture.xpath(".//*[local-name()='desc']")[0].text


def test_the_banner_heads_every_printed_page(page: str) -> None:
    banners = reader.fromstring(page).xpath("//main/p[@class='banner']")
    assert len(banners) == 2
    printed = page.partition("@media print")[2]
    # What is a header group of the page's table is repeated by every browser.
    assert re.search(r"\.banner\{display:table-header-group", printed)


def test_a_build_is_the_same_twice(rehearsal: Path, page: str) -> None:
    open_study(rehearsal).run(again=True)
    assert (rehearsal / "build" / "report.html").read_text("utf-8") == page


# ------------------------------------------------------------------ notes of tables


def test_a_note_has_its_letter_where_it_is_called_and_one_on_all_has_none() -> None:
    table = Table(
        "t", 1, "T", (Cell("Name", notes=(2,)),), ((Cell("–", notes=(1,)),),), ("of all", "not known", "as listed"),
    )  # fmt: skip
    made = Document("s", "en", "T", "", "", "", (Section("one", "One", (table,)),))
    tree = reader.fromstring(page_of(made))
    assert tree.xpath("//th/sup")[0].text == "a"
    assert tree.xpath("//tbody//sup[@class='call']")[0].text == "b"
    assert [node.text_content() for node in tree.xpath("//p[@class='tnote']")] == [
        "of all", "aas listed", "bnot known",
    ]  # fmt: skip


def test_every_letter_below_a_table_is_in_it_and_the_other_way_round(page: str) -> None:
    called = 0
    for figure in reader.fromstring(page).xpath("//figure[contains(@class, 'table')]"):
        letters = {node.text for node in figure.xpath(".//p[@class='tnote']/sup")}
        calls = {
            letter
            for node in figure.xpath(".//sup[@class='call']")
            for letter in node.text.split(",")
        }
        assert letters == calls
        called += len(calls)
    assert called >= 8


def test_the_last_rows_of_a_table_and_its_notes_stay_together() -> None:
    rows = tuple((Cell(str(i)),) for i in range(9))
    table = Table("t", 1, "T", (Cell("n"),), rows, ("a note",))
    made = Document("s", "en", "T", "", "", "", (Section("one", "One", (table,)),))
    groups = reader.fromstring(page_of(made)).xpath("//tbody")
    assert [(len(one.xpath("./tr")), one.get("class")) for one in groups] == [
        (2, "keep"), (4, None), (4, "keep"),
    ]  # fmt: skip
    assert groups[-1].xpath("./tr")[-1].text_content().strip() == "a note"
