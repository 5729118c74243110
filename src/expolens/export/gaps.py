"""The sheet of gaps: what is missing, doubtful or disputed, for a person to fill in."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from expolens.decisions.queue import Question
from expolens.decisions.sheets import LINKS, MISSING, ROSTER, words_said
from expolens.export.workbook import Line, workbook
from expolens.model.absence import NO_RECORD
from expolens.model.decision import Judgement
from expolens.model.exhibitor import Exhibitor, Mark
from expolens.model.protocol import Protocol
from expolens.model.source import Source
from expolens.model.study import Study
from expolens.model.text import LANGUAGES, Language
from expolens.store.tables import Tables, to_rows
from expolens.store.where import names_of
from expolens.values.fields import FIELDS
from expolens.wording import reason, word

_NOT_ASKED = frozenset({"attendance", "checker", "checked_on", "attendance_note", "asked_name"})


def gaps(tables: Tables, *, study: Study) -> bytes:
    """Return the workbook of gaps of a built study: a cover, then a sheet for each kind of gap that there is.

    Grey cells say what is known, white ones are filled in. Every cell is text, so that codes stay whole; personal columns
    are not in it. The bytes depend on the tables and the study alone.
    """
    sheets = [
        (MISSING, list(missing_lines(tables, study=study))),
        (LINKS, list(link_lines(tables))),
        (ROSTER, list(roster_lines(tables))),
    ]
    return workbook(sheets, study=study, title=f"Gaps of {study.id}")


def doubts(questions: Iterable[Question], *, study: Study, by: str = "") -> bytes:
    """Return the workbook of the names alone that wait for somebody: the cover, signed `by` them, and the sheet of links, in the order of the questions."""
    lines = [
        (
            asked.exhibitor, asked.name, _others(asked.name, asked.names), "、".join(asked.booths),
            one.record, one.record.partition(":")[0], one.name,
            next((value for field, value in one.facts if field == "credit_code"), ""),
            "" if one.probability is None else f"{one.probability:.3f}", _why(one.reasons),
            "; ".join(filter(None, (_others(one.name, one.names), _published(one.facts)))), words_said(one.said),
        )
        for asked in questions
        for one in asked.candidates
    ]  # fmt: skip
    return workbook([(LINKS, lines)], study=study, title=f"Doubtful names of {study.id}", by=by)


def _others(name: str, names: Iterable[str]) -> str:
    """Return the names beside the one that is printed, each once."""
    return "; ".join(dict.fromkeys(other for other in names if other != name))


def _published(facts: Iterable[tuple[str, str]]) -> str:
    return "; ".join(value for field, value in facts if field != "credit_code")


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
    codes, told, texts = _codes(tables), _told(tables), _texts(tables, of_record)
    names = {
        (row["left"], row["right"]): row["right_name"] for row in tables["matches"].to_pylist()
    }
    lines: list[tuple[float, Line]] = []
    for row in tables["links"].to_pylist():
        if row["status"] != "review" or row["exhibitor"] not in exhibitors:
            continue
        one = exhibitors[row["exhibitor"]]
        right = names.get((one.id, row["record"]), "")
        line = _pair((one, one.name, texts), row["record"], right, (row, sources, codes))
        lines.append(
            (row["probability"], (*line, "", words_said(told.get((one.id, row["record"]), ()))))
        )
    for row in tables["roster_matches"].to_pylist():
        if row["status"] == "review" and row["left"] in of_record:
            one = of_record[row["left"]]
            line = _pair(
                (one, row["left_name"], texts),
                row["right"], row["right_name"], (row, sources, codes),
            )  # fmt: skip
            said = told.get((row["left"], row["right"]), ())
            lines.append((row["probability"], (*line, "", words_said(said))))
    yield from (line for _, line in sorted(lines, key=lambda pair: (-pair[0], pair[1])))


def _told(tables: Tables) -> dict[tuple[str, str], list[Judgement]]:
    """Return what people said of pairs in review, that nobody replaced, by either order of the pair."""
    found: dict[tuple[str, str], list[Judgement]] = {}
    for name in ("judgements_roster", "judgements_resolve"):
        for one in to_rows(name, Judgement, tables[name]):
            if one.state != "outranked":
                for ends in ((one.left, one.right), (one.right, one.left)):
                    found.setdefault(ends, []).append(one)
    return found


def _texts(tables: Tables, of_record: Mapping[str, Exhibitor]) -> dict[str, tuple[str, ...]]:
    """Return exhibitor to all its names as published."""
    found: dict[str, tuple[str, ...]] = {}
    for record, text in _pairs(tables, "names", "record", "text"):
        if record in of_record:
            one = of_record[record].id
            found[one] = (*found.get(one, ()), text)
    return found


def _pair(
    left: tuple[Exhibitor, str, Mapping[str, tuple[str, ...]]],
    record: str,
    candidate: str,
    known: tuple[dict[str, object], dict[str, str], dict[str, str]],
) -> Line:
    (one, name, texts), (row, sources, codes) = left, known
    reasons = row["reasons"]
    return (
        one.id, name, _others(name, texts.get(one.id, ())), "、".join(one.booths),
        record, sources.get(record, ""), candidate,
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
