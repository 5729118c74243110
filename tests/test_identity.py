"""Who is who: codes that differ, names in two languages, chains of records, what a registry answered, marks left blank."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from stdnum.cn import uscc

from expolens.api import open_study
from expolens.cli import main
from expolens.matching import Party, indexed, search


def code(number: int) -> str:
    """Return a valid credit code of nobody: region 000000 does not exist."""
    body = f"91000000{number:09d}"
    return body + str(uscc.calc_check_digit(body))


ONE, TWO, THREE = code(1), code(2), code(3)


def study_of(folder: Path, *, more: str = "", **files: str) -> dict[str, list[dict[str, Any]]]:
    """Run a study of CSV files by role, `more` standing in the attendance source, and return its tables as rows."""
    for role, text in files.items():
        (folder / f"{role}.csv").write_text(text, "utf-8")
    study = folder / "study"
    assert main(["new", str(study), "--from", str(folder / "list.csv")]) == 0
    for role in files:
        if role != "list":
            assert main(["add", str(folder / f"{role}.csv"), "--as", role, "--to", str(study)]) == 0
    if more:
        toml = study / "study.toml"
        text = toml.read_text("utf-8")
        entry = 'file = "sources/attendance.csv"'
        toml.write_text(text.replace(entry, f"{entry}\n{more}"), "utf-8")
    assert main(["run", str(study)]) == 0
    return {name: table.to_pylist() for name, table in open_study(study).tables().items()}


def linked(tables: dict[str, list[dict[str, Any]]], name: str) -> list[tuple[str, list[str]]]:
    """Return status and reasons of the links of an exhibitor."""
    id_ = next(row["id"] for row in tables["exhibitors"] if row["name"] == name)
    return [(row["status"], row["reasons"]) for row in tables["links"] if row["exhibitor"] == id_]


SHEET = "企业名称,到场情况\n示例甲有限公司,√\n示例乙有限公司,\n示例丙有限公司,待定\n"
LIST = (
    "公司名称,展位号\n示例甲有限公司,A1\n示例乙有限公司,A2\n示例丙有限公司,A3\n示例丁有限公司,A4\n"
)


@pytest.mark.parametrize(
    ("more", "second"), [("", "unclear"), ('blank = "absent"', "absent"), ('blank = "present"', "present")]
)  # fmt: skip
def test_a_blank_mark_says_nothing_unless_the_study_says_what(
    tmp_path: Path, more: str, second: str
) -> None:
    tables = study_of(tmp_path, list=LIST, attendance=SHEET, more=more)
    status = {row["name"]: row["attendance"] for row in tables["exhibitors"]}
    assert status["示例甲有限公司"] == "present"
    assert status["示例乙有限公司"] == second
    assert status["示例丙有限公司"] == "unclear"
    unmarked = [row for row in tables["remarks_roster"] if row["code"] == "unmarked"]
    assert len(unmarked) == (0 if more else 1)


def test_a_sheet_without_a_column_for_marks_lists_who_was_there(tmp_path: Path) -> None:
    tables = study_of(tmp_path, list=LIST, attendance="企业名称,展位号\n示例乙有限公司,A2\n")
    status = {row["name"]: row["attendance"] for row in tables["exhibitors"]}
    assert status["示例乙有限公司"] == "present"


def test_one_name_with_two_codes_is_two_exhibitors(tmp_path: Path) -> None:
    rows = f"示例甲有限公司,{ONE}\n示例甲有限公司,{TWO}\n示例甲有限公司,{ONE}\n示例甲有限公司,\n"
    tables = study_of(tmp_path, list="公司名称,统一社会信用代码\n" + rows)
    assert sorted(len(row["records"]) for row in tables["exhibitors"]) == [1, 3]
    (waiting,) = [row for row in tables["roster_matches"] if row["status"] == "review"][:1]
    assert any(reason.startswith("other_code:") for reason in waiting["reasons"])


def test_an_equal_name_with_another_code_waits_for_a_person(tmp_path: Path) -> None:
    tables = study_of(
        tmp_path,
        list=f"公司名称,统一社会信用代码\n示例甲有限公司,{ONE}\n示例乙有限公司,{TWO}\n",
        registry=f"企业名称,统一社会信用代码\n示例甲有限公司,{THREE}\n示例乙有限公司,{TWO}\n",
    )
    ((status, reasons),) = linked(tables, "示例甲有限公司")
    assert status == "review"
    assert f"other_code:{THREE}" in reasons
    assert [status for status, _ in linked(tables, "示例乙有限公司")] == ["accepted"]


def test_no_record_is_in_two_companies(tmp_path: Path) -> None:
    """Two exhibitors with a code each; a third has a registry record of the first and, in the library, one with the code of the second."""
    tables = study_of(
        tmp_path,
        list=f"公司名称,统一社会信用代码\n示例甲有限公司,{ONE}\n示例乙有限公司,{TWO}\n示例丙有限公司,\n",
        registry=f"企业名称,曾用名,统一社会信用代码\n示例甲有限公司,示例丙有限公司,{ONE}\n示例乙有限公司,,{TWO}\n",
        library=f"企业名称,统一社会信用代码,领域\n示例丙有限公司,{TWO},医疗\n",
    )
    records = [record for company in tables["companies"] for record in company["records"]]
    assert len(records) == len(set(records))
    exhibitors = [one for company in tables["companies"] for one in company["exhibitors"]]
    assert sorted(exhibitors) == sorted(row["id"] for row in tables["exhibitors"])


def test_names_that_several_bear_are_not_settled_by_likeness() -> None:
    index = indexed(
        Party(key, ((name, "legal"),))
        for key, name in (("a", "示例甲科技有限公司"), ("b", "示例甲科技有限公司"), ("c", "示例丙有限公司"))
    )  # fmt: skip
    (found,) = search([Party("q", (("示例甲科技有限公司", "legal"),))], index).candidates
    assert [round(one.probability, 2) for one in found[:2]] == [0.5, 0.5]
    assert all("shared_by:2" in one.reasons for one in found[:2])


def test_what_a_registry_answered_for_a_name_is_a_candidate_with_that_reason(
    tmp_path: Path,
) -> None:
    tables = study_of(
        tmp_path,
        list="公司名称\n示例甲\n示例乙有限公司\n",
        registry=f"原文件导入名称,企业名称,统一社会信用代码\n示例甲,别名控股集团有限公司,{ONE}\n示例乙有限公司,示例乙有限公司,{TWO}\n",
    )
    ((status, reasons),) = linked(tables, "示例甲")
    assert (status, reasons) == ("review", ["asked_name:示例甲"])
    ((status, reasons),) = linked(tables, "示例乙有限公司")
    assert (status, reasons) == ("accepted", ["equal_name:示例乙有限公司"])


def test_a_row_that_answered_nothing_is_nobodys_candidate(tmp_path: Path) -> None:
    tables = study_of(
        tmp_path,
        list="公司名称\n示例甲\n示例乙有限公司\n",
        registry=f"原文件导入名称,企业名称,统一社会信用代码\n示例甲,-,-\n示例乙有限公司,示例乙有限公司,{TWO}\n",
    )
    assert linked(tables, "示例甲") == []
    outcomes = {row["exhibitor"]: row["outcome"] for row in tables["lookups"]}
    names = {row["id"]: row["name"] for row in tables["exhibitors"]}
    assert {names[one]: outcome for one, outcome in outcomes.items()} == {
        "示例甲": "not_found",
        "示例乙有限公司": "found",
    }


def test_an_english_name_on_site_is_found_by_the_english_name_on_the_list(tmp_path: Path) -> None:
    tables = study_of(
        tmp_path,
        list="公司名称,英文名称\n示例甲有限公司,Stand-in Alpha Ltd.\n示例乙有限公司,Stand-in Beta Ltd.\n示例丙有限公司,Stand-in Beta Ltd.\n",
        attendance="企业名称\nStand-in Alpha Limited\nStand-in Beta Ltd.\n",
    )
    status = {row["name"]: (row["listed"], row["attendance"]) for row in tables["exhibitors"]}
    assert status["示例甲有限公司"] == (True, "present")
    # Two on the list bear this one: nobody can tell which came.
    assert status["Stand-in Beta Ltd."] == (False, "present")
    asked = {
        row["left_name"]
        for row in tables["roster_matches"]
        if row["right_name"] == "Stand-in Beta Ltd."
    }
    assert asked == {"示例乙有限公司", "示例丙有限公司"}


def test_an_english_name_does_not_join_two_chinese_ones(tmp_path: Path) -> None:
    tables = study_of(
        tmp_path,
        list="公司名称,英文名称\n示例甲有限公司,Stand-in Alpha Ltd.\n",
        attendance="企业名称,英文名称\n示例乙有限公司,Stand-in Alpha Ltd.\n",
    )
    assert len(tables["exhibitors"]) == 2


def test_every_field_of_many_values_can_be_counted_and_asked_for(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "公司名称,展位号,展馆\n示例甲有限公司,A1、A2,H1\n示例乙有限公司,,H1\n示例丙有限公司,A1,\n",
        "utf-8",
    )
    study = tmp_path / "study"
    assert main(["new", str(study), "--from", str(tmp_path / "list.csv")]) == 0
    toml = study / "study.toml"
    toml.write_text(
        toml.read_text("utf-8")
        + """
[[statistic]]
id = "with_booth"
label = { en = "with_booth", zh = "with_booth" }
kind = "share"
population = "listed"
where = "disclosed(booth)"
[[statistic]]
id = "halls"
label = { en = "halls", zh = "halls" }
kind = "counts"
population = "listed"
vocabulary = "hall"
[[statistic]]
id = "in_h1"
label = { en = "in_h1", zh = "in_h1" }
kind = "share"
population = "listed"
where = "label('hall', 'h1')"
""",
        "utf-8",
    )
    assert main(["run", str(study)]) == 0
    numbers = {row["id"]: row for row in open_study(study).tables()["statistics"].to_pylist()}
    assert [(numbers[id_]["n"], numbers[id_]["N"]) for id_ in ("with_booth", "in_h1", "halls.h1")] == [
        (2, 3), (2, 3), (2, 3),
    ]  # fmt: skip
