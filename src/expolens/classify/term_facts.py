"""Terms as facts of the records behind each exhibitor."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pyarrow as pa
from pyarrow import compute

from expolens.model.exhibitor import Exhibitor
from expolens.store.tables import Tables


@dataclass(frozen=True, slots=True)
class TermFact:
    """One term of one exhibitor: `evidence` is the text it was read from, `by` the decision that gave it, if one did."""

    exhibitor: str
    vocabulary: str
    term: str
    evidence: str
    source: str
    record: str
    by: str = ""


def term_facts(
    tables: Tables, *, exhibitors: Sequence[Exhibitor], vocabularies: Collection[str]
) -> list[TermFact]:
    """Return the terms of the exhibitors' own records and of their accepted links.

    In the order of the exhibitors, their own records first, then links, terms in the order published. An absence is
    no term. A record linked to two exhibitors gives its terms to both.
    """
    by_record = _by_record(tables["facts"], vocabularies)
    linked: dict[str, list[str]] = {}
    links = tables["links"].filter(compute.equal(tables["links"]["status"], "accepted"))
    for row in links.select(["exhibitor", "record"]).to_pylist():
        linked.setdefault(row["exhibitor"], []).append(row["record"])
    return [
        TermFact(one.id, field, term, evidence, source, record)
        for one in exhibitors
        for record in dict.fromkeys((*one.records, *linked.get(one.id, ())))
        for field, term, evidence, source in by_record.get(record, ())
    ]


def _by_record(
    facts: pa.Table, vocabularies: Collection[str]
) -> dict[str, list[tuple[str, str, str, str]]]:
    """Return record to its (field, term, raw text, source), by field and position."""
    wanted = compute.is_in(facts["field"], value_set=pa.array(sorted(vocabularies)))
    kept = facts.filter(compute.and_(wanted, compute.is_valid(facts["value"])))
    columns = kept.select(["record", "field", "position", "value", "raw", "source"]).to_pylist()
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    for row in sorted(columns, key=lambda row: (row["field"], row["position"])):
        found.setdefault(row["record"], []).append(
            (row["field"], row["value"], row["raw"], row["source"])
        )
    return found
