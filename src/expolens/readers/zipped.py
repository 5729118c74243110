"""An archive of lists (.zip), as registries and mail bring them: the one in it, or those of the same columns, the others named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from expolens.errors import SourceError
from expolens.readers.archive import Packed, member
from expolens.readers.grid import Grid, noted
from expolens.readers.stack import Part, stacked

_LISTS = (
    ".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".json", ".jsonl",
    ".ndjson", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".xml", ".pdf", ".gz", ".zip",
)  # fmt: skip
# What is packed beside lists and is none.
_BESIDE = ("readme", "license", "licence", "copying", "schema", "changelog")
_MOST = 100
_SHOWN = 10


def zipped_grid(packed: Packed, read: Callable[[bytes, str], Grid]) -> Grid:
    """Read the lists of an archive by `read`, which takes the bytes of a file and its name.

    Files with the columns of the chief list are one list, with the file as a column; other files are named in a note. SourceError where
    there is no list, or more files than a person would stack.
    """
    names = _candidates(list(packed.names))
    if not names:
        raise SourceError(
            "there is no list in the archive",
            where=packed.where,
            have=f"It holds {_some(packed.names) or 'nothing'}.",
            todo="Unpack it, and bring the list itself.",
        )
    if len(names) > _MOST:
        raise SourceError(
            f"the archive holds {len(names):,} files",
            where=packed.where,
            have=f"They begin {_some(names)}.",
            todo="Unpack it, and bring the list itself.",
        )
    left = [name for name in packed.names if name not in names and not name.endswith("/")]
    notes = [noted("other_files", len(left), _some(left))] if left else []
    if len(names) == 1:
        grid = read(member(packed, names[0]), names[0])
        return replace(grid, notes=(noted("unzipped", names[0]), *grid.notes, *notes))
    grid = _stacked(packed, names, read)
    return replace(grid, notes=(*grid.notes, *notes))


def _stacked(packed: Packed, names: Sequence[str], read: Callable[[bytes, str], Grid]) -> Grid:
    parts: list[Part] = []
    failed: list[tuple[str, SourceError]] = []
    for name in names:
        try:
            grid = read(member(packed, name), name)
        except SourceError as error:
            failed.append((name, error))
        else:
            rows = tuple(replace(row, place=f"{name}, {row.place}") for row in grid.rows)
            parts.append(Part(name, replace(grid, rows=rows)))
    if not parts:
        raise failed[0][1]
    return stacked(parts, other="file", empty=[name for name, _ in failed])


def _candidates(names: Sequence[str]) -> list[str]:
    """Return the files that may be lists: by their endings, or all where none has one that is known."""
    files = [name for name in names if not name.endswith("/") and not _is_furniture(name)]
    lists = [
        name
        for name in files
        if name.casefold().endswith(_LISTS)
        and not PurePosixPath(name).name.casefold().startswith(_BESIDE)
    ]
    if not lists and len(files) == 1:
        return files
    sheets = [name for name in lists if not name.casefold().endswith((".txt", ".pdf", ".xml"))]
    return sheets or lists


def _is_furniture(name: str) -> bool:
    """Tell whether a file is what systems put into archives."""
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or bool(parts and parts[-1].startswith("."))


def _some(names: Iterable[str]) -> str:
    found = [name for name in names if not name.endswith("/")]
    return ", ".join(found[:_SHOWN] + (["…"] if len(found) > _SHOWN else []))
