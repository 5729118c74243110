"""The answers as a workbook, for people."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

import xlsxwriter

from expolens.match.answers import COLUMNS, Answer
from expolens.model.text import Language
from expolens.wording import word

_WIDTHS = (9, 42, 10, 42, 11, 11, 6, 80)
_INK = {"matched": "#1B5E20", "review": "#8A4B00", "not_found": "#616161"}
_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - a date that is nobody's, so that the same answers are the same bytes
_MOST = 1_048_575


def xlsx_bytes(rows: Iterable[Answer], *, language: Language, quality: Sequence[str] = ()) -> bytes:
    """Return the answers as a workbook: the header stays in sight and has filters, the status is coloured and says the same in words.

    Numbers are numbers, everything else is text: a name that begins with = is no formula. The bytes depend on the answers alone. Rows beyond
    what a sheet holds go to further sheets. `quality` are lines on what labels say of the answers, for a sheet of their own.
    """
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": word("match.title", language), "created": _DAY})
    every = list(rows)
    for at in range(0, max(len(every), 1), _MOST):
        _sheet(book, every[at : at + _MOST], language)
    if quality:
        page = book.add_worksheet(word("match.labels", language))
        page.set_column(0, 0, 110)
        for line, text in enumerate(quality):
            page.write_string(line, 0, text)
    book.close()
    return buffer.getvalue()


def _sheet(book: xlsxwriter.Workbook, rows: list[Answer], language: Language) -> None:
    page = book.add_worksheet()
    head = book.add_format(
        {"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
    )
    plain = book.add_format({"valign": "top"})
    wrapped = book.add_format({"valign": "top", "text_wrap": True})
    share = book.add_format({"valign": "top", "num_format": "0.0%"})
    states = {
        name: book.add_format({"valign": "top", "font_color": ink, "bold": name == "matched"})
        for name, ink in _INK.items()
    }
    for n, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
        page.set_column(n, n, width)
        page.write_string(0, n, name, head)
        page.write_comment(0, n, word(f"match_column.{name}", language), {"x_scale": 2})
    for line, one in enumerate(rows, 1):
        page.write_number(line, 0, one.query_row, plain)
        page.write_string(line, 1, one.query, wrapped)
        if one.record_row is not None:
            page.write_number(line, 2, one.record_row, plain)
        page.write_string(line, 3, one.record, wrapped)
        if one.probability is not None:
            page.write_number(line, 4, one.probability, share)
        page.write_string(line, 5, one.status, states[one.status])
        page.write_number(line, 6, one.rank, plain)
        page.write_string(line, 7, one.reasons, wrapped)
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
