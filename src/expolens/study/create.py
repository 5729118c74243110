"""A study folder made, and a source added to it; nothing a user wrote is touched."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from expolens.errors import SourceError, StudyError, suggestion
from expolens.layouts.confirmed import confirmed_lines
from expolens.layouts.mapping import Mapping as Understood
from expolens.layouts.mapping import understood
from expolens.layouts.preview import preview
from expolens.layouts.rows import laid_out
from expolens.layouts.similar import NAMES, Proposal, proposals
from expolens.model.source import ROLES
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from expolens.store.replacement import write_whole
from expolens.study.check import source_files
from expolens.study.inherit import DECISIONS, Inherited, inherited
from expolens.study.read import NAME, parsed, study_text
from expolens.values.fields import FIELDS
from expolens.wording import note

# What a list may give that no protocol asks for: `add` writes a statistic of it and a figure into the study file.
_GIVEN = ("category", "hall")
SCHEMA = "study.schema.json"
_IGNORED = "build/\n.expolens-*\n~$*\n"


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it was received: its bytes, its rows, what was understood of its columns and what the others may be.

    `encoding` is what the user said it is in ("" where nothing was said).
    """

    name: str
    data: bytes
    grid: Grid
    mapping: Understood
    maybe: tuple[Proposal, ...] = ()
    encoding: str = ""

    @property
    def named(self) -> bool:
        """Whether a column holds names."""
        return bool(set(NAMES) & set(self.mapping.columns.values()))


def new_study(
    folder: Path,
    *,
    from_list: Path | None = None,
    from_study: Path | None = None,
    encoding: str = "",
) -> tuple[str, ...]:
    """Make a study folder with a commented study file, and with `from_list` as its list; return what to tell the user.

    `from_study` is a study whose plan and decisions it takes over; `encoding` is what the list is in, where it does not say so itself.
    Raises StudyError where a study stands already, SourceError where the list cannot be read: nothing is made then.
    """
    if folder.is_file():
        raise StudyError("this is a file", where=str(folder), todo="Name a folder to be made.")
    if (folder / NAME).exists():
        raise StudyError(
            "there is a study here already",
            where=str(folder / NAME),
            have="It is left as it is.",
            todo="Name another folder, or add to this one: expolens add FILE --as ROLE",
        )
    received = _received(from_list, role="list", encoding=encoding) if from_list else None
    text = files("expolens.study").joinpath("template.toml").read_text("utf-8")
    title = folder.absolute().name.replace("\\", "").replace('"', "") or "study"
    slug = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-") or "study"
    text = text.replace("@id@", slug).replace("@title@", title)
    taken = inherited(text, from_study) if from_study else Inherited(text, b"", (), {})
    text = taken.text
    if not (folder / ".gitignore").exists():
        write_whole(folder / ".gitignore", _IGNORED.encode())
    schema = files("expolens.study").joinpath(SCHEMA).read_bytes()
    write_whole(folder / SCHEMA, schema)
    if taken.decisions:
        write_whole(folder / DECISIONS, taken.decisions)
    lines = [f"Made {folder / NAME}", *taken.said]
    if received is None:
        write_whole(folder / NAME, text.encode())
        return tuple(lines)
    content = parsed(text, NAME)
    called = ("list", taken.ids.get("list", ""))
    block, said = _added(folder, received, called=called, content=content, newline="\n")
    write_whole(folder / NAME, (text + block).encode())
    return (*lines, *said)


def add_source(
    folder: Path, file: Path, *, role: str, encoding: str = "", id_: str = ""
) -> tuple[str, ...]:
    """Copy a file into `sources/` and append its `[[source]]` to the study file; return what to tell the user.

    `encoding` is what the file is in, where it does not say so itself. `id_` is what the source is called, its role unless said. What stands in the study file stays byte for byte. Raises StudyError for an unknown role and for a file that is a
    source already, SourceError for one that cannot be read: nothing is changed then.
    """
    if role not in ROLES:
        raise StudyError(f"there is no role '{role}'", todo=suggestion(role, ROLES))
    path = folder / NAME
    if not path.is_file():
        there = sorted(one.parent.name for one in folder.glob(f"*/{NAME}"))
        raise StudyError(
            "there is no study here",
            where=str(folder.absolute()),
            have=f"Studies below it: {', '.join(there)}."
            if there
            else f"No file {NAME} was found.",
            todo=f"Say which study: expolens add {file} --as {role} --to {there[0] if there else 'STUDY'}",
        )
    text = study_text(path)
    content = parsed(text, NAME)
    received = _received(file, role=role, encoding=encoding)
    old = path.read_bytes()
    newline = "\r\n" if b"\r\n" in old else "\n"
    called = (role, id_)
    block, said = _added(folder, received, called=called, content=content, newline=newline)
    gap = "" if old.endswith(b"\n") or not old else newline
    parsed(text + gap + block, NAME)
    write_whole(path, old + (gap + block).encode())
    return said


def _received(file: Path, *, role: str, encoding: str) -> Received:
    """Read a file to see that it can be read, and what of it is understood."""
    try:
        data = file.read_bytes()
    except FileNotFoundError as error:
        there = sorted(p.name for p in file.parent.iterdir()) if file.parent.is_dir() else []
        raise StudyError(
            f"there is no file '{file.name}'",
            where=str(file.parent),
            todo=suggestion(file.name, there) or "Check the path.",
        ) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(file)) from error
    plan = SourcePlan(id=role, role=role, file=file.name, encoding=_known_encoding(encoding))
    grid = grid_of(data, plan)
    mapping = understood(grid.header, plan)
    grid = laid_out(grid, mapping)
    maybe = () if role == "cited" else proposals(grid, mapping)
    return Received(file.name, data, grid, mapping, maybe, plan.encoding)


