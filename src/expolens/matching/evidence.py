"""What else than its names tells one company from another: codes, country, seat, website, products."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from expolens.matching.lexicon import Ints
from expolens.matching.party import Party
from expolens.matching.scored import Scored
from expolens.names import comparable_name
from expolens.names.branch import brackets
from expolens.names.parts import forms, parts
from expolens.names.regions import latin_places, relation

AMBIGUOUS = 0.3
"""What is left of all matches of a query together that something else contradicts."""
_SAME_DOMAIN, _OTHER_DOMAIN, _SAME_SEAT, _OTHER_SEAT, _SAME_PRODUCT = 3.0, -1.0, 2.2, -2.2, 0.7
"""Log-odds, by judgement: the same website is one company's in twenty cases for one of a company and its subsidiary; nine in ten companies have their seat in the
province that a list says, and one in ten of any others has; who makes the same is a little likelier to be the same.
"""
_GROUP = frozenset({"集团", "group", "publ", "the"})
"""What stands in brackets and names nobody else."""
_ABBREVIATION = 6
_MAINLAND = frozenset(str(code) for code in range(11, 66))


def weighed(
    pairs: tuple[Ints, Ints, NDArray[np.bool_]], queries: Sequence[Party], parties: Sequence[Party]
) -> NDArray[np.float64]:
    """Return what website, seat and products add to the log-odds of pairs: the query and the party of each, and whether their names agree on no place."""
    query, party, unplaced = pairs
    found = np.zeros(len(query))
    known = [bool(one.domains or one.regions or one.products) for one in queries]
    for n in np.flatnonzero(np.array(known, np.bool_)[query]).tolist():
        left, right = queries[int(query[n])], parties[int(party[n])]
        if left.domains and right.domains:
            found[n] += _SAME_DOMAIN if left.domains & right.domains else _OTHER_DOMAIN
        if unplaced[n] and left.regions and right.regions:
            near = relation(tuple(left.regions), tuple(right.regions)) != "other"
            found[n] += _SAME_SEAT if near else _OTHER_SEAT
        if left.products & right.products:
            found[n] += _SAME_PRODUCT
    return found


def told(query: Party, other: Party) -> Iterator[str]:
    """Yield the reasons of `weighed`."""
    if shared := query.domains & other.domains:
        yield f"same_domain:{min(shared)}"
    if query.regions and other.regions:
        near = relation(tuple(query.regions), tuple(other.regions)) != "other"
        yield "same_seat" if near else "other_seat"
    if shared := query.products & other.products:
        yield f"same_product:{min(shared)}"


def counts(one: Scored, *, known: bool) -> bool:
    """Tell whether anything else than the two names can count for a candidate, where something is `known` of parties of the index or not."""
    return known or not (is_chinese(one.left_name) or is_chinese(one.right_name))


def contradicted(query: Party, other: Party, one: Scored) -> Scored:
    """Return a candidate with what else is told of it, contradicted where something on both sides says that they may be two.

    A shared registration code outweighs all of that, a shared website another country.
    """
    if query.codes & other.codes:
        return replace(one, contradicted=False)
    said = []
    if query.codes and other.codes:
        said.append(f"other_code:{min(other.codes)}")
    mine, theirs = query.countries, other.countries
    if mine or theirs:
        mine, theirs = mine or seat(query), theirs or seat(other)
    if mine and theirs and not mine & theirs and not query.domains & other.domains:
        said.append(f"other_country:{min(theirs)}")
    if not is_chinese(one.left_name) and not is_chinese(one.right_name):
        said += _latin_alone(query, other, one)
    seats = list(told(query, other))
    unlike = bool(said) or "other_seat" in seats
    reasons = (*one.reasons, *seats, *said)
    return replace(one, reasons=reasons, contradicted=one.contradicted or unlike)


def bounded(found: Sequence[Scored]) -> list[Scored]:
    """Return candidates, the contradicted ones together worth no more than AMBIGUOUS, in the proportions in which they were."""
    total = sum(one.probability for one in found if one.contradicted)
    if total <= AMBIGUOUS:
        return list(found)
    return [
        replace(one, probability=one.probability * AMBIGUOUS / total) if one.contradicted else one
        for one in found
    ]


@lru_cache(maxsize=100_000)
def _registered(name: str) -> bool:
    """Tell whether a name is that of a company registered in mainland China: it begins with a place there and ends with a legal form."""
    one = parts(name)
    return bool(one.form and one.codes) and all(code[:2] in _MAINLAND for code in one.codes)


def seat(party: Party) -> frozenset[str]:
    """Return the country that a party's Chinese legal name says, {} where it says none: 上海示例有限公司 is registered in China, whoever owns it."""
    found = any(
        _registered(text) for text, kind in party.names if kind == "legal" and is_chinese(text)
    )
    return frozenset({"cn"}) if found else frozenset()


def _latin_alone(query: Party, other: Party, one: Scored) -> Iterator[str]:
    """Yield why a likeness of two Latin names proves little.

    Both have Chinese names, and other ones; the Chinese company goes by one bare word, which several may bear, or is that of a place:
    示例（北京）有限公司 has often its parent's English name; the places in brackets are others.
    """
    mine, theirs = (
        {_limited(comparable_name(text)) for text, _ in side.names if is_chinese(text)}
        for side in (query, other)
    )
    if mine and theirs and mine.isdisjoint(theirs):
        yield "other_name_differs"
    name = comparable_name(one.left_name)
    if mine and " " not in name and "(" not in name:
        yield "one_word"
    inside = [_told_apart(text) for text in (one.left_name, one.right_name)]
    if inside[0] != inside[1]:
        yield f"brackets_differ:{'、'.join((*inside[0], *inside[1]))}"
    places = {place for text, kind in query.names if kind == "legal" for place in brackets(text)}
    chinese = sorted(one for one in places - _GROUP if is_chinese(one) and _elsewhere(one))
    # Keli Sensing Technology (Ningbo) says of itself what the Chinese name says.
    if chinese and not theirs and not (inside[0] and inside[0] == inside[1]):
        yield f"place_in_name:{chinese[0]}"


def _limited(name: str) -> str:
    """Return a Chinese name with one form of limited company: a company that goes public keeps its name otherwise."""
    found = re.fullmatch(r"(.*)(?<!集团)(?:有限责任公司|股份有限公司)", name)
    return f"{found[1]}有限公司" if found else name


def _elsewhere(text: str) -> bool:
    """Tell whether what stands in a name's brackets may be a place: not a legal form, a former name, or what has a number."""
    return text not in forms()["zh"] and text[0] != "原" and not any(map(str.isdigit, text))


def _told_apart(name: str) -> list[str]:
    """Return what stands in brackets in a Latin name and tells it from another: not a group, nor what abbreviates the name."""
    body = comparable_name(name).partition("(")[0].replace(" ", "")
    return sorted(one for one in {*brackets(name)} - _GROUP if not _abbreviates(one, body))


def _abbreviates(text: str, body: str) -> bool:
    """Tell whether a short word's letters stand in a text in their order, the first one first: UK-ARC, UK Aerospace Research Consortium."""
    letters = text.replace(" ", "")
    if not 1 < len(letters) <= _ABBREVIATION or letters[:1] != body[:1] or text in latin_places():
        return False
    rest = iter(body)
    return all(letter in rest for letter in letters)


def is_chinese(text: str) -> bool:
    """Tell whether a name has a Chinese character."""
    return max(text, default="") > "\u3000"
