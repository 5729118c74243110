"""What there is to draw: the statistics of a study with their labels, in one language."""

from __future__ import annotations

from dataclasses import dataclass, field

from expolens.model.absence import GAPS
from expolens.model.exhibitor import Exclusion, Exhibitor
from expolens.model.population import Population
from expolens.model.profile import Label
from expolens.model.statistic import Cited, Listed, Statistic
from expolens.model.study import Study
from expolens.model.text import Language, Text
from expolens.render.svg import Sheet
from expolens.store.tables import Tables, to_rows

ABSENT = (*GAPS, "not_applicable")


@dataclass(frozen=True, slots=True)
class Scene:
    """The tables a picture or a printed table reads, by what they are asked for; `language` is what it is drawn in."""

    study: Study
    language: Language
    statistics: dict[str, Statistic]
    populations: dict[str, Population]
    exhibitors: tuple[Exhibitor, ...]
    exclusions: tuple[Exclusion, ...]
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
    """One picture: the sheet, what one who cannot see it is told, the statistics it draws, the rows of its data."""

    sheet: Sheet
    alt: str
    statistics: list[str]
    rows: list[tuple[str, str, int | None, int | None, float | None]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def drew(self, one: Statistic, label: str) -> None:
        """Note a statistic with the row of data it is."""
        self.statistics.append(one.id)
        self.rows.append((one.id, label, one.n, one.N, one.value))


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
        tuple(to_rows("exclusions", Exclusion, tables["exclusions"])),
        tuple(to_rows("listings", Listed, tables["listings"])),
        tuple(to_rows("labels", Label, tables["labels"])),
        tuple(to_rows("cited", Cited, tables["cited"])),
    )
