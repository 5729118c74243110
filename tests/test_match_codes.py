"""Registration codes that stand glued to a name, or instead of one, count on both sides; those that are not valid are told of."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from expolens.api import match as api_match
from expolens.api import open_study
from expolens.cli import main
from expolens.match import Request, match
from expolens.match.codes import beside
from expolens.names import glued_code, names_in
from expolens.names.comparable import only_code
from small import small


def code(body: str) -> str:
    return body + uscc.calc_check_digit(body)


ONE, TWO, THREE = (code(f"9131000{n}MA1FL0X00") for n in (1, 2, 3))
WRONG = ONE[:-1] + ("A" if ONE[-1] != "A" else "C")


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPOLENS_CACHE", str(tmp_path / "cache"))


def table(path: Path, *rows: str, header: str = "公司名称") -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return path


def test_a_code_glued_to_a_name_or_instead_of_one_finds_its_company(tmp_path: Path) -> None:
    names = table(
        tmp_path / "list.csv", f"示例旧甲科技有限公司{ONE}", ONE, f"示例某乙 （统一社会信用代码：{TWO.lower()}）", f"Stand-in Gamma Ltd. {THREE}",
    )  # fmt: skip
    known = table(
        tmp_path / "registry.csv", f"上海示例甲医疗科技有限公司,{ONE}", f"北京示例乙信息技术有限公司{TWO},", f"{THREE},", "杭州示例丙网络有限公司,",
        header="公司名称,统一社会信用代码",
    )  # fmt: skip
    found = [one for one in match(Request(names, known)).answers if one.rank == 1]
    assert [(one.record_row, one.status) for one in found] == [
        (1, "matched"), (1, "matched"), (2, "matched"), (3, "matched"),
    ]  # fmt: skip
    assert found[0].reasons == f"same credit code {ONE}"
    # A name beside it is compared without it.
    assert found[2].record == "北京示例乙信息技术有限公司"


def test_another_code_glued_to_the_very_name_contradicts_it(tmp_path: Path) -> None:
    names = table(tmp_path / "list.csv", f"上海示例甲医疗科技有限公司 {TWO}")
    known = table(tmp_path / "registry.csv", f"上海示例甲医疗科技有限公司{ONE}")
    (one,) = match(Request(names, known)).answers
    assert (one.status, one.probability) == ("review", 0.3)
    assert ONE in one.reasons


def test_a_code_that_fails_its_check_is_told_of_and_is_no_evidence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = table(
        tmp_path / "list.csv", f"上海示例甲医疗科技有限公司{WRONG},", f"示例丁软件有限公司,{WRONG}", f"{WRONG},", "示例戊,/", "示例己,123",
        header="公司名称,统一社会信用代码",
    )  # fmt: skip
    known = table(tmp_path / "registry.csv", f"上海示例甲医疗科技有限公司,{ONE}", f"示例庚有限公司,{WRONG}", header="公司名称,统一社会信用代码")  # fmt: skip
    out = tmp_path / "out.csv"
    for _ in range(2):
        assert main(["match", str(names), str(known), "-o", str(out)]) == 0
        said = " ".join(capsys.readouterr().err.split())
        assert "list.csv: 4 codes are not valid" in said
        assert "rows 1, 2, 3, 5" in said
        # What was noticed of the registry is said of a kept index too.
        assert "registry.csv: 1 code is not valid" in said
    with out.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["rank"] == "1"]
    assert [row["status"] for row in rows] == ["matched", "not_found", "not_found", "not_found", "not_found"]  # fmt: skip
    assert [f"its code {WRONG} is not valid" in row["reasons"] for row in rows] == [True, True, True, False, False]  # fmt: skip
    assert "no name" in rows[2]["reasons"]
    zh = api_match(str(names), str(known), language="zh").answers
    assert f"所附代码{WRONG}无效" in zh[0].reasons


def test_rows_of_one_list_are_told_apart_by_glued_codes(tmp_path: Path) -> None:
    names = table(tmp_path / "list.csv", f"示例甲科技有限公司{ONE}", f"示例甲科技有限公司{TWO}", f"{ONE}")  # fmt: skip
    found = {
        (one.query_row, one.record_row): one.status
        for one in match(Request(names, itself=True)).answers
    }
    assert found == {(1, 2): "review", (1, 3): "matched"}


@given(st.text("0123456789ABCDEFGH", min_size=10, max_size=10), st.sampled_from(["", " ", "，", "（", "：", " 统一社会信用代码："]))  # fmt: skip
def test_a_code_is_cut_off_a_name_whatever_stands_between(end: str, between: str) -> None:
    whole = f"示例甲科技有限公司{between}91310000{end}"
    assert glued_code(whole) == ("示例甲科技有限公司", f"91310000{end}")
    assert beside(whole) == f"91310000{end}"
    assert names_in(whole) == (("示例甲科技有限公司", "legal"),)
    assert names_in(f"91310000{end}") == ()


@pytest.mark.parametrize("text", ["示例甲科技有限公司", "Stand-in 3000 Ltd.", "13800000000", "", "B2-101", "abcdefghijklmnopqr"])  # fmt: skip
def test_what_is_no_code_is_none(text: str) -> None:
    assert (beside(text), only_code(text), glued_code(text)[1]) == ("", "", "")


def test_a_study_takes_a_code_instead_of_a_name_for_what_it_is(tmp_path: Path) -> None:
    study = open_study(
        small(
            tmp_path / "study",
            ("list", "list", f"公司名称,展位号\n{ONE},A1\n示例乙科技有限公司,B1\n{WRONG},C1\n"),
            ("registry", "registry", f"企业名称,统一社会信用代码\n上海示例甲医疗科技有限公司,{ONE}\n"),
        )
    )  # fmt: skip
    study.run()
    (link,) = study.tables()["links"].to_pylist()
    assert (link["status"], link["reasons"]) == ("accepted", [f"equal_code:{ONE}"])
    assert {ONE, WRONG}.isdisjoint(study.tables()["names"]["text"].to_pylist())
    remarks = {row["code"] for row in study.tables()["remarks_parse"].to_pylist()}
    assert "glued_code" in remarks
