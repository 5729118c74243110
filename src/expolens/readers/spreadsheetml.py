"""Excel 2003 workbooks as XML (SpreadsheetML): what some registries and exchanges still export, often called .xls."""

from __future__ import annotations

from expolens.errors import SourceError, suggestion
from expolens.readers.limits import COLUMNS, ROWS
from expolens.readers.number_format import PLAIN, Format, format_of, is_lossy, number_text
from expolens.readers.sheet import Filling, Merged, Sheet
from expolens.readers.xml_events import local, parse, too_deep

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
# The formats that have a name of their own in this kind of file.
_NAMED = {
    "Percent": "0%",
    "General Date": "yyyy-m-d h:mm",
    "Long Date": "yyyy-m-d",
    "Medium Date": "yyyy-m-d",
    "Short Date": "yyyy-m-d",
    "Long Time": "h:mm:ss",
    "Medium Time": "h:mm",
    "Short Time": "h:mm",
}
_PLAIN_NAMES = {"General Number", "Fixed", "Standard", "Scientific", "Currency", "Euro Currency"}


def spreadsheetml_sheets(text: str, *, where: str, sheet: str = "") -> list[Sheet]:
    """Read the sheet that is named, or all; SourceError for damage and for a name that no sheet has."""
    book = _Book(where, sheet)
    data = text.encode("utf-8", "replace")
    parse(
        (data[at : at + 1_000_000] for at in range(0, len(data), 1_000_000)),
        where=where,
        start=book.start,
        end=book.end,
        text=book.text,
        encoding="utf-8",
    )
    if sheet and sheet not in book.names:
        raise SourceError(f"no sheet '{sheet}'", where=where, todo=suggestion(sheet, book.names))
    return book.sheets


class _Book:
    """The sheets of a workbook as its XML goes by."""

    def __init__(self, where: str, wanted: str) -> None:
        self.where, self.wanted = where, wanted
        self.sheets: list[Sheet] = []
        self.names: list[str] = []
        self.formats: dict[str, Format] = {}
        self.style = ""
        self.depth = self.number = self.column = self.beside = 0
        self.hidden = self.taking = False
        self.cell: dict[str, str] = {}
        self.kind = ""
        self.filling = Filling(where)
        self.columns: list[int] = []
        self.texts: list[str] = []
        self.parts: list[str] = []

    def start(self, tag: str, given: dict[str, str]) -> None:
        """Take an element that begins."""
        tag = local(tag)
        given = {local(name): value for name, value in given.items()}
        self.depth += 1
        too_deep(self.depth, self.where)
        if tag == "Cell":
            self._cell(given)
        elif tag == "Data" and not self.beside:
            self.kind, self.taking, self.parts = given.get("Type", "String"), True, []
        elif tag == "Row":
            self._row(given)
        elif tag == "Comment":
            self.beside += 1
        elif tag == "Visible":
            self.taking, self.parts = True, []
        elif tag == "Column":
            self._column(given)
        elif tag == "Worksheet":
            self.names.append(given.get("Name", ""))
            self.filling = Filling(f"{self.where}, sheet '{self.names[-1]}'")
            self.number = self.column = 0
            self.hidden = False
        elif tag == "Style":
            self.style = given.get("ID", "")
        elif tag == "NumberFormat":
            code = given.get("Format", "")
            self.formats[self.style] = (
                PLAIN if code in _PLAIN_NAMES else format_of(_NAMED.get(code, code))
            )

    def text(self, data: str) -> None:
        """Take text."""
        if self.taking:
            self.parts.append(data)

    def end(self, tag: str) -> None:
        """Take an element that ends."""
        tag = local(tag)
        self.depth -= 1
        if tag == "Data":
            self.taking = False
        elif tag == "Comment":
            self.beside -= 1
        elif tag == "Cell":
            self._cell_done()
        elif tag == "Row":
            self.filling.row(self.number, self.columns, self.texts)
        elif tag == "Visible":
            self.hidden = "".join(self.parts).strip() != "SheetVisible"
            self.taking = False
        elif tag == "Worksheet" and self.wanted in ("", self.names[-1]):
            self.sheets.append(self.filling.sheet(self.names[-1], hidden=self.hidden))

    def _row(self, given: dict[str, str]) -> None:
        self.number = self._at(given, self.number, ROWS)
        if given.get("Hidden") == "1":
            self.filling.hidden_rows.add(self.number)
        self.column, self.columns, self.texts = 0, [], []

    def _column(self, given: dict[str, str]) -> None:
        first = self._at(given, self.column, COLUMNS)
        self.column = min(first + _more(given, "Span"), COLUMNS)
        if given.get("Hidden") == "1":
            self.filling.hidden_columns.update(range(first, self.column + 1))

    def _cell(self, given: dict[str, str]) -> None:
        self.cell, self.kind, self.parts = given, "", []
        self.column = self._at(given, self.column, COLUMNS)

    def _cell_done(self) -> None:
        """Keep a cell; the next stands behind all columns over which this one is merged."""
        cell, raw = self.cell, "".join(self.parts)
        down, across = _more(cell, "MergeDown"), _more(cell, "MergeAcross")
        if down or across:
            self.filling.merged.append(
                Merged(self.number, self.column, self.number + down, self.column + across)
            )
        if raw:
            self.columns.append(self.column)
            self.texts.append(self._shown(raw))
        elif cell.get("Formula") and self.kind in ("", "Number"):
            self.filling.uncalculated.append((self.number, self.column))
        self.column += across
        self.parts = []

    def _shown(self, raw: str) -> str:
        """Return a cell's value as a person reads it."""
        if self.kind == "Number":
            if len(raw) > 15 and is_lossy(raw):
                self.filling.lossy.append((self.number, self.column))
            return number_text(raw, self.formats.get(self.cell.get("StyleID", ""), PLAIN))
        if self.kind == "DateTime":
            return raw.strip().removesuffix(".000").removesuffix("T00:00:00").replace("T", " ")
        if self.kind == "Boolean":
            return "FALSE" if raw.strip() == "0" else "TRUE"
        return raw

    def _at(self, given: dict[str, str], before: int, most: int) -> int:
        """Return where a row or cell stands: where it says, or behind the one before."""
        told = given.get("Index", "")
        at = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else before + 1
        if not 1 <= at <= most:
            raise SourceError(
                f"the sheet is damaged: it has a row or column {at:,}",
                where=self.filling.where,
                todo="Export it again, or save it anew in Excel.",
            )
        return at


def _more(given: dict[str, str], name: str) -> int:
    text = given.get(name, "0")
    return min(int(text), ROWS) if text.isascii() and text.isdigit() and len(text) < 10 else 0
