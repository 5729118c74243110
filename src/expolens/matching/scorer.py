"""How likely it is that two names are one company: weights of evidence added up, set against all other candidates and against none of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from expolens.matching.across import FEATURES as ACROSS
from expolens.matching.chinese import FEATURES as CHINESE
from expolens.matching.features import Feature, Pairs
from expolens.matching.latin import FEATURES as LATIN
from expolens.matching.lexicon import Ints
from expolens.model.match import Status

Floats = NDArray[np.float64]
HEADS: Mapping[str, tuple[Feature, ...]] = {
    "chinese": CHINESE,
    "latin": LATIN,
    "across": ACROSS,
}
# Two levels that say more together than each does alone: (feature, levels), (feature, levels).
TOGETHER: Mapping[str, tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...]] = {
    "chinese": (
        ("core", ("same",), "place", ("same",)),
        ("core", ("same",), "place", ("other",)),
        ("core", ("same",), "form", ("same",)),
        ("brand", ("same",), "place", ("same",)),
        ("trade", ("right_only", "left_only", "within", "alike", "other"), "form", ("same", "limited", "loose")),
    ),
    "across": (("brand", ("same_long", "same_short", "start_long", "start_short"), "place", ("same",)),
               ("brand", ("same_long", "same_short", "start_long", "start_short"), "trade", ("all",))),
    "latin": (("core", ("same",), "form", ("same",)), ("brand", ("head",), "trade", ("same",)),
              ("core", ("same", "same_glued", "same_words"), "spelled", ("no",)), ("core", ("slip_long", "slip_short", "two_slips"), "spelled", ("no",)),
              ("brand", ("same_long", "same_short"), "spelled", ("no",))),
}  # fmt: skip
RARE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "chinese": ("brand", ("same", "same_sound")),
    "latin": ("brand", ("same_long", "same_short")),
    "across": (
        "brand",
        ("same_long", "same_short", "start_long", "start_short", "within_long", "within_short"),
    ),
}
"""The feature whose levels say the more, the fewer registered names share the brand."""
FLOOR = 0.5
"""Nothing that is likelier wrong than right is accepted, however low a precision is asked for: precision is of all that is accepted together."""
_SCARCE = 0.05
"""No list is taken to have fewer registered companies than this: a company's own name would not be believed any more."""
_UNIVERSE = 11.5
"""A small registry does not make a brand common: at least as many companies, in natural logarithms, are taken to exist."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a fit gave: by head and term its log-odds, the share of queries that were registered, and precision by threshold.

    `thresholds` are (precision, probability from which on matches reached it on data the fit had not seen), rising.
    """

    heads: Mapping[str, Mapping[str, float]]
    present: float
    thresholds: tuple[tuple[float, float], ...]


@cache
def weights() -> Weights:
    """Read the weights that ship with the program."""
    data = tomllib.loads(files("expolens.matching").joinpath("weights.toml").read_text("utf-8"))
    return Weights(
        {name: data[name] for name in HEADS},
        data["present"],
        tuple((entry["precision"], entry["probability"]) for entry in data["threshold"]),
    )


def terms_of(head: str) -> tuple[str, ...]:
    """Return the terms of a head, in the order of the columns of `design`."""
    found = ["bias"]
    for feature in HEADS[head]:
        found += [f"{feature.name}.{level}" for level in feature.levels[1:]]
    found += [f"{a}.{'|'.join(some)}+{b}.{'|'.join(more)}" for a, some, b, more in TOGETHER[head]]
    return (*found, "rare_brand")


def levels(head: str, pairs: Pairs) -> NDArray[np.int64]:
    """Return the level of every feature for every pair (pairs × features)."""
    return np.stack([feature.of(pairs) for feature in HEADS[head]], axis=1)


def _has(
    head: str, found: NDArray[np.int64], name: str, some: tuple[str, ...]
) -> NDArray[np.bool_]:
    at = next(i for i, feature in enumerate(HEADS[head]) if feature.name == name)
    known = HEADS[head][at].levels
    return np.isin(found[:, at], [known.index(level) for level in some])


