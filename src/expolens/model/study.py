"""What is asked: `study.toml` as frozen dataclasses."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from expolens.model.money import Rate
from expolens.model.protocol import Protocol
from expolens.model.text import Language, Text


@dataclass(frozen=True, slots=True)
class Event:
    """The profile of the event that opens the report; what is unknown is None or empty, and not printed.

    `dates` are ISO; `attendance`, `forums`, `exhibitors`, `editions` are as the organiser states them, `sources` where.
    """

    name: Text
    series: Text = Text()
    organiser: Text = Text()
    first_year: int | None = None
    editions: int | None = None
    cycle: Text = Text()
    start: str = ""
    end: str = ""
    place: Text = Text()
    attendance: Text = Text()
    forums: int | None = None
    exhibitors: int | None = None
    url: str = ""
    sources: str = ""


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """One `[[source]]`: `columns` maps a header to a field id (or "ignore"), `missing` adds marks for "not disclosed".

    `covers` is "all" or "asked"; `delimiter` and `encoding` are "" to be found out. `sheet` names an Excel sheet;
    `capital_unit` is what a bare amount means where the head does not say it ("万元", "USD thousand").
    `path` selects the list inside a JSON file ("data.exhibitors"); `recipe` is a file that says where the list is on a page, as `collect` writes it. `continues` says that a
    row without a name belongs to the company above (a further round of financing). `exclude_roles` lists values of the `role` field that are no
    exhibitors; `checker` signs an attendance sheet that has no checker column, and `day` says which day or part of the event a sheet is
    of ("2026-03-18", "hall B") where its rows do not: present on any day is present, checkers can only disagree on one. `blank` is what an empty
    mark says in a sheet that has a column for it (present, absent, or unclear, which it is unless told). `stable` is the column that makes the record's key.
    `whole` lists terms that are one though they hold a separator ("政府/机构").
    """

    id: str
    role: str
    file: str
    date: str = ""
    title: Text = Text()
    url: str = ""
    covers: str = ""
    layout: str = ""
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    path: str = ""
    recipe: str = ""
    continues: bool = False
    stable: str = ""
    checker: str = ""
    day: str = ""
    blank: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    exclude_roles: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    capital_unit: str = ""


@dataclass(frozen=True, slots=True)
class Study:
    """A study folder's question: the event, the sources, rates, and the protocol with what this study changes in it.

    `nature` is real, partial (declares that rows are missing: cited figures compare only where N agrees) or rehearsal (made
    up: said on every page, cited figures are targets). `notice` is the sentence that says so. `unit` is exhibitor or company.
    `date` is the data freeze, the only date that is printed. `folder` is where `study.toml` stands.
    """

    folder: Path
    id: str
    title: Text
    event: Event
    sources: tuple[SourcePlan, ...]
    protocol: Protocol
    date: str
    nature: str = "real"
    notice: Text = Text()
    caption: Text = Text()
    languages: tuple[Language, ...] = ("en", "zh")
    style: str = "jmir"
    unit: str = "exhibitor"
    currency: str = "CNY"
    rates: tuple[Rate, ...] = ()
    authors: tuple[str, ...] = ()
    accept: float = 0.98
    review: float = 0.2
