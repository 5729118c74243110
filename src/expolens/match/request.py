"""What is asked of a match."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from expolens.errors import StudyError
from expolens.model.text import Language

PRECISION = 0.98


class How(TypedDict, total=False):
    """What one can say of a match besides its files: the same words as in `Request`."""

    name_column: str
    registry_column: str
    top: int
    precision: float
    language: Language
    labels: Path | None
    thresholds: Path | None
    itself: bool
    encoding: str


@dataclass(frozen=True, slots=True)
class Request:
    """The files and how they are matched.

    `names` is looked for in `registry`, or with `itself` within itself. The columns of names are found unless `name_column` and
    `registry_column` say them. `top` is the most rows of one name, `precision` what share of those called matched is to be right.
    `labels` is a file of pairs that are known to be right, by which the answers are judged, `thresholds` one that `refit` of labels wrote. `encoding` is what files that are no UTF-8 are in, "" to be found out.
    """

    names: Path
    registry: Path | None = None
    name_column: str = ""
    registry_column: str = ""
    top: int = 5
    precision: float = PRECISION
    language: Language = "en"
    labels: Path | None = None
    thresholds: Path | None = None
    itself: bool = False
    encoding: str = ""

    def checked(self) -> Request:
        """Return it, or raise StudyError for what cannot be done."""
        if self.itself == (self.registry is not None):
            raise StudyError(
                "names are matched against a registry or, with --itself, within their own list",
                have="You have both." if self.itself else "You have neither.",
                todo="Write `expolens match NAMES REGISTRY` or `expolens match NAMES --itself`.",
            )
        if self.itself and self.labels:
            raise StudyError("--labels judges names against a registry, not pairs of one list")
        if self.itself and self.thresholds:
            raise StudyError(
                "--thresholds are of names against a registry, not of pairs of one list"
            )
        if self.top < 1:
            raise StudyError("--top is 1 or more", have=f"You have {self.top}.")
        if not 0.5 <= self.precision < 1:
            raise StudyError(
                "--precision is a share from 0.5 to below 1", have=f"You have {self.precision:g}.",
                todo=f"Did you mean {self.precision / 100:g}?" if 50 <= self.precision < 100 else "",
            )  # fmt: skip
        return self
