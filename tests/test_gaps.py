"""The sheet of gaps goes out, is filled in by hand, and comes back as decisions."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from expolens.collect.collect import collect
from expolens.decisions import append, read_decisions
from expolens.decisions.sheets import COVER, SHEETS
from expolens.enrich import EnrichPlan, enrich
from expolens.errors import SourceError, StudyError
from expolens.export import gaps, gaps_csv
from expolens.export.gaps import used_fields
from expolens.model.decision import Decision, Quote
from expolens.model.profile import Label
from expolens.model.study import Study
from expolens.parse import parse
from expolens.resolve import resolve
from expolens.review import from_sheet
from expolens.roster import roster
from expolens.store.tables import to_table
from expolens.study.read import read_study

LIST = (
    "公司名称,展位号,关键词,电话\n"
    "示例甲科技有限公司,A01,智慧医院,13800000000\n"
    "示例乙软件有限公司,B01,,\n"
    "示例丁数据有限公司,D01,,\n"
    ",E01,,\n"
)
SHEET = (
    "公司名称,到场情况,核对人,核对时间\n"
    "示例甲科技有限公司,√,checker A,2026-03-01\n"
    "示例甲科技有限公司,未到,checker B,2026-03-01\n"
    "示例乙软件有限公司,√,checker A,2026-03-01\n"
    "示例丁数据有限公司,√,checker A,2026-03-01\n"
)
REGISTRY = (
    "企业名称,统一社会信用代码,注册资本,成立日期,所属省份\n"
    "示例甲科技有限公司,,1000万元人民币,2010-05-01,浙江省\n"
    "示例乙软件有限公司南京分公司,,200万元人民币,,上海市\n"
)
STUDY = (
    '[study]\nid = "t"\ntitle = "T"\ndate = 2026-05-06\n'
    '[[source]]\nid = "list"\nrole = "list"\nfile = "sources/list.csv"\n'
    '[[source]]\nid = "onsite"\nrole = "attendance"\nfile = "sources/onsite.csv"\n'
    '[[source]]\nid = "registry"\nrole = "registry"\nfile = "sources/registry.csv"\ncovers = "all"\n'
)


def build(folder: Path) -> tuple[Study, dict[str, pa.Table]]:
    """The tables of a small study, as the stages make them."""
    (folder / "sources").mkdir(exist_ok=True)
    for name, text in (("list", LIST), ("onsite", SHEET), ("registry", REGISTRY)):
        (folder / "sources" / f"{name}.csv").write_text(text, "utf-8")
    (folder / "study.toml").write_text(STUDY, "utf-8")
    study = read_study(folder)
    decisions = read_decisions(folder / "decisions.jsonl")
    tables: dict[str, pa.Table] = dict(collect(study.sources, folder=folder))
    tables |= parse(tables, plans=study.sources)
    tables |= roster(tables, decisions=decisions, plans=study.sources)
    tables |= resolve(tables, decisions=decisions, accept=study.accept, review=study.review)
    tables |= enrich(
        tables, decisions=decisions, plan=EnrichPlan("CNY", (), ("list", "onsite", "registry"))
    )
    first = tables["exhibitors"]["id"].to_pylist()[0]
    label = Label(
        first, "keyword", "smart_hospital", "", "智慧医院", 1, "智慧医院", "list", "", "r"
    )
    return study, tables | {"labels": to_table("labels", [label])}


Cells = dict[str, list[list[object]]]


def cells(data: bytes) -> Cells:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: [list(row) for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def save(path: Path, sheets: Cells) -> Path:
    """Write cells as a person's Excel would: numbers as numbers, dates as dates."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(r, c, cell, day)
                elif cell != "":
                    page.write(r, c, cell)
    book.close()
    return path


def put(sheets: Cells, sheet: str, key: str, value: object, **where: str) -> str:
    """Fill in a cell of the row whose cells are as `where` says; return its name."""
    header = [str(cell).partition(" / ")[0] for cell in sheets[sheet][0]]
    for number, row in enumerate(sheets[sheet][1:], 2):
        if all(row[header.index(name)] == text for name, text in where.items()):
            row[header.index(key)] = value
            return f"{sheet}!{chr(65 + header.index(key))}{number}"
    raise LookupError(where)


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, Study, dict[str, pa.Table]]:
    study, tables = build(tmp_path)
    return tmp_path, study, tables


