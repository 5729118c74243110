"""What leads on from a page of a list: its next page, its letters, what cannot be reached."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html

from expolens.fetch.counting import Place, place
from expolens.fetch.following import said
from expolens.fetch.markup import tree
from expolens.fetch.page import Page

_LETTERS = re.compile(r"[A-Z]|#|0-9|0–9|123|[А-Я]|other|others|其他|其它", re.IGNORECASE)
_FEWEST = 8
_HANDED = (
    "data-next-url",
    "data-next-page-url",
    "data-nexturl",
    "data-next-href",
    "data-next-page",
    "data-next",
)
_ON_SIGHT = re.compile(r"revealed|intersect|load")
_DISABLED = re.compile(r"(?:^|[\s_-])(?:disabled|inactive|is-disabled)(?:$|[\s_-])")


@dataclass(frozen=True, slots=True)
class Link:
    """A link as a person sees it: its text in small letters, its label, title and classes, and where it leads without the fragment."""

    url: str
    text: str
    names: frozenset[str]
    classes: frozenset[str]
    rel: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to ask next; `counted` where no link names it and it was only counted up, `letter` where it is of an index, whose pages may be empty."""

    url: str
    counted: bool = False
    letter: bool = False


@dataclass(frozen=True, slots=True)
class Onward:
    """What leads on from a page: the next one, the pages of the letters, the text of a button that loads more, which no program presses here, and whether the page asks programs not to follow its links."""

    following: Lead | None = None
    letters: tuple[str, ...] = ()
    more: str = ""
    closed: bool = False


@cache
def _words() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(files("expolens.fetch").joinpath("pagination.toml").read_text("utf-8"))
    both = {**data["next"], "more": data["more"]["words"]}
    return {name: tuple(words) for name, words in both.items()}


def onward(page: Page) -> Onward:
    """Return what leads on from a page: a link that says so (rel, words, numbers), else the address counted up if it counts."""
    if not _markup(page):
        told = said(page)
        following = _joined(page.url, told) if told else ""
        lead = Lead(following) if following else None if told == "" else _counted(page.url)
        return Onward(lead)
    root = tree(page.body, page.charset and f"charset={page.charset}")
    if root is None:
        return Onward(_counted(page.url))
    if _closed(root):
        return Onward(closed=True)
    links = list(_links(root, page.url))
    following = _linked(links, page.url) or _handed_over(root, page.url)
    lead = Lead(following) if following else None if _paged(links, page.url) else _counted(page.url)
    return Onward(lead, _index(links, page.url), "" if following else _more(root))


def _closed(root: html.HtmlElement) -> bool:
    """Tell whether a page asks programs not to follow its links (`<meta name="robots" content="nofollow">`)."""
    names = ("robots", "expolens")
    said = [one.get("content", "") for one in root.iter("meta") if one.get("name", "").lower() in names]  # fmt: skip
    return any({"nofollow", "none"} & set(re.split(r"[\s,;]+", one.lower())) for one in said)


def _markup(page: Page) -> bool:
    return "html" in page.media or (not page.media and page.body.lstrip()[:1] == b"<")


def _counted(url: str) -> Lead | None:
    found = place(url)
    return Lead(found.following, counted=True) if found else None


def _paged(links: list[Link], url: str) -> bool:
    """Tell whether a page links others of its list by their numbers: then one without a next is the last."""
    here = place(url)
    return here is not None and any(
        there.form == here.form for one in links if (there := place(one.url))
    )


def _links(root: html.HtmlElement, url: str) -> Iterator[Link]:
    """Yield the links that lead to another page and can be followed."""
    base = next((one.get("href", "") for one in root.iter("base")), "")
    start = _joined(url, base) or url
    here = urldefrag(url).url
    for element in root.iter("a", "link"):
        target = _joined(start, element.get("href", ""))
        if not target or target == here or _off(element):
            continue
        names = {element.get("aria-label", ""), element.get("title", "")}
        names |= {one.get("alt", "") for one in element.iter("img")}
        yield Link(
            target,
            _plain(element.text_content()),
            frozenset(filter(None, map(_plain, names))),
            frozenset(element.get("class", "").lower().split()),
            frozenset(element.get("rel", "").lower().split()),
        )


def _joined(base: str, href: str) -> str:
    """Return where a link leads without its fragment, "" where it leads to no page."""
    try:
        joined = urldefrag(urljoin(base, href.strip())).url
        good = urlsplit(joined).scheme in ("http", "https") and bool(urlsplit(joined).hostname)
    except ValueError:
        return ""
    return joined if good and href.strip() not in ("", "#") else ""


