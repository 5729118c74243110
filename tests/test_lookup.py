"""The look-up list goes out, is asked with, and what comes back fills what was missing alone."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from conftest import example
from expolens.api import open_study
from expolens.cli import main
from expolens.export import batches, lookup, sites, wanted
from expolens.study.read import read_study
from small import small

LIST = (
    "公司名称,英文名称,展位号,国家\n"
    "示例甲科技有限公司,Stand-in A Tech Co. Ltd.,A1,\n"
    "示例乙软件有限公司,,A2,\n"
    ",=HYPERLINK(0),A3,\n"
    "示例丁数据有限公司,,A4,\n"
    "Stand-in Imaging GmbH,,A5,Germany\n"
)
REGISTRY = (
    "企业名称,统一社会信用代码,注册资本,经营状态\n"
    "示例甲科技有限公司,91110000600037341L,100万元人民币,存续\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small(
        tmp_path_factory.mktemp("lookup"),
        ("list", "list", LIST),
        ("registry", "registry\ndate = '2026-02-01'\ncovers = 'asked'", REGISTRY),
    )
    open_study(folder).run()
    return folder


def rows_of(content: bytes) -> list[list[str]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return [list(map(str, row)) for row in sheet.to_python()]


def test_who_lacks_what_and_what_was_asked(built: Path) -> None:
    tables = open_study(built).tables()
    found = {one.booths[0]: one for one in wanted(tables)}
    assert found["A1"].lacks == ("library",)
    assert found["A2"].lacks == ("registry", "library")
    assert found["A1"].named("en") == "Stand-in A Tech Co. Ltd."
    cells = {row[6]: row for row in rows_of(lookup(tables, study=open_study(built).study))[1:]}
    assert cells["A1"][7] == "registry: found 已找到 2026-02-01"
    assert cells["A2"][7].startswith("registry: not asked 未查询")
    assert cells["A5"][2] == "Stand-in Imaging GmbH"
    assert cells["A5"][5] == "de"


def test_the_batch_sheet_is_one_column_of_chinese_names(built: Path) -> None:
    tables = open_study(built).tables()
    (one,) = batches(tables)
    assert rows_of(one) == [["公司名称"], ["示例乙软件有限公司"], ["示例丁数据有限公司"]]
    library = replace(sites()[0], gives="library")
    assert [name for sheet in batches(tables, library) for (name,) in rows_of(sheet)[1:]] == [
        "示例甲科技有限公司",
        "示例乙软件有限公司",
        "示例丁数据有限公司",
    ]


def test_a_site_takes_so_many_rows(built: Path) -> None:
    tables = open_study(built).tables()
    few = replace(sites()[0], rows=1)
    assert [rows_of(sheet)[1] for sheet in batches(tables, few)] == [
        ["示例乙软件有限公司"],
        ["示例丁数据有限公司"],
    ]


def test_no_cell_is_a_formula_and_every_link_is_the_sites(built: Path) -> None:
    content = lookup(open_study(built).tables(), study=open_study(built).study)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        links = parts.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert "<f>" not in sheet
    assert sheet.count("<hyperlink ") == links.count("<Relationship ")
    assert "示例乙软件有限公司" in unquote(links)
    for site in sites():
        assert site.search.partition("{")[0].partition("#")[0] in links


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_a_name_is_one_value_of_a_link(name: str) -> None:
    for site in sites():
        head, _, tail = site.search.partition("{name}")
        link = site.link(name)
        assert link.startswith(head)
        inside = link[len(head) : len(link) - len(tail)]
        assert unquote(inside) == name[:200]
        assert not set(inside) & set(" \"'<>&?#/\n")


def test_the_same_tables_give_the_same_bytes(built: Path) -> None:
    opened = open_study(built)
    assert lookup(opened.tables(), study=opened.study) == lookup(
        opened.tables(), study=opened.study
    )


def test_the_verb_writes_the_list_and_the_sheets_and_keeps_what_is_there(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "ask.xlsx"
    assert main(["export", str(built), "--as", "lookup", "-o", str(target)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"ask.xlsx", "ask_batch_1.xlsx"}
    assert "--as registry" in capsys.readouterr().out
    (tmp_path / "ask_batch_1.xlsx").write_bytes(b"mine")
    assert main(["export", str(built), "--as", "lookup", "-o", str(target)]) == 2
    assert (tmp_path / "ask_batch_1.xlsx").read_bytes() == b"mine"


def forgotten(folder: Path, name: str) -> Path:
    """The rehearsal with a registry that does not hold one company."""
    study = example("rehearsal", folder)
    path = study / "sources" / "registry.xlsx"
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    kept = [row for row in rows if row[0] != name]
    assert len(kept) == len(rows) - 1
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("企业信息")
    for number, row in enumerate(kept):
        for index, cell in enumerate(row):
            page.write(number, index, cell)
    book.close()
    open_study(study).run()
    return study


def test_what_comes_back_fills_what_was_missing_alone(rehearsal: Path, tmp_path: Path) -> None:
    """The rehearsal: a company that no registry record was found of is answered, and one that has a record is answered otherwise."""
    first = open_study(rehearsal).tables()
    rows = CalamineWorkbook.from_path(
        str(rehearsal / "sources" / "registry.xlsx")
    ).get_sheet_by_index(0)
    listed = set(first["exhibitors"]["name"].to_pylist())
    names = [str(row[0]) for row in rows.to_python() if row[0] in listed]
    folder = forgotten(tmp_path, names[3])
    before = open_study(folder).tables()
    (missing,) = [
        one for one in wanted(before) if "registry" in one.lacks and one.named("zh") == names[3]
    ]
    has = next(
        row
        for row in before["profiles"].to_pylist()
        if row["field"] == "capital" and row["value"] and row["source"] == "registry"
    )
    known = next(row for row in before["exhibitors"].to_pylist() if row["id"] == has["exhibitor"])
    assert (missing.exhibitor, "capital") not in {
        (row["exhibitor"], row["field"]) for row in before["profiles"].to_pylist() if row["value"]
    }
    assert [names[3]] in [row for sheet in batches(before) for row in rows_of(sheet)]
    answer = tmp_path / "answer.csv"
    answer.write_text(
        "原文件导入名称,企业名称,登记状态,统一社会信用代码,注册资本\n"
        f"{missing.named('zh')},{missing.named('zh')},存续,91110000600037341L,4321万元人民币\n"
        f"{known['name']},{known['name']},存续,-,1万元人民币\n",
        "utf-8",
    )
    assert main(["add", str(answer), "--as", "registry", "--to", str(folder)]) == 0
    plan = read_study(folder).sources[-1]
    assert plan.role == "registry"
    open_study(folder).run()
    after = open_study(folder).tables()
    source = next(one for one in after["sources"].to_pylist() if one["id"] == plan.id)
    assert source["covers"] == "asked"
    assert any(column.endswith("=asked_name") for column in source["columns"])
    profiles = {(row["exhibitor"], row["field"]): row for row in after["profiles"].to_pylist()}
    assert profiles[missing.exhibitor, "capital"]["value"] == "43210000"
    assert profiles[missing.exhibitor, "capital"]["source"] == plan.id
    kept = profiles[has["exhibitor"], "capital"]
    assert (kept["value"], kept["source"]) == (has["value"], has["source"])
    assert missing.exhibitor not in {
        one.exhibitor for one in wanted(after) if "registry" in one.lacks
    }
    untouched = {
        key: row["value"]
        for key, row in profiles.items()
        if key[0] != missing.exhibitor and row["field"] == "capital"
    }
    old = {(row["exhibitor"], row["field"]): row["value"] for row in before["profiles"].to_pylist()}
    assert all(old[key] == value for key, value in untouched.items() if old.get(key) is not None)
