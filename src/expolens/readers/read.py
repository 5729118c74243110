"""One door to every format: by what the bytes are, not by what the file is called."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace
from pathlib import Path

from expolens.errors import SourceError, StudyError
from expolens.model.study import SourcePlan
from expolens.readers.csv import csv_grid
from expolens.readers.encoding import decoded, utf16
from expolens.readers.grid import Grid, noted
from expolens.readers.html import html_grid
from expolens.readers.json import json_grid
from expolens.readers.xlsx import xlsx_grid

_LARGEST = 2_000_000_000
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_REFUSED = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"Rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
}


def grid_of(data: bytes, plan: SourcePlan) -> Grid:
    """Read the bytes of a source; SourceError says what is wrong with a file that cannot be read.

    An extension that says something else than the content is only noted: exports called .xls are often pages or text.
    """
    where = plan.file
    _delimiter(plan)
    if data[:2] == b"\x1f\x8b":
        data = _unpacked(data, where)
    if not data.strip():
        raise SourceError(
            "the file is empty", where=where, todo="Export it again, or take it out of study.toml."
        )
    for mark, kind in _REFUSED.items():
        if data.startswith(mark):
            raise SourceError(
                f"this is {kind}, not a list",
                where=where,
                todo="Bring it as .xlsx, .csv, .html or .json.",
            )
    if data.startswith(_WORKBOOKS):
        return _noted(
            xlsx_grid(data, where=where, sheet=plan.sheet),
            plan,
            "workbook",
            (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"),
        )
    if b"\x00" in data[:2000] and not (
        plan.encoding or data.startswith((b"\xff\xfe", b"\xfe\xff")) or utf16(data)
    ):
        raise SourceError(
            "this is no text and no workbook",
            where=where,
            todo="Bring it as .xlsx, .csv, .html or .json.",
        )
    text, encoding, notes = decoded(data, where=where, encoding=plan.encoding)
    grid = _of_text(text, plan, encoding)
    return replace(grid, notes=(*notes, *grid.notes)) if notes else grid


def _delimiter(plan: SourcePlan) -> None:
    """Raise StudyError unless the delimiter that the study says can be one."""
    if plan.delimiter and (len(plan.delimiter) > 1 or plan.delimiter in '"\r\n'):
        raise StudyError(
            "a delimiter is one character, and no quotation mark or line end",
            where=f"study.toml, source '{plan.id}', delimiter",
            have=f"You have {plan.delimiter!r}.",
            todo='Write delimiter = "," or ";" or "|", or "\\t" for a tab.',
        )


def _of_text(text: str, plan: SourcePlan, encoding: str) -> Grid:
    """Read a text by how it begins: JSON, a page, or delimited."""
    where = plan.file
    start = text.lstrip("\ufeff \n\t")[:2000].lower()
    if start.startswith(("{", "[")):
        return _noted(
            json_grid(text, where=where, encoding=encoding, path=plan.path),
            plan,
            "json",
            (".json", ".jsonl", ".ndjson"),
        )
    if start.startswith("<") and any(
        mark in start
        for mark in ("<html", "<!doctype", "<table", "<div", "<ul", "<body", "<meta", "<section")
    ):
        return _noted(
            html_grid(text, where=where, encoding=encoding),
            plan,
            "page",
            (".html", ".htm", ".xhtml", ".mhtml"),
        )
    return _noted(
        csv_grid(text, where=where, encoding=encoding, delimiter=plan.delimiter),
        plan,
        "text",
        (".csv", ".tsv", ".txt", ".tab"),
    )


def _noted(grid: Grid, plan: SourcePlan, kind: str, endings: tuple[str, ...]) -> Grid:
    name = Path(plan.file.removesuffix(".gz")).suffix.casefold()
    if name in endings:
        return grid
    return replace(grid, notes=(noted(f"read_as_{kind}", name or "–"), *grid.notes))


def _unpacked(data: bytes, where: str) -> bytes:
    try:
        content = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError("the gzip file is damaged or cut short", where=where) from error
    if len(content) > _LARGEST:
        raise SourceError("the unpacked file is larger than 2 GB", where=where)
    return content
