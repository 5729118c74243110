"""A filled-in sheet of gaps → decisions, signed and dated."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from expolens.decisions import Finder, identified
from expolens.decisions.agreement import is_rule
from expolens.decisions.format import content_id
from expolens.decisions.quoting import Known, exhibitor_quote, known, record_quote
from expolens.decisions.sheets import LINKS, MISSING, ROSTER, decisions_said
from expolens.errors import SourceError, StudyError, suggestion
from expolens.model.decision import SETTLES, Decision, Quote
from expolens.model.exhibitor import Exhibitor
from expolens.names import comparable_name
from expolens.review.cells import Filled, Line, filled_sheet
from expolens.store.tables import Tables
from expolens.values import FIELDS, read
from expolens.values.marks import is_mark, meaning

_SHOWN = 12


class Wrong(Exception):  # noqa: N818 - a cell is wrong; gathered, then told together
    """One cell that cannot be used, and why."""

    def __init__(self, cell: str, why: str) -> None:
        """Keep the cell's name apart from the reason."""
        super().__init__(f"{cell}: {why}")


def from_sheet(path: Path, tables: Tables) -> tuple[Decision, ...]:
    """Read what people filled in as decisions, in the order of the sheet; the same sheet gives the same ones again.

    A value with where it is from is a `correct` (of a field of many terms a `label` each), a verdict on two names is `same`,
    `different` or `unsure`, one on attendance a `mark`. Blank lines are passed over. Raises StudyError that names sheet
    and cell of everything that cannot be used; nothing is taken then, so that nothing is lost.
    """
    filled = filled_sheet(path)
    everything = known(tables)
    decisions: list[Decision] = []
    wrong: list[Wrong] = []
    for line in filled.lines:
        if line.filled:
            try:
                decisions += _READERS[line.sheet.name](line, everything, filled)
            except Wrong as error:
                wrong.append(error)
    if wrong:
        told = [str(error) for error in wrong[:_SHOWN]]
        more = [f"and {len(wrong) - _SHOWN} more"] if len(wrong) > _SHOWN else []
        raise StudyError(
            f"{len(wrong)} cell{'s' if len(wrong) > 1 else ''} of the sheet cannot be used",
            where=path.name,
            have="\n  ".join(["", *told, *more]) + "\n",
            todo="Nothing was taken over: mend them and read the sheet again.",
        )
    return tuple({decision.id: decision for decision in decisions}.values())


def spared(path: Path, tables: Tables, decisions: Sequence[Decision]) -> Path:
    """Return the path if a sheet can be written there without loss: to a new file, or over a sheet of which all that is filled in is decided.

    Raises StudyError for a name that is no workbook's, and for a file that is anything else.
    """
    if path.suffix.casefold() != ".xlsx":
        raise StudyError(
            "a sheet to fill in is an Excel workbook",
            where=str(path),
            todo="End its name in .xlsx.",
        )
    if not path.exists():
        return path
    todo = "Name another file, or move this one away."
    try:
        lines = [line for line in filled_sheet(path).lines if line.filled]
    except (SourceError, StudyError) as error:
        raise StudyError(
            "there is another file here already", where=str(path), todo=todo
        ) from error
    try:
        lost = bool(lines) and bool(
            {content_id(one) for one in from_sheet(path, tables)}
            - {content_id(one) for one in decisions}
        )
    except StudyError:
        lost = True
    if lost:
        raise StudyError(
            "somebody has filled this sheet in already, and it was not read back",
            where=str(path),
            have=f"{len(lines)} line{'s' if len(lines) > 1 else ''} of it {'are' if len(lines) > 1 else 'is'} filled in.",
            todo=f"Read it back with --from, or {todo[0].lower()}{todo[1:]}",
        )
    return path


def _missing(line: Line, all_: Known, filled: Filled) -> list[Decision]:
    """Return the decisions of a line of missing values."""
    field, value, origin = line["field"], line["value"], line["where from"]
    if field not in FIELDS or FIELDS[field].personal:
        raise Wrong(
            line.places["field"], f"there is no field '{field}'. {suggestion(field, FIELDS)}"
        )
    if not value:
        raise Wrong(line.places["value"], "there is no value, though the line is filled in")
    if not origin:
        raise Wrong(line.places["where from"], "say where the value is from")
    readings = read(FIELDS[field], value)
    for reading in readings:
        if reading.value is None:
            why = reading.note or "it says that there is none: leave the cell empty"
            raise Wrong(line.places["value"], f"'{value}' cannot be used: {why}")
    left = _quote(line, all_, line["exhibitor"])
    signed = _signed(line, filled, otherwise="filled in a gap")
    if not FIELDS[field].many:
        return [_decision("correct", signed, left, field=field, value=value, origin=origin)]
    return [
        _decision("label", signed, left, field=field, value=reading.value or "", origin=origin)
        for reading in readings
    ]


