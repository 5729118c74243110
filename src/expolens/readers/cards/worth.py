"""How much some elements of a page that are made alike look like the exhibitors of a list."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from lxml import etree

from expolens.readers.cards.kinds import is_formed, kind, line_parts, nameness
from expolens.readers.cards.leaves import DATA, Tokens, leaves_of
from expolens.readers.html_text import heading_before, seen

SAMPLED = 30
_ASIDE_TAGS = {"footer", "aside", "nav"}
_ASIDE = re.compile(r"footer|breadcrumb|paginat|pager\b|sidebar|\bmenu|navbar|cookie|social|share|related|recommend", re.I)  # fmt: skip
_OTHERS = re.compile(r"sponsor|partner|news|blog|article|speaker|testimonial|carousel|slider|banner|faq|filter|product-|products?\b|person\b|people|\bteam|session|agenda|hotel|megamenu", re.I)  # fmt: skip
_EXHIBITORS = re.compile(r"exhib|ausstell|exposant|espositor|expositor|vendor|compan(?:y|ies)|directory|展商|参展|參展|名录|名单|企业|出展|企業|참가|업체|участник|العارض", re.I)  # fmt: skip
_STANDS = frozenset({"booth", "hall"})
_TOLD = frozenset({"country", "province", "website"})
_NAMES_ALONE = 5


def is_aside(element: etree._Element) -> bool:
    """Tell whether an element is beside what the page is about: a menu, a footer, the numbers of its pages."""
    if element.tag in ("html", "body", "main"):
        return False
    said = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    return element.tag in _ASIDE_TAGS or bool(_ASIDE.search(said))


def is_other(card: etree._Element) -> bool:
    """Tell whether a card is in what is called sponsors, news and the like."""
    around = (card, *card.iterancestors())
    return any(_OTHERS.search(f"{up.get('class') or ''} {up.get('id') or ''}") for up in around if up.tag != "body")  # fmt: skip


def worth(members: Sequence[etree._Element]) -> float:
    """Return how much a group looks like the cards of a list: a name each, another one in each, stands, legal forms, countries; more of them, and more in each."""
    sample = members[:: max(1, len(members) // SAMPLED)]
    columns, usual = _columns(sample)
    different = len(set(map(seen, sample)))
    if usual < 2 or not columns or (different == 1 and len(sample) > 3):
        return 0.0
    named = max(nameness(texts) * min(1.0, len(texts) / len(sample)) for texts in columns.values())
    texts = [text for column in columns.values() for text in column]
    stands = sum(kind(text) in _STANDS for text in texts) / len(sample)
    told = sum(kind(text) in _TOLD for text in texts) / len(sample)
    formed = sum(map(is_formed, texts)) / len(sample)
    many = _many(len(members) * different / len(sample))
    return (
        many * math.sqrt(min(usual, 6)) * (0.15 + named) ** 2
        * _evidence(stands, formed) * (1.3 if told >= 0.5 else 1) * _called(members[0])
    )  # fmt: skip


def _many(count: float) -> float:
    """Return what a number of cards is worth: what is on a page ten times is not ten times as likely its list."""
    return float(count**0.8)


def _evidence(stands: float, formed: float) -> float:
    """Return what the share of cards with a stand, and that of those with a legal form, say for a list."""
    return (1 + 3 * min(1.0, stands / 0.5)) * (1 + 2 * min(1.0, formed / 0.4))


def _called(card: etree._Element) -> float:
    return 0.2 if is_other(card) else 1.0


def _columns(sample: Sequence[etree._Element]) -> tuple[dict[str, list[str]], int]:
    """Return the texts of cards by where they stand, and how many a card usually has."""
    tokens = Tokens(sample)
    columns: defaultdict[str, list[str]] = defaultdict(list)
    widths = []
    for card in sample:
        first: dict[str, str] = {}
        for leaf in leaves_of(card, tokens):
            first.setdefault(leaf.select, leaf.text)
        if alt := _alternative(card):
            first["img"] = alt
        for select, text in first.items():
            columns[select].append(text)
        widths.append(len(first) + _extra(card))
    return columns, sorted(widths)[len(widths) // 2]


def _extra(card: etree._Element) -> int:
    """Count what a card has beside its texts: a link, or data of its own."""
    linked = card.get("href") is not None and card.find(".//*") is not None
    return int(linked) + sum(bool(DATA.fullmatch(str(name))) for name in card.attrib)


def _alternative(card: etree._Element) -> str:
    return next((alt for one in card.iter("img") if (alt := (one.get("alt") or "").strip())), "")


def lines_of(
    groups: Iterable[Sequence[etree._Element]],
) -> tuple[float, list[etree._Element], bool] | None:
    """Return the group whose items are a line each, with its worth and whether they have parts: a number, a name, perhaps a stand; or names alone, some with legal forms or below a heading that says exhibitors."""
    best: tuple[float, list[etree._Element], bool] | None = None
    for members in groups:
        sample = members[:: max(1, len(members) // 100)]
        given = [text for one in sample if (text := seen(one))]
        if len(given) < _NAMES_ALONE or len(set(given)) < 0.9 * len(given) or sum(map(len, given)) > 150 * len(given):  # fmt: skip
            continue
        value, lined = _of_lines(given, members)
        if value > (best[0] if best is not None else 0):
            best = (value, [one for one in members if seen(one)], lined)
    return best


def _of_lines(given: Sequence[str], members: Sequence[etree._Element]) -> tuple[float, bool]:
    """Return what lines are worth, and whether they have parts; as much as cards of two cells, so that cards with more cells win."""
    parts = [line_parts(text) for text in given]
    booths = [booth for _, booth in parts if booth]
    # Figures that only count, or a single one, are no stands: Topic 1, Topic 2.
    counted = all(len(one) == 1 for one in booths) or _counts(booths)
    formed = sum(is_formed(name) for name, _ in parts) / len(given)
    stands = 0.0 if counted else len(booths) / len(given)
    numbered = sum(name != text and not booth for (name, booth), text in zip(parts, given, strict=True)) / len(given)  # fmt: skip
    names = nameness([name for name, _ in parts])
    lined = stands + numbered >= 0.6 and names >= 0.6 and max(stands, formed) >= 0.3
    alone = names >= 0.8 and (formed >= 0.2 or _is_headed(members[0]))
    if not lined and not alone:
        return 0.0, False
    value = _many(len(members)) * (0.15 + names) ** 2 * _evidence(stands, formed) * _called(members[0])  # fmt: skip
    return value * (1.4 if lined else 0.5), lined


def _counts(booths: Sequence[str]) -> bool:
    """Tell whether figures only count: each is as much higher as the one before it was."""
    numbers = [int(one) for one in booths if one.isdigit()]
    return len(numbers) == len(booths) > 2 and len({b - a for a, b in pairwise(numbers)}) == 1


def _is_headed(element: etree._Element) -> bool:
    """Tell whether the heading above an element says that a list of exhibitors follows."""
    return bool(_EXHIBITORS.search(heading_before(element)[:60]))
