"""Rows as parties: the names of each with their kinds, and what else tells it from others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from expolens.match.codes import Bad, coded
from expolens.match.codes import read as read_code
from expolens.match.headers import Columns
from expolens.match.nameless import LONGEST_HAN, nobody, without_nobody
from expolens.match.sheet import Sheet
from expolens.matching.index import KINDS, mark_hash
from expolens.matching.party import Party, written
from expolens.names import names_in
from expolens.values.address import province_of_address
from expolens.values.gazetteer import key, provinces, written_cities
from expolens.values.places import country, province
from expolens.values.plain import plain
from expolens.values.website import host

Names = tuple[tuple[str, str], ...]
LONGEST = 1_000
"""A cell of more characters is no name, and none is read out of it."""
# A slash within a Latin name parts nothing: A/S and c/o are no two names.
_SEVERAL = re.compile(r"[；;、|\n]+|(?<=[\u3400-\u9fff）)])/|/(?=[\u3400-\u9fff])|\s/|/\s")
# Names with nothing beside them, the most of every registry: `names_in` gives them back as they are, ten times as slowly.
_BARE = re.compile(
    r"[\u3400-\u9fff]+(?:[（(](?![展参赞主承协新摊馆])[\u3400-\u9fff]+[)）][\u3400-\u9fff]*)*"
    r"|[A-Z](?:[A-Za-z]|[.,&'-] ?(?=[A-Za-z])| (?=[A-Za-z&]))+[A-Za-z]\.?"
)
_NO_NAME = re.compile(r"new\b|exhibitor\b|sponsor\b|booth\b|stand\b|hall\b", re.IGNORECASE)


def cell_names(text: str, kind: str) -> Names:
    """Return the names in a cell of a column of a kind: 中文 / English are two, and short and former names may be several.

    >>> cell_names("示例甲；示例乙", "former"), cell_names("示例科技有限公司 / Stand-in Tech Co., Ltd.", "legal")
    ((('示例甲', 'former'), ('示例乙', 'former')), (('示例科技有限公司', 'legal'), ('Stand-in Tech Co., Ltd.', 'english')))
    """
    if not text or len(text) > LONGEST:
        return ()
    if kind == "legal":
        return (
            ((text, kind),)
            if _BARE.fullmatch(text) and not _NO_NAME.match(text)
            else names_in(text)
        )
    if kind == "english":
        return tuple((name, "english") for name, _ in names_in(text))
    return tuple((pair[0], kind) for part in _SEVERAL.split(text) for pair in names_in(part)[:1])


@cache
def _province_codes() -> Mapping[str, str]:
    return {slug: place.code for slug, place in provinces().items()}


@lru_cache(maxsize=100_000)
def _province(text: str) -> tuple[str, ...]:
    code = _province_codes().get(province(text).value or "", "")
    return (code,) if code else ()


@lru_cache(maxsize=100_000)
def _city(text: str) -> tuple[str, ...]:
    found = written_cities().get(key(text))
    return (found.code,) if found and found.code else ()


_PLAIN_ADDRESS = re.compile(
    r"(?:中国)?((?:北京|天津|上海|重庆)市|[\u3400-\u9fff]{2}省|黑龙江省)[\u3400-\u9fff0-9A-Za-z()（）-]*"
)


def province_in(text: str) -> tuple[str, ...]:
    """Return the code of the province of an address, as `values.address` reads it, () for none: plain ones in a tenth of the time."""
    if (plain_one := _PLAIN_ADDRESS.fullmatch(text)) and (found := _province(plain_one[1])):
        return found
    code = _province_codes().get(province_of_address(text) or "", "")
    return (code,) if code else ()


@lru_cache(maxsize=10_000)
def _country(text: str) -> tuple[str, ...]:
    found = country(text).value
    return (found,) if found else ()


_PLAIN_HOST = re.compile(
    r"(?:https?://)?(?:www\.)?((?!www\.)[a-z0-9-]{2,40}(?:\.[a-z]{2,6}){1,2})/?"
)


def host_in(text: str) -> tuple[str, ...]:
    """Return the host that a cell holds, as `values.website` reads it, () for none: plain ones in a tenth of the time."""
    if plain_one := _PLAIN_HOST.fullmatch(text):
        return (plain_one[1],)
    found = host(text.strip())
    return (found,) if found else ()


@lru_cache(maxsize=100_000)
def _products(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(plain, re.split(r"[；;、,，/|\n]+", text)))))


# Party's evidence behind its codes, in the order of its fields, with the fields of a file that it is read from.
_READ: tuple[Mapping[str, Callable[[str], tuple[str, ...]]], ...] = (
    {"country": _country},
    {"website": host_in},
    {"province": _province, "area": _province, "city": _city, "address": province_in},
    {"keyword": _products, "category": _products},
)


@dataclass(frozen=True, slots=True)
class Registered:
    """A registry as `built` and `keep` take it: names with the row (from 0) and the kind of each, marks, what else is known of each row.

    A row that equals an earlier one in every column is that one, and has no names; nor has what names nobody. `bad` are codes that are not valid, by row.
    """

    texts: list[str]
    party: NDArray[np.uint32]
    kind: NDArray[np.uint8]
    marks: list[tuple[int, int]]
    evidence: list[str]
    repeated: int
    bad: Bad


def evidence_of(
    sheet: Sheet, columns: Columns, bad: Bad
) -> Callable[[int], tuple[tuple[str, ...], ...]] | None:
    """Return what gives codes, countries, domains, regions and products of a row, None where nothing does; codes that are not valid go to `bad`.

    A code may stand in a column of its own, glued to a name, or instead of one.
    """
    glued = coded(sheet, columns)
    codes = [(sheet.cells[one], False) for one, field in columns.evidence if field == "credit_code"]
    codes += [(sheet.cells[one], True) for one in glued]
    if not columns.evidence and not glued:
        return None
    # An address says the seat where no column does.
    others = [
        [
            (sheet.cells[header], by[field], field == "address")
            for header, field in columns.evidence
            if field in by
        ]
        for by in _READ
    ]

    def of(row: int) -> tuple[tuple[str, ...], ...]:
        found = [
            tuple(
                code
                for cells, beside in codes
                if cells[row]
                for code in read_code(cells[row], row, bad, glued=beside)
            )
        ]
        for one in others:
            values: tuple[str, ...] = ()
            for cells, reader, last in one:
                if (cell := cells[row]) and not (last and values):
                    values = (*values, *reader(cell)) if values else reader(cell)
            found.append(values)
        return tuple(found)

    return of


def _row_names(sheet: Sheet, columns: Columns) -> Iterator[Names]:
    """Yield the names of each row, legal ones first, each text once."""
    (header, kind), *more = columns.names
    if not more:
        yield from (cell_names(cell, kind) for cell in sheet.cells[header])
        return
    cells = [(sheet.cells[header], kind) for header, kind in columns.names]
    for row in range(len(sheet)):
        found = [one for column, of in cells if column[row] for one in cell_names(column[row], of)]
        if len(found) < 2:
            yield tuple(found)
            continue
        once = dict[str, str]()
        for text, of in found:
            once.setdefault(text, of)
        yield tuple(sorted(once.items(), key=lambda pair: KINDS.index(pair[1])))


def parties(sheet: Sheet, columns: Columns, bad: Bad) -> list[Party]:
    """Return the rows of a list as parties, without names that are nobody's; their keys are their rows' numbers, from 1. Codes that are not valid go to `bad`."""
    known = evidence_of(sheet, columns, bad)
    return [
        without_nobody(Party(str(row + 1), names, *map(frozenset, known(row) if known else ())))
        for row, names in enumerate(_row_names(sheet, columns))
    ]


def registered(sheet: Sheet, columns: Columns) -> Registered:
    """Return the rows of a registry."""
    first = _first_alike(sheet.alike)
    bad = Bad()
    known = evidence_of(sheet, columns, bad)
    texts, party, kind = list[str](), list[int](), list[int]()
    evidence, marks = list[str](), list[tuple[int, int]]()
    repeated = 0
    number = {one: n for n, one in enumerate(KINDS)}
    for row, names in enumerate(_row_names(sheet, columns)):
        again = first[row] != row
        repeated += again and bool(names)
        for text, of in () if again else names:
            # Most names: a long one that begins with a Chinese character is somebody's.
            if (len(text) <= LONGEST_HAN or text[0] < "\u3400") and nobody(text):
                continue
            texts.append(text)
            party.append(row)
            kind.append(number[of])
        if known:
            more = () if again else known(row)
            evidence.append(written(*more))
            # Only codes are searched by: websites would double what is held while an index is built.
            marks += [(mark_hash(code), row) for code in (more[0] if more else ())]
    return Registered(
        texts, np.array(party, np.uint32), np.array(kind, np.uint8), sorted(marks), evidence, int(repeated), bad,
    )  # fmt: skip


def _first_alike(alike: NDArray[np.int64]) -> Sequence[int]:
    """Return for each row the first one with the same number."""
    _, first, back = np.unique(alike, return_index=True, return_inverse=True)
    found: list[int] = first[back].tolist()
    return found
