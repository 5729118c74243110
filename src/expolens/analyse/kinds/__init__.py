"""The kinds of statistic: one file each, one line here."""

from __future__ import annotations

from collections.abc import Callable

from expolens.analyse.answer import Answers, Question
from expolens.analyse.kinds.completeness import completeness
from expolens.analyse.kinds.convert import convert
from expolens.analyse.kinds.counts import counts
from expolens.analyse.kinds.estimate import estimate
from expolens.analyse.kinds.extent import extent
from expolens.analyse.kinds.listing import listing
from expolens.analyse.kinds.overlap import overlap
from expolens.analyse.kinds.quantiles import quantiles
from expolens.analyse.kinds.rank_compare import rank_compare
from expolens.analyse.kinds.share import share
from expolens.analyse.kinds.top import top

KINDS: dict[str, Callable[[Question], Answers]] = {
    "share": share,
    "counts": counts,
    "range": extent,
    "quantiles": quantiles,
    "top": top,
    "listing": listing,
    "overlap": overlap,
    "rank_compare": rank_compare,
    "estimate": estimate,
    "completeness": completeness,
    "convert": convert,
}
# Kinds that read another statistic's answer, not a population of their own.
DERIVED = frozenset({"top", "rank_compare", "convert"})
ALONE = frozenset({"estimate"})
