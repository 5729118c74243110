"""Where a value stands, in words."""

from __future__ import annotations

from collections.abc import Mapping

from expolens.model.text import Language
from expolens.wording.words import word


def stood(row: Mapping[str, str], language: Language) -> str:
    """Return where a value stands: file, place, column; the page that it was fetched from, when, and its hash."""
    place = ", ".join(filter(None, (row["file"], row["place"])))
    column = word("explain.column", language, name=row["column"]) if row.get("column") else ""
    page = f", {row['page']} ({row['fetched']})" if row.get("page") else ""
    return f"{place}{column}{page}"
