"""A decision ⇄ one line of `decisions.jsonl`."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, fields, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from expolens.errors import StudyError, suggestion
from expolens.model.decision import PAIRED, SETTLES, VERDICTS, Decision, Quote
from expolens.values.fields import FIELDS
from expolens.values.marks import is_mark, meanings

_KEYS = tuple(part.name for part in fields(Decision))
_QUOTE_KEYS = tuple(part.name for part in fields(Quote))
# What a verdict cannot do without, beside who, when and why.
_NEEDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(PAIRED, ("left", "right")),
    "include": ("left",),
    "exclude": ("left",),
    "mark": ("left", "value"),
    "correct": ("left", "field", "value", "origin"),
    "label": ("left", "field", "value"),
    "synonym": ("left", "field", "value"),
    "withdraw": ("value",),
}
NOT_CORRECTED = frozenset(
    {"attendance", "checker", "checked_on", "attendance_note", "found_name", "asked_name"}
)
"""Fields of the on-site sheets and of what was asked: a mark says what they say."""
_MEANING = {
    "left": "the words it judges, as {\"name\": \"…\"}",
    "right": "the other words it judges, as {\"name\": \"…\"}",
    "field": "the field or vocabulary",
    "value": "the value",
    "origin": "where the value is from",
}  # fmt: skip


def content_id(decision: Decision) -> str:
    """Return the id a decision has by its content: "d-" and ten hex digits; what its `id` says does not matter.

    >>> one = Decision("", "exclude", "checker A", "2026-01-01", "a sponsor", Quote(name="示例"))
    >>> content_id(one) == content_id(identified(one)), len(content_id(one))
    (True, 12)
    """
    content = json.dumps(asdict(replace(decision, id="")), ensure_ascii=False, sort_keys=True)
    return "d-" + sha256(content.encode()).hexdigest()[:10]


def identified(decision: Decision) -> Decision:
    """Return the decision with the id of its content."""
    return replace(decision, id=content_id(decision))


def line_of(decision: Decision) -> str:
    """Write a decision as one line of JSON, without its newline: keys in the order declared, empty ones left out.

    >>> line_of(Decision("d-1", "withdraw", "checker A", "2026-01-01", "a slip", value="d-0"))
    '{"id": "d-1", "verdict": "withdraw", "by": "checker A", "date": "2026-01-01", "why": "a slip", "value": "d-0"}'
    """
    content = {}
    for key, value in asdict(decision).items():
        kept = {k: v for k, v in value.items() if v} if isinstance(value, dict) else value
        if kept:
            content[key] = kept
    return json.dumps(content, ensure_ascii=False)


def decision_of(line: str, *, where: str = "") -> Decision:
    """Read one line; a line without an `id` gets that of its content.

    Raises StudyError that begins with `where` for anything that is not a decision.
    """
    try:
        content = json.loads(line)
    except json.JSONDecodeError as error:
        raise StudyError(
            f"this line is not JSON: {error.msg} at character {error.pos + 1}",
            where=where,
            have=f"It begins {line[:60]!r}.",
            todo="Mend the line, or take it out: one decision is one line.",
        ) from error
    if not isinstance(content, dict):
        raise StudyError(
            "a decision is a JSON object",
            where=where,
            have=f"It begins {line[:60]!r}.",
            todo='Write {"verdict": …, "by": …, "date": …, "why": …}.',
        )
    given = _texts(content, _KEYS, where=where)
    decision = Decision(**{"id": "", "by": "", "date": "", "why": "", "verdict": "", **given})
    checked(decision, where=where)
    return decision if decision.id else identified(decision)


def _texts(content: dict[str, Any], known: tuple[str, ...], *, where: str) -> dict[str, Any]:
    """Return the object's texts, its quotes as `Quote`; StudyError for unknown keys and anything that is no text."""
    given: dict[str, Any] = {}
    for key, value in content.items():
        if key not in known:
            raise StudyError(f"unknown key '{key}'", where=where, todo=suggestion(key, known))
        if key in ("left", "right"):
            if not isinstance(value, dict):
                raise StudyError(
                    f"'{key}' quotes what was judged",
                    where=where,
                    have=f"You have {value!r}.",
                    todo=f'Write "{key}": {{"name": "…"}}; source, booth and code can stand there too.',
                )
            given[key] = Quote(**_texts(value, _QUOTE_KEYS, where=f"{where}, '{key}'"))
        elif isinstance(value, str):
            given[key] = value.strip()
        else:
            raise StudyError(
                f"'{key}' is a text",
                where=where,
                have=f"You have {value!r}.",
                todo="Put it in quotation marks.",
            )
    return given


