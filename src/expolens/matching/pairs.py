"""Two names side by side, with their parts as texts: what the features look at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from expolens.matching.columns import Columns, places
from expolens.matching.lexicon import Ints, distinct
from expolens.names.parts import COUNTRY, bracketed_branch, is_part, unbracketed
from expolens.names.regions import relation

_BRACKET = re.compile(r"\(([^()]*)\)")
_GROUP = re.compile(r"\((?:group|集团)\)")
RELATIONS = ("", "equal", "within", "other")


@dataclass(frozen=True, slots=True)
class Side:
    """The parts of names as texts, one entry a pair: `body` is the name without brackets, legal form and branch, `place` what it begins with, `stem` the whole without
    a legal form and the signs of brackets: 示例北京 of 示例（北京）有限公司, 示例集团 of 示例集团有限公司.
    """

    name: list[str]
    body: list[str]
    place: list[str]
    core: list[str]
    brand: list[str]
    trade: list[str]
    form: list[str]
    branch: list[str]
    stem: list[str]
    group: NDArray[np.bool_]
    region: NDArray[np.uint16]
    inner: NDArray[np.uint16]


def side(names: Columns, rows: Ints) -> Side:
    """Return the parts of the names at `rows`, in that order; each different row is cut once."""
    different, back = distinct(rows)
    some = names.take(different)
    cut = [_parts(*one) for one in zip(some.texts(), some.cuts.tolist(), strict=True)]
    at = back.tolist()
    *texts, groups = zip(*cut, strict=True) if cut else ((),) * 10
    text: list[list[str]] = [list(map(one.__getitem__, at)) for one in texts]
    group = np.array(groups, np.bool_)[back]
    return Side(
        text[0], text[1], text[2], text[3], text[4], text[5], text[6], text[7], text[8], group, some.region[back], some.inner[back]
    )  # fmt: skip


def without_country(left: Side, right: Side) -> tuple[Side, Side]:
    """Return both sides with 中国 as a place where just one of them begins with it: 兵器工业集团 may be 中国兵器工业集团有限公司."""
    at = [
        n
        for n, (a, b) in enumerate(zip(left.core, right.core, strict=True))
        if a.startswith(COUNTRY) != b.startswith(COUNTRY)
        and not (left if a.startswith(COUNTRY) else right).place[n]
    ]
    return (_placed(left, at), _placed(right, at)) if at else (left, right)


def _placed(one: Side, at: list[int]) -> Side:
    core, brand, place = list(one.core), list(one.brand), list(one.place)
    for n in at:
        if core[n].startswith(COUNTRY) and len(core[n]) > len(COUNTRY) + 1:
            size = len(COUNTRY)
            core[n], brand[n], place[n] = core[n][size:], brand[n][size:], COUNTRY
    return replace(one, core=core, brand=brand, place=place)


def _parts(name: str, cuts: list[int]) -> tuple[str, str, str, str, str, str, str, str, str, bool]:
    region, brand, core, formed, ended = cuts
    if core == formed and ended == len(name) and name.isalpha():
        # Most Chinese names: nothing in brackets, behind the legal form or before it, and no space.
        form = name[formed:]
        return (
            name, name[:formed], name[:region], name[region:core], name[region:brand], name[brand:core], form, "", name[: len(name) - len(form.removeprefix("集团"))], "集团" in form,
        )  # fmt: skip
    body = unbracketed(name) if "(" in name or ")" in name else name
    between = body[core:formed]
    branch = body[ended:] if ended < len(body) and is_part(body[ended:]) else ""
    branch = branch or ("(" in name and bracketed_branch(_BRACKET.findall(name))) or ""
    form = body[formed:ended].strip()
    return (
        name, body[:formed].strip(), body[:region], body[region:core], body[region:brand], body[brand:core].strip(),
        form, branch, _stem(name, form), "集团" in form or (bool(between) and (between.endswith("集团") or between.strip() == "group")) or bool(_GROUP.search(name)),
    )  # fmt: skip


def _stem(name: str, form: str) -> str:
    rest = name.removesuffix(form.removeprefix("集团")) if form else name
    return rest.replace("(", "").replace(")", "").strip()


@cache
def _relation(left: int, right: int) -> int:
    return RELATIONS.index(relation(places()[left], places()[right]))


def placed(left: NDArray[np.uint16], right: NDArray[np.uint16]) -> Ints:
    """Return the relation of two places, as a position in RELATIONS; 0 where one has none."""
    pairs = left.astype(np.int64) * 65536 + right
    different, back = distinct(pairs)
    found = np.array([_relation(pair >> 16, pair & 65535) for pair in different.tolist()], np.int64)
    return found[back] if len(found) else np.zeros(0, np.int64)
