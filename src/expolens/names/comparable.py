"""A name as it is compared; what is shown is another function."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

_TO_SIMPLIFIED = OpenCC("t2s")
_CODE = re.compile(
    r"(?<![0-9A-Z])[0-9A-HJ-NP-RT-UW-Y]{18}(?![0-9A-Z])|(?<=[\u3400-\u9fff])[0-9A-Z]{18,19}$"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_NOISE = re.compile(r"[\s·•.,，。、'’`\"“”\-‐‑–—_/\\&+:：;；!！*#®™©|]+")


@lru_cache(maxsize=200_000)
def comparable_name(text: str) -> str:
    """Return the form of a name in which equal names are equal: for comparing, never for showing.

    NFKC, simplified characters, no case, one kind of brackets, no punctuation or spaces but single ones between Latin
    words. Legal forms stay: two companies can differ in nothing else.

    >>> comparable_name("示例（上海）科技 有限公司") == comparable_name("示例(上海)科技有限公司")
    True
    >>> comparable_name("Stand-in  Tech Co.,Ltd.")
    'stand in tech co ltd'
    """
    plain = unicodedata.normalize("NFKC", text)
    if _HAN.search(plain):
        plain = _TO_SIMPLIFIED.convert(plain)
    plain = (
        plain.casefold().replace("[", "(").replace("]", ")").replace("【", "(").replace("】", ")")
    )
    words = _NOISE.sub(" ", plain).replace("(", " ( ").replace(")", " ) ").split()
    joined = " ".join(words)
    # Between Chinese characters, and between them and anything else, a space says nothing.
    return re.sub(r"(?<=[\u3400-\u9fff()]) | (?=[\u3400-\u9fff()])", "", joined)


def glued_code(text: str) -> tuple[str, str]:
    """Split a registration code that stands glued to a name: the name without it, and the code, "" if there is none.

    Whether the code is valid is not judged here; see `values.identifiers`.

    >>> glued_code("示例科技有限公司91110108MA0000000X")
    ('示例科技有限公司', '91110108MA0000000X')
    """
    found = _CODE.search(text.strip())
    if not found or not any(char.isdigit() for char in found.group()):
        return text.strip(), ""
    rest = (text.strip()[: found.start()] + text.strip()[found.end() :]).strip(" ()（）:：,，")
    return (rest, found.group()) if rest else (text.strip(), "")
