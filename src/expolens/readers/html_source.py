"""The source of a page made ready: scripts taken out and kept, what only decorates thrown away, its size bounded."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree, html

from expolens.errors import SourceError

LARGEST = 12_000_000
"""How many characters of markup are parsed at most; what is behind is said to be left out."""
_DROPPED = re.compile(r"<(script|style|svg|template|noscript)\b([^>]{0,4000})>|<!--", re.I)
_INLINE = re.compile(r"data:[\w.+-]{1,60}/[\w.+-]{1,60}[^\s\"'<>]{0,60};base64,[A-Za-z0-9+/=\s]*+")
# What only decorates or is run, and the space between elements: dropped where a page is large.
_DECORATION = re.compile(
    r"""\s(?:style|srcset|sizes|on[a-z]{3,20}|aria-(?!expanded)[a-z]{2,20}|loading|decoding|tabindex)=(?:"[^"<>]*+"|'[^'<>]*+')|(?<=>)\s\s+(?=<)"""
)
_END, _TAIL = re.compile(r"</(?:html|body)\b", re.I), 20_000
# Elements whose end is never left out.
_CLOSED = ("table", "div", "ul", "ol", "script", "section", "main")
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENDS = re.compile(r"</(?:body|html)\s*>", re.I)
_ROOMY = 2_000_000
_HIDDEN = ("nav", "select", "option", "datalist", "textarea")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"})
_DROPPED_TAG = "dropped"
_INVISIBLE = re.compile(r"\bw-(?:condition-invisible|dyn-bind-empty)\b")
_OPENS = re.compile(r"accordion|collaps|toggle|expand", re.I)
_LINES = 5


@dataclass(frozen=True, slots=True)
class Script:
    """What stood in a script: its type, its id, its text, and where it is loaded from."""

    type: str
    id: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A page as a tree without scripts and decoration, its scripts, how many characters were not parsed, and where scripts are loaded from."""

    root: etree._Element
    scripts: tuple[Script, ...]
    left_out: int
    loaded: tuple[str, ...] = ()


def unfinished(text: str) -> bool:
    """Tell whether the source of a page ends before the page does: inside a tag, or without its end while elements are open that never leave theirs out.

    >>> [unfinished(one) for one in ("<html><div>a</div>", "<html><div>a", "<table><tr><td>a</table>", "<table><tr><td>a", "<p>a <b", "<p>1 < 2")]
    [False, True, False, True, True, False]
    """
    tail = text[-_TAIL:].rstrip()
    if _END.search(tail):
        return False
    last = tail[tail.rfind("<") :]
    if ">" not in last and re.match(r"</?[a-z!]|<$", last, re.I):
        return True
    low = text[:_TAIL].lower()
    tags = _CLOSED if "<html" in low or "<body" in low else _CLOSED[:1]
    return any(_times(text, f"<{tag}") > _times(text, f"</{tag}") for tag in tags)


def _times(text: str, mark: str) -> int:
    """Count a mark in small letters and in capitals, without a copy of what may be a hundred megabytes."""
    return text.count(mark) + text.count(mark.upper())


def source_of(text: str, *, where: str) -> Source:
    """Return a page made ready; SourceError where there is none in it."""
    markup, scripts = _taken_apart(text)
    del text
    if len(markup) > _ROOMY:
        markup = _DECORATION.sub(" ", markup)
    left_out = 0
    if len(markup) > LARGEST:
        end = max(markup.rfind("<", 0, LARGEST), LARGEST // 2)
        left_out, markup = len(markup) - end, markup[:end]
    # What stands behind them is on the page all the same: browsers read on.
    markup = _ENDS.sub("", markup)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=True)
    # A script that was copied alone out of a page's source is a page too.
    data = (markup if markup.strip() or not scripts else "<p>").encode("utf-8", "replace")
    del markup
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("there is no page in it", where=where) from error
    for element in root.iter():
        if (element.tag == "button" and not _is_heading(element)) or _INVISIBLE.search(
            element.get("class") or ""
        ):
            element.tag = _DROPPED_TAG
    etree.strip_elements(root, _DROPPED_TAG, *_HIDDEN, with_tail=False)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for element in [one for one in root.iter() if _is_lines(one)]:
        _into_lines(element)
    return Source(
        root, tuple(scripts), left_out, tuple(one.source for one in scripts if one.source)
    )


def _taken_apart(text: str) -> tuple[str, list[Script]]:
    """Return the markup without what is not seen, and the scripts; linear, whatever is left open."""
    kept: list[str] = []
    scripts: list[Script] = []
    ends = {
        tag: re.compile("-->" if tag == "!" else rf"</{tag}\s*>", re.I)
        for tag in ("script", "style", "svg", "template", "noscript", "!")
    }
    open_for_ever = set[str]()
    at = 0
    while found := _DROPPED.search(text, at):
        tag = (found[1] or "!").lower()
        end = None if tag in open_for_ever else ends[tag].search(text, found.end())
        kept.append(text[at : found.start()])
        if end is None:
            open_for_ever.add(tag)
            at = found.end()
            continue
        if tag == "script":
            said = dict(
                re.findall(r"""\b(type|id|src)\s*=\s*["']?([^"'\s>]+)""", found[2] or "", re.I)
            )
            lower = {key.lower(): value for key, value in said.items()}
            scripts.append(Script(lower.get("type", "").lower(), lower.get("id", ""), text[found.end() : end.start()], lower.get("src", "")))  # fmt: skip
        at = end.end()
    kept.append(text[at:])
    return _INLINE.sub("data:,", "".join(kept)), scripts


def _is_heading(button: etree._Element) -> bool:
    """Tell whether a button is what a part of the page is called by, and opens it."""
    around = button.getparent()
    said = f"{button.get('class') or ''} {' '.join(map(str, button.attrib))}"
    return (around is not None and around.tag in _HEADINGS) or bool(_OPENS.search(said))


def _is_lines(element: etree._Element) -> bool:
    """Tell whether <br> separates the parts of an element: there are many, or the first line is a heading (in bold, or a link)."""
    if element.find("br") is None:
        return False
    if len(element.findall("br")) >= _LINES:
        return True
    heads = element[0].tag in ("b", "strong", "a") and len(element) > 1 and element[1].tag == "br"
    return heads and not (element.text or "").strip() and not (element[0].tail or "").strip()


def _shown(text: str | None) -> str | None:
    """Return a text without the characters that a page may refer to (&#1;) and no tree takes."""
    return _UNSHOWN.sub(" ", text) if text else text


def _into_lines(element: etree._Element) -> None:
    """Make a paragraph of each line of an element that is broken by <br>: a list as phones and editors write it."""
    lines: list[etree._Element] = [etree.Element("p")]
    lines[0].text = _shown(element.text)
    for child in list(element):
        tail, child.tail = child.tail, None
        if child.tag == "br":
            lines.append(etree.Element("p"))
            lines[-1].text = _shown(tail)
        else:
            lines[-1].append(child)
            child.tail = _shown(tail)
    element.text = None
    for child in list(element):
        element.remove(child)
    element.extend(line for line in lines if len(line) or (line.text or "").strip())
