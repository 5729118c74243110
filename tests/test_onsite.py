"""The on-site list goes out as a sheet or a checklist, is filled in, and comes back as marks."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from conftest import example
from expolens.api import open_study
from expolens.cli import main
from expolens.export import checklist, checklist_schema, onsite
from expolens.export.onsite import stands
from expolens.layouts.header import meaning
from expolens.study.read import read_study
from small import small

LIST = (
    "公司名称,英文名称,展位号,展馆,电话\n"
    "示例甲科技有限公司,Stand-in A Tech Co. Ltd.,A10,2号馆,13800000000\n"
    "示例乙软件有限公司,,A2,2号馆,13800000001\n"
    "=示例丙(1),,B1,10号馆,\n"
    "示例丁数据有限公司,,,,\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small(tmp_path_factory.mktemp("onsite"), ("list", "list", LIST))
    open_study(folder).run()
    return folder


def cells(content: bytes) -> list[list[str]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return [list(map(str, row)) for row in sheet.to_python(skip_empty_area=False)]


def test_the_sheet_is_walked_hall_by_hall_and_stand_by_stand(built: Path) -> None:
    opened = open_study(built)
    rows = cells(onsite(opened.tables(), study=opened.study))
    assert [meaning(head) for head in rows[2]] == [
        "hall", "booth", "name", "attendance", "found_name", "attendance_note", "checker", "checked_on",
    ]  # fmt: skip
    assert [row[:3] for row in rows[3:]] == [
        ["2号馆", "A2", "示例乙软件有限公司"],
        ["2号馆", "A10", "示例甲科技有限公司\nStand-in A Tech Co. Ltd."],
        ["10号馆", "B1", "=示例丙(1)"],
        ["", "", "示例丁数据有限公司"],
    ]
    assert not any(any(row[3:]) for row in rows[3:])


def test_the_checklist_keeps_to_its_schema_and_holds_nothing_personal(built: Path) -> None:
    opened = open_study(built)
    content = checklist(opened.tables(), study=opened.study)
    found = json.loads(content)
    jsonschema.Draft202012Validator.check_schema(checklist_schema())
    jsonschema.validate(found, checklist_schema())
    assert [one["name"] for one in found["exhibitors"]] == [
        one.name for one in stands(opened.tables())
    ]
    assert {one["id"] for one in found["exhibitors"]} == set(
        opened.tables()["exhibitors"]["id"].to_pylist()
    )
    assert b"1380000" not in content
    assert content == checklist(opened.tables(), study=opened.study)


def test_what_was_filled_in_is_not_written_over(built: Path, tmp_path: Path) -> None:
    for kind in ("onsite", "checklist"):
        target = tmp_path / kind
        assert main(["export", str(built), "--as", kind, "-o", str(target)]) == 0
        assert main(["export", str(built), "--as", kind, "-o", str(target)]) == 0
        target.write_bytes(target.read_bytes() + b" ")
        assert main(["export", str(built), "--as", kind, "-o", str(target)]) == 2


def attended(folder: Path) -> dict[str, str]:
    rows = open_study(folder).tables()["exhibitors"].to_pylist()
    return {row["name"]: row["attendance"] for row in rows if row["included"]}


def without_sheet(folder: Path) -> Path:
    """The rehearsal before anybody looked: without its on-site sheet."""
    study = example("rehearsal", folder)
    text = (study / "study.toml").read_text("utf-8")
    begin = text.index('[[source]]\nid = "onsite"')
    end = text.index("[[source]]", begin + 5)
    (study / "study.toml").write_text(text[:begin] + text[end:], "utf-8")
    (study / "sources" / "onsite.xlsx").unlink()
    open_study(study).run()
    return study


@pytest.fixture(scope="module")
def unseen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return without_sheet(tmp_path_factory.mktemp("unseen"))


def verdicts(rehearsal: Path, names: list[str]) -> dict[str, str]:
    """What the rehearsal's own checkers found, to be written down again."""
    known = attended(rehearsal)
    return {name: known.get(name, "") for name in names}


def test_the_checklist_comes_back(rehearsal: Path, unseen: Path, tmp_path: Path) -> None:
    opened = open_study(unseen)
    content: dict[str, Any] = json.loads(checklist(opened.tables(), study=opened.study))
    wanted = verdicts(rehearsal, [one["name"] for one in content["exhibitors"]])
    for one in content["exhibitors"]:
        one |= {
            "attendance": wanted[one["name"]],
            "checker": "checker A",
            "checked_on": "2021-03-19",
        }
    jsonschema.validate(content, checklist_schema())
    filled = tmp_path / "checklist.json"
    filled.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    came_back(filled, tmp_path, wanted)


def test_the_sheet_comes_back(rehearsal: Path, unseen: Path, tmp_path: Path) -> None:
    opened = open_study(unseen)
    rows = cells(onsite(opened.tables(), study=opened.study))
    names = {row[2]: row[2].split("\n")[0] for row in rows[3:]}
    wanted = verdicts(rehearsal, list(names.values()))
    filled = tmp_path / "onsite.xlsx"
    book = xlsxwriter.Workbook(str(filled), {"strings_to_formulas": False})
    page = book.add_worksheet("On site")
    marks = {"present": "√", "absent": "×", "unclear": "不确定"}
    for number, row in enumerate(rows):
        said = (
            [marks.get(wanted[names[row[2]]], ""), "", "", "checker A", "2021-03-19"]
            if number > 2
            else row[3:]
        )
        for index, cell in enumerate([*row[:3], *said]):
            page.write_string(number, index, cell)
    book.close()
    came_back(filled, tmp_path, wanted)


def came_back(filled: Path, tmp_path: Path, wanted: dict[str, str]) -> None:
    """Bring a filled-in list into the study it is of: nobody is new, and everybody is as was marked."""
    folder = without_sheet(tmp_path / "again")
    before = attended(folder)
    assert main(["add", str(filled), "--as", "attendance", "--to", str(folder)]) == 0
    assert read_study(folder).sources[-1].role == "attendance"
    open_study(folder).run()
    after = attended(folder)
    assert set(after) == set(before)
    assert set(before.values()) == {"unknown"}
    marked = {name: status for name, status in wanted.items() if status}
    assert len(marked) > 150
    assert {name: after[name] for name in marked} == marked
