"""Cells that name nobody are nobody's, on the list and in the registry; real names that look a little like them are names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.match import Request, match
from expolens.match.nameless import doubtful, nobody

NOBODY = (
    "N/A", "n/a", "无", "有限公司", "Co., Ltd.", "LIMITED", "====", "-", "—", "暂无", "待定", "TBD", "未知", "股份有限公司", "***", "??", "公司", "不详", "待补充", "xxx",
)  # fmt: skip
DOUBTFUL = (
    "上海", "上海市", "上海有限公司", "江苏省苏州市", "上海市浦东新区", "中国", "Shanghai", "Shanghai Co., Ltd.", "USA", "null", "None", "测试", "Unknown", "SAS", "（上海）有限公司",
)  # fmt: skip
NAMES = (
    "中国移动", "上海医药", "上海医药集团股份有限公司", "北京银行", "Null Ltd.", "None Labs", "无锡示例有限公司", "无印示例", "测试科技", "平安", "凤凰", "360", "A", "T3", "华为",
    "北京科技有限公司", "上海集团", "Shanghai Electric", "China Mobile", "待定义科技", "某某科技", "示例", "微创", "Unknown Worlds",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPOLENS_CACHE", str(tmp_path / "cache"))


def table(path: Path, names: tuple[str, ...]) -> Path:
    path.write_text("公司名称,编号\n" + "".join(f'"{one}",{n}\n' for n, one in enumerate(names)))
    return path


@pytest.mark.parametrize("text", NOBODY)
def test_nobody(text: str) -> None:
    assert nobody(text)


@pytest.mark.parametrize("text", DOUBTFUL)
def test_hardly_a_name(text: str) -> None:
    assert (nobody(text), doubtful(text)) == (False, True)


@pytest.mark.parametrize("text", NAMES)
def test_a_name(text: str) -> None:
    assert (nobody(text), doubtful(text)) == (False, False)


@given(st.text("-—=*./ _·…?？（）()", max_size=12))
def test_marks_alone_are_nobody(text: str) -> None:
    assert nobody(text)


@given(st.text(max_size=40))
def test_any_text_is_judged(text: str) -> None:
    assert not (nobody(text) and not text.isspace() and len(text) > 32)
    assert isinstance(doubtful(text), bool)


def test_nobody_is_matched_with_nobody(tmp_path: Path) -> None:
    names = table(tmp_path / "list.csv", NOBODY)
    known = table(tmp_path / "registry.csv", (*NOBODY, "示例甲科技有限公司"))
    rows = match(Request(names, known)).answers
    assert {(one.status, one.record) for one in rows} == {("not_found", "")}
    assert all(one.reasons.startswith("no name: the cell says nothing but") for one in rows)
    zh = match(Request(names, known, language="zh")).answers
    assert all(one.reasons.startswith("无企业名称") for one in zh)


def test_a_place_finds_only_its_very_name_and_that_is_for_a_person(tmp_path: Path) -> None:
    names = table(
        tmp_path / "list.csv", ("上海", "上海有限公司", "null", "Shanghai", "杭州有限公司")
    )
    known = table(tmp_path / "registry.csv", ("上海有限公司", "上海医药有限公司", "Null", "Shanghai Stand-in Ltd.", "杭州示例甲有限公司"))  # fmt: skip
    found = [one for one in match(Request(names, known)).answers if one.rank == 1]
    assert [(one.status, one.record) for one in found] == [
        ("not_found", ""), ("review", "上海有限公司"), ("review", "Null"), ("not_found", ""), ("not_found", ""),
    ]  # fmt: skip
    assert "only a place, a legal form or a placeholder" in found[1].reasons


def test_a_place_in_the_registry_is_nobody_elses_candidate(tmp_path: Path) -> None:
    names = table(tmp_path / "list.csv", ("上海医药", "中国移动", "上海示例甲科技有限公司"))
    known = table(tmp_path / "registry.csv", ("上海", "中国", "上海有限公司", "上海医药集团股份有限公司", "中国移动通信集团有限公司"))  # fmt: skip
    rows = match(Request(names, known)).answers
    assert [one.record for one in rows if one.status == "matched"] == [
        "上海医药集团股份有限公司",
        "中国移动通信集团有限公司",
    ]
    assert not {one.record for one in rows} & {"上海", "中国", "上海有限公司"}


def test_rows_of_one_list_that_name_nobody_are_no_pair(tmp_path: Path) -> None:
    names = table(tmp_path / "list.csv", ("N/A", "N/A", "无", "无", "上海", "上海", "示例甲科技有限公司", "示例甲科技有限公司"))  # fmt: skip
    rows = match(Request(names, itself=True)).answers
    assert [(one.query_row, one.record_row, one.status) for one in rows] == [
        (5, 6, "review"),
        (7, 8, "matched"),
    ]
