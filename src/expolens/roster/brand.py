"""What of a name says which company it is: not its region, nor what it does, nor its legal form."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from expolens.names import comparable_name, without_legal_form
from expolens.values.gazetteer import key, written_cities, written_provinces
from expolens.values.places import city, country, province

_COUNTRY = re.compile(r"^(?:中华人民共和国|中国|china\b)")
_LEVEL = re.compile(r"^(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|省|市|区|县)")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_RUNS = re.compile(r"[\u3400-\u9fff]+|[^\s()\u3400-\u9fff]+")
# Below these a word that another name holds too says nothing.
_SHORT_HAN, _SHORT_LATIN = 2, 3


@cache
def _trades() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return the Chinese trade words as one pattern for the end of a name, and the Latin ones."""
    words = tomllib.loads(files("expolens.roster").joinpath("trades.toml").read_text("utf-8"))
    longest = sorted(words["zh"], key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(longest)})$"), frozenset(words["latin"])


@lru_cache(maxsize=200_000)
def brand(name: str) -> str:
    """Return the brand of a name, comparable; "" where nothing but region, trade and legal form is there.

    >>> brand("上海示例甲医疗科技有限公司"), brand("示例甲（上海）信息技术股份有限公司"), brand("北京科技有限公司")
    ('示例甲', '示例甲', '')
    >>> brand("Shanghai Stand-in Alpha Medical Technology Co., Ltd."), brand("Stand-in Alpha")
    ('stand in alpha', 'stand in alpha')
    """
    if is_only_a_form(name):
        return ""
    core = _BRACKETED.sub(
        lambda found: " " if _is_place(found[1]) else f" {found[1]} ", without_legal_form(name)
    )
    runs = _RUNS.findall(core)
    chinese = "".join(run for run in runs if run[0] >= "\u3400")
    latin = _without_places([run for run in runs if run[0] < "\u3400"])
    kept = [word for word in latin if word not in _trades()[1]]
    return " ".join(part for part in (_chinese(chinese), *kept) if part)


@lru_cache(maxsize=200_000)
def is_only_a_form(name: str) -> bool:
    """Tell whether a name is nothing but a legal form, as a cell cut at its comma leaves it, or says nothing at all.

    >>> is_only_a_form("Ltd."), is_only_a_form("有限公司"), is_only_a_form("-"), is_only_a_form("示例")
    (True, True, True, False)
    """
    return not comparable_name(name) or without_legal_form(f"x {name}") == "x"


def same_brand(left: str, right: str) -> bool:
    """Tell whether two names have one brand, or that of one is within that of the other.

    >>> same_brand("上海示例甲医疗科技有限公司", "上海示例丁医疗科技有限公司"), same_brand("示例甲软件", "示例甲网络有限公司")
    (False, True)
    """
    short, long = sorted((brand(left), brand(right)), key=len)
    if not short or short == long:
        return bool(short)
    if short[0] < "\u3400":
        return len(short) >= _SHORT_LATIN and f" {short} " in f" {long} "
    return len(short) >= _SHORT_HAN and short in long


def _chinese(text: str) -> str:
    """Return the Chinese part of a name without the regions at its head and the trade words at its end."""
    rest = text
    while taken := _place_at_head(rest):
        rest = rest[taken:]
    while (shorter := _trades()[0].sub("", rest)) != rest:
        rest = shorter
    return rest


def _place_at_head(text: str) -> int:
    """Return how many characters at the head of a Chinese name are a country, a province or a city; 0 for none."""
    if found := _COUNTRY.match(text):
        return found.end()
    known = (written_provinces(), written_cities())
    for length in range(min(len(text), 12), 1, -1):
        if any(key(text[:length]) in places for places in known):
            level = _LEVEL.match(text[length:])
            return length + (level.end() if level else 0)
    return 0


@lru_cache(maxsize=10_000)
def _is_place(text: str) -> bool:
    return bool(province(text).value or city(text).note or country(text).value)


def _without_places(words: list[str]) -> list[str]:
    """Return Latin words without those, one or two of them, that are a place."""
    kept: list[str] = []
    at = 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        if len(pair) > len(words[at]) and _is_place(pair):
            at += 2
            continue
        # Two letters are an ISO code and much else.
        if len(words[at]) < _SHORT_LATIN or not _is_place(words[at]):
            kept.append(words[at])
        at += 1
    return kept
