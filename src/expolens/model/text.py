"""Words a person reads, in English and in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; a text that has only one is shown in both.

    >>> Text("Beijing", "北京").within("zh")
    '北京'
    >>> Text("DRG").within("zh")
    'DRG'
    """

    en: str = ""
    zh: str = ""

    def within(self, language: Language) -> str:
        """Return the text in `language`, or in the other one where it is missing."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)
