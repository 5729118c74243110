"""`study.toml` → Study."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from expolens.errors import StudyError
from expolens.model.money import Rate
from expolens.model.study import Event, SourcePlan, Study
from expolens.protocols import protocol_source
from expolens.study.check import check
from expolens.study.file import TABLES, Head
from expolens.study.plan import plan, tables_of
from expolens.study.shape import Place, made, shaped, unknown_keys, values_of

NAME = "study.toml"


def read_study(path: Path) -> Study:
    """Read and check the study in a folder (or its study file): the protocol merged, every reference followed.

    Raises StudyError with file, line or key, what is there, and what to do, for the first mistake found. Columns are
    checked when a source is read, not here.
    """
    file = path if path.is_file() else path / NAME
    text = study_text(file)
    place = Place(file.name, text)
    content = parsed(text, file.name)
    unknown_keys(content, tuple(TABLES), place)
    head = _head(content, place)
    folder = file.parent
    source = protocol_source(head.protocol, folder=folder, where=str(place.at("study", "protocol")))
    merged = plan(source, content, place, drop=head.drop, packs=head.packs)
    study = Study(
        folder=folder,
        id=head.id,
        title=head.title,
        event=_event(content, head, place),
        sources=tuple(
            _source(raw, place.at("source", n))
            for n, raw in enumerate(tables_of(content, "source", place))
        ),
        protocol=merged.protocol,
        date=head.date,
        nature=head.nature,
        notice=head.notice,
        caption=head.caption,
        languages=head.languages,
        style=head.style,
        unit=head.unit,
        currency=head.currency,
        rates=tuple(
            shaped(Rate, raw, place.at("rate", n))
            for n, raw in enumerate(tables_of(content, "rate", place))
        ),
        authors=head.authors,
        accept=head.accept,
        review=head.review,
    )
    check(study, places=merged.places, place=place)
    return study


def study_text(file: Path) -> str:
    """Return the text of a study file, whatever its newlines and with or without a byte order mark."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StudyError(
            "there is no study here",
            where=str(file.parent),
            have=f"No file {file.name} was found.",
            todo=f"Make one: expolens new {file.parent.as_posix()}",
        ) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise StudyError(
            "the study file is not UTF-8",
            where=f"{file.name}, line {line}",
            todo="Save it as UTF-8 (in Notepad: Save as, Encoding).",
        ) from error
    except OSError as error:
        raise StudyError(f"cannot be read: {error.strerror}", where=str(file)) from error
    return text.replace("\r\n", "\n")


def parsed(text: str, name: str) -> dict[str, Any]:
    """Parse TOML, numbers with a point as `Decimal`; StudyError with the line where it is none."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        lines = text.split("\n")
        number = int(found[1]) if found else len(lines)
        line = lines[number - 1].strip() if number <= len(lines) else ""
        reason = str(error).split(" (at ")[0]
        todo = "Texts stand in quotation marks, lists in [ ], one key a line."
        if "\\" in line:
            todo = "In a path write / for \\."
        raise StudyError(
            f"this is no TOML: {reason}",
            where=f"{name}, line {number}",
            have=f"You have: {line[:80]}" if line else "",
            todo=todo,
        ) from error


def _table(content: dict[str, Any], name: str, place: Place) -> Any:
    raw = content.get(name, {})
    if isinstance(raw, list):
        raise StudyError(
            f"there is one [{name}]",
            where=str(place.at(name, len(raw) - 1)),
            have=f"You have [[{name}]].",
            todo=f"Write [{name}], once.",
        )
    return raw


def _head(content: dict[str, Any], place: Place) -> Head:
    if "study" not in content:
        raise StudyError(
            "there is no table [study]",
            where=place.file,
            todo='Begin with: [study], id = "…", title = "…"',
        )
    return shaped(Head, _table(content, "study", place), place.at("study"))


def _event(content: dict[str, Any], head: Head, place: Place) -> Event:
    """Return the event's profile; without a name it has the study's title."""
    values = values_of(Event, _table(content, "event", place), place.at("event"))
    return made(Event, {**values, "name": values.get("name") or head.title}, place.at("event"))


def _source(raw: Any, place: Place) -> SourcePlan:
    """Return one source; its file with forward slashes on every system."""
    values = values_of(SourcePlan, raw, place)
    if "file" in values:
        values["file"] = values["file"].replace("\\", "/")
    return made(SourcePlan, values, place)
