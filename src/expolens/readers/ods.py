"""OpenDocument sheets (.ods and flat .fods; ISO 26300): cells as they are shown, repeats not unfolded."""

from __future__ import annotations

import re
from collections.abc import Iterable

from expolens.errors import SourceError, suggestion
from expolens.readers.archive import Packed, pieces
from expolens.readers.limits import COLUMNS, ROWS
from expolens.readers.number_format import Format, is_lossy, number_text
from expolens.readers.sheet import Filling, Merged, Sheet
from expolens.readers.xml_events import local, parse, too_deep

_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_CELLS = ("table-cell", "covered-table-cell")
# What stands in a cell and is no part of its text.
_BESIDE = {"annotation", "shapes", "frame", "ruby-text", "tracked-changes"}


def ods_sheets(packed: Packed, *, sheet: str = "") -> list[Sheet]:
    """Read the sheet that is named, or all; SourceError for a password, for damage, and for a document that is no sheet."""
    manifest = "META-INF/manifest.xml"
    if manifest in packed.names and b"encryption-data" in b"".join(pieces(packed, manifest)):
        raise SourceError(
            "the workbook has a password",
            where=packed.where,
            todo="Open it in LibreOffice, save it without a password, and bring that.",
        )
    return opendocument_sheets(pieces(packed, "content.xml"), where=packed.where, sheet=sheet)


def opendocument_sheets(
    parts: Iterable[bytes], *, where: str, sheet: str = "", encoding: str = ""
) -> list[Sheet]:
    """Read the sheets out of the XML of a document, packed or flat."""
    document = _Document(where, sheet)
    parse(
        parts,
        where=where,
        start=document.start,
        end=document.end,
        text=document.text,
        encoding=encoding,
    )
    if not document.spreadsheet:
        raise SourceError(
            "this is an OpenDocument file, and no sheet",
            where=where,
            todo="Copy its table into a sheet, or export it as .xlsx or .csv.",
        )
    if sheet and sheet not in document.names:
        raise SourceError(
            f"no sheet '{sheet}'", where=where, todo=suggestion(sheet, document.names)
        )
    return document.sheets


