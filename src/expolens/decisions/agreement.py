"""How far two reviewers agree on the pairs that both judged alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from expolens.model.decision import Judgement
from expolens.model.share import Share
from expolens.numbers.agreement import agreed, kappa
from expolens.numbers.percent import share_text
from expolens.numbers.rounding import half_up

RULE = "rule:"


def is_rule(by: str) -> bool:
    """Tell whether a signature is that of a named rule.

    >>> is_rule("rule: lapsed"), is_rule("Rule:x"), is_rule("A. Checker")
    (True, True, False)
    """
    return by.strip().casefold().startswith(RULE)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two people, how many pairs both judged, of how many they said the same, and Cohen's kappa (None where it is not defined)."""

    first: str
    second: str
    n: int
    same: int
    kappa: Fraction | None

    def words(self, style: str) -> dict[str, str | int]:
        """Return what is printed of it: names, the share that they agree on by a style, and kappa in two decimals, half up."""
        value = "–" if self.kappa is None else str(half_up(self.kappa, 2))
        share = share_text(Share(self.same, self.n), style)
        return {
            "first": self.first,
            "second": self.second,
            "n": self.n,
            "share": share,
            "kappa": value,
        }


def agreements(judgements: Iterable[Judgement]) -> tuple[Agreement, ...]:
    """Return the agreement of every two people, by the first word of each on a pair: what they said before they talked.

    Where two chose different records of one source for an exhibitor, each has called the other's choice different.
    What settles others' words is left out, since whoever settles has seen them, and so are named rules; what was taken back is not
    among `judgements`. In the order in which people first spoke.
    """
    said: dict[str, dict[tuple[str, str], str]] = {}
    names: dict[str, str] = {}
    for one in judgements:
        if one.settles or is_rule(one.by):
            continue
        who = names.setdefault(one.by.casefold(), one.by)
        said.setdefault(who, {}).setdefault((one.left, one.right), one.verdict)
    found = []
    for first, second in combinations(said, 2):
        mine, theirs = (
            _with_choices(said[first], said[second]),
            _with_choices(said[second], said[first]),
        )
        both = [(word, theirs[ends]) for ends, word in mine.items() if ends in theirs]
        if both:
            found.append(Agreement(first, second, len(both), agreed(both), kappa(both)))
    return tuple(found)


def _with_choices(
    mine: dict[tuple[str, str], str], theirs: dict[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """Return judgements with `different` for each record that only the other chose, where one chose another of that source."""
    chosen = {_question(ends) for ends, word in mine.items() if word == "same"}
    rivals = {
        ends: "different"
        for ends, word in theirs.items()
        if word == "same" and ends not in mine and _question(ends) in chosen
    }
    return mine | rivals


def _question(ends: tuple[str, str]) -> tuple[str, str]:
    """Return exhibitor and source of a pair; two rows of the lists are a question of their own."""
    first, second = sorted(ends, key=lambda unit: ":" in unit)
    return (first, second.partition(":")[0]) if ":" not in first else (first, second)
