"""What a person, or a named rule, said; append-only, outranks every match."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Verdict = Literal[
    "same", "different", "unsure", "include", "exclude", "correct", "label", "synonym", "withdraw", "mark",
]  # fmt: skip
VERDICTS: tuple[str, ...] = (
    "same", "different", "unsure", "include", "exclude", "correct", "label", "synonym", "withdraw", "mark",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quote:
    """The words a decision judged: it applies to the records these words stand on, wherever their row has moved.

    `source` narrows the records looked at ("" for any); empty strings ask nothing.
    """

    source: str = ""
    name: str = ""
    booth: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of `decisions.jsonl`.

    same, different, unsure: of `left` and `right`. include, exclude, mark: of `left`, with `value` (for mark: present,
    absent ...). correct: `field` of `left` is `value`, from `origin`. label: `left` gets concept `value` of vocabulary
    `field`. synonym: term `left.name` of `field` is the term `value`. withdraw: `value` is an earlier decision's id.
    """

    id: str
    verdict: str
    by: str
    date: str
    why: str
    left: Quote = field(default_factory=Quote)
    right: Quote = field(default_factory=Quote)
    field: str = ""
    value: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a decision in this run: applied, stale (its words are gone), ambiguous, withdrawn or conflict."""

    decision: str
    stage: str
    outcome: str
    subject: str
    detail: str
