"""One exhibitor's lines to the values they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from expolens.layouts.header import meaning
from expolens.names import without_legal_form
from expolens.readers.pdf.page import Phrase, joined, spelled
from expolens.readers.pdf.stream import TextLine
from expolens.readers.pdf.values import (
    booth_first,
    booth_last,
    field_of,
    is_hall,
    kind_of,
    label_of,
)

_PARTS = re.compile(
    r"\t|\s{1,4}[|•·]\s{1,4}|\s{0,4}｜\s{0,4}"
    r"|[\s,;]{1,6}(?=(?:tel(?:ephone)?|phone|fax|mobile|e-?mail|web(?:site)?|hall|booth|stand)\b\.?\s*[:：])"
    r"|(?:[\s;；，]{1,6}|(?<=[0-9A-Za-z)）/。]))"
    r"(?=(?:联系电话|电话|传真|手机|邮箱|网址|地址|展位号|展馆|邮编|联系人)\s*[:：])",
    re.I,
)
_PROSE = re.compile(r"[a-z]{2,}[.!?](?:\s|$)|[。！；]")
_ADDRESS = re.compile(
    r"\d|,|\b(?:street|str\.|road|rd\.?|avenue|ave\.?|box|strasse|straße|rue|via|platz|floor|building|park)\b|[省市区县路街号楼]",
    re.I,
)
_PARTICLES = frozenset(
    {"de", "la", "le", "du", "des", "der", "di", "van", "of", "and", "the", "am", "an", "im", "und"}
)
_LONG = 7


@dataclass(slots=True)
class Entry:
    """What was read of one exhibitor: column to its texts, the label each column was called by, and where it begins."""

    place: str
    values: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def add(self, column: str, text: str, label: str = "") -> None:
        """Keep a value; an empty one is none."""
        if text.strip():
            self.values.setdefault(column, []).append(text.strip())
        if label:
            self.labels.setdefault(column, label)


def entry_of(lines: Sequence[TextLine], *, bare: bool, styled: bool) -> Entry:
    """Read one exhibitor: the name from its first line (or as many as are set like it, if names are `styled`), then what labels and values say, the rest as address and description."""
    entry = Entry(lines[0].place)
    rest = _named(entry, lines, bare=bare, styled=styled)
    free: list[str] = []
    under = ""
    before: TextLine | None = None
    for line in rest:
        wraps = before is not None and before.full(line)
        under = _read(
            entry, line, free, under if wraps or _hanging(before, line) else "", bare=bare
        )
        before = line
    _free(entry, free)
    return entry


def _hanging(before: TextLine | None, line: TextLine) -> bool:
    return before is not None and line.indent > before.indent + 2


def _named(entry: Entry, lines: Sequence[TextLine], *, bare: bool, styled: bool) -> list[TextLine]:
    """Read the name at the head of an entry, and return the lines below it."""
    head, below = lines[0], list(lines[1:])
    if (label_of(head.text) and not _is_name(head)) or (
        kind_of(head.text) in ("booth", "hall") and below and not styled
    ):
        _read(entry, head, [], "", bare=bare)
        if not below or (label_of(below[0].text) and not _is_name(below[0])):
            return below
        head, below = below[0], below[1:]
    texts = [_bold_part(entry, head) if styled else head.text]
    while (
        below
        and head.alike(below[0])
        and _goes_on(texts[-1], head, below[0], styled=styled, bare=bare)
    ):
        head = below.pop(0)
        texts.append(head.text)
    _name(entry, joined(texts), bare=bare)
    return below


def _is_name(line: TextLine) -> bool:
    found = label_of(line.text)
    return found is not None and field_of(found[0]).startswith("name")


def _goes_on(text: str, before: TextLine, line: TextLine, *, styled: bool, bare: bool) -> bool:
    """Tell whether the name goes on in the next line: one set as names are, or one that had no room where lines are all alike."""
    if (
        label_of(line.text)
        or kind_of(line.text) not in ("text", "country")
        or booth_first(line.text, bare=bare)
    ):
        return False
    if styled or not before.full(line):
        return styled and text != ""
    hangs = line.indent > before.indent + 2 or text[-1:] in "-\u00ad&,"
    return hangs or label_of(text) is not None or without_legal_form(line.text) != line.text


def _bold_part(entry: Entry, line: TextLine) -> str:
    """Return the bold words a line begins with, where it goes on in others; these are read as a line of their own."""
    words = line.phrase.words
    count = next((n for n, word in enumerate(words) if word.bold != words[0].bold), len(words))
    if not words[0].bold or count == len(words):
        return line.text
    rest = Phrase(words[count:], line.phrase.page, line.phrase.number).text.strip(" ,;–—-|:")
    for part in filter(None, _PARTS.split(rest)):
        _value(entry, part, [], bare=True)
    return spelled(words[:count])


def _name(entry: Entry, text: str, *, bare: bool) -> None:
    """Keep a name, without its label and the stand or country that stand beside it."""
    labelled = label_of(text)
    if labelled and field_of(labelled[0]).startswith("name"):
        entry.add(field_of(labelled[0]), labelled[1], labelled[0])
        return
    if found := booth_first(text, bare=bare) or booth_last(text, bare=bare):
        entry.add("booth", found[0])
        text = found[1]
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    entry.add("name", parts[0] if parts else text)
    for part in parts[1:]:
        _value(entry, part, [], bare=bare)


def _read(entry: Entry, line: TextLine, free: list[str], under: str, *, bare: bool) -> str:
    """Read a line below the name, and return the column that a next line would go on with, if it is a labelled text."""
    parts = [part for part in _PARTS.split(line.text) if part.strip()]
    if len(parts) > 1:
        for part in parts:
            _value(entry, part.strip(), free, bare=bare)
        return ""
    labelled = label_of(line.text)
    if labelled is None and under and kind_of(line.text) in ("text", "country", "number", "booth"):
        entry.values[under] = [
            *entry.values.get(under, [])[:-1],
            joined([*entry.values.get(under, [""])[-1:], line.text]),
        ]
        return under
    return _value(entry, line.text, free, bare=bare)


def _value(entry: Entry, text: str, free: list[str], *, bare: bool) -> str:
    """Keep one value under its label or by what it looks like, else among the free lines; return the column of a labelled one."""
    labelled = label_of(text, unknown=True)
    if labelled:
        column = field_of(labelled[0])
        entry.add(column, labelled[1], labelled[0] if meaning(labelled[0]) == column else "")
        entry.values.setdefault(column, [])
        return column
    kind = kind_of(text)
    if kind == "number":
        kind = "booth" if bare else "text"
    if kind == "text" and is_hall(text):
        kind = "hall"
    if kind == "text":
        free.append(text)
    else:
        entry.add(kind, text)
    return ""


def _free(entry: Entry, lines: Sequence[str]) -> None:
    """Keep the lines that nothing tells: an address as far as they look like one, the rest as description."""
    address: list[str] = []
    rest = list(lines)
    while (
        rest
        and not _PROSE.search(rest[0])
        and len(rest[0].split()) <= _LONG
        and len(rest[0]) < 60
        and _is_address(rest)
    ):
        address.append(rest.pop(0))
    if address:
        entry.add("address", ", ".join(part.rstrip(",") for part in address))
    if rest:
        entry.add("description", joined(rest))


def _is_address(lines: Sequence[str]) -> bool:
    """Tell whether a line is of an address: it or the next has a number, a comma or the word for a street, and it does not run on like a sentence."""
    small = [
        word for word in lines[0].split() if word.isalpha() and word.islower() and word.isascii()
    ]
    if len([word for word in small if word not in _PARTICLES]) * 2 >= len(lines[0].split()):
        return False
    if _ADDRESS.search(lines[0]):
        return True
    following = lines[1] if len(lines) > 1 else ""
    return len(lines[0]) < 40 and bool(_ADDRESS.search(following)) and not _PROSE.search(following)
