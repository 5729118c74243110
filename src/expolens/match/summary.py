"""What came out of a match, in lines for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor

from expolens.match.answers import Answer
from expolens.match.quality import Quality
from expolens.match.request import Request
from expolens.match.thresholds import Own, shipped_from
from expolens.matching import FLOOR
from expolens.model.text import Language
from expolens.numbers.interval import wilson
from expolens.wording import word

LEAST = 20
"""Of fewer names nothing is said of how many are registered: the estimate would be mostly the share of the tests."""
_HARDLY, _MORE = 1e-9, 0.005
"""Shares nearer than this are the same; by so much a threshold reaches more than was asked."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The rows of a list, those of them with a name, and the share of these that is estimated to be registered."""

    rows: int
    named: int
    present: float


def summary(
    rows: Sequence[Answer], counts: Counts, asked: Request, mine: Own | None
) -> tuple[str, ...]:
    """Return how many rows are matched, for review and not found, what matched means, and how many names are registered at all."""
    said, language = Counter(one.status for one in rows if one.rank == 1), asked.language
    blank = counts.rows - counts.named
    return (
        word("match.matched", language, n=said["matched"], N=counts.rows, review=said["review"], absent=said["not_found"]),
        *_meaning(asked, mine, blank),
        *([word("match.present", language, share=f"{counts.present:.0%}", N=counts.named)] if counts.named >= LEAST else []),
    )  # fmt: skip


def _meaning(asked: Request, mine: Own | None, blank: int) -> Iterator[str]:
    """Yield what matched stands for: the share that the threshold in effect reaches, which is more than was asked for where the floor says so."""
    language, own = asked.language, mine.of(asked.precision) if mine else None
    if mine and own:
        least, share = own.probability, max(own.precision, own.reached)
        said = word(
            "match.precision_own", language, file=mine.file, share=_at_least(share), right=own.right, n=own.rows,
            least=f"{least:.4f}", blank=blank,
        )  # fmt: skip
    else:
        least, share = shipped_from(asked.precision)
        said = word(
            "match.precision", language, share=_at_least(share), least=f"{least:.4f}", blank=blank
        )
    yield said
    if least < FLOOR or share > asked.precision + _MORE:
        yield word("match.floor", language, asked=f"{asked.precision:.1%}", floor=f"{FLOOR:g}")


def _at_least(share: float) -> str:
    """Return a share in percent with a decimal, cut off: what is printed is reached."""
    return f"{floor(share * 1000 + _HARDLY) / 10:.1f}%"


def pairs_told(rows: Sequence[Answer], named: int, language: Language) -> str:
    """Return how many pairs of one list there are."""
    sure = sum(one.status == "matched" for one in rows)
    return word("match.pairs", language, n=sure, review=len(rows) - sure, N=named)


def quality_told(found: Quality, language: Language) -> Iterator[str]:
    """Yield what labels say of the answers, each share with its n, N and 95% interval."""
    yield word(
        "quality.labelled",
        language,
        n=found.labelled,
        registered=found.registered,
        absent=found.labelled - found.registered,
    )
    yield word("quality.precision", language, share=_share(found.right, found.matched))
    yield word("quality.recall", language, share=_share(found.right, found.registered))
    yield word(
        "quality.f1",
        language,
        f1=f"{found.f1:.3f}",
        n=2 * found.right,
        N=found.matched + found.registered,
    )
    if found.at_95 is None:
        yield word("quality.no_95", language)
    else:
        yield word(
            "quality.recall_95",
            language,
            share=_share(found.recall_95, found.registered),
            least=f"{found.at_95:.4f}",
        )
    yield word("quality.bands", language, n=found.stated)
    for one in found.bands:
        yield word(
            "quality.band", language, low=f"{one.low:.1f}", high=f"{one.low + 0.1:.1f}", n=one.rows, mean=f"{one.mean:.3f}",
            share=_share(one.right, one.rows),
        )  # fmt: skip
    yield word(
        "quality.ece", language, ece=f"{found.ece:.4f}", brier=f"{found.brier:.4f}", n=found.stated
    )


def _share(count: int, total: int) -> str:
    """Return a share with its counts and Wilson's 95% interval."""
    if not total:
        return f"{count}/{total}"
    low, high = wilson(count, total)
    return f"{count / total:.1%} ({count}/{total}; {low:.1%}–{high:.1%})"
