"""Lists without a header."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.cli import main
from expolens.collect.collect import collect
from expolens.errors import SourceError
from expolens.layouts.header import meaning
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from expolens.readers.looks import look, stand
from expolens.wording import note


def read(text: str) -> Grid:
    return grid_of(text.encode(), SourcePlan("l", "list", "l.csv"))


def cells(grid: Grid) -> list[tuple[str, ...]]:
    return [row.cells for row in grid.rows]


HEADLESS = [
    ("示例甲医疗科技有限公司\n示例乙\n示例丙\n", ("name",)),
    ("Stand-in Inc.\nExample\nOther\n", ("name",)),
    ("示例甲医疗科技有限公司,A1\n示例乙信息技术有限公司,A2\n示例丙,B3\n", ("name", "booth")),
    ("Example,A12,Germany\nStand-in GmbH,B07,France\nOther AG,C1,Italy\n", ("name", "booth", "country")),
    ("1;Example;Germany\n2;Stand-in;Germany\n3;Other;France\n", ("column 1", "name", "country")),
    ("Example\tsome words\thttps://www.example.org\nStand-in Ltd.\tothers\twww.stand-in.com\nOther Ltd.\tand more\tother.com\n", ("name", "column 2", "website")),
    ("Example,a@example.org,+49 89 1234567\nOther,b@example.org,+49 30 7654321\nThird,c@example.org,+49 40 1111111\n", ("name", "email", "phone")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "header"), HEADLESS)
def test_the_first_row_is_a_row(text: str, header: tuple[str, ...]) -> None:
    grid = read(text)
    assert grid.header == header
    assert [cell for row in cells(grid) for cell in row] == [
        cell for line in text.strip().split("\n") for cell in line.replace(";", ",").replace("\t", ",").split(",")
    ]  # fmt: skip
    assert [row.number for row in grid.rows] == list(range(1, len(grid.rows) + 1))
    assert any("there is no header: the first row" in note(one, "en") for one in grid.notes)
    assert grid.named


HEADED = [
    "Firma\nStand-in GmbH\nExample AG\n", "Aussteller\nStand-in GmbH\n", "ราย\nบริษัท ก จำกัด\nบริษัท ข จำกัด\n", "Ausstellende Firma\nX GmbH\n",
    "Firma;Halle;Land\nStand-in GmbH;A12;Germany\nExample AG;B07;Germany\n", "Раздел,Компания\nА,ООО Пример\nА,ООО Другой\n",
    "Country,2019,2020\nX,1,2\nY,3,4\n", "2019,2020\n1,2\n3,4\n", "x,y\n1,2\n3,4\n", "Main Products\nmotors\npumps\n", "Core Technology\nX GmbH\nY AG\n",
    "医疗企业\n示例甲有限公司\n示例乙有限公司\n", "会社名,国\n株式会社示例,日本\n例示株式会社,日本\n", "Empresa,Stand\nStand-in S.A.,A1\nExample S.A.,A2\n",
    "Ragione sociale,Padiglione\nStand-in S.r.l.,A1\nExample S.p.A.,A2\n", "企业名称（全称）,备注\n示例甲有限公司,x\n", "Type,Co.\nA,X Ltd.\nB,Y Ltd.\n",
]  # fmt: skip


@pytest.mark.parametrize("text", HEADED)
def test_a_header_that_nobody_knows_is_one(text: str) -> None:
    grid = read(text)
    first, *rest = text.strip().split("\n")
    mark = ";" if ";" in first else ","
    assert grid.header == tuple(first.split(mark))
    assert cells(grid) == [tuple(line.split(mark)) for line in rest]
    assert grid.place == "row 1"


@settings(deadline=None)
@given(
    st.lists(st.text("示例甲乙丙丁戊己庚辛", min_size=2, max_size=5), min_size=2, max_size=8, unique=True),
    st.sampled_from(["", "名单\n2022.11.30\n\n", "By@示例\n2022.11.30\n\n"]),
)  # fmt: skip
def test_no_company_is_lost_below_a_banner(names: list[str], banner: str) -> None:
    made = [f"{name}科技有限公司" for name in names]
    grid = read(banner + "\n".join(made) + "\n")
    assert cells(grid) == [(one,) for one in made]


def test_every_name_of_real_lists_without_a_header(shared: Path) -> None:
    folder = shared / "data/names"
    for file, rows in (("zh_brand_groundtruth.txt", 500), ("zh_short_names.txt", 267_397)):
        data = (folder / file).read_bytes()
        grid = grid_of(data, SourcePlan("l", "list", file))
        lines = [one.strip() for one in data.decode("utf-8-sig").split("\n") if one.strip()]
        assert grid.header == ("name",)
        assert cells(grid) == [(one,) for one in lines[-rows:]]
        assert len(grid.rows) == rows


def test_a_study_of_a_list_without_a_header(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    path = tmp_path / "list.csv"
    path.write_text("示例甲有限公司,A1,13800000000\n示例乙有限公司,A2,13900000000\n", "utf-8")
    assert main(["new", str(tmp_path / "study"), "--from", str(path)]) == 0
    out = capsys.readouterr().out
    assert "2 rows" in out
    assert "there is no header" in out
    assert "Withheld as personal: phone" in out
    plan = SourcePlan("list", "list", "list.csv")
    assert "13800000000" not in str(collect([plan], folder=tmp_path)["records"].to_pylist())


@pytest.mark.parametrize(
    ("text", "kind", "parts"),
    [
        ("A12", "booth", ("", "A12")), ("Hall 3, Stand A12", "booth", ("Hall 3", "A12")), ("3号馆 B07", "booth", ("3号馆", "B07")), ("H2-B101", "booth", ("", "H2-B101")),
        ("5B01/02", "booth", ("", "5B01/02")), ("展位号：8B369", "booth", ("", "8B369")), ("Stand no. 12", "booth", ("", "12")), ("11.0-A21", "booth", ("", "11.0-A21")),
    ],
)  # fmt: skip
def test_what_a_booth_looks_like(text: str, kind: str, parts: tuple[str, str]) -> None:
    assert (look(text), stand(text)) == (kind, parts)


@pytest.mark.parametrize(
    "text", ["3M", "7-Eleven", "P2i", "Pier 1", "Studio 54", "Stand-in", "示例3号", "1 a"]
)
def test_what_none_looks_like(text: str) -> None:
    assert look(text) != "booth"


@settings(deadline=None)
@given(st.text(max_size=300))
def test_a_look_is_of_any_text(text: str) -> None:
    assert isinstance(look(text), str)
    hall, booth = stand(text)
    assert (hall and booth) or text.endswith(booth)


def test_a_long_cell_is_no_header() -> None:
    assert meaning("公司名称") == "name"
    assert meaning("公司名称" + " " * 300) == ""
    with pytest.raises(SourceError):
        read("公司名称" * 1_000_000)
