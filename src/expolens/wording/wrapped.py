"""Text broken into lines, Chinese and Latin, for what counts columns."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_CLOSING = "，。；：、！？）》”’」』】〕,.;:!?)]}%"
_PIECES = re.compile(r"\s+|[^\s\u2e80-\uffef]+|[\u2e80-\uffef]")
_OPENING = "（《“‘「『【〔"


def width(text: str) -> int:
    """Return how many columns a text takes; a Chinese character takes two.

    >>> width("示例 A1")
    7
    """
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, columns: int) -> tuple[str, ...]:
    """Break a text into lines of at most so many columns: between words, and between Chinese characters.

    A line begins with a closing mark, or ends with an opening one, only where it would be too wide otherwise; a word wider than a line is
    cut. Spaces at the ends go; a text of nothing is one empty line.

    >>> wrapped("名称相同：ACME Co.；其他", 14)
    ('名称相同：ACME', 'Co.；其他')
    """
    lines: list[str] = []
    line = ""
    for unit in _units(text.strip()):
        while width(line + unit.rstrip()) > columns:
            if line.strip():
                lines.append(line.rstrip())
                line, unit = "", unit.lstrip()
            else:
                head = _head(unit, columns)
                lines.append(head.rstrip())
                line, unit = "", unit[len(head) :].lstrip()
        line += unit
    return (*lines, line.rstrip()) if line.strip() or not lines else tuple(lines)


def _units(text: str) -> list[str]:
    """Cut a text where a line may end; spaces stay behind what they follow."""
    units: list[str] = []
    for piece in _PIECES.findall(text):
        if units and (
            piece.isspace() or piece[0] in _CLOSING or units[-1].rstrip()[-1:] in tuple(_OPENING)
        ):
            units[-1] += piece
        else:
            units.append(piece)
    return units


def _head(word: str, columns: int) -> str:
    end = 1
    while end < len(word) and width(word[: end + 1]) <= columns:
        end += 1
    return word[:end]
