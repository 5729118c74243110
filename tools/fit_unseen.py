"""Measure src/expolens/match/reference.toml: `python tools/fit_unseen.py FOLDER`, after every change of weights.toml.

FOLDER is that of tools/fit_matching.py, whose queries and registries these are: what a list that the weights were fitted for looks like. By group
of names, the shares of shape and outcome among registered and absent ones (one half of the queries), and how far lists of 20, 50, 205 and 1,000
of the other half are off, each with a share of registered names drawn from 0 to 1; printed, with how many are further off than unseen.LIMIT.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random

from expolens.match.unseen import CELLS, LIMIT, Reference, outcome, script, shapes
from expolens.matching import Party, search
from fit_matching import ROOT, across, chinese, latin

TARGET = ROOT / "src/expolens/match/reference.toml"
SIZES = (20, 50, 205, 1000)
LISTS = 2000
HEAD = """# How lists look that the weights were fitted for: shares of shape.outcome among registered and absent names,, by group of names (see unseen.py). Measured by tools/fit_unseen.py.
"""


def measured(queries: list[Party], truth: list[int], index: object) -> tuple[list[str], list[str]]:
    """Return the cells of the registered and of the absent queries."""
    found = search(queries, index, top=6)  # type: ignore[arg-type]
    cells: tuple[list[str], list[str]] = ([], [])
    for one, candidates, right in zip(queries, found.candidates, truth, strict=True):
        if one.names and script(one.names[0][0]) != "other":
            name = one.names[0][0]
            cells[right < 0].append(f"{shapes([name])[0]}.{outcome(candidates, found.present)}")
    return cells


def shares(cells: list[str]) -> dict[str, float]:
    """Return the share of every cell, none of them 0: half a name is added to each."""
    counted = Counter(cells)
    return {cell: (counted[cell] + 0.5) / (len(cells) + 0.5 * len(CELLS)) for cell in CELLS}


def distances(
    known: Reference, halves: tuple[list[str], list[str]], size: int, chance: Random
) -> list[float]:
    """Return how far lists of 20, a size are, sorted."""
    found = []
    for _ in range(LISTS):
        there = sum(chance.random() < share for share in [chance.random()] * size)
        drawn = chance.choices(halves[0], k=there) + chance.choices(halves[1], k=size - there)
        found.append(known.distance(Counter(drawn)))
    return sorted(found)


def main(folder: Path) -> None:
    """Measure each group."""
    index, queries, truth, kinds, names = chinese(folder)
    own = [kind not in ("pinyin_en", "bilingual") for kind in kinds]
    english, (asked, answers) = latin()
    spelled, there = across(queries, truth, kinds, names)
    groups = {
        "chinese": (
            [q for q, keep in zip(queries, own, strict=True) if keep],
            truth[own].tolist(),
            index,
        ),
        "latin": (asked, answers.tolist(), english),
        "across": (spelled, there.tolist(), index),
    }
    lines = [HEAD]
    for name, (ask, right, of) in groups.items():
        cells = measured(ask, right, of)
        fit = tuple(one[::2] for one in cells)
        held = (cells[0][1::2], cells[1][1::2])
        known = Reference(shares(fit[0]), shares(fit[1]))
        chance = Random(17)
        for size in SIZES:
            off = distances(known, held, size, chance)
            print(
                f"{name} {size}: 99% of lists within {off[int(LISTS * 0.99)]:.3f}, false alarms {sum(one > LIMIT for one in off)} of {LISTS}"
            )
        for key, part in (("registered", known.registered), ("absent", known.absent)):
            lines.append(f"[{name}.{key}]")
            lines += [f'"{cell}" = {share:.5f}' for cell, share in part.items()]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
