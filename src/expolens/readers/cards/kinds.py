"""What a cell of a card looks like: the number of a stand, a hall, a country, an address on the web, a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from expolens.layouts.header import meaning
from expolens.names import comparable_name, without_legal_form
from expolens.readers.looks import stand
from expolens.values.gazetteer import key, written_countries, written_provinces
from expolens.values.website import host

_STAND = re.compile(
    r"(?:(?:hall|halle|pavilion)\s*[\w.]{1,4}\s*[,/|·-]?\s*)?(?:(?:booth|stand|stall|展位号?|展台)\s*(?:no\.?|nr\.?|number)?\s*[:：#]?\s*)?"
    r"#?[a-z]{0,3}\d{0,2}[.\-/]?[a-z]{0,3}[-.]?\d{1,5}[a-z]{0,2}(?:-\d{1,3})?",
    re.I,
)  # fmt: skip
_HALL = re.compile(
    r"(?:hall|halle|pavilion)\s*[\w.]{1,4}|[\w.]{1,4}\s*(?:号馆|號館|馆|館|厅|展区)", re.I
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PHONE = re.compile(r"\+?[\d\s()./-]{7,20}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BETWEEN_STANDS = re.compile(r"\s*[,，、;；&+|]\s*|\s+/\s+|(?<=\d)\s+(?=[A-Za-z]{0,3}\d)")
_NUMBERED = re.compile(
    r"\s*(?:[(（]?\d{1,4}\s*[、.．)）:：]|\d{1,4}\s+(?=\D)|[•·▪◆★●-])\s*(?P<rest>.*)", re.S
)
_BOOTH_END = re.compile(
    r"(?P<name>.*?)[\s,，:：（(\[|—–-]*(?:(?:booth|stand|展位号?|展台号?)\s*[:：]?\s*)?"
    r"(?P<booth>(?<![A-Za-z0-9])[A-Za-z]{0,3}\d{0,2}[.\-]?[A-Za-z]{0,2}-?\d{1,4}[A-Za-z]?)[)）\]]*\s*",
    re.S | re.I,
)  # fmt: skip


@lru_cache(maxsize=20_000)
def kind(text: str) -> str:
    """Return the field that a value looks like, "" for what may be anything.

    >>> [kind(one) for one in ("A12", "Hall 3", "Germany", "www.example.com", "2019", "Example 7 GmbH", "info@example.com", "H2-B101, C3", "Hall 3 — A12")]
    ['booth', 'hall', 'country', 'website', '', '', 'email', 'booth', 'booth']
    """
    text = text.strip()
    if not text or len(text) > 80:
        return ""
    if _HALL.fullmatch(text):
        return "hall"
    parts = _BETWEEN_STANDS.split(text)
    if all(_STAND.fullmatch(one) for one in parts) and not _YEAR.fullmatch(text):
        return "booth"
    if stand(text)[0] or all(stand(one)[0] for one in parts):
        return "booth"
    # A code is written in capitals: "in" is a word.
    if key(text) in written_countries() and (len(text) > 3 or text.isupper() or not text.isascii()):
        return "country"
    if key(text) in written_provinces():
        return "province"
    if _MAIL.fullmatch(text):
        return "email"
    if " " not in text and host(text) and not text[0].isdigit():
        return "website"
    if _PHONE.fullmatch(text) and sum(char.isdigit() for char in text) >= 7:
        return "phone"
    return ""


@lru_cache(maxsize=20_000)
def is_name(text: str) -> bool:
    """Tell whether a text may be what a company is called: short, of letters, and nothing that is known to be something else."""
    letters = sum(char.isalpha() for char in text)
    if not 1 < len(text) <= 120 or letters < 2 or letters * 2 < len(text.replace(" ", "")):
        return False
    return not kind(text) and not meaning(text) and not text.endswith((":", "：", "...", "…", "。"))


def nameness(texts: Sequence[str]) -> float:
    """Return 0..1: how much a column looks like names, each another one."""
    given = [text for text in texts if text]
    if not given:
        return 0.0
    good = sum(map(is_name, given)) / len(texts)
    return good * len(set(given)) / len(given)


@lru_cache(maxsize=20_000)
def is_formed(text: str) -> bool:
    """Tell whether a text has a legal form, as names of companies do."""
    return len(text) <= 120 and without_legal_form(text) != comparable_name(text)


def column_kind(texts: Sequence[str]) -> str:
    """Return the field that most values of a column look like, "" where they do not agree, or count the cards."""
    given = [text for text in texts if text]
    if not given or all(text == str(number) for number, text in enumerate(given, 1)):
        return ""
    kinds = [kind(text) for text in given]
    best = max(set(kinds), key=kinds.count)
    if best and kinds.count(best) >= 0.7 * len(given):
        return best
    return "intro" if _are_told(given) else ""


def _are_told(texts: Sequence[str]) -> bool:
    """Tell whether texts are what companies say of themselves: mostly sentences, each another one."""
    long = sum(len(text) > 60 or (len(text) > 20 and text[-1] in "。！") for text in texts)
    return len(texts) > 1 and 2 * long > len(texts) and len(set(texts)) * 2 > len(texts)


def line_parts(line: str) -> tuple[str, str]:
    """Return the name and the stand of a line of a plain list, the number before it left out.

    >>> line_parts("12、示例十二公司 A12"), line_parts("3. Example 3 GmbH"), line_parts("示例公司（展位：H2-B101）")
    (('示例十二公司', 'A12'), ('Example 3 GmbH', ''), ('示例公司', 'H2-B101'))
    """
    numbered = _NUMBERED.fullmatch(line)
    text = (numbered["rest"] if numbered else line).strip()
    found = _BOOTH_END.fullmatch(text)
    if found and is_name(found["name"].strip()):
        return found["name"].strip(), found["booth"]
    return text, ""
