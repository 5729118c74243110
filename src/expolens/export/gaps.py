"""The sheet of gaps: what is missing, doubtful or disputed, for a person to fill in."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import xlsxwriter

from expolens.decisions.sheets import (
    COVER,
    LINKS,
    MISSING,
    ROSTER,
    SHEETS,
    SIGNATURE,
    Column,
    Sheet,
)
from expolens.model.absence import NO_RECORD
from expolens.model.exhibitor import Exhibitor, Mark
from expolens.model.protocol import Protocol
from expolens.model.source import Source
from expolens.model.study import Study
from expolens.model.text import LANGUAGES, Language
from expolens.store.tables import Tables, to_rows
from expolens.store.where import names_of
from expolens.values.fields import FIELDS
from expolens.wording import reason, word

Line = tuple[str, ...]
_NOT_ASKED = frozenset({"attendance", "checker", "checked_on", "attendance_note", "asked_name"})


def gaps(tables: Tables, *, study: Study, only: Sequence[Sheet] = SHEETS) -> bytes:
    """Return the workbook of gaps of a built study: a cover, then a sheet for each kind of gap that there is, or for `only` some kinds.

    Grey cells say what is known, white ones are filled in. Every cell is text, so that codes stay whole; personal columns
    are not in it. The bytes depend on the tables and the study alone.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": f"Gaps of {study.id}", "created": _day(study.date)})
    found: dict[str, Iterable[Line]] = {
        MISSING.name: missing_lines(tables, study=study),
        LINKS.name: link_lines(tables),
        ROSTER.name: roster_lines(tables),
    }
    sheets = [(sheet, list(found[sheet.name])) for sheet in only]
    _cover(book, study, sheets)
    for sheet, lines in sheets:
        if lines:
            _sheet(book, sheet, lines)
    book.close()
    return buffer.getvalue()


def gaps_csv(tables: Tables, *, study: Study) -> bytes:
    """Return the missing values alone as CSV that Excel opens; a cell that would be a formula has an apostrophe before it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(column.header for column in MISSING.columns)
    for line in missing_lines(tables, study=study):
        cells = [*line, *[""] * (len(MISSING.columns) - len(line))]
        writer.writerow("'" + cell if cell[:1] in tuple("=+-@") else cell for cell in cells)
    return buffer.getvalue().encode("utf-8-sig")


def missing_lines(tables: Tables, *, study: Study) -> Iterator[Line]:
    """Yield exhibitor × field without a value, for the fields the protocol uses; who is out or absent is left out."""
    fields = used_fields(study.protocol)
    states = _states(tables)
    given = frozenset().union(
        *(one.fields for one in to_rows("sources", Source, tables["sources"]))
    )
    derived = {field for _, field in states}
    for one in _asked(tables):
        for field in fields:
            nobody = NO_RECORD if field in given | derived else "no_source"
            state, raw = states.get((one.id, field), (nobody, ""))
            if state and state != "not_applicable":
                label = f"{FIELDS[field].label.en} / {FIELDS[field].label.zh}"
                yield (*_who(one), field, label, _both(f"absence.{state}"), raw)


def _states(tables: Tables) -> dict[tuple[str, str], tuple[str, str]]:
    """Return why each exhibitor has no value of a field, "" where it has one, and what is printed instead of one that can be used."""
    states: dict[tuple[str, str], tuple[str, str]] = {}
    columns = ["exhibitor", "field", "value", "absence", "raw"]
    for row in tables["profiles"].select(columns).to_pylist():
        state = "" if row["value"] is not None else row["absence"] or "not_disclosed"
        raw = row["raw"] if state in ("unreadable", "no_rate") else ""
        states[row["exhibitor"], row["field"]] = (state, raw)
    for row in tables["labels"].select(["exhibitor", "vocabulary"]).to_pylist():
        states[row["exhibitor"], row["vocabulary"]] = ("", "")
    return states


def _both(code: str) -> str:
    """Return a word in both languages: "unreadable / 无法识别"."""
    return f"{word(code, 'en')} / {word(code, 'zh')}"


def waiting(tables: Tables, *, study: Study, language: Language) -> str:
    """Return how much of the sheet waits for a person beside what nobody published, with {command} left open; "" for nothing."""
    fields = used_fields(study.protocol)
    states = _states(tables)
    missing = Counter(
        states.get((one.id, field), ("", ""))[0] for one in _asked(tables) for field in fields
    )
    counts = {
        "links": sum(1 for _ in link_lines(tables)),
        "roster": sum(1 for _ in roster_lines(tables)),
        "unreadable": missing["unreadable"],
        "no_rate": missing["no_rate"],
    }
    told = [word(f"headline.waiting_{name}", language, n=n) for name, n in counts.items() if n]
    listed = word("phrase.comma", language).join(told)
    return word("headline.waiting", language, list=listed) if told else ""


def used_fields(protocol: Protocol) -> tuple[str, ...]:
    """Return the fields that statistics and populations ask for and a person can supply, in the catalogue's order."""
    texts = [plan.where for plan in protocol.populations]
    names: set[str] = set()
    for plan in protocol.statistics:
        names |= {plan.field, plan.vocabulary, *plan.fields}
        texts += [plan.where, *(part.where for part in plan.sets)]
    for text in filter(None, texts):
        names |= set(names_of(text).fields)
    return tuple(
        name
        for name, field in FIELDS.items()
        if name in names and not field.personal and field.type != "name" and name not in _NOT_ASKED
    )


