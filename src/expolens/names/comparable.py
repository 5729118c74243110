"""A name as it is compared; what is shown is another function."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from opencc import OpenCC

from expolens.names.display import without_markup

_TO_SIMPLIFIED = OpenCC("t2s")
# The last is how a code is made: two signs, six figures of a place, ten signs; small letters count, and it may follow a Latin word.
_CODE = re.compile(
    r"(?<![0-9A-Z])[0-9A-HJ-NP-RT-UW-Y]{18}(?![0-9A-Z])|(?<=[\u3400-\u9fff])[0-9A-Z]{18,19}$"
    r"|(?<![0-9A-Z])[0-9A-Za-z]{2}[0-9]{6}[0-9A-Za-z]{10}(?![0-9A-Za-z])"
)
_ONLY_CODE = re.compile(r"[0-9A-Za-z]{2}[0-9]{6}[0-9A-Za-z]{10,11}")
_CALLED = re.compile(
    r"[\s,，;；|(（\[【]*(?:(?:统一)?(?:社会)?信用代码|统一代码|credit code|uscc)\s*(?:为|是)?$",
    re.IGNORECASE,
)
_ENDS = " ()（）[]【】:：,，;；|"
_NARROW = {
    **{ord("０") + n: ord("0") + n for n in range(10)},
    **{ord("Ａ") + n: ord("A") + n for n in range(26)},
    **{ord("ａ") + n: ord("a") + n for n in range(26)},
}
_HAN = re.compile(r"[\u3400-\u9fff]")
# Arrows, stars, ticks and what a telephone draws say nothing.
_DRAWN = "\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0e\ufe0f\U0001f000-\U0001faff"
_NOISE = re.compile(
    r"(?:[\s·•.,，。、'’`\"“”\-‐‑–—_/\\&:：;；!！*®™©|‧∙・"
    + _DRAWN
    + "]|(?<![a-z0-9])[+#]|[+#](?=[a-z0-9]))+"
)
_OWNER = re.compile(r"(?<=[a-z])['’](?=s(?![a-z0-9]))")
_MARKED = re.compile("[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]")
_PLAIN = {"ı": "i", "ø": "o", "ł": "l", "đ": "d"}
_BRACKETS = str.maketrans("[]{}【】〔〕〖〗「」『』《》〈〉", "()" * 9)
_ASCII = {
    ord(char): " " for char in map(chr, range(128)) if _NOISE.fullmatch(char) and char not in "+#"
}


@lru_cache(maxsize=200_000)
def comparable_name(text: str) -> str:
    """Return the form of a name in which equal names are equal: for comparing, never for showing.

    NFKC, simplified characters, no case, no accents on Latin letters, one kind of brackets, no invisible characters, no
    punctuation or spaces but single ones between Latin words: "Domino's" is one. Legal forms stay, since two companies can differ in nothing else, but one form is
    written one way: "Company Limited" is "Co., Ltd.", "L.L.C." is "LLC", and Inc. is neither. "&" is "and", and left out;
    "C++" and "C#" are not "C".

    >>> comparable_name("示例（上海）科技 有限公司") == comparable_name("示例(上海)科技有限公司")
    True
    >>> comparable_name("Stand-in  Tech Co.,Ltd."), comparable_name("Stand-in Tech Company Limited")
    ('stand in tech co ltd', 'stand in tech co ltd')
    """
    plain = _spaced(without_markup(text))
    bracketed = "(" in plain or ")" in plain
    if bracketed:
        plain = plain.replace("(", " ( ").replace(")", " ) ")
    words = plain.split()
    kept = [word for word in words if word != "and"] or words
    joined = " ".join(_one_way(kept))
    if not bracketed and text.isascii():
        return joined
    # Between Chinese characters, and between them and anything else, a space says nothing.
    return re.sub(r"(?<=[\u3400-\u9fff()]) | (?=[\u3400-\u9fff()])", "", joined)


def _spaced(text: str) -> str:
    """Return a name in small simplified characters with round brackets, spaces for what says nothing."""
    if text.isascii():
        # Most Latin names: what takes long for any other text changes nothing here.
        plain = _OWNER.sub("", text.lower()) if "'" in text else text.lower()
        plain = plain.translate(_BRACKETS).translate(_ASCII)
        return _NOISE.sub(" ", plain) if "+" in plain or "#" in plain else plain
    plain = unicodedata.normalize("NFKC", text)
    if not plain.isprintable():
        plain = "".join(char for char in plain if unicodedata.category(char) != "Cf")
    if _HAN.search(plain):
        plain = _TO_SIMPLIFIED.convert(plain)
    plain = _OWNER.sub("", _unmarked(plain.casefold()))
    return _NOISE.sub(" ", plain.translate(_BRACKETS))


def _unmarked(text: str) -> str:
    """Return a text without the marks on its Latin letters, which lists leave out: TİTRA, Citroën."""
    if not _MARKED.search(text):
        return text
    found = list[str]()
    for char in unicodedata.normalize("NFD", text):
        marked = unicodedata.combining(char) and found and found[-1].isascii()
        if not marked:
            found.append(_PLAIN.get(char, char))
    return unicodedata.normalize("NFC", "".join(found))


@cache
def _written() -> tuple[dict[str, str], frozenset[str]]:
    """Return how each word of a Latin legal form is written, and the forms that are initials."""
    forms = tomllib.loads(files("expolens.names").joinpath("legal_forms.toml").read_text("utf-8"))
    initials = frozenset(forms["initials"])
    words = {one: short for short, longer in forms["written"].items() for one in (short, *longer)}
    return {one: one for one in initials} | words, initials


def _one_way(words: list[str]) -> list[str]:
    """Return the words with the legal form at their end written one way; the first word is never taken for one."""
    written, initials = _written()
    rest, ending = words, list[str]()
    while len(rest) > 1:
        if rest[-1] in written:
            ending.insert(0, written[rest[-1]])
            rest = rest[:-1]
            continue
        dotted = next(
            (
                n
                for n in range(min(4, len(rest) - 1), 1, -1)
                if all(len(word) == 1 for word in rest[-n:]) and "".join(rest[-n:]) in initials
            ),
            0,
        )
        if not dotted:
            break
        ending.insert(0, "".join(rest[-dotted:]))
        rest = rest[:-dotted]
    return [*rest, *ending]


@lru_cache(maxsize=10_000)
def one_form(form: str) -> str:
    """Return a comparable Latin legal form written one way, as it is at the end of a name: what stands in brackets behind it hides that it is one.

    >>> one_form("limited company"), one_form("co ltd")
    ('ltd co', 'co ltd')
    """
    return " ".join(_one_way(["", *form.split()])[1:])


def glued_code(text: str) -> tuple[str, str]:
    """Split a registration code that stands glued to a name: the name without it, and the code, "" if there is none.

    Whether the code is valid is not judged here; see `values.identifiers`.

    >>> glued_code("示例科技有限公司91110108MA0000000X")
    ('示例科技有限公司', '91110108MA0000000X')
    """
    whole = text.strip()
    found = _CODE.search(whole.translate(_NARROW))
    if not found or not any(char.isdigit() for char in found.group()):
        return whole, ""
    before = _CALLED.sub("", whole[: found.start()].rstrip(_ENDS))
    rest = (before + whole[found.end() :]).strip(_ENDS)
    return (rest, found.group().upper()) if rest else (whole, "")


def only_code(text: str) -> str:
    """Return the registration code that a cell of names holds and nothing else, "" where it holds a name or anything else.

    >>> only_code("91110108MA0000000X"), only_code("统一社会信用代码：91110108ma0000000x"), only_code("示例91110108MA0000000X")
    ('91110108MA0000000X', '91110108MA0000000X', '')
    """
    flat = text.translate(_NARROW).strip(_ENDS)
    if not _ONLY_CODE.search(flat):
        return ""
    called = re.sub(
        r"^(?:(?:统一)?(?:社会)?信用代码|统一代码|credit code|uscc)", "", flat, flags=re.IGNORECASE
    )
    found = called.strip(_ENDS).replace(" ", "").upper()
    return found if _ONLY_CODE.fullmatch(found) else ""
