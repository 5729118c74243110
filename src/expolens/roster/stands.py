"""Who stands in a booth under another name than the list has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from expolens.names import comparable_name
from expolens.names.brand import brand, is_only_a_form, same_brand
from expolens.roster.entries import Entry, Groups

RENAMED = "rule: same booth, same brand"
# In a booth that more share than these, as a whole hall is, standing there says nothing.
_NEIGHBOURS = 5


def join_in_booths(entries: Sequence[Entry], groups: Groups) -> list[tuple[str, str]]:
    """Join attendance records that are not found otherwise to the list record of their booth, where the names say that it is one.

    Returns the pairs that share a booth and nothing else, for a person to decide: a company in another's booth is another company.
    """
    roles: dict[str, set[str]] = {}
    for entry in entries:
        roles.setdefault(groups.of(entry.key), set()).add(entry.role)
    listed: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.role == "list" and entry.names:
            for booth in entry.stands:
                listed.setdefault(booth, []).append(entry)
    lonely = [
        entry
        for entry in entries
        if entry.role == "attendance" and entry.names and "list" not in roles[groups.of(entry.key)]
    ]
    for entry in lonely:
        there = _unseen(entry, listed, groups, roles)
        chosen = _under_another_name(entry, there)
        if chosen is not None:
            groups.join(chosen.key, entry.key, RENAMED)
            roles[groups.of(entry.key)] = {"list", "attendance"}
    return [
        (other.key, entry.key)
        for entry in lonely
        if "list" not in roles[groups.of(entry.key)]
        and len(there := _unseen(entry, listed, groups, roles)) <= _NEIGHBOURS
        for other in there
    ]


def _unseen(
    entry: Entry,
    listed: Mapping[str, list[Entry]],
    groups: Groups,
    roles: Mapping[str, set[str]],
) -> list[Entry]:
    """Return the list records in the booth of an attendance record that nobody was found for, one of each exhibitor."""
    there: dict[str, Entry] = {}
    for booth in entry.stands:
        for other in listed.get(booth, ()):
            head = groups.of(other.key)
            if "attendance" not in roles[head] and groups.may_be_one(head, entry.key):
                there.setdefault(head, other)
    return list(there.values())


def _under_another_name(entry: Entry, there: Iterable[Entry]) -> Entry | None:
    """Return the one record whose other names have this one, or whose brand it is; None where none is, or several are."""
    several = list(there)
    own = {comparable_name(text) for text, _ in entry.names if not is_only_a_form(text)}
    mine = brand(entry.name)
    recorded = [
        one for one in several if any(comparable_name(text) in own for text, _ in one.names)
    ]
    branded = [one for one in several if mine and brand(one.name) == mine]
    within = [one for one in several if same_brand(one.name, entry.name)]
    for fitting in (recorded, branded, within):
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None
