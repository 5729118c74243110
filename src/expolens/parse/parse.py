"""Read names and facts out of records; what is unreadable stays, as an absence that says so."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from expolens.layouts.kind import Kind, kind_named
from expolens.model.exhibitor import Remark
from expolens.model.field import Field
from expolens.model.source import Source
from expolens.model.study import SourcePlan
from expolens.names import bilingual, display_name, glued_code, language_of, without_legal_form
from expolens.names.comparable import only_code
from expolens.readers.footers import footer
from expolens.store.tables import Tables, from_columns, to_rows, to_table
from expolens.values import FIELDS, Reading, read
from expolens.values.identifiers import credit_code
from expolens.values.missing import missing

_BETWEEN_NAMES = re.compile(
    r"[、，,;；|｜\n\r\t]|(?<=[\u3400-\u9fff)）])\s*[/／]\s*(?=[\u3400-\u9fff(（])"
)
_FACT = (
    "record",
    "source",
    "field",
    "position",
    "value",
    "low",
    "high",
    "unit",
    "date",
    "raw",
    "absence",
    "note",
)
_HELD = 50_000 * len(_FACT)
_NAME = ("record", "text", "language", "kind")


@dataclass(frozen=True, slots=True, eq=False)
class _How:
    """How the cells of one source are read: the study's marks and its layout's, whole terms, what is noise, what words are read as."""

    marks: frozenset[str] = frozenset()
    whole: tuple[str, ...] = ()
    noise: tuple[re.Pattern[str], ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def cleaned(self, raw: str) -> str:
        """Return a cell without the layout's noise."""
        for one in self.noise:
            raw = one.sub("", raw)
        return raw


def _how(plan: SourcePlan | None, kind: Kind | None) -> _How:
    """Return how a source is read, by its plan and by the layout it was recognised as."""
    marks = (*(plan.missing if plan else ()), *(kind.missing if kind else ()))
    noise = tuple(re.compile(one) for one in (kind.noise if kind else ()))
    return _How(frozenset(marks), plan.whole if plan else (), noise, kind.values if kind else {})


@dataclass(slots=True)
class _Out:
    """What is being filled, and the readings of texts seen before: `facts` cell by cell in the order of _FACT, `stored` as tables.

    `placed` counts the values of each field that the record under way has.
    """

    facts: list[object] = field(default_factory=list)
    stored: list[pa.Table] = field(default_factory=list)
    names: dict[str, list[object]] = field(default_factory=lambda: {name: [] for name in _NAME})
    remarks: list[Remark] = field(default_factory=list)
    placed: dict[str, int] = field(default_factory=dict)
    read: dict[tuple[_How, str, str], tuple[Reading, ...]] = field(default_factory=dict)

    def name(self, record: str, text: str, kind: str) -> None:
        self.names["record"].append(record)
        self.names["text"].append(text)
        self.names["language"].append(language_of(text))
        self.names["kind"].append(kind)

    def fact(
        self, record: str, source: str, name: str, raw: str, reading: Reading, *, position: int
    ) -> None:
        self.facts += (
            record, source, name, position, reading.value, reading.low, reading.high, reading.unit,
            reading.date, raw, str(reading.absence) if reading.absence else None, reading.note,
        )  # fmt: skip
        if len(self.facts) >= _HELD:
            self.store()

    def store(self) -> None:
        """Make a table of the facts held, which takes a part of their memory."""
        columns = {name: self.facts[n :: len(_FACT)] for n, name in enumerate(_FACT)}
        self.stored.append(from_columns("facts", columns))
        self.facts = []


def parse(tables: Tables, *, plans: Sequence[SourcePlan]) -> Tables:
    """Make `names`, `facts` and `remarks_parse` of every record but the cited figures.

    Every understood cell that is not blank becomes a fact or a name; a blank one of a field its source has becomes an
    absence, so that missing values can be counted. Order: records, then columns.
    """
    sources = {source.id: source for source in to_rows("sources", Source, tables["sources"])}
    planned = {plan.id: plan for plan in plans}
    said = {id_: _how(planned.get(id_), kind_named(one.layout)) for id_, one in sources.items()}
    columns = {source.id: list(_columns(source)) for source in sources.values()}
    out = _Out()
    records = tables["records"]
    for key, source_id, role, text in zip(
        *(records[name].to_pylist() for name in ("key", "source", "role", "cells")), strict=True
    ):
        if role == "cited":
            continue
        cells = json.loads(text)
        named = len(out.names["record"])
        how = said[source_id]
        out.placed.clear()
        for header, known, unit in columns[source_id]:
            raw = how.cleaned(cells.get(header, ""))
            if known.type == "name":
                _names(out, key, source_id, known, raw, how.marks)
            else:
                _facts(out, key, source_id, known, raw, (unit, how))
        if len(out.names["record"]) == named:
            _unnamed(out, key, cells, columns[source_id], how.marks)
    out.store()
    return {
        "names": from_columns("names", out.names),
        "facts": pa.concat_tables(out.stored).combine_chunks(),
        "remarks_parse": to_table("remarks_parse", out.remarks),
    }


