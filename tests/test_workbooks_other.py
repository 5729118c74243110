"""Workbooks of Excel 97, OpenDocument and Excel 2003 XML: the same list comes back out of each."""

from __future__ import annotations

import datetime as dt
import struct

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from expolens.errors import SourceError
from expolens.model.study import SourcePlan
from expolens.readers import grid_of
from expolens.readers.ods import opendocument_sheets
from expolens.readers.sheets import sheets_grid
from workbooks import cells, ods, read, said, sheet_ods, sheet_xls, sheet_xlsx, xls

_UNSAVED = b"\x03\x00\x00\x00\x00\x00\xff\xff"

words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cf", "Mn"]),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=12))
def test_texts_come_back_out_of_every_kind(rows: list[tuple[str, str]]) -> None:
    named = [(f"示例{left}", f"A{right}") for left, right in rows]
    table = [("公司名称", "展位号"), *named]
    for make in (sheet_xlsx, sheet_xls, sheet_ods):
        grid = read(make(table))
        assert grid.header == table[0]
        assert cells(grid) == [row for row in named if row != table[0]], make.__name__
        assert grid.rows[0].place == "Sheet1!2"
        assert grid.columns == (1, 2)


def test_the_shared_texts_of_an_old_workbook_go_over_several_records() -> None:
    # A record has 8,224 bytes at most: these texts, of one and two bytes a character, are cut in every place.
    rows = [[f"{'示例' * (n % 90)}{'x' * (n % 130)}{n}", f"Stand {n}"] for n in range(900)]
    grid = read(sheet_xls([["公司名称", "展位号"], *rows]))
    assert cells(grid) == [tuple(row) for row in rows]


def test_what_an_old_workbook_shows_and_hides() -> None:
    def make(book: xlwt.Workbook) -> None:
        sheet = book.add_sheet("名单")
        for column, header in enumerate(
            ["公司名称", "邮编", "成立日期", "上市", "人数", "占比", "小数"]
        ):
            sheet.write(2, column + 1, header)
        code, day, share = (
            xlwt.easyxf(num_format_str=shown) for shown in ("000000", "yyyy/m/d", "0.0%")
        )
        for row in range(3, 6):
            sheet.write(row, 2, 4321, code)
            sheet.write(row, 3, dt.date(2015, 7, row), day)
            sheet.write(row, 4, row == 3)
            sheet.write(row, 5, xlwt.Formula("40+2"))
            sheet.write(row, 6, 0.125, share)
            sheet.write(row, 7, 12.345)
        sheet.write_merge(3, 4, 1, 1, "示例甲")
        sheet.write(5, 1, "示例乙")
        sheet.row(5).hidden = True
        sheet.col(6).hidden = True
        book.add_sheet("旧").visibility = 1

    data = xls(make)
    # xlwt saves no results: Excel's are put where they stand.
    assert data.count(_UNSAVED) == 3
    grid = read(data.replace(_UNSAVED, struct.pack("<d", 42.0)))
    assert grid.columns == (2, 3, 4, 5, 6, 7, 8)
    assert cells(grid) == [
        ("示例甲", "004321", "2015-07-03", "TRUE", "42", "12.5%", "12.345"),
        ("示例甲", "004321", "2015-07-04", "FALSE", "42", "12.5%", "12.345"),
        ("示例乙", "004321", "2015-07-05", "FALSE", "42", "12.5%", "12.345"),
    ]
    assert [row.place for row in grid.rows] == ["名单!4", "名单!5", "名单!6"]
    assert "1 hidden row read like the others: 名单!6" in said(grid)
    assert "1 hidden column read like the others: 占比" in said(grid)


def cell(text: str, kind: str = "string", more: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}" {more}><text:p>{text}</text:p></table:table-cell>'


def row(*found: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(found)}</table:table-row>"


EMPTY = '<table:table-cell table:number-columns-repeated="16382"/>'
THRICE = 'table:number-rows-repeated="3"'
COVERED = "<table:covered-table-cell/>"


