"""Small files of every format, of companies that are visibly none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt
from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

Rows = Sequence[Sequence[str]]
EPOCH = (2026, 3, 1, 0, 0, 0)


def csv(rows: Rows, *, between: str = ",", encoding: str = "utf-8", end: str = "\n") -> bytes:
    """Return rows as delimited text."""
    return "".join(between.join(row) + end for row in rows).encode(encoding)


def xlsx(rows: Rows, *, title: str = "", hidden: Sequence[int] = (), sheet: str = "Sheet1") -> bytes:  # fmt: skip
    """Return a workbook with a banner across the top, whose first column is merged where cells below stand empty."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        top = 0
        if title:
            page.merge_range(0, 0, 0, len(rows[0]) - 1, title)
            top = 1
        for number, row in enumerate(rows, top):
            page.write_row(number, 0, row)
        for number in hidden:
            page.set_row(number, None, None, {"hidden": True})
    return content.getvalue()


def xls(sheets: dict[str, Rows]) -> bytes:
    """Return a workbook of Excel 97."""
    book = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets.items():
        page = book.add_sheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write(number, column, cell)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ods(rows: Rows) -> bytes:
    """Return an OpenDocument workbook."""
    spaces = "".join(
        f' xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"'
        for one in ("office", "table", "text")
    )
    lines = "".join(
        f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows
    )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Sheet1">{lines}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind.encode(), "content.xml": body.encode()})


def _cell(text: str) -> str:
    told = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="string">{told}</table:table-cell>'


def zipped(files: dict[str, bytes]) -> bytes:
    """Return files in a zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name, EPOCH), data)
    return content.getvalue()


def pdf(entries: Sequence[Sequence[str]], *, title: str) -> bytes:
    """Return a directory of two columns: a bold name, and lines below it."""
    content = io.BytesIO()
    page = Canvas(content, pagesize=A5, invariant=True)
    wide, high = A5
    page.setFont("Helvetica-Bold", 14)
    page.drawString(40, high - 50, title)
    half = (len(entries) + 1) // 2
    for number, (name, *lines) in enumerate(entries):
        left = 40 + (wide / 2 - 20) * (number // half)
        top = high - 90 - 70 * (number % half)
        page.setFont("Helvetica-Bold", 9)
        page.drawString(left, top, name)
        page.setFont("Helvetica", 8)
        for line, text in enumerate(lines, 1):
            page.drawString(left, top - 12 * line, text)
    page.save()
    return content.getvalue()


def mhtml(html: str) -> bytes:
    """Return a page as a browser saves it in one file."""
    return (
        "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----part"\r\n\r\n'
        "------part\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: https://fair.example/exhibitors\r\n\r\n{html}\r\n------part--\r\n"
    ).encode()
