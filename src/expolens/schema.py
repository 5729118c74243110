"""The stored tables, derived from the words: columns, keys, data dictionary."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, get_type_hints

from expolens.model.decision import Applied, Judgement
from expolens.model.document import Appearance, Explanation
from expolens.model.exhibitor import Exclusion, Exhibitor, Mark, Remark
from expolens.model.fact import Fact
from expolens.model.match import Company, Link, Lookup, Match
from expolens.model.population import Member, Population
from expolens.model.profile import Label, Profile
from expolens.model.record import Name, Record
from expolens.model.source import Source, SourcePage
from expolens.model.statistic import Cited, Counted, Listed, Statistic
from expolens.model.undone import Undone


@dataclass(frozen=True, slots=True)
class Table:
    """A stored table: one `row` type, the columns that identify a row, and what it holds."""

    name: str
    row: type[Any]
    key: tuple[str, ...]
    holds: str

    @property
    def columns(self) -> dict[str, str]:
        """Column name to type (text, integer, number, boolean, texts), "?" behind it where it may be null."""
        hints = get_type_hints(self.row)
        return {column.name: _COLUMN_TYPES[hints[column.name]] for column in fields(self.row)}


_COLUMN_TYPES: dict[Any, str] = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "boolean",
    str | None: "text?",
    int | None: "integer?",
    float | None: "number?",
    tuple[str, ...]: "texts",
}

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("sources", Source, ("id",), "every input as received"),
        Table("pages", SourcePage, ("source", "url"), "the pages of sources that were fetched"),
        Table("records", Record, ("key",), "every row of every source as published"),
        Table("names", Name, ("record", "kind", "text"), "the names on each record"),
        Table("facts", Fact, ("record", "field", "position"), "typed values of the records"),
        Table("exhibitors", Exhibitor, ("id",), "what took part, in or out"),
        Table("marks", Mark, ("exhibitor", "record"), "what checkers noted on site"),
        Table("exclusions", Exclusion, ("exhibitor", "stage"), "who left the flow, and why"),
        Table(
            "roster_matches",
            Match,
            ("left", "right"),
            "list records compared with list and attendance",
        ),
        Table("matches", Match, ("left", "right"), "exhibitors compared with registry and library"),
        Table("links", Link, ("exhibitor", "record"), "matches after decisions"),
        Table("lookups", Lookup, ("exhibitor", "source"), "who was looked up where"),
        Table("companies", Company, ("id",), "records linked together"),
        Table("profiles", Profile, ("exhibitor", "field"), "the value chosen for each field"),
        Table(
            "labels",
            Label,
            ("exhibitor", "vocabulary", "concept", "position"),
            "terms of the exhibitors",
        ),
        Table("populations", Population, ("id",), "named sets with their chain"),
        Table("members", Member, ("population", "unit"), "who is in a population"),
        Table("statistics", Statistic, ("id", "scenario"), "every number there is"),
        Table("counted", Counted, ("statistic", "unit", "value"), "the units behind each number"),
        Table("listings", Listed, ("statistic", "position", "field"), "the cells of listings"),
        Table("cited", Cited, ("id",), "numbers that others published"),
        Table("undone", Undone, ("id",), "what could not be made, and what it lacks"),
        Table(
            "appearances", Appearance, ("statistic", "kind", "place"), "where a number is printed"
        ),
        Table("explanations", Explanation, ("statistic",), "the way back of each number"),
        Table("remarks_parse", Remark, ("subject", "code", "detail"), "what parsing noticed"),
        Table("remarks_roster", Remark, ("subject", "code", "detail"), "what the roster noticed"),
        Table("remarks_resolve", Remark, ("subject", "code", "detail"), "what resolving noticed"),
        Table("remarks_enrich", Remark, ("subject", "code", "detail"), "what enriching noticed"),
        Table(
            "judgements_roster",
            Judgement,
            ("decision", "left", "right"),
            "what reviewers said of pairs of list and attendance records",
        ),
        Table(
            "judgements_resolve",
            Judgement,
            ("decision", "left", "right"),
            "what reviewers said of exhibitors and registry or library records",
        ),
        Table(
            "applied_roster",
            Applied,
            ("decision", "subject"),
            "decisions as the roster applied them",
        ),
        Table(
            "applied_resolve", Applied, ("decision", "subject"), "decisions as resolve applied them"
        ),
        Table(
            "applied_enrich", Applied, ("decision", "subject"), "decisions as enrich applied them"
        ),
        Table(
            "applied_classify",
            Applied,
            ("decision", "subject"),
            "decisions as classify applied them",
        ),
    )
}
