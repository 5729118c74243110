"""What the report reads: the tables of a study, by what they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
from pyarrow import compute

from expolens.decisions.agreement import Agreement, agreements
from expolens.decisions.applied import became
from expolens.layouts.kind import kinds
from expolens.model.absence import GAPS
from expolens.model.decision import Applied, Judgement
from expolens.model.exhibitor import Exhibitor, Remark
from expolens.model.match import Link, Lookup
from expolens.model.population import Population
from expolens.model.profile import Profile
from expolens.model.source import Source
from expolens.model.statistic import Cited, Statistic
from expolens.model.study import Study
from expolens.model.text import Language, Text
from expolens.model.undone import Undone
from expolens.store.tables import Tables, to_rows
from expolens.wording import word

STAGES = ("parse", "roster", "resolve", "enrich")


@dataclass(frozen=True, slots=True)
class Ledger:
    """The small tables as rows, and the language they are reported in.

    `holder` is the exhibitor of a record, `places` where a list or attendance record stands ("row 17"), `candidates` the name that
    the record of a match bears.
    """

    study: Study
    language: Language
    statistics: Mapping[str, Statistic]
    populations: Mapping[str, Population]
    sources: tuple[Source, ...]
    exhibitors: Mapping[str, Exhibitor]
    holder: Mapping[str, str]
    places: Mapping[str, str]
    links: tuple[Link, ...]
    lookups: tuple[Lookup, ...]
    candidates: Mapping[tuple[str, str], str]
    profiles: tuple[Profile, ...]
    cited: tuple[Cited, ...]
    undone: tuple[Undone, ...]
    remarks: tuple[Remark, ...]
    applied: tuple[Applied, ...]
    agreements: tuple[Agreement, ...] = ()

    @property
    def waiting(self) -> frozenset[str]:
        """The exhibitors that are in, and whose match in some source waits for a decision while none is accepted there."""
        found = {(link.exhibitor, link.source) for link in self.links if link.status == "accepted"}
        return frozenset(
            link.exhibitor
            for link in self.links
            if link.status == "review"
            and (link.exhibitor, link.source) not in found
            and self.exhibitors[link.exhibitor].included
        )

    def word(self, code: str, **values: object) -> str:
        """Return the text of a code in this language."""
        return word(code, self.language, **values)

    def joined(self, texts: Sequence[str]) -> str:
        """Return texts as an enumeration."""
        return self.word("phrase.comma").join(texts)

    def of(self, name: str) -> list[Statistic]:
        """Return the statistics of one `[[statistic]]`, in order."""
        return [one for one in self.statistics.values() if one.name == name]

    def ranked(self, name: str) -> list[Statistic]:
        """Return the categories of a counts statistic by size, the missing left out."""
        present = [
            one for one in self.of(name) if one.part not in (*GAPS, "not_applicable") and one.n
        ]
        return sorted(present, key=lambda one: (-one.n, one.position))

    def label(self, one: Statistic) -> str:
        """Return the label of a statistic; a quantile is named with what it is a quantile of."""
        text = Text(one.en, one.zh).within(self.language)
        if one.kind != "quantiles":
            return text
        whole = next((p.label for p in self.study.protocol.statistics if p.id == one.name), Text())
        name = self.word(f"quantile.{one.part}")
        name = text if name == one.part else name
        return self.joined([part for part in (whole.within(self.language), name) if part])

    def printed(self, one: Statistic) -> str:
        """Return what is printed of a statistic."""
        return Text(one.text_en, one.text_zh).within(self.language)

    def role(self, role: str) -> str:
        """Return what a role is called; the list of a partial study is no official list, but the rows that are published."""
        partial = self.study.nature == "partial" and role == "list"
        return self.word("role.list_partial" if partial else f"role.{role}")

    def title(self, source: Source) -> str:
        """Return a source's title in this language: as the study file gives it, else as the source does, else its role."""
        plan = next((plan for plan in self.study.sources if plan.id == source.id), None)
        given = plan.title.within(self.language) if plan else ""
        known = next((kind.title for kind in kinds() if kind.id == source.layout), Text())
        return given or known.within(self.language) or source.title or self.role(source.role)

    def named(self, subject: str) -> str:
        """Return the name of the exhibitor that a remark's subject (an exhibitor or a record) is, else the subject.

        A row without a name is named by its place.
        """
        one = self.exhibitors.get(self.holder.get(subject, subject))
        if one is None:
            return subject
        if one.name:
            return one.name
        place = next((self.places[key] for key in one.records if key in self.places), "")
        return " ".join(filter(None, (self.word("phrase.no_name"), place)))


def ledger(tables: Tables, *, study: Study, language: Language) -> Ledger:
    """Read the tables the report needs; remarks about records that no exhibitor has are left out."""
    exhibitors = to_rows("exhibitors", Exhibitor, tables["exhibitors"])
    links = to_rows("links", Link, tables["links"])
    holder = {record: one.id for one in exhibitors for record in one.records}
    holder |= {link.record: link.exhibitor for link in links if link.status == "accepted"}
    known = {*holder, *(one.id for one in exhibitors)}
    remarks = [
        remark
        for stage in STAGES
        for remark in to_rows(f"remarks_{stage}", Remark, tables[f"remarks_{stage}"])
    ]
    statistics = to_rows("statistics", Statistic, tables["statistics"])
    sources = tuple(to_rows("sources", Source, tables["sources"]))
    return Ledger(
        study=study,
        language=language,
        statistics={one.id: one for one in statistics if one.scenario == "base"},
        populations={
            one.id: one for one in to_rows("populations", Population, tables["populations"])
        },
        sources=sources,
        exhibitors={one.id: one for one in exhibitors},
        holder=holder,
        places=_places(tables["records"]),
        links=tuple(links),
        lookups=tuple(to_rows("lookups", Lookup, tables["lookups"])),
        candidates=_candidates(tables["matches"]),
        profiles=tuple(to_rows("profiles", Profile, tables["profiles"])),
        cited=tuple(to_rows("cited", Cited, tables["cited"])),
        undone=tuple(to_rows("undone", Undone, tables["undone"])),
        remarks=tuple(remark for remark in remarks if remark.subject in known),
        applied=became(tables),
        agreements=_agreements(tables, {one.id for one in exhibitors}),
    )


def _agreements(tables: Tables, exhibitors: Collection[str]) -> tuple[Agreement, ...]:
    """Return how far reviewers agree: on rows of the lists, and on exhibitors and records of registries and libraries."""
    rows, units = (
        to_rows(name, Judgement, tables[name])
        for name in ("judgements_roster", "judgements_resolve")
    )
    # A pair of rows is judged in both stages, a pair of exhibitors is such a one.
    return agreements(
        (*rows, *(one for one in units if (one.left in exhibitors) != (one.right in exhibitors)))
    )


def _places(records: pa.Table) -> dict[str, str]:
    """Return where the records of lists and on-site sheets stand."""
    wanted = compute.is_in(records["role"], value_set=pa.array(["list", "attendance"]))
    rows = records.select(["key", "place"]).filter(wanted)
    return dict(zip(rows["key"].to_pylist(), rows["place"].to_pylist(), strict=True))


def _candidates(matches: pa.Table) -> dict[tuple[str, str], str]:
    columns = (matches[name].to_pylist() for name in ("left", "right", "right_name"))
    return {(left, right): name for left, right, name in zip(*columns, strict=True)}
