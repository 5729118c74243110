"""What a text in a directory looks like: a stand, a website, a country, a label and its value."""

from __future__ import annotations

import re
from functools import lru_cache

from expolens.layouts.header import meaning
from expolens.values.gazetteer import key, written_countries
from expolens.values.website import host

_CODE = (
    r"(?:[A-Z]{1,3}[-. ]?)?(?:\d{1,2}[A-Z]?[-./])?[A-Z]{0,3}[-.]?\d{1,5}(?:[-./]\d{1,4})?[A-Za-z]?"
)
_BOOTHS = re.compile(rf"{_CODE}(?:\s*[,;/&+、，]\s*{_CODE})*", re.A)
_TELLING = re.compile(r"[A-Za-z].*\d|\d.*[A-Za-z]|\d[-./]\d")
_BEGINS = re.compile(rf"(?P<booth>{_BOOTHS.pattern})(?:\t|\s*[:：–—|]\s*|\s+)(?P<rest>\S.*)", re.A)
_ENDS = re.compile(
    rf"(?P<rest>.*[^\s,;&+/(])(?:\t|\s*[,:：–—|]\s*|\s+|\s*\()(?P<booth>{_BOOTHS.pattern})\)?", re.A
)
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
    r"|展位号?|展台号?|摊位号?|电话|传真|邮箱|网址|地址)[.:：]?(?:\s+|(?<=[\u4e00-\u9fff])|(?<=:))(?P<value>.*\d.*|\S+@\S+|\S+\.\S+)",
    re.I,
)
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
    return (
        len(whole) <= 60
        and bool(_BOOTHS.fullmatch(whole))
        and (bare or bool(_TELLING.search(whole)))
    )


@lru_cache(maxsize=20_000)
def kind_of(text: str) -> str:
    """Return what a text is by itself: booth, number, email, website, phone, country, hall, or text.

    >>> [kind_of(one) for one in ("A12", "www.example.org", "a@example.org", "+49 228 1234", "Germany", "Hall 3", "Amber AG", "17")]
    ['booth', 'website', 'email', 'phone', 'country', 'hall', 'text', 'number']
    """
    whole = text.strip()
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


def label_of(text: str) -> tuple[str, str] | None:
    """Return the label of a line and its value, where it has one: "Booth: A12", "Tel. 0228 …", "展位号：A12".

    >>> label_of("Stand A12"), label_of("展位号：A12"), label_of("https://example.org"), label_of("Amber AG")
    (('Stand', 'A12'), ('展位号', 'A12'), None, None)
    """
    found = _LABEL.fullmatch(text)
    if found and not found["value"].startswith("//") and len(found["label"].split()) <= 4:
        return found["label"].strip(), found["value"].strip()
    found = _UNMARKED.fullmatch(text)
    return (found["label"].strip(), found["value"].strip()) if found else None


def field_of(label: str) -> str:
    """Return the column a label stands for: a field where it is known, else the label itself."""
    plain = label.strip(" .:：").casefold()
    return _SHORT.get(plain) or meaning(label) or label


def booth_first(text: str, *, bare: bool = False) -> tuple[str, str] | None:
    """Return the stand that a line begins with and the rest of it."""
    found = _BEGINS.fullmatch(text)
    return (
        (found["booth"], found["rest"]) if found and is_booth(found["booth"], bare=bare) else None
    )


def booth_last(text: str, *, bare: bool = False) -> tuple[str, str] | None:
    """Return the stand that a line ends with and the rest of it."""
    found = _ENDS.fullmatch(text)
    return (
        (found["booth"], found["rest"]) if found and is_booth(found["booth"], bare=bare) else None
    )


def is_hall(text: str) -> bool:
    """Tell whether a text is the name of a hall: "Hall 3", "3号馆"."""
    return bool(_HALL.fullmatch(text.strip()))