class _Document:
    """The sheets of a document as its XML goes by."""

    def __init__(self, where: str, wanted: str) -> None:
        self.where, self.wanted = where, wanted
        self.sheets: list[Sheet] = []
        self.names: list[str] = []
        self.unseen: set[str] = set()
        self.style = ""
        self.spreadsheet = False
        self.depth = self.tables = self.beside = self.paragraph = 0
        self.filling = Filling(where)
        self.table: dict[str, str] = {}
        self.row: dict[str, str] = {}
        self.cell: dict[str, str] = {}
        self.number = self.column = self.header_column = 0
        self.columns: list[int] = []
        self.texts: list[str] = []
        self.paragraphs: list[str] = []
        self.parts: list[str] = []

    def start(self, tag: str, given: dict[str, str]) -> None:
        """Take an element that begins."""
        tag = local(tag)
        self.depth += 1
        too_deep(self.depth, self.where)
        if tag == "table":
            self.tables += 1
            if self.tables == 1:
                self._table(_locals(given))
        elif self.tables != 1:
            self._around(tag, given)
        elif tag in _CELLS:
            self.cell, self.paragraphs = _locals(given), []
        elif tag == "table-row":
            self._row(_locals(given))
        elif tag in _BESIDE:
            self.beside += 1
        elif tag in ("p", "h"):
            self.paragraph += 1
            self.parts = []
        elif tag in ("s", "tab", "line-break"):
            count = min(_count(_locals(given).get("c", "1")), 1000)
            self.parts.append(" " * count if tag == "s" else " ")
        elif tag == "table-column":
            self._column(_locals(given))

    def text(self, data: str) -> None:
        """Take text."""
        if self.paragraph and not self.beside and self.tables == 1:
            self.parts.append(data)

    def end(self, tag: str) -> None:
        """Take an element that ends."""
        tag = local(tag)
        self.depth -= 1
        if tag == "table":
            if self.tables == 1 and self.wanted in ("", self.table.get("name", "")):
                hidden = self.table.get("style-name", "") in self.unseen
                self.sheets.append(self.filling.sheet(self.table.get("name", ""), hidden=hidden))
            self.tables -= 1
        elif self.tables != 1:
            return
        elif tag in _CELLS:
            self._cell_done()
        elif tag == "table-row":
            self._row_done()
        elif tag in _BESIDE:
            self.beside -= 1
        elif tag in ("p", "h"):
            self.paragraph -= 1
            if not self.beside:
                self.paragraphs.append("".join(self.parts))

    def _around(self, tag: str, given: dict[str, str]) -> None:
        """Take what stands before the sheets: which styles hide one."""
        if tag == "spreadsheet":
            self.spreadsheet = True
        elif tag == "style":
            self.style = _locals(given).get("name", "")
        elif tag == "table-properties" and _locals(given).get("display") == "false":
            self.unseen.add(self.style)

    def _column(self, given: dict[str, str]) -> None:
        first = self.header_column + 1
        self.header_column += _count(given.get("number-columns-repeated", "1"))
        if given.get("visibility", "visible") != "visible":
            last = min(self.header_column, COLUMNS)
            self.filling.hidden_columns.update(range(first, last + 1))

    def _table(self, given: dict[str, str]) -> None:
        self.table = given
        self.names.append(given.get("name", ""))
        self.filling = Filling(f"{self.where}, sheet '{given.get('name', '')}'")
        self.number = self.header_column = 0

    def _row(self, given: dict[str, str]) -> None:
        self.row = given
        self.number += 1
        self.column, self.columns, self.texts = 0, [], []

    def _row_done(self) -> None:
        times = _count(self.row.get("number-rows-repeated", "1"))
        shown = self.row.get("visibility", "visible")
        if self.columns:
            self._in_sheet(self.number + times - 1, ROWS)
            for number in range(self.number, self.number + times):
                self.filling.row(number, self.columns, self.texts)
                if shown != "visible":
                    self.filling.hidden_rows.add(number)
        self.number += times - 1

    def _cell_done(self) -> None:
        cell = self.cell
        column = self.column + 1
        times = _count(cell.get("number-columns-repeated", "1"))
        self.column += times
        tall = _count(cell.get("number-rows-spanned", "1"))
        wide = _count(cell.get("number-columns-spanned", "1"))
        if max(tall, wide) > 1 and max(tall, wide) <= ROWS:
            self.filling.merged.append(
                Merged(self.number, column, self.number + tall - 1, column + wide - 1)
            )
        text = self._shown(column)
        if text:
            self._in_sheet(column + times - 1, COLUMNS)
            self.columns += range(column, column + times)
            self.texts += [text] * times

    def _shown(self, column: int) -> str:
        """Return a cell's value as a person reads it: its text, but numbers and dates in full."""
        cell = self.cell
        shown = "\n".join(self.paragraphs).strip()
        kind, value = cell.get("value-type", ""), cell.get("value", "")
        if kind in ("float", "currency"):
            if len(value) > 15 and is_lossy(value):
                self.filling.lossy.append((self.number, column))
            # A code shows zeros that its number does not have.
            code = shown.isascii() and shown.isdigit() and shown.startswith("0") and len(shown) > 1
            return shown if code else number_text(value)
        if kind == "percentage":
            return number_text(value, Format("percent")) if value else shown
        if kind == "date":
            return cell.get("date-value", shown).removesuffix("T00:00:00").replace("T", " ")
        if kind == "time":
            found = _DURATION.fullmatch(cell.get("time-value", ""))
            return ":".join(f"{int(part):02d}" for part in found.groups()) if found else shown
        if kind == "boolean":
            return cell.get("boolean-value", shown).upper()
        if not shown and not kind and cell.get("formula"):
            self.filling.uncalculated.append((self.number, column))
        return shown or cell.get("string-value", "")

    def _in_sheet(self, number: int, most: int) -> None:
        if number > most:
            raise SourceError(
                f"the sheet is damaged: it has more than {most:,} rows or columns",
                where=self.filling.where,
                todo="Export it again, or save it anew in LibreOffice.",
            )


def _locals(given: dict[str, str]) -> dict[str, str]:
    """Return attributes by their names without prefixes; LibreOffice says some twice, in a namespace of its own."""
    return {
        name.rpartition(":")[2]: value
        for name, value in given.items()
        if not name.startswith("calcext:")
    }


def _count(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else 1
