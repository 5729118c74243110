"""Every real file beside the repository: rows in are rows out by another count, and what is shown of it is what a person would call right."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from expolens.api import open_study
from expolens.cli import main
from expolens.collect.bring import bring
from expolens.layouts.preview import preview
from expolens.model.study import SourcePlan
from expolens.study.brought import Brought

pytestmark = pytest.mark.shared
Witness = Callable[[bytes], list[str]]
"""What counts the rows of a file without any part of the program: the names (or what stands for them) of all of its rows."""


def by_csv(column: str, encoding: str = "utf-8-sig") -> Witness:
    def read(data: bytes) -> list[str]:
        text = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
        rows = csv.DictReader(io.StringIO(text.decode(encoding), newline=""))
        return [row[column].strip() for row in rows]

    return read


def by_json(column: str, *path: str) -> Witness:
    def read(data: bytes) -> list[str]:
        content: Any = json.loads(data)
        for key in path:
            content = content[key]
        rows = list(content.values()) if isinstance(content, dict) else content
        return [str(row[column]).strip() for row in rows]

    return read


def by_lines(data: bytes) -> list[str]:
    return [line for line in data.decode("utf-8-sig").splitlines() if line.strip()]


def without_heading(data: bytes) -> list[str]:
    """The lines below what says where the list is from, with a blank line behind it."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    return [line.strip() for line in text.partition("\n\n")[2].split("\n") if line.strip()]


@dataclass(frozen=True)
class Real:
    """A file: what counts it, the column whose values are compared, what its columns were understood as, by which layout, what is said of it, what each company's rows were joined to."""

    witness: Witness
    column: str
    fields: dict[str, str]
    kind: str = ""
    notes: tuple[str, ...] = ()
    joined: int = 0


CAAT = {"name": "name", "alias": "name_short"}
FILES: dict[str, Real] = {
    "waic2026/exhibitors.csv": Real(by_csv("公司名称"), "公司名称", {"公司名称": "name", "英文名称": "name_en", "展位号": "booth", "展馆": "hall", "行业": "industry", "经营范围": "business_scope", "合作级别": "tier", "角色": "role", "简介所述成立年": "founded"}),
    "waic2026/aliases.json": Real(by_json("brand"), "brand", {"brand": "name_short", "aliases": "name_short"}),
    "caat/exhibitors.csv.gz": Real(by_csv("name"), "name", {**CAAT, "country": "country", "website": "website", "address": "address", "category": "category"}, "caat"),
    "caat/chinese_editions.csv": Real(by_csv("name"), "name", CAAT, "caat"),
    "caat/events.csv": Real(by_csv("name"), "name", {}, "caat_events"),
    "names/zh_latin_pairs.csv": Real(by_csv("name_zh"), "name_zh", {"name_zh": "name", "name_latin": "name_en"}),
    "names/same_domain_spellings.csv": Real(by_csv("name"), "name", {"domain": "website", "name": "name"}),
    "names/opensanctions_cases.csv": Real(by_csv("name1"), "name1", {"category": "category", "notes": "attendance_note"}),
    "names/zh_brand_groundtruth.txt": Real(by_lines, "name", {"name": "name"}, notes=("first_is_name",)),
    "names/zh_short_names.txt": Real(without_heading, "name", {"name": "name"}, notes=("rows_above", "first_is_name")),
    "registries/listed_companies.csv.gz": Real(by_csv("name"), "name", {"symbol": "ticker", "name": "name", "industry": "sector", "exchange": "listing", "country": "country", "city": "city", "website": "website", "market_cap": "market_cap", "isin": "isin"}, "listed_companies"),
    "registries/sec_company_tickers.json": Real(by_json("title"), "title", {"cik_str": "cik", "ticker": "ticker", "title": "name"}, "sec_tickers"),
    "registries/crunchbase_2013_companies.csv": Real(by_csv("name", "mac_roman"), "name", {"permalink": "url", "name": "name", "category_code": "category", "funding_total_usd": "funding_total", "status": "status", "country_code": "country", "city": "city", "funding_rounds": "rounds", "founded_at": "founded", "last_funding_at": "round_date"}, "crunchbase_2013_companies", ("read_in",)),
    "registries/crunchbase_2013_rounds.csv": Real(by_csv("company_name", "mac_roman"), "company_name", {"company_permalink": "url", "company_name": "name", "company_category_code": "category", "company_country_code": "country", "company_city": "city", "funding_round_type": "round", "funded_at": "round_date", "raised_amount_usd": "round_amount"}, "crunchbase_2013_rounds", ("read_in", "continued"), 17_622),
    "fairs/esri_uc2026_exhibitors.json": Real(by_json("name", "exhibitors"), "name", {"name": "name", "description": "intro", "booths": "booth", "categories": "category", "url": "url"}),
    "fairs/gamescom2026_directory.json": Real(by_json("name", "exhibitors"), "name", {"name": "name", "country": "country", "stands": "booth", "stands.hall": "hall"}),
    "fairs/gamescom2026_exhibitors.json": Real(by_json("name"), "name", {"name": "name", "hall": "hall", "booth": "booth", "officialUrl": "website", "tags": "keyword", "country": "country", "stands": "booth", "stands.hall": "hall"}),
    "geo/divisions/provinces.csv": Real(by_csv("code"), "code", {"name": "name"}),
    "geo/divisions/cities.csv": Real(by_csv("code"), "code", {"name": "name"}),
    "geo/divisions/areas.csv": Real(by_csv("code"), "code", {"name": "name"}),
}  # fmt: skip
NOT_LISTS = {"LICENSE", "README.md", ".geojson", ".topojson", "echarts4_china.json", "HK-MO-TW.json"}  # fmt: skip
"""What is beside the lists: licences, maps, the names of places by province."""


