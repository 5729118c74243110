"""Entries of several lines each to columns: which line is the name, and which of the others is what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from expolens.errors import SourceError
from expolens.layouts.header import meaning
from expolens.readers.grid import Grid, labelled
from expolens.readers.looks import formed, look, stand

Item = tuple[int, list[str]]
"""The line where an entry begins, and its lines."""
_KINDS = frozenset(
    {"email", "website", "phone", "credit_code", "booth", "hall", "country", "province"}
)
_ALWAYS = frozenset({"email", "phone"})
"""What is personal whether it is frequent or not."""
_FIRST = (
    "name",
    "name_en",
    "name_short",
    "booth",
    "hall",
    "country",
    "province",
    "city",
    "website",
)
_OFTEN, _HALF, _COMPANIES, _MOST, _NEARLY = 0.3, 0.5, 0.2, 0.8, 0.9
_FEWEST, _LONGEST_PERIOD = 3, 8
_LABEL = re.compile(r"([^:：]{1,40})[:：]\s*(?!//)(.+)")
_WITHIN = re.compile(
    r"\s*(?:\t|\s[|｜•·]\s|[|｜]|\s{2,})\s*"
    r"|[\s,，;；]+(?=(?:展位号?|展台号?|摊位号?|馆号|展馆|电话|手机|联系人|网址|官网|邮箱|booth|stand|hall|tel|e-?mail|web(?:site)?)\.?\s*(?:no\.?\s*)?[:：])",
    re.IGNORECASE,
)
_MOST_LINES = 20
_JOIN = "; "


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of an entry, or a part of one: the field that it says it is or looks like ("" for none), its value, and the text as it stands."""

    field: str
    value: str
    text: str


def piece(text: str) -> Piece:
    """Return a text with the field that it says it is before a colon, or looks like.

    >>> piece("Country: Germany").field, piece("Stand-in").field
    ('country', '')
    """
    if (found := _LABEL.fullmatch(text)) and (field := meaning(found[1].strip())):
        return Piece(field, found[2].strip(), text)
    kind = look(text)
    return Piece(kind if kind in _KINDS else "", text, text)


def evident(items: Sequence[Sequence[str]]) -> bool:
    """Tell whether entries are evidently of lines of several kinds: what one looks like, or says before a colon, most of them have; or companies stand in one line of each."""
    said = Counter(
        kind for lines in items for kind in {piece(line).field for line in lines} if kind
    )
    if said and max(said.values()) >= _HALF * len(items):
        return True
    sizes = Counter(map(len, items))
    if len(items) < _FEWEST or max(sizes.values()) < _MOST * len(items):
        return False
    made = Counter(n for lines in items for n, line in enumerate(lines) if formed(line) == "form")
    best = max(made.values(), default=0)
    return best >= _HALF * len(items) and best >= _NEARLY * sum(made.values())


def period(lines: Sequence[str]) -> int:
    """Return after how many lines the kinds of lines come again, 0 where they do not: a booth in every third line, and in no other.

    >>> period(["Stand-in A", "Tools", "A12", "Stand-in B", "Toys", "B07", "Stand-in C", "Pumps", "C01"])
    3
    """
    kinds = [piece(line).field for line in lines]
    for length in range(2, _LONGEST_PERIOD + 1):
        if len(kinds) < _FEWEST * length:
            break
        for at in range(length):
            here = Counter(kinds[at::length])
            kind, count = max(here.items(), key=lambda one: (one[1], one[0]))
            elsewhere = kinds.count(kind) - count
            if (
                kind
                and count >= _NEARLY * len(kinds[at::length])
                and elsewhere <= (1 - _NEARLY) * count
            ):
                return length
    return 0


