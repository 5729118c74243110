"""The legal form at the end of a company's name."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from expolens.names.comparable import comparable_name


@cache
def _pattern() -> re.Pattern[str]:
    text = files("expolens.names").joinpath("legal_forms.toml").read_text("utf-8")
    forms = tomllib.loads(text)
    chinese = sorted(forms["zh"], key=len, reverse=True)
    latin = sorted((comparable_name(form) for form in forms["latin"]), key=len, reverse=True)
    return re.compile(f"(?:(?:{'|'.join(chinese)})|(?: (?:{'|'.join(latin)})))+$")


@lru_cache(maxsize=200_000)
def without_legal_form(text: str) -> str:
    """Return the comparable name without its legal form, or all of it where nothing else would be left.

    >>> without_legal_form("示例科技股份有限公司"), without_legal_form("Stand-in Tech Co., Ltd.")
    ('示例科技', 'stand in tech')
    """
    name = comparable_name(text)
    return _pattern().sub("", name).strip() or name
