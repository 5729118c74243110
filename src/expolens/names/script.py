"""In which script a name is written, and the two names of a cell that holds both."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_PLAIN = r"[^\u3400-\u9fff\uf900-\ufaff]"
_GAP = " \t,，;；|｜/／-–—"
_WORDS = re.compile(r"[A-Za-zÀ-ɏ][\w'.&-]*")
# Chinese with no more Latin in it than capitals and figures: "IBM中国", not "Stand-in 示例".
_CHINESE = r"(?P<chinese>(?:(?![A-Za-z]*[a-z]{2}).)*[\u3400-\u9fff)）])"
_BRACKETED = re.compile(rf"{_CHINESE}\s*[(（](?P<latin>{_PLAIN}+)[)）]", re.DOTALL)
_BEHIND = re.compile(rf"{_CHINESE}\s*(?P<latin>[A-Za-z]{_PLAIN}+)", re.DOTALL)
_BEFORE = re.compile(
    rf"(?P<latin>[A-Za-z]{_PLAIN}+?)\s*(?P<chinese>[(（]?[\u3400-\u9fff].*)", re.DOTALL
)
_LEGAL = re.compile(
    r"\b(?:ltd|limited|inc|corp|corporation|company|llc|gmbh|plc|co)\b\.?[)）]?$", re.IGNORECASE
)
_BRANDED = re.compile(r"[A-Za-z][A-Za-z0-9&.'-]*[A-Za-z0-9][\s·|/-]*(?P<rest>[\u3400-\u9fff]{2}.*)")
_BRAND_BEHIND = re.compile(r"(?P<rest>[\u3400-\u9fff]{2,})[\s·|/-]*[A-Z]{3,}[®™]?")
_SPLIT = re.compile(r"\s*[/|｜／\n]\s*|\s{2,}")


def language_of(text: str) -> str:
    """Return "zh" for a name with Chinese characters only, "en" without any, "mixed" with Latin words beside them.

    >>> [language_of(name) for name in ("示例科技", "Stand-in Tech", "示例AI科技")]
    ['zh', 'en', 'mixed']
    """
    han, latin = bool(_HAN.search(text)), bool(_LATIN.search(text))
    return "mixed" if han and latin else "zh" if han else "en"


def bilingual(text: str) -> tuple[str, str]:
    """Split "中文 / English" in one cell into its two names; the second is "" where it is one name.

    The two may stand in either order, with a stroke, a line break, brackets, a space or nothing between them. A cell without a stroke is only
    split where the Latin part is a name of its own, of two words or with a legal form, so "IBM中国有限公司" and "A/B Tech" stay whole.

    >>> bilingual("示例科技有限公司 / Stand-in Tech Co., Ltd."), bilingual("示例科技有限公司（Stand-in Tech Ltd.）")
    (('示例科技有限公司', 'Stand-in Tech Co., Ltd.'), ('示例科技有限公司', 'Stand-in Tech Ltd.'))
    """
    whole = text.strip()
    parts = [part for part in _SPLIT.split(whole) if part]
    if len(parts) == 2:
        chinese = [part for part in parts if _HAN.search(part)]
        latin = [part for part in parts if not _HAN.search(part) and _LATIN.search(part)]
        if len(chinese) == 1 and len(latin) == 1:
            return chinese[0], latin[0]
    for pattern in (_BEHIND, _BRACKETED, _BEFORE):
        found = pattern.fullmatch(whole)
        if found and _both(found["chinese"], found["latin"]):
            name = found["chinese"].strip(_GAP)
            inside = name[:1] in "(（" and name[-1:] in ")）"
            return name[1:-1] if inside else name, found["latin"].strip(_GAP)
    return whole, ""


def without_brand(text: str) -> str:
    """Return the Chinese name behind a Latin word that stands before it, which may be the same brand again or a part of it; "" where there is none.

    Whether what is left names anybody is not judged here: of TCL科技 it is a trade.

    >>> without_brand("ABC示例医疗"), without_brand("Abcdef 示例"), without_brand("示例ABC医疗"), without_brand("A股份")
    ('示例医疗', '示例', '', '')
    """
    found = _BRANDED.fullmatch(text.strip())
    return found["rest"] if found else ""


def without_last_brand(text: str) -> str:
    """Return the Chinese name before a Latin word in capitals that stands behind it; "" where there is none.

    >>> without_last_brand("示例ABC"), without_last_brand("示例医疗 ABCDE"), without_last_brand("示例AI"), without_last_brand("示例Abc")
    ('示例', '示例医疗', '', '')
    """
    found = _BRAND_BEHIND.fullmatch(text.strip())
    return found["rest"] if found else ""


def _both(chinese: str, latin: str) -> bool:
    """Tell whether two pieces of a cell are a name each: four characters, and three words or two with a legal form."""
    words = _WORDS.findall(latin)
    return (
        len(_HAN.findall(chinese)) > 3
        and chinese not in ("有限公司", "股份有限公司", "有限责任公司")
        and (
            len(words) > 2 or (len(words) == 2 and (bool(_LEGAL.search(latin)) or latin.istitle()))
        )
    )
