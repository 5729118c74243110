"""What people said of the pairs of a build, by the decisions as they stand now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from expolens.decisions.grouping import Grouped, grouped
from expolens.decisions.quoting import Known
from expolens.decisions.replay import standing
from expolens.model.decision import PAIRED, Decision, Judgement

Ends = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """Verdicts and judgements by pair: `units` of exhibitors and records, `rows` of the rows of lists and on-site sheets."""

    unit_of: Mapping[str, str]
    units: Mapping[Ends, str]
    rows: Mapping[Ends, str]
    words: Mapping[Ends, tuple[Judgement, ...]]
    everything: tuple[Judgement, ...]

    def of(self, pair: Ends) -> tuple[str, tuple[Judgement, ...]]:
        """Return the verdict that counts on a pair ("" for none), and the judgements on it that nobody replaced."""
        ends = _sorted(pair)
        if ends in self.rows or ends in self.words:
            return self.rows.get(ends, self.units.get(ends, "")), self.words.get(ends, ())
        units = _sorted((self.unit_of.get(pair[0], pair[0]), self.unit_of.get(pair[1], pair[1])))
        return self.units.get(units, ""), self.words.get(units, ())


def said(known: Known, decisions: Sequence[Decision], *, rows: Collection[str]) -> Said:
    """Weigh the standing decisions on pairs; `rows` are the records of lists and on-site sheets.

    `everything` holds each judgement once: of rows by row, of an exhibitor and a registry or library record by exhibitor.
    """
    ours = [one for one in standing(decisions) if one.verdict in PAIRED]
    among = grouped(ours, known.find, stage="roster", among=rows)
    units = grouped(ours, known.find, stage="resolve", unit_of=known.unit_of)
    words: dict[Ends, tuple[Judgement, ...]] = {}
    for one in (*among.judgements, *units.judgements):
        if one.state != "outranked":
            words[one.left, one.right] = (*words.get((one.left, one.right), ()), one)
    others = [one for one in units.judgements if _of_a_source(one, known)]
    return Said(
        known.unit_of, _verdicts(units), _verdicts(among), words, (*among.judgements, *others)
    )


def _of_a_source(one: Judgement, known: Known) -> bool:
    """Tell whether a judgement is of an exhibitor and a registry or library record."""
    return (one.left in known.exhibitors) != (one.right in known.exhibitors)


def _verdicts(said: Grouped) -> dict[Ends, str]:
    return {
        _sorted((left, right)): verdict
        for left, others in said.verdicts().items()
        for right, (verdict, _) in others.items()
    }


def _sorted(pair: Ends) -> Ends:
    return (pair[0], pair[1]) if pair[0] <= pair[1] else (pair[1], pair[0])
