"""Addresses that count: which page of a list they are, and the one after."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import unquote_plus, urlsplit, urlunsplit

_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an address its page number stands: the address `before` and `after` it, the number, and by how much the next one is higher."""

    before: str
    number: int
    after: str
    step: int = 1

    @property
    def form(self) -> tuple[str, str]:
        """What pages of one list share."""
        return self.before, self.after

    @property
    def following(self) -> str:
        """The address of the next page."""
        return f"{self.before}{self.number + self.step}{self.after}"


@cache
def _names() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("expolens.fetch").joinpath("pagination.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in data["count"].items()}


@cache
def _path() -> re.Pattern[str]:
    names = "|".join(sorted(re.escape(name) for name in _names()["paths"]))
    tail = r"(?P<after>/?|\.[a-z]{3,5}|/index\.[a-z]{3,5})"
    return re.compile(
        rf"(?P<before>.*/(?:(?:{names})[/_-]?|(?:index|list)[_-]))(?P<number>[0-9]{{1,6}}){tail}",
        re.IGNORECASE,
    )


def place(url: str) -> Place | None:
    """Return where an address says its page, None where it says none.

    >>> place("https://example.org/list?hall=3&page=2").following, place("https://example.org/list/page/9/").following
    ('https://example.org/list?hall=3&page=3', 'https://example.org/list/page/10/')
    >>> place("https://example.org/list?offset=0&limit=50").following
    'https://example.org/list?offset=50&limit=50'
    """
    return _in_query(url) or _in_path(url)


def _in_query(url: str) -> Place | None:
    parts = urlsplit(url)
    pieces = re.split(r"([&;])", parts.query)
    pairs = [piece.partition("=") for piece in pieces]
    keys = [unquote_plus(key).lower().removesuffix("[]") for key, _, _ in pairs]
    size = next(
        (_number(v) for k, (_, _, v) in zip(keys, pairs, strict=True) if k in _names()["sizes"]),
        None,
    )
    for kind in ("pages", "offsets"):
        for at, key in enumerate(keys):
            number = _number(pairs[at][2])
            if key in _names()[kind] and number is not None and (kind == "pages" or size):
                before, after = "".join(pieces[:at]), "".join(pieces[at + 1 :])
                head = urlunsplit(parts._replace(query="", fragment=""))
                step = size if kind == "offsets" and size else 1
                return Place(f"{head}?{before}{pairs[at][0]}=", number, after, step)
    return None


def _number(text: str) -> int | None:
    plain = text.isascii() and text.isdigit() and (text == "0" or not text.startswith("0"))
    return int(text) if plain and len(text) < 8 and int(text) < _MOST else None


def _in_path(url: str) -> Place | None:
    parts = urlsplit(url)
    found = _path().fullmatch(parts.path)
    number = _number(found["number"]) if found else None
    if found is None or number is None:
        return None
    head = urlunsplit(parts._replace(path=found["before"], query="", fragment=""))
    query = f"?{parts.query}" if parts.query else ""
    return Place(head, number, found["after"] + query)