def _off(element: html.HtmlElement) -> bool:
    """Tell whether a link is shown as not to be used."""
    parent = element.getparent()
    around = [element] if parent is None else [element, parent]
    return any(
        one.get("aria-disabled") == "true" or bool(_DISABLED.search(one.get("class", "").lower()))
        for one in around
        if isinstance(one.tag, str)
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()


def _linked(links: list[Link], url: str) -> str:
    """Return the link to the next page, "" where there is none."""
    words = _words()
    anchors = [one for one in links if "stylesheet" not in one.rel]
    for one in anchors:
        if "next" in one.rel and not one.rel & {"prev", "nofollow-next"}:
            return one.url
    for word in words["words"]:
        for one in anchors:
            if one.text == word or word in one.names:
                return one.url
    if number := _numbered(anchors, url):
        return number
    marks = frozenset(words["marks"])
    for one in anchors:
        if one.classes & marks and urlsplit(one.url).hostname == urlsplit(url).hostname:
            return one.url
    for arrow in words["arrows"]:
        for one in anchors:
            if one.text == arrow and _alike(one.url, url):
                return one.url
    more = frozenset(words["more"])
    return next((one.url for one in anchors if one.text in more and _alike(one.url, url)), "")


def _handed_over(root: html.HtmlElement, url: str) -> str:
    """Return the address of the next page that an attribute hands to the page's program, "" where none does."""
    for element in root.iter():
        for name in _HANDED if isinstance(element.tag, str) else ():
            target = _joined(url, element.get(name, ""))
            if target and target != url and urlsplit(target).hostname == urlsplit(url).hostname:
                return target
        if isinstance(element.tag, str) and _ON_SIGHT.search(element.get("hx-trigger", "")):
            target = _joined(url, element.get("hx-get", ""))
            if target and target != url:
                return target
    return ""


def _numbered(links: list[Link], url: str) -> str:
    """Return the link whose address is this one with the next number: counted from this page's number, from 1 or 0 where it has none."""
    here = place(url)
    found = [
        (there, one)
        for one in links
        if (there := place(one.url)) and (one.text.isdigit() or not one.text)
    ]
    if here:
        same = [(there.number, one.url) for there, one in found if there.form == here.form]
        near = min((one for one in same if one[0] > here.number), default=None)
        whole = near and (near[0] - here.number == 1 or here.step > 1)
        return near[1] if near and whole else ""
    mine = [(there, one) for there, one in found if _of_list(there, url)]
    second = next((one.url for _, one in mine if one.text == "2"), "")
    later = [(there.number, one.url) for there, one in mine if there.number and one.text != "1"]
    near = min(later, default=None)
    return second or (near[1] if near and (near[0] in (1, 2) or mine[0][0].step > 1) else "")


def _of_list(there: Place, url: str) -> bool:
    """Tell whether an address with a number is of the list whose address has none."""
    return there.before.startswith(url.partition("?")[0].rstrip("/"))


def _alike(one: str, other: str) -> bool:
    """Tell whether two addresses are of the same list: the same path, or numbered."""
    return urlsplit(one)[:3] == urlsplit(other)[:3] or place(one) is not None


def _index(links: list[Link], url: str) -> tuple[str, ...]:
    """Return the pages of an index by letters: at least eight links of this host whose text is a letter, each to another page."""
    host = urlsplit(url).hostname
    found = {
        one.text: one.url
        for one in links
        if _LETTERS.fullmatch(one.text) and urlsplit(one.url).hostname == host
    }
    letters = [text for text in found if len(text) == 1 and text.isalpha()]
    pages = tuple(dict.fromkeys(found.values()))
    return pages if len(letters) >= _FEWEST and len(pages) >= _FEWEST else ()


def _more(root: html.HtmlElement) -> str:
    """Return the text of a button that loads more, "" where there is none."""
    words = frozenset(_words()["more"])
    for element in root.iter("button", "a", "input", "div", "span"):
        text = element.get("value", "") if element.tag == "input" else ""
        if element.tag in ("div", "span") and (len(element) or not _pressed(element)):
            continue
        shown = _plain(text or element.text_content()[:200])
        href = element.get("href", "")
        if shown in words and (element.tag != "a" or _joined("http://x/", href) == ""):
            return shown
    return ""


def _pressed(element: html.HtmlElement) -> bool:
    """Tell whether something that is no button works as one."""
    return element.get("role") == "button" or bool(element.get("onclick"))
