"""The stage: for every statistic, population and cited figure its equation, chain, rows, sources, decisions and places of print."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from expolens.errors import StudyError, suggestion
from expolens.explain.archive import Archive, Column, archive
from expolens.explain.origin import Asked, asked_by, asked_where, origin
from expolens.model.absence import GAPS
from expolens.model.document import Explanation
from expolens.model.statistic import Counted, Statistic
from expolens.model.study import Study
from expolens.model.undone import Undone
from expolens.numbers.units import number_text
from expolens.store.tables import Tables, to_rows, to_table
from expolens.wording import word

DECISIONS = "decisions.jsonl"
Row = dict[str, str]


def explain(tables: Tables, *, study: Study) -> Tables:
    """Make the explanations of all statistics, populations and cited figures, in their order; appearances are read from `tables`."""
    found = archive(tables)
    return {"explanations": to_table("explanations", _all(found, study))}


def explanation(id_: str, tables: Tables) -> Explanation:
    """Return the way back of a statistic, a population or a cited figure; StudyError with a suggestion for an unknown id.

    A statistic comes before a population of the same id; "population:ID" and "cited:ID" name the others.
    """
    known = {
        one.statistic: one for one in to_rows("explanations", Explanation, tables["explanations"])
    }
    for name in (id_, f"population:{id_}", f"cited:{id_}"):
        if name in known:
            return known[name]
    _undone(id_, tables)
    names = {name.rpartition(":")[2] for name in known}
    names |= {one["name"] for one in tables["statistics"].select(["name"]).to_pylist()}
    raise StudyError(
        f"nothing has the id '{id_}'",
        todo=suggestion(id_, names) if names else "Run `expolens run` first.",
    )


def _undone(id_: str, tables: Tables) -> None:
    """Raise StudyError that says what a number lacks which the protocol asks for and could not be made."""
    for one in to_rows("undone", Undone, tables["undone"]):
        if id_.partition(".")[0].removeprefix("population:") == one.id and one.why != "not_checked":
            raise StudyError(
                f"'{id_}' was not made",
                have=f"{word(f'undone.{one.why}', 'en', needs=one.needs).capitalize()}.",
                todo="The section of the report on what was not done says what would enable it.",
            )


def numbers_of(name: str, tables: Tables) -> list[Statistic]:
    """Return the numbers of a statistic that has several, where its name is no number's id itself; else nothing."""
    known = to_rows("statistics", Statistic, tables["statistics"])
    if any(name == one.id for one in known):
        return []
    return [one for one in known if one.name == name and one.scenario == "base"]


def missing_rows(id_: str, tables: Tables) -> list[Row]:
    """Return, of a category of a distribution, the rows whose category nobody knows, each with why; of anything else nothing."""
    known = {one.id: one for one in to_rows("statistics", Statistic, tables["statistics"])}
    one = known.get(id_)
    if one is None or one.kind != "counts" or one.part in GAPS:
        return []
    rows: list[Row] = []
    for part in GAPS:
        if f"{one.name}.{part}" in known:
            below = json.loads(explanation(f"{one.name}.{part}", tables).rows)
            rows += [row | {"state": "missing", "why": part} for row in below]
    return rows


def _all(found: Archive, study: Study) -> Iterator[Explanation]:
    plans = {plan.id: plan for plan in study.protocol.statistics}
    asked = {
        id_: asked_by(plans[one.name], one.part, plans) if one.name in plans else Asked()
        for id_, one in found.statistics.items()
    }
    made = {id_: _statistic(id_, asked[id_], found) for id_ in found.statistics}
    yield from made.values()
    sizes = {f"population:{name}": _population(name, found) for name in found.populations}
    yield from sizes.values()
    made |= sizes
    for id_, cited in found.cited.items():
        below = made.get(cited.statistic)
        said = f"“{cited.quote or cited.text}”, {cited.source}{f', {cited.date}' if cited.date else ''}"
        equation = said + (f"; {below.equation}" if below else "")
        places = _places(f"cited:{id_}", found)
        yield Explanation(
            f"cited:{id_}",
            equation,
            below.chain if below else "[]",
            below.rows if below else "[]",
            below.sources if below else "[]",
            places,
            below.decisions if below else "[]",
            f"{'outcome_target' if cited.target else 'outcome'}.{cited.outcome}",
        )


