"""One door to every parser: a field and a published text in, readings out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection

from expolens.model.field import Field
from expolens.values.booths import booths
from expolens.values.dates import date
from expolens.values.financing import financing
from expolens.values.headcount import headcount
from expolens.values.identifiers import credit_code
from expolens.values.listing import listing
from expolens.values.missing import missing
from expolens.values.money import money
from expolens.values.places import city, country, province
from expolens.values.reading import Reading
from expolens.values.terms import terms


def _text(raw: str) -> Reading:
    return Reading(" ".join(unicodedata.normalize("NFC", raw).split()))


_PARSERS: dict[str, Callable[[str], Reading]] = {
    "text": _text,
    "name": _text,
    "url": _text,
    "mark": _text,
    "headcount": headcount,
    "province": province,
    "city": city,
    "country": country,
    "financing": financing,
    "listing": listing,
    "code": credit_code,
}


def read(
    field: Field,
    raw: str,
    *,
    unit: str = "",
    marks: Collection[str] = (),
    whole: Collection[str] = (),
) -> tuple[Reading, ...]:
    """Return the readings of one cell: one for a single-valued field, one a term for a field of terms, one a line for any other of many values.

    `unit` is what a bare number of a money column means, or the order of day, month and year of a date (dmy, mdy); `marks` are the source's
    own signs for "not disclosed", `whole` the terms that are not split though they hold a separator.
    Never raises: what cannot be understood is a reading with an absence.
    """
    if field.many and field.type not in ("terms", "name") and "\n" in raw.strip():
        return tuple(
            one for line in raw.split("\n") for one in _one(field, line, unit, marks, whole)
        )
    return _one(field, raw, unit, marks, whole)


def _one(
    field: Field, raw: str, unit: str, marks: Collection[str], whole: Collection[str]
) -> tuple[Reading, ...]:
    if (absent := missing(raw, marks)) is not None:
        # 无 in the column of the exchange says that there is none.
        said = listing(raw) if field.type == "listing" and raw.strip() not in marks else absent
        return (said if said.value == "none" else absent,)
    if field.type == "money":
        return (money(raw, unit=unit),)
    if field.type == "date":
        return (date(raw, order=unit),)
    if field.type == "terms":
        split = booths(raw) if field.id == "booth" else terms(raw, whole)
        found = tuple(one for one in split if missing(one.value or "", marks) is None)
        return found or (missing("") or Reading(),)
    return (_PARSERS[field.type](raw),)
