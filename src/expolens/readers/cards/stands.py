"""Halls and stands that are said in one text."""

from __future__ import annotations

import re

from expolens.readers.looks import stand

_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})?[A-Z]?)\s*[/|]\s*([A-Z]{1,2}[-.]?\d{1,4}[A-Za-z]?)")
_BETWEEN = re.compile(r"\s*[,，、;；]\s*")


def stands(text: str) -> tuple[str, str]:
    """Return the halls and the stands that a text says.

    >>> stands("Hall 1 — A12"), stands("Hall 1 A12, Hall 2 B7"), stands("1 / A12"), stands("A12")
    (('Hall 1', 'A12'), ('Hall 1、Hall 2', 'A12、B7'), ('1', 'A12'), ('', 'A12'))
    """
    if numbered := _NUMBERED.fullmatch(text.strip()):
        return numbered[1], numbered[2]
    hall, booth = stand(text)
    if hall:
        return hall, booth
    pairs = [stand(one) for one in _BETWEEN.split(text)]
    if not any(hall for hall, _ in pairs):
        return "", booth
    halls = dict.fromkeys(hall for hall, _ in pairs if hall)
    return "、".join(halls), "、".join(booth for _, booth in pairs)