def _statistic(id_: str, asked: Asked, found: Archive) -> Explanation:
    one = found.statistics[id_]
    counted = found.counted.get(id_) or found.counted.get(asked.behind) or []
    rows = [_row(behind, asked, found) for behind in counted]
    method = f"   [{one.method}]" if one.method and one.method not in one.equation else ""
    return Explanation(
        id_,
        f"{one.equation}{method}",
        _chain(one.population, found),
        _dumped(rows),
        _sources(rows, found),
        _places(id_, found),
        _decisions((row["unit"] for row in rows), found),
    )


def _population(name: str, found: Archive) -> Explanation:
    one = found.populations[name]
    asked = asked_where(one.where)
    units = found.members.get(name, ())
    rows = [_row(Counted("", unit, "counted", ""), asked, found) for unit in units]
    return Explanation(
        f"population:{name}",
        f"n = {number_text(one.n)}{f'   [{one.where}]' if one.where else ''}",
        _chain(name, found),
        _dumped(rows),
        _sources(rows, found),
        _places(f"population:{name}", found),
        _decisions(units, found),
    )


def _row(one: Counted, asked: Asked, found: Archive) -> Row:
    """Return one row: who, what value, and the words and the place it was published in; with the rank of one that has some."""
    record, raw = origin(one.unit, asked, found)
    source, place, page = found.places.get(record, ("", "", ""))
    column, letter = _column(source, asked, found)
    file = found.sources[source]["file"] if source in found.sources else ""
    if record in found.said:
        file, place, column, page = DECISIONS, found.said[record], "", ""
    row = {
        "unit": one.unit,
        "name": found.names.get(one.unit, ""),
        "state": one.state,
        "value": one.value,
        "raw": raw,
        "source": source,
        "file": file,
        "place": _cell(place, letter),
        "column": column,
        "page": page,
        "fetched": found.fetched.get((source, page), ""),
    }
    return row | {"rank": str(one.rank)} if one.rank else row


def _column(source: str, asked: Asked, found: Archive) -> Column:
    """Return the column of what is asked in a source, where it has one."""
    fields = (*asked.fields, *(vocabulary for vocabulary, _ in asked.vocabularies))
    return next(
        (found.columns[source, one] for one in fields if (source, one) in found.columns), ("", "")
    )


def _cell(place: str, letter: str) -> str:
    """Return the address of a cell: Sheet1!C17 of row Sheet1!17 and column C.

    >>> _cell("Sheet1!17", "C"), _cell("row 17", ""), _cell("Sheet1!17, Sheet1!18", "C")
    ('Sheet1!C17', 'row 17', 'Sheet1!C17, Sheet1!C18')
    """
    return re.sub(r"!(?=\d+(?:,|$))", f"!{letter}", place)


def _chain(name: str, found: Archive) -> str:
    """Return the populations from the root down, each with its n, its condition, and who left before it for which reason.

    The reasons are of those that left the population before, not of whoever was never in it.
    """
    chain: list[dict[str, object]] = []
    while name in found.populations:
        one = found.populations[name]
        step: dict[str, object] = {
            key: getattr(one, key) for key in ("id", "en", "zh", "n", "where", "checked", "unknown")
        }
        before = found.populations.get(one.parent)
        step["left"] = before.n + one.added - one.n if before else 0
        step["added"] = one.added
        step["reasons"] = {}
        if before and one.checked and asked_where(one.where).present:
            gone = set(found.members.get(one.parent, ())) - set(found.members.get(name, ()))
            step["reasons"] = Counter(
                found.excluded[unit] for unit in sorted(gone & found.excluded.keys())
            )
        chain.insert(0, step)
        name = one.parent
    return _dumped(chain)


def _sources(rows: Sequence[Row], found: Archive) -> str:
    used = dict.fromkeys(row["source"] for row in rows if row["source"])
    return _dumped([found.sources[source] for source in used if source in found.sources])


def _decisions(units: Iterable[str], found: Archive) -> str:
    """Return the decisions that touched any of the units or their records, each once, in the order of the units."""
    touched: dict[str, Row] = {}
    for unit in dict.fromkeys(units):
        for subject in (unit, *found.own.get(unit, ())):
            for one in found.decisions.get(subject, ()):
                name = found.names.get(unit, "")
                row = {
                    "decision": one.decision,
                    "stage": one.stage,
                    "name": name,
                    "said": one.said,
                    "detail": one.detail,
                }
                touched.setdefault(one.decision, row)
    return _dumped(list(touched.values()))


def _places(id_: str, found: Archive) -> str:
    return _dumped(
        [
            {"kind": one.kind, "place": one.place, "text": one.text}
            for one in found.appearances.get(id_, ())
        ]
    )


def _dumped(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)
