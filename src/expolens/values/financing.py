"""Financing rounds, from angel to IPO, in Chinese and English."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from expolens.model.text import Text
from expolens.values.reading import Reading, unreadable


@cache
def rounds() -> dict[str, Text]:
    """Return the labels of the rounds by id, in the order a company goes through them."""
    return {entry["id"]: Text(**entry["label"]) for entry in _entries()}


@cache
def _entries() -> list[dict[str, Any]]:
    text = files("expolens.values").joinpath("rounds.toml").read_text("utf-8")
    entries: list[dict[str, Any]] = tomllib.loads(text)["round"]
    return entries


@cache
def _written() -> dict[str, str]:
    return {_key(form): entry["id"] for entry in _entries() for form in entry["written"]}


def _key(text: str) -> str:
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFKC", text).casefold())


def financing(raw: str) -> Reading:
    """Read a financing round as its id; 未融资 is a value (`none`), not an absence.

    >>> [financing(text).value for text in ("天使轮", "Series A", "Pre-IPO", "已上市", "未融资")]
    ['angel', 'a', 'pre_ipo', 'ipo', 'none']
    """
    found = _written().get(_key(raw))
    return Reading(found) if found else unreadable("no financing round that is known")
