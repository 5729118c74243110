"""The rule that chooses among what several sources say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from expolens.model.fact import Fact
from expolens.model.profile import Profile


def chosen(
    facts: Sequence[Fact],
    *,
    exhibitor: str,
    company: str,
    order: Mapping[str, int],
    dates: Mapping[str, str],
) -> Profile:
    """Return the profile of one field: the first of `facts` by decision, order of sources, then date; values before absences.

    `order` ranks sources by id, `dates` gives their dates. The rule that settled it is named: decision, only, source_order, newest.
    """

    def newest(fact: Fact) -> str:
        return fact.date or dates.get(fact.source, "")

    ranked = sorted(facts, key=newest, reverse=True)
    ranked.sort(
        key=lambda fact: (
            fact.value is None,
            not _decided(fact),
            order.get(fact.source, len(order)),
        )
    )
    best, others = ranked[0], ranked[1:]
    rivals = [fact for fact in others if fact.value is not None]
    if _decided(best):
        rule = "decision"
    elif not rivals:
        rule = "only"
    else:
        rule = "newest" if rivals[0].source == best.source else "source_order"
    return Profile(
        exhibitor=exhibitor,
        company=company,
        field=best.field,
        value=best.value,
        low=best.low,
        high=best.high,
        unit=best.unit,
        date=best.date or dates.get(best.source) or None,
        absence=best.absence,
        raw=best.raw,
        rule=rule,
        source=best.source,
        record=best.record,
        others=tuple(f"{fact.source}={fact.raw}" for fact in rivals),
        note=best.note,
    )


def _decided(fact: Fact) -> bool:
    return fact.source.startswith("decision ")
