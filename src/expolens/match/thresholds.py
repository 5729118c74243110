"""From which probability on a record is matched: of the fit that ships, or of a user's own labels."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path
from typing import Any

from expolens.errors import StudyError
from expolens.match.answers import REVIEW, Verdict
from expolens.match.calibration import LEAST as CALIBRATION_LEAST
from expolens.match.calibration import LEAST_OF_EACH as CALIBRATION_EACH
from expolens.match.calibration import LEAST_SLOPE, Calibration
from expolens.match.quality import Judged
from expolens.matching import FLOOR, Found, precision_from, threshold, verdict
from expolens.numbers.interval import Z_LOW, needed, wilson

PRECISIONS = (0.8, 0.9, 0.95, 0.98, 0.99, 0.995)
VERSION = 2
_HEAD = """# Thresholds by {rows} labelled rows with a record, for `expolens match --thresholds`. From `probability` on, `right` of `rows` were right, and
# `precision` is surely reached: it is not above the lower bound of Wilson's interval, which holds in 95% of cases. None is below {floor}.
version = {version}
rows = {rows}
"""
_MAKE = "Make one: expolens match NAMES REGISTRY --labels PAIRS.csv --refit FILE."


@dataclass(frozen=True, slots=True)
class Threshold:
    """The lowest probability from which on a precision is surely reached, with the counts it rests on."""

    precision: float
    probability: float
    rows: int
    right: int

    @property
    def reached(self) -> float:
        """The precision that its labels surely reach from its probability on: Wilson's lower bound, which may be above what it stands for."""
        return max(wilson(self.right, self.rows, z=Z_LOW)[0], 0.0) if self.rows else 0.0


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
        return replace(raw, candidates=tuple(map(self.calibration.scored, raw.candidates)))

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
        """Return what tells matched, review and not_found apart; nothing below FLOOR is matched, whatever the labels say of all rows together."""
        least = max(self.of(precision).probability, FLOOR)
        return lambda one: "matched" if one >= least else verdict(one, accept=2.0, review=REVIEW)


def shipped(precision: float) -> Verdict:
    """Return what tells matched, review and not_found apart by the fit that ships."""
    return lambda one: verdict(one, accept=precision, review=REVIEW)


def shipped_from(precision: float) -> tuple[float, float]:
    """Return from which probability on `shipped` matches, and which share of such matches was right on test names: more than was asked for where FLOOR says so."""
    least = threshold(precision)
    return least, max(precision, precision_from(least))


def refitted(rows: Sequence[Judged]) -> tuple[Threshold, ...]:
    """Return for each of PRECISIONS that the labels reach its threshold: the lowest probability, not below FLOOR, at which Wilson's lower bound is not below it.

    Rows that something contradicts are never matched, and count for none.
    """
    usable = (one for one in rows if one.probability >= FLOOR and not one.contradicted)
    order = sorted(usable, key=lambda one: -one.probability)
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
    parts = [_HEAD.format(rows=rows, floor=FLOOR, version=VERSION), _written(calibration)]
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
    """Read a file that `written` made; StudyError for anything else, and for a calibration of a version that states probabilities another way."""
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
        rows, version = int(data["rows"]), int(data.get("version", 1))
        calibration = _calibration(data.get("calibration"))
    except OSError as error:
        raise StudyError(
            f"it cannot be read: {error.strerror or error}", where=str(path)
        ) from error
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise StudyError("this is no file of thresholds", where=str(path), todo=_MAKE) from error
    wrong = _wrong(ones, calibration, version)
    if wrong:
        raise StudyError(wrong, where=str(path), todo=_MAKE)
    return Own(str(path), rows, tuple(sorted(ones, key=lambda one: one.precision)), calibration)


def _calibration(made: Mapping[str, Any] | None) -> Calibration | None:
    if not made:
        return None
    return Calibration(
        float(made["slope"]), float(made["intercept"]), int(made["rows"]), int(made["right"])
    )


def _wrong(ones: Sequence[Threshold], calibration: Calibration | None, version: int) -> str:
    """Say why what was read cannot be used, "" where it can.

    A file without a version has thresholds that still hold; its calibration was fitted where every probability up to 0.3 stayed so.
    """
    if any(not 0 < one.probability <= 1 or not 0 < one.precision < 1 for one in ones):
        return "a threshold is between 0 and 1"
    if any(not 0 <= one.right <= one.rows for one in ones):
        return "more rows are right than there are"
    if version > VERSION:
        return f"this file is of version {version}, and this program knows up to {VERSION}"
    if calibration is None:
        return ""
    if not (calibration.slope >= LEAST_SLOPE and isfinite(calibration.slope)):
        return f"the slope of a calibration is {LEAST_SLOPE} or above"
    if not isfinite(calibration.intercept):
        return "the intercept of a calibration is a number"
    if version < VERSION:
        return "this calibration is from before candidates that something contradicts were told from those that are merely improbable"
    return ""
