"""Counts that are set, dealt out to units by chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random


def loads(chance: Random, units: int, *, total: int, weights: Sequence[int]) -> list[int]:
    """Return how many of `total` things each unit carries: at least 1, at most `len(weights)`.

    `weights` says how common 1, 2, 3 ... things are. The sum is brought to `total` one step at a time.
    """
    sizes = range(1, len(weights) + 1)
    load = chance.choices(sizes, weights, k=units)
    while sum(load) != total:
        unit = chance.randrange(units)
        step = 1 if sum(load) < total else -1
        if 1 <= load[unit] + step <= len(weights):
            load[unit] += step
    return load


def dealt(chance: Random, counts: Mapping[str, int], load: Sequence[int]) -> list[list[str]]:
    """Give each term to exactly its count of units, each unit exactly its load of different terms.

    Terms go, the most frequent first, to the units with the most room left (Gale and Ryser: this finds a way wherever
    there is one); equal room is settled by chance.
    """
    room = list(load)
    hands: list[list[str]] = [[] for _ in load]
    for term, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        order = sorted(range(len(room)), key=lambda unit: (-room[unit], chance.random()))
        for unit in order[:count]:
            hands[unit].append(term)
            room[unit] -= 1
    if any(room) or sum(counts.values()) != sum(load):
        raise ValueError("the counts and the loads cannot both be met")
    for hand in hands:
        chance.shuffle(hand)
    return hands


def spread(chance: Random, counts: Mapping[str, int]) -> list[str]:
    """Return every value as often as `counts` says, in an order of chance."""
    values = [value for value, count in counts.items() for _ in range(count)]
    chance.shuffle(values)
    return values