def link_lines(tables: Tables) -> Iterator[Line]:
    """Yield the links and roster matches in review, the surest first."""
    exhibitors = {one.id: one for one in to_rows("exhibitors", Exhibitor, tables["exhibitors"])}
    of_record = {record: one for one in exhibitors.values() for record in one.records}
    sources = dict(_pairs(tables, "records", "key", "source"))
    codes = _codes(tables)
    names = {
        (row["left"], row["right"]): row["right_name"] for row in tables["matches"].to_pylist()
    }
    lines: list[tuple[float, Line]] = []
    for row in tables["links"].to_pylist():
        if row["status"] != "review" or row["exhibitor"] not in exhibitors:
            continue
        one = exhibitors[row["exhibitor"]]
        right = names.get((one.id, row["record"]), "")
        line = _pair(one, one.name, row["record"], right, (row, sources, codes))
        lines.append((row["probability"], line))
    for row in tables["roster_matches"].to_pylist():
        if row["status"] == "review" and row["left"] in of_record:
            one = of_record[row["left"]]
            line = _pair(
                one, row["left_name"], row["right"], row["right_name"], (row, sources, codes)
            )
            lines.append((row["probability"], line))
    yield from (line for _, line in sorted(lines, key=lambda pair: (-pair[0], pair[1])))


def _pair(
    one: Exhibitor,
    name: str,
    record: str,
    candidate: str,
    known: tuple[dict[str, object], dict[str, str], dict[str, str]],
) -> Line:
    row, sources, codes = known
    reasons = row["reasons"]
    return (
        one.id, name, "、".join(one.booths), record, sources.get(record, ""), candidate,
        codes.get(record, ""), f"{row['probability']:.3f}",
        _why(reasons if isinstance(reasons, list) else []),
    )  # fmt: skip


def _why(reasons: Sequence[str]) -> str:
    """Return the reasons of a match in both languages."""
    if not reasons:
        return ""
    en = "; ".join(reason(code, "en") for code in reasons)
    return f"{en} / {'；'.join(reason(code, 'zh') for code in reasons)}"


