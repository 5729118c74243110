"""A registry as an index: kept from the last time, or built."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from expolens.errors import SourceError, StudyError
from expolens.match.codes import rows_of
from expolens.match.headers import chooser, columns_of
from expolens.match.parties import Registered, registered
from expolens.match.reading import refuse_stream, sheet_of
from expolens.match.shelf import Told, place, put, taken
from expolens.match.telling import Tell
from expolens.matching.index import Index, built
from expolens.matching.kept import keep, opened
from expolens.readers.grid import noted
from expolens.store.digest import file_digest


@dataclass(frozen=True, slots=True)
class Registry:
    """An index of a registry with what was noticed when it was read.

    `rows` counts the rows below its header, `named` those with a name, `repeated` those left out
    because an earlier row is the same in every column. `columns` says what was read as what, `notes` are codes of `wording`. `kept` tells whether the index is from before.
    """

    index: Index
    rows: int
    named: int
    repeated: int
    columns: tuple[str, ...]
    notes: tuple[str, ...]
    kept: bool


def registry_of(path: Path, *, named: str, tell: Tell, encoding: str = "") -> Registry:
    """Return the index of a registry file: the kept one if the file, the choice of its column and the program are the same, else a new one, which is kept.

    The file is hashed every time, so that one which changed in place is noticed. Where the cache folder cannot be written to, that is said and the
    index serves this once. SourceError for a file that cannot be read, has no name in it, or changes while it is read.
    """
    refuse_stream(path)
    digest = _digest(path)
    where = place(digest, named, encoding)
    if found := taken(where):
        index, told = found
        return _registry(index, told, kept=True)
    tell("match.reading", file=path.name)
    choose = chooser(role="registry", named=named, where=path.name)
    sheet = sheet_of(path, choose, named=named, encoding=encoding)
    columns = columns_of(sheet.header, role="registry", named=named, where=path.name)
    ours = registered(sheet, columns)
    if _digest(path) != digest:
        raise SourceError(
            "the file changed while it was read", where=str(path), todo="Run it again when nothing writes to it.",
        )  # fmt: skip
    if not ours.texts:
        raise SourceError(
            "there is no name in it", where=str(path),
            have=f"Read as names: {', '.join(header for header, _ in columns.names)}; {len(sheet):,} rows.",
            todo="Say which column holds the names: --registry-column COLUMN.",
        )  # fmt: skip
    named_rows = len(set(ours.party.tolist()))
    notes = list(sheet.notes)
    if ours.bad:
        notes.append(noted("bad_codes", len(ours.bad), rows_of(ours.bad)))
    told = {
        "rows": len(sheet), "named": named_rows, "repeated": ours.repeated, "notes": notes,
        "columns": [f"{header}={kind}" for header, kind in (*columns.names, *columns.evidence)],
    }  # fmt: skip
    del sheet
    tell("match.building", n=named_rows)
    write = _writer(ours)
    try:
        stands, why = put(where, write, told)
    except OSError as error:
        raise StudyError(
            f"there is no room for the index: {error.strerror or error}", where=str(error.filename or where.parent),
            todo="Free some space, or set EXPOLENS_CACHE to a folder that can be written to.",
        ) from error  # fmt: skip
    del ours, write
    again = opened(stands)
    if why is not None:
        tell(
            "match.not_kept",
            where=str(why.filename or where.parent),
            why=why.strerror or str(why),
        )
        with suppress(OSError):
            shutil.rmtree(stands.parent)
    if again is None:
        raise SourceError("its index cannot be read back", where=str(stands), todo="Run it again.")
    return _registry(again, told, kept=False)


def _writer(ours: Registered) -> Callable[[Path], None]:
    """Build the index and return what writes it to a file."""
    index = built(ours.texts, ours.party, ours.kind, ours.marks, ())
    return lambda path: keep(index, ours.texts, path, evidence=ours.evidence)


def _digest(path: Path) -> str:
    try:
        return file_digest(path)
    except IsADirectoryError as error:
        raise SourceError("this is a folder, not a file", where=str(path)) from error
    except FileNotFoundError as error:
        raise SourceError("there is no such file", where=str(path)) from error
    except OSError as error:
        raise SourceError(
            f"it cannot be read: {error.strerror or error}", where=str(path)
        ) from error


def _registry(index: Index, told: Told, *, kept: bool) -> Registry:
    rows, named, repeated = (int(str(told[one])) for one in ("rows", "named", "repeated"))
    return Registry(
        index, rows, named, repeated, _texts(told["columns"]), _texts(told["notes"]), kept
    )


def _texts(found: object) -> tuple[str, ...]:
    return tuple(map(str, found)) if isinstance(found, list) else ()
