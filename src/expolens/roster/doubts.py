"""What may be one exhibitor and was not joined, for a person to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from expolens.matching import Party, indexed, search
from expolens.model.match import Match
from expolens.names import comparable_name, without_legal_form
from expolens.names.brand import is_only_a_form
from expolens.roster.entries import Entry, Groups, groups_of

# From which probability on a pair is shown to a person.
_SHOWN = 0.1
# From which likeness on, of 100, that two names are alike is a reason.
_ALIKE = 50.0


def alike(
    entries: Sequence[Entry], groups: Groups, doubts: Iterable[tuple[str, str]]
) -> Iterator[Match]:
    """Yield a match in review for each pair of exhibitors that are alike: a list record, and a later one of list or attendance.

    First what the matcher finds, then `doubts` it did not: pairs of records with one name or in one booth.
    """
    together = groups_of(entries, groups)
    first = {key: members[0] for key, members in together.items()}
    named = {key: _party(key, members) for key, members in together.items()}
    listed = [
        key
        for key, members in together.items()
        if named[key].names and any(one.role == "list" for one in members)
    ]
    index = indexed(named[key] for key in listed)
    position = {key: at for at, key in enumerate(listed)}
    told: set[tuple[str, str]] = set()
    asked = [(key, party) for key, party in named.items() if party.names]
    own = [position.get(key, -1) for key, _ in asked]
    found = search([party for _, party in asked], index, top=4, own=own).candidates
    for (key, _), several in zip(asked, found, strict=True):
        for rank, one in enumerate(several, 1):
            other = listed[one.position]
            later = position.get(key, len(listed))
            if one.position >= later or one.probability < _SHOWN or groups.kept_apart(other, key):
                continue
            told.add((other, key))
            reasons = (*one.reasons, *groups.reasons(other, key), *_booths(together, other, key))
            yield _match(first[other], first[key], (one.probability, rank), reasons)
    for pair in doubts:
        left, right = sorted(map(groups.of, pair), key=groups.order.__getitem__)
        if left != right and (left, right) not in told and not groups.kept_apart(left, right):
            told.add((left, right))
            yield _doubt(first[left], first[right], groups, _booths(together, left, right))


def _party(key: str, members: Sequence[Entry]) -> Party:
    """Return an exhibitor as it is compared: every name of its records once, but what is only a legal form."""
    names = dict.fromkeys(
        pair for one in members for pair in one.names if not is_only_a_form(pair[0])
    )
    codes = frozenset().union(*(one.codes for one in members))
    return Party(key, tuple(names), codes)


def _doubt(left: Entry, right: Entry, groups: Groups, booths: tuple[str, ...]) -> Match:
    """Return the match of two records that share a name or a booth; its probability only puts it in order."""
    likeness = fuzz.ratio(without_legal_form(left.name), without_legal_form(right.name))
    equal = comparable_name(left.name) == comparable_name(right.name)
    shown = (
        (f"equal_name:{left.name}",)
        if equal
        else (f"similar_name:{likeness:.0f}",)
        if likeness >= _ALIKE
        else ()
    )
    reasons = (*shown, *groups.reasons(left.key, right.key), *booths)
    return _match(left, right, (round(0.5 + 0.004 * likeness, 4), 1), reasons)


def _match(left: Entry, right: Entry, how: tuple[float, int], reasons: tuple[str, ...]) -> Match:
    probability, rank = how
    return Match(
        "roster", left.key, right.key, left.name, right.name, probability, "review", rank, reasons
    )


def _booths(together: Mapping[str, Sequence[Entry]], left: str, right: str) -> tuple[str, ...]:
    here, there = ({b for one in together[key] for b in one.stands} for key in (left, right))
    shown = {booth.casefold(): booth for one in together[left] for booth in one.booths}
    return tuple(f"same_booth:{shown[booth]}" for booth in sorted(here & there))