def _columns(source: Source) -> Iterator[tuple[str, Field, str]]:
    """Yield header, field and unit of the columns of a source, as collect understood them."""
    for entry in source.columns:
        header, _, rest = entry.rpartition("=")
        name, _, unit = rest.partition("|")
        yield header, FIELDS[name], unit


def _unnamed(
    out: _Out,
    key: str,
    cells: Mapping[str, str],
    columns: Sequence[tuple[str, Field, str]],
    marks: Collection[str],
) -> None:
    """Say that a record has no name; or give it the one it was asked for by, where it answers anything at all.

    A row of a batch look-up without an answer keeps the asked name as a fact and gets no name: nothing can be matched with it.
    """
    asked = {header for header, known, _ in columns if known.id == "asked_name"}
    text = next((cells[header] for header in asked if missing(cells.get(header, "")) is None), "")
    if not text:
        out.remarks.append(Remark("parse", "nameless", key, ""))
    elif any(
        missing(cells.get(header, ""), marks) is None
        for header, _, _ in columns
        if header not in asked
    ):
        out.name(key, display_name(text), "legal")
    else:
        out.remarks.append(Remark("parse", "no_answer", key, display_name(text)))


def _names(
    out: _Out, key: str, source: str, known: Field, raw: str, marks: Collection[str]
) -> None:
    """Add the names of one cell: both of a bilingual one, each former one, without a code glued to it."""
    if missing(raw, marks) is not None:
        return
    if footer(raw):
        out.remarks.append(Remark("parse", "footer", key, display_name(raw)))
    shown = display_name(raw)
    text, code = ("", alone) if (alone := only_code(shown)) else glued_code(shown)
    if code:
        reading = credit_code(code)
        out.fact(key, source, "credit_code", code, reading, position=0)
        out.remarks.append(
            Remark("parse", "glued_code", key, f"{code}: {reading.note}" if reading.note else code)
        )
    # A cell of nothing but a code names nobody.
    texts = _several(text) if known.many or not text else [text]
    for one in texts:
        first, second = bilingual(one) if known.id == "name" else (one, "")
        out.name(key, first, known.kind)
        if second:
            out.name(key, second, "english")


def _several(text: str) -> list[str]:
    """Split a cell of several names, but not "X Co., Ltd." at its comma.

    >>> _several("Stand-in Co., Ltd.; 示例、示例甲")
    ['Stand-in Co., Ltd.', '示例', '示例甲']
    """
    found: list[str] = []
    for piece in filter(None, (one.strip() for one in _BETWEEN_NAMES.split(text))):
        if found and without_legal_form(f"x {piece}") == "x":
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(piece)
    return found


def _facts(
    out: _Out,
    key: str,
    source: str,
    known: Field,
    raw: str,
    by: tuple[str, _How],
) -> None:
    """Add the facts of one cell; a text is read once a source, however often it stands there. Columns of one field are counted on."""
    unit, how = by
    again = (how, f"{known.id}|{unit}", raw)
    readings = out.read.get(again)
    if readings is None:
        said = how.words.get(known.id, {}).get(raw.strip(), raw)
        readings = read(known, said, unit=unit, marks=how.marks, whole=how.whole)
        out.read[again] = readings
    begun = out.placed.get(known.id, 0)
    if begun and all(one.absence for one in readings):
        return
    out.placed[known.id] = begun + len(readings)
    for position, reading in enumerate(readings, begun):
        out.fact(key, source, known.id, raw, reading, position=position)
        if reading.absence == "unreadable":
            out.remarks.append(
                Remark("parse", "unreadable", key, f"{known.id}: {raw} ({reading.note})")
            )
