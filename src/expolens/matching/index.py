"""The names of a registry, found by what they share with another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log

from expolens.matching.party import Party
from expolens.names import comparable_name, without_legal_form

_TERMS_ASKED = 4
_POSTINGS = 3000


@dataclass(slots=True)
class Index:
    """Parties by code, by comparable name, by name without its legal form (`cores`, with the name as written), and by their terms.

    Terms are character pairs of Chinese, words of anything else. Positions count in the order the parties came.
    """

    parties: list[Party] = field(default_factory=list)
    by_code: dict[str, list[int]] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=dict)
    by_core: dict[str, list[int]] = field(default_factory=dict)
    by_term: dict[str, list[int]] = field(default_factory=dict)
    cores: list[tuple[tuple[str, str], ...]] = field(default_factory=list)

    def weight(self, term: str) -> float:
        """Return what sharing a term says: the rarer in the index, the more (inverse document frequency)."""
        return log(1 + len(self.parties) / (1 + len(self.by_term.get(term, ()))))

    def overlap(self, core: str, other: str) -> float:
        """Return 0..1: the weight of the terms of `core` that `other` has, in that of all its terms."""
        asked = set(terms(core))
        total = sum(map(self.weight, asked))
        return sum(map(self.weight, asked & set(terms(other)))) / total if total else 0.0

    def near(self, name: str, limit: int = 60) -> list[int]:
        """Return the positions of parties that share most of the rarest terms of a comparable name, best first.

        At most some thousand postings are read a query, so the cost does not grow with the registry.
        """
        found: Counter[int] = Counter()
        budget = _POSTINGS
        known = sorted(
            (len(self.by_term[term]), term) for term in set(terms(name)) if term in self.by_term
        )
        for rank, (size, term) in enumerate(known):
            if rank >= _TERMS_ASKED and size > budget:
                break
            budget -= size
            found.update(dict.fromkeys(self.by_term[term][:_POSTINGS], 1))
        return [
            position
            for position, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        ]


def indexed(parties: Iterable[Party]) -> Index:
    """Build an index of parties, in their order."""
    index = Index()
    for position, party in enumerate(parties):
        index.parties.append(party)
        for code in party.codes:
            index.by_code.setdefault(code, []).append(position)
        for name in dict.fromkeys(comparable_name(text) for text, _ in party.names):
            index.by_name.setdefault(name, []).append(position)
        cores = tuple((without_legal_form(text), text) for text, _ in party.names)
        index.cores.append(cores)
        for core in dict.fromkeys(core for core, _ in cores):
            index.by_core.setdefault(core, []).append(position)
        for term in dict.fromkeys(term for core, _ in cores for term in terms(core)):
            index.by_term.setdefault(term, []).append(position)
    return index


def terms(name: str) -> list[str]:
    """Return the terms of a comparable name: pairs of neighbours among Chinese characters, whole Latin words.

    >>> terms("示例科技"), terms("stand in tech")
    (['示例', '例科', '科技'], ['stand', 'in', 'tech'])
    """
    found: list[str] = []
    for word in name.replace("(", " ").replace(")", " ").split():
        chinese = "".join(char for char in word if char > "\u3000")
        found += (
            [chinese[i : i + 2] for i in range(max(1, len(chinese) - 1))] if chinese else [word]
        )
    return found
