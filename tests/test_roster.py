"""The official list against the on-site sheets: every mark with its checker, every exclusion with its reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from expolens.api import open_study
from expolens.cli import main
from expolens.roster.roles import is_exhibitor
from expolens.values.marks import meaning

LIST = """公司名称,展位号,角色
示例甲科技有限公司,A01,展商
示例乙软件有限公司,A02,展商
示例丙网络有限公司,A03,展商
示例丁信息技术有限公司,A04,展商
示例戊医疗有限公司,A05,展商
示例己传媒有限公司,,媒体
示例庚研究院,A06,展商、论坛主办方
,A07,展商
示例辛有限公司,A08,展商
示例辛有限公司,A09,展商
"""
SHEET_A = """展位号,企业名称,到场情况,备注
A01,示例甲科技有限公司,√,
A02,示例乙软件有限公司,√,
A03,示例丙网络有限公司,未到,空展位
A04,示例丁信息科技有限公司,√,
A05,示例戊医疗有限公司,到场,
A05,示例外来有限公司,到场,与示例戊合用展位
A06,示例庚研究院,√,
A08,示例辛有限公司,√,
"""
SHEET_B = """展位号,企业名称,到场情况
A02,示例乙软件有限公司,未到
A01,示例甲科技有限公司,√
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    for name, text in (("list", LIST), ("day1", SHEET_A), ("day2", SHEET_B)):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    folder = tmp_path / "study"
    assert main(["new", str(folder), "--from", str(tmp_path / "list.csv")]) == 0
    for day in ("day1", "day2"):
        assert (
            main(["add", str(tmp_path / f"{day}.csv"), "--as", "attendance", "--to", str(folder)])
            == 0
        )
    toml = folder / "study.toml"
    text = toml.read_text("utf-8")
    for day, checker in (("day1", "checker A"), ("day2", "checker B")):
        text = text.replace(
            f'file = "sources/{day}.csv"', f'file = "sources/{day}.csv"\nchecker = "{checker}"'
        )
    toml.write_text(text, "utf-8")
    return folder


def ran(folder: Path) -> tuple[dict[str, dict[str, Any]], dict[str, set[str]]]:
    """Run, and return exhibitors by name and the subjects' names by remark."""
    assert main(["run", str(folder)]) == 0
    tables = open_study(folder).tables()
    exhibitors = tables["exhibitors"].to_pylist()
    names = {row["id"]: row["name"] for row in exhibitors}
    remarks: dict[str, set[str]] = {}
    for row in tables["remarks_roster"].to_pylist():
        remarks.setdefault(row["code"], set()).add(names[row["subject"]])
    return {row["name"]: row for row in exhibitors}, remarks


def test_who_came_and_who_says_so(study: Path) -> None:
    found, remarks = ran(study)
    status = {name: row["attendance"] for name, row in found.items()}
    assert status["示例甲科技有限公司"] == "present"
    assert found["示例甲科技有限公司"]["by"] == "checker A, checker B"
    assert status["示例丙网络有限公司"] == "absent"
    assert status["示例乙软件有限公司"] == "unclear"
    assert remarks["checkers_disagree"] == {"示例乙软件有限公司"}
    assert (found["示例外来有限公司"]["listed"], status["示例外来有限公司"]) == (False, "present")
    assert remarks["unlisted"] == {"示例外来有限公司"}
    assert remarks["shared_booth"] == {"示例戊医疗有限公司", "示例外来有限公司"}
    assert status[""] == "unclear"


def test_found_in_its_booth_under_another_name(study: Path) -> None:
    found, remarks = ran(study)
    assert "示例丁信息科技有限公司" not in found
    assert found["示例丁信息技术有限公司"]["attendance"] == "present"
    assert found["示例丁信息技术有限公司"]["renamed"] == "示例丁信息科技有限公司"
    assert remarks["renamed"] == {"示例丁信息技术有限公司"}


def test_a_role_that_is_no_exhibitors_is_out_with_its_reason(study: Path) -> None:
    found, _ = ran(study)
    assert (found["示例己传媒有限公司"]["included"], found["示例己传媒有限公司"]["reason"]) == (
        False,
        "role: 媒体",
    )
    assert found["示例庚研究院"]["included"] is True


def test_one_name_in_two_booths_is_one_exhibitor(study: Path) -> None:
    found, remarks = ran(study)
    assert found["示例辛有限公司"]["booths"] == ["A08", "A09"]
    assert remarks["joined_rows"] == {"示例辛有限公司"}


def test_the_chain_adds_up(study: Path) -> None:
    found, _ = ran(study)
    sizes = {row["id"]: row["n"] for row in open_study(study).tables()["populations"].to_pylist()}
    listed = [row for row in found.values() if row["listed"] and row["included"]]
    present = [row for row in found.values() if row["included"] and row["attendance"] == "present"]
    assert sizes["listed"] == len(listed) == 8
    assert sizes["attended"] == len(present) == 6


def test_a_decision_settles_a_disagreement_and_keeps_two_apart(study: Path) -> None:
    lines = (
        '{"id":"d-1","verdict":"mark","by":"checker C","date":"2026-03-02","why":"seen by a third","left":{"name":"示例乙软件有限公司"},"value":"present"}',
        '{"id":"d-2","verdict":"different","by":"checker C","date":"2026-03-02","why":"another firm in the booth","left":{"name":"示例丁信息技术有限公司"},"right":{"name":"示例丁信息科技有限公司"}}',
        '{"id":"d-3","verdict":"exclude","by":"checker C","date":"2026-03-02","why":"not there any more","left":{"name":"从未存在有限公司"}}',
    )
    (study / "decisions.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    found, _ = ran(study)
    assert found["示例乙软件有限公司"]["attendance"] == "present"
    assert "checker C" in found["示例乙软件有限公司"]["by"]
    assert found["示例丁信息科技有限公司"]["listed"] is False
    applied = {
        row["decision"]: row["outcome"]
        for row in open_study(study).tables()["applied_roster"].to_pylist()
    }
    assert applied == {"d-1": "applied", "d-2": "applied", "d-3": "stale"}


def test_what_checkers_write() -> None:
    assert [meaning(mark) for mark in ("√", "到场", "×", "未参展", "更名", "共用展位", "?", "maybe")] == [
        "present", "present", "absent", "absent", "renamed", "shared", "unclear", "unclear",
    ]  # fmt: skip
    assert not is_exhibitor(["sponsor"], ["Sponsor"])


@pytest.mark.parametrize(
    ("mark", "status"),
    [("v", "present"), ("V", "present"), ("○", "present"), ("到了", "present"), ("没来", "absent"), ("空", "absent"),
     ("到场（更名）", "renamed"), ("同A01", "shared"), ("与 A01 共用", "shared"), ("同意", "unclear"), ("A01", "unclear")],
)  # fmt: skip
def test_marks_as_checkers_make_them(mark: str, status: str) -> None:
    assert meaning(mark) == status
