"""Lines broken between words and Chinese characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.wording import width, wrapped


@given(st.text(alphabet="示例，。（）：；ab1 .,", max_size=60), st.integers(2, 30))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert not any(line != line.rstrip() for line in lines)


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, ("",)),
        ("one two three", 7, ("one two", "three")),
        ("名称相同：ACME Co.；其他", 14, ("名称相同：ACME", "Co.；其他")),
        ("示例（北京）有限公司", 7, ("示例", "（北", "京）有", "限公司")),
        ("https://www.example.org/long", 10, ("https://ww", "w.example.", "org/long")),
    ],
)
def test_lines_end_where_a_reader_expects(text: str, columns: int, lines: tuple[str, ...]) -> None:
    assert wrapped(text, columns) == lines