def test_gaps_are_those_of_the_fields_the_protocol_uses(
    built: tuple[Path, Study, dict[str, pa.Table]],
) -> None:
    _, study, tables = built
    sheets = cells(gaps(tables, study=study))
    missing = sheets["Missing"][1:]
    assert {"province", "founded", "capital", "headcount", "financing", "keyword"} <= set(
        used_fields(study.protocol)
    )
    found = {(row[1], row[3]) for row in missing}
    assert ("示例甲科技有限公司", "capital") not in found
    assert ("示例甲科技有限公司", "keyword") not in found
    assert ("示例甲科技有限公司", "headcount") in found
    assert ("示例丁数据有限公司", "capital") in found
    assert "13800000000" not in str(sheets)
    assert not {str(field) for _, field in found} & {"phone", "email", "legal_representative"}
    assert sheets["Roster"][1][1] == "示例甲科技有限公司"
    assert "checker B: absent" in str(sheets["Roster"][1][3])
    assert [(row[1], row[6]) for row in sheets["Links"][1:]] == [
        ("示例乙软件有限公司", "示例乙软件有限公司南京分公司")
    ]
    assert sheets["Missing"][0] == [column.header for column in SHEETS[0].columns]


def test_the_same_tables_give_the_same_bytes(
    built: tuple[Path, Study, dict[str, pa.Table]],
) -> None:
    _, study, tables = built
    assert gaps(tables, study=study) == gaps(tables, study=study)


def filled(sheets: Cells) -> Cells:
    ding = {"name": "示例丁数据有限公司"}
    put(sheets, "Missing", "value", "500万美元", field="capital", **ding)
    put(sheets, "Missing", "where from", "annual report", field="capital", **ding)
    put(sheets, "Missing", "value", date(2011, 2, 3), field="founded", **ding)
    put(sheets, "Missing", "where from", "website", field="founded", **ding)
    put(sheets, "Missing", "why", "the registry was asked twice", field="founded", **ding)
    put(sheets, "Missing", "value", 62, field="headcount", **ding)
    put(sheets, "Missing", "where from", "website", field="headcount", **ding)
    put(sheets, "Missing", "value", "智慧医院；大数据", field="keyword", **ding)
    put(sheets, "Missing", "where from", "their stand", field="keyword", **ding)
    put(sheets, "Links", "verdict", "Same", name="示例乙软件有限公司")
    put(sheets, "Roster", "verdict", "present", name="示例甲科技有限公司")
    put(sheets, "Roster", "by", "checker C", name="示例甲科技有限公司")
    sheets[COVER][4][1] = "checker A"
    sheets[COVER][5][1] = date(2026, 5, 7)
    return sheets


def test_what_is_filled_in_comes_back_once(
    built: tuple[Path, Study, dict[str, pa.Table]],
) -> None:
    folder, study, tables = built
    path = save(folder / "gaps.xlsx", filled(cells(gaps(tables, study=study))))
    decisions = from_sheet(path, tables)
    said = {(d.verdict, d.field, d.value, d.origin, d.by, d.date) for d in decisions}
    assert said == {
        ("correct", "capital", "500万美元", "annual report", "checker A", "2026-05-07"),
        ("correct", "founded", "2011-02-03", "website", "checker A", "2026-05-07"),
        ("correct", "headcount", "62", "website", "checker A", "2026-05-07"),
        ("label", "keyword", "智慧医院", "their stand", "checker A", "2026-05-07"),
        ("label", "keyword", "大数据", "their stand", "checker A", "2026-05-07"),
        ("same", "", "", "", "checker A", "2026-05-07"),
        ("mark", "", "present", "", "checker C", "2026-05-07"),
    }
    assert next(d for d in decisions if d.field == "founded").why == "the registry was asked twice"
    same = next(d for d in decisions if d.verdict == "same")
    assert same.left == Quote(name="示例乙软件有限公司")
    assert same.right == Quote(source="registry", name="示例乙软件有限公司南京分公司")
    assert append(folder / "decisions.jsonl", decisions) == 7
    assert append(folder / "decisions.jsonl", from_sheet(path, tables)) == 0
    _, after = build(folder)
    profiles = {(p["exhibitor"], p["field"]): p for p in after["profiles"].to_pylist()}
    ids = dict(zip(*(after["exhibitors"][n].to_pylist() for n in ("name", "id")), strict=True))
    assert profiles[ids["示例丁数据有限公司"], "founded"]["value"] == "2011-02-03"
    assert profiles[ids["示例乙软件有限公司"], "capital"]["low"] == 2_000_000
    present = {e["name"]: e["attendance"] for e in after["exhibitors"].to_pylist()}
    assert present["示例甲科技有限公司"] == "present"
    assert append(folder / "decisions.jsonl", from_sheet(path, after)) == 0


