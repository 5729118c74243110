"""The shape of `study.toml`: its tables, its keys, and what each key may say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from expolens.model.money import Rate
from expolens.model.protocol import (
    Class,
    Factor,
    FigurePlan,
    PopulationPlan,
    SectionPlan,
    SentencePlan,
    SetPlan,
    StatisticPlan,
    TablePlan,
)
from expolens.model.source import ROLES
from expolens.model.study import Event, SourcePlan
from expolens.model.text import LANGUAGES, Language, Text
from expolens.numbers.percent import STYLES


@dataclass(frozen=True, slots=True)
class Head:
    """`[study]`: `drop` takes entries out of the protocol ("market", "figure:map", "sentence:*"); see model.study.Study for the rest."""

    id: str
    title: Text
    date: str = ""
    nature: str = "real"
    notice: Text = Text()
    caption: Text = Text()
    languages: tuple[Language, ...] = ("en", "zh")
    style: str = "jmir"
    unit: str = "exhibitor"
    currency: str = "CNY"
    authors: tuple[str, ...] = ()
    protocol: str = "exhibitors"
    packs: tuple[str, ...] | None = None
    drop: tuple[str, ...] = ()
    accept: float = 0.98
    review: float = 0.2


@dataclass(frozen=True, slots=True)
class ProtocolHead:
    """What a protocol says of itself."""

    id: str
    title: Text
    packs: tuple[str, ...] = ()


TABLES: dict[str, type[Any]] = {
    "study": Head,
    "event": Event,
    "source": SourcePlan,
    "rate": Rate,
    "population": PopulationPlan,
    "statistic": StatisticPlan,
    "table": TablePlan,
    "figure": FigurePlan,
    "sentence": SentencePlan,
    "section": SectionPlan,
}
"""Every table of `study.toml`; all but study and event are arrays of tables."""

SINGLE = ("study", "event")
PLANS: tuple[str, ...] = ("population", "statistic", "table", "figure", "sentence", "section")
"""The entries of a protocol, which a study changes by the same id."""

STATISTIC_KINDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "share": (("population",), ("where",)),
    "counts": (("population",), ("field", "vocabulary")),
    "range": (("population",), ("field",)),
    "quantiles": (("population",), ("field",), ("probabilities",)),
    "top": (("of",), ("k",)),
    "listing": (("population",), ("fields",)),
    "overlap": (("population",), ("sets",)),
    "rank_compare": (("of",), ("against",)),
    # An estimate whose study gives no factors is told of as undone.
    "estimate": (),
    "completeness": (("population",),),
    "convert": (("of",), ("to",)),
}
"""Kind of statistic to what it cannot do without: one key of each group."""

TABLE_KINDS = ("quantiles", "listing", "ranks", "counts", "cited")

ALLOWED: dict[tuple[type[Any], str], tuple[str, ...]] = {
    (Head, "nature"): ("real", "partial", "rehearsal"),
    (Head, "languages"): LANGUAGES,
    (Head, "style"): tuple(STYLES),
    (Head, "unit"): ("exhibitor", "company"),
    (SourcePlan, "role"): ROLES,
    (SourcePlan, "covers"): ("all", "asked"),
    (SourcePlan, "blank"): ("", "present", "absent", "unclear"),
    (PopulationPlan, "otherwise"): ("parent", "absent"),
    (StatisticPlan, "kind"): tuple(STATISTIC_KINDS),
    (TablePlan, "kind"): TABLE_KINDS,
    (FigurePlan, "width"): ("column", "page"),
}
"""What a key may say, where that is a list."""

DATES: dict[tuple[type[Any], str], str] = {
    (Head, "date"): "day",
    (Rate, "date"): "day",
    (SourcePlan, "date"): "any",
    (Event, "start"): "any",
    (Event, "end"): "any",
}
"""Keys that hold a date: a whole day, or of any precision."""

_ID = r"[a-z][a-z0-9_]*"
_CURRENCY = r"[A-Z]{3}"
PATTERNS: dict[tuple[type[Any], str], tuple[re.Pattern[str], str]] = {
    **{
        (kind, "id"): (re.compile(_ID), "small letters, digits and _, beginning with a letter")
        for kind in (
            SourcePlan, PopulationPlan, StatisticPlan, TablePlan, FigurePlan, SentencePlan, SectionPlan,
            Class, SetPlan,
        )
    },
    (Head, "id"): (re.compile(r"[a-z0-9][a-z0-9_-]*"), "small letters, digits, _ and -"),
    (Head, "currency"): (re.compile(_CURRENCY), "three capital letters, as CNY"),
    (Rate, "base"): (re.compile(_CURRENCY), "three capital letters, as USD"),
    (Rate, "quote"): (re.compile(_CURRENCY), "three capital letters, as CNY"),
}  # fmt: skip
"""Keys whose text has a form, with the form in words."""

BOUNDS: dict[tuple[type[Any], str], tuple[float, float]] = {
    (Head, "accept"): (0, 1),
    (Head, "review"): (0, 1),
    (StatisticPlan, "probabilities"): (0, 1),
    (StatisticPlan, "definition"): (1, 9),
    (StatisticPlan, "k"): (0, 10_000),
    (Event, "first_year"): (1, 9999),
    (Event, "editions"): (0, 10_000),
    (Event, "forums"): (0, 1_000_000),
    (Event, "exhibitors"): (0, 10_000_000),
    (TablePlan, "limit"): (0, 1_000_000),
    (FigurePlan, "limit"): (0, 1_000_000),
    (SectionPlan, "level"): (2, 4),
}
"""Closed bounds of numbers."""

NESTED = (Class, SetPlan, Factor)