def read(shared: Path, name: str) -> Brought:
    path = shared / "data" / name
    return bring(path, SourcePlan("list", "list", path.name))


def test_every_file_is_looked_at(shared: Path) -> None:
    folder = shared / "data"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {one for one in there if not one.endswith(tuple(NOT_LISTS))} == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_rows_in_are_rows_out_and_the_columns_are_understood(shared: Path, name: str) -> None:
    real = FILES[name]
    found = read(shared, name)
    grid, mapping = found.found.grid, found.found.mapping
    told = real.witness((shared / "data" / name).read_bytes())
    assert found.found.rows_in == len(told)
    at = grid.header.index(real.column)
    values = [row.cells[at] for row in grid.rows]
    if real.joined:
        assert len(values) == real.joined
        assert set(values) == {one for one in told if one}
    else:
        assert [" ".join(one.split()) for one in values] == [" ".join(one.split()) for one in told]
    fields = {header: field for header, field in mapping.columns.items() if field}
    assert fields == real.fields
    assert (mapping.kind.id if mapping.kind else "") == real.kind
    assert tuple(note.partition("\t")[0] for note in grid.notes) == real.notes


@pytest.mark.parametrize("name", FILES)
def test_the_preview_says_so(shared: Path, name: str) -> None:
    real = FILES[name]
    found = read(shared, name)
    lines = preview(found.found.grid, found.found.mapping, found.maybe)
    count = f"{len(found.found.grid.rows):,} rows"
    assert lines[0].startswith(count)
    text = "\n".join(lines)
    assert ("No column" in text or "no column" in text) == (not found.named)
    shown = [h for h in real.fields if len(h) < 20]
    assert all(any(line.strip().startswith(h) for line in lines) for h in shown)
    assert not any("Traceback" in line or "\t" in line for line in lines)
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("waic2026/exhibitors.csv", 1_020),
        ("fairs/esri_uc2026_exhibitors.json", 321),
        ("fairs/gamescom2026_directory.json", 1_783),
        ("caat/chinese_editions.csv", 3_938),
    ],
)
def test_a_study_is_made_of_it(
    shared: Path, name: str, count: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "study"
    assert main(["new", str(folder), "--from", str(shared / "data" / name)]) == 0
    assert f"{count:,} rows" in capsys.readouterr().out
    study = open_study(folder)
    kept = folder / "sources" / Path(name).name
    assert kept.read_bytes() == (shared / "data" / name).read_bytes()
    assert study is not None


def test_a_file_of_two_columns_of_names_has_what_is_published(shared: Path) -> None:
    """The whole of one list, cell by cell."""
    data = (shared / "data/waic2026/exhibitors.csv").read_bytes()
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    grid = read(shared, "waic2026/exhibitors.csv").found.grid
    assert list(grid.header) == rows[0]
    assert [list(row.cells) for row in grid.rows] == [[c.strip() for c in row] for row in rows[1:]]
    assert [row.number for row in grid.rows] == list(range(1, len(rows)))
