"""Bytes to text: BOM, what the file declares, strict UTF-8, then the encoding whose text looks like one that people wrote."""

from __future__ import annotations

import codecs
import re

from expolens.errors import SourceError
from expolens.readers.grid import noted
from expolens.readers.plausible import chinese, western

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,20})""")
# What is tried where nothing says the encoding, the likelier first, each with how its text is judged.
_TRIED = (
    ("gb18030", chinese, "GB 18030"),
    ("big5hkscs", chinese, "Big5"),
    ("cp1252", western, "Windows-1252"),
    ("mac_roman", western, "Mac Roman"),
)
# What browsers read instead of what is declared.
_SAME = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "windows-1252": "cp1252"}  # fmt: skip
_OF_BYTES = (
    "cp1252",
    "mac_roman",
    "ascii",
    "iso-8859-15",
    "windows-1250",
    "windows-1251",
    "koi8-r",
)
_LANGUAGE = re.compile(rb"""<html[^>]{0,500}\blang\s*=\s*["']?(ja|ko)\b""", re.I)
_LIKELY = {"ja": ("cp932", "euc_jp"), "ko": ("cp949",)}
_FEW_BROKEN, _BROKEN_OF = 3, 1_000
_HALF = 3
"""Bytes of a character at most, but one."""
_TELLING = 6
"""Bytes beyond one a character by which a text is known to be UTF-8, though its last character is half."""
_PLAUSIBLE, _APART = 0.6, 0.12
_LOOKED, _STRAY, _SPARSE = 1 << 16, 50, 200


