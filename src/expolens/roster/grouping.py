"""Which records are one exhibitor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from expolens.model.match import Match
from expolens.names import comparable_name, language_of
from expolens.names.brand import is_only_a_form
from expolens.roster.doubts import alike
from expolens.roster.entries import PLACES, Entry, Groups, grouped_entries
from expolens.roster.stands import join_in_booths

Doubt = tuple[str, str]
"""Two records of one name of which something else says, or may say, that they are two."""


def joined(
    entries: Sequence[Entry],
    *,
    same: Iterable[tuple[str, str, str]],
    different: Iterable[tuple[str, str]],
    undecided: Sequence[Doubt] = (),
) -> tuple[Groups, tuple[Match, ...]]:
    """Group entries into exhibitors, and return what else looks alike for a person to decide.

    Joined are records with the same registration code, and those with an equal name, in either language, unless their codes,
    provinces, countries or websites differ: an exhibitor on two stands or two lists is one (UFI counts a main exhibitor once, however
    many stands it has). A name that is not the first of its row joins only where no other name contradicts it. An attendance record
    that is not found so is the list record of its booth where both have one brand, or the list records its name as a short, former or
    English one: then it is the same exhibitor under another name. What else is alike, or stands in one booth, is a match for review.
    `same` holds (record, record, decision), `different` pairs never to be joined by a rule; `undecided`, which people were unsure of or
    contradict each other on, neither are, and wait for a person.
    """
    groups = grouped_entries(entries)
    for left, right in different:
        groups.keep_apart(left, right)
    for left, right in undecided:
        groups.leave_open(left, right)
    for left, right, decision in same:
        before, after = sorted((left, right), key=groups.order.__getitem__)
        groups.join(before, after, decision)
    _join_codes(entries, groups)
    doubts = _join_names(entries, groups)
    _join_other_names(entries, groups)
    doubts += [*join_in_booths(entries, groups), *undecided]
    return groups, tuple(alike(entries, groups, doubts))


def _join_codes(entries: Sequence[Entry], groups: Groups) -> None:
    seen: dict[str, str] = {}
    for entry in entries:
        for code in sorted(entry.codes):
            first = seen.setdefault(code, entry.key)
            if groups.may_be_one(first, entry.key, ("code",)):
                groups.join(first, entry.key, "rule: same code")


def _join_names(entries: Sequence[Entry], groups: Groups) -> list[Doubt]:
    """Join records of one first name unless something contradicts it, and return the pairs a person has to look at.

    Where several exhibitors bear the name, a list record is the first that it can be; an attendance record is the one in whose booth it stands.
    """
    doubts: list[Doubt] = []
    bearers: dict[str, list[Entry]] = {}
    for entry in entries:
        if not is_only_a_form(entry.name):
            bearers.setdefault(comparable_name(entry.name), []).append(entry)
    for there in bearers.values():
        stands: dict[str, set[str]] = {}
        for entry in there:
            own = groups.of(entry.key)
            heads = [head for head in dict.fromkeys(map(groups.of, stands)) if head != own]
            chosen = _chosen(entry, heads, stands, groups)
            if chosen:
                groups.join(chosen, entry.key, "rule: same name")
            else:
                doubts += [
                    (head, entry.key)
                    for head in heads
                    if groups.may_be_one(head, entry.key, ("code",))
                ]
            stands.setdefault(chosen or own, set()).update(entry.stands)
    return doubts


def _chosen(entry: Entry, heads: Sequence[str], stands: dict[str, set[str]], groups: Groups) -> str:
    """Return which of the exhibitors of its name a record is, "" where that cannot be told."""
    fitting = [head for head in heads if groups.may_be_one(head, entry.key)]
    if entry.role == "list" or len(fitting) < 2:
        return next(iter(fitting), "")
    here = [head for head in fitting if not stands.get(head, set()).isdisjoint(entry.stands)]
    return here[0] if len(here) == 1 else ""


def _join_other_names(entries: Sequence[Entry], groups: Groups) -> None:
    """Join what shares a name that is not the first of both rows: "Stand-in Tech" on the sheet, 示例 / Stand-in Tech on the list.

    Only where just two exhibitors bear the name and no name of the same script says that they are two.
    """
    scripts: dict[str, dict[bool, set[str]]] = {}
    bearers: dict[str, list[Entry]] = {}
    for entry in entries:
        for text, kind in entry.names:
            if kind != "former" and not is_only_a_form(text):
                name, chinese = comparable_name(text), language_of(text) != "en"
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
        if not contradicted and groups.may_be_one(first.key, second.key, ("code", *PLACES)):
            groups.join(first.key, second.key, "rule: same name")
