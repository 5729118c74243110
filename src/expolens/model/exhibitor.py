"""What took part: the unit of analysis unless the study says company."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exhibitor:
    """One or more list and attendance records that are one participant.

    `attendance` is present, absent, unclear (checkers disagree, nobody decided) or unknown (nobody looked).
    `included` is False for what is no exhibitor, with the `reason`; `by` is the decision or the rule that said so.
    `name` is as the first record prints it, "" for a row without a name. `renamed` is the other name it was found under.
    """

    id: str
    name: str
    name_en: str
    listed: bool
    attendance: str
    included: bool
    reason: str
    by: str
    renamed: str
    records: tuple[str, ...]
    booths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What one checker noted of one exhibitor on site; `status` is present, absent, renamed, unlisted or unclear."""

    exhibitor: str
    record: str
    status: str
    checker: str
    date: str
    note: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why a unit is not in the next box of the participant flow; `stage` is roster or attendance."""

    exhibitor: str
    stage: str
    reason: str
    by: str
    date: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should look at, said once: a shared booth, a nameless row, a glued code, a stale decision.

    `code` names the kind of remark in `wording/`; `subject` is an exhibitor, record or decision; `detail` its own words.
    """

    stage: str
    code: str
    subject: str
    detail: str
