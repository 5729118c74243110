"""Registration codes and their check characters."""

from __future__ import annotations

import unicodedata

from stdnum.cn import uscc

from expolens.values.reading import Reading, unreadable


def credit_code(raw: str) -> Reading:
    """Read a unified social credit code (GB 32100-2015); one whose check character fails is unreadable, and says so.

    >>> credit_code("91110000600037341L").value, credit_code("911100006000373410").note
    ('91110000600037341L', 'its check character is wrong')
    """
    code = unicodedata.normalize("NFKC", raw).strip().upper().replace(" ", "")
    if len(code) != 18:
        return unreadable("a credit code has 18 characters")
    return Reading(code) if uscc.is_valid(code) else unreadable("its check character is wrong")
