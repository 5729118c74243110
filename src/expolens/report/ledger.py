"""What the report reads: the tables of a study, by what they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from expolens.model.decision import Applied
from expolens.model.exhibitor import Exhibitor, Remark
from expolens.model.match import Link, Lookup, Match
from expolens.model.population import Population
from expolens.model.source import Source
from expolens.model.statistic import Cited, Statistic
from expolens.model.study import Study
from expolens.model.text import Language, Text
from expolens.model.undone import Undone
from expolens.store.tables import Tables, to_rows

STAGES = ("parse", "roster", "resolve", "enrich")
DECIDED = ("roster", "resolve", "enrich", "classify")
ABSENT = ("not_disclosed", "not_applicable", "unreadable", "no_rate", "spans_classes")


@dataclass(frozen=True, slots=True)
class Ledger:
    """The small tables as rows, and the language they are reported in."""

    study: Study
    language: Language
    statistics: dict[str, Statistic]
    populations: dict[str, Population]
    sources: tuple[Source, ...]
    exhibitors: dict[str, Exhibitor]
    holder: dict[str, str]
    links: tuple[Link, ...]
    lookups: tuple[Lookup, ...]
    cited: tuple[Cited, ...]
    candidates: dict[tuple[str, str], str]
    undone: tuple[Undone, ...]
    remarks: tuple[Remark, ...]
    applied: tuple[Applied, ...]

    def say(self, en: str, zh: str) -> str:
        """Return the one of two texts that is in this language."""
        return zh if self.language == "zh" else en

    def of(self, name: str) -> list[Statistic]:
        """Return the statistics of one `[[statistic]]`, in order."""
        return [one for one in self.statistics.values() if one.name == name]

    def ranked(self, name: str) -> list[Statistic]:
        """Return the categories of a counts statistic by size, the missing left out."""
        present = [one for one in self.of(name) if one.part not in ABSENT and one.n]
        return sorted(present, key=lambda one: (-one.n, one.position))

    def label(self, one: Statistic) -> str:
        """Return the label of a statistic."""
        return Text(one.en, one.zh).within(self.language)

    def printed(self, one: Statistic) -> str:
        """Return what is printed of a statistic."""
        return Text(one.text_en, one.text_zh).within(self.language)

    def named(self, subject: str) -> str:
        """Return the name of the exhibitor that a remark's subject (an exhibitor or a record) is, else the subject."""
        one = self.exhibitors.get(self.holder.get(subject, subject))
        return (one.name or self.say("(no name)", "（无名称）")) if one else subject


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
    return Ledger(
        study,
        language,
        {one.id: one for one in statistics if one.scenario == "base"},
        {one.id: one for one in to_rows("populations", Population, tables["populations"])},
        tuple(to_rows("sources", Source, tables["sources"])),
        {one.id: one for one in exhibitors},
        holder,
        tuple(links),
        tuple(to_rows("lookups", Lookup, tables["lookups"])),
        tuple(to_rows("cited", Cited, tables["cited"])),
        {
            (one.left, one.right): one.right_name
            for one in to_rows("matches", Match, tables["matches"])
        },
        tuple(to_rows("undone", Undone, tables["undone"])),
        tuple(remark for remark in remarks if remark.subject in known),
        _applied(tables),
    )


def _applied(tables: Tables) -> tuple[Applied, ...]:
    """Return what became of the decisions: a decision that one stage applied is not stale for another."""
    found: Sequence[Applied] = [
        one
        for stage in DECIDED
        for one in to_rows(f"applied_{stage}", Applied, tables[f"applied_{stage}"])
    ]
    used = {one.decision for one in found if one.outcome == "applied"}
    return tuple(one for one in found if one.outcome == "applied" or one.decision not in used)
