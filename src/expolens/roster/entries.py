"""What the roster compares: one record, and records that were made one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from expolens.values.website import site

PLACES = ("country", "province", "website")
"""What two rows of one exhibitor agree in; where they do not, an equal name alone is not enough."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One list or attendance record with what the roster compares: names, codes, booths, and where it is.

    `places` holds (kind, value) of `PLACES`.
    """

    key: str
    role: str
    names: tuple[tuple[str, str], ...]
    codes: frozenset[str]
    booths: tuple[str, ...]
    places: frozenset[tuple[str, str]] = frozenset()

    @property
    def name(self) -> str:
        """The first name, "" for a row without one."""
        return self.names[0][0] if self.names else ""

    @property
    def stands(self) -> tuple[str, ...]:
        """The booths as they are compared, each once."""
        return tuple(dict.fromkeys(booth.casefold() for booth in self.booths))


def places_of(values: Mapping[str, Sequence[str]]) -> frozenset[tuple[str, str]]:
    """Return where a record says that it is; a province of China is in China.

    >>> sorted(places_of({"province": ["zhejiang"], "website": ["https://www.stand-in.com.cn/en"]}))
    [('country', 'cn'), ('province', 'zhejiang'), ('website', 'stand-in')]
    """
    provinces = {value for name in ("province", "area") for value in values.get(name, ())}
    found = {("province", value) for value in provinces}
    found |= {("country", value) for value in values.get("country", ())}
    if provinces:
        found.add(("country", "cn"))
    found |= {("website", site(value)) for value in values.get("website", ())}
    return frozenset(pair for pair in found if pair[1])


@dataclass(slots=True)
class Groups:
    """Union of records; `by` says which rule or decision joined a record to the one before it.

    `known` holds what the records of a group say together, by the record that stands for it: codes and places.
    """

    order: Mapping[str, int]
    known: dict[str, dict[str, set[str]]]
    parent: dict[str, str] = field(default_factory=dict)
    by: dict[str, str] = field(default_factory=dict)
    apart: dict[str, set[str]] = field(default_factory=dict)
    undecided: dict[str, set[str]] = field(default_factory=dict)

    def of(self, key: str) -> str:
        """Return the record that stands for the group of `key`: its first."""
        root = key
        while (above := self.parent.get(root, root)) != root:
            root = above
        while (above := self.parent.get(key, key)) != root:
            self.parent[key], key = root, above
        return root

    def join(self, first: str, second: str, by: str) -> None:
        """Make two records one exhibitor; the one that came first stands for both."""
        roots = {self.of(first), self.of(second)}
        if len(roots) == 1:
            return
        left, right = sorted(roots, key=self.order.__getitem__)
        self.parent[right] = left
        mine = self.known.setdefault(left, {})
        for kind, values in self.known.pop(right, {}).items():
            mine.setdefault(kind, set()).update(values)
        for other in self.apart.pop(right, ()):
            self.apart[other].discard(right)
            self.keep_apart(left, other)
        for other in self.undecided.pop(right, ()):
            self.undecided[other].discard(right)
            self.leave_open(left, other)
        self.by[second] = by

    def keep_apart(self, first: str, second: str) -> None:
        """Remember that a person called two records different."""
        left, right = self.of(first), self.of(second)
        if left != right:
            self.apart.setdefault(left, set()).add(right)
            self.apart.setdefault(right, set()).add(left)

    def kept_apart(self, first: str, second: str) -> bool:
        """Tell whether joining two records would join two that a person called different."""
        return self.of(second) in self.apart.get(self.of(first), ())

    def leave_open(self, first: str, second: str) -> None:
        """Remember that people looked at two records and did not settle whether they are one."""
        left, right = self.of(first), self.of(second)
        if left != right:
            self.undecided.setdefault(left, set()).add(right)
            self.undecided.setdefault(right, set()).add(left)

    def left_open(self, first: str, second: str) -> bool:
        """Tell whether joining two records would join two that people did not settle."""
        return self.of(second) in self.undecided.get(self.of(first), ())

    def disagreement(
        self, first: str, second: str, kinds: Iterable[str] = ("code", *PLACES)
    ) -> tuple[str, ...]:
        """Return the kinds in which two groups contradict each other: both say something, and nothing in common."""
        left, right = (self.known.get(self.of(key), {}) for key in (first, second))
        return tuple(
            kind
            for kind in kinds
            if (mine := left.get(kind)) and (theirs := right.get(kind)) and mine.isdisjoint(theirs)
        )

    def reasons(self, first: str, second: str) -> tuple[str, ...]:
        """Return why two groups of one name may be two, as reasons of a match."""
        left, right = (self.known.get(self.of(key), {}) for key in (first, second))
        return tuple(
            f"other_{kind}:{', '.join(sorted(left[kind]))} / {', '.join(sorted(right[kind]))}"
            for kind in self.disagreement(first, second, PLACES)
        )

    def may_be_one(self, first: str, second: str, kinds: Iterable[str] = ("code", *PLACES)) -> bool:
        """Tell whether neither a person nor codes and places say that two records are two."""
        if self.kept_apart(first, second) or self.left_open(first, second):
            return False
        return not self.disagreement(first, second, kinds)


def grouped_entries(entries: Sequence[Entry]) -> Groups:
    """Return every record as a group of its own, in the order of the entries."""
    known: dict[str, dict[str, set[str]]] = {}
    for entry in entries:
        mine: dict[str, set[str]] = {"code": set(entry.codes)} if entry.codes else {}
        for kind, value in entry.places:
            mine.setdefault(kind, set()).add(value)
        known[entry.key] = mine
    return Groups({entry.key: number for number, entry in enumerate(entries)}, known)


def groups_of(entries: Sequence[Entry], groups: Groups) -> Mapping[str, list[Entry]]:
    """Return the entries of each exhibitor, exhibitors and entries in the order of the records."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(groups.of(entry.key), []).append(entry)
    return found