def in_columns(
    items: Sequence[Item], *, where: str, encoding: str = "", notes: Sequence[str] = ()
) -> Grid:
    """Make a grid of entries, a row each: a line that looks like a booth, a web address … in enough of them is in a column of that, the rest line by line.

    The name is the line that is a company's in most entries, else the first. Several booths of one entry share a cell. SourceError where there is no entry.
    """
    parted = [(number, _pieces(lines)) for number, lines in items]
    if not any(pieces for _, pieces in parted):
        raise SourceError("there is no entry in the list", where=where)
    fields, leading = _fields([pieces for _, pieces in parted if pieces])
    rows = [(f"row {number}", *_sorted_out(pieces, fields, leading)) for number, pieces in parted]
    used = [one for one in _order(fields) if any(one in found for _, found, _ in rows)]
    width = max(len(rest) for _, _, rest in rows)
    free = [f"line {n + 1}" for n in range(width)]
    name = _name_of([rest for _, _, rest in rows], width)
    if width and "name" not in used:
        free[name] = "name"
    order = sorted(range(width), key=lambda n: n != name)
    cells = [
        (place, [*((rest[n] if n < len(rest) else "") for n in order), *(found.get(one, "") for one in used)])
        for place, found, rest in rows
    ]  # fmt: skip
    header = [*(free[n] for n in order), *used]
    return labelled(header, cells, where=where, encoding=encoding, notes=notes)


def _pieces(lines: Sequence[str]) -> list[Piece]:
    """Return the lines of an entry, parted where strokes, tabs or wide gaps stand between their parts."""
    texts = [text for line in lines for text in _WITHIN.split(line.strip()) if text]
    if len(texts) > _MOST_LINES:
        texts[_MOST_LINES - 1 :] = [" ".join(texts[_MOST_LINES - 1 :])]
    return [piece(text) for text in texts]


def _fields(items: Sequence[Sequence[Piece]]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the fields that enough entries have a line of, and those that enough of them begin with."""
    seen = Counter(kind for pieces in items for kind in {one.field for one in pieces[1:]})
    first = Counter(pieces[0].field for pieces in items)
    often = {kind for kind, count in seen.items() if count >= _OFTEN * len(items)}
    leading = {kind for kind, count in first.items() if count >= _HALF * len(items)}
    said = {one.field for pieces in items for one in pieces if one.value != one.text}
    leading |= said | _ALWAYS
    every = often | leading | (_ALWAYS & {*seen, *first})
    return frozenset(every - {""}), frozenset(leading - {""})


def _sorted_out(
    pieces: Sequence[Piece], fields: frozenset[str], leading: frozenset[str]
) -> tuple[dict[str, str], list[str]]:
    """Return the values of the fields of an entry, and its other lines in their order."""
    found: dict[str, str] = {}
    rest: list[str] = []
    alone = len(pieces) == 1 and pieces[0].value == pieces[0].text
    for n, one in enumerate(pieces):
        if one.field not in (leading if n == 0 else fields) or (alone and one.field not in _ALWAYS):
            rest.append(one.text)
            continue
        hall, value = stand(one.value) if one.field == "booth" else ("", one.value)
        for field, text in (("hall", hall), (one.field, value)):
            if text and text not in found.get(field, "").split(_JOIN):
                found[field] = f"{found[field]}{_JOIN}{text}" if field in found else text
    return found, rest


def _name_of(items: Sequence[Sequence[str]], width: int) -> int:
    """Return which of the other lines is the name: where companies are, else the first that is another one in each entry."""
    columns = [[rest[n] for rest in items if n < len(rest)] for n in range(width)]
    made = [sum(bool(formed(cell)) for cell in column) for column in columns]
    if made and max(made) >= _COMPANIES * len(items):
        return made.index(max(made))
    own = (n for n, column in enumerate(columns) if len({*column}) >= _MOST * len(items))
    return next(own, 0)


def _order(fields: frozenset[str]) -> list[str]:
    # A hall may stand in the line of a booth.
    return [*(one for one in _FIRST if one in fields or one == "hall"), *sorted(fields - {*_FIRST})]
