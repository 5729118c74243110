"""The font the package carries: how wide a text is, and the part of the font that a text needs."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

_NAME = "NotoSansSC-cn.ttf"
_CLOSING = frozenset("，。、；：！？）》」』】”’%")


def font_folder() -> Path:
    """Return the folder the font lies in, for programs that draw with it."""
    with as_file(files("expolens.render") / "assets") as folder:
        return folder


@cache
def _metrics() -> tuple[dict[int, int], int]:
    with TTFont(font_folder() / _NAME, lazy=True) as font:
        advances = font["hmtx"].metrics
        widths = {code: advances[name][0] for code, name in font.getBestCmap().items()}
        return widths, font["head"].unitsPerEm


def width(text: str, size: float) -> float:
    """Return how wide `text` is in pixels at a type size; a character the font lacks is as wide as a Chinese one.

    >>> round(width("中", 12), 3), width("", 12)
    (12.0, 0.0)
    """
    widths, em = _metrics()
    return sum((widths.get(ord(char), em) for char in text), start=0) * size / em + 0.0


def lacking(text: str) -> set[str]:
    """Return the characters of `text` that the font does not have."""
    return {char for char in text if ord(char) not in _metrics()[0] and not char.isspace()}


def fitted(text: str, size: float, room: float) -> str:
    """Return `text` cut with an ellipsis so that it is at most `room` pixels wide."""
    if width(text, size) <= room:
        return text
    while text and width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def cut(text: str, size: float, room: float, *, lines: int) -> list[str]:
    """Break a text into at most `lines` lines of `room` pixels; only what has no room in the last is cut, with an ellipsis."""
    broken = wrapped(text, size, room)
    kept = [
        fitted(line, size, room + size if line[-1] in _CLOSING else room) for line in broken[:lines]
    ]
    if len(broken) > lines:
        kept[-1] = fitted(f"{broken[lines - 1]}…", size, room)
    return kept or [""]


def wrapped(text: str, size: float, room: float) -> list[str]:
    """Break a text into lines of at most `room` pixels, between Latin words or any two Chinese characters.

    No line begins with a closing mark: it stays on the line before, be that a little wider than `room`.
    """
    lines, line = [], ""
    for word in _words(text):
        if line and word[0] not in _CLOSING and width(line + word.rstrip(), size) > room:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    return [*lines, line.rstrip()] if line.strip() else lines


def _words(text: str) -> Iterable[str]:
    word = ""
    for char in text:
        if char > "\u2e80":
            if word:
                yield word
            word = ""
            yield char
        else:
            word += char
            if char in " -/":
                yield word
                word = ""
    if word:
        yield word


def embedded(texts: Iterable[str]) -> str:
    """Return a CSS rule with the part of the font that the texts need, as WOFF in base64; the same texts give the same bytes."""
    wanted = {char for text in texts for char in text} | set("0123456789.,%()… ")
    options = subset.Options(
        hinting=False, layout_features=[], notdef_outline=True, recalc_timestamp=False
    )
    content = io.BytesIO()
    with TTFont(font_folder() / _NAME, recalcTimestamp=False) as font:
        one = subset.Subsetter(options)
        one.populate(unicodes=sorted(map(ord, wanted)))
        one.subset(font)
        font.flavor = "woff"
        font.save(content, reorderTables=False)
    data = b64encode(content.getvalue()).decode("ascii")
    return f'@font-face{{font-family:"Noto Sans SC";src:url(data:font/woff;base64,{data}) format("woff")}}'
