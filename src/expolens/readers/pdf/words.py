"""The words of a PDF with their boxes, by pdfium: plain tuples, so that it can run in a process of its own."""

from __future__ import annotations

import itertools
import math
import re
import time
from collections.abc import Callable, Iterator
from ctypes import addressof, byref, c_float, c_int, c_ushort, create_string_buffer
from statistics import median
from typing import Any

RawWord = tuple[str, float, float, float, float, float, bool]
"""Text, left, top, right, bottom, size of the font, bold; in points from the top left corner of the page as it is read."""
RawRule = tuple[float, float, float, float]
RawPage = tuple[float, float, list[RawWord], list[RawRule], int]
"""Width, height, words, ruled lines, and how many words stand across the others and were left out."""
Extracted = tuple[str, int, list[RawPage]]
"""Whether the file could be opened ("", "password", "damaged", "late" where time ran out), how many pages it has, and those read."""

MOST_PAGES, MOST_CHARS, MOST_RULES, SECONDS = 5_000, 200_000, 20_000, 60.0
_PASSWORD, _LARGEST = 4, 20_000.0
_WORD = re.compile(r"\S+")
_BOLD = re.compile(rb"bold|black|heavy|semib|demi|[-,]hei|simhei", re.I)
# Ideographs take the whole of their size, capitals and figures a good half; what is wider than that has a gap in it.
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\uffee]")
_Box = tuple[float, float, float, float]


def pdf_words(data: bytes, *, most_pages: int = MOST_PAGES, seconds: float = SECONDS) -> Extracted:
    """Read the words and ruled lines of every page; a page that cannot be read is an empty one.

    Words stand in the order of the file. A page that is turned, or whose text is, is turned back, so that lines run from left to
    right; words that stand across the others are left out and counted. Takes pdfium into the process: it is not safe in threads.
    """
    import pypdfium2.raw as pdfium

    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        code = pdfium.FPDF_GetLastError()
        return ("password" if code == _PASSWORD else "damaged", 0, [])
    began = time.process_time()
    pages: list[RawPage] = []
    state = ""
    try:
        total = max(0, pdfium.FPDF_GetPageCount(document))
        for number in range(min(total, most_pages)):
            if time.process_time() - began > seconds:
                state = "late"
                break
            pages.append(_page(pdfium, document, number))
    finally:
        pdfium.FPDF_CloseDocument(document)
    return state, total, pages


def _page(pdfium: Any, document: Any, number: int) -> RawPage:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return 0.0, 0.0, [], [], 0
    text = pdfium.FPDFText_LoadPage(page)
    try:
        found = list(_words(pdfium, text)) if text else []
        rules = list(_rules(pdfium, page))
        paper = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, byref(paper))
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    return _upright(found, rules, (paper.left, paper.bottom, paper.right, paper.top))


_Turned = tuple[int, str, _Box, float, bool]


def _words(pdfium: Any, page: Any) -> Iterator[_Turned]:
    """Yield each word with how it is turned (in quarters), its box as pdfium has it, its size and whether it is bold."""
    count = min(max(0, pdfium.FPDFText_CountChars(page)), MOST_CHARS)
    letters = _letters(pdfium, page, count)
    box = _boxes(pdfium, page)
    bold = _boldness(pdfium, page)
    for found in _WORD.finditer(letters):
        start, end = found.span()
        size = abs(pdfium.FPDFText_GetFontSize(page, start)) or 1.0
        quarter = -round(pdfium.FPDFText_GetCharAngle(page, start) / (math.pi / 2)) % 4
        first, last = box(start), box(end - 1)
        drawn = [_drawn(pdfium, page, index) for index in {start, end - 1}]
        if len(set(drawn)) == 1 and _plain(found[0], first, last, size, quarter):
            yield (
                quarter,
                found[0],
                _around(first, last),
                _height(first, size, quarter),
                bold(start),
            )
            continue
        boxes = [box(index) for index in range(start, end)]
        drawn = [_drawn(pdfium, page, index) for index in range(start, end)]
        for part in _apart(boxes, drawn, quarter):
            cells = [box(start + index) for index in part]
            said = "".join(found[0][index] for index in part)
            whole = _around(*cells)
            yield quarter, said, whole, _height(cells[0], size, quarter), bold(start + part[0])


