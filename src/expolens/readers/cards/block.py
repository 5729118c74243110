"""The block of a page that repeats: which elements are the cards, and the selector that finds exactly them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from expolens.readers.cards.kinds import nameness
from expolens.readers.cards.leaves import Tokens, is_made_up, leaves_of, tokens_of
from expolens.readers.cards.logos import logos
from expolens.readers.cards.reading import blocks
from expolens.readers.cards.selector import escaped, tag_of
from expolens.readers.cards.worth import SAMPLED, is_aside, is_other, lines_of, worth
from expolens.readers.html_text import seen

_BLOCKS = {
    "li",
    "div",
    "article",
    "section",
    "tr",
    "dl",
    "a",
    "td",
    "figure",
    "p",
    "details",
    "img",
}
_RUNS = 5
_STATES = re.compile(r"\d|active|odd|even|first|last")


@dataclass(frozen=True, slots=True)
class Block:
    """The cards of a page: their selector, whether each is a heading with what follows, whether each is a line, and one of many parts."""

    select: str
    worth: float
    run: bool = False
    line: bool = False
    parts: bool = False


def block_of(root: etree._Element, *, without: Collection[etree._Element] = ()) -> Block | None:
    """Return the block whose cards look most like those of companies, None where nothing on the page does.

    Cards have a name each, another one in each card, and more than that: size counts, stands and legal forms count more; what
    stands in menus, footers and the like is nobody's card, and what is called sponsors or news counts little. A list of lines
    ("1、示例公司 A12") or of names with legal forms is a block too.
    """
    groups = _groups(root, without)
    found = [
        (worth(members) * (1.1 if signature[1] else 1), number, signature)
        for number, (signature, members) in enumerate(groups.items())
        if len(members) >= 3 and signature[0] not in ("p", "img")
    ]
    best = max(found, key=lambda one: (one[0], -one[1]), default=(0.0, 0, ("", "", "")))
    runs = _best_run(root, without)
    if runs is not None and runs.worth > best[0]:
        return runs
    lines = lines_of(groups.values())
    if lines is not None and lines[0] > best[0]:
        return Block(_selector(lines[1], root), lines[0], line=True, parts=lines[2])
    pictures = logos(groups.values(), beside=is_other)
    if pictures is not None and pictures[0] > best[0]:
        return Block(_selector(pictures[1], root), pictures[0])
    if best[0] <= 0:
        return None
    members = _with_kin(groups, best[2])
    return Block(_selector(members, root), best[0])


def _groups(
    root: etree._Element, without: Collection[etree._Element]
) -> dict[tuple[str, str, str], list[etree._Element]]:
    """Return the outermost blocks of each make, in the order of the page; a make is the tag with its classes, without any the way."""
    groups: defaultdict[tuple[str, str, str], list[etree._Element]] = defaultdict(list)
    barred = set(without)
    stack: list[tuple[etree._Element, str, frozenset[tuple[str, str, str]]]] = [(root, "", frozenset())]  # fmt: skip
    while stack:
        element, way, around = stack.pop()
        if element in barred or is_aside(element):
            continue
        way = f"{way}/{element.tag}"
        if element.tag in _BLOCKS:
            made = _signature(element)
            signature = (str(element.tag), made, "" if made else way)
            if signature not in around:
                groups[signature].append(element)
            around = around | {signature}
        stack += [(one, way, around) for one in reversed(element) if isinstance(one.tag, str)]
    return dict(groups)


def _signature(element: etree._Element) -> str:
    return " ".join(sorted(one for one in tokens_of(element) if not _STATES.search(one)))


def _with_kin(
    groups: dict[tuple[str, str, str], list[etree._Element]], best: tuple[str, str, str]
) -> list[etree._Element]:
    """Return the members of a group with those of another make that have the same cells: a gold sponsor's card."""
    members = list(groups[best])
    tokens = Tokens(members[:SAMPLED])
    own = {leaf.select for one in members[:SAMPLED] for leaf in leaves_of(one, tokens)}
    for signature, others in groups.items():
        if signature == best or signature[0] != best[0] or not _kin(signature[1], best[1]):
            continue
        theirs = Tokens(others[:SAMPLED] + members[:SAMPLED])
        members += [
            one for one in others if len(own & {leaf.select for leaf in leaves_of(one, theirs)}) > 1
        ]
    return members