def _rarity(pairs: Pairs) -> Floats:
    return (max(pairs.most, _UNIVERSE) - pairs.bearers) / 10


def design(head: str, found: NDArray[np.int64], pairs: Pairs) -> Floats:
    """Return pairs × terms, for fitting: one column a level but the first, one for levels together, one for how rare a shared brand is."""
    columns: list[NDArray[np.bool_] | Floats] = [np.ones(len(found), np.bool_)]
    for at, feature in enumerate(HEADS[head]):
        columns += [found[:, at] == level for level in range(1, len(feature.levels))]
    columns += [
        _has(head, found, a, some) & _has(head, found, b, more)
        for a, some, b, more in TOGETHER[head]
    ]
    columns.append(_has(head, found, *RARE[head]) * _rarity(pairs))
    return np.stack([column.astype(np.float64) for column in columns], axis=1)


def odds(head: str, found: NDArray[np.int64], pairs: Pairs) -> Floats:
    """Return the log-odds of every pair against nobody in the registry, before other candidates are looked at: `design` × weights."""
    known, terms = weights().heads[head], iter(terms_of(head))
    score = np.full(len(found), known[next(terms)])
    for at, feature in enumerate(HEADS[head]):
        table = np.array([0.0, *(known[next(terms)] for _ in feature.levels[1:])])
        score += table[found[:, at]]
    for a, some, b, more in TOGETHER[head]:
        score += known[next(terms)] * (_has(head, found, a, some) & _has(head, found, b, more))
    score += known[next(terms)] * (_has(head, found, *RARE[head]) * _rarity(pairs))
    return score


def probabilities(score: Floats, query: Ints, queries: int, *, nobody: float = 0.0) -> Floats:
    """Return the probability of each candidate against all others of its query and against none of them, whose log-odds are `nobody`."""
    most = np.full(queries, nobody)
    np.maximum.at(most, query, score)
    each = np.exp(score - most[query])
    total = np.exp(nobody - most) + np.bincount(query, each, queries)
    return np.asarray(each / total[query], np.float64)


def nobody(present: float) -> float:
    """Return the log-odds of nobody where a share `present` of the queries is registered; 0 at the share of the fit.

    Saerens, Latinne and Decaestecker, Neural Computation 2002;14(1):21.
    """
    fitted = weights().present
    return float(np.log(fitted / (1 - fitted)) - np.log(present / (1 - present)))


def share_present(score: Floats, query: Ints, queries: int, *, least: float = 0.0) -> float:
    """Estimate which share of the queries has a company in the registry, from their scores alone; at `least` so large, and never under a twentieth.

    Expectation maximisation over the prior, held towards the fitted share by as much as 20 queries would.
    """
    share = fitted = weights().present
    for _ in range(200):
        likely = probabilities(score, query, queries, nobody=nobody(share))
        now = float((likely.sum() + 20 * fitted) / (queries + 20))
        now = min(max(now, _SCARCE, least), 0.995)
        if abs(now - share) < 1e-5:
            break
        share = now
    return share


@cache
def threshold(precision: float) -> float:
    """Return the probability from which on matches are right in `precision` of cases, on data like those the fit was tested on; never below FLOOR."""
    known = weights().thresholds
    found = float(np.interp(precision, [p for p, _ in known], [t for _, t in known]))
    return max(found, FLOOR)


def precision_from(probability: float) -> float:
    """Return which share of the matches from a probability on is right, on data like those the fit was tested on: `threshold` the other way round."""
    known = weights().thresholds
    return float(np.interp(probability, [t for _, t in known], [p for p, _ in known]))


def verdict(probability: float, *, accept: float, review: float) -> Status:
    """Return matched, review or not_found.

    `accept` is a precision: matched is what belongs to the most matches of which that share is right, by the thresholds that the fit
    measured, and is itself no likelier wrong than right (FLOOR); above 1 nothing is. `review` is the probability from which on a match is worth a look.
    """
    if accept <= 1 and probability >= threshold(accept):
        return "matched"
    return "review" if probability >= review else "not_found"
