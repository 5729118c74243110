"""Look every exhibitor up in every registry and library, and keep what people decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from expolens.decisions import finder, grouped, standing, withdrawn
from expolens.matching import Index, Party, Scored, indexed, search, verdict
from expolens.matching.namesakes import Bearers, bears_the_name, borne
from expolens.model.decision import Decision
from expolens.model.exhibitor import Exhibitor, Remark
from expolens.model.match import Link, Lookup, Match
from expolens.model.source import Source
from expolens.resolve.companies import companies_of
from expolens.resolve.parties import asked_for, words_of
from expolens.store.tables import Tables, to_rows, to_table

SOURCES = ("registry", "library")
_REFUSED = 0.0
_SEEN = 0.05
"""Of several that are together worth a look, what is less likely than this is not."""
_GIVEN, _NAMESAKES = 5, 100
"""How many candidates a search gives, and how many records of one name are given at most."""
_LINKED = {"same": "accepted", "different": "rejected", "unsure": "review", "disputed": "review"}


@dataclass(slots=True)
class _Out:
    matches: list[Match] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    lookups: list[Lookup] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Said:
    """What people said of pairs: by exhibitor, record to (verdict, decision id)."""

    verdicts: Mapping[str, Mapping[str, tuple[str, str]]]

    def of(self, exhibitor: str) -> Mapping[str, tuple[str, str]]:
        return self.verdicts.get(exhibitor, {})


def resolve(
    tables: Tables, *, decisions: Sequence[Decision], accept: float, review: float
) -> Tables:
    """Make matches, links, lookups and companies of exhibitors and the registry and library sources, in their order.

    A record accepted in one source lends its names to the search in the next: a brand on the list finds its legal name in the
    registry, and with that the library. A link in review counts as not found until somebody decides. An exhibitor that a source
    has no record of is not_found where the source covers all or was asked for it, else not_looked_up.
    """
    exhibitors = to_rows("exhibitors", Exhibitor, tables["exhibitors"])
    words = words_of(tables)
    unit_of = {record: one.id for one in exhibitors for record in one.records}
    ours = [d for d in standing(decisions) if d.verdict in ("same", "different", "unsure")]
    find = finder(tables, ours)
    said = grouped(ours, find, stage="resolve", unit_of=unit_of, among=_theirs(tables, exhibitors))
    pairs = said.verdicts()
    out = _Out()
    sources = to_rows("sources", Source, tables["sources"])
    registries = {source.id for source in sources if source.role == "registry"}
    known: dict[str, list[str]] = {one.id: list(one.records) for one in exhibitors}
    for source in sources:
        if source.role in SOURCES:
            records = _records_of(tables, source.id)
            index = indexed(words.answering(key) for key in records)
            asked = any(key in words.asked for key in records)
            parties = [words.party(one.id, known[one.id]) for one in exhibitors]
            each = _searched(parties, index)
            for one, found in zip(exhibitors, each, strict=True):
                links = _links(one, source, found, index, (_Said(pairs), accept, review, out))
                known[one.id] += [link.record for link in links if link.status == "accepted"]
                was_asked = source.covers == "all" or (asked and asked_for(one, words, records))
                out.lookups.append(_lookup(one, source, links, asked=was_asked))
    companies, conflicts = companies_of(exhibitors, out.links, words, registries=registries)
    mine = {"same", "different", "unsure"}
    taken = [
        a
        for a in withdrawn(decisions, stage="resolve")
        if a.decision in {d.id for d in decisions if d.verdict in mine}
    ]
    return {
        "matches": to_table("matches", out.matches),
        "links": to_table("links", out.links),
        "lookups": to_table("lookups", out.lookups),
        "companies": to_table("companies", companies),
        "remarks_resolve": to_table(
            "remarks_resolve",
            [*out.remarks, *conflicts, *said.remarks("resolve", {one.id for one in exhibitors})],
        ),
        "judgements_resolve": to_table("judgements_resolve", said.judgements),
        "applied_resolve": to_table("applied_resolve", [*said.applied, *taken]),
    }


def _searched(parties: Sequence[Party], index: Index) -> list[tuple[Scored, ...]]:
    """Return the candidates of each party; where more records bear its very name than a search gives, all of them, for a person to choose."""
    bearers, each = Bearers(index), search(parties, index).candidates
    several = bearers.several(parties, each, above=_GIVEN)
    return [
        borne(one, found, bearers, top=_NAMESAKES) if more else tuple(found)
        for one, found, more in zip(parties, each, several, strict=True)
    ]


def _theirs(tables: Tables, exhibitors: Sequence[Exhibitor]) -> set[str]:
    """Return the records this stage judges: those of exhibitors, registries and libraries."""
    records = tables["records"]
    others = {
        key
        for key, role in zip(records["key"].to_pylist(), records["role"].to_pylist(), strict=True)
        if role in SOURCES
    }
    return others | {record for one in exhibitors for record in one.records}


def _records_of(tables: Tables, source: str) -> list[str]:
    records = tables["records"]
    return [
        key
        for key, of in zip(records["key"].to_pylist(), records["source"].to_pylist(), strict=True)
        if of == source
    ]


def _links(
    one: Exhibitor,
    source: Source,
    found: Sequence[Scored],
    index: Index,
    how: tuple[_Said, float, float, _Out],
) -> list[Link]:
    """Return the links of one exhibitor to one source: the decided ones, else the best candidate worth a look."""
    said, accept, review, out = how
    links: list[Link] = []
    together = sum(scored.probability for scored in found)
    # Which of several that bear the very name is for a person, however unlikely that makes each of them.
    first = verdict(found[0].probability, accept=accept, review=review) if found else "not_found"
    doubtful = bool(found) and first != "matched" and bears_the_name(found[0])
    for rank, scored in enumerate(found, 1):
        record = index.parties[scored.position].key
        status = verdict(scored.probability, accept=accept, review=review)
        worth = together >= review and scored.probability >= _SEEN
        if status == "not_found" and (worth or (doubtful and bears_the_name(scored))):
            status = "review"
        out.matches.append(
            Match(
                "resolve",
                one.id,
                record,
                scored.left_name,
                scored.right_name,
                scored.probability,
                status,
                rank,
                scored.reasons,
            )
        )
    chosen = {index.parties[scored.position].key: scored for scored in found}
    for record, (kind, decision) in said.of(one.id).items():
        if not record.startswith(f"{source.id}:"):
            continue
        judged = chosen.pop(record, None)
        probability = judged.probability if judged else _REFUSED
        reasons = judged.reasons if judged else ()
        links.append(Link(one.id, record, source.id, _LINKED[kind], probability, reasons, decision))
    if not any(link.status == "accepted" for link in links):
        links += _best(one, source, chosen, (accept, review))
    out.links += links
    return links


def _best(
    one: Exhibitor, source: Source, chosen: Mapping[str, Scored], thresholds: tuple[float, float]
) -> list[Link]:
    """Return the link to the best candidate; with it those that are as likely, since nobody can choose between them."""
    accept, review = thresholds
    best = max((scored.probability for scored in chosen.values()), default=0.0)
    together = sum(scored.probability for scored in chosen.values())
    top = [(record, scored) for record, scored in chosen.items() if scored.probability == best]
    if together < review or best < _SEEN:
        top = [(record, scored) for record, scored in top if bears_the_name(scored)]
    accepted = verdict(best, accept=accept, review=review) == "matched" and len(top) == 1
    status = "accepted" if accepted else "review"
    return [
        Link(
            one.id,
            record,
            source.id,
            status,
            scored.probability,
            scored.reasons,
            "rule: matcher",
        )
        for record, scored in top
    ]


def _lookup(one: Exhibitor, source: Source, links: Sequence[Link], *, asked: bool) -> Lookup:
    found = any(link.status == "accepted" for link in links)
    outcome = "found" if found else "not_found" if asked or links else "not_looked_up"
    state = "answered" if found or asked or links else "not_asked"
    return Lookup(one.id, source.id, source.role, state, outcome, source.date)
