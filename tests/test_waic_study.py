"""A real list of 1,020 rows with a real registry: counted, shown, and honest about what is not there."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from conftest import contract
from expolens.api import open_study
from expolens.cli import main

pytestmark = pytest.mark.shared

# Looked up by hand: exhibitor as listed, ticker of the listed company it is.
MATCHES = {
    "科大讯飞": "002230.SZ", "润建股份有限公司": "002929.SZ", "上海宝信软件股份有限公司": "600845.SS",
    "优刻得科技股份有限公司": "688158.SS", "上海移远通信技术股份有限公司": "603236.SS",
    "亿嘉和科技股份有限公司": "603666.SS", "创见资讯股份有限公司": "2451.TW",
    "杭州海康威视数字技术股份有限公司": "002415.SZ", "深信服科技股份有限公司": "300454.SZ",
    "深圳市广和通无线股份有限公司": "300638.SZ", "蓝思科技股份有限公司": "300433.SZ",
    "神思电子技术股份有限公司": "300479.SZ", "科华数据股份有限公司": "002335.SZ",
}  # fmt: skip
# Not listed themselves, whatever a listed company's name looks like.
STRANGERS = (
    "华为技术有限公司", "中国电信集团有限公司", "中国移动通信集团有限公司", "国家电网有限公司",
    "新华三技术有限公司", "上海阶跃星辰智能科技有限公司", "上海燧原科技股份有限公司", "国泰海通证券股份有限公司",
    "中国南方电网有限责任公司", "上海光挚源投资管理有限公司", "深圳市光速进化智能科技有限公司", "北京凌川科技有限公司",
)  # fmt: skip


@pytest.fixture(scope="module")
def waic(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("waic") / "study"
    data = shared / "data"
    assert main(["new", str(folder), "--from", str(data / "waic2026" / "exhibitors.csv")]) == 0
    assert (
        main(
            [
                "add",
                str(data / "registries" / "listed_companies.csv.gz"),
                "--as",
                "registry",
                "--to",
                str(folder),
            ]
        )
        == 0
    )
    assert main(["run", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[dict[str, str]]:
    with (shared / "data" / "waic2026" / "exhibitors.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        return list(csv.DictReader(file))


def linked(folder: Path) -> dict[str, str]:
    tables = open_study(folder).tables()
    names = {row["id"]: row["name"] for row in tables["exhibitors"].to_pylist()}
    return {
        names[row["exhibitor"]]: row["record"].partition(":")[2]
        for row in tables["links"].to_pylist()
        if row["status"] == "accepted"
    }


def test_a_dozen_matches_checked_by_hand(waic: Path) -> None:
    found = linked(waic)
    assert {name: found.get(name) for name in MATCHES} == MATCHES


def test_a_dozen_that_are_not_listed(waic: Path) -> None:
    assert [name for name in STRANGERS if name in linked(waic)] == []


def test_rows_in_are_rows_out_and_forum_hosts_are_shown(
    waic: Path, rows: list[dict[str, str]]
) -> None:
    tables = open_study(waic).tables()
    assert tables["sources"].to_pylist()[0]["records"] == len(rows) == 1020
    exhibitors = tables["exhibitors"].to_pylist()
    hosts = sum(row["角色"] == "论坛主办方" for row in rows)
    assert sum(not one["included"] for one in exhibitors) == hosts == 93
    assert sum(len(one["records"]) for one in exhibitors) == 1020
    page = (waic / "build" / "report.html").read_text("utf-8")
    assert "论坛主办方" in page


def test_what_is_odd_is_counted_and_shown(waic: Path, rows: list[dict[str, str]]) -> None:
    tables = open_study(waic).tables()
    remarks: dict[str, set[str]] = {}
    for stage in ("parse", "roster"):
        for row in tables[f"remarks_{stage}"].to_pylist():
            remarks.setdefault(row["code"], set()).add(row["subject"])
    nameless = sum(not row["公司名称"].strip() and not row["英文名称"].strip() for row in rows)
    assert len({s for s in remarks["nameless"] if s.startswith("list:")}) == nameless == 9
    assert len(remarks["glued_code"]) == 1
    blank = sum(not row["展位号"].strip() for row in rows)
    # Two of the rows without a booth are joined to others of the same name: ApartX with a booth, Oxtak once in each language column.
    assert len(remarks["joined_rows"]) == 2
    assert len(remarks["no_booth"]) == blank - 2 == 148
    assert len(remarks["several_booths"]) >= 27


def test_years_are_those_of_the_list(waic: Path, rows: list[dict[str, str]]) -> None:
    statistics: dict[str, Any] = {row["id"]: row for row in contract(waic)["statistics"]}
    years = [
        int(row["简介所述成立年"])
        for row in rows
        if row["简介所述成立年"].isdigit() and row["角色"] != "论坛主办方"
    ]
    since = statistics["founded_since_2009"]
    assert abs(since["n"] - sum(year >= 2009 for year in years)) <= 1
    assert since["N"] == 925
    assert since["missing"] == pytest.approx(since["N"] - len(years), abs=1)


def test_what_is_not_there_is_said(waic: Path) -> None:
    populations = {row["id"]: row for row in contract(waic)["populations"]}
    assert populations["attended"]["checked"] is False
    assert "not checked" in populations["attended"]["label"]["en"]
    assert "in_library" not in populations
    undone = {row["id"] for row in open_study(waic).tables()["undone"].to_pylist()}
    assert {"attended", "in_library", "capital", "keyword"} <= undone
    page = (waic / "build" / "report.html").read_text("utf-8")
    assert "--as attendance" in page
    assert "--as library" in page
