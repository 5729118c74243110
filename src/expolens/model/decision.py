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


PAIRED = ("same", "different", "unsure")
"""The verdicts that are of two records."""
SETTLES = "settles"


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

    same, different, unsure: of `left` and `right`; one that settles a dispute has `field` "settles" and, as `value`, the ids of the
    decisions it settles. include, exclude, mark: of `left`, with `value` (for mark: present,
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

    @property
    def settles(self) -> tuple[str, ...]:
        """The ids of the decisions that this one, of a pair, outranks because whoever made it had seen them."""
        return tuple(self.value.split()) if self.field == SETTLES else ()

    @property
    def said(self) -> str:
        """What it says, and who said it when and why: "correct founded = 2020-03-05 (A, 2026-05-06): the company's site"."""
        settled = len(self.settles)
        what = " = ".join(part for part in (self.field, self.value) if part)
        what = f"(settles {settled})" if settled else what
        signed = ", ".join(part for part in (self.by, self.date) if part)
        why = "; ".join(dict.fromkeys(part for part in (self.origin, self.why) if part))
        head = " ".join(
            part for part in (self.verdict, what, f"({signed})" if signed else "") if part
        )
        return f"{head}: {why}" if why else head


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a decision in this run: applied, stale (its words are gone), ambiguous, withdrawn, outranked or conflict.

    outranked: whoever said it judged anew, or somebody settled it. conflict: another says the contrary, and nobody settled it.
    `why` is the code of the reason in `wording/` ("name_gone"), `detail` its words; `said` is what the decision says and who said it.
    """

    decision: str
    stage: str
    outcome: str
    subject: str
    detail: str
    said: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one person or rule said of one pair, the smaller unit first; units are records or exhibitors.

    `state` is applied, outranked or conflict; `settles` tells that others' judgements were seen before.
    """

    left: str
    right: str
    by: str
    verdict: str
    decision: str
    settles: bool
    state: str
