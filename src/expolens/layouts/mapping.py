"""What each column of a file was understood as, and by what."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from expolens.errors import SourceError, StudyError, suggestion
from expolens.layouts.kind import Kind, header_key, kinds, recognised, synonyms
from expolens.model.study import SourcePlan
from expolens.values import FIELDS

IGNORE = "ignore"
_NEAR = 88
_MONEY_UNITS = (
    (r"万美元", "USD_10k"), (r"亿元", "CNY_100m"), (r"万元|10,?000\s*(?:rmb|cny|yuan)|万人民币", "CNY_10k"),
    (r"百万元|million\s*(?:rmb|cny|yuan)|(?:rmb|cny)\s*million", "CNY_million"),
    (r"million\s*usd|usd\s*million|\$\s*m", "USD_million"), (r"美元|usd|us\s*\$", "USD"), (r"元|rmb|cny|yuan", "CNY"),
)  # fmt: skip
# Without these columns a file of the role says nothing.
_NEEDED = {"list": "name", "attendance": "name", "registry": "name", "library": "name"}


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns` maps a header to a field id; `by` says what understood it: study, layout, synonym.

    `unread` are headers nothing was made of, `near` what they might mean; `personal` are withheld. `units` maps a header to the unit of its bare numbers.
    """

    kind: Kind | None
    columns: dict[str, str]
    by: dict[str, str]
    unread: tuple[str, ...]
    personal: tuple[str, ...]
    units: dict[str, str] = field(default_factory=dict)
    near: dict[str, str] = field(default_factory=dict)


def understand(headers: tuple[str, ...], plan: SourcePlan) -> Mapping:
    """Understand the headers of a source: what the study says, then its layout, then synonyms; similarity only suggests.

    Two columns of one single-valued field: the first that was understood better is used, the other is unread. StudyError for a
    column that the study names and the file has not; SourceError where the role's needed column is missing.
    """
    kind = _kind(headers, plan)
    if plan.role == "cited":
        return Mapping(
            kind, {header: header for header in headers}, dict.fromkeys(headers, "layout"), (), ()
        )
    columns, by = _understood(headers, plan, kind)
    personal = tuple(h for h, name in columns.items() if name in FIELDS and FIELDS[name].personal)
    kept = {h: name for h, name in columns.items() if name != IGNORE and h not in personal}
    unread = tuple(h for h in headers if h not in columns)
    near = {h: name for h in unread if (name := _nearest(h))}
    needed = _NEEDED.get(plan.role)
    if needed and not {"name", "name_en", "name_short"} & set(kept.values()):
        raise SourceError(
            f"no column holds the company's name, which a source of role '{plan.role}' needs",
            where=plan.file,
            have=f"Columns: {', '.join(headers)}.",
            todo='Say which it is under this source in study.toml: [source.columns] "HEADER" = "name".',
        )
    units = {
        h: plan.capital_unit or _unit(h) for h, name in kept.items() if FIELDS[name].type == "money"
    }
    return Mapping(kind, kept, by, unread, personal, units, near)


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
    headers: tuple[str, ...], plan: SourcePlan, kind: Kind | None
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
    witnesses: tuple[tuple[str, dict[str, str]], ...] = (
        ("study", plan.columns),
        (
            "layout",
            {
                h: kind.columns[header_key(h)]
                for h in headers
                if kind and header_key(h) in kind.columns
            },
        ),
        ("synonym", {h: synonyms()[header_key(h)] for h in headers if header_key(h) in synonyms()}),
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


def _unit(header: str) -> str:
    """Return the unit that a header names for its bare numbers, "" where it names none."""
    plain = unicodedata.normalize("NFKC", header).casefold()
    return next((unit for form, unit in _MONEY_UNITS if re.search(form, plain)), "")


def _nearest(header: str) -> str:
    """Return the field an unread header is nearly named after, "" where none is near: shown to a person, not used."""
    best = process.extractOne(
        header_key(header), list(synonyms()), scorer=fuzz.ratio, score_cutoff=_NEAR
    )
    return synonyms()[best[0]] if best else ""
