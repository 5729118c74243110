"""`expolens match`: rows, columns, answers, and the index that is kept."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc

from expolens.api import match as api_match
from expolens.cli import main
from expolens.errors import SourceError, StudyError
from expolens.match import COLUMNS, Request, csv_text, match
from expolens.match.codes import code_in
from expolens.match.parties import cell_names, host_in, province_in
from expolens.match.reading import sheet_of, streamed
from expolens.match.workbook import xlsx_bytes
from expolens.model.study import SourcePlan
from expolens.names import names_in
from expolens.readers import grid_of
from expolens.values.address import province_of_address
from expolens.values.gazetteer import provinces
from expolens.values.identifiers import credit_code
from expolens.values.website import host

REGISTRY = (
    "公司名称,英文名称,曾用名,统一社会信用代码,省份,联系人\n"
    "上海示例甲医疗科技有限公司,Stand-in Alpha Medical Co. Ltd.,,91310000MA1FL0X00X,上海市,某人\n"
    "\n"
    "示例乙信息技术股份有限公司,,示例旧乙软件有限公司；示例更旧乙有限公司,,北京市,某人\n"
    ",,,,,\n"
    "杭州示例丙网络有限公司,,,,浙江省,某人\n"
)


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPOLENS_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    path = tmp_path / "registry.csv"
    path.write_text(REGISTRY, "utf-8")
    return path


def listed(tmp_path: Path, *names: str, header: str = "公司名称", file: str = "list.csv") -> Path:
    path = tmp_path / file
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([header])
        writer.writerows([[name] for name in names])
    return path


def test_names_are_found_by_their_row_in_the_registry(tmp_path: Path, registry: Path) -> None:
    names = listed(
        tmp_path, "上海示例甲医疗科技有限公司", "示例旧乙软件有限公司", "Stand-in Alpha Medical Co., Ltd.", "杭州示例丙网络有限公司 C12"
    )  # fmt: skip
    found = [one for one in match(Request(names, registry)).answers if one.rank == 1]
    # The empty line is no row, the line of commas is one.
    assert [one.record_row for one in found] == [1, 2, 1, 4]
    assert found[1].record == "示例乙信息技术股份有限公司"
    assert found[1].reasons.startswith("found by its former name 示例旧乙软件有限公司")
    assert found[3].query == "杭州示例丙网络有限公司 C12"


def test_the_output_is_what_machines_are_promised(tmp_path: Path, registry: Path) -> None:
    names = listed(tmp_path, "上海示例甲医疗科技有限公司", "", "某某完全不同的名字")
    out = tmp_path / "out.csv"
    assert main(["match", str(names), str(registry), "-o", str(out)]) == 0
    assert not out.read_bytes().startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["query_row"], row["status"]) for row in rows if row["rank"] == "1"] == [
        ("1", "matched"), ("2", "not_found"), ("3", "not_found"),
    ]  # fmt: skip
    assert all(
        not row["record"] and not row["probability"] for row in rows if row["query_row"] == "2"
    )
    assert "某人" not in out.read_text("utf-8")


@given(
    st.lists(
        st.sampled_from(
            ["", "上海示例甲医疗科技有限公司", "示例乙", "\n", "a,b", '"', "杭州示例丙"]
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None
)
def test_every_row_has_one_answer_of_rank_one_in_order(
    tmp_path: Path, registry: Path, names: list[str]
) -> None:
    path = listed(tmp_path, *names, header="公司名称")
    with path.open(encoding="utf-8", newline="") as stream:
        size = sum(1 for _ in csv.DictReader(stream))
    if not size:
        return
    rows = match(Request(path, registry)).answers
    assert [one.query_row for one in rows if one.rank == 1] == list(range(1, size + 1))
    assert [(one.query_row, one.rank) for one in rows] == sorted(
        (one.query_row, one.rank) for one in rows
    )


CELL = st.text(st.sampled_from('示例甲a1 ,;"\n\t'), max_size=6)


@given(
    st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=12),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_rows_count_as_the_csv_module_counts_them(
    tmp_path: Path, rows: list[list[str]], end: str, gap: bool
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=end)
    writer.writerow(["公司名称", "展位号"])
    for row in rows:
        writer.writerow(row)
        text.write(end if gap else "")
    path = tmp_path / "rows.csv"
    path.write_bytes(text.getvalue().encode())
    known = list(csv.DictReader(io.StringIO(text.getvalue(), newline="")))
    try:
        sheet = sheet_of(path, lambda header: [header[0]])
    except SourceError:
        assert not any(cell.strip() for row in rows for cell in row) or '"' in text.getvalue()
        return
    # Cells that look like another delimiter's are read by that.
    assume("公司名称" in sheet.cells)
    cells = sheet.cells["公司名称"]
    for n, row in enumerate(known):
        if n < len(cells) and cells[n]:
            assert cells[n].split() == (row["公司名称"] or "").split()
    # Only what the house's readers leave out may be missing, at the end.
    assert all(not (row["公司名称"] or "").strip() for row in known[len(cells) :])


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", " ", "示例甲有限公司", 'a "b" c', "a,b", "a\nb", "合计", "名称"]),
            st.sampled_from(["", "A1", ",", "网址"]),
        ),
        min_size=1,
        max_size=15,
    ),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_with_a_named_column_every_row_is_that_of_the_csv_module(
    tmp_path: Path, rows: list[tuple[str, str]], end: str, coding: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=end)
    writer.writerow(["某列编号", "其他"])
    for n, row in enumerate(rows):
        writer.writerow(row)
        text.write(end * (n % 3))
    path = tmp_path / "rows.csv"
    path.write_bytes(text.getvalue().encode(coding))
    known = list(csv.DictReader(io.StringIO(text.getvalue(), newline="")))
    try:
        sheet = sheet_of(path, lambda _: ["某列编号"], named="某列编号")
    except SourceError:
        # A few words in GB 18030 do not tell that they are; and nothing below the header is an error.
        assert coding == "gb18030" or not any(cell.strip() for row in rows for cell in row)
        return
    if len(sheet) == len(known):
        assert [one.split() for one in sheet.cells["某列编号"]] == [
            row["某列编号"].split() for row in known
        ]
    else:
        # Only short texts in GB 18030 are read by the readers of the house, which leave out what is below a list.
        assert coding == "gb18030"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_and_delimiters(tmp_path: Path, coding: str, delimiter: str) -> None:
    lines = [
        "公司名称,展位号",
        "上海示例甲医疗科技有限公司,A1",
        "",
        ",",
        "示例乙信息技术有限公司,A2",
    ]
    path = tmp_path / "list.csv"
    path.write_bytes("\r\n".join(lines).replace(",", delimiter).encode(coding))
    packed = tmp_path / "list.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    for one in (path, packed):
        sheet = sheet_of(one, lambda header: ["公司名称"])
        assert list(sheet.cells["公司名称"]) == [
            "上海示例甲医疗科技有限公司",
            "",
            "示例乙信息技术有限公司",
        ]


def test_rows_of_a_workbook_count_as_its_sheet_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    for row, cells in {
        0: ["名单 2026"],
        2: ["公司名称", "展位号"],
        3: ["示例甲有限公司", "A1"],
        6: ["示例乙有限公司", "A2"],
    }.items():
        page.write_row(row, 0, cells)
    book.close()
    assert list(sheet_of(path, lambda _: ["公司名称"]).cells["公司名称"]) == [
        "示例甲有限公司",
        "",
        "",
        "示例乙有限公司",
    ]


def test_stray_quotation_marks_keep_the_rows_apart(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    body = [
        "示例甲有限公司,A1",
        '"示例乙有限公司,A2',
        "",
        "示例丙有限公司,A3",
        *(f"示例{n}有限公司,B" for n in range(9)),
    ]
    path.write_text("公司名称,展位号\n" + "\n".join(body) + "\n", "utf-8")
    cells = sheet_of(path, lambda _: ["公司名称"]).cells["公司名称"]
    assert [cells[0], cells[2], cells[3]] == ["示例甲有限公司", "示例丙有限公司", "示例0有限公司"]


@given(st.one_of(
    st.text(st.sampled_from("示例甲北京科技有限公司（）()展新A1 /、"), max_size=12),
    st.text(st.sampled_from("ABab .,&'-1/newboth:"), max_size=14),
))  # fmt: skip
@settings(max_examples=600)
def test_the_quick_way_of_names_is_the_slow_one(text: str) -> None:
    if text:
        assert cell_names(text, "legal") == names_in(text)


@given(st.text(st.sampled_from("9110MA0X37L"), min_size=17, max_size=17), st.booleans())
def test_the_quick_way_of_codes_is_the_slow_one(body: str, right: bool) -> None:
    code = body + (uscc.calc_check_digit(body) if right else "0")
    found = credit_code(code).value
    assert code_in(code) == ((found,) if found else ())


@given(st.one_of(
    st.text(st.sampled_from("wx-.cnm1/:htps@ A示"), max_size=16),
    st.tuples(st.sampled_from(["", "http://", "https://", "www.", "http://www."]), st.from_regex(r"[a-z0-9-]{1,5}(\.[a-z]{1,7}){1,3}/?", fullmatch=True)).map("".join),
))  # fmt: skip
@settings(max_examples=500)
def test_the_quick_way_of_websites_is_the_slow_one(text: str) -> None:
    found = host(text.strip())
    assert host_in(text) == ((found,) if found else ())


@given(
    st.lists(
        st.sampled_from(
            [
                "示例甲,A1",
                '"示例乙,A2',
                '示例"丙",A3',
                '"示例,丁",A4',
                '"示例""戊",A5',
                "",
                "示例己,",
            ]
        ),
        min_size=1,
        max_size=40,
    )
)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_lean_and_by_the_house_are_the_same(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_text("公司名称,展位号\n" + "\n".join(lines) + "\n", "utf-8")
    lean = streamed(path, lambda header: header)
    if lean is None:
        return
    try:
        grid = grid_of(path.read_bytes(), SourcePlan("x", "list", "list.csv"))
    except SourceError:
        assert not any(lines)
        return
    rows = [
        row
        for row in zip(*(map(str.strip, lean.cells[one]) for one in lean.header), strict=True)
        if any(row)
    ]
    assert rows == [row.cells for row in grid.rows]


def test_what_is_in_a_cell() -> None:
    assert cell_names("示例甲、示例乙/示例丙", "short") == (
        ("示例甲", "short"),
        ("示例乙", "short"),
        ("示例丙", "short"),
    )
    assert cell_names("Stand-in Tech Ltd.", "english") == (("Stand-in Tech Ltd.", "english"),)
    assert cell_names("示" * 5000, "legal") == ()


def test_kept_or_new_the_bytes_are_the_same(tmp_path: Path, registry: Path) -> None:
    names = listed(tmp_path, "上海示例甲科技", "示例乙", "Stand-in Alpha", "杭州示例丙网络有限公司")
    said: list[str] = []
    texts = [
        csv_text(match(Request(names, registry), progress=said.append).answers) for _ in range(2)
    ]
    assert texts[0] == texts[1]
    assert [sum(start in one for one in said) for start in ("building", "index kept")] == [1, 1]
    rows = match(Request(names, registry)).answers
    assert xlsx_bytes(rows, language="en") == xlsx_bytes(rows, language="en")


def test_an_equal_code_ranks_first(tmp_path: Path, registry: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "公司名称,统一社会信用代码\n杭州示例丙网络有限公司,91310000MA1FL0X00X\n示例壬有限公司,91310000MA1FL0X00X\n",
        "utf-8",
    )
    code = "91310000MA1FL0X00X"
    if not uscc.is_valid(code):
        code = code[:-1] + uscc.calc_check_digit(code[:-1])
        for one in (path, registry):
            one.write_text(one.read_text("utf-8").replace("91310000MA1FL0X00X", code), "utf-8")
    rows = [row for row in match(Request(path, registry)).answers if row.status != "not_found"]
    # The code is that of one record and the name that of another: which is meant is for a person.
    assert {row.status for row in rows if row.query_row == 1} == {"review"}
    assert any("another record bears the very name" in row.reasons for row in rows)
    top = next(row for row in rows if row.query_row == 2)
    assert (top.record_row, top.status) == (1, "matched")
    assert code in top.reasons


def test_columns_that_are_named(
    tmp_path: Path, registry: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = tmp_path / "list.csv"
    names.write_text("编号,甲方,联系人\n1,上海示例甲医疗科技有限公司,某人\n", "utf-8")
    with pytest.raises(StudyError, match="no column is known to hold names"):
        match(Request(names, registry))
    assert match(Request(names, registry, name_column="甲方")).answers[0].record_row == 1
    assert main(["match", str(names), str(registry), "--name-column", "甲"]) == 2
    said = capsys.readouterr().err
    assert "there is no column '甲'" in said
    assert "Columns: 编号, 甲方." in said
    with pytest.raises(StudyError, match="personal"):
        match(Request(names, registry, name_column="联系人"))


def test_equal_rows_are_one_record_and_equal_names_are_for_a_person(tmp_path: Path) -> None:
    registry = tmp_path / "registry.csv"
    names = listed(tmp_path, "示例甲医疗科技有限公司", "示例乙医疗科技有限公司")
    registry.write_text(
        "名称,编号\n"
        + "示例甲医疗科技有限公司,1\n" * 20
        + "".join(f"示例乙医疗科技有限公司,{n}\n" for n in range(9)),
        "utf-8",
    )
    one, two = (row for row in match(Request(names, registry)).answers if row.rank == 1)
    assert (one.record_row, one.status) == (1, "matched")
    assert two.status == "review"
    assert "9 records bear this very name" in two.reasons


def test_json_is_a_registry_too(tmp_path: Path) -> None:
    registry = tmp_path / "registry.json"
    registry.write_text(
        json.dumps(
            [
                {"title": "Stand-in Alpha Medical Inc.", "ticker": "A"},
                {"title": "Example Beta Holdings", "ticker": "B"},
            ]
        ),
        "utf-8",
    )
    found = api_match(listed(tmp_path, "Stand-in Alpha Medical Inc"), registry, top=1)
    assert (found.answers[0].record_row, len(found.answers)) == (1, 1)


def test_pairs_of_one_list_come_once(tmp_path: Path) -> None:
    names = listed(
        tmp_path, "上海示例甲医疗科技有限公司", "示例乙信息技术有限公司", "上海示例甲医疗科技有限公司", "示例丙网络有限公司", "示例乙信息技术股份有限公司", "",
        *["示例丁传感有限公司"] * 12,
    )  # fmt: skip
    rows = match(Request(names, itself=True)).answers
    pairs = [(one.query_row, one.record_row) for one in rows]
    assert (1, 3) in pairs
    assert (2, 5) in pairs
    assert [pair for pair in pairs if pair[0] == 7] == [(7, n) for n in range(8, 19)]
    assert len(set(pairs)) == len(pairs)
    assert all(left < (right or 0) for left, right in pairs)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["REGISTRY", "--itself"],
        ["REGISTRY", "--top", "0"],
        ["REGISTRY", "--precision", "98"],
        ["REGISTRY", "-o", "x.docx"],
        ["nowhere.csv"],
    ],
)
def test_slips_are_told_with_exit_2(
    tmp_path: Path, registry: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    names = listed(tmp_path, "示例甲")
    given = [str(registry) if one == "REGISTRY" else one for one in arguments]
    assert main(["match", str(names), *given]) == 2
    assert capsys.readouterr().err.count("\n") >= 2


def test_reasons_in_chinese(tmp_path: Path, registry: Path) -> None:
    names = listed(tmp_path, "上海示例甲医疗科技有限公司")
    assert match(Request(names, registry, language="zh")).answers[0].reasons.startswith("名称相同")


def test_a_list_without_a_header_is_told_of(tmp_path: Path, registry: Path) -> None:
    names = listed(tmp_path, "示例乙信息技术有限公司", header="上海示例甲医疗科技有限公司")
    said: list[str] = []
    match(Request(names, registry), progress=said.append)
    assert any(
        "there is no header: the first row, 上海示例甲医疗科技有限公司" in one for one in said
    )
    rows = [one for one in match(Request(names, registry)).answers if one.rank == 1]
    assert [(one.query_row, one.record_row) for one in rows] == [(1, 1), (2, 2)]
    # What is named a column is one.
    rows = list(match(Request(names, registry, name_column="上海示例甲医疗科技有限公司")).answers)
    assert [one.query_row for one in rows if one.rank == 1] == [1]


@pytest.mark.parametrize(
    ("first", "data"),
    [
        ("上海示例甲医疗科技有限公司", True), ("示例甲医疗科技", True), ("Stand-in Tech Ltd.", True), ("Stand-in GmbH", True), ("上海示例甲网络中心", True),
        ("公司名称", False), ("企业名称（全称）", False), ("Exhibitor", False), ("Company", False), ("Exhibiting company", False), ("参展企业信息", False),
        ("名单", False), ("示例", False), ("2026展商名录", False), ("单位全称", False), ("Name of company", False), ("参展公司", False), ("上市公司", False),
    ],
)  # fmt: skip
def test_the_only_column_is_headed_or_begins_with_a_company(
    tmp_path: Path, first: str, data: bool
) -> None:
    names = listed(tmp_path, "示例乙信息技术有限公司", "示例丙", header=first)
    book = tmp_path / "list.xlsx"
    workbook = xlsxwriter.Workbook(str(book))
    page = workbook.add_worksheet()
    page.write_column(0, 0, [first, "示例乙信息技术有限公司", "", "示例丙"])
    workbook.close()
    for path, gap in ((names, []), (book, [""])):
        sheet = sheet_of(path, lambda header: header)
        assert list(next(iter(sheet.cells.values()))) == [
            *([first] if data else []), "示例乙信息技术有限公司", *gap, "示例丙",
        ]  # fmt: skip
        assert any(one.startswith("first_is_name") for one in sheet.notes) == data


@pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_a_mark_is_read(tmp_path: Path, registry: Path, coding: str) -> None:
    for lines in (
        ["公司名称,展位号", "上海示例甲医疗科技有限公司,A1"],
        ["公司名称", "上海示例甲医疗科技有限公司"],
        ["name", "Stand-in Alpha Medical Co. Ltd."],
    ):
        path = tmp_path / "wide.csv"
        path.write_bytes("\r\n".join([*lines, ""]).encode(coding))
        said: list[str] = []
        (one, *_) = match(Request(path, registry), progress=said.append).answers
        assert one.record_row == 1
        assert any(coding.upper() in line for line in said)


def test_the_readers_say_where_a_header_stands() -> None:
    data = "名单\n\n公司名称,展位号\n示例甲有限公司,A1\n".encode()
    assert grid_of(data, SourcePlan("x", "list", "x.csv")).place == "row 3"


def test_the_header_is_the_row_with_the_column_that_was_named(tmp_path: Path) -> None:
    known, names = tmp_path / "registry.csv", listed(tmp_path, "Stand-in Beta Ltd.")
    known.write_text(
        "xid,entity\n1,Stand-in Alpha Ltd.\nCountry,Website\n4,Stand-in Beta Ltd.\n", "utf-8"
    )
    top = match(Request(names, known, registry_column="entity")).answers[0]
    assert (top.record_row, top.record) == (3, "Stand-in Beta Ltd.")


@pytest.mark.parametrize(("coding", "header"), [("gb18030", "公司名称"), ("big5", "公司名稱")])
def test_an_encoding_is_that_of_files_that_are_no_utf_8(
    tmp_path: Path, coding: str, header: str
) -> None:
    names, known = listed(tmp_path, "示例甲有限公司"), tmp_path / "registry.csv"
    known.write_bytes(f"{header}\n示例甲有限公司\n".encode(coding))
    top = match(Request(names, known, encoding=coding)).answers[0]
    assert (top.record_row, top.status) == (1, "matched")
    known.write_bytes(b"name\n\xff\xfe\xfd\n")
    with pytest.raises(SourceError, match=f"not in {coding}"):
        match(Request(names, known, encoding=coding))


def test_a_first_row_that_is_a_company_is_told_of(tmp_path: Path, registry: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("示例甲医疗科技有限公司,A1\n示例乙信息技术有限公司,A2\n", "utf-8")
    with pytest.raises(StudyError, match="write a header above it"):
        match(Request(path, registry))


def test_an_address_says_the_seat_where_no_column_does(tmp_path: Path) -> None:
    known, names = tmp_path / "registry.csv", tmp_path / "list.csv"
    known.write_text(
        "公司名称,编号,地址\n示例甲医疗科技有限公司,1,浙江省杭州市示例路1号\n示例甲医疗科技有限公司,2,上海市示例路2号\n", "utf-8"
    )  # fmt: skip
    names.write_text("公司名称,地址\n示例甲医疗科技有限公司,上海市浦东新区示例路9号\n", "utf-8")
    top = match(Request(names, known)).answers[0]
    assert top.record_row == 2
    assert "示例路" not in top.reasons


@given(
    st.lists(
        st.sampled_from(
            [
                "中国",
                "浙江省",
                "浙江",
                "上海市",
                "上海",
                "黑龙江省",
                "杭州市",
                "路",
                "1",
                " ",
                ",",
                "示例",
            ]
        ),
        max_size=5,
    ).map("".join)
)
@settings(max_examples=400)
def test_the_quick_way_of_addresses_is_the_slow_one(text: str) -> None:
    slow = province_of_address(text)
    quick = province_in(text)
    assert quick == ((provinces()[slow].code,) if slow else ())
