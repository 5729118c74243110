"""A clean list with where every row is from."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

import xlsxwriter

from expolens import __version__
from expolens.layouts.header import headers_of, meaning
from expolens.model.field import Field
from expolens.model.text import Language
from expolens.readers.guarded import WITNESS, guarded
from expolens.study.brought import Brought
from expolens.study.received import Received
from expolens.values import FIELDS
from expolens.values.dates import date
from expolens.values.missing import missing
from expolens.values.money_unit import column_unit
from expolens.wording import note, width

PLACE, PAGE = WITNESS, "source_page"
"""The columns that say where a row stands in what was brought, and on which page; a study that reads the list knows them."""
_WIDEST = 60
_NOTHING = "-"
_HAN = re.compile(r"[\u3400-\u9fff]")


def clean_rows(new: Brought, language: Language) -> tuple[list[str], list[list[str]]]:
    """Return header and rows of a clean list: columns by what they were understood as, then those that nobody knows under their own header; personal ones and those of no interest are left out.

    What only the file's layout says of a cell is said in the cell, so that the list means the same wherever it is read: a mark for "no value" is
    "-", a word for a value that value, a date whose day and month stand in an order of its own ISO. Every row says where it stands in what was
    brought, and on which page where it was fetched.
    """
    grid = new.found.grid
    kept = _kept(new.found)
    header = _header([grid.header[n] for n in kept], new, language)
    said = [(n, _said(grid.header[n], new.found)) for n in kept]
    fetched = any(row.page for row in grid.rows)
    rows = []
    for row in grid.rows:
        cells = [say(row.cells[n]) for n, say in said]
        rows.append([*cells, row.place, *([row.page] if fetched else [])])
    return [*header, PLACE, *([PAGE] if fetched else [])], rows


def _kept(found: Received) -> list[int]:
    """Return which columns are written: what is understood first, so that nothing else is taken for it when the list is read again."""
    columns, header = found.mapping.columns, found.grid.header
    kept = [n for n, one in enumerate(header) if one not in found.personal and one not in _aside(found)]  # fmt: skip
    return sorted(kept, key=lambda n: header[n] not in columns)


def _aside(found: Received) -> list[str]:
    """Return the columns of no interest."""
    mapping = found.mapping
    return [one for one in mapping.by if one not in mapping.columns and one not in mapping.personal]


def _header(headers: Sequence[str], new: Brought, language: Language) -> list[str]:
    """Return the headers in words that are understood again, each once; a column of amounts says its unit."""
    columns, units = new.found.mapping.columns, new.found.mapping.units
    labels = [
        _label(FIELDS[columns[header]], header, units.get(header, ""), language)
        if columns.get(header) in FIELDS
        else header
        for header in headers
    ]
    seen: Counter[str] = Counter()
    for n, label in enumerate(labels):
        seen[label] += 1
        labels[n] = label if seen[label] == 1 else f"{label} ({seen[label]})"
    return labels


def _label(known: Field, header: str, unit: str, language: Language) -> str:
    """Return what a column is called: by its field's label or another word for it in the language, as far as that is understood again."""
    words = headers_of(known.id)
    own = [one for one in words if bool(_HAN.search(one)) == (language == "zh")]
    label = next(one for one in (known.label.within(language), *own, known.id) if meaning(one) == known.id)  # fmt: skip
    if known.type != "money" or not unit:
        return label
    said = (f"{label} ({unit})", header)
    return next((one for one in said if meaning(one) == known.id and column_unit(one, words) == unit), label)  # fmt: skip


def _said(header: str, found: Received) -> Callable[[str], str]:
    """Return how a cell of a column is written."""
    mask, kind = found.masks.get(header, str), found.mapping.kind
    id_ = found.mapping.columns.get(header, "")
    if kind is None or id_ not in FIELDS:
        return mask
    noise = [re.compile(one) for one in kind.noise]
    words = kind.values.get(id_, {})
    order = found.mapping.units.get(header, "") if FIELDS[id_].type == "date" else ""

    def one_said(text: str) -> str:
        if missing(text, kind.missing) is not None:
            return text if missing(text) is not None else _NOTHING
        text = words.get(text.strip(), text)
        read = date(text, order=order).value if order else None
        return read or text

    lines = FIELDS[id_].many and FIELDS[id_].type not in ("terms", "name")

    def said(cell: str) -> str:
        text = mask(cell)
        for one in noise:
            text = one.sub("", text)
        return "\n".join(map(one_said, text.split("\n"))) if lines else one_said(text)

    return said


def csv_bytes(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a list as CSV that Excel opens in the right encoding, and in which it reckons nothing out: what would be a formula has an apostrophe before it, which is taken off where the list is read again."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([guarded(cell) for cell in row] for row in (header, *rows))
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
        "left_aside": _aside(found),
        "personal": list(found.personal),
        "masked_cells": found.masked,
        "notes": [note(one, language) for one in found.grid.notes],
        "pages": [
            {"url": url, "time": time, "sha256": digest} for url, time, digest in found.grid.pages
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
