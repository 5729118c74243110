"""The unit around an amount, in a cell or at the head of a column: one grammar of scales and currencies."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files

from expolens.values.plain import plain

_STEPS = {
    "10k": Decimal(10) ** 4, "million": Decimal(10) ** 6, "100m": Decimal(10) ** 8, "billion": Decimal(10) ** 9,
}  # fmt: skip
_BRACKET = re.compile(r"[(\[{【〔]([^()\[\]{}【】〔〕]*)[)\]}】〕]")
_PART = re.compile(r"(?<!\d),|,(?!\d)|[;:|、。]")
_BETWEEN = re.compile(r"[()\[\]{}【】/:;、_&|-]|[.,](?!\d)|'(?!0)")
UNKNOWN = "?"
"""Begins the unit of a column whose head names one that is not understood; the words follow."""


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """A scale (None where none is said) and a currency ("" where none is said).

    `shared` are the currencies a word such as 元 or $ may stand for, where only such a word is there: `currency` is then the first.
    """

    scale: Decimal | None = None
    currency: str = ""
    shared: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The unit as one word: CNY, CNY_10k, USD_million, HKD_1000; "_million" without a currency."""
        if self.scale in (None, Decimal(1)):
            return self.currency
        step = next((step for step, scale in _STEPS.items() if scale == self.scale), None)
        return f"{self.currency}_{step or format(self.scale or 1, 'f')}"


@dataclass(frozen=True, slots=True)
class _Words:
    scales: dict[str, Decimal]
    currencies: dict[str, str]
    shared: dict[str, tuple[str, ...]]
    ignored: frozenset[str]
    token: re.Pattern[str]
    glued: re.Pattern[str]


@cache
def _words() -> _Words:
    data = tomllib.loads(files("expolens.values").joinpath("currencies.toml").read_text("utf-8"))
    scales = {word: Decimal(value) for word, value in data["scales"].items()}
    currencies = {
        word: code
        for code, words in data["currencies"].items()
        for word in (code.casefold(), *words)
    }
    shared = {word: tuple(codes) for word, codes in data["shared"].items()}
    ignored = frozenset((*data["ignored"]["words"], *data["kinds"]["words"]))
    known = sorted({*scales, *currencies, *shared, *ignored}, key=lambda word: (-len(word), word))
    # A Latin word stands alone or glued to a sign (US$m); inside another word it is nothing (bank is no b).
    bounded = (
        (r"(?<![a-z])" if word[0].isalpha() and word[0].isascii() else "")
        + (r"(?<![\d,])" if word[0].isdigit() else "")
        + re.escape(word)
        + (r"(?![a-z])" if word[-1].isalpha() and word[-1].isascii() else "")
        for word in known
    )
    either = "|".join(bounded)
    latin = [word for word in known if word.isascii() and word.isalpha() and word not in ignored]
    scale = "|".join(word for word in latin if word in scales)
    currency = "|".join(word for word in latin if word in currencies)
    return _Words(
        scales, currencies, shared, ignored,
        re.compile(rf"{either}|[a-z]+|\d[\d,]*|[^\s]"),
        re.compile(rf"(?P<before>{scale})?(?P<currency>{currency})(?P<after>{scale})?"),
    )  # fmt: skip


def kinds() -> tuple[str, ...]:
    """Return the words for which capital an amount is (认缴, 实缴), the longest first."""
    data = tomllib.loads(files("expolens.values").joinpath("currencies.toml").read_text("utf-8"))
    return tuple(sorted(data["kinds"]["words"], key=lambda word: (-len(word), word)))


