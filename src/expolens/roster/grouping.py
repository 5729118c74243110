"""Which records are one exhibitor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from expolens.matching import Party, candidates, indexed, resemblance, verdict
from expolens.model.match import Match
from expolens.names import comparable_name, language_of

# How alike two names must be for a shared booth to make them one exhibitor, of 100.
_RENAMED = 70.0
# From which probability on a pair is shown to a person: an equal name that several bear still is.
_SHOWN = 0.6


@dataclass(frozen=True, slots=True)
class Entry:
    """One list or attendance record with what the roster compares: names, codes, booths."""

    key: str
    role: str
    names: tuple[tuple[str, str], ...]
    codes: frozenset[str]
    booths: tuple[str, ...]

    @property
    def name(self) -> str:
        """The first name, "" for a row without one."""
        return self.names[0][0] if self.names else ""


@dataclass(slots=True)
class Groups:
    """Union of records; `by` says which rule or decision joined a record to the one before it."""

    parent: dict[str, str] = field(default_factory=dict)
    codes: dict[str, set[str]] = field(default_factory=dict)
    by: dict[str, str] = field(default_factory=dict)

    def of(self, key: str) -> str:
        """Return the record that stands for the group of `key`."""
        while self.parent.get(key, key) != key:
            key = self.parent[key]
        return key

    def join(self, first: str, second: str, by: str) -> None:
        """Make two records one exhibitor; the one that came first stands for both."""
        left, right = self.of(first), self.of(second)
        if left != right:
            self.parent[right] = left
            self.codes.setdefault(left, set()).update(self.codes.get(right, ()))
            self.by[second] = by

    def agree(self, first: str, second: str) -> bool:
        """Tell whether nothing in their registration codes says that two records are two: one has none, or they share one."""
        left, right = self.codes.get(self.of(first)), self.codes.get(self.of(second))
        return not left or not right or not left.isdisjoint(right)


def joined(
    entries: Sequence[Entry],
    *,
    same: Iterable[tuple[str, str, str]],
    different: Iterable[tuple[str, str]],
) -> tuple[Groups, tuple[Match, ...]]:
    """Group entries into exhibitors, and return what else looks alike for a person to decide.

    Joined are records with the same registration code, and those with an equal name, in either language, unless their codes differ: an
    exhibitor on two stands or two lists is one (UFI counts a main exhibitor once, however many stands it has). A name that is not
    the first of its row joins only where no other name contradicts it. Names that are only similar are matches for review, unless the
    attendance record stands in a booth of the list record and is like it in name: then it is the same exhibitor under another name.
    `same` holds (record, record, decision), `different` pairs never to be joined by a rule.
    """
    groups = Groups(
        {entry.key: entry.key for entry in entries},
        {entry.key: set(entry.codes) for entry in entries},
    )
    apart = {frozenset(pair) for pair in different}
    order = {entry.key: number for number, entry in enumerate(entries)}
    for pair_left, pair_right, decision in same:
        before, after = sorted((pair_left, pair_right), key=order.__getitem__)
        groups.join(before, after, decision)
    for rule, values_of in (
        ("rule: same code", lambda entry: entry.codes),
        ("rule: same name", lambda entry: {comparable_name(entry.name)} - {""}),
    ):
        seen: dict[str, list[str]] = {}
        for entry in entries:
            for value in sorted(values_of(entry)):
                bearers = seen.setdefault(value, [])
                fits = (one for one in bearers if groups.agree(one, entry.key))
                first = next((o for o in fits if not _kept_apart(groups, o, entry.key, apart)), "")
                if first:
                    groups.join(first, entry.key, rule)
                bearers.append(entry.key)
    _join_other_names(entries, groups, apart)
    matches = tuple(_alike(entries, groups, apart))
    return groups, matches


def _join_other_names(entries: Sequence[Entry], groups: Groups, apart: set[frozenset[str]]) -> None:
    """Join what shares a name that is not the first of both rows: "Stand-in Tech" on the sheet, 示例 / Stand-in Tech on the list.

    Only where just two exhibitors bear the name and no name of the same script says that they are two.
    """
    scripts: dict[str, dict[bool, set[str]]] = {}
    bearers: dict[str, list[Entry]] = {}
    for entry in entries:
        for text, kind in entry.names:
            name = comparable_name(text)
            if kind != "former" and name:
                chinese = language_of(text) != "en"
                scripts.setdefault(entry.key, {}).setdefault(chinese, set()).add(name)
                bearers.setdefault(name, []).append(entry)
    for there in bearers.values():
        found = list(dict.fromkeys(groups.of(entry.key) for entry in there))
        if len(found) != 2:
            continue
        first = there[0]
        second = next(entry for entry in there if groups.of(entry.key) == found[1])
        contradicted = any(
            left.isdisjoint(right)
            for script in (True, False)
            if (left := scripts[first.key].get(script))
            and (right := scripts[second.key].get(script))
        )
        if (
            not contradicted
            and groups.agree(first.key, second.key)
            and not _kept_apart(groups, first.key, second.key, apart)
        ):
            groups.join(first.key, second.key, "rule: same name")


def _kept_apart(groups: Groups, first: str, second: str, apart: set[frozenset[str]]) -> bool:
    """Tell whether joining two records would join two that a person called different."""
    if not apart:
        return False
    left, right = groups.of(first), groups.of(second)
    return any({groups.of(a), groups.of(b)} == {left, right} for a, b in map(tuple, apart))


def _alike(entries: Sequence[Entry], groups: Groups, apart: set[frozenset[str]]) -> Iterable[Match]:
    """Yield what is alike and not joined; join an attendance record to the like-named list record of its booth."""
    listed = [entry for entry in entries if entry.role == "list" and entry.names]
    index = indexed(Party(entry.key, entry.names, entry.codes) for entry in listed)
    members: dict[str, set[str]] = {}
    for entry in entries:
        members.setdefault(groups.of(entry.key), set()).add(entry.role)
    for entry in entries:
        alone = members[groups.of(entry.key)] == {entry.role}
        if not entry.names or (entry.role == "attendance" and not alone):
            continue
        renamed = _renamed(entry, listed, groups, members, apart)
        if renamed is not None:
            groups.join(renamed.key, entry.key, "rule: same booth, similar name")
            members[groups.of(entry.key)].add("attendance")
            continue
        for rank, one in enumerate(
            candidates(Party(entry.key, entry.names, entry.codes), index, top=4), 1
        ):
            other = listed[one.position]
            if (
                groups.of(other.key) == groups.of(entry.key)
                or frozenset((other.key, entry.key)) in apart
            ):
                continue
            if entry.role == "list" and other.key > entry.key:
                continue
            booth = _shared_booths(entry, other)
            status = verdict(one.probability, accept=1.01, review=_SHOWN)
            if status == "review":
                reasons = (*one.reasons, *(f"same_booth:{name}" for name in sorted(booth)))
                yield Match(
                    "roster",
                    other.key,
                    entry.key,
                    other.name,
                    entry.name,
                    one.probability,
                    status,
                    rank,
                    reasons,
                )


def _renamed(
    entry: Entry,
    listed: Sequence[Entry],
    groups: Groups,
    members: Mapping[str, set[str]],
    apart: set[frozenset[str]],
) -> Entry | None:
    """Return the list record that an attendance record is under another name: of its booth, like it, and not found otherwise."""
    if entry.role != "attendance":
        return None
    there = [
        (resemblance(entry.name, other.name), other)
        for other in listed
        if _shared_booths(entry, other)
        and "attendance" not in members[groups.of(other.key)]
        and frozenset((other.key, entry.key)) not in apart
        and groups.agree(other.key, entry.key)
    ]
    best, other = max(there, key=lambda pair: pair[0], default=(0.0, entry))
    return other if best >= _RENAMED else None


def _shared_booths(one: Entry, other: Entry) -> set[str]:
    return set(map(str.casefold, one.booths)) & set(map(str.casefold, other.booths))


def groups_of(entries: Sequence[Entry], groups: Groups) -> Mapping[str, list[Entry]]:
    """Return the entries of each exhibitor, exhibitors and entries in the order of the records."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(groups.of(entry.key), []).append(entry)
    return found
