"""The conditions of sentences: "founded_since_2009.percent > 50 and attended.checked"."""

from __future__ import annotations

import operator
import re

from expolens.errors import StudyError
from expolens.model.statistic import Statistic
from expolens.report.ledger import Ledger

PARTS = ("n", "N", "missing", "known", "percent", "value")
_COMPARED = re.compile(
    r"([\w.]+)\.(n|N|missing|known|percent|value)\s*(>=|<=|>|<|=)\s*(-?\d+(?:\.\d+)?)"
)
_STATE = re.compile(r"([\w.]+)\.(checked|unchecked|made|missing)")
_SIGNS = {
    ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le, "=": operator.eq,
}  # fmt: skip


class Unwritten(Exception):  # noqa: N818 - no error, but a sentence that has nothing to say
    """A statistic that a sentence needs was not made."""


def holds(condition: str, ledger: Ledger, *, where: str) -> bool:
    """Judge a condition over statistics and populations; an empty one holds. Its parts are joined by "and".

    "share.percent > 50" compares n, N, missing, percent, value, or known (the percentage with a value) of a statistic;
    "attended.checked", "attended.unchecked" ask whether a population was cut by a source; "in_library.made",
    "in_library.missing" whether a population or statistic was made. Raises Unwritten where the statistic it compares was not made,
    and StudyError at `where` for what cannot be read.
    """
    return all(
        _holds(part.strip(), ledger, where)
        for part in re.split(r"\band\b", condition)
        if part.strip()
    )


def _holds(part: str, ledger: Ledger, where: str) -> bool:
    if found := _COMPARED.fullmatch(part):
        name, of, sign, limit = found.groups()
        if name not in ledger.statistics or of_nobody(ledger.statistics[name]):
            raise Unwritten(name)
        return bool(_SIGNS[sign](number_of(ledger.statistics[name], of), float(limit)))
    if found := _STATE.fullmatch(part):
        name, state = found.groups()
        if state in ("made", "missing"):
            made = name in ledger.populations or name in ledger.statistics or bool(ledger.of(name))
            return made == (state == "made")
        population = ledger.populations.get(name)
        return population is not None and population.checked == (state == "checked")
    raise StudyError(
        f"this condition cannot be read: {part}",
        where=where,
        todo='Say for example "founded_since_2009.percent > 50".',
    )


def of_nobody(one: Statistic) -> bool:
    """Tell whether a share is one of an empty population: there is nothing to say of it."""
    return one.unit == "percent" and one.N == 0


def number_of(one: Statistic, part: str) -> float:
    """Return one number of a statistic: n, N, missing, value, or percent and known as percentages (0 of nobody)."""
    if part == "value":
        return one.value if one.value is not None else 0.0
    counts = {"n": one.n, "N": one.N, "missing": one.missing}
    if part in counts:
        return counts[part]
    return 100 * (one.n if part == "percent" else one.N - one.missing) / one.N if one.N else 0.0
