"""A company name taken apart: region, brand, trade, legal form, group, branch, brackets."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from expolens.names.comparable import comparable_name
from expolens.names.regions import (
    NOWHERE,
    closing_region,
    districts,
    latin_places,
    leading_region,
    trailing_region,
    without_doubtful,
)

_BRACKET = re.compile(r"\(([^()]*)\)")
_NUMBERED = re.compile(r"第[一二三四五六七八九十\d]+$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_GROUP = "集团"
COUNTRY = "中国"
"""What begins a name as an adjective: 中国 alone is no brand."""
_SHORTEST_WHOLE = 6
_LISTS = (
    "other_zh", "branch_zh", "parent_zh", "whole_zh", "part_zh", "institution_zh", "realm_zh", "loose",
)  # fmt: skip
SPELLED_FORMS = (
    "gufenyouxianzerengongsi", "jituanyouxianzerengongsi", "youxianzerengongsi", "jituangufenyouxiangongsi", "gufenyouxiangongsi",
    "jituanyouxiangongsi", "youxiangongsi", "gufengongsi", "jituangongsi", "zonggongsi", "gongsi",
)  # fmt: skip
"""How the commonest Chinese legal forms are spelled."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a comparable name, "" or () where it has none of that kind.

    `core` is brand and trade; `codes` and `inner_codes` are the GB/T 2260 codes of the region before the brand and of the one in brackets;
    `branch` is what follows the company that a branch belongs to. `trace` is every cut in order, as (part, text);
    `cuts` are the ends of region, brand, core, what stands before the legal form, and the legal form, in the name without brackets.
    """

    name: str
    region: str = ""
    brand: str = ""
    trade: str = ""
    group: bool = False
    form: str = ""
    branch: str = ""
    brackets: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    inner_codes: tuple[str, ...] = ()
    trace: tuple[tuple[str, str], ...] = ()
    cuts: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)

    @property
    def core(self) -> str:
        """Brand and trade together: what is left without region, legal form, branch and brackets."""
        return (
            self.brand + self.trade
            if _HAN.search(self.name)
            else f"{self.brand} {self.trade}".strip()
        )


@cache
def forms() -> dict[str, tuple[str, ...]]:
    """Return the word lists of legal forms, the longest words first: zh (with other_zh, which stands alone too) and every other one, as `legal_forms.toml` says of each."""
    lists = tomllib.loads(files("expolens.names").joinpath("legal_forms.toml").read_text("utf-8"))
    ordered = {
        key: tuple(sorted(lists[key], key=lambda word: (-len(word), word))) for key in _LISTS
    }
    both = {*lists["zh"], *lists["other_zh"]}
    return ordered | {"zh": tuple(sorted(both, key=lambda word: (-len(word), word)))}


@cache
def trades() -> dict[str, tuple[str, ...]]:
    """Return the Chinese lines of business with the English words that stand for each (words of one term joined by spaces)."""
    return _dictionary("trades.csv")


def _dictionary(name: str) -> dict[str, tuple[str, ...]]:
    text = files("expolens.names").joinpath(name).read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["zh"]: tuple(term.replace("-", " ") for term in row["en"].split()) for row in rows}


@cache
def english() -> dict[tuple[str, ...], str]:
    """Return the Chinese of English terms, for a line of business before what else it may be."""
    found: dict[tuple[str, ...], str] = {}
    for chinese, terms in trades().items():
        for term in terms:
            known = found.get(tuple(term.split()))
            if known is None or len(chinese) < len(known):
                found[tuple(term.split())] = chinese
    for chinese, terms in _dictionary("english.csv").items():
        for term in terms:
            found.setdefault(tuple(term.split()), chinese)
    return found


def translated(words: list[str]) -> list[tuple[str, str]]:
    """Return the words of a Latin name in order, each term that has a Chinese one as (words, Chinese), anything else as (word, "").

    >>> translated(["weining", "information", "technology"])
    [('weining', ''), ('information technology', '信息技术')]
    """
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(words):
        length = next((n for n in (3, 2, 1) if tuple(words[at : at + n]) in english()), 0)
        piece = tuple(words[at : at + max(length, 1)])
        found.append((" ".join(piece), english().get(piece, "")))
        at += max(length, 1)
    return found


def parts(text: str) -> Parts:
    """Take a name apart; the text may be as published.

    >>> one = parts("上海示例智能科技（北京）股份有限公司四川分公司")
    >>> one.region, one.brand, one.trade, one.form, one.branch, one.brackets
    ('上海', '示例', '智能科技', '股份有限公司', '四川分公司', ('北京',))
    >>> [cut[0] for cut in one.trace]
    ['bracket', 'branch', 'form', 'region', 'trade']
    """
    name = comparable_name(text)
    return _chinese(name) if _HAN.search(name) else _latin(name)


def unbracketed(name: str) -> str:
    """Return a comparable name without what stands in brackets; between Latin words a space stays.

    >>> unbracketed("示例(北京)科技"), unbracketed("stand in(china)ltd")
    ('示例科技', 'stand in ltd')
    """
    if "(" not in name and ")" not in name:
        return name
    if _HAN.search(name):
        return _BRACKET.sub("", name).replace("(", "").replace(")", "")
    return " ".join(_BRACKET.sub(" ", name).replace("(", " ").replace(")", " ").split())


def _chinese(name: str) -> Parts:
    brackets = tuple(_BRACKET.findall(name))
    body = unbracketed(name)
    rest, branch = _branch(body)
    ended = len(rest)
    rest, form = _ending(rest, forms()["zh"])
    formed = len(rest)
    group = rest.endswith(_GROUP) and len(rest) > len(_GROUP) + 1
    rest = rest.removesuffix(_GROUP) if group else rest
    region = leading_region(rest)
    if only_trade(rest[len(region.text) :]):
        region = leading_region(rest, town=False)
    region = region if len(rest) - len(region.text) >= 2 else NOWHERE
    if only_trade(rest[len(region.text) :]):
        region = without_doubtful(region)
    behind = trailing_region(rest[len(region.text) :])
    behind = behind if len(rest) - len(region.text) - len(behind.text) >= 2 else NOWHERE
    core_end = len(rest) - len(behind.text)
    brand, trade = _tail(rest[len(region.text) : core_end])
    cut = (
        *(("bracket", inner) for inner in brackets), ("branch" if is_part(branch) else "beside", branch), ("form", form), ("group", _GROUP * (group and _GROUP not in form)),
        ("region", region.text), ("region", behind.text), ("trade", trade),
    )  # fmt: skip
    inner = next((districts()[one] for one in brackets if one in districts()), behind.codes)
    branch = (branch if is_part(branch) else "") or bracketed_branch(brackets)
    group = group or _GROUP in form
    return Parts(
        name, region.text or behind.text, brand, trade, group, form, branch, brackets, region.codes, inner,
        tuple(pair for pair in cut if pair[1]),
        (len(region.text), len(region.text) + len(brand), core_end, formed, ended),
    )  # fmt: skip


@lru_cache(maxsize=100_000)
def only_trade(text: str) -> bool:
    """Tell whether a text is lines of business and nothing else: what was cut off before it as a town is rather the brand."""
    return not text or any(
        text[:n] in trades() and only_trade(text[n:]) for n in range(2, min(8, len(text)) + 1)
    )


def _branch(name: str) -> tuple[str, str]:
    """Cut off what follows the company a branch belongs to, or a whole company (`is_part` tells which of the two it is); a branch of nothing is no branch."""
    ending = next((word for word in forms()["branch_zh"] if name.endswith(word)), "")
    if not ending:
        return _after_whole(name)
    body = name[: len(name) - len(ending)]
    end = max(
        (body.rfind(word) + len(word) for word in forms()["parent_zh"] if word in body), default=0
    )
    if end < 2:
        place = closing_region(_NUMBERED.sub("", body))
        end = _NUMBERED.sub("", body).rfind(place.text) if place.text else 0
        end = end if end >= 4 else 0
    return (name[:end], name[end:]) if end >= 2 else (name, "")


@cache
def _part_endings() -> tuple[str, ...]:
    return tuple(word for key in ("branch_zh", "other_zh", "part_zh") for word in forms()[key])


def is_part(text: str) -> bool:
    """Tell whether what follows a whole company names a part of it, rather than what else stands in a cell: 官网, a booth, its name in short.

    >>> is_part("工会委员会"), is_part("第一药房"), is_part("neusoft"), is_part("展位3b12"), is_part("上海")
    (True, True, False, False, False)
    """
    return text.endswith(_part_endings())


def bracketed_branch(brackets: Iterable[str]) -> str:
    """Return what of a name's brackets names a part of the company, "" for nothing.

    >>> bracketed_branch(["北京", "杭州分公司"]), bracketed_branch(["有限合伙"])
    ('杭州分公司', '')
    """
    endings = (*forms()["branch_zh"], *forms()["other_zh"])
    alone = forms()["other_zh"]
    return next((one for one in brackets if one.endswith(endings) and one not in alone), "")


def _after_whole(name: str) -> tuple[str, str]:
    """Cut off what follows the last legal form within a name, but for a group or a second company."""
    words = forms()["whole_zh"]
    end = max(
        (name.rfind(word, 0, -1) + len(word) for word in words if word in name[:-1]), default=0
    )
    behind = name[end:]
    another = len(behind) < 2 or behind == _GROUP or behind.endswith(words)
    return (name, "") if end < _SHORTEST_WHOLE or another else (name[:end], behind)


def _ending(name: str, words: tuple[str, ...]) -> tuple[str, str]:
    """Cut the longest of the words off the end of a name, leaving at least two characters."""
    word = next((word for word in words if name.endswith(word) and len(name) >= len(word) + 2), "")
    return (name[: len(name) - len(word)], word)


def _tail(rest: str) -> tuple[str, str]:
    """Split a core into brand and trade: lines of business are cut off its end as long as two characters are left, 中国 not counted."""
    known, end = trades(), len(rest)
    least = 2 + len(COUNTRY) * rest.startswith(COUNTRY)
    while True:
        length = next(
            (n for n in range(min(8, end - least), 1, -1) if rest[end - n : end] in known), 0
        )
        if not length:
            return rest[:end], rest[end:]
        end -= length


@cache
def _latin_words() -> tuple[frozenset[str], frozenset[str]]:
    lists = tomllib.loads(files("expolens.names").joinpath("legal_forms.toml").read_text("utf-8"))
    endings = frozenset(word for form in lists["latin"] for word in comparable_name(form).split())
    return endings, frozenset(
        word for terms in trades().values() for term in terms for word in term.split()
    )


def is_form(word: str) -> bool:
    """Tell whether a Latin word stands for a legal form, or is part of one."""
    return word in _latin_words()[0]


def is_business(word: str) -> bool:
    """Tell whether a Latin word stands for a line of business."""
    return word in _latin_words()[1]


def _spelled_form(words: list[str]) -> int:
    """Return how many words at the end spell a Chinese legal form: "you xian gong si"."""
    for count in range(min(10, len(words) - 1), 1, -1):
        if "".join(words[len(words) - count :]) in SPELLED_FORMS:
            return count
    return 0


def _latin(name: str) -> Parts:
    """Take apart a name without Chinese characters, word by word."""
    endings, businesses = _latin_words()
    brackets = tuple(inner.strip() for inner in _BRACKET.findall(name))
    words = unbracketed(name).split()
    last = len(words)
    last -= _spelled_form(words)
    while last > 1 and words[last - 1] in endings:
        last -= 1
    formed = last
    group = last > 1 and words[last - 1] == "group"
    last -= group
    first, region, codes = 0, "", tuple[str, ...]()
    length = next(
        (n for n in range(min(5, last - 1), 0, -1) if "".join(words[:n]) in latin_places()), 0
    )
    if length:
        first, region = length, " ".join(words[:length])
        codes = latin_places()["".join(words[:length])]
    elif last > 1 and words[last - 1] in latin_places():
        last, region, codes = last - 1, words[last - 1], latin_places()[words[last - 1]]
    brand_end = last
    while brand_end > first + 1 and words[brand_end - 1] in businesses:
        brand_end -= 1
    form, brand, trade = (
        " ".join(words[a:b]) for a, b in ((formed, None), (first, brand_end), (brand_end, last))
    )
    cut = (
        *(("bracket", one) for one in brackets),
        ("form", form),
        ("group", "group" * group),
        ("region", region),
        ("trade", trade),
    )
    inner = next((latin_places()[one] for one in brackets if one in latin_places()), ())
    ends = [len(" ".join(words[:n])) for n in range(len(words) + 1)]
    return Parts(
        name, region, brand, trade, group, form, "", brackets, codes, inner,
        tuple(pair for pair in cut if pair[1]),
        (ends[first] + (first > 0), ends[brand_end], ends[last], ends[formed], ends[-1]),
    )  # fmt: skip
