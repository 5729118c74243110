"""The data that a page carries for its own programs: schema.org, the state of its application, what is handed over in attributes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import etree

from expolens.readers.html_source import Script
from expolens.readers.lenient import LONGEST, extent, mended

_LEAST = 60
_MOST = 40
_NODES = 1_000_000
_DEEPEST = 100
_ASSIGNED = re.compile(r"(?:(?:window|self|globalThis)\s*(?:\.|\[\s*[\"'])\s*|\b(?:var|let|const)\s+)([A-Za-z_$][\w$]*)(?:[\"']\s*\])?\s*=\s*(JSON\.parse\(\s*)?(?=[\[{\"'(])")  # fmt: skip
_FUNCTION = re.compile(
    r"__NUXT__\s*=\s*\(?\s*function\s*\(([^)]{0,20000})\)\s*\{\s*return\s*(?=\{)"
)
_PUSHED = re.compile(r"__next_f\.push\(\[\s*1\s*,\s*(\"[^\"\\]*+(?:\\.[^\"\\]*+)*+\")\s*\]\)", re.S)
_CHUNK = re.compile(r"^[0-9a-f]{1,6}:(?=[\[{])", re.M)
_AROUND = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?://\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>|-->)\s*$")  # fmt: skip
# What schema.org says of the page itself, not of companies.
_OF_THE_PAGE = frozenset({"BreadcrumbList", "WebSite", "WebPage", "SearchAction", "FAQPage", "ImageObject", "SiteNavigationElement"})  # fmt: skip
_JSON_LD = "JSON-LD"
_ORGANISATIONS = ("Organization", "Corporation", "Business", "Company")


@dataclass(frozen=True, slots=True)
class State:
    """Data found in a page: what a person can find it by ("__NEXT_DATA__"), and its content."""

    label: str
    content: Any


def states_of(scripts: Sequence[Script], root: etree._Element) -> list[State]:
    """Return the data of a page's scripts and attributes, in their order; what cannot be read, even leniently, is left out.

    All of schema.org is one state. Nothing is run: an application state that a program would have to compute is not found.
    """
    found: list[State] = []
    linked: list[Any] = []
    for script in scripts:
        if "ld+json" in script.type:
            linked += [one for one in [_loaded(_bare(script.text))] if one is not None]
        elif "json" in script.type:
            found += _named(script.id or script.type, _loaded(_bare(script.text)))
        elif script.type in ("", "module", "text/javascript", "application/javascript"):
            found += _assigned(script.text)
    if linked:
        content = _plain(linked)
        found.insert(0, State(_JSON_LD, content[0] if len(content) == 1 else content))
    found += _pushed(scripts)
    found += _attributes(root)
    return found[:_MOST]


def told_of_one(content: Any) -> dict[str, str]:
    """Return what schema.org says of the one organisation of a page, by its own words; nothing where it speaks of several, or of none.

    >>> told_of_one({"@type": "Organization", "name": "Example", "address": {"addressCountry": "DE"}, "@id": "#1"})
    {'name': 'Example', 'addressCountry': 'DE'}
    """
    ones = content if isinstance(content, list) else [content]
    known = [
        one
        for one in ones
        if isinstance(one, dict) and str(one.get("@type", "")).endswith(_ORGANISATIONS)
    ]
    if len(known) != 1:
        return {}
    found: dict[str, str] = {}
    for label, value in known[0].items():
        inner = value.items() if isinstance(value, dict) else [(label, value)]
        for name, one in inner:
            if not name.startswith("@") and isinstance(one, str | int | float) and str(one).strip():
                found.setdefault(name, str(one).strip())
    return found


def _named(label: str, content: Any) -> list[State]:
    if label == "__NUXT_DATA__" and isinstance(content, list):
        content = _revived(content)
    return [State(label, content)] if isinstance(content, dict | list) else []


def _bare(text: str) -> str:
    return _AROUND.sub("", _AROUND.sub("", text))


def _loaded(text: str, given: Mapping[str, str] | None = None) -> Any:
    """Return the content of a text that is JSON or nearly, None where it is not."""
    if len(text) > LONGEST:
        return None
    for way in (str.strip, lambda one: mended(one, given or {}), lambda one: mended(unescape(one), given or {})):  # fmt: skip
        try:
            return json.loads(way(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _plain(content: Any, depth: int = 0) -> Any:
    """Return schema.org with entities resolved in its texts, without what speaks of the page itself."""
    if isinstance(content, str):
        return unescape(content) if "&" in content else content
    if depth > _DEEPEST:
        return None
    if isinstance(content, list):
        return [one for one in (_plain(item, depth + 1) for item in content) if one is not None]
    if isinstance(content, dict):
        kinds = content.get("@type")
        if set(kinds if isinstance(kinds, list) else [kinds]) & _OF_THE_PAGE:
            main = content.get("mainEntity")
            return _plain(main, depth + 1) if isinstance(main, dict | list) else None
        items = ((key, _plain(value, depth + 1)) for key, value in content.items() if key != "@context")  # fmt: skip
        return {key: value for key, value in items if value is not None}
    return content


def _assigned(text: str) -> Iterator[State]:
    """Yield what a script assigns to a name: an object, a list, or a text of JSON."""
    if found := _FUNCTION.search(text):
        yield from _called(text, found)
        return
    at = tries = 0
    while tries < _MOST and (start := _ASSIGNED.search(text, at)):
        at = start.end()
        if text[at] in "\"'" and not start[2]:
            continue
        tries += 1
        end = extent(text, at)
        part = text[at:end]
        if len(part) < _LEAST:
            continue
        content = _loaded(part)
        if isinstance(content, str) and start[2]:
            content = _loaded(content)
        if content is not None:
            at = end
            yield from _named(start[1], content)


def _called(text: str, found: re.Match[str]) -> Iterator[State]:
    """Yield the state that a function of constants returns: its parameters replaced by what it is called with."""
    end = extent(text, found.end())
    call = re.compile(r"\s*;?\s*\}\s*\)?\s*\(").match(text, end)
    if call is None:
        return
    last = extent(text, call.end() - 1)
    arguments = _loaded(f"[{text[call.end() : last - 1]}]")
    names = [name.strip() for name in found[1].split(",")]
    if isinstance(arguments, list):
        given = {name: json.dumps(one, ensure_ascii=False) for name, one in zip(names, arguments, strict=False)}  # fmt: skip
        if sum(map(len, given.values())) < LONGEST // 10:
            yield from _named("__NUXT__", _loaded(text[found.end() : end], given))


def _pushed(scripts: Sequence[Script]) -> Iterator[State]:
    """Yield what a server pushes to React in pieces (self.__next_f): elements as their properties."""
    pieces: list[str] = []
    for script in scripts:
        for found in _PUSHED.finditer(script.text):
            try:
                pieces.append(str(json.loads(found[1], strict=False)))
            except ValueError:
                continue
    text = "".join(pieces)
    contents: list[Any] = []
    decoder = json.JSONDecoder(strict=False)
    for found in _CHUNK.finditer(text):
        try:
            contents.append(_properties(decoder.raw_decode(text, found.end())[0]))
        except (ValueError, RecursionError):
            continue
    if contents:
        yield State("__next_f", contents)


def _properties(value: Any, depth: int = 0) -> Any:
    """Return what React was sent, an element (["$", tag, key, properties]) as its properties."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, list):
        if len(value) >= 4 and value[0] == "$":
            return _properties(value[3], depth + 1)
        return [_properties(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {key: _properties(one, depth + 1) for key, one in value.items()}
    return value


def _attributes(root: etree._Element) -> Iterator[State]:
    """Yield the data that attributes hand over: data-page, data-props, :exhibitors."""
    for element in root.iter():
        for name, value in element.attrib.items():
            if len(value) >= 2 * _LEAST and value.lstrip()[:1] in ("{", "["):
                content = _loaded(str(value))
                if isinstance(content, dict | list):
                    yield State(str(name), content)


def _revived(values: Sequence[Any]) -> Any:
    """Return the state that a list holds whose numbers are places in it (Nuxt 3, devalue); None where it grows beyond bounds."""
    left = _NODES

    def value(at: Any, depth: int) -> Any:
        nonlocal left
        left -= 1
        if left < 0 or depth > _DEEPEST:
            raise OverflowError
        if not isinstance(at, int) or isinstance(at, bool) or not 0 <= at < len(values):
            return None
        one = values[at]
        if isinstance(one, list):
            if one and isinstance(one[0], str):
                if one[0] == "Date":
                    return one[1] if len(one) > 1 else None
                inner = [value(place, depth + 1) for place in one[1:]]
                return inner if one[0] == "Set" else inner[0] if inner else None
            return [value(place, depth + 1) for place in one]
        if isinstance(one, dict):
            return {key: value(place, depth + 1) for key, place in one.items()}
        return one

    try:
        return value(0, 0)
    except OverflowError:
        return None