def test_an_open_document_as_libreoffice_writes_it() -> None:
    tables = (
        '<table:table table:name="名单"><table:table-column/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        f'<table:table-row table:number-rows-repeated="3">{EMPTY}</table:table-row>'
        + row(cell("公司名称"), cell("邮编"), cell("占比"), cell("成立日期"), cell("上市"), cell("备注"))
        + row(
            cell("示例甲", more='table:number-rows-spanned="2" table:number-columns-spanned="1"'),
            cell("004321", "float", 'office:value="4321"'),
            cell("13%", "percentage", 'office:value="0.125"'),
            cell("1.7.15", "date", 'office:date-value="2015-07-01"'),
            cell("WAHR", "boolean", 'office:boolean-value="true"'),
            '<table:table-cell office:value-type="string"><office:annotation><text:p>Notiz</text:p></office:annotation>'
            '<text:p>zwei<text:s text:c="2"/>Worte</text:p><text:p>und <text:span>mehr</text:span></text:p></table:table-cell>',
        )
        + row(COVERED, cell("1.234,50", "float", 'office:value="1234.5"'), more='table:visibility="filter"')
        + f'<table:table-row table:number-rows-repeated="1048569">{EMPTY}</table:table-row></table:table>'
        '<table:table table:name="旧" table:style-name="ta2">'
        + row(cell("公司名称")) + row(cell("示例丙")) + "</table:table>"
    )  # fmt: skip
    hidden = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    grid = read(ods(tables, styles=hidden))
    assert cells(grid) == [
        ("示例甲", "004321", "12.5%", "2015-07-01", "TRUE", "zwei  Worte\nund mehr"),
        ("示例甲", "1234.5", "", "", "", ""),
    ]
    assert [one.place for one in grid.rows] == ["名单!5", "名单!6"]
    assert "1 hidden row read like the others: 名单!6" in said(grid)
    assert "2 hidden columns read like the others: 邮编, 占比" in said(grid)


def test_rows_that_repeat_are_rows() -> None:
    tables = f'<table:table table:name="S">{row(cell("公司名称"), cell("展位号"))}{row(cell("示例"), cell("A1"), more=THRICE)}</table:table>'
    grid = read(ods(tables))
    assert [one.place for one in grid.rows] == ["S!2", "S!3", "S!4"]


def test_a_flat_open_document_is_the_same() -> None:
    flat = (
        '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="t" xmlns:text="x">'
        f'<office:body><office:spreadsheet><table:table table:name="S">{row(cell("公司名称"))}{row(cell("示例甲"))}</table:table>'
        "</office:spreadsheet></office:body></office:document>"
    )
    grid = grid_of(flat.encode(), SourcePlan("s", "list", "a.fods"))
    assert cells(grid) == [("示例甲",)]
    assert grid.notes == ()
    text_document = flat.replace("office:spreadsheet", "office:text")
    with pytest.raises(SourceError, match="no sheet"):
        sheets_grid(opendocument_sheets([text_document.encode()], where="a"), where="a")


SPREADSHEETML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="000000"/></Style><Style ss:ID="s2"><NumberFormat ss:Format="Percent"/></Style></Styles>
<Worksheet ss:Name="企业"><Table><Column ss:Index="4" ss:Hidden="1"/>
<Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="String">公司名称</Data></Cell><Cell><Data ss:Type="String">编号</Data></Cell>
<Cell><Data ss:Type="String">占比</Data></Cell><Cell><Data ss:Type="String">成立日期</Data></Cell></Row>
<Row><Cell ss:Index="2" ss:MergeDown="1"><Data ss:Type="String">示例甲</Data><Comment><Data>Notiz</Data></Comment></Cell>
<Cell ss:StyleID="s1"><Data ss:Type="Number">123</Data></Cell><Cell ss:StyleID="s2"><Data ss:Type="Number">0.5</Data></Cell>
<Cell><Data ss:Type="DateTime">2015-07-01T00:00:00.000</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:Index="3"><Data ss:Type="Error">#N/A</Data></Cell></Row></Table>
<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"""


def test_excel_2003_as_xml_called_xls() -> None:
    grid = grid_of(SPREADSHEETML.encode(), SourcePlan("s", "list", "a.xls"))
    assert grid.header == ("公司名称", "编号", "占比", "成立日期")
    assert cells(grid) == [("示例甲", "000123", "50%", "2015-07-01"), ("示例甲", "#N/A", "", "")]
    assert [one.place for one in grid.rows] == ["企业!4", "企业!5"]
    assert grid.columns == (2, 3, 4, 5)
    for words_ in (
        "hidden sheet",
        "hidden row",
        "hidden column read like the others: 占比",
        "1 cell below",
    ):
        assert words_ in said(grid)


@given(st.text(max_size=300))
def test_no_text_in_a_sheet_is_a_traceback(text: str) -> None:
    broken = SPREADSHEETML.replace("示例甲</Data>", text)
    try:
        assert grid_of(broken.encode(), SourcePlan("s", "list", "a.xls")).rows
    except SourceError:
        assert broken != SPREADSHEETML
