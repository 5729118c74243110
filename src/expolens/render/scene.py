"""What there is to draw: the statistics of a study with their labels, in one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from expolens.model.absence import GAPS
from expolens.model.exhibitor import Exhibitor
from expolens.model.match import Company, Link, Lookup
from expolens.model.population import Member, Population
from expolens.model.profile import Label, Profile
from expolens.model.protocol import FigurePlan
from expolens.model.source import Source
from expolens.model.statistic import Cited, Listed, Statistic
from expolens.model.study import Study
from expolens.model.text import Language, Text
from expolens.render.ink import WIDTHS
from expolens.render.svg import Sheet
from expolens.store.tables import Tables, to_rows

ABSENT = GAPS
"""The categories of missing values. `not_applicable` is none: that a place is outside China is known."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The tables a picture or a printed table reads, by what they are asked for; `language` is what it is drawn in.

    `members` are the units of each population, `holders` the exhibitors of a unit where units are companies.
    """

    study: Study
    language: Language
    statistics: dict[str, Statistic]
    populations: dict[str, Population]
    exhibitors: tuple[Exhibitor, ...]
    members: dict[str, frozenset[str]]
    holders: dict[str, tuple[str, ...]]
    sources: tuple[Source, ...]
    lookups: tuple[Lookup, ...]
    links: tuple[Link, ...]
    profiles: tuple[Profile, ...]
    listed: tuple[Listed, ...]
    labels: tuple[Label, ...]
    cited: tuple[Cited, ...]

    def of(self, name: str) -> list[Statistic]:
        """Return the statistics of one `[[statistic]]`, in their order."""
        return [one for one in self.statistics.values() if one.name == name]

    def label(self, one: Statistic) -> str:
        """Return the label of a statistic."""
        return Text(one.en, one.zh).within(self.language)

    def printed(self, one: Statistic) -> str:
        """Return the text of a statistic."""
        return Text(one.text_en, one.text_zh).within(self.language)

    def say(self, en: str, zh: str) -> str:
        """Return the one of two texts that is in this scene's language."""
        return zh if self.language == "zh" else en

    def pair(self, label: str, value: str) -> str:
        """Return a label with its value behind a colon, as this language sets it."""
        return f"{label}{self.say(': ', '：')}{value}"

    def joined(self, texts: Iterable[str]) -> str:
        """Return texts as an enumeration."""
        return self.say(", ", "、").join(texts)

    def title(self, statistic: str) -> str:
        """Return the label of a planned statistic, else its id."""
        plan = next((p for p in self.study.protocol.statistics if p.id == statistic), None)
        return (plan.label.within(self.language) if plan else "") or statistic

    def sheet(self, plan: FigurePlan) -> Sheet:
        """Return an empty sheet for a figure: of the width that its plan names, with an id that no other has."""
        end = "-column" if plan.width == "column" else ""
        return Sheet(f"{plan.id}-{self.language}{end}", WIDTHS.get(plan.width, WIDTHS["page"]))

    def population(self, id_: str) -> str:
        """Return the label of a population."""
        found = self.populations.get(id_)
        return Text(found.en, found.zh).within(self.language) if found else ""

    @property
    def notice(self) -> str:
        """What must stand inside every picture of a study that is no whole, real one; "" for one that is."""
        if self.study.nature == "real":
            return ""
        return (self.study.caption or self.study.notice).within(self.language)


@dataclass(slots=True)
class Sketch:
    """One picture: the sheet, what one who cannot see it is told, the statistics it draws, the rows of its data.

    `base` says what the picture is of where that is not the populations of its statistics.
    """

    sheet: Sheet
    alt: str
    statistics: list[str]
    rows: list[tuple[str, str, int | None, int | None, float | None]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    base: str = ""

    def drew(self, one: Statistic, label: str) -> None:
        """Note a statistic with the row of data it is; one that counts nobody has no n and no N."""
        self.statistics.append(one.id)
        n, total = (one.n, one.N) if one.population else (None, None)
        self.rows.append((one.id, label, n, total, one.value))


def scene(tables: Tables, *, study: Study, language: Language) -> Scene:
    """Read the tables once for all pictures and printed tables of a language."""
    statistics = to_rows("statistics", Statistic, tables["statistics"])
    populations = to_rows("populations", Population, tables["populations"])
    return Scene(
        study,
        language,
        {one.id: one for one in statistics if one.scenario == "base"},
        {one.id: one for one in populations},
        tuple(to_rows("exhibitors", Exhibitor, tables["exhibitors"])),
        _members(tables),
        _holders(tables, study.unit),
        tuple(to_rows("sources", Source, tables["sources"])),
        tuple(to_rows("lookups", Lookup, tables["lookups"])),
        tuple(to_rows("links", Link, tables["links"])),
        tuple(to_rows("profiles", Profile, tables["profiles"])),
        tuple(to_rows("listings", Listed, tables["listings"])),
        tuple(to_rows("labels", Label, tables["labels"])),
        tuple(to_rows("cited", Cited, tables["cited"])),
    )


def _members(tables: Tables) -> dict[str, frozenset[str]]:
    """Return the units of each population."""
    found: dict[str, set[str]] = {}
    for one in to_rows("members", Member, tables["members"]):
        found.setdefault(one.population, set()).add(one.unit)
    return {name: frozenset(units) for name, units in found.items()}


def _holders(tables: Tables, unit: str) -> dict[str, tuple[str, ...]]:
    """Return the exhibitors of each company, nothing where an exhibitor is its own unit."""
    if unit != "company":
        return {}
    return {one.id: one.exhibitors for one in to_rows("companies", Company, tables["companies"])}
