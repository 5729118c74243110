"""The part of CSS that a recipe needs, compiled to XPath: tag, .class, #id, [attribute], >, descendants, :nth-child."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from expolens.errors import StudyError

_TAG = re.compile(r"\*|[A-Za-z][A-Za-z0-9-]*")
_NAME = re.compile(r"(?:[\w\u0080-\uffff-]|\\.)+")
_ATTRIBUTE = re.compile(
    r"""\[\s*([\w:-]+)\s*(?:([~^$*|]?=)\s*(?:"([^"]*)"|'([^']*)'|([^\]\s"']+))\s*)?\]"""
)
_PSEUDO = re.compile(r":(nth-child|nth-of-type)\(\s*(\d{1,4})\s*\)|:(first-child|last-child)")
_COMBINATOR = re.compile(r"\s*([>,])\s*|\s+")
_LONGEST = 1_000


@lru_cache(maxsize=2_000)
def compiled(select: str) -> etree.XPath:
    """Return what finds the elements of a selector below an element; "" is the element itself.

    A selector that begins with > looks at the children only. StudyError for what is no CSS, or not of the part that is understood,
    with the place.

    >>> from lxml import html
    >>> page = html.fromstring("<div><p class='a b'>1</p><ul><li id=x>2</li><li data-n='3'>3</li></ul></div>")
    >>> [one.text for one in compiled("p.b, ul > li:nth-child(2), li#x")(page)]
    ['1', '2', '3']
    """
    try:
        return etree.XPath(xpath(select))
    except (etree.XPathSyntaxError, ValueError) as error:
        raise _wrong(select, 0, "a character in it is none of a page") from error


def xpath(select: str) -> str:
    """Return the XPath of a selector, relative to an element."""
    if not select.strip():
        return "."
    if len(select) > _LONGEST:
        raise _wrong(select, _LONGEST, "it is too long")
    ways: list[str] = []
    at, way = _start(select, 0)
    while True:
        step, at = _compound(select, at)
        way += step
        rest = _COMBINATOR.match(select, at)
        if at >= len(select) or (rest and rest.end() >= len(select) and not rest[1]):
            ways.append(way)
            return " | ".join(ways)
        if not rest:
            raise _wrong(select, at, f"{select[at]!r} is not understood here")
        at = rest.end()
        if rest[1] == ",":
            ways.append(way)
            at, way = _start(select, at)
        else:
            way += "/" if rest[1] == ">" else "//"


def _start(select: str, at: int) -> tuple[int, str]:
    found = re.compile(r"\s*(>?)\s*").match(select, at)
    return (found.end(), "./" if found[1] else ".//") if found else (at, ".//")


def _compound(select: str, at: int) -> tuple[str, int]:
    """Return one step of a way and where it ends."""
    start = at
    tag = _TAG.match(select, at)
    at = tag.end() if tag else at
    name = tag[0].lower() if tag else "*"
    tests: list[str] = []
    while at < len(select) and select[at] in ".#[:":
        test, at = _test(select, at)
        tests.append(test)
    if at == start:
        raise _wrong(select, at, "a tag, .class, #id or [attribute] is missing")
    # The position among all children comes before what the child is.
    places = [test for test in tests if test.startswith("position()")]
    # A place among the siblings of its tag is what XPath counts by itself, if it is asked first.
    own = [test for test in tests if test.isdigit()]
    others = [test for test in tests if test not in places and test not in own]
    if not places:
        return name + "".join(f"[{one}]" for one in [*own, *others]), at
    among = [f"self::{name}"] if name != "*" else []
    if own:
        raise _wrong(select, start, ":nth-child and :nth-of-type in one step")
    return "*" + "".join(f"[{one}]" for one in [*places, *among, *others]), at


def _test(select: str, at: int) -> tuple[str, int]:
    sign = select[at]
    if sign in ".#":
        found = _NAME.match(select, at + 1)
        if not found:
            raise _wrong(select, at + 1, f"a name is missing behind {sign!r}")
        name = re.sub(r"\\(.)", r"\1", found[0])
        if sign == "#":
            return f"@id={_quoted(name)}", found.end()
        return _has("class", name), found.end()
    if sign == "[" and (found := _ATTRIBUTE.match(select, at)):
        return _attribute(found), found.end()
    if sign == ":" and (found := _PSEUDO.match(select, at)):
        if found[3]:
            return (
                "position()=1" if found[3] == "first-child" else "position()=last()"
            ), found.end()
        if found[1] == "nth-child":
            return f"position()={int(found[2])}", found.end()
        return str(int(found[2])), found.end()
    raise _wrong(select, at, f"{select[at : at + 20]!r} is not understood")


def _attribute(found: re.Match[str]) -> str:
    name, how = found[1].lower(), found[2]
    value = next((one for one in found.group(3, 4, 5) if one is not None), "")
    if not how:
        return f"@{name}"
    if how == "~=":
        return _has(name, value)
    quoted = _quoted(value)
    tests = {
        "=": f"@{name}={quoted}",
        "^=": f"starts-with(@{name},{quoted})",
        "*=": f"contains(@{name},{quoted})",
        "$=": f"substring(@{name},string-length(@{name})-{len(value) - 1})={quoted}",
        "|=": f"(@{name}={quoted} or starts-with(@{name},{_quoted(value + '-')}))",
    }
    return tests[how]


def _has(attribute: str, word: str) -> str:
    return f"contains(concat(' ',normalize-space(@{attribute}),' '),{_quoted(f' {word} ')})"


def _quoted(text: str) -> str:
    """Return a text as XPath writes it: one with both quotation marks is joined from parts."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    parts = ', "\'", '.join(f"'{part}'" for part in text.split("'"))
    return f"concat({parts})"


def tag_of(element: etree._Element) -> str:
    """Return the tag of an element as a step of a selector, * for one that no page should have."""
    tag = str(element.tag)
    return tag if _TAG.fullmatch(tag) else "*"


def escaped(name: str) -> str:
    """Return the name of a class or an id as CSS writes it."""
    return re.sub(r"([^\w\u0080-\uffff-])", r"\\\1", name)


def _wrong(select: str, at: int, what: str) -> StudyError:
    return StudyError(
        f"the selector {select[:80]!r} is not understood at character {at + 1}: {what}",
        todo="Use tag, .class, #id, [attribute=value], :nth-child(2), spaces, > and commas.",
    )
