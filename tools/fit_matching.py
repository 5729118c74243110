"""Fit src/expolens/matching/weights.toml: `python tools/fit_matching.py FOLDER`.

FOLDER holds what `python benchmarks/matching/generate.py FOLDER --brands train --seed 7` writes: a registry and queries composed of the half
of the brands that the benchmark never asks for, without any real name. Chinese weights are fitted on its queries, weights across scripts on its English ones
and on names spelled in pinyin here, Latin weights on changed names of the companies of two lists (those of a third and all real spellings are the
benchmark's) and on English names of composed Chinese companies. The model is a conditional logit with "none of them" as one choice (McFadden 1974), fitted by Newton's method with a ridge of 1.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks" / "matching"))

from changes import english_name  # noqa: E402
from compose import Composer  # noqa: E402
from english import CHANGERS, core  # noqa: E402
from sources import company_names  # noqa: E402

from expolens.matching import Party, scorer  # noqa: E402
from expolens.matching.columns import columns  # noqa: E402
from expolens.matching.compared import by_head  # noqa: E402
from expolens.matching.index import Index, indexed  # noqa: E402
from expolens.names import comparable_name, names_in  # noqa: E402
from expolens.names.parts import parts, trades  # noqa: E402
from expolens.names.pinyin import readings  # noqa: E402

TARGET = ROOT / "src/expolens/matching/weights.toml"
PRECISIONS = (0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999)
HEAD = """# What each level of evidence is worth, in log-odds; 0 for the first level of a feature. Fitted by tools/fit_matching.py, which says on what.
"""
TYPOS = 0.75
"""What a misspelt query counts for: a sixth of the composed ones are misspelt, fewer names of real lists are; by judgement."""
SHORTENED = 0.3
"""How many of the Latin queries are shortened, as about so many of the real spellings are; by judgement."""
COINED = 0.1
"""How many English names of Chinese companies have a brand that is no pinyin; by judgement."""
Task = tuple[list[Party], NDArray[np.int64]]


def asked(texts: Sequence[str]) -> list[Party]:
    """Return queries as parties, each cell with the names that are in it."""
    return [Party(str(n), names_in(text)) for n, text in enumerate(texts)]


def design(
    head: str, queries: list[Party], index: Index
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the design of the pairs of one head with the query and the party of each."""
    of = np.array([n for n, one in enumerate(queries) for _ in one.names], np.int64)
    names = columns([text for one in queries for text, _ in one.names])
    found = [one for one in by_head(names, index) if one.head == head]
    return (
        np.concatenate([scorer.design(head, one.levels, one.pairs) for one in found]),
        np.concatenate([of[one.name] for one in found]),
        np.concatenate([index.party[one.row].astype(np.int64) for one in found]),
    )