def test_an_empty_sheet_decides_nothing(built: tuple[Path, Study, dict[str, pa.Table]]) -> None:
    folder, study, tables = built
    path = folder / "gaps.xlsx"
    path.write_bytes(gaps(tables, study=study))
    assert from_sheet(path, tables) == ()


WRONG = [
    ("Missing", "value", "约一千万", {"field": "capital"}, "约一千万"),
    ("Missing", "value", "2021-13-40", {"field": "founded"}, "2021-13-40"),
    ("Missing", "value", "-", {"field": "province"}, "leave the cell empty"),
    ("Missing", "where from", "", {"field": "country"}, "where the value is from"),
    ("Missing", "field", "captial", {"field": "headcount"}, "Did you mean 'capital'?"),
    ("Missing", "name", "示例乙软件有限公司", {"field": "intro"}, "sorted alone"),
    ("Missing", "date", "yesterday", {"field": "concept"}, "'yesterday'"),
]


def test_every_wrong_cell_is_named_and_nothing_is_taken(
    built: tuple[Path, Study, dict[str, pa.Table]],
) -> None:
    folder, study, tables = built
    sheets = cells(gaps(tables, study=study))
    sheets[COVER][4][1], sheets[COVER][5][1] = "checker A", "2026-05-07"
    ding = {"name": "示例丁数据有限公司"}
    header = [str(cell).partition(" / ")[0] for cell in sheets["Missing"][0]]
    places = []
    for row in sheets["Missing"][1:]:
        if row[header.index("name")] == ding["name"]:
            good = {"capital": "1万元", "founded": "2020", "headcount": "5", "country": "中国"}
            row[header.index("value")] = good.get(str(row[header.index("field")]), "x")
            row[header.index("where from")] = "website"
    for sheet, key, value, where, word in WRONG:
        places.append((put(sheets, sheet, key, value, **ding, **where), word))
    put(sheets, "Links", "verdict", "maybe", name="示例乙软件有限公司")
    with pytest.raises(StudyError) as error:
        from_sheet(save(folder / "gaps.xlsx", sheets), tables)
    said = str(error.value)
    assert "gaps.xlsx" in said
    for place, word in places:
        line = next(line for line in said.splitlines() if f"{place}:" in line)
        assert word in line
    assert "'maybe' is no verdict; write same, different, unsure" in said


def test_a_sheet_nobody_signed_is_refused(
    built: tuple[Path, Study, dict[str, pa.Table]],
) -> None:
    folder, study, tables = built
    sheets = filled(cells(gaps(tables, study=study)))
    sheets[COVER][4][1] = ""
    with pytest.raises(StudyError, match="who filled it in"):
        from_sheet(save(folder / "gaps.xlsx", sheets), tables)


