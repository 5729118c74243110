"""What people read, by code, in English and Chinese."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from expolens.model.text import Language, Text


@cache
def words() -> dict[str, Text]:
    """Return every text by its code ("outcome.differs")."""
    data = tomllib.loads(files("expolens.wording").joinpath("words.toml").read_text("utf-8"))
    return {
        f"{group}.{code}": Text(**text)
        for group, entries in data.items()
        for code, text in entries.items()
    }


def word(code: str, language: Language, **values: object) -> str:
    """Return the text of a code with its placeholders filled in; a code that is not known is its own text.

    >>> word("outcome.differs", "zh"), word("label.more", "en", n=3), word("outcome.unheard_of", "en")
    ('不一致', '3 more', 'unheard_of')
    """
    found = words().get(code)
    if found is None:
        return code.rpartition(".")[2]
    text = found.within(language)
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def reason(code: str, language: Language) -> str:
    """Return a reason of a match ("former_name:示例") as a person reads it.

    >>> reason("similar_name:83", "en")
    'similar name (83 of 100)'
    """
    kind, _, detail = code.partition(":")
    return word(f"reason.{kind}", language, detail=detail)
