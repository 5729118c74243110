"""Cells that hold several terms: keywords, technologies, booths."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from expolens.values.reading import Reading

_SEPARATORS = "、，,;；|｜\n\r\t"
_OPEN, _CLOSE = "(（[【《「", ")）]】》」"
# A comma of thousands with a word behind the number: 2,000家医院, 10,000 hospitals.
_THOUSANDS = re.compile(r"(?<![\d,，])[1-9]\d{0,2}(?:[,，]\d{3})+(?![\d,，])(?=\+?\s*[^\W\d_])")
_SLASH = re.compile(r"(?<=[\u3400-\u9fff)）])\s*[/／]\s*(?=[\u3400-\u9fff(（])|\s+[/／]\s+")


def terms(raw: str, whole: Iterable[str] = ()) -> tuple[Reading, ...]:
    """Split a cell into its terms, trimmed and in NFKC, in order; equal terms are kept, to be counted or not later.

    Separators are 、，,;；| and new lines outside brackets and numbers (2,000家医院). A slash separates between Chinese characters or with spaces
    around it, never inside "TCP/IP", "HL7/FHIR" or "A/B". A term of `whole`, and an industry of GB/T 4754 (`industries.txt`), stays
    one term where it stands between separators.

    >>> [reading.value for reading in terms("智慧医院、大数据,HL7/FHIR; 互联网医院/远程医疗")]
    ['智慧医院', '大数据', 'HL7/FHIR', '互联网医院', '远程医疗']
    >>> [reading.value for reading in terms("智慧城市,农、林、牧、渔业")]
    ['智慧城市', '农、林、牧、渔业']
    """
    texts = (
        " ".join(unicodedata.normalize("NFKC", part).split()).strip("·•. 。")
        for part in _parts(raw, tuple(whole))
    )
    return tuple(Reading(text) for text in texts if text)


def _parts(raw: str, whole: tuple[str, ...]) -> Iterator[str]:
    """Yield the parts of a cell: what stays whole, and what lies between split."""
    end = 0
    for match in _whole(whole).finditer(raw):
        yield from _pieces(raw[end : match.start()])
        yield match["term"]
        end = match.end()
    yield from _pieces(raw[end:])


def _pieces(raw: str) -> Iterator[str]:
    for piece in _split(raw):
        yield from _SLASH.split(piece)


@cache
def _whole(more: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds terms that stay whole, the longest first, between separators or the ends of a cell."""
    lines = files("expolens.values").joinpath("industries.txt").read_text("utf-8").splitlines()
    known = {line for line in (*lines, *more) if line and not line.startswith("#")}
    either = "|".join(
        re.escape(term) for term in sorted(known, key=lambda term: (-len(term), term))
    )
    return re.compile(
        rf"(?:^|(?<=[{_SEPARATORS}/／]))\s*(?P<term>{either})\s*(?=$|[{_SEPARATORS}/／])"
    )


def _split(raw: str) -> list[str]:
    """Split at separators that stand outside brackets and numbers; an unclosed bracket protects nothing."""
    protect = sum(raw.count(char) for char in _OPEN) == sum(raw.count(char) for char in _CLOSE)
    within = {place for found in _THOUSANDS.finditer(raw) for place in range(*found.span())}
    pieces, depth = [""], 0
    for index, char in enumerate(raw):
        if protect and char in _OPEN:
            depth += 1
        elif protect and char in _CLOSE:
            depth = max(0, depth - 1)
        if char in _SEPARATORS and depth == 0 and index not in within:
            pieces.append("")
        else:
            pieces[-1] += char
    return pieces
