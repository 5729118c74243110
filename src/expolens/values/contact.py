"""Phones, e-mail addresses and identity numbers: found to be withheld, never read."""

from __future__ import annotations

import re
import unicodedata

from stdnum.cn import ric

from expolens.values.dates import date

WITHHELD = "***"
"""What stands where something personal stood."""
_EDGE = r"(?<![0-9A-Za-z./_-])"
_END = r"(?![0-9A-Za-z]|[./_-]\d)"
# An amount is no phone: 13800000000元.
_NO_AMOUNT = r"(?!\s*(?:元|万|亿|美元|欧元|人民币|%|usd|eur|rmb|cny)|\.\d)"
_EMAIL = r"[A-Za-z0-9_.+%-]+\s?[@＠]\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_PHONES = (
    _EDGE + r"(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?(?:\d{4}|\*{4})[- ]?\d{4})" + _END + _NO_AMOUNT,
    _EDGE + r"(?:\+?86[- ]?)?\(?0\d{2,3}\)?[- ]\d{3,4}[- ]?\d{4}(?:(?:[-#]|\s*转)\d{1,6})?" + _END,
    _EDGE + r"\(0\d{1,4}\)\s?\d{3,4}[- ]?\d{3,4}(?:\s*(?:#|ext\.?)\s*\d{1,5})?" + _END,
    _EDGE + r"[48]00[- ]?\d{3}[- ]?\d{4}" + _END + _NO_AMOUNT,
    r"(?<![0-9A-Za-z])\+\d{1,3}(?:[\s./()-]{0,2}\d){6,13}" + _END,
    _EDGE + r"00\d{2}(?:[\s./()-]{1,2}\d{2,}){2,5}" + _END,
    _EDGE + r"(?:1[-. ])?\(?[2-9]\d{2}\)?[-. ]\s?[2-9]\d{2}[-. ]\d{4}(?:\s*(?:x|ext\.?)\s*\d{1,5})?" + _END,
)  # fmt: skip
# Behind a word that says what it is, any number is one.
_SAID = r"(?:电话|手机|座机|传真|热线|联系方式|(?<![a-z])(?:tel(?:ephone|efon)?|phone|fax|mobile|whatsapp|handy)(?![a-z]))\.?\s*(?:no\.?|号码?)?\s*[:：]?\s*(?P<number>[+(]?\d[\d\s()./-]{5,18}\d)"
_ACCOUNT = r"(?:微信号?|wechat|weixin|(?<![a-z])qq)\s*(?:号|id)?\s*[:：]\s*(?P<account>[A-Za-z0-9_-]{5,20})"
_IDENTITY = r"(?<![0-9A-Za-z])\d{6}(?:19|20|\*\*)[\d*]{2}[\d*]{4}[\d*]{3}[\dXx*](?![0-9A-Za-z])"
# Behind a word for a person stands a name: two to four characters, or up to three words with capitals.
_PERSON = (
    r"(?:联系人|联络人|负责人|经办人|制表人?|填表人?|审核人?|核对人|法定代表人|法人代表|聯絡人|聯繫人|担当者|담당자|(?<![a-z])(?i:contact(?: person| name)?|ansprechpartner(?:in)?|legal representative|prepared by))"
    r"\s*[:：]\s*(?P<person>[\u3400-\u9fff·]{2,4}(?![\u3400-\u9fff])|[\uac00-\ud7a3]{2,4}|(?:(?:Dr|Mr|Mrs|Ms|Prof|Herr|Frau)\.?\s+)?[A-ZÀ-Þ][\w'’-]+(?:\s+[A-ZÀ-Þ][\w.'’-]*){1,2})"
)
_NAMED = re.compile(_PERSON)
_PHONE = re.compile("|".join(_PHONES), re.IGNORECASE)
_MAIL = re.compile(_EMAIL)
_BEHIND = re.compile(f"{_SAID}|{_ACCOUNT}", re.IGNORECASE)
_ID = re.compile(_IDENTITY)
# Where a phone may be at all, and the words that any number stands behind: most of a text has neither.
_RUN = re.compile(r"[+(]?\d[\d\s()./*#-]{5,}")
_WORDS = re.compile(
    r"电话|手机|座机|传真|热线|联系方式|微信|tel|phone|fax|mobile|whatsapp|handy|wechat|weixin|qq",
    re.IGNORECASE,
)
_STARTS = re.compile(r"(?<![0-9A-Za-z])[+(\d]")
_WIDE = re.compile(r"[０-９]")
# Alone in a cell a number with the blanks and strokes of a phone is one: 089 / 1234567, 03-0000-0000, (02)2388-2188.
_ALONE = re.compile(
    r"\(?0\d{1,4}\)?[\s/.-]{1,3}\d[\d\s/.-]{4,12}\d(?:\s*(?:ext\.?|#|转|-)\s*\d{1,5})?"
)
# What a sheet makes of a mobile's number: its digits are lost but for a few.
_ROUNDED = re.compile(r"(?:86)?1[.,][3-9]\d*E\+10|8[.,]61[3-9]?\d*E\+12", re.IGNORECASE)
_BETWEEN = re.compile(r"[;；,，、|\n\t]|\s/\s")


