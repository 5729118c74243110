"""A clean list means the same as what it was made of: read again by the readers, and fact by fact."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.collect.bring import bring, bring_bytes
from expolens.collect.clean import clean_rows, csv_bytes, xlsx_bytes
from expolens.collect.listing import listing
from expolens.layouts.rows import laid_out
from expolens.model.study import SourcePlan
from expolens.model.text import LANGUAGES, Language
from expolens.readers.guarded import guarded, unguarded
from expolens.study.brought import Brought
from expolens.values import FIELDS, read
from laid import SAMPLES

HEADS = ("Company", "Booth", "Registered capital (万元)", "E-mail", "Phone", "网站", "Oddity")
PLAN = SourcePlan("list", "list", "list.csv")


def text_of(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def again(new: Brought, language: Language, *, kind: str = ".csv") -> Brought:
    """Return what a clean list says when it is read again."""
    write = csv_bytes if kind == ".csv" else xlsx_bytes
    return bring_bytes(write(*clean_rows(new, language)), replace(PLAN, file=f"list{kind}"))


def said(new: Brought) -> list[dict[str, list[object]]]:
    """Return what each row says of each field, read as its layout says: none of it asks how the column is called."""
    found = new.found
    kind, mapping = found.mapping.kind, found.mapping
    rows: list[dict[str, list[object]]] = []
    for row in laid_out(found.grid, mapping).rows:
        cells = dict(zip(found.grid.header, row.cells, strict=True))
        facts: dict[str, list[object]] = {}
        for header, name in mapping.columns.items():
            if header in found.personal:
                continue
            words = kind.values.get(name, {}) if kind else {}
            raw = found.masks[header](cells[header]) if header in found.masks else cells[header]
            for noise in kind.noise if kind else ():
                raw = re.sub(noise, "", raw)
            marks = kind.missing if kind else ()
            readings = read(FIELDS[name], words.get(raw.strip(), raw), unit=mapping.units.get(header, ""), marks=marks)  # fmt: skip
            facts.setdefault(name, []).extend(
                (one.value, one.low, one.high, one.unit, one.date, one.absence) for one in readings
            )
        rows.append(facts)
    return rows


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "file", [p for p in sorted(SAMPLES.iterdir()) if p.suffix != ".md"], ids=lambda p: p.name
)
def test_a_clean_list_of_every_layout_says_the_same_of_every_field(
    file: Path, language: Language
) -> None:
    new = bring(file, SourcePlan("list", "list", file.name))
    back = again(new, language)
    for after, before in zip(said(back), said(new), strict=True):
        assert after == before


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
def test_columns_that_say_where_a_row_is_from_are_nothing_to_warn_about(kind: str) -> None:
    new = bring_bytes(
        text_of([["Company", "Booth"], ["Stand-in A GmbH", "A1"], ["Stand-in B Ltd", "A2"]]), PLAN
    )
    back = again(new, "en", kind=kind).found
    assert back.grid.header == ("Company name", "Booth", "source_place")
    assert (back.mapping.unread, back.grid.notes) == ((), ())
    assert [row.cells[-1] for row in back.grid.rows] == ["row 2", "row 3"]


CELL = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12
).map(lambda text: " ".join(text.split()))
RISKY = st.builds(
    "".join, st.tuples(st.sampled_from(("=", "+", "-", "@", "'=", "''-", "＝")), CELL)
)


@given(st.one_of(CELL, RISKY))
def test_what_is_guarded_is_read_back_and_is_no_formula(cell: str) -> None:
    written = guarded(cell)
    assert unguarded(written) == cell
    if written[:1] in ("=", "+", "-", "@", "＝", "＋", "－", "＠"):
        # What may stand bare reckons nothing out: strokes, and figures with their marks.
        assert set(written.lstrip("+-")) <= {*"0123456789., %"} or not written.strip("-")
        assert written[0] in "+-"


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(*(st.one_of(CELL, RISKY) for _ in HEADS)),
        min_size=2,
        max_size=6,
    ),
    st.sampled_from(LANGUAGES),
    st.sampled_from((".csv", ".xlsx")),
)
def test_a_clean_list_is_read_back_row_by_row(
    rows: list[tuple[str, ...]], language: Language, kind: str
) -> None:
    named = [(f"Stand-in {n} GmbH", *row[1:]) for n, row in enumerate(rows)]
    new = bring_bytes(text_of([list(HEADS), *map(list, named)]), PLAN)
    back = again(new, language, kind=kind)
    header, clean = clean_rows(new, language)
    assert not {"E-mail", "Phone"} & set(header)
    assert [row.cells for row in back.found.grid.rows] == [
        tuple(" ".join(one.split()) for one in row) for row in clean
    ]
    before, after = (listing(one.found.grid, one.found.mapping) for one in (new, back))
    assert [(one.name, one.booths) for one in before] == [(one.name, one.booths) for one in after]
    assert len(clean) == len(rows)


def test_a_formula_of_a_site_is_text_in_the_list_and_itself_again_when_read() -> None:
    rows = [["Company", "Booth"], ["=HYPERLINK(\"x\")", "A1"], ["@Stand-in B Ltd", "-"], ["'=Stand-in C", "+B-7"]]  # fmt: skip
    new = bring_bytes(text_of(rows), PLAN)
    header, clean = clean_rows(new, "en")
    written = list(csv.reader(io.StringIO(csv_bytes(header, clean).decode("utf-8-sig"))))
    assert [row[:2] for row in written[1:]] == [["'=HYPERLINK(\"x\")", "A1"], ["'@Stand-in B Ltd", "-"], ["''=Stand-in C", "'+B-7"]]  # fmt: skip
    assert [row.cells[:2] for row in again(new, "en").found.grid.rows] == [tuple(row) for row in rows[1:]]  # fmt: skip


def test_a_list_of_others_keeps_its_apostrophes() -> None:
    new = bring_bytes(text_of([["Company", "Booth"], ["'@Stand-in GmbH", "'-1"]]), PLAN)
    assert new.found.grid.rows[0].cells == ("'@Stand-in GmbH", "'-1")


def test_the_unit_of_bare_amounts_goes_with_them() -> None:
    new = bring_bytes(
        text_of(
            [["公司名称", "注册资本（万元）"], ["示例甲有限公司", "1000"], ["示例乙有限公司", "5"]]
        ),
        PLAN,
    )
    for language in LANGUAGES:
        assert list(again(new, language).found.mapping.units.values()) == ["CNY_10k"]
