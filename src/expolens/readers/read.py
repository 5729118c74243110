"""One door to every format: by what the bytes are, not by what the file is called.

A format's reader is loaded when such a file comes: whoever matches two tables of names needs none for PDF, and starts in half the time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from expolens.errors import SourceError, StudyError
from expolens.model.study import SourcePlan
from expolens.readers.archive import gunzipped, opened
from expolens.readers.encoding import decoded, decoded_page, utf16
from expolens.readers.grid import Grid, noted
from expolens.readers.kinds import is_mail, markup, other_kind
from expolens.readers.limits import DEEPEST_ARCHIVE

if TYPE_CHECKING:
    from expolens.readers.recipe import Recipe

_ZIP, _COMPOUND, _GZIP = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b"
_TODO = "Bring it as .xlsx, .csv, .html or .json."


def grid_of(data: bytes, plan: SourcePlan, *, recipe: Recipe | None = None) -> Grid:
    """Read the bytes of a source; SourceError says what is wrong with a file that cannot be read.

    `recipe` says where the list is on its page, for a page or an archive of pages.

    An extension that says something else than the content is only noted: exports called .xls are often pages or text.
    """
    from expolens.readers.abreast import abreast
    from expolens.readers.sections import sectioned

    _delimiter(plan)
    return sectioned(abreast(_grid_of(data, plan, recipe)))


def _grid_of(data: bytes, plan: SourcePlan, recipe: Recipe | None) -> Grid:
    if data.startswith((_GZIP, b"WARC/")) and (found := _fetched(data, plan, recipe)):
        return found
    if recipe is not None and not data.startswith((_ZIP, _COMPOUND, b"%PDF")):
        return _by_recipe(data, plan, recipe)
    return _read(data, plan, 0)


def _fetched(data: bytes, plan: SourcePlan, recipe: Recipe | None) -> Grid | None:
    """Read the pages of a web archive, None where it is none."""
    from expolens.fetch.archive import is_archive
    from expolens.readers.pages import pages_grid

    if not is_archive(data):
        return None
    return pages_grid(
        data,
        where=plan.file,
        read=lambda content, name: _read(content, replace(plan, file=urlsplit(name).path), 1),
        encoding=plan.encoding,
        recipe=recipe,
    )


def _by_recipe(data: bytes, plan: SourcePlan, recipe: Recipe) -> Grid:
    """Read a page where its recipe says."""
    from expolens.readers.html import html_grid

    text, encoding, notes = decoded(data, where=plan.file, encoding=plan.encoding)
    grid = html_grid(text, where=plan.file, encoding=encoding, recipe=recipe, base=plan.url)
    return replace(grid, notes=(*notes, *grid.notes))


def _read(data: bytes, plan: SourcePlan, depth: int) -> Grid:
    """Read bytes that stand in `depth` archives."""
    where = plan.file
    if data.startswith((_GZIP, _ZIP)) and depth >= DEEPEST_ARCHIVE:
        raise SourceError("there are archives within archives in it", where=where, todo=_TODO)
    if data.startswith(_GZIP):
        return _gunzipped(data, plan, depth)
    if not data[:4096].strip() and not data.strip():
        raise SourceError(
            "the file is empty", where=where, todo="Export it again, or take it out of study.toml."
        )
    if data.startswith(_ZIP) and (found := _zipped(data, plan, depth)):
        return found
    if b"%PDF-" in data[:1024]:
        return _paper(data, plan)
    kind, todo = other_kind(data)
    if kind:
        raise SourceError(f"this is {kind}, not a list", where=where, todo=todo)
    if data.startswith((_ZIP, _COMPOUND)):
        return _book(data, plan)
    if is_mail(data):
        return _saved_page(data, plan)
    if b"\x00" in data[:2000] and not (
        plan.encoding or data.startswith((b"\xff\xfe", b"\xfe\xff")) or utf16(data)
    ):
        raise SourceError("this is no text and no workbook", where=where, todo=_TODO)
    text, encoding, notes = decoded(data, where=where, encoding=plan.encoding)
    del data
    grid = _of_text(text, plan, encoding)
    return replace(grid, notes=(*notes, *grid.notes)) if notes else grid


def _zipped(data: bytes, plan: SourcePlan, depth: int) -> Grid | None:
    """Read the lists of an archive, None where it is a workbook."""
    from expolens.readers.xlsx import is_workbook
    from expolens.readers.zipped import zipped_grid

    packed = opened(data, where=plan.file)
    if is_workbook(packed):
        return None
    return zipped_grid(
        packed,
        lambda content, name: _read(content, replace(plan, file=f"{plan.file}/{name}"), depth + 1),
    )


def _paper(data: bytes, plan: SourcePlan) -> Grid:
    from expolens.readers.pdf.grid import pdf_grid

    return _noted(pdf_grid(data, where=plan.file), plan, "pdf", (".pdf",))


def _book(data: bytes, plan: SourcePlan) -> Grid:
    from expolens.readers.xlsx import xlsx_grid

    return _workbook(xlsx_grid(data, where=plan.file, sheet=plan.sheet), plan)


def _gunzipped(data: bytes, plan: SourcePlan, depth: int) -> Grid:
    """Read what a gzip holds; of one that is cut the whole lines, and that is said."""
    content, cut = gunzipped(data, where=plan.file)
    if cut and not content.startswith((b"{", b"[", b"<")):
        content = content[: content.rfind(b"\n") + 1] or content
    grid = _read(content, replace(plan, file=plan.file.removesuffix(".gz")), depth + 1)
    return replace(grid, notes=(noted("cut"), *grid.notes)) if cut else grid


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
    """Read a text by how it begins: JSON, markup, or delimited."""
    from expolens.readers.lenient import before_json

    start = text[:4000].lstrip("\ufeff \n\t")
    if start.startswith(("{", "[")) or before_json(start) >= 0:
        return _json(text, plan, encoding)
    read = _MARKUP.get(markup(start)) if start.startswith("<") else None
    if read is not None:
        return read(text, plan, encoding)
    return _table(text, plan, encoding)


def _json(text: str, plan: SourcePlan, encoding: str) -> Grid:
    from expolens.readers.json import json_grid

    grid = json_grid(text, where=plan.file, encoding=encoding, path=plan.path)
    return _noted(grid, plan, "json", (".json", ".jsonl", ".ndjson"))


def _table(text: str, plan: SourcePlan, encoding: str) -> Grid:
    """Read delimited text, or a list as it was pasted."""
    from expolens.readers.csv import csv_grid
    from expolens.readers.pasted import pasted_grid

    pasted = None if plan.delimiter else pasted_grid(text, where=plan.file, encoding=encoding)
    grid = pasted or csv_grid(text, where=plan.file, encoding=encoding, delimiter=plan.delimiter)
    return _noted(grid, plan, "text", (".csv", ".tsv", ".txt", ".tab"))


def _page(text: str, plan: SourcePlan, encoding: str) -> Grid:
    from expolens.readers.html import html_grid

    grid = html_grid(text, where=plan.file, encoding=encoding, base=plan.url)
    return _noted(grid, plan, "page", (".html", ".htm", ".xhtml", ".mhtml", ".mht"))


def _rows(text: str, plan: SourcePlan, encoding: str) -> Grid:
    """Read rows that were cut out of their table."""
    return _page(f"<table>{text}</table>", plan, encoding)


def _sheet(text: str, plan: SourcePlan, encoding: str) -> Grid:
    from expolens.readers.sheets import sheets_grid
    from expolens.readers.spreadsheetml import spreadsheetml_sheets

    sheets = spreadsheetml_sheets(text, where=plan.file, sheet=plan.sheet)
    return replace(_workbook(sheets_grid(sheets, where=plan.file), plan), encoding=encoding)


def _document(text: str, plan: SourcePlan, encoding: str) -> Grid:
    from expolens.readers.ods import opendocument_sheets
    from expolens.readers.sheets import sheets_grid

    sheets = opendocument_sheets(
        [text.encode("utf-8", "replace")], where=plan.file, sheet=plan.sheet, encoding="utf-8"
    )
    return replace(_workbook(sheets_grid(sheets, where=plan.file), plan), encoding=encoding)


def _records(text: str, plan: SourcePlan, encoding: str) -> Grid:
    from expolens.readers.xml import xml_grid

    grid = xml_grid(text, where=plan.file, encoding=encoding, path=plan.path)
    return _noted(grid, plan, "xml", (".xml",))


_MARKUP: dict[str, Callable[[str, SourcePlan, str], Grid]] = {
    "page": _page,
    "rows": _rows,
    "sheet": _sheet,
    "document": _document,
    "records": _records,
}


def _workbook(grid: Grid, plan: SourcePlan) -> Grid:
    endings = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb", ".xml", ".fods")
    return _noted(grid, plan, "workbook", endings)


def _saved_page(data: bytes, plan: SourcePlan) -> Grid:
    """Read a page that a browser saved in one file: of its frames the one with the list."""
    from expolens.readers.mhtml import pages_of
    from expolens.readers.stack import Part, stacked

    pages, cut = pages_of(data, where=plan.file)
    parts: list[Part] = []
    errors: list[SourceError] = []
    for content, charset in pages:
        try:
            text, encoding, _ = (
                decoded(content, where=plan.file, encoding=plan.encoding)
                if plan.encoding
                else decoded_page(content, charset, where=plan.file)
            )
            parts.append(Part("", _page(text, plan, encoding)))
        except SourceError as error:
            errors.append(error)
    if not parts:
        raise errors[0]
    grid = stacked(parts, other="frame")
    return replace(grid, notes=(noted("cut"), *grid.notes)) if cut else grid


def _noted(grid: Grid, plan: SourcePlan, kind: str, endings: tuple[str, ...]) -> Grid:
    name = Path(plan.file.removesuffix(".gz")).suffix.casefold()
    if name in endings:
        return grid
    return replace(grid, notes=(noted(f"read_as_{kind}", name or "–"), *grid.notes))
