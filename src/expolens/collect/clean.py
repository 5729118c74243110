"""A clean list with where every row is from."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import xlsxwriter

from expolens import __version__
from expolens.model.text import Language
from expolens.study.brought import Brought
from expolens.values import FIELDS
from expolens.wording import note, width

PLACE, PAGE = "source_place", "source_page"
"""The columns that say where a row stands in what was brought, and on which page; a study that reads the list knows them."""
_WIDEST = 60


def clean_rows(new: Brought, language: Language) -> tuple[list[str], list[list[str]]]:
    """Return header and rows of a clean list: columns by what they were understood as, others under their own header, personal ones left out.

    Every row says where it stands in what was brought, and on which page where it was fetched.
    """
    found = new.found
    grid, masks = found.grid, found.masks
    kept = [n for n, header in enumerate(grid.header) if header not in found.personal]
    header = _header([grid.header[n] for n in kept], new, language)
    fetched = any(row.page for row in grid.rows)
    rows = []
    for row in grid.rows:
        cells = [
            mask(row.cells[n]) if (mask := masks.get(grid.header[n])) else row.cells[n]
            for n in kept
        ]
        rows.append([*cells, row.place, *([row.page] if fetched else [])])
    return [*header, PLACE, *([PAGE] if fetched else [])], rows


def _header(headers: Sequence[str], new: Brought, language: Language) -> list[str]:
    """Return the headers in words that are understood again, each once."""
    columns = new.found.mapping.columns
    labels = [
        FIELDS[columns[header]].label.within(language) if columns.get(header) in FIELDS else header
        for header in headers
    ]
    return [
        label if labels.count(label) == 1 else header
        for label, header in zip(labels, headers, strict=True)
    ]


def csv_bytes(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a list as CSV that Excel opens in the right encoding."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def xlsx_bytes(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a list as a workbook of texts: nothing in it is a formula or a link."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    page = book.add_worksheet("list")
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    for column, name in enumerate(header):
        wide = max([width(name), *(width(row[column]) for row in rows[:200])])
        page.set_column(column, column, min(wide, _WIDEST) + 2, text)
        page.write_string(0, column, name, bold)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if cell:
                page.write_string(number, column, cell[:32_000], text)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, len(rows), max(len(header) - 1, 0))
    book.close()
    return buffer.getvalue()


def provenance(new: Brought, source: str, language: Language) -> bytes:
    """Return where a list is from as JSON: the source with its hash, each page with its time and hash, each column with what it was understood as and by what, what was noticed and withheld."""
    found = new.found
    told: dict[str, Any] = {
        "version": 1,
        "program": f"expolens {__version__}",
        "source": source,
        "sha256": sha256(new.data).hexdigest(),
        "date": new.date,
        "rows": len(found.grid.rows),
        "layout": found.mapping.kind.id if found.mapping.kind else "",
        "columns": [
            {"header": header, "field": field, "by": found.mapping.by[header]}
            for header, field in found.mapping.columns.items()
        ],
        "unread": [one for one in found.mapping.unread if one not in found.personal],
        "personal": list(found.personal),
        "masked_cells": found.masked,
        "notes": [note(one, language) for one in found.grid.notes],
        "pages": [
            {"url": url, "time": time, "sha256": digest} for url, time, digest in found.grid.pages
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
