"""What a build was made from, and with which keys its steps ran: `build/run.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from expolens.store.digest import file_digest, files_digest, program_digest

NAME = "run.json"


@dataclass(frozen=True, slots=True)
class Ran:
    """One step of a run: the key it ran under, the files it wrote with their hashes, and its count for the terminal."""

    key: str
    files: dict[str, str]
    count: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`inputs` hashes the study folder and the program; `steps` are by name; `headlines` is what the run said at its end.

    `waiting` says what waits for a person, with {command} for the command that writes it out, "" for nothing; `unused` are the
    files in `sources/` without a role.
    """

    inputs: str
    steps: dict[str, Ran] = field(default_factory=dict)
    headlines: tuple[str, ...] = ()
    waiting: str = ""
    unused: tuple[str, ...] = ()


def inputs_digest(folder: Path) -> str:
    """Hash everything a build follows from: study file, sources, decisions, manuscript, the program.

    Hidden files and `build/` are left out; a file that appears in `sources/` changes it.
    """
    named = [folder / name for name in ("study.toml", "decisions.jsonl", "manuscript.md")]
    files = [path for path in named if path.is_file()]
    files += [
        path
        for path in (folder / "sources").rglob("*")
        if path.is_file() and not path.name.startswith((".", "~$"))
    ]
    return files_digest(folder, files) + program_digest()


def read_manifest(build: Path) -> Manifest:
    """Read `run.json`; an absent or damaged one is an empty manifest, so that everything runs again."""
    try:
        stored = json.loads((build / NAME).read_text(encoding="utf-8"))
        steps = {name: Ran(**step) for name, step in stored["steps"].items()}
        return Manifest(
            stored["inputs"],
            steps,
            tuple(stored["headlines"]),
            stored["waiting"],
            tuple(stored["unused"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest("")


def write_manifest(build: Path, manifest: Manifest) -> None:
    """Write `run.json` with sorted keys."""
    stored = {
        "inputs": manifest.inputs,
        "steps": {
            name: {"key": ran.key, "files": ran.files, "count": ran.count}
            for name, ran in manifest.steps.items()
        },
        "headlines": list(manifest.headlines),
        "waiting": manifest.waiting,
        "unused": list(manifest.unused),
    }
    text = json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True)
    (build / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")


def whole(build: Path, ran: Ran) -> bool:
    """Tell whether every file a step wrote is still there, unaltered."""
    return all(
        (build / name).is_file() and file_digest(build / name) == content
        for name, content in ran.files.items()
    )


def fresh(folder: Path) -> Manifest | None:
    """Return the manifest of `folder/build` if nothing has changed since and no file of it was touched, else None."""
    build = folder / "build"
    manifest = read_manifest(build)
    if not manifest.steps or manifest.inputs != inputs_digest(folder):
        return None
    return manifest if all(whole(build, ran) for ran in manifest.steps.values()) else None