def checked(decision: Decision, *, where: str) -> None:
    """Raise StudyError unless the decision says all that its verdict needs."""
    if decision.verdict not in VERDICTS:
        raise StudyError(
            f"unknown verdict '{decision.verdict}'" if decision.verdict else "no 'verdict'",
            where=where,
            todo=suggestion(decision.verdict, VERDICTS),
        )
    for key, meaning in (("by", "who decided"), ("date", "the day"), ("why", "the reason")):
        if not getattr(decision, key):
            raise StudyError(f"no '{key}'", where=where, todo=f'Add "{key}": {meaning}.')
    if not _is_day(decision.date):
        raise StudyError(
            "'date' is no day of the calendar",
            where=where,
            have=f"You have '{decision.date}'.",
            todo="Write it as 2026-01-31.",
        )
    empty = Quote(source=decision.left.source)
    for key in _NEEDS[decision.verdict]:
        value = getattr(decision, key)
        blank = (
            value in (empty, Quote(source=value.source)) if isinstance(value, Quote) else not value
        )
        if blank:
            raise StudyError(
                f"a decision '{decision.verdict}' needs '{key}'",
                where=where,
                todo=f'Add "{key}": {_MEANING[key]}.',
            )
    _words_known(decision, where=where)
    if decision.verdict == "synonym" and not decision.left.name:
        raise StudyError(
            "a decision 'synonym' needs the term",
            where=where,
            todo='Write the term as "left": {"name": "…"}.',
        )


def _words_known(decision: Decision, *, where: str) -> None:
    """Raise StudyError for a field that the verdict cannot be of, and for a mark that says nothing."""
    if decision.verdict == "mark" and not is_mark(decision.value):
        raise StudyError(
            f"'{decision.value}' is no mark",
            where=where,
            todo=suggestion(decision.value, meanings()),
        )
    if decision.verdict in PAIRED and decision.field not in ("", SETTLES):
        raise StudyError(
            f"a decision '{decision.verdict}' cannot be of '{decision.field}'",
            where=where,
            todo=f'Leave "field" out, or write "{SETTLES}" with the ids it settles as "value".',
        )
    if decision.verdict not in ("correct", "label", "synonym"):
        return
    known = FIELDS.get(decision.field)
    one = decision.verdict == "correct"
    usable = [
        name
        for name, field in FIELDS.items()
        if not field.personal
        and (field.type == "terms" if not one else not field.many and field.type != "name")
        and name not in NOT_CORRECTED
    ]
    if decision.field in usable:
        return
    what = f"unknown field '{decision.field}'"
    todo = suggestion(decision.field, usable)
    if known is not None:
        what = f"a decision '{decision.verdict}' cannot be of '{decision.field}'"
        other = "label" if known.type == "terms" else "correct"
        if decision.field in NOT_CORRECTED:
            todo = 'Write "verdict": "mark".'
        elif not known.personal and known.type != "name" and other != decision.verdict:
            todo = f'Write "verdict": "{other}".'
        elif known.personal:
            todo = "It is personal, and withheld from everything."
    raise StudyError(what, where=where, todo=todo)


def _is_day(text: str) -> bool:
    """Tell whether a text is an ISO day that is in the calendar."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Read `decisions.jsonl` in the order people decided; no file is no decisions, blank lines are passed over.

    A line that stands twice, as a merge can leave it, counts once. Raises StudyError with file and line for a line that is
    no decision, an id that stands for two decisions, and a withdrawal of what was not decided before it.
    """
    if not path.exists():
        return ()
    seen: dict[str, Decision] = {}
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path.name}, line {number}"
        decision = decision_of(line.strip(), where=where)
        if decision.verdict == "withdraw" and decision.value not in seen:
            raise StudyError(
                f"it withdraws '{decision.value}', which was not decided before",
                where=where,
                todo=suggestion(decision.value, seen),
            )
        if seen.setdefault(decision.id, decision) != decision:
            raise StudyError(
                f"the id '{decision.id}' stands for two different decisions",
                where=where,
                todo="Take the id of one of them out: it then gets its own.",
            )
    return tuple(seen.values())


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise StudyError(
            "this file is not UTF-8",
            where=f"{path.name}, line {line}",
            todo="Save it as UTF-8.",
        ) from error
    except OSError as error:
        raise StudyError(f"cannot be read: {error.strerror}", where=str(path)) from error
