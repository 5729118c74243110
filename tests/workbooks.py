"""Workbooks made for tests: by XlsxWriter, by xlwt, and OpenDocument by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt
from xlsxwriter.workbook import Workbook

from expolens.readers import Grid
from expolens.readers.xlsx import xlsx_grid
from expolens.wording import note


def xlsx(make: Callable[[Workbook], None]) -> bytes:
    """Return what a function puts into a workbook."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        make(book)
    return content.getvalue()


def sheet_xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    """Return a workbook of one sheet of rows."""

    def make(book: Workbook) -> None:
        sheet = book.add_worksheet("Sheet1")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return xlsx(make)


def xls(make: Callable[[xlwt.Workbook], None]) -> bytes:
    """Return what a function puts into a workbook of Excel 97."""
    book = xlwt.Workbook(encoding="utf-8")
    make(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def sheet_xls(rows: Sequence[Sequence[object]]) -> bytes:
    """Return a workbook of Excel 97 of one sheet of rows."""

    def make(book: xlwt.Workbook) -> None:
        sheet = book.add_sheet("Sheet1")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)

    return xls(make)


def ods(tables: str, *, styles: str = "", manifest: str = "") -> bytes:
    """Return an OpenDocument workbook of the XML of its tables."""
    names = ("office", "table", "text", "style")
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode() or b"<manifest/>",
        }
    )


def sheet_ods(rows: Sequence[Sequence[str]]) -> bytes:
    """Return an OpenDocument workbook of one sheet of texts."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return ods(f'<table:table table:name="Sheet1">{lines}</table:table>')


def zipped(members: dict[str, bytes]) -> bytes:
    """Return an archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return content.getvalue()


def changed(data: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an archive with one member changed (or left out where that leaves nothing)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = change(members[member])
    return zipped({name: content for name, content in members.items() if content})


def read(data: bytes, sheet: str = "") -> Grid:
    """Read a workbook."""
    return xlsx_grid(data, where="a.xlsx", sheet=sheet)


def cells(grid: Grid) -> list[tuple[str, ...]]:
    """The rows of a grid."""
    return [row.cells for row in grid.rows]


def said(grid: Grid) -> str:
    """What a grid's notes say, in English."""
    return " | ".join(note(one, "en") for one in grid.notes)
