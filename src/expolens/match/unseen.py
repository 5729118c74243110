"""Whether a list is like those that the probabilities were measured on; where it is not, nobody knows how right they are."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from expolens.matching import Found, Index, Party, Scored
from expolens.matching.columns import Columns, columns
from expolens.matching.scorer import nobody

LEAST = 20
"""A group of fewer names says nothing."""
LIMIT = 1.2
"""How far a list may be: of 2,000 lists drawn from the test names none is further at 20, 50, 205 or 1,000 names, nor is any of nine pairs of real
lists and registries (0.01 to 1.07); names of persons are 2.3 to 4.0 off, of products 1.4 to 2.4, Japanese names 2.1.
"""
_PART = 0.2
"""A group that is a smaller part of a list does not make the list unlike."""
_FOREIGN = 0.1
"""Which share of names may be in scripts that no weight was fitted on."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
SHAPES = ("form", "part", "bare", "word")
OUTCOMES = ("none", "faint", "middle", "high")
_LIMITS = (0.02, 0.2, 0.7)
CELLS = tuple(f"{form}.{out}" for form in SHAPES for out in OUTCOMES)
_NEVER, _ROUNDS = 1e-4, 60


@dataclass(frozen=True, slots=True)
class Reference:
    """Of one group of names: the shares of cells (shape and outcome) among registered and among absent names."""

    registered: Mapping[str, float]
    absent: Mapping[str, float]

    def parts(self) -> NDArray[np.float64]:
        """Return what a list may be made of, in any shares: registered names of each shape, absent ones with a legal form, near to no record
        or however near, and absent ones of all shapes as they came.

        So neither how many names are registered, nor how short they are where they are found, makes a list unlike.
        """
        rows = [self._of(self.registered, form) for form in SHAPES]
        rows += [self._of(self.absent, form) for form in ("form.none", "form", "")]
        return np.array(rows)

    def _of(self, shares: Mapping[str, float], form: str) -> list[float]:
        kept = [shares[cell] if not form or cell.startswith(form) else _NEVER for cell in CELLS]
        return [one / sum(kept) for one in kept]

    def fitted(self, seen: Counter[str]) -> NDArray[np.float64]:
        """Return the shares of CELLS in the mixture of `parts` that makes a list the likeliest, by expectation maximisation."""
        counts = np.array([seen[cell] for cell in CELLS], np.float64)
        of = self.parts()
        weight = np.full(len(of), 1 / len(of))
        for _ in range(_ROUNDS):
            each = weight[:, None] * of
            weight = (each / each.sum(axis=0) * counts).sum(axis=1) / counts.sum()
        mixed: NDArray[np.float64] = weight @ of
        return mixed

    def distance(self, seen: Counter[str]) -> float:
        """Return the Kullback-Leibler divergence of a list's shares of cells from the mixture that fits it best."""
        counts = np.array([seen[cell] for cell in CELLS], np.float64)
        own, mixed = counts / counts.sum(), self.fitted(seen)
        kept = own > 0
        return float((own[kept] * np.log(own[kept] / mixed[kept])).sum())


@dataclass(frozen=True, slots=True)
class Unlike:
    """Why a list is unlike those measured on: `code` of `wording`, the names it is seen in of how many, and the share that was usual."""

    code: str
    count: int
    total: int
    usual: float


@cache
def references() -> Mapping[str, Reference]:
    """Read what ships with the program, by group; tools/fit_unseen.py says what it was measured on."""
    data = tomllib.loads(files("expolens.match").joinpath("reference.toml").read_text("utf-8"))
    return {name: Reference(one["registered"], one["absent"]) for name, one in data.items()}


def script(name: str) -> str:
    """Return han, latin or other: Japanese and Korean letters are other, and so is what no weight was fitted on.

    >>> [script(name) for name in ("示例科技", "Stand-in Tech", "サンプル製作所", "Пример")]
    ['han', 'latin', 'other', 'other']
    """
    if _KANA.search(name):
        return "other"
    if _HAN.search(name):
        return "han"
    return "latin" if _LATIN.search(name) else "other"


