"""Many records of one name in a study: all of them are asked about; two reviewers who choose two of them dispute; Chinese is Chinese throughout."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from stdnum.cn import uscc

from expolens.api import OpenStudy, open_study
from expolens.cli import main
from expolens.decisions import read_decisions, standing
from expolens.decisions.applied import spoken
from expolens.decisions.queue import Reviewer, board, queue
from expolens.model.decision import VERDICTS, Decision, Quote
from small import small

NAME = "示例甲科技有限公司"
CITIES = ("上海市", "北京市", "浙江省", "四川省", "江苏省", "广东省", "湖北省", "湖南省", "福建省", "山东省", "河南省", "河北省")  # fmt: skip


def code(n: int) -> str:
    body = f"913100{n:02d}MA1FL0X00"
    return body + uscc.calc_check_digit(body)


def study(folder: Path, count: int, *, codes: bool = True) -> OpenStudy:
    rows = "".join(f"{NAME},{code(n) if codes else ''},{CITIES[n]}\n" for n in range(count))
    opened = open_study(
        small(
            folder,
            ("list", "list", f"公司名称,展位号\n{NAME},A1\n"),
            ("registry", "registry", "企业名称,统一社会信用代码,所属省份\n" + rows),
        )
    )
    opened.run()
    return opened


@pytest.fixture
def twelve(tmp_path: Path) -> OpenStudy:
    return study(tmp_path / "study", 12)


def asked(made: OpenStudy, monkeypatch: pytest.MonkeyPatch, answers: str, *more: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    assert main(["review", str(made.study.folder), *more]) == 0


@pytest.mark.parametrize("count", [2, 3, 5, 12])
def test_all_records_of_one_name_are_candidates(tmp_path: Path, count: int) -> None:
    made = study(tmp_path / "study", count)
    (one,) = queue(board(made.tables()), (), Reviewer("A"))
    assert len(one.candidates) == count
    sheet = tmp_path / "review.xlsx"
    assert main(["review", str(made.study.folder), "--to", str(sheet), "--reviewer", "A"]) == 0
    rows = CalamineWorkbook.from_path(str(sheet)).get_sheet_by_name("Links").to_python()
    assert len(rows) == 1 + count


def test_more_candidates_are_shown_when_asked_for(
    twelve: OpenStudy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(twelve, monkeypatch, "11\nm\n11\n", "--reviewer", "A")
    said = capsys.readouterr().out
    assert "3 more: m shows them" in said
    assert "one of the 9 shown" in said
    assert "\n  12  示例甲" in said
    (one,) = standing(twelve.decisions())
    assert one.verdict == "same"
    twelve.run()
    links = twelve.tables()["links"].to_pylist()
    assert [row["status"] for row in links] == ["accepted"]


def test_none_of_those_shown_asks_about_the_others(
    twelve: OpenStudy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(twelve, monkeypatch, "n\n2\n", "--reviewer", "A")
    verdicts = [one.verdict for one in standing(twelve.decisions())]
    assert verdicts == ["different"] * 9 + ["same"]
    assert queue(board(twelve.tables()), twelve.decisions(), Reviewer("A")) == ()
    twelve.run()
    assert {row["outcome"] for row in twelve.tables()["applied_resolve"].to_pylist()} == {"applied"}


def test_two_reviewers_who_choose_two_of_many_dispute_with_their_kappa(
    twelve: OpenStudy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(twelve, monkeypatch, "1\n", "--reviewer", "A")
    asked(twelve, monkeypatch, "2\n", "--reviewer", "B", "--independent")
    said = capsys.readouterr().out
    assert "A said" not in said
    assert "A and B both judged 2 pairs and agree on 0/2 (0%); Cohen's kappa -1.00" in said
    twelve.run()
    links = twelve.tables()["links"].to_pylist()
    assert "accepted" not in {row["status"] for row in links}
    assert "disputed" in {row["code"] for row in twelve.tables()["remarks_resolve"].to_pylist()}
    asked(twelve, monkeypatch, "2\n", "--reviewer", "C")
    said = capsys.readouterr().out
    assert said.count("People contradict each other here") == 2
    twelve.run()
    accepted = [row for row in twelve.tables()["links"].to_pylist() if row["status"] == "accepted"]
    assert len(accepted) == 1


def test_chinese_is_chinese_to_the_last_line(
    twelve: OpenStudy,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    zh = ("--lang", "zh")
    sheet = str(tmp_path / "r.xlsx")
    asked(twelve, monkeypatch, "1\n", "--reviewer", "甲", *zh)
    asked(twelve, monkeypatch, "2\n", "--reviewer", "乙", "--independent", *zh)
    twelve.run()
    assert main(["review", str(twelve.study.folder), "--to", sheet, "--reviewer", "丙", *zh]) == 0
    assert main(["review", str(twelve.study.folder), "--from", sheet, *zh]) == 0
    assert main(["review", str(twelve.study.folder), "--applied", *zh]) == 0
    said = capsys.readouterr().out
    assert "下一步：expolens run" in said
    assert "下一步：填写白色单元格" in said
    assert "同一（甲, " in said
    assert "比对名称" in said
    for english in ("Next", "names compared", "same (", "Wrote", "new decision"):
        assert english not in said


def test_the_name_of_a_rule_signs_for_nobody(
    twelve: OpenStudy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(twelve.study.folder)
    for how in ([], ["--to", str(tmp_path / "r.xlsx")]):
        assert main(["review", folder, "--reviewer", "Rule: x", *how]) == 2
        assert "is the name of a rule, not of a person" in capsys.readouterr().err
    assert not (tmp_path / "r.xlsx").exists()
    assert read_decisions(twelve.study.folder / "decisions.jsonl") == ()


def test_records_that_no_words_tell_apart_are_said_to_be_undecidable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = study(tmp_path / "study", 4, codes=False)
    asked(made, monkeypatch, "", "--reviewer", "A")
    said = " ".join(capsys.readouterr().out.split())
    assert "4 candidates cannot be decided here" in said
    assert "credit codes tells them apart" in said


TEXT = st.text("abc示例()（）:：, -1", max_size=12)


@settings(deadline=None)
@given(st.sampled_from(VERDICTS), TEXT.filter(str.strip), TEXT, TEXT, TEXT)
def test_what_a_decision_says_is_said_in_chinese_without_loss(
    verdict: str, by: str, why: str, field: str, value: str
) -> None:
    one = Decision(
        "d-1", verdict, by, "2026-05-06", why, Quote(name="示例"), field=field, value=value
    )
    found = spoken(one.said, "zh")
    assert spoken(one.said, "en") == one.said
    assert "".join(why.split()) in "".join(found.split())
    assert not found.startswith(f"{verdict} (")
