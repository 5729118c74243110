"""Which columns of a file hold names, and which hold what tells one company from another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from expolens.errors import StudyError, suggestion
from expolens.layouts.header import header_key, meaning
from expolens.layouts.kind import recognised
from expolens.match.sheet import Chosen
from expolens.names.parts import parts
from expolens.values import FIELDS

NAMES: Mapping[str, str] = {
    "name": "legal", "name_en": "english", "name_short": "short", "name_former": "former", "asked_name": "asked",
}  # fmt: skip
"""The fields that hold names, with the kind of the names in them."""
EVIDENCE = (
    "credit_code",
    "country",
    "province",
    "city",
    "area",
    "address",
    "website",
    "keyword",
    "category",
)
"""The fields that are compared beside names."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What is read of a file: `names` are (header, kind of its names) in the order of the kinds, `evidence` (header, field)."""

    names: tuple[tuple[str, str], ...]
    evidence: tuple[tuple[str, str], ...]

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers that are read, each once."""
        return tuple(dict.fromkeys(header for header, _ in (*self.names, *self.evidence)))


def columns_of(header: Sequence[str], *, role: str, named: str, where: str) -> Columns:
    """Understand the header of a file of a role (list or registry); `named` is the one column of names, "" to find them.

    A file of one column is a list of names, whatever that is called. A column of names that a look-up was asked for is one where there is no
    other. StudyError where `named` is not there or is personal, or nothing holds names.
    """
    kind = recognised(tuple(header), role)
    known = kind.columns if kind else {}
    fields = {one: known.get(header_key(one)) or meaning(one) for one in header}
    evidence = tuple(
        (one, fields[one]) for field in EVIDENCE for one in header if fields[one] == field
    )
    if named:
        return Columns(((_there(named, header, fields, where), "legal"),), evidence)
    names = [(one, of) for field, of in NAMES.items() for one in header if fields[one] == field]
    if role == "list" or not any(of in ("legal", "english", "short") for _, of in names):
        own = [(one, of) for one, of in names if of != "asked"]
        names = own or [(one, "legal") for one, _ in names]
    if not names and len(header) == 1:
        names = [(header[0], "legal")]
    if not names:
        option = "--name-column" if role == "list" else "--registry-column"
        raise StudyError(
            "no column is known to hold names", where=where, have=f"Columns: {_listed(header, fields)}.",
            todo=_no_header(header) or f"Say which: {option} COLUMN.",
        )  # fmt: skip
    return Columns(tuple(names), evidence)


def _no_header(header: Sequence[str]) -> str:
    """Say what to do about a file whose first row is a company, "" for any other."""
    found = next((one for one in header if parts(one).form), "")
    return f"The first row reads like a company ({found}): write a header above it, such as name." if found else ""  # fmt: skip


def chooser(*, role: str, named: str, where: str) -> Chosen:
    """Return what says, of a header, which columns are read."""
    return lambda header: columns_of(header, role=role, named=named, where=where).headers


def _listed(header: Sequence[str], fields: Mapping[str, str]) -> str:
    return ", ".join(one for one in header if not _personal(fields[one]))


def _personal(field: str) -> bool:
    return field in FIELDS and FIELDS[field].personal


def _there(named: str, header: Sequence[str], fields: Mapping[str, str], where: str) -> str:
    """Return the column that is named so, case and spaces aside where nothing is exactly so."""
    alike = [one for one in header if one.strip().casefold() == named.strip().casefold()]
    found = named if named in header else alike[0] if len(alike) == 1 else ""
    if not found:
        raise StudyError(
            f"there is no column '{named}'", where=where, have=f"Columns: {_listed(header, fields)}.",
            todo=suggestion(named, [one for one in header if not _personal(fields[one])]),
        )  # fmt: skip
    if _personal(fields[found]):
        raise StudyError(
            f"column '{found}' holds personal data, which is not read", where=where,
            todo="Name a column of company names.",
        )  # fmt: skip
    return found
