"""What a text looks like by itself: a booth, a web address, a telephone number, a country, a company; for lists whose columns have no names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from expolens.layouts.header import meaning
from expolens.names.brand import brand
from expolens.names.parts import parts
from expolens.values.identifiers import credit_code
from expolens.values.places import country, province

_LONGEST, _LONGEST_NAME = 200, 120
_MOST = 0.8
# What stands in the heading of a list, and hardly in the name of a company beside a legal form.
HEADING = re.compile(
    r"名称|名单|名录|列表|信息$|资料$|目录|编号|序号|参展|展商|^(?:企业|公司|单位|厂商|机构|品牌)|\b(?:names?|list|exhibitors?|vendors?|suppliers?|participants?)\b",
    re.IGNORECASE,
)
_SURE = ("有限公司", "责任公司", "股份公司", "集团公司", "总公司")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEBSITE = re.compile(
    r"(?:https?://|www\.)\S+|[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|de|io|eu|uk|fr|it|nl|jp|kr|tw|hk|ch|at|es|pl|ru|in|br|us|ai|tech)(?:/\S*)?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?:\+|00)?\(?\d{1,4}\)?(?:[\s./()-]{0,2}\d{2,}){2,}(?:\s*(?:-|ext\.?|转)\s*\d+)?"
)
_DATE = re.compile(
    r"(?:19|20)\d\d\s*[-./年]\s*\d{1,2}(?:\s*[-./月]\s*\d{1,2}\s*日?)?|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d"
)
# Capitals only: P2i is a name.
_CODE = r"(?:[A-Z]{1,3}[-.]?\d{1,5}[A-Z]?|\d{1,2}(?:\.\d{1,2})?[-.]?[A-Z]{1,2}[-.]?\d{1,5}[A-Z]?|[A-Z]{1,2}\d{0,2}[A-Z]?[-.][A-Z]{0,2}\d{1,5}[A-Z]?)"
CODES = rf"{_CODE}(?:\s*[,，、/&+~-]\s*(?:{_CODE}|\d{{1,3}}))*"
_WORDS = r"(?i:booth|stand|stall|展位号?|展台号?|摊位号?)\s*(?i:no\.?|number|号|#)?\s*[:：#]?\s*"
_HALL = r"(?:(?i:hall|pavilion|halle)\s*[A-Z]?\d{0,2}(?:\.\d)?[A-Z]?|[A-Z]?\d{1,2}(?:\.\d)?[A-Z]?\s*号?\s*[馆厅]|[东西南北][A-Z]?\d{0,2}\s*[馆厅])"
_AISLE = r"(?i:gang|aisle|row|reihe|allée|allee)\s*[A-Z]{1,2}\s*[,/|-]?\s*(?:(?i:nr|no|stand|booth|nummer|number)\b\.?)?\s*\d{1,4}[a-zA-Z]?"
_BOOTH = re.compile(rf"(?:{_WORDS}(?:{CODES}|\d{{1,5}})|{CODES}|{_AISLE})")
_HALL_ONLY = re.compile(_HALL)
# Before a booth a hall has its number: in "Hall 1" the 1 is none.
_OF_HALL = _HALL.replace(r"\s*[A-Z]?\d{0,2}(?:\.\d)?[A-Z]?|", r"\s*(?:[A-Z]?\d{1,2}(?:\.\d)?[A-Z]?|[A-Z])|", 1)  # fmt: skip
_IN_HALL = re.compile(
    rf"({_OF_HALL})[\s,，;；/|·–—-]+({_BOOTH.pattern}|\d{{1,5}})|({_OF_HALL})({_BOOTH.pattern})"
)
_WORD = re.compile(rf"{_WORDS}(?=\w)")
_NUMBER = re.compile(r"[\d.,\s%]*\d[\d.,\s%]*")


@lru_cache(maxsize=20_000)
def look(text: str) -> str:
    """Return the field whose values look like a text whatever stands beside it, "number" or "date" for these, "" for anything else.

    >>> [look(text) for text in ("A12", "Hall 3, Stand A12", "3号馆", "www.stand-in.com", "+49 89 1234567", "a@stand-in.com", "Germany", "2026")]
    ['booth', 'booth', 'hall', 'website', 'phone', 'email', 'country', 'number']
    """
    if not text or len(text) > _LONGEST:
        return ""
    for field, pattern in (("email", _EMAIL), ("website", _WEBSITE)):
        if pattern.fullmatch(text):
            return field
    if _DATE.fullmatch(text):
        return "date"
    if len(text) == 18 and credit_code(text).value:
        return "credit_code"
    if _NUMBER.fullmatch(text) and sum(map(str.isdigit, text)) < 7:
        return "number"
    if _PHONE.fullmatch(text) and sum(map(str.isdigit, text)) >= 7:
        return "phone"
    if _IN_HALL.fullmatch(text) or _BOOTH.fullmatch(text):
        return "booth"
    if _HALL_ONLY.fullmatch(text):
        return "hall"
    return _place(text)


def _place(text: str) -> str:
    """Return country or province for a text that is one, "" for a code of two letters too: they are words of other languages."""
    if len(text) < 3 and text.isascii():
        return ""
    if province(text).value:
        return "province"
    return "country" if country(text).value else ""


def stand(text: str) -> tuple[str, str]:
    """Return hall and booth of a text that looks like a booth, without the words that say that it is one; the hall is "" where none is said.

    >>> stand("Hall 3, Stand A12"), stand("展位号：A12"), stand("3号馆 B07"), stand("Halle 7.1 Gang B Nr. 010")
    (('Hall 3', 'A12'), ('', 'A12'), ('3号馆', 'B07'), ('Halle 7.1', 'Gang B Nr. 010'))
    """
    found = _IN_HALL.fullmatch(text)
    hall, booth = (found[1] or found[3], found[2] or found[4]) if found else ("", text)
    return hall, _WORD.sub("", booth, count=1)


def looks(values: Sequence[str]) -> str:
    """Return what most of the filled values of a column look like, "" where they are of no kind.

    >>> looks(["A12", "", "B07", "Hall 3, Stand C1"]), looks(["Stand-in", "A12", "示例"])
    ('booth', '')
    """
    filled = [value for value in values if value]
    kinds = Counter(map(look, filled))
    best = max(kinds, key=lambda kind: (kinds[kind], kind), default="")
    return best if filled and kinds[best] >= _MOST * len(filled) else ""


@lru_cache(maxsize=20_000)
def formed(text: str) -> str:
    """Return what a text is made a company's name by, beside a brand: "form" or "trade"; "" where it has no brand or neither, and for a word that heads a column."""
    if len(text) > _LONGEST_NAME or meaning(text) or HEADING.search(text):
        return ""
    one = parts(text)
    form = one.form.replace("company", "").replace("co", "").strip()
    sure = form.endswith(_SURE) or (form and (one.codes or form[0] < "\u3400"))
    made = "form" if sure else "trade" if one.trade else ""
    return made if made and brand(text) else ""


def is_company(text: str) -> bool:
    """Tell whether the only header of a file is rather its first company: no word that heads a column, and made as the name of a company is.

    >>> [is_company(one) for one in ("上海示例甲医疗科技有限公司", "Stand-in Tech Ltd.", "示例甲医疗科技", "公司名称", "参展企业信息", "Company", "示例")]
    [True, True, True, False, False, False, False]
    """
    return bool(formed(text))
