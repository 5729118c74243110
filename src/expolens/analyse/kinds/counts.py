"""counts: a distribution, one entry a category. Keys: population, field or vocabulary, classes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from expolens.analyse.answer import Answers, Question, counted, share_of
from expolens.analyse.cohort import Value
from expolens.concepts import concept_slug
from expolens.model.absence import NO_RECORD
from expolens.model.text import Text
from expolens.numbers.bins import SPANS, class_of, gaps
from expolens.values import FIELDS
from expolens.values.display import label as label_of
from expolens.values.financing import rounds

ABSENCES: dict[str, Text] = {
    "not_applicable": Text("Not applicable", "不适用"),
    SPANS: Text("Between two classes", "跨组"),
    "no_rate": Text("No exchange rate", "无汇率"),
    "unreadable": Text("Unreadable", "无法识别"),
    "not_disclosed": Text("Not disclosed", "未披露"),
    NO_RECORD: Text("No record found", "无记录"),
}
ABROAD = Text("Outside China", "中国以外")


def counts(question: Question) -> Answers:
    """Count the units of each category, of all of the population; categories of missing values come last and are no class.

    Over a vocabulary an exhibitor counts once for each of its terms, so shares add up to more than 100%.
    """
    return _vocabulary(question) if question.plan.vocabulary else _field(question)


def _field(question: Question) -> Answers:
    plan = question.plan
    if plan.field not in FIELDS:
        raise question.wrong("counts need `field` or `vocabulary`")
    values = question.cohort.values(plan.field, question.units)
    category = {one.unit: _category(question, one) for one in values}
    shown = {one.unit: one.value or "" for one in values}
    order = list(_categories(question, category.values()))
    absent = [name for name in ABSENCES if name in category.values()]
    missing = sum(name in ABSENCES and name != "not_applicable" for name in category.values())
    answers = Answers()
    for position, (name, label) in enumerate(
        [*order, *((name, _absence(plan.field, name)) for name in absent)]
    ):
        states: dict[str, bool | None] = {unit: of == name for unit, of in category.items()}
        one = share_of(question, name, label, states, method=_method(question, name))
        answers.statistics.append(replace(one, missing=missing, position=position))
        answers.counted += counted(one.id, states, shown)
    return answers


def _absence(field: str, name: str) -> Text:
    return (
        ABROAD if name == "not_applicable" and FIELDS[field].type == "province" else ABSENCES[name]
    )


def _method(question: Question, name: str) -> str:
    for one in question.plan.classes:
        if one.id == name and one.bands:
            return f"class {one.label.en}; bands counted here: {', '.join(one.bands)}"
    if name in ABSENCES and name != SPANS:
        return "category of missing values"
    open_ = gaps(question.plan.classes, whole=FIELDS[question.plan.field].type == "headcount")
    between = f"; in no class: {', '.join(open_)}" if open_ else ""
    return (
        f"values across a border or in no class{between}"
        if name == SPANS
        else f"exclusive categories{between}"
    )


def _category(question: Question, one: Value) -> str:
    plan = question.plan
    if one.value is None:
        return one.absence or NO_RECORD
    if plan.classes:
        return class_of(one.value, one.low, one.high, plan.classes)
    kind = FIELDS[plan.field].type
    if kind == "date":
        return str(int(one.low or 0) // 10_000)
    if kind == "country":
        return _slug(label_of(FIELDS[plan.field], one.value))
    return (
        one.value
        if kind in ("province", "financing", "listing")
        else _slug(Text(one.value, one.value))
    )


def _categories(question: Question, found: Iterable[str]) -> Iterable[tuple[str, Text]]:
    """Yield the categories in their own order, or the most frequent first; of years every one, of classes all."""
    plan = question.plan
    names = [name for name in found if name not in ABSENCES]
    if plan.classes:
        return [(one.id, one.label) for one in plan.classes]
    known = FIELDS[plan.field]
    if known.type == "date":
        years = sorted({int(name) for name in names})
        return (
            [(str(year), Text(str(year))) for year in range(years[0], years[-1] + 1)]
            if years
            else []
        )
    if known.type == "financing":
        return [(name, label) for name, label in rounds().items() if name in names]
    labels = {
        _category(question, one): label_of(known, one.value or "")
        for one in question.cohort.values(plan.field, question.units)
    }
    tally = {name: names.count(name) for name in dict.fromkeys(names)}
    return [
        (name, labels[name])
        for name in sorted(tally, key=lambda name: (-tally[name], labels[name].en))
    ]


def _vocabulary(question: Question) -> Answers:
    plan = question.plan
    terms: dict[str, dict[str, str]] = {}
    labels: dict[str, Text] = {}
    for unit in question.units:
        for label in question.cohort.labels.get((unit, plan.vocabulary), ()):
            labels.setdefault(label.concept, Text(label.en, label.zh))
            terms.setdefault(label.concept, {}).setdefault(unit, label.evidence)
    bare = [
        unit for unit in question.units if (unit, plan.vocabulary) not in question.cohort.labels
    ]
    documented = question.cohort.documented.get(plan.vocabulary, frozenset())
    answers = Answers()
    ranked = sorted(terms, key=lambda concept: (-len(terms[concept]), labels[concept].en, concept))
    for position, concept in enumerate(ranked):
        states: dict[str, bool | None] = {unit: unit in terms[concept] for unit in question.units}
        one = share_of(
            question,
            concept,
            labels[concept],
            states,
            method="multi-label: an exhibitor counts once for each of its terms",
        )
        answers.statistics.append(replace(one, missing=len(bare), position=position))
        answers.counted += counted(one.id, states, terms[concept])
    silent = {unit for unit in bare if unit in documented}
    for position, (absence, units) in enumerate(
        (("not_disclosed", silent), (NO_RECORD, set(bare) - silent)), len(ranked)
    ):
        if units:
            states = {unit: unit in units for unit in question.units}
            method = "category of missing values"
            one = share_of(question, absence, ABSENCES[absence], states, method=method)
            answers.statistics.append(replace(one, missing=len(bare), position=position))
            answers.counted += counted(one.id, states, {})
    return answers


def _slug(label: Text) -> str:
    return concept_slug(en=label.en, zh=label.zh)
