"""What a site's robots.txt allows (RFC 9309)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

MOST_BYTES = 500 * 1024
"""How much of a robots.txt is read; the standard asks for at least this."""

_TOKEN = re.compile(r"[A-Za-z_-]+")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line that allows or forbids the paths of a pattern, and where it stands."""

    allows: bool
    pattern: str
    line: int

    def __str__(self) -> str:
        return f"{'Allow' if self.allows else 'Disallow'}: {self.pattern}"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one visitor; `agent` is the name of the group that they are from ("*", or "" where there is none), `delay` the seconds it asks for between requests."""

    rules: tuple[Rule, ...] = ()
    agent: str = ""
    delay: float = 0.0

    def forbids(self, target: str) -> Rule | None:
        """Return the line that forbids a path with its query, None where it is allowed: the longest pattern decides, Allow among equals."""
        path = normalised(target)
        if path.partition("?")[0] == "/robots.txt":
            return None
        found = [rule for rule in self.rules if matches(rule.pattern, path)]
        best = max(found, key=lambda rule: (len(rule.pattern), rule.allows), default=None)
        return None if best is None or best.allows else best


def parsed(text: str, agent: str) -> Robots:
    r"""Return the rules for a visitor called `agent`: of every group that names it, else of those for all ("*").

    >>> str(parsed("User-agent: *\nDisallow: /private", "Expolens").forbids("/private/list"))
    'Disallow: /private'
    """
    groups: dict[str, list[Rule]] = {}
    delays: dict[str, float] = {}
    names: list[str] = []
    opened = False
    for number, key, value in _lines(text):
        if key == "user-agent":
            if not opened:
                names = []
            opened = True
            names.append("*" if value.startswith("*") else _token(value))
            groups.setdefault(names[-1], [])
        elif key in ("allow", "disallow"):
            opened = False
            if value:
                rule = Rule(key == "allow", normalised(value), number)
                for name in dict.fromkeys(names):
                    groups[name].append(rule)
        elif key == "crawl-delay":
            opened = False
            for name in names:
                delays[name] = max(delays.get(name, 0.0), _seconds(value))
    name = next((one for one in (_token(agent), "*") if one in groups), "")
    return Robots(tuple(groups.get(name, ())), name, delays.get(name, 0.0))


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the number, key and value of each line that has them."""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), 1):
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield number, key.strip().lower(), value.strip()


def _token(name: str) -> str:
    found = _TOKEN.match(name)
    return found.group().lower() if found else ""


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return seconds if math.isfinite(seconds) and seconds > 0 else 0.0


def normalised(path: str) -> str:
    """Return a path or pattern with every octet written in one way: escapes in capitals, none where a letter does, none left out where one must be.

    >>> normalised("/a%7eb/展%2f"), normalised("/%E5%B1%95")
    ('/a~b/%E5%B1%95%2F', '/%E5%B1%95')
    """

    def one_way(found: re.Match[str]) -> str:
        letter = chr(int(found.group(1), 16))
        return letter if letter in _UNRESERVED else found.group().upper()

    whole = quote(path, safe="%/?:@!$&'()*+,;=-._~#[]", errors="replace")
    return _ESCAPE.sub(one_way, whole)


def matches(pattern: str, path: str) -> bool:
    """Tell whether a path begins as a pattern says; "*" is anything, "$" at the end the end. Linear in both, however many stars.

    >>> matches("/*.pdf$", "/files/list.pdf"), matches("/*.pdf$", "/files/list.pdf?x"), matches("/a", "/about")
    (True, False, True)
    """
    ends = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not ends or at == len(path)
    for piece in rest[:-1] if ends else rest:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not ends or (len(path) - len(rest[-1]) >= at and path.endswith(rest[-1]))
