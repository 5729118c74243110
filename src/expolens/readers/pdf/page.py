"""Words of a page, the strips they stand in, and how their texts are put together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from expolens.readers.pdf.words import RawPage, RawRule

_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffee\u3000-\u303f]")
_LEADER = re.compile(
    r"\s{1,4}(?:[.·•‧．]\s?){3,}\s{0,4}|[.·•‧．]{4,}\s{0,4}|\s{0,4}(?:(?:…\s?){2,}|_{4,})\s{0,4}"
)
_ADDRESS = re.compile(r"(?:www\.|https?:|[^\s@]+@)\S*", re.I)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " ", "\u3000": " "}
)  # fmt: skip
_APART = 0.6
"""How much of its size stands between two words at most, if they are of one phrase."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box, in points from the top left corner of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool

    @property
    def base(self) -> float:
        """The height it stands on: boxes reach a fifth of the size below that."""
        return self.bottom - 0.21 * self.size


@dataclass(frozen=True)
class Phrase:
    """Words that stand together on one line of one page."""

    words: tuple[Word, ...]
    page: int
    number: int

    @property
    def left(self) -> float:
        """Where its first word begins."""
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        """Where its last word ends."""
        return max(word.right for word in self.words)

    @cached_property
    def base(self) -> float:
        """The height it stands on."""
        return median(word.base for word in self.words)

    @cached_property
    def size(self) -> float:
        """The size of most of it."""
        return max(self.words, key=lambda word: len(word.text)).size

    @cached_property
    def text(self) -> str:
        """What it says; dots that lead from one part to another are a tab."""
        return _LEADER.sub("\t", spelled(self.words)).strip("\t ")


@dataclass(frozen=True)
class Page:
    """A page: its lines across its whole width, from top to bottom, and what is ruled on it."""

    number: int
    width: float
    strips: tuple[Phrase, ...]
    rules: tuple[RawRule, ...]
    across: int


def paged(raw: RawPage, number: int) -> Page:
    """Return a page of its raw words: each line of it a strip, its words from left to right."""
    words = [Word(one[0].translate(_LIGATURES), *one[1:]) for one in raw[2]]
    strips = [
        Phrase(tuple(sorted(group, key=lambda word: word.left)), number, count)
        for count, group in enumerate(_level(words), 1)
    ]
    return Page(number, raw[0], tuple(strips), tuple(raw[3]), raw[4])


def _level(words: Iterable[Word]) -> list[list[Word]]:
    """Return the words by the line they stand on, from top to bottom."""
    lines: list[list[Word]] = []
    base = 0.0
    for word in sorted(words, key=lambda word: word.base):
        if lines and word.base - base < 0.4 * min(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
            base = word.base
    return lines


def phrases(strip: Phrase) -> list[Phrase]:
    """Split a line where more than a space stands between its words."""
    found: list[list[Word]] = []
    right = 0.0
    for word in strip.words:
        if found and word.left - right <= _APART * word.size:
            found[-1].append(word)
            right = max(right, word.right)
        else:
            found.append([word])
            right = word.right
    return [Phrase(tuple(words), strip.page, strip.number) for words in found]


def spelled(words: Sequence[Word]) -> str:
    """Put the words of a line together: ideographs without the spaces that only set them apart."""
    text = ""
    right = 0.0
    for word in words:
        close = word.left - right < 0.9 * word.size
        if text:
            cjk = _CJK.match(word.text) and _CJK.match(text[-1])
            touching = word.left - right < 0.08 * word.size
            text += (
                "" if (cjk and close) or (touching and _CJK.search(word.text + text[-1])) else " "
            )
        text += word.text
        right = word.right
    return re.sub("\u00ad(?=.)", "", text)


def joined(texts: Iterable[str]) -> str:
    """Put the lines of a text together: a word that was broken is whole again, ideographs follow each other.

    >>> joined(["Medi-", "cal"]), joined(["Sample-", "Test"]), joined(["示例", "公司"]), joined(["one", "two"]), joined(["www.exam", "ple.org"])
    ('Medical', 'Sample-Test', '示例公司', 'one two', 'www.example.org')
    """
    whole = ""
    for text in filter(None, (one.strip() for one in texts)):
        if not whole:
            whole = text
        elif _ADDRESS.fullmatch(whole) and " " not in text:
            whole += text
        elif whole[-1] in "-\u00ad\u2010" and len(whole) > 1 and whole[-2].isalpha():
            whole = (whole[:-1] if text[0].islower() else f"{whole[:-1]}-") + text
        elif _CJK.match(text) and _CJK.match(whole[-1]):
            whole += text
        else:
            whole += f" {text}"
    return whole.rstrip("\u00ad")


def pitch(strips: Sequence[Phrase]) -> float:
    """Return the usual distance of two lines that follow each other."""
    gaps = [b.base - a.base for a, b in itertools.pairwise(strips) if b.page == a.page]
    return median(gaps) if gaps else 12.0
