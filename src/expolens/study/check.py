"""Cross-checks: what one part of a study says of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

from expolens.concepts import pack_names
from expolens.errors import StudyError, suggestion
from expolens.model.protocol import Protocol, StatisticPlan
from expolens.model.source import ROLES
from expolens.model.study import SourcePlan, Study
from expolens.store.where import names_of
from expolens.study.file import STATISTIC_KINDS
from expolens.study.shape import Place
from expolens.study.statistics import check_statistic
from expolens.study.units import known_currency, known_unit
from expolens.values.fields import FIELDS

Places = Mapping[tuple[str, str], Place]

_NOT_A_SOURCE = ("~$", ".")


def check(study: Study, *, places: Places, place: Place) -> None:
    """Raise StudyError for the first thing a study refers to and has not; `places` says where each entry stands."""
    known_currency(study.currency, place.at("study", "currency"))
    _sources(study, place)
    _rates(study, place)
    protocol = study.protocol
    for pack in protocol.packs:
        _known(pack, pack_names(), what="pack of terms", place=place.at("study", "packs"))
    _populations(protocol, places)
    for statistic in protocol.statistics:
        _statistic(statistic, protocol, places["statistic", statistic.id])
    _conditions(study, places)
    _outline(protocol, places)
    if study.review > study.accept:
        raise StudyError(
            "'review' is above 'accept'",
            where=str(place.at("study", "review")),
            have=f"You have {study.review:g} and {study.accept:g}.",
            todo="What is accepted must be surer than what is reviewed.",
        )


def _known(given: str, known: Iterable[str], *, what: str, place: Place) -> None:
    """Raise StudyError unless `given` is one of `known`."""
    names = list(known)
    if given not in names:
        raise StudyError(
            f"there is no {what} '{given}'",
            where=str(place),
            todo=suggestion(given, names) or "There are none.",
        )


def _sources(study: Study, place: Place) -> None:
    ids: dict[str, int] = {}
    files: dict[str, int] = {}
    for number, source in enumerate(study.sources):
        here = place.at("source", number)
        if source.id in ids:
            raise StudyError(
                f"two sources have the id '{source.id}'",
                where=str(here.at("id")),
                todo="Give one of them another id.",
            )
        ids[source.id] = number
        part = f"{source.file} {source.sheet} {source.path}"
        if part in files:
            raise StudyError(
                f"the file '{source.file}' is named twice",
                where=str(here.at("file")),
                todo="Take one [[source]] out, or name a 'sheet' in each.",
            )
        files[part] = number
        _file(source, study.folder, here)
        if source.capital_unit:
            known_unit(source.capital_unit, here.at("capital_unit"), money_only=True)
        for header, field in source.columns.items():
            _known(field, (*FIELDS, "ignore"), what="field", place=here.at("columns", header))


def _file(source: SourcePlan, folder: Path, place: Place) -> None:
    """Raise StudyError unless the source's file, and its recipe where it names one, are there, inside the study folder."""
    for key, file in (("file", source.file), ("recipe", source.recipe)):
        inside = PurePosixPath(file)
        if inside.is_absolute() or PureWindowsPath(file).is_absolute() or ".." in inside.parts:
            raise StudyError(
                f"the file '{file}' is outside the study",
                where=str(place.at(key)),
                todo=f"Bring it in: expolens add {file} --as {source.role}",
            )
        if file and not (folder / file).is_file():
            there = [path.relative_to(folder).as_posix() for path in source_files(folder)]
            raise StudyError(
                f"there is no file '{file}'",
                where=str(place.at(key)),
                have=f"In sources/ there are: {', '.join(there)}."
                if there
                else "sources/ is empty.",
                todo=suggestion(file, there) or "Put the file there.",
            )


def source_files(folder: Path) -> list[Path]:
    """Return the files below `sources/` in order, without hidden ones and those an open Excel leaves."""
    found = (folder / "sources").rglob("*")
    return sorted(p for p in found if p.is_file() and not p.name.startswith(_NOT_A_SOURCE))


def unnamed_files(study: Study) -> tuple[str, ...]:
    """Return the files in `sources/` that no `[[source]]` names, as paths below the study folder."""
    named = {file for source in study.sources for file in (source.file, source.recipe)}
    files = (path.relative_to(study.folder).as_posix() for path in source_files(study.folder))
    return tuple(file for file in files if file not in named)


