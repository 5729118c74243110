"""Workbooks of Excel as people have them: what stands in a cell is what a person reads there, and what they do not see is said."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter.workbook import Workbook

from expolens.errors import SourceError
from expolens.readers.number_format import format_of, number_text
from expolens.readers.sheet import column_letters, column_number
from expolens.readers.xlsx import sheets_of
from workbooks import cells, changed, read, said, sheet_xlsx, xlsx, zipped

texts = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"
    ),
    min_size=1,
    max_size=20,
)
values = st.one_of(
    texts.filter(lambda text: text[0] not in "=@" and "://" not in text and "_x" not in text),
    st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: float(f"{value:.12g}")),
    st.booleans(),
    st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2199, 1, 1)).map(  # noqa: DTZ001
        lambda when: when.replace(microsecond=0)
    ),
)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 30), st.integers(0, 40)), values, min_size=1, max_size=40
    )
)
def test_cells_are_those_that_another_reader_finds(placed: dict[tuple[int, int], object]) -> None:
    def make(book: Workbook) -> None:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for (row, column), value in placed.items():
            if isinstance(value, dt.datetime):
                sheet.write_datetime(row, column, value, day)
            elif isinstance(value, str):
                sheet.write_string(row, column, value)
            else:
                sheet.write(row, column, value)

    data = xlsx(make)
    (sheet,), _ = sheets_of(data, where="a.xlsx")
    own = {
        (row, column): text
        for row, columns, row_texts in sheet.rows
        for column, text in zip(columns, row_texts, strict=True)
    }
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    other = {
        (row, column): value
        for row, line in enumerate(book.get_sheet_by_index(0).to_python(skip_empty_area=False), 1)
        for column, value in enumerate(line, 1)
        if value != ""
    }
    assert own.keys() == other.keys()
    for place, value in other.items():
        assert same(own[place], value), (place, own[place], value)


def same(text: str, value: object) -> bool:
    """Whether a text says what a value is, as far as a sheet keeps it."""
    if isinstance(value, bool):
        return text == str(value).upper()
    if isinstance(value, (int, float)):
        full = "e" not in text or abs(value) <= 1e-9
        return full and math.isclose(float(text), value, rel_tol=1e-14)
    if isinstance(value, dt.datetime):
        return dt.datetime.fromisoformat(text) == value
    if isinstance(value, dt.date):
        return text == value.isoformat()
    return text == value


def test_a_code_keeps_what_its_format_shows_and_what_it_lost_is_said() -> None:
    def make(book: Workbook) -> None:
        sheet = book.add_worksheet("企业")
        sheet.write_row(
            0, 0, ["公司名称", "邮编", "信用代码", "占比", "注册资本", "成立日期", "月"]
        )
        formats = ["000000", "", "0.0%", '#,##0.00"万元"', "yyyy/m/d;@", 'yyyy"年"m"月"']
        row = ["示例甲", 4321, 913301061234567890, 0.125, 1234.5, 44321, 44317]
        for column, value in enumerate(row):
            shown = book.add_format({"num_format": formats[column - 1]}) if column else None
            sheet.write(1, column, value, shown)

    grid = read(xlsx(make))
    assert cells(grid) == [
        ("示例甲", "004321", "913301061234567900", "12.5%", "1234.5万元", "2021-05-05", "2021-05")
    ]
    assert re.search(r"1 number of more than 15 digits .*企业!C2", said(grid))


@given(st.integers(0, 10**9), st.integers(2, 12))
def test_zeros_of_a_format_are_those_of_python(number: int, width: int) -> None:
    assert number_text(str(number), format_of("0" * width)) == f"{number:0{width}d}"


@given(st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2900, 1, 1)))  # noqa: DTZ001
def test_days_are_counted_from_1900_and_from_1904(when: dt.datetime) -> None:
    when = when.replace(microsecond=0)
    shown = format_of("yyyy-mm-dd hh:mm:ss")
    for start, from_1904 in ((dt.datetime(1899, 12, 30), False), (dt.datetime(1904, 1, 1), True)):  # noqa: DTZ001
        if when < start:
            continue
        days = (when - start) / dt.timedelta(days=1)
        text = number_text(repr(days), shown, from_1904=from_1904)
        assert dt.datetime.fromisoformat(text) == when


@given(st.text(st.sampled_from('0#,.?-_*\\"@;[]%EeymdhsAP/ $¥万a'), max_size=25), st.floats())
def test_no_format_makes_a_number_unreadable(code: str, value: float) -> None:
    number_text(repr(value), format_of(code))


def test_a_workbook_that_counts_from_1904() -> None:
    def make(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["公司名称", "成立日期"])
        sheet.write(1, 0, "示例甲")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(1, 1, dt.datetime(2015, 7, 1), day)  # noqa: DTZ001

    content = io.BytesIO()
    with Workbook(content, {"date_1904": True}) as book:
        make(book)
    assert cells(read(content.getvalue())) == [("示例甲", "2015-07-01")]


def test_a_table_that_begins_at_c5_is_where_excel_shows_it() -> None:
    def make(book: Workbook) -> None:
        sheet = book.add_worksheet("参展商")
        sheet.merge_range("C2:I2", "2021年参展商名录")
        sheet.write_row("C5", ["公司名称", "展位号"])
        sheet.write_row("C6", ["示例甲", "A1"])
        sheet.write_row("C8", ["示例乙", "A2"])
        sheet.write("F8", "见附件")

    grid = read(xlsx(make))
    assert grid.header[:2] == ("公司名称", "展位号")
    assert grid.columns == (3, 4, 6)
    assert grid.place == "参展商!5"
    assert [row.place for row in grid.rows] == ["参展商!6", "参展商!8"]
    assert "1 row above the header" in said(grid)


def test_merged_cells_are_filled_down_only_where_the_sheet_says_so() -> None:
    def make(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["公司名称", "展位号", "产品"])
        for row, product in enumerate("abc", 1):
            sheet.write(row, 2, product)
        sheet.merge_range("A2:A4", "示例甲")
        sheet.write("B2", "A1")
        sheet.write("A5", "示例乙")
        sheet.merge_range("B5:C5", "未定")

    grid = read(xlsx(make))
    assert cells(grid) == [
        ("示例甲", "A1", "a"),
        ("示例甲", "", "b"),
        ("示例甲", "", "c"),
        ("示例乙", "未定", ""),
    ]
    assert "2 cells below merged ones" in said(grid)


def test_a_header_of_two_storeys_is_one() -> None:
    def make(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:A2", "公司名称")
        sheet.merge_range("B1:C1", "2021年")
        sheet.merge_range("D1:E1", "2022年")
        sheet.merge_range("F1:F2", "展位号")
        sheet.write_row("B2", ["营收", "利润", "营收", "利润"])
        for row in range(2, 5):
            sheet.write_row(row, 0, [f"示例{row}", 1, 2, 3, 4, f"A{row}"])

    grid = read(xlsx(make))
    assert grid.header == (
        "公司名称",
        "2021年 营收",
        "2021年 利润",
        "2022年 营收",
        "2022年 利润",
        "展位号",
    )
    assert grid.place == "Sheet1!2"
    assert cells(grid)[0] == ("示例2", "1", "2", "3", "4", "A2")
    assert len(grid.rows) == 3


def test_what_is_hidden_is_read_and_said() -> None:
    def make(book: Workbook) -> None:
        for name in ("一馆", "二馆"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["公司名称", "展位号", "备注"])
            for row in range(1, 4):
                sheet.write_row(row, 0, [f"{name}示例{row}", f"A{row}", "x"])
        sheet.hide()
        sheet.set_row(2, options={"hidden": True})
        sheet.set_column("C:C", options={"hidden": True})

    grid = read(xlsx(make))
    assert len(grid.rows) == 6
    words = said(grid)
    assert "1 hidden sheet read like the others: 二馆" in words
    assert "1 hidden row read like the others: 二馆!3" in words
    assert "1 hidden column read like the others: 备注" in words


def test_a_hidden_sheet_is_not_taken_for_the_list() -> None:
    def make(book: Workbook) -> None:
        book.add_worksheet("名单").write_column(0, 0, ["公司名称", "示例甲"])
        old = book.add_worksheet("旧")
        old.hide()
        old.write_column(0, 0, ["企业名称", *(f"旧{n}" for n in range(9))])

    grid = read(xlsx(make))
    assert cells(grid) == [("示例甲",)]
    assert "旧 (9)" in said(grid)


def test_formulas_are_their_saved_values_and_errors_their_words() -> None:
    def make(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["公司名称", "人数", "备注"])
        sheet.write(1, 0, "示例甲")
        sheet.write_formula(1, 1, "=40+2", value=42)
        sheet.write_formula(1, 2, "=NA()", value="#N/A")
        sheet.write(2, 0, "示例乙")
        sheet.write_formula(2, 1, "=40+3", value=43)
        sheet.write_formula(2, 2, '="a"&"b"', value="ab")

    data = xlsx(make)
    assert cells(read(data)) == [("示例甲", "42", "#N/A"), ("示例乙", "43", "ab")]
    unsaved = changed(
        data, "xl/worksheets/sheet1.xml", lambda content: content.replace(b"<v>43</v>", b"")
    )
    grid = read(unsaved)
    assert cells(grid)[1] == ("示例乙", "", "ab")
    assert "1 formula without a saved value, read as empty (Sheet1!B3)" in said(grid)


def test_macros_are_said_and_not_run() -> None:
    data = sheet_xlsx([["公司名称"], ["示例甲"]])
    with_macros = zipped({**members(data), "xl/vbaProject.bin": b"\xd0\xcf"})
    assert "holds macros, they are not run" in said(read(with_macros))
    assert "macros" not in said(read(data))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_other_writers_write_otherwise() -> None:
    """Prefixes, inline texts, rows and cells without references, backslashes and absolute targets: all of these are found in exports."""
    sheet = (
        '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>公司</x:t><x:rPh sb="0" eb="1"><x:t>gs</x:t></x:rPh><x:t>名称</x:t></x:is></x:c>'
        '<x:c t="str"><x:v>成立日期</x:v></x:c></x:row>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>示例_x0041_</x:t></x:is></x:c><x:c t="d"><x:v>2015-07-01T00:00:00</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    book = '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="q"/></sheets></workbook>'
    rels = (
        '<Relationships><Relationship Id="{0}" Type="http://x/{1}" Target="{2}"/></Relationships>'
    )
    data = zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": rels.format("a", "officeDocument", "/xl/workbook.xml").encode(),
            "xl\\workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": rels.format("q", "worksheet", "/xl/worksheets/Sheet7.xml").encode(),
            "xl/worksheets/sheet7.xml": sheet.encode(),
        }
    )  # fmt: skip
    grid = read(data)
    assert grid.header == ("公司名称", "成立日期")
    assert cells(grid) == [("示例A", "2015-07-01")]


@given(st.integers(1, 16384))
def test_letters_of_columns_go_back_and_forth(number: int) -> None:
    assert column_number(column_letters(number)) == number


def test_a_sheet_that_is_named_and_one_that_is_not_there() -> None:
    def make(book: Workbook) -> None:
        for name in ("甲", "乙"):
            book.add_worksheet(name).write_column(0, 0, ["公司名称", f"示例{name}"])

    data = xlsx(make)
    assert cells(read(data, "乙")) == [("示例乙",)]
    with pytest.raises(SourceError, match="no sheet '丙'"):
        read(data, "丙")