def test_a_sheet_survives_a_list_exported_anew(
    built: tuple[Path, Study, dict[str, pa.Table]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, study, tables = built
    path = save(folder / "gaps.xlsx", filled(cells(gaps(tables, study=study))))
    # Every row has another content now, so every exhibitor another number; one row is new.
    new = LIST.replace("\n", ",note\n", 1).replace("A01", "A01 ").replace("D01", "D02")
    monkeypatch.setattr("test_gaps.LIST", new.replace("note\n", "note\n示例新有限公司,Z01,,,\n", 1))
    _, after = build(folder)
    assert set(tables["exhibitors"]["id"].to_pylist()) != set(after["exhibitors"]["id"].to_pylist())
    assert len(from_sheet(path, after)) == 7


def test_other_files_are_refused(
    built: tuple[Path, Study, dict[str, pa.Table]],
) -> None:
    folder, study, tables = built
    with pytest.raises(StudyError, match="no sheet of gaps"):
        from_sheet(save(folder / "other.xlsx", {"Sheet1": [["a"], ["b"]]}), tables)
    (folder / "cut.xlsx").write_bytes(gaps(tables, study=study)[:900])
    with pytest.raises(SourceError, match="cannot be opened"):
        from_sheet(folder / "cut.xlsx", tables)
    with pytest.raises(SourceError):
        from_sheet(folder / "none.xlsx", tables)
    sheets = cells(gaps(tables, study=study))
    for row in sheets["Missing"]:
        del row[7]
    with pytest.raises(StudyError, match="no column 'value / 填写值'"):
        from_sheet(save(folder / "gaps.xlsx", sheets), tables)


def test_the_csv_is_the_missing_sheet_and_comes_back(
    built: tuple[Path, Study, dict[str, pa.Table]],
) -> None:
    folder, study, tables = built
    text = gaps_csv(tables, study=study).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    workbook = cells(gaps(tables, study=study))["Missing"]
    assert [row[:7] for row in rows] == [[str(cell) for cell in row[:7]] for row in workbook]
    row = next(r for r in rows if r[1] == "示例丁数据有限公司" and r[3] == "capital")
    row[7:12] = ["100万元", "website", "checker A", "2026-05-07", ""]
    with (folder / "gaps.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert [(d.verdict, d.value) for d in from_sheet(folder / "gaps.csv", tables)] == [
        ("correct", "100万元")
    ]


def test_a_nameless_stand_is_quoted_by_its_booth(
    built: tuple[Path, Study, dict[str, pa.Table]],
) -> None:
    folder, study, tables = built
    sheets = cells(gaps(tables, study=study))
    sheets[COVER][4][1], sheets[COVER][5][1] = "checker A", "2026-05-07"
    put(sheets, "Missing", "value", "浙江", booth="E01", field="province")
    put(sheets, "Missing", "where from", "seen", booth="E01", field="province")
    decisions: tuple[Decision, ...] = from_sheet(save(folder / "gaps.xlsx", sheets), tables)
    assert decisions[0].left == Quote(booth="E01")


def test_verdicts_and_headers_can_be_chinese(
    built: tuple[Path, Study, dict[str, pa.Table]],
) -> None:
    folder, study, tables = built
    for link, mark, expected in (
        ("同一", "到场", ("same", "present")), ("不同", "缺席", ("different", "absent")), ("不确定", "未到", ("unsure", "absent")),
    ):  # fmt: skip
        sheets = cells(gaps(tables, study=study))
        sheets[COVER][4][1], sheets[COVER][5][1] = "核对员甲", "2026-05-07"
        put(sheets, "Links", "verdict", link, name="示例乙软件有限公司")
        put(sheets, "Roster", "verdict", mark, name="示例甲科技有限公司")
        for name in ("Links", "Roster"):
            header = sheets[name][0]
            sheets[name][0] = [
                str(cell).partition(" / ")[2] if "判断" in str(cell) else cell for cell in header
            ]
        decisions = from_sheet(save(folder / "gaps.xlsx", sheets), tables)
        assert (decisions[0].verdict, decisions[1].value) == expected


def test_a_sheet_of_before_without_the_published_words_comes_back(
    built: tuple[Path, Study, dict[str, pa.Table]],
) -> None:
    folder, study, tables = built
    sheets = filled(cells(gaps(tables, study=study)))
    for row in sheets["Missing"]:
        del row[6]
    assert len(from_sheet(save(folder / "gaps.xlsx", sheets), tables)) == 7
