"""A question and its answer; everything printed is read from statistics."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statistic:
    """One number with its address. `id` is `name`, `name.category` or `name.part`.

    `n` counts what the number is about, `N` is the population's size, `missing` those of it without a value.
    `value` is unrounded: a percentage in percent, money in whole units of its currency as `unit` says
    (percent, count, year, CNY, USD, rank, ratio). `method` names the definition. `en` and `zh` label the number
    ("founded since 2009"); `text_en` and `text_zh` are what is printed ("127/205 (62.0%)"). `equation` is the arithmetic as a person writes it.
    """

    id: str
    name: str
    part: str
    kind: str
    population: str
    scenario: str
    n: int
    N: int
    missing: int
    value: float | None
    unit: str
    method: str
    en: str
    zh: str
    text_en: str
    text_zh: str
    equation: str
    position: int


@dataclass(frozen=True, slots=True)
class Counted:
    """One unit behind one statistic: `value` is what it contributed ("2009-08-07"), `state` counted or missing.

    `rank` is the place of its value among all of them, from 1 for the smallest, where the number is made of such; else 0.
    """

    statistic: str
    unit: str
    state: str
    value: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """One cell of a listing: the `field` of the unit in row `position` of statistic `statistic`; `absence` where there is none."""

    statistic: str
    position: int
    unit: str
    field: str
    value: str
    absence: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A number that others published: one printed number each, never mixed with what was computed.

    `statistic` names the statistic it is set beside, or `theme` the subject it is context for. `target` marks a
    rehearsal's: it was set, so it confirms nothing. `outcome` is reproduced, truncated, differs, not_recomputable or context;
    `computed` is the statistic's printed text, `should` what the printed value should be where it differs.
    """

    id: str
    statistic: str
    theme: str
    target: bool
    n: int | None
    N: int | None
    value: float | None
    unit: str
    text: str
    quote: str
    source: str
    date: str
    outcome: str
    computed: str
    should: str
    note_en: str = ""
    note_zh: str = ""
