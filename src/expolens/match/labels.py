"""What people say of names: a file of pairs, read as the rows that are right for each row of the list."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from expolens.errors import StudyError, suggestion
from expolens.layouts.header import header_key
from expolens.match.parties import cell_names
from expolens.match.reading import sheet_of
from expolens.match.sheet import Chosen
from expolens.matching import Index, Party, search
from expolens.names import comparable_name

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "query_row": ("query_row", "query row", "row", "name row", "行号", "名单行号", "查询行"),
    "query": ("query", "name", "exhibitor", "company", "asked", "名称", "公司名称", "企业名称", "展商名称", "查询名称"),
    "record_row": ("record_row", "record row", "registry row", "truth row", "登记行号", "记录行号"),
    "record": ("record", "truth", "registry name", "registered name", "match", "登记名称", "记录名称", "匹配名称", "正确名称"),
}  # fmt: skip
"""What the columns of a file of labels are called."""
_NAMESAKES = 50


@dataclass(frozen=True, slots=True)
class Labels:
    """By row of the list, from 0, the rows of the registry, from 0, that are right for it: none where it is not registered.

    `unknown` are names of the list that it has not, `missing` names of records that the registry has not: nothing is made of their rows.
    """

    right: Mapping[int, frozenset[int]]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]


def labels_of(path: Path, parties: Sequence[Party], texts: Sequence[str], index: Index) -> Labels:
    """Read a file of labels; StudyError where its columns are not known, or it says two things of one row.

    A row or a name says which row of the list is meant (a name: every row that has it), a row or a name which record; rows win. Neither a
    row nor a name of a record says that it is not registered. Several records of one row are all right.
    """
    sheet = sheet_of(path, _columns(path))
    found = {header_key(one): sheet.cells[one] for one in sheet.cells}
    given = {
        field: next(
            (found[header_key(one)] for one in ways if header_key(one) in found), [""] * len(sheet)
        )
        for field, ways in _HEADERS.items()
    }
    asked = _asked(given["query_row"], given["query"], texts, parties)
    records = _records(given["record_row"], given["record"], index, path)
    right: dict[int, set[int]] = {}
    nobody: set[int] = set()
    unknown, missing = list[str](), list[str]()
    for line in range(len(sheet)):
        rows, record = asked[line], records[line]
        if rows is None:
            if given["query"][line] or given["query_row"][line]:
                unknown.append(given["query"][line] or f"row {given['query_row'][line]}")
        elif record is None:
            missing.append(given["record"][line])
        else:
            for row in rows:
                right.setdefault(row, set()).update(record)
                nobody |= set() if record else {row}
    both = sorted(row for row in nobody if right[row])
    if both:
        raise StudyError(
            f"row {both[0] + 1} ('{texts[both[0]]}') has a record in one line and none in another", where=str(path),
            todo="Keep one of them.",
        )  # fmt: skip
    return Labels(
        {row: frozenset(ones) for row, ones in right.items()}, tuple(unknown), tuple(missing)
    )


def _columns(path: Path) -> Chosen:
    known = {header_key(one) for ways in _HEADERS.values() for one in ways}

    def choose(header: tuple[str, ...]) -> Sequence[str]:
        keys = {header_key(one) for one in header}
        if {"probability", "rank", "status"} <= keys:
            raise StudyError(
                "this is what `match` wrote, not what a person says", where=str(path),
                todo="Correct record_row where it is wrong, and take the columns probability, status and rank out.",
            )  # fmt: skip
        for wanted in (("query_row", "query"), ("record_row", "record")):
            if not keys & {header_key(way) for field in wanted for way in _HEADERS[field]}:
                raise StudyError(
                    f"a file of labels needs a column {wanted[0]} or {wanted[1]}", where=str(path),
                    have=f"Columns: {', '.join(header)}.", todo=suggestion(header[0], _HEADERS),
                )  # fmt: skip
        return [one for one in header if header_key(one) in known]

    return choose


def _asked(
    rows: Sequence[str], names: Sequence[str], texts: Sequence[str], parties: Sequence[Party]
) -> list[tuple[int, ...] | None]:
    """Return for each label the rows of the list that it speaks of, None where there are none."""
    by_name: dict[str, list[int]] = {}
    for row, (text, one) in enumerate(zip(texts, parties, strict=True)):
        for name in {text.strip(), *(comparable_name(name) for name, _ in one.names)}:
            by_name.setdefault(name, []).append(row)
    found: list[tuple[int, ...] | None] = []
    for said, name in zip(rows, names, strict=True):
        if said.strip().isdigit():
            number = int(said) - 1
            found.append((number,) if 0 <= number < len(texts) else None)
        else:
            near = (
                by_name.get(name.strip()) or by_name.get(comparable_name(name))
                if name.strip()
                else None
            )
            found.append(tuple(near) if near else None)
    return found


def _records(
    rows: Sequence[str], names: Sequence[str], index: Index, path: Path
) -> list[Collection[int] | None]:
    """Return for each label the records that it names, () for "not registered", None where the registry has none of that name."""
    given = [
        cell_names(name, "legal") if name.strip() and not row.strip() else ()
        for row, name in zip(rows, names, strict=True)
    ]
    asked = [n for n, one in enumerate(given) if one]
    near = search(
        [Party("", given[n]) for n in asked], index, top=_NAMESAKES, present=0.9
    ).candidates
    of = dict(zip(asked, near, strict=True))
    found: list[Collection[int] | None] = []
    for n, row in enumerate(rows):
        if row.strip():
            if not row.strip().isdigit() or not 0 < int(row) <= len(index.parties):
                raise StudyError(
                    f"there is no record in row '{row.strip()}'", where=f"{path}, line {n + 1} of the labels",
                    todo=f"Rows of the registry are 1 to {len(index.parties):,}.",
                )  # fmt: skip
            found.append({int(row) - 1})
        elif not names[n].strip():
            found.append(())
        else:
            own = {comparable_name(text) for text, _ in given[n]}
            same = {
                one.position for one in of.get(n, ())
                if own & {comparable_name(text) for text, _ in index.parties[one.position].names}
            }  # fmt: skip
            found.append(same or None)
    return found
