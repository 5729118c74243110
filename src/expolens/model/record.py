"""One row of one source exactly as published."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """A row: `cells` is a JSON object of header to text as published, personal columns left out.

    `key` is the source id, a colon, and a stable column's value or a hash of the content with its occurrence; it
    never holds a row number. `place` is where a person finds the row: "Sheet1!4", "row 17", "page 2, card 3"; `page` is the address of the page that it was
    fetched from, "" for what came as a file.
    """

    key: str
    source: str
    role: str
    place: str
    position: int
    cells: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """One name on a record; `kind` is legal, short, former or english, `language` zh, en or mixed."""

    record: str
    text: str
    language: str
    kind: str