def decoded(data: bytes, *, where: str, encoding: str = "") -> tuple[str, str, tuple[str, ...]]:
    """Return the text, the encoding it was read in, and notes; SourceError where none fits or two do.

    `encoding` is what the study says: it is then the only one tried. Without it, a mark at the beginning, zeros where UTF-16 has them, what the file declares
    and strict UTF-8 come first; what is none of these is read in each of GB 18030, Big5, Windows-1252 and Mac Roman, and taken
    as the one whose text is the most plausible, said in a note unless it is GB 18030. Every line end becomes a line feed.
    """
    wide = "" if encoding else utf16(data)
    if wide:
        try:
            text = data[: len(data) // 2 * 2].decode(wide)
        except UnicodeDecodeError as error:
            raise _wide_damage(error, where) from error
        cut = [noted("cut")] if len(data) % 2 else []
        return _lines(text), wide, (noted("read_in_utf16", wide.upper()), *cut)
    for name in (encoding,) if encoding else _certain(data):
        try:
            return _lines(data.decode(name)), name, ()
        except LookupError:
            continue
        except UnicodeDecodeError as error:
            whole = _before_the_cut(name, error)
            if whole:
                return _lines(whole), name, (noted("cut"),)
            if name == "utf-16":
                raise _wide_damage(error, where) from error
    if encoding:
        raise SourceError(f"the text is not in {encoding}", where=where, todo=_TODO)
    if page := mended(data):
        return _lines(page[0]), page[1], (noted("broken_characters", page[2], page[1].upper()),)
    worth = sorted(_judged(data), key=lambda one: -one[0])
    if not worth or worth[0][0] < _PLAUSIBLE:
        raise SourceError(_damaged(data) or _NONE, where=where, todo=_TODO)
    if len(worth) > 1 and worth[0][0] - worth[1][0] < _APART:
        raise SourceError(
            f"the text could be in {worth[0][3]} or in {worth[1][3]}", where=where, todo=_TODO
        )
    _, name, text, title, half = worth[0]
    notes = () if name == "gb18030" else (noted("read_in", title, f"{worth[0][0]:.0%}"),)
    left = (noted("cut"),) if half else ()
    return _lines(text), name, (*notes, *left)


def _wide_damage(error: UnicodeDecodeError, where: str) -> SourceError:
    return SourceError(
        f"the text is UTF-16, and damaged at byte {error.start + 1}", where=where, todo=_TODO
    )


def _before_the_cut(name: str, error: UnicodeDecodeError) -> str:
    """Return the text of a file in Unicode that ends inside a character, "" where that is not what is wrong."""
    # Of a text with a mark, what is counted begins behind it.
    whole = bytes(error.object)
    if not name.startswith("utf") or len(whole) - error.start > _HALF:
        return ""
    text = whole[: error.start].decode("utf-8" if name == "utf-8-sig" else name)
    told = name != "utf-8" or len(text.encode()) - len(text) >= _TELLING
    return text if told else ""


def utf16(data: bytes) -> str:
    r"""Return utf-16-le or utf-16-be for a text without a mark whose zeros stand where these have them, "" for any other.

    Line ends, figures, commas and Latin letters have a zero in one half of each unit, and no other text has any.

    >>> utf16("示例,A1\n".encode("utf-16-le")), utf16("示例,A1\n".encode("utf-16-be")), utf16("示例,A1\n".encode())
    ('utf-16-le', 'utf-16-be', '')
    """
    start = data[:_LOOKED]
    if b"\0" not in start or start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ""
    first, second = start[::2].count(0), start[1::2].count(0)
    if min(first, second) * _STRAY > max(first, second) or max(first, second) * _SPARSE < len(
        start
    ):
        return ""
    return "utf-16-le" if second > first else "utf-16-be"


_NONE = "the text is in none of UTF-8, GB 18030, Big5, Windows-1252 and Mac Roman"
_TODO = 'Say which it is: encoding = "big5" (or gb18030, cp1252, mac_roman, shift_jis …) at this source in study.toml, or --encoding with `add` and `new`.'


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _damaged(data: bytes) -> str:
    """Say where a text in UTF-8 or GB 18030 is damaged, "" where it is neither: what stands before is long and plausible."""
    for name, title in (("utf-8", "UTF-8"), ("gb18030", "GB 18030")):
        try:
            data.decode(name)
        except UnicodeDecodeError as error:
            before = data[: error.start].decode(name)
            if chinese(before) >= _PLAUSIBLE or (name == "utf-8" and not before.isascii()):
                line = before.count("\n") + 1
                return f"the text is {title}, and damaged or cut short in line {line}"
    return ""


def _judged(data: bytes) -> list[tuple[float, str, str, str, bool]]:
    """Return how plausible the text is in each encoding that fits the bytes, with its name, the text, its title, and whether it ends in half a character."""
    found = []
    for name, judge, title in _TRIED:
        half = False
        try:
            text = data.decode(name)
        except UnicodeDecodeError as error:
            half = judge is chinese and len(data) - error.start <= _HALF
            if not half:
                continue
            text = data[: error.start].decode(name)
        found.append((judge(text), name, text, title, half))
    return found


def _certain(data: bytes) -> list[str]:
    """Return the encodings that something says, and UTF-8, which no other text is by chance; what a page in Japanese or Korean may be in."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return [name]
    found = _DECLARED.search(data[:4096])
    declared = _SAME.get(said := found.group(1).decode("ascii").casefold(), said) if found else ""
    try:
        codecs.lookup(declared)
    except LookupError:
        declared = ""
    # Any bytes are text in one byte a character, so that says nothing where they are UTF-8 too.
    names = ["utf-8", declared] if declared in _OF_BYTES else [declared, "utf-8"]
    language = _LANGUAGE.search(data[:4096])
    likely = _LIKELY[language.group(1).decode("ascii").casefold()] if language else ()
    return [one for one in dict.fromkeys((*names, *likely)) if one]


def decoded_page(data: bytes, charset: str, *, where: str) -> tuple[str, str, tuple[str, ...]]:
    """Return what `decoded` does of a page whose server, or the mail around it, names its encoding, which is often wrong: then the page itself is asked.

    UTF-8 comes first where the name is of an encoding in which any bytes are text.
    """
    name = _SAME.get(charset.casefold(), charset)
    for one in ("utf-8", name) if name in _OF_BYTES else (name,) if name else ():
        try:
            return decoded(data, where=where, encoding=one)
        except (SourceError, LookupError):
            continue
    return decoded(data, where=where)


def mended(data: bytes) -> tuple[str, str, int] | None:
    """Return the text of a page of which a few characters are broken, its encoding, and how many are: cut in half by the program that wrote it, as no browser minds; None where more are."""
    if data.lstrip()[:1] != b"<":
        return None
    for name in _certain(data):
        if name in _OF_BYTES:
            continue
        text = data.decode(name, "replace")
        broken = text.count("\ufffd")
        if 0 < broken <= max(_FEW_BROKEN, len(text) // _BROKEN_OF):
            return text, name, broken
    return None
