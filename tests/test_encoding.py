"""Texts in every encoding people still have: read as they were written, said, or refused with what to do."""

from __future__ import annotations

import codecs
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from expolens.cli import main
from expolens.errors import SourceError
from expolens.model.study import SourcePlan
from expolens.readers import grid_of
from expolens.readers.encoding import decoded

SIMPLIFIED = [
    "示例甲科技有限公司",
    "示例乙软件股份有限公司",
    "示例丙医疗器械有限公司",
    "示例丁信息技术集团",
    "示例戊网络",
]
TRADITIONAL = [OpenCC("s2t").convert(name) for name in SIMPLIFIED]
WESTERN = ["Société d'Exemple", "Müller Muster GmbH", "Ejemplo Niño S.A.", "Exempel Åkeri AB", "Øksempel", "Åkeri", "L’École", "École “Modèle”"]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(SIMPLIFIED), min_size=1, max_size=8), st.sampled_from(["", "公司名称\n"]))  # fmt: skip
def test_simplified_chinese_without_a_word(names: list[str], header: str) -> None:
    text = header + "\n".join(names)
    assert decoded(text.encode("gb18030"), where="x") == (text, "gb18030", ())


@settings(deadline=None)
@given(st.lists(st.sampled_from(TRADITIONAL), min_size=1, max_size=8), st.sampled_from(["name,booth\n", "公司名稱,展位號\n"]))  # fmt: skip
def test_traditional_chinese_in_either_encoding(names: list[str], header: str) -> None:
    text = header + "\n".join(names)
    found, encoding, notes = decoded(text.encode("big5"), where="x")
    assert (found, encoding) == (text, "big5hkscs")
    assert "Big5" in notes[0]
    assert decoded(text.encode("gb18030"), where="x")[:2] == (text, "gb18030")


@settings(deadline=None)
@given(st.lists(st.sampled_from(WESTERN), min_size=1, max_size=8))
def test_western_names(names: list[str]) -> None:
    text = "name,country\n" + "\n".join(names)
    found, encoding, notes = decoded(text.encode("cp1252"), where="x")
    assert (found, encoding) == (text, "cp1252")
    assert "Windows-1252" in notes[0]


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_text_or_an_error(data: bytes) -> None:
    text = ""
    with suppress(SourceError):
        text, _, _ = decoded(data, where="x")
    assert "\r" not in text


def test_what_is_none_of_them_says_what_to_do() -> None:
    data = "会社名,country\n示例株式会社,日本\n".encode("shift_jis")
    with pytest.raises(SourceError, match="--encoding"):
        decoded(data, where="x")
    assert decoded(data, where="x", encoding="shift_jis")[0].startswith("会社名")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_damaged_text_says_where(encoding: str) -> None:
    data = "公司名称\n示例甲科技有限公司\n".encode(encoding)
    with pytest.raises(SourceError, match="cut short in line 3"):
        decoded(data + b"\xff,,,", where="x")


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_that_ends_inside_a_character_is_a_part_and_says_so(
    encoding: str, mark: bytes
) -> None:
    text = "公司名称\n示例甲科技有限公司\n"
    data = text.encode(encoding)
    if mark and encoding != "utf-8":
        return
    found, _, notes = decoded(mark + data + "示".encode(encoding)[-2:][:1], where="x")
    assert (found, notes) == (text, ("cut",))


def test_a_page_that_does_not_say_what_it_is_in() -> None:
    page = "<html><table><tr><th>公司名稱</th><th>展位號</th></tr><tr><td>示例醫療</td><td>A1</td></tr><tr><td>示例資訊</td><td>A2</td></tr></table></html>"
    grid = grid_of(page.encode("big5"), SourcePlan("l", "list", "p.html"))
    assert [row.cells for row in grid.rows] == [("示例醫療", "A1"), ("示例資訊", "A2")]


def test_a_mac_file_of_the_nineties(shared: Path) -> None:
    data = (shared / "data/registries/crunchbase_2013_companies.csv").read_bytes()
    grid = grid_of(data, SourcePlan("r", "registry", "c.csv"))
    assert (grid.encoding, len(grid.rows)) == ("mac_roman", data.count(b"\r"))


def test_add_and_new_take_the_encoding_and_write_it_down(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("会社名,company\n示例株式会社,示例株式会社\n".encode("shift_jis"))
    study = tmp_path / "study"
    assert main(["new", str(study), "--from", str(path)]) == 2
    assert "--encoding" in capsys.readouterr().err
    assert main(["new", str(study), "--from", str(path), "--encoding", "shift-jis"]) == 0
    assert 'encoding = "shift_jis"' in (study / "study.toml").read_text("utf-8")
    assert main(["run", str(study)]) == 0
    path.write_bytes("企業名,company\n示例二,示例二\n".encode("shift_jis"))
    assert main(["add", str(path), "--as", "list", "--to", str(study), "--encoding", "sjiss"]) == 2
    assert "sjiss" in capsys.readouterr().err
