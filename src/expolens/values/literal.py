"""What a person writes in a condition, as the canonical value that is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from expolens.model.field import Field
from expolens.model.text import Text
from expolens.values.display import exchanges
from expolens.values.financing import rounds
from expolens.values.places import countries, provinces
from expolens.values.read import read

_ENUMERATED: dict[str, Callable[[], Mapping[str, Text]]] = {
    "province": lambda: {one.id: one.label for one in provinces().values()},
    "country": lambda: {one.id: one.label for one in countries().values()},
    "financing": rounds,
    "listing": exchanges,
}


def known_values(field: Field) -> Mapping[str, Text]:
    """Return the canonical values of a field that can only have some, with their labels; of any other field nothing.

    >>> from expolens.values.fields import FIELDS
    >>> known_values(FIELDS["financing"])["a"].en, known_values(FIELDS["sector"])
    ('Series A', {})
    """
    return _ENUMERATED[field.type]() if field.type in _ENUMERATED else {}


def canonical(field: Field, text: str) -> str | None:
    """Return the canonical value that a text means, read as a cell of the field is; None where it means none.

    A field that can hold anything keeps the text, in the form its own cells are stored in.

    >>> from expolens.values.fields import FIELDS
    >>> [canonical(FIELDS["province"], text) for text in ("beijing", "Beijing", "北京市", "Bejing")]
    ['beijing', 'beijing', 'beijing', None]
    >>> canonical(FIELDS["country"], "China"), canonical(FIELDS["listing"], "科创板"), canonical(FIELDS["city"], "杭州")
    ('cn', 'sse_star', 'Hangzhou')
    """
    known = known_values(field)
    plain = text.strip()
    if plain in known:
        return plain
    value = read(field, plain)[0].value
    if not known:
        return text if value is None else value
    return value if value in known else None
