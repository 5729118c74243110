"""Who said what of a pair, when several did: the last word of each person, disputes, and what settles them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from expolens.decisions.pair import Pair
from expolens.model.decision import Decision

Ends = tuple[str, str]


@dataclass(slots=True)
class Votes:
    """The standing word of each person on each pair of units; `outranked` is what a later word replaced, by pair and decision, with that word's id."""

    standing: dict[Ends, dict[str, Decision]] = field(default_factory=dict)
    outranked: dict[tuple[Ends, str], str] = field(default_factory=dict)

    def add(self, decision: Decision, pairs: Sequence[Pair]) -> None:
        """Count a decision on all pairs it speaks of.

        Other words of its author on a pair give way; where a pair is disputed, so does everybody's that says something else: this one settles it.
        """
        who = decision.by.casefold()
        for pair in pairs:
            ends = (pair.left, pair.right)
            words = self.standing.setdefault(ends, {})
            disputed = len({one.verdict for one in words.values()}) > 1
            for name, one in list(words.items()):
                if one.verdict != decision.verdict and (disputed or name == who):
                    self.outranked[ends, words.pop(name).id] = decision.id
            self.outranked.pop((ends, decision.id), None)
            words[who] = decision

    def stands(self, pair: Pair) -> bool:
        """Tell whether nobody replaced what a decision says of a pair."""
        return ((pair.left, pair.right), pair.decision) not in self.outranked

    def replaced(self) -> dict[str, str]:
        """Return of each decision that was replaced the id of the one that did."""
        return {before: after for (_, before), after in self.outranked.items()}

    def disputed(self) -> tuple[Pair, ...]:
        """Return the pairs of which standing words differ, each with the last one's id."""
        return tuple(
            Pair(*ends, list(words.values())[-1].id)
            for ends, words in self.standing.items()
            if len({one.verdict for one in words.values()}) > 1
        )

    def contested(self) -> tuple[Pair, ...]:
        """Return every standing word on the pairs of which standing words differ."""
        return tuple(
            Pair(*ends, one.id)
            for ends, words in self.standing.items()
            if len({one.verdict for one in words.values()}) > 1
            for one in words.values()
        )

    def against(self) -> dict[str, str]:
        """Return of each decision in a dispute the id of another that says something else."""
        found: dict[str, str] = {}
        for words in self.standing.values():
            for one in words.values():
                other = next((o for o in words.values() if o.verdict != one.verdict), None)
                if other is not None:
                    found.setdefault(one.id, other.id)
        return found
