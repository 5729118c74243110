"""What a text in a directory looks like: a stand, a website, a country, a label and its value."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from expolens.layouts.header import meaning
from expolens.readers.looks import stand
from expolens.values import FIELDS
from expolens.values.gazetteer import key, written_countries
from expolens.values.website import host

_CODE = re.compile(
    r"(?:[A-Z]{1,3}[-. ]?)?(?:\d{1,2}[A-Z]?[-./]){0,2}[A-Z]{0,3}[-.]?\d{1,5}(?:[-./]\d{1,4})?[A-Za-z]?",
    re.A,
)
_BETWEEN = re.compile(r"\s*[,;&+、，]\s*")
# What can stand in the numbers of stands: most lines are passed over by that.
_OF_CODES = re.compile(r"(?:[A-Z0-9\s,;&+、，./-]|(?<=[0-9])[a-z])*")
_TELLING = re.compile(r"[A-Za-z].*\d|\d.*[A-Za-z]|\d[-./]\d")
_AFTER = re.compile(r"\t|\s*[:：–—|]\s*|\s+")
_BEFORE = re.compile(r"\t|\s*[,:：–—|]\s*|\s*\(|\s+")
_NEAR, _TRIED, _LONGEST = 80, 8, 300
# Every line of a directory of some hundred pages, each of which is asked about several times.
_LINES = 1 << 17
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?[\d(][\d\s()./-]{6,}\d")
_SITE = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,24}(?:/\S*)?", re.I)
_HALL = re.compile(
    r"(?:halls?|halle|pavilion|pavillon|padiglione|pabellón|level|zone)\s*[:.]?\s*(?:[A-Z]{0,2}\d{0,2}(?:\.\d)?[A-Z]?|[A-Z])|[A-Z]?\d{1,2}(?:\.\d)?\s*号?[馆厅]|[A-Z]\s*[馆厅]",
    re.I,
)
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:：\t]{0,40}?)\s*[:：]\s*(?P<value>.*)", re.S)
_UNMARKED = re.compile(
    r"(?P<label>(?:booth|stand|stall)(?:s|\s*no\.?|\s*number)?|hall|tel|phone|fax|mobile|e-?mail|web(?:site)?|t|f|e|w"
    r"|展位号?|展台号?|摊位号?|电话|传真|邮箱|网址|地址)[.:：]?(?:\s+|(?<=[\u4e00-\u9fff])|(?<=:))(?=\S)",
    re.I,
)
_STAND = "Booth"
_ABBREVIATED = (
    "USA",
    "UK",
    "UAE",
    "US",
    "U.S.A.",
    "U.K.",
    "中国",
    "美国",
    "英国",
    "德国",
    "法国",
    "日本",
    "韩国",
)
_SHORT = {
    "t": "phone",
    "f": "phone",
    "e": "email",
    "w": "website",
    "fax": "phone",
    "传真": "phone",
    "web": "website",
    "tel": "phone",
    "网址": "website",
    "www": "website",
}


def is_booth(text: str, *, bare: bool = False) -> bool:
    """Tell whether a text is the number of one stand or several; a number alone only if `bare` ones count.

    >>> is_booth("A12"), is_booth("3.1-B20, 3.1-B22"), is_booth("1234"), is_booth("1234", bare=True), is_booth("Amber 3")
    (True, True, False, True, False)
    """
    whole = text.strip()
    if len(whole) > _NEAR or not _OF_CODES.fullmatch(whole):
        return False
    if not (bare or _TELLING.search(whole)):
        return False
    return all(
        _CODE.fullmatch(part) or all(map(_CODE.fullmatch, part.split("/")))
        for part in _BETWEEN.split(whole)
    )


@lru_cache(maxsize=_LINES)
def kind_of(text: str) -> str:
    """Return what a text is by itself: booth, number, email, website, phone, country, hall, or text.

    >>> [kind_of(one) for one in ("A12", "www.example.org", "a@example.org", "+49 228 1234", "Germany", "Hall 3", "Amber AG", "17")]
    ['booth', 'website', 'email', 'phone', 'country', 'hall', 'text', 'number']
    """
    whole = text.strip()
    if len(whole) > _LONGEST:
        return "text"
    if whole.isdecimal():
        return "number"
    if _HALL.fullmatch(whole):
        return "hall"
    if is_booth(whole):
        return "booth"
    if _MAIL.fullmatch(whole):
        return "email"
    if _SITE.fullmatch(whole) and host(whole):
        return "website"
    if _PHONE.fullmatch(whole) and sum(char.isdigit() for char in whole) >= 7:
        return "phone"
    named = 3 < len(whole) < 40 or whole in _ABBREVIATED
    return "country" if named and key(whole) in written_countries() else "text"


def is_country_code(text: str) -> bool:
    """Tell whether a text is the code of a country: as a column it says one, alone it is as often a legal form.

    >>> is_country_code("DE"), is_country_code("AG"), is_country_code("Germany")
    (True, True, False)
    """
    return len(text) in (2, 3) and text.isupper() and key(text) in written_countries()


@lru_cache(maxsize=_LINES)
def label_of(text: str, *, unknown: bool = False) -> tuple[str, str] | None:
    """Return the label of a line and its value, where it has one: "Booth: A12", "Tel. 0228 …", "展位号：A12"; any words before a colon if `unknown` ones count.

    >>> label_of("Stand A12"), label_of("展位号：A12"), label_of("https://example.org"), label_of("Amber AG")
    (('Stand', 'A12'), ('展位号', 'A12'), None, None)
    """
    found = _LABEL.fullmatch(text)
    if (
        found
        and not found["value"].startswith("//")
        and len(found["label"].split()) <= 4
        and (unknown or field_of(found["label"]) in FIELDS)
    ):
        return found["label"].strip(), found["value"].strip()
    if len(text) < _NEAR and stand(text)[0]:
        # A hall and a stand in one: the whole is where the stand is.
        return _STAND, text.strip()
    found = _UNMARKED.match(text)
    value = text[found.end() :].strip() if found else ""
    telling = any(char.isdigit() for char in value) or ("." in value and " " not in value)
    return (found["label"].strip(), value) if found and telling and len(value) < _LONGEST else None


def field_of(label: str) -> str:
    """Return the column a label stands for: a field where it is known, else the label itself."""
    plain = label.strip(" .:：").casefold()
    return _SHORT.get(plain) or meaning(label) or label


@lru_cache(maxsize=_LINES)
def booth_first(text: str, *, bare: bool = False) -> tuple[str, str] | None:
    """Return the stand that a line begins with and the rest of it."""
    found = None
    codes = _OF_CODES.match(text, 0, _NEAR)
    end = codes.end() if codes else 0
    if not end:
        return None
    for gap in itertools.islice(_AFTER.finditer(text[:_NEAR]), _TRIED):
        if gap.start() > end:
            break
        if is_booth(text[: gap.start()], bare=bare) and text[gap.end() :].strip():
            found = text[: gap.start()], text[gap.end() :].strip()
    return found


@lru_cache(maxsize=_LINES)
def booth_last(text: str, *, bare: bool = False) -> tuple[str, str] | None:
    """Return the stand that a line ends with and the rest of it."""
    last = text.removesuffix(")").rstrip()[-2:]
    if not _OF_CODES.fullmatch(last) and not _OF_CODES.fullmatch(last[1:]):
        return None
    away = max(0, len(text) - _NEAR)
    for gap in list(_BEFORE.finditer(text[away:]))[-_TRIED:]:
        booth, rest = text[away + gap.end() :].removesuffix(")"), text[: away + gap.start()].strip()
        if is_booth(booth, bare=bare) and rest and rest[-1] not in ",;&+/(":
            return booth, rest
    return None


def is_hall(text: str) -> bool:
    """Tell whether a text is the name of a hall: "Hall 3", "3号馆"."""
    return bool(_HALL.fullmatch(text.strip()))
