"""Cells that hold several terms: keywords, technologies, booths."""

from __future__ import annotations

import re
import unicodedata

from expolens.values.reading import Reading

_SEPARATORS = "、，,;；|｜\n\r\t"
_OPEN, _CLOSE = "(（[【《「", ")）]】》」"
_SLASH = re.compile(r"(?<=[\u3400-\u9fff)）])\s*[/／]\s*(?=[\u3400-\u9fff(（])|\s+[/／]\s+")


def terms(raw: str) -> tuple[Reading, ...]:
    """Split a cell into its terms, trimmed and in NFKC, in order; equal terms are kept, to be counted or not later.

    Separators are 、，,;；| and new lines outside brackets. A slash separates between Chinese characters or with spaces
    around it, never inside "TCP/IP", "HL7/FHIR" or "A/B".

    >>> [reading.value for reading in terms("智慧医院、大数据,HL7/FHIR; 互联网医院/远程医疗")]
    ['智慧医院', '大数据', 'HL7/FHIR', '互联网医院', '远程医疗']
    """
    parts: list[str] = []
    for piece in _split(raw):
        parts += _SLASH.split(piece)
    texts = (
        " ".join(unicodedata.normalize("NFKC", part).split()).strip("·•. 。") for part in parts
    )
    return tuple(Reading(text) for text in texts if text)


def _split(raw: str) -> list[str]:
    """Split at separators that stand outside brackets; an unclosed bracket protects nothing."""
    protect = sum(raw.count(char) for char in _OPEN) == sum(raw.count(char) for char in _CLOSE)
    pieces, depth = [""], 0
    for char in raw:
        if protect and char in _OPEN:
            depth += 1
        elif protect and char in _CLOSE:
            depth = max(0, depth - 1)
        if char in _SEPARATORS and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += char
    return pieces
