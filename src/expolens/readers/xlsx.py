"""Workbooks of every kind: Excel's of today (.xlsx, .xlsm, .xlsb) and before (.xls), and OpenDocument (.ods)."""

from __future__ import annotations

from expolens.errors import SourceError, suggestion
from expolens.readers.archive import Packed, opened
from expolens.readers.child import Refused, apart
from expolens.readers.grid import Grid, noted
from expolens.readers.ods import ods_sheets
from expolens.readers.ole import compound
from expolens.readers.ooxml import has_macros, ooxml_sheets
from expolens.readers.sheet import Merged, Sheet
from expolens.readers.sheets import sheets_grid
from expolens.readers.xls import xls_sheets

_OTHERS = {
    "word/": "a Word document",
    "ppt/": "a presentation",
    "Index/": "a file of Apple Numbers or Pages",
    "visio/": "a drawing",
}
_PASSWORD = "Open it in Excel, save it without a password (File, Info, Protect), and bring that."  # noqa: S105 - words


def xlsx_grid(data: bytes, *, where: str, sheet: str = "") -> Grid:
    """Read one sheet: the one named; or the one that lists names, with every other of the same columns (a hall a sheet).

    The others are named in a note. Cells that are merged over rows are filled down below the header. Codes keep their zeros where their
    format has them, whole numbers have no ".0", dates are ISO dates, formulas are the values that were saved with them. SourceError for a
    workbook that is damaged, has a password or no such sheet.
    """
    sheets, notes = sheets_of(data, where=where, sheet=sheet)
    return sheets_grid(sheets, where=where, notes=notes)


def sheets_of(data: bytes, *, where: str, sheet: str = "") -> tuple[list[Sheet], list[str]]:
    """Return the sheets of a workbook, or the one named, as they stand in it, with notes of the workbook as a whole."""
    if data.startswith(b"PK"):
        return _zipped(opened(data, where=where), data, sheet)
    streams = compound(data, where=where)
    names = {name.casefold() for name in streams.names}
    if "encryptedpackage" in names:
        raise SourceError("the workbook has a password", where=where, todo=_PASSWORD)
    macros = [noted("macros")] if names & {"_vba_project_cur", "vba"} else []
    if "workbook" in names:
        return xls_sheets(streams, sheet=sheet), macros
    if "book" in names:
        return _by_calamine(data, where, sheet), macros
    kind = "a Word document" if "worddocument" in names else "no workbook"
    raise SourceError(
        f"this is {kind}", where=where, todo="Bring the list as .xlsx, .csv, .html or .json."
    )


def _zipped(packed: Packed, data: bytes, sheet: str) -> tuple[list[Sheet], list[str]]:
    names = packed.names
    macros = [noted("macros")] if has_macros(packed) else []
    if "content.xml" in names:
        return ods_sheets(packed, sheet=sheet), macros
    if any(name.casefold() == "xl/workbook.bin" for name in names):
        return _by_calamine(data, packed.where, sheet), macros
    for folder, kind in _OTHERS.items():
        if any(name.startswith(folder) for name in names):
            raise SourceError(
                f"this is {kind}, no sheet",
                where=packed.where,
                todo="Copy its table into a sheet, or export it as .xlsx or .csv.",
            )
    return ooxml_sheets(packed, sheet=sheet), macros


def is_workbook(packed: Packed) -> bool:
    """Tell whether a zip is a document of its own (a workbook, a Word file) and no archive of files."""
    names = {name.casefold() for name in packed.names}
    return bool(names & {"[content_types].xml", "content.xml", "xl/workbook.xml"}) or any(
        name.startswith(folder) for name in packed.names for folder in _OTHERS
    )


def _by_calamine(data: bytes, where: str, sheet: str) -> list[Sheet]:
    """Read what only calamine reads, in a process of its own."""
    try:
        found = apart("calamine_sheets", data, where=where, sheet=sheet)
    except Refused as error:
        if error.kind == "PasswordError":
            raise SourceError("the workbook has a password", where=where, todo=_PASSWORD) from error
        raise SourceError(
            "the workbook cannot be opened: it is damaged or cut short",
            where=where,
            todo="Export it again, or save it anew in Excel as .xlsx.",
        ) from error
    names = [name for name, *_ in found]
    if sheet and sheet not in names:
        raise SourceError(f"no sheet '{sheet}'", where=where, todo=suggestion(sheet, names))
    return [
        Sheet(name, tuple(rows), tuple(Merged(*one) for one in merged), hidden)
        for name, hidden, rows, merged in found
        if sheet in ("", name)
    ]
