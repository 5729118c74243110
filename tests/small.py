"""Small studies, written where a test wants them."""

from __future__ import annotations

from pathlib import Path

HEAD = '[study]\nid = "t"\ntitle = "T"\ndate = 2026-05-06\n'


def small(folder: Path, *sources: tuple[str, str, str], more: str = "", head: str = HEAD) -> Path:
    """Write a study of sources (id, role, CSV text) and return its folder.

    Behind a role can stand more lines of its [[source]]: "registry\\ncovers = 'all'".
    """
    parts = [head]
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    for id_, role, text in sources:
        file = f"sources/{id_}.csv"
        (folder / file).write_text(text, "utf-8")
        name, _, lines = role.partition("\n")
        parts.append(f'[[source]]\nid = "{id_}"\nrole = "{name}"\nfile = "{file}"\n{lines}\n')
    (folder / "study.toml").write_text("".join([*parts, more]), "utf-8")
    return folder
