"""Which `same` stand on the way between two units that a person called different."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Edge = tuple[str, str]


def between(edges: Iterable[Edge], one: str, other: str) -> frozenset[Edge]:
    """Return the edges that lie on any way from `one` to `other` which visits no unit twice; none where there is no way.

    They are those in one block with an edge from `one` to `other`, were it there (Hopcroft and Tarjan, Communications of the ACM
    1973;16(6):372): so the answer depends neither on the order of the edges nor on which way is the shortest.

    >>> sorted(between([("a", "b"), ("b", "c"), ("b", "d")], "a", "c"))
    [('a', 'b'), ('b', 'c')]
    """
    known = {tuple(sorted(edge)) for edge in edges}
    asked = tuple(sorted((one, other)))
    for block in _blocks(sorted({*known, asked})):
        if asked in block:
            found = block if asked in known else block - {asked}
            return frozenset((a, b) for a, b in found)
    return frozenset()


def _blocks(edges: Sequence[tuple[str, ...]]) -> list[set[tuple[str, ...]]]:
    """Return the blocks (biconnected components) of a graph, each as its edges."""
    beside: dict[str, list[str]] = {}
    for a, b in edges:
        beside.setdefault(a, []).append(b)
        beside.setdefault(b, []).append(a)
    found: list[set[tuple[str, ...]]] = []
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    for root in beside:
        if root in number:
            continue
        number[root] = lowest[root] = len(number)
        stack = [(root, "", iter(beside[root]))]
        open_edges: list[tuple[str, ...]] = []
        while stack:
            unit, above, left = stack[-1]
            following = next(left, None)
            if following is None:
                stack.pop()
                if not above:
                    continue
                lowest[above] = min(lowest[above], lowest[unit])
                if lowest[unit] >= number[above]:
                    at = open_edges.index(tuple(sorted((above, unit))))
                    found.append(set(open_edges[at:]))
                    del open_edges[at:]
            elif following not in number:
                number[following] = lowest[following] = len(number)
                open_edges.append(tuple(sorted((unit, following))))
                stack.append((following, unit, iter(beside[following])))
            elif following != above and number[following] < number[unit]:
                open_edges.append(tuple(sorted((unit, following))))
                lowest[unit] = min(lowest[unit], number[following])
    return found
