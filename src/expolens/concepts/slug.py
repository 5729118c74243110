"""A concept's address: the slug that stands in a statistic's id."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from pypinyin import lazy_pinyin

_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST = 48


def comparable_term(text: str) -> str:
    """Return the form of a term in which equal terms are equal: NFKC, no case, single spaces, none beside Chinese.

    Nothing else is touched: a plural, a hyphen or another script is another term until a person says so.

    >>> comparable_term(" Big  DATA "), comparable_term("５Ｇ 医院")
    ('big data', '5g医院')
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    plain = " ".join(unicodedata.normalize("NFKC", folded).split())
    return re.sub(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])", "", plain)


def english_slug(label: str) -> str:
    """Return `label` in lower-case ASCII words joined by underscores, "" where it has none.

    >>> english_slug("COVID-19"), english_slug("AI device"), english_slug("智慧医院")
    ('covid_19', 'ai_device', '')
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[a-z0-9]+", plain.casefold()))


def hashed_slug(term: str) -> str:
    """Return a slug of `term` that no other term has: its words or pinyin, and 4 hex digits of its hash.

    The hash is of the comparable form, so that spelling a term in wide letters does not move its address.

    >>> hashed_slug("智慧城市")
    'zhi_hui_cheng_shi_ec86'
    """
    plain = comparable_term(term)
    words = english_slug(" ".join(lazy_pinyin(plain)))[:_LONGEST].strip("_") or "term"
    return f"{words}_{hashlib.sha256(plain.encode()).hexdigest()[:4]}"


def concept_slug(*, en: str, zh: str) -> str:
    """Return the slug of a concept: its English label's, else pinyin and a hash of the Chinese one.

    An "English" label with Chinese characters in it has no English slug that says all of it.

    >>> concept_slug(en="Smart hospital", zh="智慧医院")
    'smart_hospital'
    """
    slug = "" if _HAN.search(en) else english_slug(en)
    return slug or hashed_slug(zh or en)