def roster_lines(tables: Tables) -> Iterator[Line]:
    """Yield the exhibitors whose attendance is unclear, with what each checker noted."""
    marks: dict[str, list[Mark]] = {}
    for mark in to_rows("marks", Mark, tables["marks"]):
        marks.setdefault(mark.exhibitor, []).append(mark)
    for one in to_rows("exhibitors", Exhibitor, tables["exhibitors"]):
        if one.included and one.attendance == "unclear":
            said = "; ".join(
                " ".join(
                    part for part in (f"{m.checker}: {_said(m.status)}", m.date, m.note) if part
                )
                for m in marks.get(one.id, ())
            )
            yield (*_who(one), said or "on no sheet 不在任何现场名单上")


def _said(status: str) -> str:
    return " ".join(word(f"attendance.{status}", language) for language in LANGUAGES)


def _asked(tables: Tables) -> Iterable[Exhibitor]:
    rows = to_rows("exhibitors", Exhibitor, tables["exhibitors"])
    return (one for one in rows if one.included and one.attendance != "absent")


def _who(one: Exhibitor) -> tuple[str, str, str]:
    return one.id, one.name, "、".join(one.booths)


def _pairs(tables: Tables, table: str, key: str, value: str) -> Iterator[tuple[str, str]]:
    rows = tables[table]
    yield from zip(rows[key].to_pylist(), rows[value].to_pylist(), strict=True)


def _codes(tables: Tables) -> dict[str, str]:
    facts = tables["facts"]
    return {
        record: value
        for record, field, value in zip(
            *(facts[name].to_pylist() for name in ("record", "field", "value")), strict=True
        )
        if field == "credit_code" and value
    }


def _day(date: str) -> datetime:
    """Return the study's date as the workbook's own; a file without one says 1980, as archives do."""
    return datetime.fromisoformat(date) if date else datetime(1980, 1, 1)  # noqa: DTZ001 - no clock


def _cover(
    book: xlsxwriter.Workbook, study: Study, sheets: Sequence[tuple[Sheet, list[Line]]]
) -> None:
    """Write what the workbook is, how to fill it in, and the two cells that sign it."""
    page = book.add_worksheet(COVER)
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@", "border": 1})
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, study.title.within("en"), bold)
    page.write_string(1, 0, study.title.within("zh"), bold)
    page.write_string(2, 0, "Fill in white cells; leave the rest. 只填写白色单元格。")
    for row, (key, zh) in enumerate(zip(SIGNATURE, ("填写人", "日期 2026-05-06"), strict=True), 4):
        page.write_string(row, 0, f"{key} / {zh}", bold)
        page.write_string(row, 1, "", text)
    page.write_string(
        6, 0, "They sign every line that does not say it itself. 未单独署名的行均以此为准。"
    )
    for row, (sheet, lines) in enumerate(sheets, 8):
        page.write_string(row, 0, f"{sheet.name}: {len(lines):,}", bold)
        page.write_string(row, 1, f"{sheet.holds}  {sheet.holds_zh}" if lines else "nothing  无")


def _sheet(book: xlsxwriter.Workbook, sheet: Sheet, lines: Sequence[Line]) -> None:
    page = book.add_worksheet(sheet.name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    known = book.add_format({"num_format": "@", "bg_color": "#F2F2F2", "font_color": "#404040"})
    white = book.add_format({"num_format": "@", "border": 1, "border_color": "#BFBFBF"})
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
        page.write_string(0, index, column.header, head)
        _choices(page, column, index, len(lines))
    for row, line in enumerate(lines, 1):
        for index, column in enumerate(sheet.columns):
            cell = line[index] if index < len(line) else ""
            page.write_string(row, index, cell, white if column.fill else known)
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, len(lines), len(sheet.columns) - 1)


def _choices(page: xlsxwriter.worksheet.Worksheet, column: Column, index: int, rows: int) -> None:
    if column.choices:
        words = [pair[at] for at in (0, 1) for pair in column.choices]
        page.data_validation(1, index, rows, index, {"validate": "list", "source": words})
