"""How far two people who judged the same pairs agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from expolens.decisions import Finder, grouped
from expolens.model.decision import Decision


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two people, how many pairs both judged, of how many they said the same, and Cohen's kappa (None where chance alone would agree always)."""

    first: str
    second: str
    n: int
    same: int
    kappa: float | None


def agreements(
    decisions: Sequence[Decision], find: Finder, unit_of: dict[str, str]
) -> tuple[Agreement, ...]:
    """Return the agreement of every two people on the pairs both judged, by the first word of each: what they said before they talked.

    Withdrawn words are not among `decisions`. People by name, in the order they first spoke.
    """
    said: dict[str, dict[tuple[str, str], str]] = {}
    for one in decisions:
        if one.verdict not in ("same", "different", "unsure"):
            continue
        mine = said.setdefault(one.by.strip(), {})
        alone = grouped([one], find, stage="review", unit_of=unit_of)
        for pair in (*alone.same, *alone.different, *alone.unsure):
            mine.setdefault((pair.left, pair.right), one.verdict)
    found = []
    for first, second in combinations(said, 2):
        both = [
            (said[first][ends], said[second][ends]) for ends in said[first] if ends in said[second]
        ]
        if both:
            same = sum(a == b for a, b in both)
            found.append(Agreement(first, second, len(both), same, kappa(both)))
    return tuple(found)


def kappa(both: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of paired verdicts: agreement beyond what chance would give; None where it is not defined.

    Cohen, Educational and Psychological Measurement 1960;20(1):37.

    >>> kappa([("same", "same"), ("same", "different"), ("different", "different"), ("different", "different")])
    0.5
    """
    n = len(both)
    left, right = (
        (Counter(side) for side in zip(*both, strict=True)) if both else (Counter(), Counter())
    )
    chance = sum(left[word] * right[word] for word in left)
    if not n or chance == n * n:
        return None
    agreed = sum(a == b for a, b in both)
    return (agreed * n - chance) / (n * n - chance)
