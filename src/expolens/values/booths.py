"""Cells that hold the numbers of stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from expolens.values.reading import Reading
from expolens.values.terms import terms

_CODE = r"[A-Za-z0-9][A-Za-z0-9.\-]*"
_NUMBERED = re.compile(rf"(?=.*\d){_CODE}")
_COMMA = re.compile(r"(?<=\d)[,，](?=\d)")
_RANGE = re.compile(r"(?P<a>[A-Za-z0-9.\-]*?)(?P<first>\d+)\s*[-–—~～至到]\s*(?P<b>[A-Za-z0-9.\-]*?)(?P<last>\d+)")  # fmt: skip
# A hall before a stand is a part of it, whatever stands between.
_HALL = re.compile(
    r"((?:halle?|pavilion|pavillon|padiglione|pabellón|pavilhão)\s*[A-Z]?\d{1,2}(?:\.\d)?[A-Z]?|[A-Z]?\d{1,2}(?:\.\d)?\s*号?[馆厅])"
    r"\s*[,，/|·-]\s*(?:(?:booth|stand|stall)\s*(?:no\.?\s*)?)?(?=[A-Z]{0,2}[-.]?\d)",
    re.IGNORECASE,
)
_LONGEST = 100


def booths(raw: str) -> tuple[Reading, ...]:
    """Split a cell into its stands: at the separators of terms, at / & + and spaces between numbers of stands; a range is all of its stands.

    A range is two numbers with the same letters before them, the second larger (A101-A103). Anything else stays
    as it is printed: H2-B101 is one stand, and so is 5B01/02, of which nobody says what the second is, and Hall 3, Stand A12.

    >>> [[one.value for one in booths(cell)] for cell in ("A101/A102", "A101-A103", "A101 & A102", "H2-B101,Z1A-603", "5B01/02")]
    [['A101', 'A102'], ['A101', 'A102', 'A103'], ['A101', 'A102'], ['H2-B101', 'Z1A-603'], ['5B01/02']]
    """
    text = _HALL.sub(r"\1 ", raw) if _HALL.search(raw) else raw
    found = [
        one
        for term in terms(_COMMA.sub("、", text))
        for part in _apart(term.value or "")
        for one in _each(part)
    ]
    return tuple(Reading(one) for one in found)


def _apart(text: str) -> tuple[str, ...]:
    """Return the stands that signs between them separate: only where each part is the number of a stand, all made alike."""
    for sign in (r"\s*[&+]\s*", r"\s*/\s*", r"\s+和\s+|和|\s+and\s+", r"\s+"):
        parts = re.split(sign, text)
        whole = all(_NUMBERED.fullmatch(part) or _RANGE.fullmatch(part) for part in parts)
        if len(parts) > 1 and whole and len({_shape(part) for part in parts}) == 1:
            return tuple(parts)
    return (text,)


def _shape(stand: str) -> str:
    """Return how a number begins: with a letter, or how many digits it is."""
    return "letter" if re.search("[A-Za-z]", stand) else f"digits {len(stand)}"


def _each(text: str) -> Iterator[str]:
    """Yield the stands of a range, or the one stand that a text is."""
    found = _RANGE.fullmatch(text)
    if found:
        first, last = int(found["first"]), int(found["last"])
        padded = found["first"][0] == "0" or found["last"][0] == "0"
        as_wide = len(found["first"]) == len(found["last"]) or not padded
        alike = found["a"] == found["b"] and as_wide
        if found["a"] and alike and first < last <= first + _LONGEST:
            width = len(found["first"])
            yield from (f"{found['a']}{number:0{width}d}" for number in range(first, last + 1))
            return
    yield text
