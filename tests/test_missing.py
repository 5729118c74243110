"""What stands for no value, found as fast as it is passed over."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from expolens.values.missing import _BETWEEN, _STROKES, missing
from expolens.values.plain import plain

MARKS = tomllib.loads(files("expolens.values").joinpath("missing.toml").read_text("utf-8"))
WORDS = [word for words in MARKS.values() for word in words]


def naive(raw: str, marks: tuple[str, ...] = ()) -> bool:
    """Whether a cell is a mark, by all of its text."""
    text = _BETWEEN.sub("", plain(raw))
    return bool(_STROKES.fullmatch(text)) or text in WORDS or raw.strip() in marks


@pytest.mark.parametrize("word", WORDS)
def test_every_mark_is_one_however_it_is_written(word: str) -> None:
    traditional = OpenCC("s2t").convert(word)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in word)
    for raw in (word, f" {word} ", word.upper(), f"({word})", f"（{word}）", f"{word}。", traditional, wide, " ".join(word), f"\u3000{word}"):  # fmt: skip
        assert (missing(raw) is not None) == naive(raw)
    assert missing(word) is not None


@settings(deadline=None)
@example("", ())
@example("（-）", ())
@example("ｎ／ａ", ())
@example("ǹa", ())
@given(
    st.one_of(
        st.text(alphabet="n/a未公开 .(-（）無Ｎ示", max_size=8),
        st.text(max_size=8),
        st.builds("".join, st.lists(st.sampled_from([*WORDS, " ", "示例", "(", "."]), max_size=3)),
    ),
    st.sampled_from([(), ("示例",), ("未上报",)]),
)
def test_what_is_passed_over_is_no_mark(raw: str, marks: tuple[str, ...]) -> None:
    assert (missing(raw, marks) is not None) == naive(raw, marks)