def fitted(
    x: NDArray[np.float64],
    query: NDArray[np.int64],
    right: NDArray[np.bool_],
    counted: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the weights that make what was right most likely; `counted` is what each query counts for."""
    weight, queries, often = np.zeros(x.shape[1]), len(counted), counted[query]
    for _ in range(60):
        score = x @ weight
        most = np.zeros(queries)
        np.maximum.at(most, query, score)
        each = np.exp(score - most[query])
        likely = each / (np.exp(-most) + np.bincount(query, each, queries))[query]
        slope = x.T @ ((right - likely) * often) - weight
        mean = np.stack(
            [np.bincount(query, x[:, n] * likely, queries) for n in range(x.shape[1])], 1
        )
        bend = (x * (likely * often)[:, None]).T @ x
        bend += np.eye(len(weight)) - (mean * counted[:, None]).T @ mean
        step = np.linalg.solve(bend, slope)
        weight += step * min(1.0, 5 / np.abs(step).max())
        if np.abs(step).max() < 1e-6:
            break
    return weight


def chinese(folder: Path) -> tuple[Index, list[Party], NDArray[np.int64], list[str], list[str]]:
    """Return the composed registry, its queries, their answers and kinds."""
    with (folder / "registry_zh.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [row["公司名称"] for row in csv.DictReader(file)]
    with (folder / "queries_zh.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    index = indexed(Party(str(n), ((name, "legal"),)) for n, name in enumerate(names))
    truth = np.array([int(row["truth_row"] or 0) - 1 for row in rows])
    return index, asked([row["query"] for row in rows]), truth, [row["kind"] for row in rows], names


def spelled(name: str, chance: Random) -> str:
    """Return a Chinese name in pinyin, a syllable a word or in one piece, now and then with a rarer reading of a character."""
    words = []
    for char in comparable_name(name):
        said = readings().get(char)
        if said:
            words.append((chance.choice(said) if chance.random() < 0.06 else said[0]).capitalize())
        elif char.isalnum():
            words.append(char)
    return (" " if chance.random() < 0.7 else "").join(words)


def across(
    queries: list[Party], truth: NDArray[np.int64], kinds: Sequence[str], names: Sequence[str]
) -> Task:
    """Return Latin queries for Chinese names: the English ones, and spelled names, a fifth of these of another brand."""
    chance = Random(11)
    found = [
        (one, int(t))
        for one, t, kind in zip(queries, truth, kinds, strict=True)
        if kind == "pinyin_en"
    ]
    for one, t, kind in zip(queries, truth, kinds, strict=True):
        latin = tuple(pair for pair in one.names if pair[1] == "english")
        if kind == "bilingual" and latin:
            found.append((Party(one.key, latin), int(t)))
    for _ in range(3000):
        at, other = chance.randrange(len(names)), chance.randrange(len(names))
        name, own, foreign = names[at], parts(names[at]).brand, parts(names[other]).brand
        gone = chance.random() < 0.2
        if gone and (not own or not foreign or own == foreign):
            continue
        text = spelled(name.replace(own, foreign) if gone else name, chance)
        found.append((Party("", ((text, "english"),)), -1 if gone else at))
    found += [(Party("", ((text, "english"),)), t) for text, t in translated_names(names, chance)]
    return [one for one, _ in found], np.array([t for _, t in found])


def translated_names(
    names: Sequence[str], chance: Random, size: int = 4000
) -> list[tuple[str, int]]:
    """Return English names of registered companies, and of others (-1) for a fifth, many of them with a brand of their own in English."""
    words = sorted({name.split()[0] for name, _ in company_names() if name.split()[0].isalpha()})
    composer, found = Composer(chance, "train"), list[tuple[str, int]]()
    fresh = (one.written() for _ in range(size) for one in composer.of_a_brand())
    while len(found) < size:
        gone = chance.random() < 0.2
        at = -1 if gone else chance.randrange(len(names))
        one = parts(next(fresh) if gone else names[at])
        if one.branch or not one.brand:
            continue
        brand = chance.choice(words) if chance.random() < COINED else _pinyin(one.brand)
        place = _pinyin(one.region) if chance.random() < 0.75 else ""
        text = " ".join(filter(None, (place, brand, in_english(one.trade, chance))))
        found.append((f"{text} {chance.choice(('Co., Ltd.', 'Co Ltd', ''))}".strip(), at))
    return found


def in_english(trade: str, chance: Random) -> str:
    """Return the English of a Chinese line of business, word by word, what no list knows in pinyin."""
    said, end = list[str](), len(trade)
    while end:
        length = next((n for n in range(min(8, end), 1, -1) if trade[end - n : end] in trades()), 1)
        word = trade[end - length : end]
        said.insert(0, chance.choice(trades().get(word, (_pinyin(word),))).title())
        end -= length
    return " ".join(said)


def _pinyin(text: str) -> str:
    return "".join(readings().get(char, (char,))[0] for char in text).capitalize()


def latin() -> tuple[Index, Task]:
    """Return a registry of two lists of companies, and changed names of its companies and of as many that were left out."""
    chance = Random(13)
    names = {
        core(name): name for name, source in company_names() if source in ("sec", "crunchbase")
    }
    every = sorted(names.values())
    chance.shuffle(every)
    asked_for, rest = every[:6000], every[6000:]
    absent = set(asked_for[:1200])
    registry = [*rest, *(name for name in asked_for if name not in absent)]
    place = {name: n for n, name in enumerate(registry)}
    queries, truth = [], []
    changers = list(CHANGERS.values())
    for name in asked_for:
        text = chance.choice(changers)(name, chance)
        if chance.random() < 0.25:
            text = chance.choice(changers)(text, chance)
        if chance.random() < SHORTENED:
            text = shortened(text, chance)
        queries.append(Party("", ((text, "legal"),)))
        truth.append(place.get(name, -1))
    for registered, text in exported(chance):
        queries.append(Party("", ((text, "legal"),)))
        truth.append(len(registry) if registered else -1)
        registry += [registered] if registered else []
    index = indexed(Party(str(n), ((name, "legal"),)) for n, name in enumerate(registry))
    return index, (queries, np.array(truth))


def shortened(name: str, chance: Random) -> str:
    """Return what people call a company of several words: its first ones, without one of them, or their initials."""
    words = CHANGERS["droplegal"](name, chance).split()
    if len(words) < 2:
        return name
    how = chance.random()
    if how < 0.5:
        return " ".join(words[: max(1, len(words) - chance.choice((1, 1, 2)))])
    if how < 0.85:
        gone = chance.randrange(len(words))
        return " ".join(word for at, word in enumerate(words) if at != gone)
    return "".join(word[0] for word in words).upper()


def exported(chance: Random, size: int = 12_000) -> list[tuple[str, str]]:
    """Return (registered, asked) English names of composed Chinese companies, as exporters write them; nothing registered for a fifth."""
    composer, found = Composer(chance, "train"), list[tuple[str, str]]()
    changers = list(CHANGERS.values())
    while len(found) < size:
        for company in composer.of_a_brand():
            registered, text = (english_name(company, chance).text for _ in range(2))
            if not registered:
                continue
            if chance.random() < 0.4:
                text = chance.choice(changers)(text, chance)
            elif chance.random() < 0.15:
                text = " ".join(text.split()[:2])
            found.append(("" if chance.random() < 0.2 else registered, text))
    return found


def thresholds(likely: NDArray[np.float64], right: NDArray[np.bool_]) -> list[tuple[float, float]]:
    """Return for each precision the lowest probability from which on matches surely reach it, never falling.

    Surely: the lower bound of Wilson's interval at 95% does.
    """
    order = np.argsort(-likely, kind="stable")
    count = np.arange(1, len(order) + 1)
    share, z = np.cumsum(right[order]) / count, 1.645
    centre = share + z * z / (2 * count)
    spread = z * np.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    precision = (centre - spread) / (1 + z * z / count)
    found, least = [], 0.0
    for wanted in PRECISIONS:
        reached = np.flatnonzero(precision >= wanted)
        least = max(least, float(likely[order][reached[-1]]) if len(reached) else 0.999)
        found.append((wanted, round(least, 4)))
    return found


def main(folder: Path) -> None:
    """Fit each head, then the thresholds on the half of the Chinese queries that a fit had not seen."""
    index, queries, truth, kinds, names = chinese(folder)
    tasks = {
        "chinese": (index, [one for one, kind in zip(queries, kinds, strict=True) if kind not in ("pinyin_en", "bilingual")],
                    truth[[kind not in ("pinyin_en", "bilingual") for kind in kinds]]),
        "across": (index, *across(queries, truth, kinds, names)),
    }  # fmt: skip
    english, task = latin()
    tasks["latin"] = (english, *task)
    rare = np.array(["typo" in kind for kind in kinds if kind not in ("pinyin_en", "bilingual")])
    heads, held = {}, None
    for head, (registry, ask, answers) in tasks.items():
        x, query, party = design(head, ask, registry)
        right = answers[query] == party
        counted = np.where(rare, TYPOS, 1.0) if head == "chinese" else np.ones(len(ask))
        heads[head] = fitted(x, query, right, counted)
        if head == "chinese":
            even = query % 2 == 0
            half = fitted(x[even], query[even], right[even], counted)
            held = _held_out(x[~even] @ half, query[~even], right[~even], len(ask))
    lines = [
        HEAD,
        f"# The share of queries that were registered in the data of the fit.\npresent = {round(float((truth >= 0).mean()), 3)}",
    ]
    for head, weight in heads.items():
        lines.append(f"\n[{head}]")
        lines += [
            f'"{term}" = {value:.3f}'
            for term, value in zip(scorer.terms_of(head), weight, strict=True)
        ]
    lines.append(
        "\n# From which probability on matches were right in which share of cases, on composed queries the fit had not seen."
    )
    for precision, probability in thresholds(*held):
        lines.append(f"[[threshold]]\nprecision = {precision}\nprobability = {probability}")
    TARGET.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


def _held_out(
    score: NDArray[np.float64], query: NDArray[np.int64], right: NDArray[np.bool_], queries: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the probability of the best candidate of each query and whether it is right."""
    likely = scorer.probabilities(score, query, queries)
    order = np.lexsort((-likely, query))
    first = np.ones(len(order), np.bool_)
    first[1:] = query[order][1:] != query[order][:-1]
    best = order[first]
    return likely[best], right[best]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
