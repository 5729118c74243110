"""The analysis plan as data: populations, statistics, tables, figures, outline."""

from __future__ import annotations

from dataclasses import dataclass

from expolens.model.text import Text


@dataclass(frozen=True, slots=True)
class PopulationPlan:
    """`[[population]]`: units of `parent` for which `where` is true, and those outside it for which `adding` is.

    `needs` names the role or field without which nothing can be cut: the population is then its parent, marked not checked
    (`otherwise = "parent"`) or is not made (`otherwise = "absent"`).
    """

    id: str
    label: Text
    where: str = ""
    parent: str = ""
    adding: str = ""
    needs: tuple[str, ...] = ()
    otherwise: str = "absent"
    note: Text = Text()


@dataclass(frozen=True, slots=True)
class Class:
    """One class of a distribution: `values` lists the canonical values that fall in it.

    For head counts `low` and `high` are the closed borders; `bands` lists source bands ("50-99") that the protocol puts here.
    """

    id: str
    label: Text
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetPlan:
    """One set of an overlap: the units of the population for which `where` is true."""

    id: str
    label: Text
    where: str


@dataclass(frozen=True, slots=True)
class Factor:
    """One range of an estimate, with its unit and where it is from; `low` equals `high` for a plain number."""

    label: Text
    low: float
    high: float
    unit: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class StatisticPlan:
    """`[[statistic]]`: which keys a kind takes stands in `analyse/` and in the documentation.

    share: where. counts: field or vocabulary, classes. range: field. quantiles: field, probabilities,
    definition, unit. top: of, k. listing: fields, order. overlap: sets. rank_compare: of, against. estimate: factors, unit, divide.
    convert: of, to (a statistic's value in another currency by the newest rate not after the study's date).
    """

    id: str
    kind: str
    label: Text
    population: str = ""
    where: str = ""
    field: str = ""
    vocabulary: str = ""
    classes: tuple[Class, ...] = ()
    probabilities: tuple[float, ...] = ()
    definition: int = 2
    of: str = ""
    against: str = ""
    to: str = ""
    k: int = 0
    fields: tuple[str, ...] = ()
    order: str = ""
    sets: tuple[SetPlan, ...] = ()
    factors: tuple[Factor, ...] = ()
    unit: str = ""
    note: Text = Text()


@dataclass(frozen=True, slots=True)
class TablePlan:
    """`[[table]]`: `kind` is quantiles, listing, ranks, counts, cited or event; `statistics` are names of `[[statistic]]`."""

    id: str
    kind: str
    title: Text
    statistics: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    limit: int = 0
    unit: str = ""
    theme: str = ""
    note: Text = Text()


@dataclass(frozen=True, slots=True)
class FigurePlan:
    """`[[figure]]`: `kind` is one of `render.FIGURES`; `marks` are cuts drawn as quiet lines ("2009")."""

    id: str
    kind: str
    title: Text
    statistics: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    limit: int = 0
    width: str = "page"
    note: Text = Text()


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """`[[section]]`: `items` in order, each "sentence:ID", "table:ID", "figure:ID" or "theme:ID" (cited context).

    It is left out where `when` fails, a condition as a sentence's.
    """

    id: str
    title: Text
    items: tuple[str, ...] = ()
    level: int = 2
    when: str = ""


@dataclass(frozen=True, slots=True)
class SentencePlan:
    """`[[sentence]]`: a template in each language with `{statistic}` in it; not written where `when` fails or a statistic is missing.

    `otherwise` is written instead where `when` fails but every statistic is there.
    """

    id: str
    text: Text
    when: str = ""
    otherwise: Text = Text()


@dataclass(frozen=True, slots=True)
class Protocol:
    """A whole plan; a study changes it by entries of the same id, and drops entries by name."""

    id: str
    title: Text
    populations: tuple[PopulationPlan, ...]
    statistics: tuple[StatisticPlan, ...]
    tables: tuple[TablePlan, ...]
    figures: tuple[FigurePlan, ...]
    sentences: tuple[SentencePlan, ...]
    sections: tuple[SectionPlan, ...]
    packs: tuple[str, ...] = ()
