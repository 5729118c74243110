"""The on-site list: a sheet to tick off who is there, hall by hall and stand by stand."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

import xlsxwriter

from expolens.export.workbook import paper, properties
from expolens.model.exhibitor import Exhibitor
from expolens.model.study import Study
from expolens.store.tables import Tables, to_rows
from expolens.wording import width, word

MARKS = ("present", "absent", "renamed", "unclear")
"""What a checker can say: the words that `add --as attendance` reads again."""
_COLUMNS = (
    ("展馆 / Hall", 10, False), ("展位号 / Booth", 13, False), ("企业名称 / Exhibitor", 46, False),
    ("到场情况 / Attendance", 11, True), ("现场名称 / Name on site", 26, True), ("备注 / Remarks", 24, True),
    ("核对人 / Checker", 12, True), ("核对日期 / Date checked", 13, True),
)  # fmt: skip
_FIRST, _LINE = 3, 16
_HOW = (
    "√ present, × absent; write another name found at the stand; sign and date each line.",
    "√ 到场，× 未到；展位上名称不同请填写现场名称；每行签名并写日期。",
)


@dataclass(frozen=True, slots=True)
class Stand:
    """One exhibitor to look for: its key, names, hall and stands."""

    id: str
    name: str
    name_en: str
    hall: str
    booths: tuple[str, ...]


def stands(tables: Tables) -> list[Stand]:
    """Return who is listed and takes part, by hall and stand as one walks: numbers by their size; who has no stand comes last."""
    halls = _halls(tables)
    found = [
        Stand(
            one.id, one.name, one.name_en,
            next((halls[key] for key in one.records if key in halls), ""),
            tuple(sorted(one.booths, key=_walked)),
        )
        for one in to_rows("exhibitors", Exhibitor, tables["exhibitors"])
        if one.included and one.listed and (one.name or one.booths)
    ]  # fmt: skip
    return sorted(
        found,
        key=lambda one: (
            not one.booths,
            _walked(one.hall),
            [_walked(b) for b in one.booths],
            one.id,
        ),
    )


def _halls(tables: Tables) -> Mapping[str, str]:
    table = tables["facts"]
    columns = (table[name].to_pylist() for name in ("record", "field", "value"))
    return {
        record: value
        for record, field, value in zip(*columns, strict=True)
        if field == "hall" and value
    }


def _walked(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return what sorts A2 before A10.

    >>> sorted(["A10", "A2", "1号馆", "10号馆", "2号馆"], key=_walked)
    ['1号馆', '2号馆', '10号馆', 'A2', 'A10']
    """
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part.casefold())
        for part in re.findall(r"\d+|\D+", text)
    )


def onsite(tables: Tables, *, study: Study) -> bytes:
    """Return the sheet for checkers: an A4 page with its header on each, a cell to mark, and what to write in both languages.

    Its headers are those that `add --as attendance` understands; a cell left blank is no mark.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    properties(book, study, f"On-site list of {study.id}")
    page = book.add_worksheet("On site")
    bold = book.add_format({"bold": True, "font_size": 12})
    how = book.add_format({"font_color": "#404040"})
    head = book.add_format(
        {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7E6E6"}
    )
    grey, white = (
        book.add_format(
            {
                "num_format": "@",
                "border": 1,
                "border_color": "#808080",
                "text_wrap": True,
                "valign": "vcenter",
                **more,
            }
        )
        for more in ({"bg_color": "#F7F7F7"}, {})
    )
    title = dict.fromkeys(filter(None, (study.title.zh, study.title.en)))
    page.write_string(0, 0, " / ".join(title), bold)
    page.write_string(1, 0, "  ".join(reversed(_HOW)), how)
    page.set_row(_FIRST - 1, 2 * _LINE)
    for index, (header, wide, _) in enumerate(_COLUMNS):
        page.set_column(index, index, wide)
        page.write_string(_FIRST - 1, index, header, head)
    rows = stands(tables)
    for number, one in enumerate(rows, _FIRST):
        names = "\n".join(dict.fromkeys(filter(None, (one.name, one.name_en))))
        cells = (one.hall, "、".join(one.booths), names)
        page.set_row(
            number, _LINE * sum(-(-max(width(line), 1) // 45) for line in names.split("\n")) + 4
        )
        for index, (_, _, fill) in enumerate(_COLUMNS):
            page.write_string(number, index, "" if fill else cells[index], white if fill else grey)
    words = [word(f"attendance.{mark}", "zh") for mark in ("present", "absent")]
    page.data_validation(
        _FIRST, 3, _FIRST + max(len(rows), 1), 3,
        {"validate": "list", "source": [*words, "更名", "不确定", *MARKS], "error_type": "information"},
    )  # fmt: skip
    page.freeze_panes(_FIRST, 3)
    page.repeat_rows(_FIRST - 1)
    page.set_footer("&L&A&R&P / &N")
    paper(page)
    book.close()
    return buffer.getvalue()
