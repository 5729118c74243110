"""What a kind of statistic is given, and the numbers it returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from expolens.analyse.cohort import Cohort
from expolens.analyse.populations import Cut
from expolens.errors import StudyError
from expolens.model.protocol import StatisticPlan
from expolens.model.share import Share
from expolens.model.statistic import Counted, Listed, Statistic
from expolens.model.study import Study
from expolens.model.text import Text
from expolens.numbers.percent import decimals, percent_text, share_text
from expolens.numbers.rounding import cut_off, thousands


@dataclass(slots=True)
class Answers:
    """The numbers of a study as they are made; a later kind may read an earlier one's (`of`)."""

    statistics: list[Statistic] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)

    def named(self, name: str) -> list[Statistic]:
        """Return the statistics of one `[[statistic]]`, in order."""
        return [one for one in self.statistics if one.name == name]


@dataclass(frozen=True, slots=True)
class Question:
    """One `[[statistic]]` put to its population."""

    plan: StatisticPlan
    cut: Cut
    cohort: Cohort
    study: Study
    cuts: Mapping[str, Cut]
    answers: Answers

    @property
    def units(self) -> tuple[str, ...]:
        """The units of the population, in order."""
        return self.cut.units

    def wrong(self, what: str, todo: str = "") -> StudyError:
        """Return the error of a plan that cannot be answered as it is written."""
        return StudyError(what, where=f"statistic '{self.plan.id}'", todo=todo)


def share_of(
    question: Question, part: str, label: Text, counts: Mapping[str, bool | None], *, method: str
) -> Statistic:
    """Return the statistic of a share: who counts, of the population, with the unknown as missing; the rows are kept."""
    plan = question.plan
    n = sum(1 for answer in counts.values() if answer)
    missing = sum(1 for answer in counts.values() if answer is None)
    share = Share(n, len(question.units))
    return Statistic(
        id=f"{plan.id}.{part}" if part else plan.id,
        name=plan.id,
        part=part,
        kind=plan.kind,
        population=question.cut.population.id,
        scenario="base",
        n=n,
        N=share.total,
        missing=missing,
        value=None if share.percent is None else float(share.percent),
        unit="percent",
        method=method,
        en=label.en or label.zh,
        zh=label.zh or label.en,
        text_en=share_text(share, question.study.style),
        text_zh=share_text(share, question.study.style),
        equation=equation(share, question.study.style),
        position=0,
    )


def equation(share: Share, style: str) -> str:
    """Write a share as arithmetic: 127 / 205 = 61.951…% → 62.0%.

    >>> equation(Share(127, 205), "jmir")
    '127 / 205 = 61.951…% → 62.0%'
    """
    ratio = f"{thousands(share.n)} / {thousands(share.total)}"
    if share.percent is None:
        return f"{ratio}: nobody in the population"
    digits = decimals(share.total, style) + 2
    shown = cut_off(share.percent, digits)
    mark = "" if Fraction(shown) == share.percent else "…"
    return f"{ratio} = {shown}{mark}% → {percent_text(share, style)}"


def counted(
    id_: str, states: Mapping[str, bool | None], values: Mapping[str, str]
) -> list[Counted]:
    """Return the rows behind a statistic: the counted with their value, and the missing."""
    return [
        Counted(id_, unit, "missing" if state is None else "counted", values.get(unit, ""))
        for unit, state in states.items()
        if state is None or state
    ]


def number(
    question: Question,
    part: str,
    label: Text,
    value: Fraction | None,
    *,
    units: Sequence[str] = (),
    **more: object,
) -> Statistic:
    """Return the statistic of a plain number; `more` overrides its fields (n, missing, unit, method, texts, equation)."""
    plan = question.plan
    text = str(more.pop("text", "" if value is None else value))
    given: dict[str, object] = {
        "id": f"{plan.id}.{part}" if part else plan.id,
        "name": plan.id,
        "part": part,
        "kind": plan.kind,
        "population": question.cut.population.id,
        "scenario": "base",
        "n": len(units) or len(question.units),
        "N": len(question.units),
        "missing": 0,
        "value": None if value is None else float(value),
        "unit": "count",
        "method": "",
        "en": label.en or label.zh,
        "zh": label.zh or label.en,
        "text_en": text,
        "text_zh": text,
        "equation": text,
        "position": 0,
    }
    return Statistic(**(given | more))  # type: ignore[arg-type]
