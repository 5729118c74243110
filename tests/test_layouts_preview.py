"""The preview: what a person sees of a file, in both languages, within a hundred columns, without anything personal."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.layouts.mapping import understood
from expolens.layouts.preview import cut, preview, shared
from expolens.layouts.rows import laid_out
from expolens.layouts.similar import proposals
from expolens.model.study import SourcePlan
from expolens.model.text import LANGUAGES, Language
from expolens.readers import grid_of
from expolens.readers.csv import csv_grid
from expolens.readers.grid import Grid, Row
from expolens.wording import width
from laid import SAMPLES


def shown(grid: Grid, language: Language, role: str = "list") -> tuple[str, ...]:
    mapping = understood(grid.header, SourcePlan("s", role, "s.csv"))
    grid = laid_out(grid, mapping)
    return preview(grid, mapping, proposals(grid, mapping), language)


TEXT = """名单（内部）
公司名称,展位号,Rückruf,备注,甲,空
示例甲有限公司,A1-02,13800000000,请联系info@a.example,H1,
示例乙有限公司,B203,13900000000,,H2,
,B204,13700000000,无,H3,
示例甲有限公司,B205,13600000000,,H4,
"""


def test_a_person_sees_rows_columns_and_what_was_not_understood() -> None:
    lines = shown(csv_grid(TEXT, where="s.csv"), "en")
    assert lines[0] == "4 rows, 2 different names, 1 without a name (row 5)"
    text = "\n".join(lines)
    assert "  公司名称  Company name  header   75%  示例甲有限公司 | 示例乙有限公司" in lines
    assert "  展位号    Booth         header  100%  A1-02 | B203 | B204" in lines
    assert (
        "Withheld as personal too, by a word in the header or by what stands there: Rückruf"
        in lines
    )
    assert "1 cell holds a phone, a mail address or the like" in text
    assert "  ! 1 row above the header left out" in lines
    assert any(line.startswith("  空") and line.endswith("0%  empty") for line in lines)
    assert "→ perhaps Hall" not in text
    rows = lines[lines.index("The first rows") + 1 :]
    assert len(rows) == 5
    assert all(width(row.split(" | ")[0]) == width(rows[1].split(" | ")[0]) for row in rows[:2])


def test_it_is_said_in_chinese_too() -> None:
    lines = shown(csv_grid(TEXT, where="s.csv"), "zh")
    assert lines[0] == "4行，2个不同名称，1行无名称（row 5）"
    assert "按表头用词或内容判断含个人信息，亦不予公开：Rückruf" in lines
    assert "  ! 略去表头以上1行" in lines


def test_where_no_column_is_the_name_the_best_one_is_proposed() -> None:
    lines = shown(csv_grid("甲,乙\n示例甲有限公司,1\n示例乙有限公司,2\n", where="s.csv"), "en")
    text = "\n".join(lines)
    assert "! No column was understood as the name" in text
    assert "→ perhaps Company name (name): 100% of its values look like it" in text
    assert "confirm them in study.toml" in text
    assert lines[-2:] == ("  示例甲有限公司", "  示例乙有限公司")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.*")), ids=lambda path: path.name)
def test_every_sample_fits_in_a_hundred_columns_and_shows_nobody(
    file: Path, language: Language
) -> None:
    if file.suffix == ".md":
        return
    lines = shown(grid_of(file.read_bytes(), SourcePlan("s", "registry", file.name)), language)
    text = "\n".join(lines)
    assert max(map(width, lines)) <= 100
    for personal in ("13800000000", "info@", "示例人", "Person A", "(02)0000"):
        assert personal not in text
    assert len(lines) < 60


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=6, unique=True),
    st.lists(st.lists(st.text(max_size=120), min_size=6, max_size=6), min_size=1, max_size=5),
    st.sampled_from(LANGUAGES),
)
def test_any_table_can_be_shown(headers: list[str], rows: list[list[str]], language: Language) -> None:  # fmt: skip
    header = tuple(headers)
    grid = Grid(header, tuple(Row(tuple(r[: len(header)]), f"row {n}") for n, r in enumerate(rows)))
    assert all(width(line) <= 100 and "\n" not in line for line in shown(grid, language))


@given(st.text(max_size=60), st.integers(1, 40))
def test_a_cut_text_fits(text: str, columns: int) -> None:
    found = cut(text, columns)
    assert width(found) <= columns
    assert found == text or found.endswith("…")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wide", [60, 80, 100])
def test_a_preview_fits_the_terminal_it_is_in(wide: int, language: Language) -> None:
    for file in sorted(SAMPLES.glob("*.*")):
        if file.suffix == ".md":
            continue
        plan = SourcePlan("s", "registry", file.name)
        grid = grid_of(file.read_bytes(), plan)
        mapping = understood(grid.header, plan)
        lines = preview(grid, mapping, proposals(grid, mapping), language, wide=wide)
        assert max(map(width, lines)) <= wide, file.name


@given(st.lists(st.integers(0, 60), max_size=6), st.integers(-5, 120))
def test_room_is_shared_and_none_is_left_while_somebody_wants_it(
    wanted: list[int], room: int
) -> None:
    given_ = shared(wanted, room)
    assert sum(given_) <= max(room, 0)
    assert all(got <= want for got, want in zip(given_, wanted, strict=True))
    short = [n for n, want in enumerate(wanted) if given_[n] < want]
    if short:
        # What cannot be divided evenly is less than a column for each.
        assert max(room, 0) - sum(given_) < len(wanted)
        assert min(given_[n] for n in short) >= max(given_) - 1
