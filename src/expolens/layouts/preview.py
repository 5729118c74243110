"""What was found in a file, as a person sees it in seconds: rows, columns and how each was understood, what was not, the first rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from expolens.layouts.confirmed import reason_of
from expolens.layouts.mapping import Mapping
from expolens.layouts.personal import masked_cells, personal_headers
from expolens.layouts.similar import NAMES, Proposal
from expolens.model.text import Language
from expolens.readers.grid import Grid
from expolens.values import FIELDS
from expolens.values.contact import masked
from expolens.values.missing import missing
from expolens.wording import note, width, word, wrapped

WIDEST, _NARROWEST = 100, 60
# Of a line, what a header, what it was understood as and by what may take.
_PART = 0.24
_EXAMPLES, _ROWS, _COLUMNS, _PLACES, _UNREAD = 3, 5, 5, 3, 12
# Of a large file so many rows are looked at for what is filled and for examples.
_LOOKED = 2_000


def preview(
    grid: Grid,
    mapping: Mapping,
    proposals: Sequence[Proposal],
    language: Language = "en",
    *,
    wide: int = WIDEST,
) -> tuple[str, ...]:
    """Return the lines that show a file: how many rows and names, each column with how it was understood, how much of it is filled and what stands in it, what is withheld, what was not understood and may be, what was noticed, the first rows.

    Lines are at most `wide` columns wide (from 60 to 100), a Chinese character taking two. Nothing personal is in them.
    """
    wide = min(max(wide, _NARROWEST), WIDEST)
    withheld = personal_headers(grid, mapping)
    lines = [_headline(grid, mapping, language)]
    if mapping.kind:
        lines.append("  " + word("preview.kind", language, title=mapping.kind.title.within(language)))  # fmt: skip
    if not set(NAMES) & set(mapping.columns.values()):
        lines.append("! " + word("preview.no_name", language))
    return tuple(
        piece
        for line in (
            *lines,
            *_understood(grid, mapping, language, wide),
            *_withheld(grid, mapping, withheld, language),
            *_unread(
                grid, [h for h in mapping.unread if h not in withheld], proposals, (language, wide)
            ),
            *_noticed(grid, language),
            *_first(grid, _shown(grid, mapping, withheld, proposals), language, wide),
        )
        for piece in _broken(line, wide)
    )


def _broken(line: str, wide: int) -> Iterator[str]:
    """Yield a line, or its parts where it is too wide: the later ones begin where the first does, and two columns further."""
    indent = line[: len(line) - len(line.lstrip())]
    first, *rest = wrapped(line, wide - len(indent) - 2) if width(line) > wide else (line.strip(),)
    yield indent + first
    yield from (f"{indent}  {one}" for one in rest)


def cut(text: str, columns: int) -> str:
    """Return a text of at most so many columns, with … for what was cut off.

    >>> cut("示例医疗科技", 7), cut("Stand-in", 8)
    ('示例医…', 'Stand-in')
    """
    if width(text) <= columns:
        return text
    kept = ""
    for char in text:
        if width(kept + char) > columns - 1:
            break
        kept += char
    return kept.rstrip() + "…"


def _cell(text: str, columns: int) -> str:
    """Return a text cut or filled to a number of columns."""
    short = cut(" ".join(text.split()), columns)
    return short + " " * (columns - width(short))


def _headline(grid: Grid, mapping: Mapping, language: Language) -> str:
    """Return how many rows there are, how many different names, and which rows have none."""
    parts = [word("preview.rows", language, n=len(grid.rows))]
    places = [i for i, h in enumerate(grid.header) if mapping.columns.get(h) in NAMES]
    if places:
        marks = _marks(mapping)
        names = [
            next((row.cells[i] for i in places if missing(row.cells[i], marks) is None), "")
            for row in grid.rows
        ]
        parts.append(word("preview.names", language, n=len(set(filter(None, names)))))
        without = [row.place for row, name in zip(grid.rows, names, strict=True) if not name]
        if without:
            shown = ", ".join(without[:_PLACES])
            if len(without) > _PLACES:
                more = word("preview.more", language, n=len(without) - _PLACES)
                shown = f"{shown}, {more}"
            parts.append(word("preview.nameless", language, n=len(without), places=shown))
    return ", ".join(parts) if language == "en" else "，".join(parts)


def _understood(grid: Grid, mapping: Mapping, language: Language, wide: int) -> Iterator[str]:
    """Yield a line for each column that is used."""
    used = [header for header in grid.header if mapping.columns.get(header) in FIELDS]
    rows = []
    for header in used:
        label = FIELDS[mapping.columns[header]].label.within(language)
        if unit := mapping.units.get(header, ""):
            label += f" ({unit})"
        rows.append((header, label, word(f"preview.by_{mapping.by[header]}", language)))
    if rows:
        yield word("preview.understood", language)
        yield from _lines(grid, rows, (language, wide), _marks(mapping))


def _lines(
    grid: Grid,
    rows: Sequence[tuple[str, ...]],
    to: tuple[Language, int],
    marks: Collection[str] = (),
) -> Iterator[str]:
    """Yield the line of each column: its header and what else is said of it, the share that is filled, examples in the room that is left; `to` is the language and the width."""
    if not rows:
        return
    language, wide = to
    most = int(wide * _PART)
    sizes = [min(most, max(map(width, texts))) for texts in zip(*rows, strict=True)]
    room = wide - 2 - sum(sizes) - 2 * len(sizes) - 6
    for row in rows:
        share, values = _filled(grid, row[0], language, marks)
        said = "  ".join(_cell(text, size) for text, size in zip(row, sizes, strict=True))
        parts = shared([width(one) for one in values], room - 3 * (len(values) - 1))
        shown = [cut(one, part) for one, part in zip(values, parts, strict=True)]
        yield f"  {said}  {share:>4}  {' | '.join(shown)}".rstrip()


def shared(wanted: Sequence[int], room: int) -> list[int]:
    """Return what each gets of some room: what it wants, or an even part of what those who want less leave.

    >>> shared([4, 30, 20], 40), shared([4, 5], 40)
    ([4, 18, 18], [4, 5])
    """
    given = [0] * len(wanted)
    for done, at in enumerate(sorted(range(len(wanted)), key=lambda at: wanted[at])):
        given[at] = min(wanted[at], max(room, 0) // (len(wanted) - done))
        room -= given[at]
    return given


def _marks(mapping: Mapping) -> tuple[str, ...]:
    return mapping.kind.missing if mapping.kind else ()


def _filled(
    grid: Grid, header: str, language: Language, marks: Collection[str]
) -> tuple[str, list[str]]:
    """Return the share of the rows in which a column is filled, and examples of what stands there."""
    at = grid.header.index(header)
    step = max(1, len(grid.rows) // _LOOKED)
    looked = grid.rows[::step]
    values = [row.cells[at] for row in looked if missing(row.cells[at], marks) is None]
    if not values:
        return "0%", [word("preview.empty", language)]
    share = 100 * len(values) / len(looked)
    printed = "100%" if len(values) == len(looked) else f"{min(max(share, 1), 99):.0f}%"
    examples = dict.fromkeys(masked(" ".join(one.split())) for one in values[:50])
    return printed, list(examples)[:_EXAMPLES]


def _withheld(
    grid: Grid, mapping: Mapping, personal: Sequence[str], language: Language
) -> Iterator[str]:
    """Yield what is withheld, and what is left aside."""
    if mapping.personal:
        yield word("preview.withheld", language, headers=_listed(mapping.personal, language))
    if more := [header for header in personal if header not in mapping.personal]:
        yield word("preview.withheld_content", language, headers=_listed(more, language))
    if cells := masked_cells(grid, mapping, personal):
        yield word("preview.masked", language, n=cells)
    aside = [h for h in mapping.by if h not in mapping.columns and h not in mapping.personal]
    if aside:
        yield word("preview.ignored", language, headers=_listed(aside, language))


def _unread(
    grid: Grid, headers: Sequence[str], proposals: Sequence[Proposal], to: tuple[Language, int]
) -> Iterator[str]:
    """Yield a line for each column that is not used because nobody knows it, with what it may be; of many, those that may be something first."""
    language, wide = to
    maybe = {one.header: one for one in proposals}
    unread = sorted(headers, key=lambda header: header not in maybe)
    if unread:
        yield word("preview.unread", language)
    lines = _lines(grid, [(header,) for header in unread[:_UNREAD]], to)
    for header, line in zip(unread[:_UNREAD], lines, strict=True):
        yield line
        if one := maybe.get(header):
            label = f"{FIELDS[one.field].label.within(language)} ({one.field})"
            why = reason_of(one, language)
            yield "    → " + word("preview.perhaps", language, field=label, why=why)
    if rest := unread[_UNREAD:]:
        named = cut(_listed(rest, language), 3 * wide)
        yield "  " + word("preview.unread_more", language, n=len(rest), headers=named)
    if any(header in maybe for header in unread):
        yield "  " + word("preview.confirm_how", language)


def _noticed(grid: Grid, language: Language) -> Iterator[str]:
    if grid.notes:
        yield word("preview.noticed", language)
    for one in grid.notes:
        yield f"  ! {note(one, language)}"


def _shown(
    grid: Grid, mapping: Mapping, withheld: Sequence[str], proposals: Sequence[Proposal]
) -> list[str]:
    """Return the columns of which rows are shown: the names and the next that are used; where the names are not known, what they may be."""
    fields = {h: field for h, field in mapping.columns.items() if field in FIELDS}
    if not set(NAMES) & set(fields.values()):
        fields |= {one.header: one.field for one in proposals}
    used = [h for h in grid.header if h in fields] or [h for h in grid.header if h not in withheld]
    return sorted(used, key=lambda header: fields.get(header) not in NAMES)[:_COLUMNS]


def _listed(headers: Sequence[str], language: Language) -> str:
    return (", " if language == "en" else "、").join(headers)


def _first(grid: Grid, shown: Sequence[str], language: Language, wide: int) -> Iterator[str]:
    if not shown:
        return
    yield word("preview.first", language)
    places = [grid.header.index(header) for header in shown]
    texts = [[masked(row.cells[at]) for at in places] for row in grid.rows[:_ROWS]]
    wanted = [
        max(width(" ".join(text.split())) for text in column)
        for column in zip(shown, *texts, strict=True)
    ]
    sizes = shared(wanted, wide - 2 - 3 * (len(shown) - 1))
    for cells in (shown, *texts):
        yield "  " + " | ".join(_cell(c, s) for c, s in zip(cells, sizes, strict=True)).rstrip()
