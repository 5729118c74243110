"""A published text in the form in which words are looked up."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

_TO_SIMPLIFIED = OpenCC("t2s")
_HAN = re.compile(r"[\u3400-\u9fff]")


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return a text in NFKC, in simplified characters, without case and with single spaces: for reading, never for showing.

    >>> plain("  １，０００萬元　人民幣 "), plain("Series  A")
    ('1,000万元 人民币', 'series a')
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    if _HAN.search(folded):
        folded = _TO_SIMPLIFIED.convert(folded)
    return " ".join(folded.split())
