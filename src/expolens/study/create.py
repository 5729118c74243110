"""A study folder made, and a source added to it; nothing a user wrote is touched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from expolens.errors import StudyError, suggestion
from expolens.layouts.confirmed import confirmed_lines
from expolens.layouts.preview import preview
from expolens.layouts.similar import NAMES
from expolens.model.source import ROLES
from expolens.model.study import SourcePlan
from expolens.store.replacement import write_whole
from expolens.study.brought import Brought, brought, bytes_of, known_encoding
from expolens.study.check import source_files
from expolens.study.inherit import DECISIONS, Inherited, inherited
from expolens.study.read import NAME, parsed, study_text
from expolens.values.fields import FIELDS
from expolens.wording import note

# What a list may give that no protocol asks for: `add` writes a statistic of it and a figure into the study file.
_GIVEN = ("category", "hall")
SCHEMA = "study.schema.json"
_IGNORED = "build/\n.expolens-*\n~$*\n"


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
    new = _brought(from_list, role="list", encoding=encoding) if from_list else None
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
    if new is None:
        write_whole(folder / NAME, text.encode())
        return tuple(lines)
    content = parsed(text, NAME)
    called = ("list", taken.ids.get("list", ""))
    block, said = _added(folder, new, called=called, content=content, newline="\n")
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
    _there(folder, str(file), role)
    return add_brought(folder, _brought(file, role=role, encoding=encoding), role=role, id_=id_)


def _there(folder: Path, file: str, role: str) -> None:
    """Raise StudyError where no study stands in a folder."""
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


def fetched_already(folder: Path, url: str, role: str) -> tuple[str, str]:
    """Return the file and the id of the source of a role that was fetched from an address, "" where there is none; StudyError where there is no study, or it is a source of another role."""
    _there(folder, url, role)
    content = parsed(study_text(folder / NAME), NAME)
    sources = content.get("source", [])
    known = [one for one in sources if isinstance(one, dict)] if isinstance(sources, list) else []
    found = next((one for one in known if one.get("url") == url), {})
    if found and found.get("role") != role:
        raise StudyError(
            f"this address is a source already: '{found.get('id', '')}', of role {found.get('role', '')}",
            where=str(folder / NAME),
            todo=f"Bring it up to date with --as {found.get('role', '')}, or change its role there.",
        )
    return str(found.get("file", "")), str(found.get("id", ""))


def add_brought(folder: Path, new: Brought, *, role: str, id_: str = "") -> tuple[str, ...]:
    """Copy what was brought into `sources/` and append its `[[source]]`, as `add_source` does."""
    path = folder / NAME
    text = study_text(path)
    content = parsed(text, NAME)
    old = path.read_bytes()
    newline = "\r\n" if b"\r\n" in old else "\n"
    called = (role, id_)
    block, said = _added(folder, new, called=called, content=content, newline=newline)
    gap = "" if old.endswith(b"\n") or not old else newline
    parsed(text + gap + block, NAME)
    write_whole(path, old + (gap + block).encode())
    return said


def _brought(file: Path, *, role: str, encoding: str) -> Brought:
    """Read a file to see that it can be read, and what of it is understood."""
    data = bytes_of(file)
    plan = SourcePlan(id=role, role=role, file=file.name, encoding=known_encoding(encoding))
    return brought(data, plan)


def _added(
    folder: Path,
    new: Brought,
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
    digest = sha256(new.data).digest()
    same = [p for p in source_files(folder) if sha256(p.read_bytes()).digest() == digest]
    for path in same:
        if entry := named.get(path.relative_to(folder).as_posix()):
            raise StudyError(
                f"this file is a source already: '{entry.get('id', '')}'",
                where=str(folder / NAME),
                have=f"{path.name} has the same content as {new.name}.",
                todo="Nothing was changed.",
            )
    target = same[0] if same else _free(folder / "sources" / new.name)
    if not same:
        write_whole(target, new.data)
    id_ = _free_id(role, {str(entry.get("id", "")) for entry in known}, wanted)
    place = target.relative_to(folder).as_posix()
    recipe = target.with_name(f"{target.name.removesuffix('.warc.gz')}.recipe.toml")
    if new.recipe:
        recipe = _free(recipe)
        write_whole(recipe, new.recipe.encode())
    days = role == "attendance" and any(entry.get("role") == role for entry in known)
    lines = _block(new, (id_, role), place, recipe.relative_to(folder).as_posix(), days=days)
    if role != "cited":
        lines += _unconfirmed(new)
    if role == "list" and new.named:
        lines += _given(set(new.found.mapping.columns.values()), content)
    said = _said(new, id_, place, role)
    if days:
        said = (
            *said,
            f'  Sheets of different days? Say day = "…" at each in {NAME}: present on any day is present.',
        )
    return newline.join([*lines, ""]), said


def _block(
    new: Brought, called: tuple[str, str], place: str, recipe: str, *, days: bool
) -> list[str]:
    """Return the lines that name a source; `called` is its id and its role, `days` whether it is of another day of what is there already."""
    said = {"id": called[0], "role": called[1], "file": place}
    lines = ["", "[[source]]", *(f"{key} = {_toml(value)}" for key, value in said.items())]
    lines.append(f'date = "{new.date}"  # the day it was received or looked up, as 2026-05-06')
    more = {"url": new.url, "recipe": recipe if new.recipe else "", "encoding": new.encoding}
    if days:
        day = '# day = "2026-05-06"  # of a sheet of another day: present on any day is present'
        lines.append(day)
    return [*lines, *(f"{key} = {_toml(value)}" for key, value in more.items() if value)]


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _unconfirmed(new: Brought) -> list[str]:
    """Return the lines that a person confirms by taking the # away: what columns may be; which is the name, where none is known."""
    if new.named or any(one.field in NAMES for one in new.maybe):
        return list(confirmed_lines(new.maybe))
    first = [f'# {json.dumps(one, ensure_ascii=False)} = "name"' for one in new.found.grid.header[:1]]  # fmt: skip
    said = confirmed_lines(new.maybe)[2:]
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


def _said(new: Brought, id_: str, place: str, role: str) -> tuple[str, ...]:
    """Return what was found in the file, as a person sees it."""
    lines = [f"Added {place} as source '{id_}'"]
    if role == "cited":
        lines[0] += f": {len(new.found.grid.rows):,} rows"
        return (*lines, *(f"  ! {note(one, 'en')}" for one in new.found.grid.notes))
    lines += preview(new.found.grid, new.found.mapping, new.maybe, "en")
    if not new.named:
        lines += [
            f"Say which column is the name in {NAME}, under this source: [source.columns]",
            f"  there are: {', '.join(new.found.grid.header)}",
        ]
    return tuple(lines)
