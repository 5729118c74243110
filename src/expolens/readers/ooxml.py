"""Excel's own workbooks (.xlsx, .xlsm; ECMA-376): what the package says of its sheets, and the sheets."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from expolens.errors import SourceError, suggestion
from expolens.readers.archive import Packed, pieces
from expolens.readers.number_format import Format, format_of
from expolens.readers.ooxml_sheet import read_sheet, unescaped
from expolens.readers.sheet import Sheet
from expolens.readers.xml_events import local, parse


@dataclass(frozen=True, slots=True)
class _Listed:
    """A sheet as the workbook lists it, and the member that holds it."""

    name: str
    member: str
    hidden: bool


def ooxml_sheets(packed: Packed, *, sheet: str = "") -> list[Sheet]:
    """Read the sheet that is named, or all that hold cells; SourceError for damage, and for a name that no sheet has."""
    book = _workbook_member(packed)
    listed, from_1904 = _listed(packed, book)
    chosen = [one for one in listed if one.name == sheet] if sheet else listed
    if not chosen:
        names = [one.name for one in listed]
        raise SourceError(
            f"no sheet '{sheet}'" if sheet else "the workbook has no sheet",
            where=packed.where,
            todo=suggestion(sheet, names) if sheet else "",
        )
    folder = posixpath.dirname(book)
    shared = _shared_strings(packed, _found(packed, f"{folder}/sharedStrings.xml"))
    styles = _formats(packed, _found(packed, f"{folder}/styles.xml"))
    return [
        read_sheet(
            packed,
            one.member,
            name=one.name,
            hidden=one.hidden,
            texts=(shared, styles, from_1904),
        )
        for one in chosen
    ]


def has_macros(packed: Packed) -> bool:
    """Tell whether a package holds Visual Basic, which is never run here."""
    return any(
        name.lower().endswith(("vbaproject.bin", "basic/script-lc.xml")) for name in packed.names
    )


def _found(packed: Packed, name: str) -> str:
    """Return the member of this name in any case, or ""."""
    if name in packed.names:
        return name
    return next((one for one in packed.names if one.casefold() == name.casefold()), "")


def _workbook_member(packed: Packed) -> str:
    """Return the member that lists the sheets, as the package says it."""
    rels = _relations(packed, "_rels/.rels", "")
    told = next((target for kind, target in rels.values() if kind == "officeDocument"), "")
    book = _found(packed, told) or _found(packed, "xl/workbook.xml")
    if not book:
        raise SourceError(
            "the workbook lacks its list of sheets: it is damaged",
            where=packed.where,
            todo="Export it again, or save it anew in Excel.",
        )
    return book


def _relations(packed: Packed, name: str, folder: str) -> dict[str, tuple[str, str]]:
    """Return what a part refers to, by id: the last word of its kind, and the member."""
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, given: dict[str, str]) -> None:
        if local(tag) == "Relationship" and given.get("TargetMode") != "External":
            target = given.get("Target", "").replace("\\", "/")
            path = target if target.startswith("/") else posixpath.join(folder, target)
            kind = given.get("Type", "").rpartition("/")[2]
            found[given.get("Id", "")] = (kind, posixpath.normpath(path).lstrip("/"))

    _each(packed, _found(packed, name), start)
    return found


def _listed(packed: Packed, book: str) -> tuple[list[_Listed], bool]:
    """Return the worksheets in their order, and whether days are counted from 1904."""
    folder, file = posixpath.split(book)
    rels = _relations(packed, f"{folder}/_rels/{file}.rels", folder)
    listed: list[_Listed] = []
    from_1904 = False

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal from_1904
        tag = local(tag)
        if tag == "workbookPr":
            from_1904 = given.get("date1904", "0") in ("1", "true", "on")
        elif tag == "sheet":
            id_ = next((value for key, value in given.items() if local(key) == "id"), "")
            kind, target = rels.get(
                id_, ("worksheet", f"{folder}/worksheets/sheet{len(listed) + 1}.xml")
            )
            if kind == "worksheet":
                hidden = given.get("state", "visible") != "visible"
                listed.append(_Listed(given.get("name", ""), _found(packed, target), hidden))

    _each(packed, book, start)
    lost = [one.name for one in listed if not one.member]
    if lost:
        raise SourceError(
            f"sheet '{lost[0]}' is listed in the workbook, and is not in it",
            where=packed.where,
            todo="Export it again, or save it anew in Excel.",
        )
    return listed, from_1904


def _each(packed: Packed, name: str, start: Callable[[str, dict[str, str]], None]) -> None:
    """Give every element of a small part to a function."""
    if name:
        parse(
            pieces(packed, name),
            where=packed.where,
            start=start,
            end=lambda _: None,
            text=lambda _: None,
        )


def _shared_strings(packed: Packed, name: str) -> list[str]:
    """Return the texts that cells refer to by number; phonetic guides are no part of them."""
    texts: list[str] = []
    parts: list[str] = []
    state = {"t": 0, "rPh": 0}

    def start(tag: str, _: dict[str, str]) -> None:
        tag = local(tag)
        if tag in state:
            state[tag] += 1
        elif tag == "si":
            parts.clear()

    def end(tag: str) -> None:
        tag = local(tag)
        if tag in state:
            state[tag] -= 1
        elif tag == "si":
            texts.append(unescaped("".join(parts)))

    def text(data: str) -> None:
        if state["t"] and not state["rPh"]:
            parts.append(data)

    if name:
        parse(pieces(packed, name), where=packed.where, start=start, end=end, text=text)
    return texts


def _formats(packed: Packed, name: str) -> list[Format]:
    """Return the number format of every cell style."""
    codes: dict[int, str] = {}
    numbers: list[int] = []
    within: list[str] = []

    def start(tag: str, given: dict[str, str]) -> None:
        tag = local(tag)
        around = within[-1] if within else ""
        within.append(tag)
        if tag == "numFmt" and around == "numFmts":
            codes[_number(given.get("numFmtId", ""))] = given.get("formatCode", "")
        elif tag == "xf" and around == "cellXfs":
            numbers.append(_number(given.get("numFmtId", "")))

    def end(_: str) -> None:
        within.pop()

    if name:
        parse(pieces(packed, name), where=packed.where, start=start, end=end, text=lambda _: None)
    return [format_of(codes.get(number, ""), number) for number in numbers]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
