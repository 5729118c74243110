"""What can be known of an exhibitor or a company."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from expolens.model.text import Text

FieldType = Literal[
    "name", "text", "terms", "money", "date", "headcount", "province", "city", "country",
    "financing", "listing", "boolean", "code", "url", "mark",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be known: `many` values or one, `personal` (never printed) or not.

    `kind` is the kind of name for fields of type `name` (legal, short, former, english).
    """

    id: str
    type: FieldType
    label: Text
    many: bool = False
    personal: bool = False
    kind: str = ""
    language: str = ""
