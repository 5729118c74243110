"""Sheets that a person fills in, as a workbook with a cover."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from itertools import product

import xlsxwriter

from expolens.decisions.sheets import COVER, SIGNATURE, Column, Sheet
from expolens.model.study import Study
from expolens.wording import width

Line = tuple[str, ...]
_WHITE = {"border": 1, "border_color": "#BFBFBF"}
_GREY = {"bg_color": "#F2F2F2", "font_color": "#404040"}
_ABOVE = {"top": 1, "top_color": "#808080"}
_A4, _LINE, _WIDE = 9, 15, 20


def workbook(
    sheets: Sequence[tuple[Sheet, Sequence[Line]]], *, study: Study, title: str, by: str = ""
) -> bytes:
    """Return the workbook: the cover, signed `by` somebody if said, then each sheet that has a line. The bytes depend on these alone."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    properties(book, study, title)
    _cover(book, study, sheets, by)
    for sheet, lines in sheets:
        if lines:
            _sheet(book, sheet, lines)
    book.close()
    return buffer.getvalue()


def properties(book: xlsxwriter.Workbook, study: Study | None, title: str) -> None:
    """Say what a workbook is and of which day: the study's, so that the same tables give the same bytes."""
    book.set_properties({"title": title, "created": _day(study.date if study else "")})


def _day(date: str) -> datetime:
    """Return the study's date as the workbook's own; a file without one says 1980, as archives do."""
    return datetime.fromisoformat(date) if date else datetime(1980, 1, 1)  # noqa: DTZ001 - no clock


def _cover(
    book: xlsxwriter.Workbook,
    study: Study,
    sheets: Sequence[tuple[Sheet, Sequence[Line]]],
    by: str,
) -> None:
    """Write what the workbook is, how to fill it in, and the two cells that sign it."""
    page = book.add_worksheet(COVER)
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@", "border": 1})
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, study.title.within("en"), bold)
    if study.title.within("zh") != study.title.within("en"):
        page.write_string(1, 0, study.title.within("zh"), bold)
    page.write_string(2, 0, "Fill in white cells; leave the rest. 只填写白色单元格。")
    for row, (key, zh) in enumerate(zip(SIGNATURE, ("填写人", "日期 2026-05-06"), strict=True), 4):
        page.write_string(row, 0, f"{key} / {zh}", bold)
        page.write_string(row, 1, by if key == "by" else "", text)
    page.write_string(
        6, 0, "They sign every line that does not say it itself. 未单独署名的行均以此为准。"
    )
    for row, (sheet, lines) in enumerate(sheets, 8):
        page.write_string(row, 0, f"{sheet.name}: {len(lines):,}", bold)
        page.write_string(row, 1, f"{sheet.holds}  {sheet.holds_zh}" if lines else "nothing  无")
    paper(page)


def _sheet(book: xlsxwriter.Workbook, sheet: Sheet, lines: Sequence[Line]) -> None:
    """Write one sheet: grey cells that are known, white ones to fill in, a line above each new subject; on paper as wide as a page."""
    page = book.add_worksheet(sheet.name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    page.set_row(0, 2 * _LINE)
    looks = {
        (fill, wide, first): book.add_format(
            {"num_format": "@", "text_wrap": wide, "valign": "top"}
            | (_WHITE if fill else _GREY)
            | (_ABOVE if first else {})
        )
        for fill, wide, first in product((True, False), repeat=3)
    }
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
        page.write_string(0, index, column.header, head)
        _choices(page, column, index, len(lines))
    before = ""
    for row, line in enumerate(lines, 1):
        page.set_row(row, _LINE * _lines(sheet, line))
        for index, column in enumerate(sheet.columns):
            cell = line[index] if index < len(line) else ""
            look = looks[column.fill, column.width >= _WIDE, line[0] != before]
            page.write_string(row, index, cell, look)
        before = line[0]
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, len(lines), len(sheet.columns) - 1)
    page.repeat_rows(0)
    paper(page)


def _lines(sheet: Sheet, line: Line) -> int:
    """Return how many lines the longest cell of a row takes; identifiers and codes may be cut."""
    return max(
        -(-max(width(cell), 1) // (column.width - 1))
        for column, cell in zip(sheet.columns, line, strict=False)
        if column.width >= _WIDE
    )


def paper(page: xlsxwriter.worksheet.Worksheet) -> None:
    """Print a sheet on A4, as wide as a page."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)


def _choices(page: xlsxwriter.worksheet.Worksheet, column: Column, index: int, rows: int) -> None:
    if column.choices:
        words = [pair[at] for at in (0, 1) for pair in column.choices]
        page.data_validation(1, index, rows, index, {"validate": "list", "source": words})