def _link(line: Line, all_: Known, filled: Filled) -> list[Decision]:
    """Return the decision of a line of two names."""
    verdict = _verdict(line)
    left = _quote(line, all_, line["left"])
    right = record_quote(
        line["candidate"], line["code"], line["source"], within=(all_, line["right"])
    )
    if right is None:
        raise Wrong(
            line.places["candidate"],
            f"'{line['candidate']}' does not stand on just one row of source '{line['source']}' now",
        )
    signed = _signed(line, filled, otherwise="names compared")
    seen = " ".join(decisions_said(line["said"]))
    if not seen:
        return [_decision(verdict, signed, left, right=right)]
    return [_decision(verdict, signed, left, right=right, field=SETTLES, value=seen)]


def _attendance(line: Line, all_: Known, filled: Filled) -> list[Decision]:
    """Return the decision of a line of attendance."""
    verdict = _verdict(line)
    left = _quote(line, all_, line["exhibitor"])
    signed = _signed(line, filled, otherwise="attendance decided")
    return [_decision("mark", signed, left, value=verdict)]


_READERS: dict[str, Callable[[Line, Known, Filled], list[Decision]]] = {
    MISSING.name: _missing,
    LINKS.name: _link,
    ROSTER.name: _attendance,
}


def _verdict(line: Line) -> str:
    choices = next(column.choices for column in line.sheet.columns if column.key == "verdict")
    verdict = line["verdict"].casefold()
    kept = {written: word for word, zh in choices for written in (word, zh)}
    if line.sheet is ROSTER and is_mark(verdict):
        # What a checker may write on site may stand here too: 未到 is absent.
        verdict = {"renamed": "present", "shared": "present"}.get(
            meaning(verdict), meaning(verdict)
        )
    if verdict not in kept:
        have = f"'{line['verdict']}' is no verdict" if verdict else "there is no verdict"
        words, zh = (", ".join(pair[at] for pair in choices) for at in (0, 1))
        raise Wrong(line.places["verdict"], f"{have}; write {words} ({zh})")
    return kept[verdict]


def _quote(line: Line, all_: Known, id_: str) -> Quote:
    """Return the fewest words that stand on the line's exhibitor alone; Wrong where its name and its number do not agree."""
    one = all_.exhibitors.get(id_)
    name, booth = line["name"], line["booth"].split("、")[0]
    if one is not None and comparable_name(name) not in _names(one, all_.find):
        raise Wrong(
            line.places["name"],
            f"'{name}' is not {id_}, which is '{one.name}': was one column sorted alone?",
        )
    source = all_.find.words[one.records[0]].source if one else ""
    found = exhibitor_quote(name, booth, source, within=(all_, id_ if one else ""))
    if found is None:
        shown = name or booth
        why = (
            f"'{shown}' is not one exhibitor of this study now"
            if shown
            else "the line has no name and no booth"
        )
        raise Wrong(line.places["name"], why)
    return found


def _names(one: Exhibitor, find: Finder) -> set[str]:
    return {comparable_name(one.name)}.union(*(find.words[key].names for key in one.records))


def _signed(line: Line, filled: Filled, *, otherwise: str) -> tuple[str, str, str]:
    """Return who, when and why, from the line or else from the cover."""
    by = line["by"] or filled.signature.get("by", "")
    day = line["date"] or filled.signature.get("date", "")
    if not by:
        raise Wrong(line.places["by"], "say who filled it in, here or on the cover")
    if is_rule(by):
        raise Wrong(line.places["by"], f"'{by}' is the name of a rule, not of a person")
    if not day:
        raise Wrong(line.places["date"], "say when, here or on the cover")
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day, re.ASCII):
            raise ValueError(day)
        date.fromisoformat(day)
    except ValueError:
        raise Wrong(line.places["date"], f"'{day}' is no date; write it as 2026-05-06") from None
    return by, day, line["why"] or otherwise


def _decision(
    verdict: str,
    signed: tuple[str, str, str],
    left: Quote,
    *,
    right: Quote | None = None,
    **rest: str,
) -> Decision:
    by, day, why = signed
    return identified(Decision("", verdict, by, day, why, left, right or Quote(), **rest))
