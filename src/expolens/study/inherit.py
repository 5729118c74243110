"""What next year's study takes over from this year's: the plan and what people decided, never its sources or numbers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from expolens.errors import StudyError
from expolens.study.file import PLANS
from expolens.study.read import NAME, parsed, study_text

DECISIONS = "decisions.jsonl"
_HEAD = (
    "languages",
    "style",
    "unit",
    "currency",
    "protocol",
    "packs",
    "drop",
    "accept",
    "review",
    "authors",
)
_NATURES = {"partial": "partial", "rehearsal": "a rehearsal"}
"""What a study can be beside real; what last year's was says nothing of this year's, and is not taken over."""
_TABLE = re.compile(r"\s*\[+\s*([A-Za-z_]+)")


@dataclass(frozen=True, slots=True)
class Inherited:
    """The text of a new study file, the decisions as they stand in the old file, and what was taken over in words.

    `ids` are by role what the sources were called, the first of each: decisions quote these.
    """

    text: str
    decisions: bytes
    said: tuple[str, ...]
    ids: dict[str, str]


def inherited(template: str, old: Path) -> Inherited:
    """Return `template` with the choices and the plan of the study in folder `old`, and its decisions.

    Exchange rates are last year's and stay there, like sources, event and title. Raises StudyError where no study stands, or one that cannot be read.
    """
    path = old / NAME
    if not path.is_file():
        raise StudyError(
            "there is no study here", where=str(old), have=f"No file {NAME} was found."
        )
    before = study_text(path)
    content = parsed(before, NAME)
    head = content.get("study", {})
    text = template
    changed = [
        key for key in _HEAD if key in head and not _says(parsed(template, NAME), key, head[key])
    ]
    for key in changed:
        text = _put(text, f"{key} = {json.dumps(head[key], ensure_ascii=False)}", key)
    plan = _plan(before)
    if plan:
        text = f"{text.rstrip()}\n\n# The plan of {old.absolute().name}, taken over.\n{plan}"
    parsed(text, NAME)
    decisions = (old / DECISIONS).read_bytes() if (old / DECISIONS).is_file() else b""
    entries = sum(len(content.get(name, [])) for name in PLANS)
    lines = sum(1 for line in decisions.splitlines() if line.strip())
    said = [
        f"Taken over from {old}: {lines} line{'' if lines == 1 else 's'} of decisions, {entries} entr{'y' if entries == 1 else 'ies'} of the plan"
        + (f", {', '.join(changed)}" if changed else "")
    ]
    nature = head.get("nature", "real")
    if nature != "real":
        said.append(
            f"  {old} says that it is {_NATURES.get(nature, nature)}; this study is taken as real: write nature in [study] if it is not"
        )
        if decisions and nature == "rehearsal":
            said.append(
                "  its decisions are of companies that are made up: look at them with expolens review --applied"
            )
    if content.get("rate"):
        said.append(
            "  exchange rates are last year's: write this year's as [[rate]] with their dates"
        )
    ids: dict[str, str] = {}
    for source in content.get("source", []):
        ids.setdefault(str(source.get("role", "")), str(source.get("id", "")))
    other = [(role, id_) for role, id_ in ids.items() if id_ != role and role != "list"]
    if decisions and other:
        said.append("  decisions speak of last year's sources by their ids; add this year's with")
        said += [f"    expolens add FILE --as {role} --id {id_}" for role, id_ in other]
    return Inherited(text, decisions, tuple(said), ids)


def _says(template: dict[str, Any], key: str, value: object) -> bool:
    return bool(template.get("study", {}).get(key) == value)


def _put(text: str, line: str, key: str) -> str:
    """Replace the line of a key of [study], or put it behind the table's header."""
    found = re.search(rf"^{key}\s*=.*$", text, re.MULTILINE)
    if found:
        return text[: found.start()] + line + text[found.end() :]
    at = text.index("[study]") + len("[study]")
    return f"{text[:at]}\n{line}{text[at:]}"


def _plan(text: str) -> str:
    """Return the tables of a study file that belong to its plan, as they are written, with the notes above each."""
    kept: list[str] = []
    notes: list[str] = []
    inside = False
    for line in text.splitlines():
        header = _TABLE.match(line)
        if header:
            inside = header[1] in PLANS
            kept += notes if inside else []
            notes = []
        elif line.lstrip().startswith("#") or not line.strip():
            notes.append(line)
            continue
        if inside:
            kept += [*notes, line]
            notes = []
    return "\n".join(kept).strip() + "\n" if kept else ""
