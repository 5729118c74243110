"""What is said while names are matched, in the language asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from expolens.model.text import Language
from expolens.wording import word

Progress = Callable[[str], None]
"""Takes one line at a time; what it does with it is the caller's."""


class Tell(Protocol):
    """Says the text of a code with its values filled in."""

    def __call__(self, code: str, **values: object) -> None:
        """Say it."""


def telling(progress: Progress, language: Language) -> Tell:
    """Return what says codes to `progress` in a language."""

    def tell(code: str, **values: object) -> None:
        progress(word(code, language, **values))

    return tell
