"""Why two names may be one company, and why not, as codes of `wording/` with their words behind a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rapidfuzz import fuzz

from expolens.matching.columns import places
from expolens.matching.pairs import Side
from expolens.matching.persons import OTHER_GROUP, OTHER_START, OTHER_TRADE
from expolens.names.branch import is_branch
from expolens.names.comparable import one_form
from expolens.names.parts import COUNTRY
from expolens.names.regions import named

_BRACKET = re.compile(r"\(([^()]*)\)")
_KIND = {"former": "former_name", "asked": "asked_name"}


class Told(NamedTuple):
    """Name `a` of `left` and `b` of `right`, the registered one as given and its kind, the levels of their features, and how many share its core."""

    left: Side
    a: int
    right: Side
    b: int
    shown: str
    kind: str
    head: str
    levels: Mapping[str, str]
    namesakes: int


def reasons(one: Told) -> tuple[str, ...]:
    """Return the reasons of a pair: first what speaks for it, then what speaks against it."""
    said = _likeness(one)
    against = _across(one) if one.head == "across" else _differences(one)
    shared = (
        [f"shared_by:{one.namesakes}"]
        if one.namesakes > 1 and one.right.core[one.b] and one.levels.get("core") == "same"
        else []
    )
    return tuple(dict.fromkeys((said, *against, *shared)))


def _likeness(one: Told) -> str:
    if one.left.name[one.a] == one.right.name[one.b]:
        return f"{_KIND.get(one.kind, 'equal_name')}:{one.shown}"
    if one.head == "across":
        return _spoken(one)
    core, brand = one.levels["core"], one.levels["brand"]
    if core == "same":
        differs = one_form(one.left.form[one.a]) != one_form(one.right.form[one.b])
        return (
            f"legal_form_differs:{one.shown}" if differs else f"same_core:{one.right.core[one.b]}"
        )
    if brand.startswith("same") and brand != "same_sound":
        return f"same_brand:{one.right.brand[one.b]}"
    if core == "same_sound" or brand == "same_sound":
        return f"same_sound:{one.right.core[one.b]}"
    if core.startswith(("slip", "two_slips")):
        return f"slip:{one.right.core[one.b]}"
    if core == "same_words":
        return f"same_words:{one.right.core[one.b]}"
    if core.startswith("within"):
        return f"within:{one.right.core[one.b]}"
    return f"similar_name:{fuzz.ratio(one.left.core[one.a], one.right.core[one.b]):.0f}"


def _chinese(one: Told) -> tuple[Side, int]:
    """Return the Chinese side of a pair across scripts."""
    right = any(char > "\u3000" for char in one.right.name[one.b])
    return (one.right, one.b) if right else (one.left, one.a)


def _spoken(one: Told) -> str:
    chinese, at = _chinese(one)
    if one.levels["spelling"] in ("same", "nearly"):
        return f"spelled:{chinese.name[at]}"
    if one.levels["brand"] == "translated":
        return f"brand_means:{chinese.brand[at]}"
    if one.levels["brand"] not in ("other", "faintly"):
        return f"brand_spelled:{chinese.brand[at]}"
    return f"similar_sound:{chinese.core[at]}"


def _across(one: Told) -> Iterator[str]:
    chinese, at = _chinese(one)
    if one.levels["trade"] in ("all", "half"):
        yield f"means:{chinese.trade[at]}"
    if one.levels["place"] == "same":
        yield f"same_place:{chinese.place[at]}"
    if one.levels["place"] == "other":
        yield f"place_differs:{_place(one.left, one.a)} / {_place(one.right, one.b)}"
    if one.levels["branch"] == "one_only":
        yield f"branch:{chinese.branch[at] or _office(one.left.name[one.a], one.right.name[one.b])}"
    if one.levels["second_place"] == "other":
        yield f"brackets_differ:{'、'.join(_brackets(chinese.name[at]))}"


def _differences(one: Told) -> Iterator[str]:
    (left, a), (right, b) = (one.left, one.a), (one.right, one.b)
    if (
        one.levels["core"] != "same"
        and left.trade[a] != right.trade[b]
        and left.brand[a] == right.brand[b]
    ):
        yield f"trade_differs:{left.trade[a] or '–'} / {right.trade[b] or '–'}"
    place = one.levels["place"]
    if place == "other":
        yield f"place_differs:{_place(left, a) or '–'} / {_place(right, b) or '–'}"
    elif place in ("right_only", "left_only", "one_only"):
        yield f"place_unsaid:{_place(right, b) or _place(left, a)}"
    if one.levels["branch"] in ("other", "slip") or one.levels["branch"] == "one_only":
        yield f"branch:{right.branch[b] or left.branch[a] or _office(left.name[a], right.name[b])}"
    if one.levels.get("second_place") == "other":
        yield f"brackets_differ:{'、'.join((*_brackets(left.name[a]), *_brackets(right.name[b])))}"
    if (
        one.levels.get("bracket") in ("other", "one_only")
        and one.levels.get("second_place") != "other"
    ):
        yield f"brackets_differ:{'、'.join((*_brackets(left.name[a]), *_brackets(right.name[b])))}"
    if left.group[a] != right.group[b]:
        yield "group_differs"
    if one.levels.get("institution") in ("both", "one_only") and one.levels["core"] != "same":
        yield "institutions_differ"
    if (
        left.form[a] != right.form[b]
        and left.form[a]
        and right.form[b]
        and one.levels["core"] != "same"
    ):
        yield f"form:{left.form[a]} / {right.form[b]}"
    if one.levels.get("figures") in ("other", "differ"):
        yield "figures_differ"
    if _holds(one, "latin", OTHER_START):
        yield "first_letter"
    if _holds(one, "chinese", OTHER_TRADE) or _holds(one, "latin", OTHER_GROUP):
        yield "full_names_differ"


def _holds(one: Told, head: str, levels: Mapping[str, tuple[str, ...]]) -> bool:
    return one.head == head and all(one.levels[name] in some for name, some in levels.items())


def _brackets(name: str) -> list[str]:
    return _BRACKET.findall(name)


def _place(one: Side, at: int) -> str:
    """Return the place a name says, where it says one behind its core too, by its code."""
    said = one.place[at].strip() or "、".join(_brackets(one.name[at]))
    said = said or named(places()[int(one.inner[at])])
    return said or COUNTRY * one.core[at].startswith(COUNTRY)


def _office(left: str, right: str) -> str:
    """Return which of two Latin names is that of a branch."""
    return left if is_branch(left) else right