def _rates(study: Study, place: Place) -> None:
    seen: set[tuple[str, str, str]] = set()
    for number, rate in enumerate(study.rates):
        here = place.at("rate", number)
        known_currency(rate.base, here.at("base"))
        known_currency(rate.quote, here.at("quote"))
        if rate.rate <= 0:
            raise StudyError(
                "a rate is more than 0", where=str(here.at("rate")), have=f"You have {rate.rate}."
            )
        if rate.base == rate.quote:
            raise StudyError(
                "a rate is between two currencies",
                where=str(here.at("quote")),
                have=f"You have {rate.base} twice.",
            )
        if (key := (rate.base, rate.quote, rate.date)) in seen:
            raise StudyError(
                f"two rates of {rate.base} in {rate.quote} on {rate.date}",
                where=str(here),
                todo="Keep one of them.",
            )
        seen.add(key)


def _populations(protocol: Protocol, places: Places) -> None:
    parents = {plan.id: plan.parent for plan in protocol.populations}
    for plan in protocol.populations:
        here = places["population", plan.id]
        if plan.parent:
            _known(plan.parent, parents, what="population", place=here.at("parent"))
        for need in plan.needs:
            _known(need, (*ROLES, *FIELDS), what="role or field", place=here.at("needs"))
        way = [plan.id]
        while parent := parents.get(way[-1], ""):
            if parent in way:
                raise StudyError(
                    "populations are cut from each other in a circle",
                    where=str(here.at("parent")),
                    have=" < ".join([*way, parent]),
                    todo="Begin the chain with one that has no parent.",
                )
            way.append(parent)


def _statistic(plan: StatisticPlan, protocol: Protocol, place: Place) -> None:
    """Raise StudyError for a key its kind needs, or for a population, statistic, field or unit that is not."""
    for group in STATISTIC_KINDS[plan.kind]:
        if not any(getattr(plan, key) for key in group):
            raise StudyError(
                f"the {plan.kind} '{plan.id}' has no {' or '.join(repr(key) for key in group)}",
                where=str(place),
                todo=f"Add: {group[0]} = …",
            )
    if plan.population:
        populations = [population.id for population in protocol.populations]
        _known(plan.population, populations, what="population", place=place.at("population"))
    statistics = [statistic.id for statistic in protocol.statistics]
    for key in ("of", "against"):
        if name := getattr(plan, key):
            _known(name, statistics, what="statistic", place=place.at(key))
    for key, names in (("field", (plan.field,)), ("fields", plan.fields)):
        for name in filter(None, names):
            _known(name, FIELDS, what="field", place=place.at(key))
    check_statistic(plan, protocol, place)


def _conditions(study: Study, places: Places) -> None:
    """Raise StudyError for a condition that cannot be read, or that asks for a source the study has not."""
    sources = [source.id for source in study.sources]
    texts: list[tuple[str, Place]] = []
    for population in study.protocol.populations:
        here = places["population", population.id]
        texts += [(population.where, here.at("where")), (population.adding, here.at("adding"))]
    for statistic in study.protocol.statistics:
        here = places["statistic", statistic.id]
        texts.append((statistic.where, here.at("where")))
        texts += [
            (part.where, here.at("sets", number, "where"))
            for number, part in enumerate(statistic.sets)
        ]
    for text, here in texts:
        for source in names_of(text, where=str(here)).sources if text else ():
            _known(source, sources, what="source", place=here)


def _outline(protocol: Protocol, places: Places) -> None:
    """Raise StudyError for a table, figure or section that names what is not there."""
    statistics = [plan.id for plan in protocol.statistics]
    # A flow is drawn through populations, everything else from statistics.
    drawn = [plan for plan in protocol.figures if plan.kind != "flow"]
    for kind, plans in (("table", protocol.tables), ("figure", drawn)):
        for plan in plans:
            for name in plan.statistics:
                here = places[kind, plan.id].at("statistics")
                _known(name.partition(".")[0], statistics, what="statistic", place=here)
    for table in protocol.tables:
        if table.unit:
            known_unit(table.unit, places["table", table.id].at("unit"))
        for field in table.fields:
            _known(field, FIELDS, what="field", place=places["table", table.id].at("fields"))
    ids = {
        "sentence": [plan.id for plan in protocol.sentences],
        "table": [plan.id for plan in protocol.tables],
        "figure": [plan.id for plan in protocol.figures],
    }
    for section in protocol.sections:
        here = places["section", section.id].at("items")
        for item in section.items:
            kind, _, id_ = item.partition(":")
            _known(kind, (*ids, "theme"), what="kind of item", place=here)
            if kind in ids:
                _known(id_, ids[kind], what=kind, place=here)
