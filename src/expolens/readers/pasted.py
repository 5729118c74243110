"""Lists as they are pasted from a page, a mail or a document: blocks of lines, numbered lines, marked lines, names in one line, columns of spaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from expolens.layouts.header import meaning
from expolens.readers.delimited import refuse_long
from expolens.readers.grid import Grid, gridded, labelled, noted
from expolens.readers.items import Item, evident, in_columns, period
from expolens.readers.spaced import spaced
from expolens.readers.standing import standing

_SAMPLE, _LINES = 1 << 16, 400
_FEWEST, _MOST_OF, _SOME_OF = 3, 0.8, 0.15
_LONGEST_BLOCK, _LONGEST_LINE = 30, 2_000_000
_NUMBER = re.compile(
    r"\s*(?:no\.?\s*)?[(（\[]?(\d{1,5})\s*[.、)）\]．:：]\s*(?=[^\d\s,;\t|.])", re.IGNORECASE
)
_MARK = re.compile(r"\s*([-–—•●○◆◇■□▪▸►✓✔★☆·*※])\s*(?=[^\s\d,;|*-])")
_JOINED = re.compile(r"[、；;]")
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_LABEL = re.compile(r"\s*([^:：、；;,，]{1,40})[:：]\s*")
_RULES = frozenset(" \t|:+=-")
_HEADS = re.compile(r"[A-Z#&]|[A-Z]\s*[-–]\s*[A-Z]|0\s*[-–]\s*9")
_SAID = 10
# A line of names between a heading and a line of contacts.
_BESIDE, _PLENTY = 4, 2

_Lines = Sequence[tuple[int, str]]
"""Lines with anything in them, each with its number."""
_Made = Callable[[str, str], Grid]
"""What makes the grid of a file with an encoding."""


def pasted_grid(text: str, *, where: str, encoding: str = "") -> Grid | None:
    """Read a list as it was pasted, None where the text is none: delimited text, or one name a line.

    Known are blocks of lines with a blank line between (a company each), numbered and marked lists whose entries may go on in further
    lines, names joined in a line by 、 or ；, columns kept apart by spaces, and tables drawn with strokes. Lines of an entry go to the field that they
    look like in all entries together; what is not certain is called line 2, line 3. Lines that are no part of an entry are told. SourceError where there is nothing.
    """
    start = _filled(text[:_SAMPLE])[:_LINES]
    if found := _read_as(start, text) if start else None:
        refuse_long(text, where, _LONGEST_LINE)
        return found(where, encoding)
    return None


def _read_as(start: _Lines, text: str) -> _Made | None:
    """Return what reads the text, by its first lines."""
    if found := _drawn(start, text):
        return found
    if _delimited(start, ",;\t"):
        return None
    if found := _numbered(start, text) or _marked(start, text):
        return found
    if _delimited(start, "|"):
        return None
    ways = (_blocks, _cycles, _joined, _spaces, _standing)
    return next((made for way in ways if (made := way(start, text))), None)


def _filled(text: str) -> list[tuple[int, str]]:
    lines = text.replace("\x00", "").split("\n")
    return [(n, line) for n, line in enumerate(lines, 1) if line.strip("\ufeff \t\u3000\xa0")]


def _delimited(lines: _Lines, marks: str) -> bool:
    """Tell whether lines have the same delimiters, and as many of them."""
    known = any(
        sum(1 for cell in line.split(mark) if meaning(cell.strip(' "'))) > 1
        for _, line in lines[:3]
        for mark in marks
    )
    counts = [[line.count(mark) for _, line in lines] for mark in marks]
    even = any(each.count(max(each)) >= _MOST_OF * len(each) for each in counts if max(each) and len(each) > 1)  # fmt: skip
    tabs = "\t" in marks and sum("\t" in line.strip() for _, line in lines) * 2 > len(lines)
    return known or even or tabs


def _drawn(start: _Lines, text: str) -> _Made | None:
    """Return what reads a table whose cells have strokes around them, as documents and terminals draw it."""
    drawn = [line.strip() for _, line in start]
    cells = sum(line.startswith("|") and line.endswith("|") and line.count("|") > 2 for line in drawn)  # fmt: skip
    if cells < 2 or cells + sum(map(_rule, drawn)) < _MOST_OF * len(drawn):  # fmt: skip
        return None

    def made(where: str, encoding: str) -> Grid:
        lines = [(n, line) for n, line in _filled(text) if not _rule(line)]
        rows = [(f"row {n}", line.strip().removeprefix("|").removesuffix("|").split("|")) for n, line in lines]  # fmt: skip
        return gridded(rows, where=where, encoding=encoding, notes=[noted("pasted_table")])

    return made


def _rule(line: str) -> bool:
    """Tell whether a line is drawn between rows."""
    return ("---" in line or "===" in line) and {*line} <= _RULES


def _numbered(start: _Lines, text: str) -> _Made | None:
    """Return what reads a list whose entries are numbered one after the other."""
    numbers = [int(found[1]) for _, line in start if (found := _NUMBER.match(line))]
    rising = sum(b == a + 1 for a, b in pairwise(numbers))
    enough = len(numbers) >= max(_FEWEST, _SOME_OF * len(start))
    if not enough or rising < _MOST_OF * (len(numbers) - 1) or _above(start, _NUMBER):
        return None
    return _begun_by(_NUMBER, text, "pasted_numbers")


def _marked(start: _Lines, text: str) -> _Made | None:
    """Return what reads a list whose entries have a mark before them."""
    marks = [found[1] for _, line in start if (found := _MARK.match(line))]
    usual = max(set(marks), key=lambda mark: (marks.count(mark), mark), default="")
    if not usual or marks.count(usual) < max(_FEWEST, _SOME_OF * len(start)):
        return None
    # A dash before a line or two is no list; entries that go on have their further lines set in.
    if _above(start, _MARK):
        return None
    begun = next(n for n, (_, line) in enumerate(start) if _MARK.match(line))
    rest = [line for _, line in start[begun:] if not _MARK.match(line)]
    inside = sum(line[:1].isspace() for line in rest)
    if len(rest) - inside > (1 - _MOST_OF) * len(start):
        return None
    return _begun_by(re.compile(rf"\s*{re.escape(usual)}\s*"), text, "pasted_marks")


def _above(start: _Lines, mark: re.Pattern[str]) -> bool:
    """Tell whether there is more above the first entry than there are entries: a list of its own."""
    begun = [bool(mark.match(line)) for _, line in start]
    return begun.index(True) > sum(begun) if any(begun) else False


def _begun_by(mark: re.Pattern[str], text: str, code: str) -> _Made:
    def made(where: str, encoding: str) -> Grid:
        items: list[Item] = []
        apart: list[str] = []
        for number, line in _filled(text):
            begun = mark.match(line)
            if begun:
                items.append((number, [line[begun.end() :].strip()]))
            elif items:
                items[-1][1].append(line.strip())
            else:
                apart.append(line.strip())
        if len(items) >= _FEWEST and all(len(lines) == 1 for _, lines in items[:-1]):
            # Where no other entry goes on, what stands behind the last one is none of it.
            apart += items[-1][1][1:]
            del items[-1][1][1:]
        return in_columns(items, where=where, encoding=encoding, notes=(noted(code, len(items)), *_told(apart)))  # fmt: skip

    return made


def _blocks(start: _Lines, text: str) -> _Made | None:
    """Return what reads blocks of lines, one a company, where their lines are evidently of several kinds."""
    blocks = [lines for _, lines in _parted(start)]
    # The last one may go on behind the sample.
    sizes = sorted(len(lines) for lines in blocks if len(lines) > 1)
    if len(sizes) < 2 or len(sizes) * 2 < len(blocks) or sizes[-1] > _LONGEST_BLOCK:
        return None
    if meaning(start[0][1].strip()) or not evident([lines for lines in blocks if len(lines) > 1]):
        return None

    def made(where: str, encoding: str) -> Grid:
        items: list[Item] = []
        apart: list[str] = []
        for number, lines in _parted(_filled(text)):
            heads = len(lines) == 1 and (not items or bool(_HEADS.fullmatch(lines[0])))
            if heads:
                apart.append(lines[0])
            else:
                items.append((number, lines))
        return in_columns(items, where=where, encoding=encoding, notes=(noted("pasted_blocks", len(items)), *_told(apart)))  # fmt: skip

    return made


def _cycles(start: _Lines, text: str) -> _Made | None:
    """Return what reads entries of equally many lines that follow each other, below at most two lines of a heading."""
    lines = [line.strip() for _, line in start]
    for above in range(3):
        length = period(lines[above:])
        if not length or meaning(lines[above]):
            continue

        def made(where: str, encoding: str, above: int = above, length: int = length) -> Grid:
            every = [(n, line.strip()) for n, line in _filled(text)]
            body = every[above:]
            items = [
                (body[n][0], [line for _, line in body[n : n + length]])
                for n in range(0, len(body), length)
            ]
            notes = [
                noted("pasted_cycles", len(items), length),
                *_told([line for _, line in every[:above]]),
            ]
            return in_columns(items, where=where, encoding=encoding, notes=notes)

        return made
    return None


def _parted(lines: _Lines) -> Iterator[Item]:
    """Yield what stands between blank lines."""
    begun, block, last = 0, list[str](), 0
    for number, line in lines:
        if block and number > last + 1:
            yield begun, block
            block = []
        begun = begun if block else number
        block.append(line.strip("\ufeff \t\u3000\xa0"))
        last = number
    if block:
        yield begun, block


def _joined(start: _Lines, text: str) -> _Made | None:
    """Return what reads names that stand in one line, or a few, with 、 or ； between them."""
    masked = [_BRACKETS.sub("", line) for _, line in start]
    counts = [len(_JOINED.findall(line)) for line in masked]
    most = sum(count >= _FEWEST for count in counts) * 2 > len(counts)
    few = sum(not count for count in counts) <= _BESIDE and sum(counts) >= _PLENTY * len(counts)
    if not most and not (few and all(count >= _FEWEST or not count for count in counts)):
        return None

    def made(where: str, encoding: str) -> Grid:
        rows: list[tuple[str, list[str]]] = []
        labels, beside = list[str](), list[str]()
        for number, line in _filled(text):
            if not most and not _JOINED.search(_BRACKETS.sub("", line)):
                beside.append(line.strip())
                continue
            label = _LABEL.match(line)
            labels.append(label[1].strip() if label else "")
            names = _names(line[label.end() :] if label else line)
            rows += [(f"row {number}", [name, labels[-1]]) for name in names]
        notes = [noted("pasted_joined", len(rows)), *_told(beside)]
        if len({*labels}) > 1:
            return labelled(("name", "heading"), rows, where=where, encoding=encoding, notes=notes)
        head = labels[0] if labels and meaning(labels[0]) else "name"
        notes += _told([labels[0]] if head == "name" and labels[0] else [])
        return labelled((head,), [(place, cells[:1]) for place, cells in rows], where=where, encoding=encoding, notes=notes)  # fmt: skip

    return made


def _names(line: str) -> Iterator[str]:
    """Yield the names of a line, separators inside brackets left alone."""
    masked = _BRACKETS.sub(lambda found: "_" * len(found[0]), line)
    at = 0
    for found in _JOINED.finditer(masked):
        yield line[at : found.start()].strip()
        at = found.end()
    yield (
        line[at:].strip().removesuffix("。").removesuffix(".")
        if masked.endswith("。")
        else line[at:].strip()
    )


def _spaces(start: _Lines, text: str) -> _Made | None:
    """Return what reads columns that are kept apart by spaces."""
    if spaced([line for _, line in start]) is None:
        return None

    def made(where: str, encoding: str) -> Grid:
        lines = [(n, line) for n, line in _filled(text) if not _rule(line)]
        cells = spaced([line for _, line in lines]) or [[line] for _, line in lines]
        rows = [(f"row {n}", row) for (n, _), row in zip(lines, cells, strict=True)]
        return gridded(rows, where=where, encoding=encoding, notes=[noted("pasted_spaces", max(map(len, cells)))])  # fmt: skip

    return made


def _standing(start: _Lines, text: str) -> _Made | None:
    """Return what reads lines of a name and a booth that only a space parts."""
    if standing([line.strip() for _, line in start]) is None:
        return None

    def made(where: str, encoding: str) -> Grid:
        lines = [(n, line.strip()) for n, line in _filled(text)]
        header, cells = standing([line for _, line in lines]) or (("name",), [[line] for _, line in lines])  # fmt: skip
        width = 3 if any(row[2:3] != [""] for row in cells) else 2
        places = [f"row {n}" for n, _ in lines[len(lines) - len(cells) :]]
        rows = [(place, row[:width]) for place, row in zip(places, cells, strict=True)]
        return labelled(header[:width], rows, where=where, encoding=encoding, notes=[noted("pasted_stands")])  # fmt: skip

    return made


def _told(apart: Sequence[str]) -> list[str]:
    """Return a note of the lines that are no part of any entry."""
    if not apart:
        return []
    more = f" … ({len(apart) - _SAID} more)" if len(apart) > _SAID else ""
    return [noted("lines_apart", len(apart), " | ".join(apart[:_SAID]) + more)]
