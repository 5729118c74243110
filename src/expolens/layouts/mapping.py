"""What each column of a file was understood as, and by what."""

from __future__ import annotations

from dataclasses import dataclass, field

from expolens.errors import SourceError, StudyError, suggestion
from expolens.layouts.header import header_key, headers_of, ignored, meaning, weak
from expolens.layouts.kind import IGNORE, Kind, kinds, recognised
from expolens.model.study import SourcePlan
from expolens.values import FIELDS
from expolens.values.money_unit import column_unit, unit_named

# What separates header, field and unit where the columns of a source are kept.
_APART = str.maketrans("=|", "  ")
# What `capital_unit` of a study is about, whatever the header says.
_CAPITAL = ("capital", "capital_paid")
# Without these columns a file of the role says nothing.
_NEEDED = {"list": "name", "attendance": "name", "registry": "name", "library": "name"}
# What a batch look-up was asked for stands in where it prints no name of its own.
_STANDS_IN = {"registry": ("asked_name",), "library": ("asked_name",)}


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns` maps a header to a field id; `by` says what understood it: study, layout, synonym.

    `unread` are headers nothing was made of; `personal` are withheld. `units` maps a header to the unit of its bare numbers, or the order of its dates.
    """

    kind: Kind | None
    columns: dict[str, str]
    by: dict[str, str]
    unread: tuple[str, ...]
    personal: tuple[str, ...]
    units: dict[str, str] = field(default_factory=dict)
    doubted: tuple[str, ...] = ()


def understand(
    headers: tuple[str, ...], plan: SourcePlan, *, doubted: tuple[str, ...] = ()
) -> Mapping:
    """Understand the headers of a source: what the study says, then its layout, then synonyms.

    Two columns of one single-valued field: the first that was understood better is used, the other is unread. StudyError for a
    column that the study names and the file has not; SourceError where the role's needed column is missing. `doubted` are columns whose values contradict
    what synonyms say of their headers: these say nothing of them then.
    """
    found = understood(headers, plan, doubted=doubted)
    needed = _NEEDED.get(plan.role)
    names = {"name", "name_en", "name_short", *_STANDS_IN.get(plan.role, ())}
    if needed and not names & set(found.columns.values()):
        raise SourceError(
            f"no column holds the company's name, which a source of role '{plan.role}' needs",
            where=plan.file,
            have=f"Columns: {', '.join(headers)}.",
            todo='Say which it is under this source in study.toml: [source.columns] "HEADER" = "name".',
        )
    return found


def understood(
    headers: tuple[str, ...], plan: SourcePlan, *, doubted: tuple[str, ...] = ()
) -> Mapping:
    """Understand what can be of the headers, whether the role's needed column is among them or not; StudyError as `understand`."""
    kind = _kind(headers, plan)
    if plan.role == "cited":
        own = {header: header for header in headers}
        return Mapping(kind, own, dict.fromkeys(headers, "layout"), (), ())
    columns, by = _understood(headers, plan, kind, doubted)
    columns |= dict.fromkeys(_of_persons(headers, columns, by), "person")
    personal = tuple(h for h, name in columns.items() if name in FIELDS and FIELDS[name].personal)
    kept = {h: name for h, name in columns.items() if name != IGNORE and h not in personal}
    unread = tuple(h for h in headers if h not in columns)
    doubts = tuple(h for h in doubted if h in unread)
    return Mapping(kind, kept, by, unread, personal, _units(kept, plan, kind), doubts)


def _of_persons(headers: tuple[str, ...], columns: dict[str, str], by: dict[str, str]) -> list[str]:
    """Return columns called name or title that are of persons: beside another one of companies and a personal one, or beside a first name or a job.

    What the study or a layout says of a column stays.
    """
    said = set(columns.values())
    contacts = any(name in FIELDS and FIELDS[name].personal for name in said)
    jobs = any(header_key(h) in weak("given") for h in headers)
    loose = [
        h for h in headers if by.get(h) in (None, "synonym") and header_key(h) in weak("person")
    ]
    named = any(columns[h] == "name" for h in columns if h not in loose)
    if jobs or (contacts and named):
        return loose
    return [h for h in loose if h not in columns] if contacts and "name" in said else []


def _units(kept: dict[str, str], plan: SourcePlan, kind: Kind | None) -> dict[str, str]:
    """Return the unit of each column of amounts, and the order of each one of dates that has one: the study's, the layout's, the header's."""
    said = _said_unit(plan)
    units: dict[str, str] = {}
    for header, name in kept.items():
        laid = kind.unit_of(header) if kind else ""
        if FIELDS[name].type == "money":
            capital = said if name in _CAPITAL else ""
            own = column_unit(header, headers_of(name)).translate(_APART)
            units[header] = capital or laid or own or said
        elif FIELDS[name].type == "date" and laid:
            units[header] = laid
    return units


def _kind(headers: tuple[str, ...], plan: SourcePlan) -> Kind | None:
    if not plan.layout:
        return recognised(headers, plan.role)
    known = {kind.id: kind for kind in kinds()}
    if plan.layout not in known:
        raise StudyError(
            f"unknown layout '{plan.layout}'",
            where=f"study.toml, source '{plan.id}'",
            todo=suggestion(plan.layout, known),
        )
    return known[plan.layout]


def _understood(
    headers: tuple[str, ...], plan: SourcePlan, kind: Kind | None, doubted: tuple[str, ...]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return field and witness by header, in the order of the headers."""
    for header, name in plan.columns.items():
        if header not in headers:
            raise StudyError(
                f"source '{plan.id}' has no column '{header}'", where=f"study.toml, source '{plan.id}', columns",
                have=f"{plan.file} has: {', '.join(headers)}.", todo=suggestion(header, headers),
            )  # fmt: skip
        if name != IGNORE and name not in FIELDS:
            raise StudyError(
                f"unknown field '{name}'",
                where=f"study.toml, source '{plan.id}', columns",
                todo=suggestion(name, FIELDS),
            )
    found: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()
    said = {h: name for h in headers if h not in doubted and (name := meaning(h))}
    witnesses: tuple[tuple[str, dict[str, str]], ...] = (
        ("study", plan.columns),
        ("layout", {h: name for h in headers if kind and (name := kind.field_of(h))}),
        ("synonym", {h: name for h, name in said.items() if header_key(h) not in weak(name)}),
        ("synonym", said),
        ("synonym", {h: IGNORE for h in headers if ignored(h)}),
    )
    for witness, says in witnesses:
        for header in headers:
            if header not in says or header in found:
                continue
            name = says[header]
            single = name != IGNORE and not FIELDS[name].many and not FIELDS[name].personal
            if single and name in taken:
                continue
            found[header] = (name, witness)
            taken.add(name)
    order = [header for header in headers if header in found]
    return {h: found[h][0] for h in order}, {h: found[h][1] for h in order}


def _said_unit(plan: SourcePlan) -> str:
    """Return the unit of bare amounts that the study names, "" where it names none; StudyError for one that is not understood."""
    if not plan.capital_unit:
        return ""
    found = unit_named(plan.capital_unit)
    if isinstance(found, str) or not found.currency:
        why = found if isinstance(found, str) else "it names no currency"
        raise StudyError(
            f"'capital_unit' is no unit of money: {why}",
            where=f"study.toml, source '{plan.id}', capital_unit",
            have=f"You have '{plan.capital_unit}'.",
            todo="Write a scale and a currency, as 万元, CNY_10k, 万美元 or USD million.",
        )
    return found.name
