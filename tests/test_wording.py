"""Words: every code that the program uses has a text in both languages, and numbers take their form."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.wording import filled, reason, word, words
from expolens.wording.words import PLACE

SOURCE = Path(__file__).parents[1] / "src" / "expolens"
GROUPS = {code.partition(".")[0] for code in words()}
CALLS = {"word", "tell", "spans", "sentence_of", "headed"}


def used() -> dict[str, str]:
    """Every code, or beginning of one, in a call of a function that takes codes, with the file it stands in."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            if name not in CALLS:
                continue
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found[first.value] = path.name
            elif isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant):
                found[f"{first.values[0].value!s}*"] = path.name
    return found


def literals(function: str, position: int) -> set[str]:
    """The texts that stand at one position in the calls of a function."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == function:
                arguments = node.args[position : position + 1]
                found |= {str(a.value) for a in arguments if isinstance(a, ast.Constant)}
    return found


@pytest.mark.parametrize(("code", "file"), sorted(used().items()))
def test_every_code_in_use_has_a_text(code: str, file: str) -> None:
    known = words()
    if code.endswith("*"):
        assert any(one.startswith(code[:-1]) for one in known), file
    else:
        assert code in known, file


def test_every_remark_has_a_text() -> None:
    assert {f"remark.{code}" for code in literals("Remark", 1)} <= set(words())


def test_every_reason_of_a_match_has_a_text() -> None:
    source = "\n".join(p.read_text("utf-8") for p in (SOURCE / "matching").glob("*.py"))
    codes = set(re.findall(r'f"([a-z]+(?:_[a-z]+)+):\{', source))
    assert len(codes) > 3
    assert {f"reason.{code}" for code in codes} <= set(words())


def test_every_reason_why_something_was_not_done_has_a_text() -> None:
    source = "\n".join(p.read_text("utf-8") for p in (SOURCE / "analyse").glob("*.py"))
    codes = set(re.findall(r'"(no_[a-z]+|nobody|not_checked)"', source))
    assert {"no_source", "no_field", "no_population"} <= codes
    assert {f"undone.{code}" for code in codes} <= set(words())


@pytest.mark.parametrize("code", sorted(words()))
def test_both_languages_say_it_with_the_same_values(code: str) -> None:
    text = words()[code]
    assert text.en
    assert text.zh
    places = [list(PLACE.finditer(one)) for one in (text.en, text.zh)]
    # A form that goes with a number may be in one language only; a value is in both.
    names = [{one.group(1) for one in found if one.group(2) is None} for found in places]
    assert names[0] == names[1]


def test_one_and_many() -> None:
    template = "{n} {n|exhibitor was|exhibitors were} found"
    assert [filled(template, {"n": n}) for n in (0, 1, 2)] == [
        "0 exhibitors were found",
        "1 exhibitor was found",
        "2 exhibitors were found",
    ]


def test_reasons_are_read_as_words() -> None:
    assert reason("equal_name:示例", "en") == "same name"
    assert reason("former_name:示例医院", "en") == "found by its former name 示例医院"
    assert reason("former_name:示例医院", "zh") == "以曾用名“示例医院”找到"


@given(st.text())
def test_an_unknown_code_is_its_own_text(code: str) -> None:
    if code not in words():
        assert word(code, "en") == code.rpartition(".")[2]


@given(st.text(), st.dictionaries(st.text(min_size=1), st.integers()))
def test_a_text_without_places_stays(text: str, values: dict[str, int]) -> None:
    if "{" not in text:
        assert filled(text, values) == text


def test_groups_are_named() -> None:
    assert {"outcome", "outcome_target", "absence", "reason", "remark", "role", "banner"} <= GROUPS
