"""A batch look-up that prints only what it was asked for: an answer has that name, a question without an answer has none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from expolens.collect.collect import collect
from expolens.errors import SourceError
from expolens.layouts import understand
from expolens.model.study import SourcePlan
from expolens.parse import parse

HEADERS = "原文件导入名称,登记状态,统一社会信用代码,法定代表人,企业规模,注册资本,电话,更多电话,成立日期,实缴资本,所属省份,所属城市,所属区县,企业地址"
FOUND = "示例甲科技有限公司,存续,91110000600037341L,某某,M(中型),1000万元人民币,-,-,2009-08-07,-,北京市,北京市,海淀区,北京市海淀区示例路1号"
NOTHING = "示例乙软件有限公司,-,-,-,-,-,-,-,-,-,-,-,-,-"
ELSEWHERE = "示例丙软件有限公司,存续,-,-,-,-,-,-,-,-,-,-,-,-"


def parsed(folder: Path, *rows: str, headers: str = HEADERS) -> dict[str, list[dict[str, Any]]]:
    (folder / "r.csv").write_text("\n".join((headers, *rows)) + "\n", "utf-8")
    plans = [SourcePlan("r", "registry", "r.csv")]
    tables = collect(plans, folder=folder)
    made = parse(tables, plans=plans)
    return {name: table.to_pylist() for name, table in {**tables, **made}.items()}


def test_the_asked_name_stands_in_where_there_is_an_answer(tmp_path: Path) -> None:
    made = parsed(tmp_path, FOUND, NOTHING, ELSEWHERE)
    assert made["sources"][0]["layout"] == "qichacha"
    assert len(made["records"]) == 3
    assert [row["text"] for row in made["names"]] == ["示例甲科技有限公司", "示例丙软件有限公司"]
    capital = [row["value"] for row in made["facts"] if row["field"] == "capital"]
    assert capital == ["10000000", None, None]


def test_a_question_without_an_answer_is_a_record_without_a_name(tmp_path: Path) -> None:
    made = parsed(tmp_path, FOUND, NOTHING)
    key = made["records"][1]["key"]
    assert [row["value"] for row in made["facts"] if row["record"] == key and row["value"]] == ["示例乙软件有限公司"]  # fmt: skip
    assert [(row["code"], row["detail"]) for row in made["remarks_parse"]] == [("no_answer", "示例乙软件有限公司")]  # fmt: skip


def test_a_name_of_its_own_comes_first(tmp_path: Path) -> None:
    made = parsed(
        tmp_path,
        "示例甲平台,示例甲科技有限公司,存续,91110000600037341L",
        "示例乙,-,-,-",
        headers="原文件导入名称,企业名称,登记状态,统一社会信用代码",
    )
    assert [row["text"] for row in made["names"]] == ["示例甲科技有限公司"]
    assert [row["code"] for row in made["remarks_parse"]] == ["no_answer"]


def test_a_list_is_asked_for_nothing() -> None:
    with pytest.raises(SourceError, match="no column holds"):
        understand(("原文件导入名称", "展位号"), SourcePlan("l", "list", "l.csv"))