def masked(text: str) -> str:
    """Return a text with *** where a phone, an e-mail address, an account of a messenger, an identity number of a person or a name behind "contact:" stands; the same text where there is none.

    Credit codes, ISINs, dates, amounts, numbers of booths and postcodes stay.

    >>> masked("联系张工 13800000000，info@stand-in.example"), masked("91110000600037341L 成立于2009-08-07，资本13800000000元")
    ('联系张工 ***，***', '91110000600037341L 成立于2009-08-07，资本13800000000元')
    """
    if _alone(text.strip()):
        return WITHHELD
    found = _without(text)
    if found == text and _WIDE.search(text):
        folded = unicodedata.normalize("NFKC", text)
        found = _without(folded)
        return text if found == folded else found
    return found


def mail_masked(text: str) -> str:
    """Return a text with *** where an e-mail address stands: for addresses of sites, whose numbers are no phones.

    >>> mail_masked("mailto:info@stand-in.example"), mail_masked("https://stand-in.example/13800000000")
    ('mailto:***', 'https://stand-in.example/13800000000')
    """
    return _MAIL.sub(WITHHELD, text) if "@" in text or "＠" in text else text


def _without(text: str) -> str:
    text = mail_masked(text)
    if _RUN.search(text):
        text = _ID.sub(lambda found: WITHHELD if _identity(found.group()) else found.group(), text)
        text = _without_phones(text)
    if ":" in text or "：" in text:
        text = _NAMED.sub(_unnamed, text)
    return _BEHIND.sub(_behind, text) if _WORDS.search(text) else text


def _unnamed(found: re.Match[str]) -> str:
    start, end = (place - found.start() for place in found.span("person"))
    whole = found.group()
    return whole[:start] + WITHHELD + whole[end:]


def _without_phones(text: str) -> str:
    """Look for a phone only where a run of digits and signs could hold one."""
    pieces: list[str] = []
    end = 0
    for run in _RUN.finditer(text):
        for start in _STARTS.finditer(text, run.start(), run.end()):
            if start.start() < end:
                continue
            if found := _PHONE.match(text, start.start()):
                pieces += [text[end : found.start()], WITHHELD]
                end = found.end()
    return "".join([*pieces, text[end:]])


def _alone(text: str) -> bool:
    if _ROUNDED.fullmatch(text):
        return True
    if len(text) > 40 or not _ALONE.fullmatch(text):
        return False
    return 9 <= sum(char.isdigit() for char in text) <= 14 and not date(text).value


def _behind(found: re.Match[str]) -> str:
    name = "number" if found["number"] else "account"
    start, end = (place - found.start() for place in found.span(name))
    whole = found.group()
    if date(whole[start:end]).value:
        return whole
    return whole[:start] + WITHHELD + whole[end:]


def _identity(text: str) -> bool:
    """Tell whether a number is that of a Chinese identity card: its date and check character right, or parts of it starred."""
    return "*" in text or bool(ric.is_valid(text.upper()))


def is_contact(text: str) -> bool:
    """Tell whether a cell is a phone, an e-mail address or an identity number, or several, with hardly more than a name beside it.

    >>> [is_contact(one) for one in ("010-00000000;13800000000", "张三 13800000000", "089 / 1234567", "2009-08-07", "A1-02", "100000")]
    [True, True, True, False, False, False]
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    if _alone(folded):
        return True
    parts = [part.strip() for part in _BETWEEN.split(folded) if part.strip()]
    return bool(parts) and sum(map(_is_one, parts)) * 2 > len(parts)


def _is_one(part: str) -> bool:
    rest = masked(part)
    if rest == part:
        return False
    left = [char for char in rest.replace(WITHHELD, "") if char.isalnum()]
    return len(left) <= 6 or len(left) * 3 <= len(part)