def _kin(classes: str, other: str) -> bool:
    """Tell whether one make has the classes of the other and more: "card gold" and "card"."""
    one, two = set(classes.split()), set(other.split())
    return bool(one & two) and (one <= two or two <= one)


def _best_run(root: etree._Element, without: Collection[etree._Element]) -> Block | None:
    """Return the best block of headings that are followed by what belongs to them, with nothing around each."""
    best: Block | None = None
    barred = set(without)
    found = [
        (tags.count(tag), parent, tag)
        for parent in root.iter("dl", "div", "section", "article", "main", "body", "td")
        if len(tags := [str(one.tag) for one in parent if isinstance(one.tag, str)]) > 5
        for tag in ("dt", "h2", "h3", "h4", "h5", "h6")
        if 3 <= tags.count(tag) <= len(tags) / 2 and tags[-1] != tag
    ]
    for _, parent, tag in sorted(found, key=lambda one: -one[0])[:_RUNS]:
        if parent in barred or any(up in barred for up in parent.iterancestors()):
            continue
        select = _selector([one for one in parent if one.tag == tag], root)
        cards = blocks(select, root, run=True)
        if nameness([seen(one[0]) for one in cards]) < 0.5:
            continue
        value = worth(cards) * (1.2 if tag == "dt" else 1)
        if value > (best.worth if best is not None else 0):
            best = Block(select, value, run=True)
    return best


def _selector(members: Sequence[etree._Element], root: etree._Element) -> str:
    """Return the shortest selector that finds the members and nothing else, else the one that finds fewest others."""
    wanted = set(members)
    fewest, nearest = -1, ""
    for select in _ways(members, root):
        found = set(blocks(select, root))
        if found == wanted:
            return select
        if wanted <= found and (fewest < 0 or len(found) < fewest):
            fewest, nearest = len(found), select
    return nearest or tag_of(members[0])


def _ways(members: Sequence[etree._Element], root: etree._Element) -> Iterator[str]:
    """Yield selectors that find all members, the shortest first: their tag and classes, then with what is around them."""
    level = list(dict.fromkeys(members))
    ways = list(_steps(level))
    yield from ways
    tail = ways[0]
    for _ in range(12):
        level = list(dict.fromkeys(up for one in level if (up := one.getparent()) is not None))
        if not level or len({one.tag for one in level}) > 1 or level[0] is root:
            return
        steps = list(_steps(level))
        yield from (f"{step} > {tail}" for step in steps)
        tail = f"{steps[0]} > {tail}"


def _steps(level: Sequence[etree._Element]) -> Iterator[str]:
    """Yield what the elements of a level have in common, the most telling first: an id, classes, the tag, its place."""
    tag = tag_of(level[0])
    name = level[0].get("id")
    if (
        len(level) == 1
        and name
        and name.isprintable()
        and len(name) < 100
        and not re.search(r"\d{2}", name)
    ):
        yield f"{tag}#{escaped(name)}"
    common = set(tokens_of(level[0])).intersection(*(tokens_of(one) for one in level[1:]))
    for token in sorted(common, key=lambda one: (is_made_up(one), _STATES.search(one) is not None, one))[:4]:  # fmt: skip
        yield f"{tag}.{escaped(token)}"
    yield tag
    if len(level) == 1 and (around := level[0].getparent()) is not None:
        others = [one for one in around if isinstance(one.tag, str)]
        yield f"{tag}:nth-child({others.index(level[0]) + 1})"