def _letters(pdfium: Any, page: Any, count: int) -> str:
    """Return one character of text for each that pdfium counts; what it marks as a hyphen at the end of a line is one."""
    buffer = (c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(page, 0, count, buffer)
    units = list(buffer[: max(0, written - 1)])
    if len(units) != count or any(0xD800 <= unit < 0xE000 for unit in units):
        units = [pdfium.FPDFText_GetUnicode(page, index) for index in range(count)]
    text = "".join(chr(unit) if 0 < unit < 0x110000 else " " for unit in units)
    return re.sub("[\x02\ufffe]", "\u00ad", re.sub(r"[\x00\x01\x03-\x1f\u200b\ufeff]", " ", text))


def _boxes(pdfium: Any, page: Any) -> Callable[[int], _Box]:
    """Return what gives the box of a character: left, bottom, right, top, with the height of its font."""
    room = pdfium.FS_RECTF()
    reference, ask = byref(room), pdfium.FPDFText_GetLooseCharBox

    def box(index: int) -> _Box:
        ask(page, index, reference)
        return room.left, room.bottom, room.right, room.top

    return box


def _boldness(pdfium: Any, page: Any) -> Callable[[int], bool]:
    """Return what tells whether a character is bold: by the name of its font, asked once a font."""
    known: dict[int, bool] = {}
    name, flags = create_string_buffer(200), c_int()

    def bold(index: int) -> bool:
        drawn = pdfium.FPDFText_GetTextObject(page, index)
        font = pdfium.FPDFTextObj_GetFont(drawn) if drawn else None
        if not font:
            return False
        address = addressof(font.contents)
        if address not in known:
            name.value = b""
            pdfium.FPDFText_GetFontInfo(page, index, name, 200, byref(flags))
            known[address] = bool(_BOLD.search(name.value)) or (
                pdfium.FPDFFont_GetWeight(font) >= 600
            )
        return known[address]

    return bold


def _around(*boxes: _Box) -> _Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _height(box: _Box, size: float, quarter: int) -> float:
    """Return the size of a letter as it is drawn: fonts of size 1 are scaled by the page."""
    drawn = box[2] - box[0] if quarter % 2 else box[3] - box[1]
    return round(drawn / 1.15 if not 0.6 < drawn / (size * 1.15) < 1.8 and drawn > 1 else size, 1)


def _plain(word: str, first: _Box, last: _Box, size: float, quarter: int) -> bool:
    """Tell whether a word stands on one line without a gap in it, as far as its length tells."""
    across = quarter % 2
    low, high = (0, 2) if across else (1, 3)
    if min(first[high], last[high]) - max(first[low], last[low]) < 0.3 * (first[high] - first[low]):
        return False
    size = _height(first, size, quarter)
    wide = len(_WIDE.findall(word))
    begin, end = (1, 3) if across else (0, 2)
    length = max(first[end], last[end]) - min(first[begin], last[begin])
    return "\u00ad" not in word and length <= size * (wide + 0.72 * (len(word) - wide) + 0.5)


def _drawn(pdfium: Any, page: Any, index: int) -> int:
    """Return what tells one drawn text from another, 0 for what is drawn by none."""
    text = pdfium.FPDFText_GetTextObject(page, index)
    return addressof(text.contents) if text else 0


def _apart(boxes: list[_Box], drawn: list[int], quarter: int) -> list[list[int]]:
    """Return the characters of a word in runs that touch and stand on one line.

    What is drawn at once stays together; two texts that nearly touch are two words where that gap is wider than those of their letters.
    """
    low, high, begin, end = (0, 2, 1, 3) if quarter % 2 else (1, 3, 0, 2)
    gaps = [
        other[begin] - one[end] if quarter in (0, 1) else one[begin] - other[end]
        for one, other in itertools.pairwise(boxes)
    ]
    usual = median(gaps) if gaps else 0.0
    parts: list[list[int]] = [[0]]
    for index, gap in enumerate(gaps, 1):
        one, other = boxes[index - 1], boxes[index]
        tall = max(one[high] - one[low], 1.0)
        level = min(one[high], other[high]) - max(one[low], other[low]) > 0.3 * tall
        most = 0.35 if drawn[index - 1] == drawn[index] else 0.07
        if level and -3 * tall < gap < max(most * tall, 2.5 * usual if most < 0.1 else 0.0):
            parts[-1].append(index)
        else:
            parts.append([index])
    return parts


def _rules(pdfium: Any, page: Any) -> Iterator[_Box]:
    """Yield the thin lines drawn on a page, and the edges of its boxes."""
    box = [c_float() for _ in range(4)]
    references = [byref(one) for one in box]
    for index in range(min(max(0, pdfium.FPDFPage_CountObjects(page)), MOST_RULES)):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_PATH and (
            pdfium.FPDFPageObj_GetBounds(drawn, *references)
        ):
            left, bottom, right, top = (one.value for one in box)
            if min(right - left, top - bottom) < 3 <= max(right - left, top - bottom):
                yield left, bottom, right, top
            elif right - left > 8 and top - bottom > 6:
                yield left, bottom, right, bottom
                yield left, top, right, top
                yield left, bottom, left, top
                yield right, bottom, right, top


def _upright(words: list[_Turned], rules: list[_Box], paper: _Box) -> RawPage:
    """Turn the page so that most of its text runs from left to right, with its top at 0."""
    letters = [0, 0, 0, 0]
    for quarter, text, *_ in words:
        letters[quarter] += len(text)
    most = letters.index(max(letters))
    turned = [
        (text, _turn(box, most), size, bold)
        for quarter, text, box, size, bold in words
        if quarter == most and _on_paper(box, paper)
    ]
    lines = [_turn(box, most) for box in rules]
    if not turned:
        return 0.0, 0.0, [], [], 0
    left, top, right, bottom = _turn(paper, most)
    kept: list[RawWord] = [
        (text, *(round(one, 1) for one in (a - left, b - top, c - left, d - top)), size, bold)  # type: ignore[misc]
        for text, (a, b, c, d), size, bold in turned
    ]
    ruled = [
        (round(a - left, 1), round(b - top, 1), round(c - left, 1), round(d - top, 1))
        for a, b, c, d in lines
        if c - a < _LARGEST and d - b < _LARGEST
    ]
    across = sum(1 for quarter, *_ in words if quarter != most)
    return right - left, bottom - top, kept, ruled, across


def _on_paper(box: _Box, paper: _Box) -> bool:
    """Tell whether a box lies on its page, or hardly beside it, and both are of a size that paper has."""
    wide, high = paper[2] - paper[0], paper[3] - paper[1]
    return (
        0 < wide < _LARGEST
        and 0 < high < _LARGEST
        and paper[0] - wide / 2 < box[0] <= box[2] < paper[2] + wide / 2
        and paper[1] - high / 2 < box[1] <= box[3] < paper[3] + high / 2
    )


def _turn(box: _Box, quarter: int) -> _Box:
    """Return a box of pdfium (left, bottom, right, top, upwards) as left, top, right, bottom, downwards, its text upright."""
    left, bottom, right, top = box
    if quarter == 0:
        return left, -top, right, -bottom
    if quarter == 1:
        return bottom, left, top, right
    if quarter == 2:
        return -right, bottom, -left, top
    return -top, -right, -bottom, -left
