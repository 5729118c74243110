"""The plain matcher that studies use: what the likeness of two names is worth, by rules a reviewer can check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import log

from rapidfuzz import fuzz

from expolens.matching.party import Party
from expolens.model.match import Status
from expolens.names import comparable_name, without_legal_form
from expolens.names.branch import brackets, is_branch

# What each rule is worth. These are classes of evidence put in order by judgement, not calibrated frequencies: the thresholds of a study
# only separate the classes. Anything that is merely similar stays below acceptance, however similar it is.
CODE, NAME, FORMER, SHORT, ASKED, CORE = 0.999, 0.995, 0.985, 0.97, 0.96, 0.95
AMBIGUOUS = 0.6
LIKE = 0.9
_ALIKE, _SLIP, _FAR = 76.0, 92.0, 45.0
_KINDS = {"legal": NAME, "english": NAME, "short": SHORT, "former": FORMER, "asked": ASKED}
_REASONS = {"former": "former_name", "asked": "asked_name"}


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


@dataclass(frozen=True, slots=True)
class Scored:
    """One candidate: the position in the index, the two names compared, a probability with the reasons for it."""

    position: int
    left_name: str
    right_name: str
    probability: float
    reasons: tuple[str, ...]


def verdict(probability: float, *, accept: float, review: float) -> Status:
    """Return matched, review or not_found by two thresholds."""
    return (
        "matched" if probability >= accept else "review" if probability >= review else "not_found"
    )


def candidates(query: Party, index: Index, *, top: int = 5) -> tuple[Scored, ...]:
    """Return the likeliest parties for a query, best first, at most `top`.

    A shared code settles it. An equal name is nearly as good if just one party bears it; several share what it is worth.
    An equal name but for the legal form, and a name that is only similar, wait for a person; so does whatever has another code.
    """
    found: dict[int, Scored] = {}

    def put(one: Scored) -> None:
        if one.position not in found or one.probability > found[one.position].probability:
            found[one.position] = one

    for one in (*_by_code(query, index), *_by_name(query, index), *_by_core(query, index)):
        put(one)
    if not any(one.probability >= NAME for one in found.values()):
        for one in _alike(query, index, known=frozenset(found)):
            put(one)
    best = sorted(
        (_contradicted(query, index, one) for one in found.values()),
        key=lambda one: (-one.probability, one.position),
    )
    return tuple(_each_once(best, index)[:top])


def _each_once(found: Iterable[Scored], index: Index) -> list[Scored]:
    """Leave out further rows of a company that stands there already: those that share its registration code."""
    kept: list[Scored] = []
    seen: set[str] = set()
    for one in found:
        codes = index.parties[one.position].codes
        if not codes & seen:
            kept.append(one)
        seen |= codes
    return kept


def _by_code(query: Party, index: Index) -> Iterable[Scored]:
    for code in sorted(query.codes):
        for position in index.by_code.get(code, ()):
            party = index.parties[position]
            yield Scored(position, _first(query), _first(party), CODE, (f"equal_code:{code}",))


def _by_name(query: Party, index: Index) -> Iterable[Scored]:
    for text, left_kind in query.names:
        name = comparable_name(text)
        positions = dict.fromkeys(index.by_name.get(name, ()))
        for position in positions:
            shown, kind = _bearer(index.parties[position], name)
            worth = min(_KINDS[kind], _KINDS[left_kind])
            reasons: tuple[str, ...] = (f"{_REASONS.get(kind, 'equal_name')}:{shown}",)
            if (
                left_kind == "english"
                and kind in ("legal", "english")
                and _differ(query, index.parties[position])
            ):
                worth, reasons = min(worth, CORE), (*reasons, "other_name_differs")
            worth, reasons = _alone(query, name, worth, reasons)
            if (bearers := _bearers(positions, index)) > 1:
                worth, reasons = min(worth, AMBIGUOUS), (*reasons, f"shared_by:{bearers}")
            yield Scored(position, text, shown, worth, reasons)


def _alone(
    query: Party, name: str, worth: float, reasons: tuple[str, ...]
) -> tuple[float, tuple[str, ...]]:
    """Return what an equal Latin name is worth: less for one word without a legal form, and for a company that is named for a place in China.

    A single word is a brand that several may bear; 示例（北京）有限公司 is the company of that place, and its English name often the parent's.
    """
    if any(char > "\u3000" for char in name):
        return worth, reasons
    if " " not in name and "(" not in name:
        return min(worth, CORE), (*reasons, "one_word")
    places = {place for other, kind in query.names if kind == "legal" for place in brackets(other)}
    if any(char > "\u3000" for place in places for char in place):
        return min(worth, CORE), (*reasons, f"place_in_name:{min(places)}")
    return worth, reasons


def _bearers(positions: Iterable[int], index: Index) -> int:
    """Count the companies at these positions: rows that share a registration code are one."""
    return len({min(index.parties[one].codes, default=f"#{one}") for one in positions})


def _by_core(query: Party, index: Index) -> Iterable[Scored]:
    for text, _ in query.names:
        core = without_legal_form(text)
        if len(core) < 2:
            continue
        positions = dict.fromkeys(index.by_core.get(core, ()))
        for position in positions:
            shown = next(
                (
                    name
                    for name, _ in index.parties[position].names
                    if without_legal_form(name) == core
                ),
                "",
            )
            reasons: tuple[str, ...] = (f"legal_form_differs:{shown}",)
            bearers = _bearers(positions, index)
            worth = CORE if bearers == 1 else AMBIGUOUS
            if bearers > 1:
                reasons = (*reasons, f"shared_by:{bearers}")
            yield Scored(position, text, shown, worth, reasons)


def _contradicted(query: Party, index: Index, one: Scored) -> Scored:
    """Return a candidate as it is, or as no more than ambiguous where codes or countries of both sides say that they are two."""
    other = index.parties[one.position]
    if query.codes & other.codes:
        return one
    said = []
    if query.codes and other.codes:
        said.append(f"other_code:{min(other.codes)}")
    if query.countries and other.countries and not query.countries & other.countries:
        said.append(f"other_country:{min(other.countries)}")
    if not said:
        return one
    return replace(one, probability=min(one.probability, AMBIGUOUS), reasons=(*one.reasons, *said))


def _alike(query: Party, index: Index, *, known: frozenset[int]) -> Iterable[Scored]:
    """Yield what is similar and not `known`: by characters in Chinese, by words otherwise; never enough to be accepted."""
    for text, _ in query.names:
        core = without_legal_form(text)
        for position in index.near(core):
            if position in known:
                continue
            best, shown = max(
                ((_likeness(core, other, index), name) for other, name in index.cores[position]),
                default=(0.0, ""),
            )
            if best < _ALIKE:
                continue
            reasons: tuple[str, ...] = (f"similar_name:{best:.0f}",)
            worth = LIKE * (best - 40) / 60
            if is_branch(text) != is_branch(shown):
                worth, reasons = worth * 0.7, (*reasons, "branch")
            if brackets(text) != brackets(shown):
                worth, reasons = worth * 0.85, (*reasons, "brackets_differ")
            yield Scored(position, text, shown, round(worth, 4), reasons)


def resemblance(left: str, right: str) -> float:
    """Return 0..100: how much of two names is the same characters in the same order, their legal forms left out.

    For where something else says already that they may be one, as a shared booth does.
    """
    return fuzz.ratio(without_legal_form(left), without_legal_form(right))


def _likeness(left: str, right: str, index: Index) -> float:
    """Return 0..100: a slip of the pen by character edits; else those, and how much of what is rare in `left` is in `right`."""
    edits = fuzz.ratio(left, right)
    if edits >= _SLIP:
        return edits
    words = max(edits, 0.97 * fuzz.token_sort_ratio(left, right))
    return (words + 100 * index.overlap(left, right)) / 2 if words >= _FAR else 0.0


def _differ(query: Party, party: Party) -> bool:
    """Tell whether both sides have Chinese names and none of them is equal: then an equal English name proves little."""
    left, right = (
        {
            comparable_name(text)
            for text, kind in side.names
            if kind in ("legal", "former") and any(c > "\u3000" for c in text)
        }
        for side in (query, party)
    )
    return bool(left and right) and not left & right


def _bearer(party: Party, name: str) -> tuple[str, str]:
    """Return the name of a party that is equal to `name`, with its kind, a legal one before a former one."""
    equal = [pair for pair in party.names if comparable_name(pair[0]) == name]
    return min(equal, key=lambda pair: list(_KINDS).index(pair[1]))


def _first(party: Party) -> str:
    return party.names[0][0] if party.names else ""
