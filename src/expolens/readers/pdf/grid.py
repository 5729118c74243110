"""A PDF as a grid: a table or a directory, whichever its pages are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from expolens.errors import SourceError
from expolens.layouts.header import meaning
from expolens.readers.child import Refused, apart
from expolens.readers.grid import Grid, Line, gridded, labelled, noted
from expolens.readers.pdf.blocks import Entry, entry_of
from expolens.readers.pdf.damage import damaged_streams
from expolens.readers.pdf.entries import divided
from expolens.readers.pdf.furniture import without_furniture
from expolens.readers.pdf.gutters import Region, agreed, alike, headed, regions
from expolens.readers.pdf.page import Page, Phrase, paged, phrases
from expolens.readers.pdf.stream import TextLine, stream
from expolens.readers.pdf.tables import Strip, kinds, panels, table_lines
from expolens.readers.pdf.values import is_hall
from expolens.readers.pdf.words import Extracted
from expolens.values import FIELDS

_ORDER = ("name", "name_en", "booth", "hall", "country", "website", "email", "phone", "address", "description")  # fmt: skip
_MOST_COLUMNS, _HEADED, _TOP, _LABEL = 4, 12, 15, 40


def pdf_grid(data: bytes, *, where: str) -> Grid:
    """Read the table or the directory of a PDF.

    A row's place is its page and line. Running heads, page numbers, letters and headings between entries are left out and said, and
    so is what could not be read. SourceError for a file with a password, without text (a scan), or too damaged to open.
    """
    try:
        words = apart("pdf_words", data, where=where)
    except Refused as error:
        raise SourceError(
            "the PDF breaks its reader: it is damaged",
            where=where,
            todo="Export it again, or bring the list as .xlsx or .csv.",
        ) from error
    return grid_of_words(words, where=where, damage=damage_of(data))


def damage_of(data: bytes) -> tuple[str, ...]:
    """Return notes of what the bytes of a PDF say is missing: its end, or streams that cannot be unpacked."""
    streams = damaged_streams(data)
    notes = [noted("pdf_damaged", streams)] if streams else []
    return tuple(notes if b"%%EOF" in data[-2048:] else [noted("pdf_cut"), *notes])


def grid_of_words(found: Extracted, *, where: str, damage: Sequence[str] = ()) -> Grid:
    """Make a grid of the words of a PDF, as `pdf_words` gives them; `damage` are the notes of `damage_of`."""
    _state, total, raw = found
    _readable(found, where)
    notes = list(damage)
    if len(raw) < total:
        notes.append(noted("pdf_pages_left", len(raw), total))
    pages = [paged(page, number) for number, page in enumerate(raw, 1)]
    empty = [page.number for page in pages if not page.strips]
    if empty:
        notes.append(noted("pdf_empty_pages", len(empty), _numbers(empty)))
    if across := sum(page.across for page in pages):
        notes.append(noted("pdf_across", across))
    kept, furniture = without_furniture([page for page in pages if page.strips])
    if furniture:
        said = " | ".join(f"{text} ({times})" for text, times in list(furniture.items())[:6])
        notes.append(noted("pdf_furniture", sum(furniture.values()), said))
    parts = agreed([part for page in kept for part in regions(page) if part.strips])
    if not parts:
        raise SourceError("its pages say nothing but what stands on every page", where=where)
    head = _header(parts)
    if head:
        parts = headed(parts, head)
    period = _period(parts, kept, [meaning(label.text) for label in head])
    if period is not None:
        grid = _table(parts, kept, period, where=where)
    else:
        grid = _directory(parts, where=where)
    return replace(grid, notes=(*notes, *grid.notes))


def _readable(found: Extracted, where: str) -> None:
    """Raise SourceError where there is no text to read, and say why."""
    state, total, pages = found
    if state == "password":
        raise SourceError(
            "the PDF is protected by a password",
            where=where,
            todo="Save it without one (print it to a PDF), or ask for the list as Excel.",
        )
    if state == "damaged" or not total:
        raise SourceError(
            "the PDF cannot be opened: it is damaged or cut short",
            where=where,
            todo="Download or export it again.",
        )
    if not any(words for _, _, words, _, _ in pages):
        raise SourceError(
            f"the PDF has {total:,} {'page' if total == 1 else 'pages'} and no text: they are pictures, as of a scan",
            where=where,
            todo="Recognise its text first (OCR: in Acrobat 'Recognise Text', or ocrmypdf), or ask the organiser for the list as Excel.",
        )


def _numbers(pages: Sequence[int]) -> str:
    return ", ".join(map(str, pages[:20])) + (" …" if len(pages) > 20 else "")


def _period(parts: Sequence[Region], pages: Sequence[Page], head: Sequence[str]) -> int | None:
    """Return how many columns a table has, 0 for as many as there are; None where the pages are columns of text.

    A table has a header of known words, or columns of different kinds; columns of the same kinds side by side are text, unless they
    are ruled or many.
    """
    if not any(part.cuts for part in parts):
        return None
    if head:
        said, whole = list(head), len(head)
        width = next(n for n in range(1, whole + 1) if said == said[:n] * (whole // n))
        return width if 1 < width < whole else 0
    usual = Counter(len(part.cuts) + 1 for part in parts for _ in part.strips).most_common(1)[0][0]
    rows = [
        row for block in panels([p for p in parts if len(p.cuts) + 1 == usual], 0) for row in block
    ]
    found = kinds(rows)
    for width in range(1, usual + 1):
        if usual % width == 0 and found == found[:width] * (usual // width):
            break
    if width == 1:
        ruled = sum(1 for page in pages for rule in page.rules if rule[3] - rule[1] < 3)
        many = usual > _MOST_COLUMNS or ruled > 0.3 * sum(len(page.strips) for page in pages)
        return 0 if many and usual > 1 else None
    return width


def _header(parts: Sequence[Region]) -> list[Phrase]:
    """Return the labels of a header, [] where no line is one; labels that hardly stand apart are told by their words.

    A header says at least two different things in few words, and stands at the top of the first page, or on several pages alike.
    """
    pages: dict[str, set[int]] = {}
    for part in parts:
        for strip in part.strips:
            pages.setdefault(strip.text, set()).add(strip.page)
    for part in parts[:_HEADED]:
        for place, strip in enumerate(part.strips):
            first = strip.page == parts[0].strips[0].page and place < _TOP
            labels = [label for one in phrases(strip) for label in _labels(one)]
            said = {meaning(label.text) for label in labels if _is_label(label.text)} - {""}
            if len(said) >= 2 and (first or len(pages[strip.text]) > 1):
                known = sum(1 for label in labels if meaning(label.text))
                if known * 2 >= len(labels) and all(_is_label(label.text) for label in labels):
                    return labels
    return []


def _is_label(text: str) -> bool:
    """Tell whether a text can be the name of a column: short, and no end of a sentence."""
    return len(text) <= _LABEL and (
        text[-1:] not in ".,;" or (len(text) < 12 and text.count(" ") > 0)
    )


def _labels(phrase: Phrase) -> list[Phrase]:
    """Return a phrase as it is, or its words where it means nothing and each of these is the name of a column."""
    words = [Phrase((word,), phrase.page, phrase.number) for word in phrase.words]
    known = all(meaning(word.text) for word in words) and len(words) > 1
    return words if known and not meaning(phrase.text) else [phrase]


def _table(parts: Sequence[Region], pages: Sequence[Page], period: int, *, where: str) -> Grid:
    """Return the rows of a table, its header from its pages or, where it has none, from what its columns hold."""
    same, other = alike(parts)
    notes = [noted("pdf_other_lines", other)] if other else []
    blocks = list(panels(same, period))
    lines = table_lines(blocks, pages)
    if any(sum(1 for cell in cells if cell and meaning(cell)) > 1 for _, cells in lines[:60]):
        return gridded(lines, where=where, notes=notes)
    return labelled(
        _columns([row for block in blocks for row in block], lines), lines, where=where, notes=notes
    )


def _columns(rows: Sequence[Strip], lines: Sequence[Line]) -> list[str]:
    """Name the columns of a table without a header by what they hold; the name is the first of texts, the description the longest."""
    found = kinds(rows)
    texts = [index for index, kind in enumerate(found) if kind == "text"]
    length = {i: sum(len(cells[i]) for _, cells in lines) / len(lines) for i in texts}
    if texts:
        found[texts[0]] = "name"
        longest = max(texts, key=lambda index: length[index])
        if longest != texts[0] and length[longest] > 40:
            found[longest] = "description"
    return ["" if kind in ("text", "number") else kind for kind in found]


def _directory(parts: Sequence[Region], *, where: str) -> Grid:
    """Return the entries of columns of text."""
    lines = stream(parts)
    letters = [line for line in lines if line.is_letter]
    kept = [line for line in lines if not line.is_letter]
    notes = [noted("pdf_letters", len(letters))] if letters else []
    kept, halls = _under_halls(kept)
    entries = _entries(kept, halls, notes)
    _unlabelled(entries)
    columns = sorted({column for entry in entries for column in entry.values}, key=_order(entries))
    called = {
        column: label for entry in reversed(entries) for column, label in entry.labels.items()
    }
    rows = [
        (entry.place, ["; ".join(entry.values.get(column, [])) for column in columns])
        for entry in entries
    ]
    if not rows:
        raise SourceError("no entry was found in its text", where=where)
    return labelled(
        [called.get(column, column) for column in columns], rows, where=where, notes=notes
    )


def _unlabelled(entries: Sequence[Entry]) -> None:
    """Give what stands behind a colon in hardly an entry back to the descriptions: it was no label."""
    often = Counter(column for entry in entries for column in entry.values)
    for entry in entries:
        for column in [c for c in entry.values if c not in FIELDS and c not in _ORDER]:
            if often[column] < max(3, 0.03 * len(entries)):
                said = [f"{column}: {text}" for text in entry.values.pop(column)]
                entry.values["description"] = [
                    " ".join([*entry.values.get("description", []), *said])
                ]


def _order(entries: Sequence[Entry]):  # type: ignore[no-untyped-def]
    seen = {column: n for n, column in enumerate(c for entry in entries for c in entry.values)}
    return lambda column: (_ORDER.index(column) if column in _ORDER else len(_ORDER), seen[column])


def _under_halls(lines: Sequence[TextLine]) -> tuple[list[TextLine], dict[int, str]]:
    """Return the lines without the headings that name halls, and the hall of each line by its id."""
    heads = [line for line in lines if is_hall(line.text)]
    if not heads or len(heads) > 0.1 * len(lines):
        return list(lines), {}
    halls: dict[int, str] = {}
    hall = ""
    kept = []
    for line in lines:
        if is_hall(line.text):
            hall = line.text
        else:
            halls[id(line)] = hall
            kept.append(line)
    return kept, halls


def _entries(lines: Sequence[TextLine], halls: dict[int, str], notes: list[str]) -> list[Entry]:
    """Return the entries; what stands before the first and the headings between them are left out, and said."""
    way = divided(lines)
    headings = _headings(lines, way.starts)
    groups: list[list[TextLine]] = []
    before = 0
    for number, (line, start) in enumerate(zip(lines, way.starts, strict=True)):
        if number in headings:
            continue
        if start:
            groups.append([line])
        elif groups:
            groups[-1].append(line)
        else:
            before += 1
    if way.by == "stand last":
        headings |= _untaken(lines, groups)
    if headings:
        said = " | ".join(dict.fromkeys(lines[n].text for n in sorted(headings)))
        notes.append(noted("pdf_headings", len(headings), said[:200]))
    if before:
        notes.append(noted("pdf_before", before))
    entries = []
    for group in groups:
        entry = entry_of(group, bare=way.bare, styled=way.by == "style")
        if hall := halls.get(id(group[0])):
            entry.values.setdefault("hall", [hall])
        entries.append(entry)
    return entries


def _untaken(lines: Sequence[TextLine], groups: Sequence[list[TextLine]]) -> set[int]:
    """Take the headings out of entries that are a line each with their stand at its end, and return which lines these are."""
    if sum(1 for group in groups if len(group) == 1) < 0.5 * len(groups):
        return set()
    out: set[int] = set()
    for group in groups:
        while len(group) > 1 and not group[0].full(group[1]):
            out.add(id(group.pop(0)))
    return {number for number, line in enumerate(lines) if id(line) in out}


def _headings(lines: Sequence[TextLine], starts: Sequence[bool]) -> set[int]:
    """Return the lines between entries that are set larger than names and are few: categories."""
    names = Counter(line.style for line, start in zip(lines, starts, strict=True) if start)
    count = max(1, sum(starts))
    usual = {style for style, times in names.items() if times > 0.05 * count}
    size = max(style[0] for style in usual or names)
    large = {
        n
        for n, line in enumerate(lines)
        if line.phrase.size > size + 0.4 and line.style not in usual
    }
    return large if len(large) <= 0.5 * count else set()
