"""From which probability on a record is matched: of the fit that ships, or of a user's own labels."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from expolens.errors import StudyError
from expolens.match.answers import REVIEW, Verdict
from expolens.match.calibration import LEAST as CALIBRATION_LEAST
from expolens.match.calibration import LEAST_OF_EACH as CALIBRATION_EACH
from expolens.match.calibration import Calibration
from expolens.match.quality import Judged
from expolens.matching import Found, threshold, verdict
from expolens.numbers.interval import Z_LOW, needed, wilson

PRECISIONS = (0.8, 0.9, 0.95, 0.98, 0.99, 0.995)
_HEAD = """# Thresholds by {rows} labelled rows with a record, for `expolens match --thresholds`. From `probability` on, `right` of `rows` were right, and
# `precision` is surely reached: it is not above the lower bound of Wilson's interval, which holds in 95% of cases.
rows = {rows}
"""


@dataclass(frozen=True, slots=True)
class Threshold:
    """The lowest probability from which on a precision is surely reached, with the counts it rests on."""

    precision: float
    probability: float
    rows: int
    right: int


@dataclass(frozen=True, slots=True)
class Own:
    """A user's thresholds: where they are from, how many labelled rows they rest on, they themselves, rising, and what is made of probabilities before."""

    file: str
    rows: int
    thresholds: tuple[Threshold, ...]
    calibration: Calibration | None = None

    def found(self, raw: Found) -> Found:
        """Return what a search gave with the probabilities that the labels gave."""
        if self.calibration is None:
            return raw
        return Found(tuple(map(self.calibration.scored, raw.candidates)), raw.present)

    def of(self, precision: float) -> Threshold:
        """Return the threshold of the lowest precision that is at least the one asked; StudyError where there is none."""
        found = next((one for one in self.thresholds if one.precision >= precision), None)
        if found is None:
            most = max((one.precision for one in self.thresholds), default=0.0)
            raise StudyError(
                f"there is no threshold for a precision of {precision:.1%}", where=self.file,
                have=f"Its labels reach {most:.1%}." if most else "It has none.",
                todo=f"Ask for less with --precision {most:g}, or refit on more labels." if most else "Refit on more labels.",
            )  # fmt: skip
        return found

    def verdict(self, precision: float) -> Verdict:
        """Return what tells matched, review and not_found apart; what something contradicts is never matched, whatever the labels say."""
        least = max(self.of(precision).probability, threshold(0.5))
        return lambda one: "matched" if one >= least else verdict(one, accept=2.0, review=REVIEW)


def shipped(precision: float) -> Verdict:
    """Return what tells matched, review and not_found apart by the fit that ships."""
    return lambda one: verdict(one, accept=precision, review=REVIEW)


def refitted(rows: Sequence[Judged]) -> tuple[Threshold, ...]:
    """Return for each of PRECISIONS that the labels reach its threshold: the lowest probability at which Wilson's lower bound is not below it."""
    order = sorted((one for one in rows if one.probability > 0), key=lambda one: -one.probability)
    found: dict[float, Threshold] = {}
    hits = 0
    for n, one in enumerate(order, 1):
        hits += one.right
        if n < len(order) and order[n].probability >= one.probability:
            continue
        low, _ = wilson(hits, n, z=Z_LOW)
        found |= {p: Threshold(p, one.probability, n, hits) for p in PRECISIONS if low >= p}
    return tuple(found[p] for p in PRECISIONS if p in found)


def written(
    thresholds: Sequence[Threshold],
    rows: int,
    *,
    where: str,
    calibration: Calibration | None = None,
) -> str:
    """Return thresholds as the text of a file; StudyError where there are none, with how many labels it takes."""
    if not thresholds:
        raise StudyError(
            "the labels are too few, or too many records are wrong, to say from where on any share is right", where=where,
            have=f"{rows} labelled rows have a record.",
            todo=f"For 95% it takes {needed(0.95)} right ones above the first wrong one, for 98% {needed(0.98)}, for 99% {needed(0.99)}.",
        )  # fmt: skip
    parts = [_HEAD.format(rows=rows), _written(calibration)]
    parts += [
        f"[[threshold]]\nprecision = {one.precision}\nprobability = {one.probability!r}\nrows = {one.rows}\nright = {one.right}\n"
        for one in thresholds
    ]
    parts += [f"# {p:.1%} is not reached: it takes {needed(p)} right ones above the first wrong one.\n" for p in PRECISIONS if p not in {one.precision for one in thresholds}]  # fmt: skip
    return "\n".join(parts)


def _written(one: Calibration | None) -> str:
    """Return the part of the file that says what is made of probabilities."""
    if one is None:
        return (
            f"# Probabilities stay as they are: a calibration takes {CALIBRATION_LEAST} rows with {CALIBRATION_EACH} right and {CALIBRATION_EACH} wrong ones, and is kept\n"
            "# where it states rows that it was not fitted on better.\n"
        )
    return (
        "# What is made of the log-odds of a probability, before the thresholds: slope x log-odds + intercept.\n"
        f"[calibration]\nslope = {one.slope!r}\nintercept = {one.intercept!r}\nrows = {one.rows}\nright = {one.right}\n"
    )


def own(path: Path) -> Own:
    """Read a file that `written` made; StudyError for anything else."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        ones = tuple(
            Threshold(
                float(one["precision"]),
                float(one["probability"]),
                int(one["rows"]),
                int(one["right"]),
            )
            for one in data["threshold"]
        )
        rows = int(data["rows"])
        made = data.get("calibration")
        calibration = (
            Calibration(
                float(made["slope"]),
                float(made["intercept"]),
                int(made["rows"]),
                int(made["right"]),
            )
            if made
            else None
        )
    except OSError as error:
        raise StudyError(
            f"it cannot be read: {error.strerror or error}", where=str(path)
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise StudyError(
            "this is no file of thresholds", where=str(path), todo="Make one: expolens match NAMES REGISTRY --labels PAIRS.csv --refit FILE.",
        ) from error  # fmt: skip
    if any(not 0 < one.probability <= 1 or not 0 < one.precision < 1 for one in ones):
        raise StudyError("a threshold is between 0 and 1", where=str(path))
    if calibration and not calibration.slope > 0:
        raise StudyError("the slope of a calibration is above 0", where=str(path))
    return Own(str(path), rows, tuple(sorted(ones, key=lambda one: one.precision)), calibration)
