"""One sheet of an Excel workbook: its cells as a person reads them, and what is merged, hidden or not calculated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from expolens.errors import SourceError
from expolens.readers.archive import Packed, pieces
from expolens.readers.limits import COLUMNS, LONGEST_MARK, ROWS
from expolens.readers.number_format import PLAIN, Format, is_lossy, number_text
from expolens.readers.sheet import Filling, Merged, Sheet, column_number
from expolens.readers.xml_events import local, parse

_EMPTY_CELL = re.compile(rb'<c r="[A-Z]{1,3}\d{1,7}"[^<>]*/>')
_EMPTY_ROW = re.compile(rb'<row r="\d{1,7}"[^<>]*(?:/>|></row>)')
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_MERGED = 500_000

Texts = tuple[Sequence[str], Sequence[Format], bool]
"""The shared texts of a workbook, the formats of its cell styles, and whether its days are counted from 1904."""


def read_sheet(packed: Packed, member: str, *, name: str, hidden: bool, texts: Texts) -> Sheet:
    """Read a sheet out of its member; only filled cells take memory. SourceError names the sheet that is damaged."""
    where = f"{packed.where}, sheet '{name}'"
    cells = _Cells(Filling(where), texts)
    parse(
        _without_empty(pieces(packed, member)),
        where=where,
        start=cells.start,
        end=cells.end,
        text=cells.text,
    )
    return cells.filling.sheet(name, hidden=hidden)


def _without_empty(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the XML of a sheet without cells and rows that are formatted and hold nothing: there may be a million of them."""
    rest = b""
    for part in parts:
        part = rest + part
        cut = part.rfind(b"<")
        rest = part[cut:] if cut >= 0 and len(part) - cut < LONGEST_MARK else b""
        part = part[: len(part) - len(rest)]
        yield part if b"<!" in part else _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", part))
    yield rest


class _Cells:
    """The cells of a sheet as its XML goes by."""

    __slots__ = (
        "column", "columns", "filling", "formats", "formula", "from_1904", "kept", "kind", "known",
        "number", "parts", "phonetic", "shared", "style", "taking", "texts", "valued",
    )  # fmt: skip

    def __init__(self, filling: Filling, texts: Texts) -> None:
        self.filling = filling
        self.shared, self.formats, self.from_1904 = texts
        self.known: dict[str, int] = {}
        self.kept: dict[tuple[str, int], str] = {}
        self.number, self.column = 0, 0
        self.columns: list[int] = []
        self.texts: list[str] = []
        self.parts: list[str] = []
        self.kind, self.style = "", 0
        self.taking, self.formula, self.valued, self.phonetic = False, False, False, False

    def start(self, tag: str, given: dict[str, str]) -> None:
        """Take an element that begins."""
        if ":" in tag:
            tag = local(tag)
        if tag == "c":
            self._cell(given)
        elif tag == "v":
            self.taking = self.valued = True
        elif tag == "t":
            self.taking = not self.phonetic
        elif tag == "row":
            self._row(given)
        elif tag == "f":
            self.formula = True
        elif tag == "rPh":
            self.phonetic = True
        elif tag == "mergeCell":
            self._merged(given.get("ref", ""))
        elif tag == "col" and given.get("hidden") in ("1", "true"):
            first, last = _count(given.get("min", "")), _count(given.get("max", ""))
            self.filling.hidden_columns.update(range(first, min(last, COLUMNS) + 1))

    def text(self, data: str) -> None:
        """Take text."""
        if self.taking:
            self.parts.append(data)

    def end(self, tag: str) -> None:
        """Take an element that ends."""
        if ":" in tag:
            tag = local(tag)
        if tag in ("v", "t"):
            self.taking = False
        elif tag == "c":
            self._cell_done()
        elif tag == "row":
            self.filling.row(self.number, self.columns, self.texts)
        elif tag == "rPh":
            self.phonetic = False

    def _row(self, given: dict[str, str]) -> None:
        told = given.get("r", "")
        self.number = _count(told) if told else self.number + 1
        if not 1 <= self.number <= ROWS:
            raise self._damaged(f"it has a row '{told or self.number}'")
        if given.get("hidden") in ("1", "true"):
            self.filling.hidden_rows.add(self.number)
        self.column, self.columns, self.texts = 0, [], []

    def _cell(self, given: dict[str, str]) -> None:
        reference = given.get("r")
        if reference:
            letters = reference.rstrip("0123456789")
            column = self.known.get(letters)
            if column is None:
                column = self.known[letters] = column_number(letters)
            self.column = column
        else:
            self.column += 1
        if not 1 <= self.column <= COLUMNS:
            raise self._damaged(f"it has a cell '{reference or self.column}'")
        self.kind = given.get("t", "n")
        style = given.get("s", "")
        self.style = int(style) if style.isdecimal() and len(style) < 7 else 0
        self.parts = []
        self.formula = self.valued = False

    def _cell_done(self) -> None:
        raw = "".join(self.parts)
        self.parts = []
        if not raw:
            if self.formula and not (self.kind == "str" and self.valued):
                self.filling.uncalculated.append((self.number, self.column))
            return
        self.columns.append(self.column)
        self.texts.append(self._shown(raw))

    def _shown(self, raw: str) -> str:
        """Return a cell's value as a person reads it."""
        kind = self.kind
        if kind == "s":
            index = _count(raw.strip())
            if index >= len(self.shared):
                raise self._damaged(f"row {self.number} refers to a text that is not in it")
            return self.shared[index]
        if kind == "n":
            return self._number(raw)
        if kind == "b":
            return "FALSE" if raw.strip() in ("0", "false") else "TRUE"
        if kind == "d":
            return raw.strip().removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")
        return unescaped(raw)

    def _number(self, raw: str) -> str:
        shown = self.formats[self.style] if self.style < len(self.formats) else PLAIN
        if shown is PLAIN and raw.isdigit():
            return raw
        if len(raw) > 15 and is_lossy(raw):
            self.filling.lossy.append((self.number, self.column))
        key = (raw, self.style)
        text = self.kept.get(key)
        if text is None:
            text = number_text(raw, shown, from_1904=self.from_1904)
            if len(self.kept) < 100_000:
                self.kept[key] = text
        return text

    def _merged(self, reference: str) -> None:
        found = _REFERENCE.fullmatch(reference)
        if found is None or found[3] is None or len(self.filling.merged) >= _MOST_MERGED:
            return
        left, right = column_number(found[1]), column_number(found[3])
        self.filling.merged.append(Merged(int(found[2]), left, int(found[4]), right))

    def _damaged(self, what: str) -> SourceError:
        return SourceError(
            f"the sheet is damaged: {what}",
            where=self.filling.where,
            todo="Export it again, or save it anew in Excel.",
        )


def _count(text: str) -> int:
    """Return a count as it stands in XML, and one beyond every sheet where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 10**9


def unescaped(text: str) -> str:
    r"""Return a text with its escaped characters as they are.

    >>> unescaped("a_x000D_b"), unescaped("plain")
    ('a\rb', 'plain')
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