def _known_encoding(name: str) -> str:
    """Return the name of an encoding; StudyError for one that is none."""
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError as error:
        known = ("utf-8", "gb18030", "big5", "cp1252", "mac_roman", "shift_jis", "euc_kr", "utf-16")
        raise StudyError(
            f"there is no encoding '{name}'", where="--encoding", todo=suggestion(name, known)
        ) from error


def _added(
    folder: Path,
    received: Received,
    *,
    called: tuple[str, str],
    content: dict[str, object],
    newline: str,
) -> tuple[str, tuple[str, ...]]:
    """Copy the file, and return its block for the study file with what to say; StudyError if it is a source already.

    `called` is its role and the id that it is to have, "" for one that is free.
    """
    role, wanted = called
    sources = content.get("source", [])
    known = (
        [entry for entry in sources if isinstance(entry, dict)] if isinstance(sources, list) else []
    )
    named = {str(entry.get("file", "")).replace("\\", "/"): entry for entry in known}
    digest = sha256(received.data).digest()
    same = [p for p in source_files(folder) if sha256(p.read_bytes()).digest() == digest]
    for path in same:
        if entry := named.get(path.relative_to(folder).as_posix()):
            raise StudyError(
                f"this file is a source already: '{entry.get('id', '')}'",
                where=str(folder / NAME),
                have=f"{path.name} has the same content as {received.name}.",
                todo="Nothing was changed.",
            )
    target = same[0] if same else _free(folder / "sources" / received.name)
    if not same:
        write_whole(target, received.data)
    id_ = _free_id(role, {str(entry.get("id", "")) for entry in known}, wanted)
    place = target.relative_to(folder).as_posix()
    lines = [
        "",
        "[[source]]",
        f"id = {json.dumps(id_)}",
        f"role = {json.dumps(role)}",
        f"file = {json.dumps(place, ensure_ascii=False)}",
        'date = ""  # the day it was received or looked up, as 2026-05-06',
    ]
    days = role == "attendance" and any(entry.get("role") == role for entry in known)
    if days:
        lines.append(
            '# day = "2026-05-06"  # of a sheet of another day: present on any day is present'
        )
    if received.encoding:
        lines.append(f"encoding = {json.dumps(received.encoding)}")
    if role != "cited":
        lines += _unconfirmed(received)
    if role == "list" and received.named:
        lines += _given(set(received.mapping.columns.values()), content)
    said = _said(received, id_, place, role)
    if days:
        said = (
            *said,
            f'  Sheets of different days? Say day = "…" at each in {NAME}: present on any day is present.',
        )
    return newline.join([*lines, ""]), said


def _unconfirmed(received: Received) -> list[str]:
    """Return the lines that a person confirms by taking the # away: what columns may be; which is the name, where none is known."""
    if received.named or any(one.field in NAMES for one in received.maybe):
        return list(confirmed_lines(received.maybe))
    first = [f'# {json.dumps(one, ensure_ascii=False)} = "name"' for one in received.grid.header[:1]]  # fmt: skip
    said = confirmed_lines(received.maybe)[2:]
    return [
        "# No column was understood as the name. Say which it is:",
        "# [source.columns]",
        *first,
        *said,
    ]


def _given(fields: set[str], content: Mapping[str, object]) -> list[str]:
    """Return the lines that count what a list gives and nothing of the study file asks for yet."""
    text = files("expolens.study").joinpath("given.toml").read_text("utf-8")
    known = {id_ for key in ("statistic", "figure", "section") for id_ in _ids(content.get(key))}
    lines: list[str] = []
    for name in _GIVEN:
        if name in fields and name not in known:
            label = FIELDS[name].label
            filled = text.replace("@field@", name).replace("@zh@", label.zh)
            lines += ["", *filled.replace("@en@", label.en).rstrip().split("\n")]
    return lines


def _ids(entries: object) -> Iterator[str]:
    """Yield the ids of the entries of a study file under one key."""
    if isinstance(entries, list):
        yield from (str(one.get("id", "")) for one in entries if isinstance(one, dict))


def _free(path: Path) -> Path:
    """Return the path, or with a number behind its name where a file of another content stands."""
    number, free = 2, path
    stem, dot, ending = path.name.partition(".")
    while free.exists():
        free = path.with_name(f"{stem}_{number}{dot}{ending}")
        number += 1
    return free


def _free_id(role: str, taken: set[str], wanted: str = "") -> str:
    if wanted and not re.fullmatch(r"[a-z][a-z0-9_]*", wanted):
        raise StudyError(
            f"'{wanted}' is no id",
            todo="Write small letters, digits and _, a letter first, as on_site.",
        )
    if wanted in taken:
        raise StudyError(f"there is a source '{wanted}' already", todo="Give this one another id.")
    number, free = 2, wanted or role
    while free in taken:
        free = f"{role}_{number}"
        number += 1
    return free


def _said(received: Received, id_: str, place: str, role: str) -> tuple[str, ...]:
    """Return what was found in the file, as a person sees it."""
    lines = [f"Added {place} as source '{id_}'"]
    if role == "cited":
        lines[0] += f": {len(received.grid.rows):,} rows"
        return (*lines, *(f"  ! {note(one, 'en')}" for one in received.grid.notes))
    lines += preview(received.grid, received.mapping, received.maybe, "en")
    if not received.named:
        lines += [
            f"Say which column is the name in {NAME}, under this source: [source.columns]",
            f"  there are: {', '.join(received.grid.header)}",
        ]
    return tuple(lines)
