"""The legal form at the end of a company's name."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from expolens.names.comparable import comparable_name

# Where a Latin word begins behind a bracket or a Chinese character, without a space.
_GLUED = re.compile(r"(?<=[)\u3400-\u9fff])(?=[a-z])")


@cache
def _forms() -> tuple[tuple[str, ...], frozenset[str], int]:
    """Return the Chinese forms, the longest first, the Latin ones as comparable words, and how many words the longest has."""
    forms = tomllib.loads(files("expolens.names").joinpath("legal_forms.toml").read_text("utf-8"))
    chinese = tuple(sorted(forms["zh"], key=len, reverse=True))
    latin = frozenset(comparable_name(form) for form in forms["latin"])
    return chinese, latin, max(len(form.split()) for form in latin)


@lru_cache(maxsize=200_000)
def without_legal_form(text: str) -> str:
    """Return the comparable name without its legal form, or all of it where nothing else would be left.

    >>> without_legal_form("示例科技股份有限公司"), without_legal_form("Stand-in Tech Co., Ltd.")
    ('示例科技', 'stand in tech')
    >>> without_legal_form("Stand-in (Group) Corp., Ltd.")
    'stand in(group)'
    """
    name = comparable_name(text)
    chinese, latin, longest = _forms()
    rest = name
    while rest:
        ending = next((form for form in chinese if rest.endswith(form)), "")
        if not ending:
            words = _GLUED.sub(" ", rest).split(" ")
            taken = next(
                (
                    n
                    for n in range(min(longest, len(words) - 1), 0, -1)
                    if " ".join(words[-n:]) in latin
                ),
                0,
            )
            ending = " ".join(words[len(words) - taken :]) if taken else ""
        if not ending:
            break
        rest = rest[: -len(ending)].strip()
    return rest or name
