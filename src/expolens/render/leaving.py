"""Why units leave a population on the way to the next, and who joins it there: read from the tables, unit by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from expolens.model.absence import NO_RECORD
from expolens.model.population import Population
from expolens.model.source import documented
from expolens.render.scene import Scene
from expolens.store.where import Names, names_of
from expolens.values import FIELDS
from expolens.wording import word

_ATTENDANCE = ("present", "absent")


@dataclass(frozen=True, slots=True)
class Change:
    """What lies between two populations: who left by reason, who was added by reason, both with how many."""

    left: tuple[tuple[str, int], ...] = ()
    added: tuple[tuple[str, int], ...] = ()


def change(scene: Scene, before: frozenset[str], steps: Sequence[Population]) -> Change:
    """Return who is in `before` and not in the last of `steps`, and the other way round; a unit leaves at the first step it is not in.

    Reasons stand in order of size; numbers lost and added make up the difference of the two populations.
    """
    after = scene.members.get(steps[-1].id, frozenset())
    reasons = _Reasons(scene)
    left = Counter(reasons.of(unit, _step(scene, unit, steps)) for unit in sorted(before - after))
    added = Counter(reasons.joining(unit) for unit in sorted(after - before))
    return Change(_by_size(left), _by_size(added))


def _by_size(found: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _step(scene: Scene, unit: str, steps: Sequence[Population]) -> Population:
    outside = (one for one in steps if unit not in scene.members.get(one.id, frozenset()))
    return next(outside, steps[-1])


class _Reasons:
    """The tables by exhibitor, read once for all units of a change."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.asked: dict[str, Names] = {}
        self.attendance = {one.id: one.attendance for one in scene.exhibitors}
        self.listed = {one.id for one in scene.exhibitors if one.listed}
        roles = {one.id: one.role for one in scene.sources}
        self.waiting = {
            (one.exhibitor, roles.get(one.source, ""))
            for one in scene.links
            if one.status == "review"
        }
        self.looked: dict[tuple[str, str], set[str]] = {}
        for one in scene.lookups:
            state = "error" if one.state == "error" else one.outcome
            self.looked.setdefault((one.exhibitor, one.role), set()).add(state)
        self.values = {(one.exhibitor, one.field): one for one in scene.profiles}
        self.terms = {(one.exhibitor, one.vocabulary) for one in scene.labels}
        own = [(one.id, record) for one in scene.exhibitors for record in one.records]
        linked = [(one.exhibitor, one.record) for one in scene.links if one.status == "accepted"]
        self.documented = documented([*own, *linked], scene.sources)
        self.sources = {(id_, record.partition(":")[0]) for id_, record in own}

    def of(self, unit: str, step: Population) -> str:
        """Return why a unit is not in the population `step`, by the first thing its condition asks that speaks against it."""
        ids = self.scene.holders.get(unit, (unit,))
        names = self._asked(step.where)
        found = (
            self._attendance(ids, names)
            or self._lookup(ids, names)
            or self._source(ids, names)
            or self._value(ids, names)
        )
        return found or self._say("condition", where=step.where)

    def _asked(self, where: str) -> Names:
        if where not in self.asked:
            self.asked[where] = names_of(where) if where else Names()
        return self.asked[where]

    def joining(self, unit: str) -> str:
        """Return as what a unit is in a population that was not in the one it is cut from."""
        ids = self.scene.holders.get(unit, (unit,))
        unlisted = not any(id_ in self.listed for id_ in ids)
        if unlisted and any(self.attendance.get(id_) == "present" for id_ in ids):
            return word("attendance.unlisted", self.scene.language)
        return self._say("added")

    def _say(self, code: str, **values: object) -> str:
        return word(f"left.{code}", self.scene.language, **values)

    def _attendance(self, ids: Sequence[str], names: Names) -> str:
        if not any(flag in names.flags for flag in _ATTENDANCE):
            return ""
        states = {self.attendance.get(id_, "unknown") for id_ in ids}
        if "present" in states:
            return ""
        status = next(name for name in ("unclear", "absent", "unknown") if name in states)
        return word(f"attendance.{status}", self.scene.language)

    def _lookup(self, ids: Sequence[str], names: Names) -> str:
        for role in names.roles:
            states = {state for id_ in ids for state in self.looked.get((id_, role), ())}
            if "found" in states:
                continue
            source = word(f"role.{role}", self.scene.language)
            if any((id_, role) in self.waiting for id_ in ids):
                return self._say("review", source=source)
            state = next((s for s in ("error", "not_found") if s in states), "not_looked_up")
            return self._say(state, source=source)
        return ""

    def _source(self, ids: Sequence[str], names: Names) -> str:
        titles = {one.id: one.title for one in self.scene.study.sources}
        for name in names.sources:
            if any((id_, name) in self.sources for id_ in ids):
                continue
            title = titles[name].within(self.scene.language) if name in titles else ""
            return self._say("source", source=title or name)
        return ""

    def _value(self, ids: Sequence[str], names: Names) -> str:
        for field in names.fields:
            label = FIELDS[field].label.within(self.scene.language) if field in FIELDS else field
            if any((id_, field) in self.terms for id_ in ids):
                continue
            profiles = [self.values[id_, field] for id_ in ids if (id_, field) in self.values]
            if any(one.value is not None for one in profiles):
                return self._say("value", field=label)
            read = any(id_ in self.documented.get(field, ()) for id_ in ids)
            silent = "not_disclosed" if read else NO_RECORD
            absence = next((one.absence for one in profiles if one.absence), silent)
            return self._say(
                "absent", field=label, absence=word(f"absence.{absence}", self.scene.language)
            )
        return self._say("label") if names.labels else ""