def unit_around(text: str) -> MoneyUnit | str:
    """Return the unit that a text consists of (it may be none), or why it is not understood: every word of it must be known.

    >>> unit_around("万元人民币"), unit_around("us$ thousands")
    (MoneyUnit(scale=Decimal('10000'), currency='CNY', shared=()), MoneyUnit(scale=Decimal('1000'), currency='USD', shared=()))
    >>> unit_around("万盾"), unit_around("美元 欧元")
    ("'盾' is not understood", 'two currencies')
    """
    scale: Decimal | None = None
    codes: list[str] = []
    shared: list[tuple[str, ...]] = []
    for kind, value in _tokens(text):
        if kind == "unknown":
            return f"'{value}' is not understood"
        if kind == "scale":
            scale = (scale or Decimal(1)) * Decimal(value)
        elif kind == "shared":
            shared.append(_words().shared[value])
        elif kind == "currency":
            codes.append(value)
    if len(set(codes)) > 1:
        return "two currencies"
    if codes:
        fits = all(codes[0] in one for one in shared)
        return MoneyUnit(scale, codes[0]) if fits else "two currencies"
    both = [code for code in shared[0] if all(code in one for one in shared)] if shared else []
    if shared and not both:
        return "two currencies"
    return MoneyUnit(scale, both[0] if both else "", tuple(both))


def _tokens(text: str) -> Iterable[tuple[str, str]]:
    """Yield (scale, number), (currency, code), (shared, word) and (unknown, word) of a text in the form `plain` gives it."""
    words = _words()
    for found in words.token.finditer(_BETWEEN.sub(" ", text)):
        word = found.group()
        if word in words.ignored:
            continue
        if word in words.scales:
            yield "scale", str(words.scales[word])
        elif word in words.currencies:
            yield "currency", words.currencies[word]
        elif word in words.shared:
            yield "shared", word
        elif glued := words.glued.fullmatch(word):
            yield "currency", words.currencies[glued["currency"]]
            if glued["before"] and glued["after"]:
                yield "unknown", word
            elif part := glued["before"] or glued["after"]:
                yield "scale", str(words.scales[part])
        elif re.fullmatch(r"10*|1(?:0{0,2})(?:,000)+", word):
            yield "scale", word.replace(",", "")
        else:
            yield "unknown", word


def _named(text: str) -> bool:
    """Tell whether a text speaks of a unit at all: a scale or a currency stands in it, not only numbers."""
    words = _words()
    return any(
        word in words.scales or word in words.currencies or word in words.shared
        or words.glued.fullmatch(word)
        for word in words.token.findall(text)
    )  # fmt: skip


@lru_cache(maxsize=10_000)
def unit_named(text: str) -> MoneyUnit | str:
    """Read a unit as people name it (万元, CNY_10k, RMB million, "USD '000"), or say why it is not understood.

    A scale in Chinese without a currency is one of yuan, as it is beside an amount.

    >>> unit_named("万元").name, unit_named("CNY_10k").name, unit_named("thousand USD").name
    ('CNY_10k', 'CNY_10k', 'USD_1000')
    """
    folded = re.sub(r"(?<=\d)(?=[km]$)|_", " ", plain(text))
    found = unit_around(folded)
    if isinstance(found, str):
        return found
    if not found.currency and any(char in folded for char in "万亿千百"):
        return MoneyUnit(found.scale, "CNY")
    return found


def column_unit(header: str, names: Iterable[str] = ()) -> str:
    """Return the unit at the head of a column for its bare numbers: its name, "" where none is said, "?" and the words where it is not understood.

    `names` are what columns of the kind are called, so that what is left behind one (注册资本万元) is read too.

    >>> [column_unit(head) for head in ("注册资本(万港元)", "Registered capital (RMB '000)", "注册资本", "注册资本(万盾)")]
    ['HKD_10k', 'CNY_1000', '', '?万盾']
    """
    folded = plain(header)
    outside = _BRACKET.sub(" ", folded)
    outside = re.sub(r"[_.]+", " ", outside)
    for name in sorted({plain(name).replace("_", " ") for name in names}, key=len, reverse=True):
        if name in outside:
            outside = outside.replace(name, " ", 1)
            break
    inside = [part for found in _BRACKET.findall(folded) for part in _PART.split(found)]
    for parts in (inside, _PART.split(outside)):
        said = [part for part in parts if _named(part)]
        if said:
            found = unit_named(" ".join(said))
            return UNKNOWN + " ".join(said) if isinstance(found, str) else found.name
    return ""