def shapes(names: Sequence[str], cut: Columns | None = None) -> list[str]:
    """Return what each name has of a company's: form (a legal form), part (a place or a trade), else bare; word for a single Latin one. `cut` are the names taken apart, where they are already.

    >>> shapes(("示例科技有限公司", "示例科技", "示例", "Standin"))
    ['form', 'part', 'bare', 'word']
    """
    cut = cut or columns(names)
    _, brand, core, formed, ended = cut.cuts.T
    found = []
    for name, form, part in zip(
        names, (ended > formed).tolist(), ((cut.region > 0) | (core > brand)).tolist(), strict=True
    ):
        word = script(name) == "latin" and " " not in name.strip()
        found.append("form" if form else "word" if word else "part" if part else "bare")
    return found


def outcome(candidates: Sequence[Scored], present: float) -> str:
    """Return how likely the best candidate is, were the share of registered names that of the fit: none, faint, middle or high."""
    if not candidates:
        return "none"
    gone = max(1 - sum(one.probability for one in candidates), 1e-4)
    top, every = (p / gone * exp(nobody(present)) for p in (candidates[0].probability, 1 - gone))
    likely = top / (1 + max(every, top))
    return OUTCOMES[sum(likely >= limit for limit in _LIMITS)]


def group(script_: str, *, chinese: bool) -> str:
    """Return which weights a name is compared by in a registry that is mostly Chinese or not."""
    return (
        {"han": "chinese", "latin": "latin"}[script_] if (script_ == "han") == chinese else "across"
    )


def is_chinese(index: Index) -> bool:
    """Tell whether most names of an index are Chinese, by a thousand of them."""
    step = max(len(index.texts) // 1000, 1)
    sample = [index.texts[row] for row in range(0, len(index.texts), step)]
    return 2 * sum(bool(_HAN.search(one)) for one in sample) > len(sample)


def cells(parties: Sequence[Party], found: Found, *, chinese: bool) -> dict[str, Counter[str]]:
    """Return by group how many first names of parties are in each cell; what is in no known script is in the group other."""
    counted: dict[str, Counter[str]] = {}
    named = [(one.names[0][0], found.candidates[n]) for n, one in enumerate(parties) if one.names]
    first = np.cumsum([0, *(len(one.names) for one in parties if one.names)], dtype=np.int64)[:-1]
    forms = shapes([name for name, _ in named], found.names.take(first))
    for (name, candidates), form in zip(named, forms, strict=True):
        kind = script(name)
        of = "other" if kind == "other" else group(kind, chinese=chinese)
        cell = "" if kind == "other" else f"{form}.{outcome(candidates, found.present)}"
        counted.setdefault(of, Counter())[cell] += 1
    return counted


def unlike(counted: Mapping[str, Counter[str]]) -> list[Unlike]:
    """Return in what a list is unlike those that the probabilities were measured on, [] where it is not."""
    total = sum(one.total() for one in counted.values())
    found = []
    foreign = counted.get("other", Counter()).total()
    if total >= LEAST and foreign > _FOREIGN * total:
        found.append(Unlike("script", foreign, total, 0.0))
    for of, one in counted.items():
        known = references().get(of)
        if known and one.total() >= max(LEAST, _PART * total) and known.distance(one) > LIMIT:
            found.append(_most(one, known))
    return found


def _most(one: Counter[str], known: Reference) -> Unlike:
    """Return the shape or the outcome that is the furthest above its share in the mixture."""
    total, mixed = one.total(), dict(zip(CELLS, known.fitted(one).tolist(), strict=True))
    found = {
        code: (
            sum(one[cell] for cell in CELLS if code in cell.split(".")),
            sum(mixed[cell] for cell in CELLS if code in cell.split(".")),
        )
        for code in (*SHAPES, *OUTCOMES)
    }
    code = max(
        found,
        key=lambda name: (
            found[name][0] / total * log((found[name][0] / total + 1e-9) / (found[name][1] + 1e-9))
        ),
    )
    return Unlike(code, found[code][0], total, found[code][1])
