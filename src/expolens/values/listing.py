"""Listed or not, and where."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from expolens.values.plain import plain
from expolens.values.reading import Reading, unreadable

_CLAUSE = re.compile(r"[,;、/|。]|(?<!pre)\s-\s")
_TICKER = re.compile(r"(?<![a-z\d])\d{4,6}(?:\.[a-z]{2})?(?![a-z\d])")
_YEAR = re.compile(r"(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?")
_AFTER_COLON = re.compile(r":\s*([a-z0-9.]{1,6})(?![a-z0-9])")
_BOARD = "主板"


@dataclass(frozen=True, slots=True)
class _Words:
    no: frozenset[str]
    yes: frozenset[str]
    planned: re.Pattern[str]
    past: re.Pattern[str]
    others: re.Pattern[str]
    negation: re.Pattern[str]
    neutral: re.Pattern[str]
    exchange: dict[str, str]
    exchanges: re.Pattern[str]
    within: dict[str, list[str]]
    ambiguous: dict[str, str]


def _either(words: list[str]) -> re.Pattern[str]:
    """Return what finds any of the words, the longest first; a Latin one only as a word of its own."""
    return re.compile(
        "|".join(
            rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
            for word in sorted(words, key=lambda word: (-len(word), word))
        )
    )


@cache
def _words() -> _Words:
    data = tomllib.loads(files("expolens.values").joinpath("listing.toml").read_text("utf-8"))
    exchange = {word: id_ for id_, words in data["exchange"].items() for word in words}
    lists = {name: _either(data[name]) for name in ("planned", "past", "others", "negation", "neutral")}  # fmt: skip
    return _Words(
        no=frozenset(data["no"]), yes=frozenset(data["yes"]), exchange=exchange,
        exchanges=_either(list(exchange)), within=data["within"], ambiguous=data["ambiguous"], **lists,
    )  # fmt: skip


def listing(raw: str) -> Reading:
    """Read whether and where a company is listed: `none`, an exchange's id, `delisted`, or `listed` where only that is said.

    Yes and no in any form are a value each. What is planned or applied for is `none`, with "planned" in the note; what speaks of
    another company, or says only where a company is not listed, is unreadable, and so is whatever holds a word that is not
    known. A ticker stands in the note, and so does a second exchange; a code of capitals (TSE) is a value of its own.

    >>> [listing(text).value for text in ("A股（科创板）688001", "FALSE", "拟在创业板上市", "新三板（已摘牌）", "NASDAQ")]
    ['sse_star', 'none', 'none', 'delisted', 'nasdaq']
    """
    text = plain(raw)
    words = _words()
    if text in words.no:
        return Reading("none")
    if text in words.yes:
        return Reading("listed")
    if which := words.ambiguous.get(text):
        return unreadable(f"this code is that of {which}")
    clauses = [part.strip() for part in _CLAUSE.split(text) if part.strip()]
    found = [_clause(clause) for clause in clauses]
    if any(one.value is None for one in found) or not found:
        if re.fullmatch(r"[A-Z]{2,5}", raw.strip()):
            return Reading(text)
        return next((one for one in found if one.note), unreadable("no listing that is known"))
    return _together(found)


def _together(found: list[Reading]) -> Reading:
    """Return what several clauses say: where it is listed, else that it was, else that it is not."""
    places = [one for one in found if one.value not in ("none", "delisted")]
    left = [one for one in found if one.value == "delisted"]
    # 新三板摘牌，科创板上市 left one exchange for another; 美股上市，已退市 left the one it names.
    if left and (not places or any(not one.note for one in left)):
        return left[0]
    if not places:
        return found[0]
    within = _words().within
    values = list(dict.fromkeys(one.value or "" for one in places))
    narrow = [v for v in values if not any(v in within.get(other, ()) for other in values)]
    notes = [note for one in places if (note := one.note)] + [f"also {v}" for v in narrow[1:]]
    return Reading(narrow[0], note="; ".join(dict.fromkeys(notes)))


def _clause(text: str) -> Reading:
    """Read one clause."""
    words = _words()
    if words.others.search(text):
        return unreadable("it speaks of another company")
    found = list(dict.fromkeys(words.exchange[one] for one in words.exchanges.findall(text)))
    if words.past.search(text):
        return Reading("delisted", note=", ".join(one for one in found if one != "listed"))
    if plan := words.planned.search(text):
        if "neeq" in found and "neeq" in _found(text[: plan.start()]):
            return unreadable("listed and planned in one")
        return Reading("none", note="planned")
    if words.negation.search(text):
        if set(found) <= {"listed"}:
            return _negated(text)
        return unreadable("it says only where the company is not listed")
    text = _YEAR.sub(" ", text)
    tickers = dict.fromkeys(
        [*_TICKER.findall(text), *(_AFTER_COLON.findall(text) if found else ())]
    )
    rest = _AFTER_COLON.sub(" ", text) if found else text
    for form in (_TICKER, words.exchanges, words.neutral):
        rest = form.sub(" ", rest)
    if re.sub(r"[\s()\[\]:+&.-]+", "", rest):
        return unreadable("no listing that is known")
    if set(found) <= {"listed"} and _BOARD in text:
        found = ["a_share"]
    narrow = [v for v in found if not any(v in words.within.get(other, ()) for other in found)]
    if not narrow:
        return unreadable("no listing that is known")
    notes = [*tickers, *(f"also {value}" for value in narrow[1:])]
    return Reading(narrow[0], note="; ".join(notes))


def _found(text: str) -> set[str]:
    words = _words()
    return {words.exchange[one] for one in words.exchanges.findall(text)}


def _negated(text: str) -> Reading:
    """Read a clause that says no of listing as such: 暂未上市, 非上市公司, not listed."""
    words = _words()
    rest = re.sub(r"尚|暂|还|并|目前|yet|currently", " ", text)
    for form in (words.negation, words.exchanges, words.neutral):
        rest = form.sub(" ", rest)
    known = not re.sub(r"[\s()\[\].]+", "", rest)
    return Reading("none") if known else unreadable("no listing that is known")
