"""Decisions added to the file; what stands there is never altered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from expolens.decisions.format import checked, content_id, identified, line_of, read_decisions
from expolens.errors import StudyError
from expolens.model.decision import Decision
from expolens.store.hold import alone
from expolens.store.replacement import write_whole


def append(path: Path, decisions: Iterable[Decision]) -> int:
    """Add decisions that are not in the file yet, in order, and return how many were added.

    Earlier bytes stay as they are; the file is made where it is missing, and is whole or as it was. A decision without an
    id gets that of its content; one whose content stands there already adds nothing. Raises StudyError for a
    file that is damaged (nothing is added behind a line that cannot be read), for an id that is taken, and for a decision that
    could not be read back. Several processes can append to one file.
    """
    with alone(path.parent):
        return _append(path, decisions)


def _append(path: Path, decisions: Iterable[Decision]) -> int:
    before = read_decisions(path)
    ids = {decision.id: decision for decision in before}
    contents = {content_id(decision) for decision in before}
    added: list[Decision] = []
    for given in decisions:
        checked(given, where=f"a decision for {path.name}")
        decision = given if given.id else identified(given)
        if content_id(decision) in contents:
            continue
        if decision.id in ids:
            raise StudyError(
                f"the id '{decision.id}' is taken by another decision",
                where=path.name,
                todo="A decision is never altered: withdraw the earlier one and add yours.",
            )
        contents.add(content_id(decision))
        ids[decision.id] = replace(decision)
        added.append(decision)
    if added:
        old = path.read_bytes() if path.exists() else b""
        gap = b"\n" if old and not old.endswith(b"\n") else b""
        write_whole(path, old + gap + "".join(f"{line_of(new)}\n" for new in added).encode())
    return len(added)
