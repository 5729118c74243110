"""Where labels stand: none on another, each at its point or joined to it by a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, inf, pi, sin

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
_AIR = 1.5
_FAR = 160
_DIRECTIONS = 16
_TRIES = 10
# What a place costs that is near enough, and what none at all costs.
_NEAR, _NO_ROOM = 12.0, 1000.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label of a size that belongs to a point."""

    point: Point
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A label's box, and the end of the line that joins it to its point, None where it stands on it."""

    box: Box
    leader: Point | None


def placed(labels: Sequence[Wanted], frame: Box) -> list[Placed]:
    """Return a place for each label inside the frame: the nearest that is free, so that all together are as near as several tries find.

    No box lies on another, and no line runs through a box, but for one that lies on the line's own point. The label that stands worst goes before all others in the next try; what
    has no room in the best of them stands on its point.
    """
    points = [one.point for one in labels]
    wishes = [_wishes(one, points, frame) for one in labels]
    order = list(range(len(labels)))
    best: tuple[float, dict[int, Placed]] = (inf, {})
    for _ in range(_TRIES):
        found = _tried([(labels[i], wishes[i]) for i in order])
        costs = dict(zip(order, (cost for cost, _ in found), strict=True))
        total = sum(costs.values())
        if total < best[0]:
            best = (total, {i: one for i, (_, one) in zip(order, found, strict=True)})
        worst = max(order, key=lambda i: costs[i])
        if costs[worst] <= _NEAR or order[0] == worst:
            break
        order = [worst, *(i for i in order if i != worst)]
    return [best[1][i] for i in range(len(labels))]


Wish = tuple[float, int, Placed]
"""What a place costs, its number, and the place."""


def _wishes(one: Wanted, points: Sequence[Point], frame: Box) -> list[Wish]:
    """Return the places of a label inside the frame, the best first."""
    return sorted(
        (_cost(place, one, points), i, place)
        for i, place in enumerate(_places(one))
        if _inside(place.box, frame)
    )


def _tried(given: Sequence[tuple[Wanted, Sequence[Wish]]]) -> list[tuple[float, Placed]]:
    """Place labels one after the other, each with what its place costs; what has no room left costs most and is in nobody's way."""
    done: list[tuple[float, Placed]] = []
    standing: list[tuple[Placed, Point]] = []
    for one, wishes in given:
        best = next((wish for wish in wishes if _free(wish[2], one.point, standing)), None)
        if best:
            standing.append((best[2], one.point))
            done.append((best[0], best[2]))
        else:
            done.append((_NO_ROOM, Placed(_around(one.point, one), None)))
    return done


def _places(one: Wanted) -> Iterator[Placed]:
    x, y = one.point
    yield Placed(_around(one.point, one), None)
    for r in range(2, _FAR, 5):
        for turn in range(_DIRECTIONS):
            angle = 2 * pi * turn / _DIRECTIONS
            box = _around(
                (
                    x + cos(angle) * (r + one.wide / 2 * abs(cos(angle))),
                    y + sin(angle) * (r + one.high / 2),
                ),
                one,
            )
            end = (min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3]))
            yield Placed(box, end if hypot(end[0] - x, end[1] - y) > 3 else None)


def _around(centre: Point, one: Wanted) -> Box:
    x, y = centre
    return (x - one.wide / 2, y - one.high / 2, x + one.wide / 2, y + one.high / 2)


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _free(place: Placed, point: Point, standing: Sequence[tuple[Placed, Point]]) -> bool:
    for other, origin in standing:
        if overlap(place.box, other.box, air=_AIR):
            return False
        under = overlap((*point, *point), other.box)
        if place.leader and not under and _crosses(point, place.leader, other.box):
            return False
        if other.leader and _crosses(origin, other.leader, place.box):
            return False
    return True


def _cost(place: Placed, one: Wanted, points: Sequence[Point]) -> float:
    """Prefer what is near, and what covers no other label's point."""
    x, y = one.point
    middle = ((place.box[0] + place.box[2]) / 2, (place.box[1] + place.box[3]) / 2)
    far = hypot(place.leader[0] - x, place.leader[1] - y) if place.leader else 0.0
    covered = sum(
        place.box[0] < px < place.box[2] and place.box[1] < py < place.box[3]
        for px, py in points
        if (px, py) != one.point
    )
    return 1.5 * far + 0.2 * hypot(middle[0] - x, middle[1] - y) + 12 * covered


def overlap(one: Box, other: Box, *, air: float = 0.0) -> bool:
    """Tell whether two boxes come nearer to each other than `air`.

    >>> overlap((0, 0, 2, 2), (1, 1, 3, 3)), overlap((0, 0, 2, 2), (2, 0, 3, 3))
    (True, False)
    """
    return (
        one[0] - air < other[2]
        and other[0] - air < one[2]
        and one[1] - air < other[3]
        and other[1] - air < one[3]
    )


def _crosses(start: Point, end: Point, box: Box) -> bool:
    """Tell whether a straight line runs through a box (Liang and Barsky's clipping)."""
    near, far = 0.0, 1.0
    for axis in (0, 1):
        step = end[axis] - start[axis]
        for edge, sign in ((box[axis], -1), (box[axis + 2], 1)):
            room = sign * (edge - start[axis])
            if step == 0:
                if room <= 0:
                    return False
            elif sign * step < 0:
                near = max(near, room / (sign * step))
            else:
                far = min(far, room / (sign * step))
    return near < far
