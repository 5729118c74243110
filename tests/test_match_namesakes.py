"""Very many records of one name: for a person, with their number, and at once; what else is known tells them apart."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from stdnum.cn import uscc

from expolens.match import Request, match
from expolens.matching import Party, indexed
from expolens.matching.namesakes import Bearers
from expolens.names import comparable_name

NAME = "示例同名科技有限公司"


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPOLENS_CACHE", str(tmp_path / "cache"))


def table(path: Path, *rows: str, header: str = "公司名称,编号,省份,网址") -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("count", [2, 11, 300, 10_000])
def test_a_name_that_many_bear_is_for_review_with_their_number(tmp_path: Path, count: int) -> None:
    known = table(tmp_path / "registry.csv", *(f"{NAME},{n},," for n in range(count)), "示例同明科技有限公司,x,,")  # fmt: skip
    names = table(
        tmp_path / "list.csv", f"{NAME},,,", " 示例同名 科技有限公司,,,", "某某无关网络有限公司,,,"
    )
    started = process_time()
    rows = match(Request(names, known, top=3)).answers
    assert process_time() - started < 5
    for row in (1, 2):
        mine = [one for one in rows if one.query_row == row]
        assert {one.status for one in mine[:2]} == {"review"}
        assert mine[0].record == NAME
        assert f"{count:,} records" in mine[0].reasons
        assert all((one.probability or 0) <= 1 / count + 0.0001 for one in mine)
    assert rows[-1].status == "not_found"


def test_seat_and_website_tell_many_apart(tmp_path: Path) -> None:
    rows = [f"{NAME},{n},上海,http://a{n}.example.com" for n in range(40)]
    rows[30] = f"{NAME},30,浙江,http://www.standin.example"
    known = table(tmp_path / "registry.csv", *rows)
    names = table(tmp_path / "list.csv", f"{NAME},,浙江,http://standin.example", f"{NAME},,浙江,")
    first = [one for one in match(Request(names, known)).answers if one.rank == 1]
    assert [one.record_row for one in first] == [31, 31]
    assert first[0].status == "matched"
    assert "40 records bear this very name" in first[0].reasons


def test_rows_of_one_code_are_one_record(tmp_path: Path) -> None:
    code = "91310001MA1FL0X00" + uscc.calc_check_digit("91310001MA1FL0X00")
    known = table(tmp_path / "registry.csv", *(f"{NAME},{n},{code}" for n in range(30)), header="公司名称,编号,统一社会信用代码")  # fmt: skip
    (one, *_) = match(Request(table(tmp_path / "list.csv", NAME, header="公司名称"), known)).answers
    assert one.status == "matched"


def test_bearers_are_those_that_a_plain_look_finds() -> None:
    names = ["示例甲科技有限公司", "示例（甲）科技有限公司", "示例甲科技有限公司 ", "Stand-in Ltd.", "Stand in Limited", "甲", "", "𠮷示例有限公司"]  # fmt: skip
    index = indexed(Party(str(n), ((name, "legal"),)) for n, name in enumerate(names))
    bearers = Bearers(index)
    for name in names:
        wanted = comparable_name(name)
        assert list(bearers.of(wanted)) == [
            n for n, one in enumerate(names) if comparable_name(one) == wanted
        ]
    assert bearers.of("无人") == ()
