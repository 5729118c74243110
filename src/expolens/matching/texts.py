"""Names as one run of UTF-16 units, and their comparable forms in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from expolens.matching.lexicon import Chars, Ints
from expolens.names import comparable_name

HAN = 0x3400
_PLAIN, _BRACKET, _OTHER = 0, 1, 2


@cache
def _classes() -> tuple[NDArray[np.uint8], NDArray[np.uint16]]:
    """Return for every UTF-16 unit whether a name made of such is plain, and how a bracket is written.

    Plain units are those whose comparable form is themselves whatever stands around them.
    """
    kinds, written_as = np.full(2**16, _OTHER, np.uint8), np.arange(2**16, dtype=np.uint16)
    # Figures between them, so that no two characters are taken for a word of which one would be written otherwise.
    own = "".join(map(chr, range(HAN, 0xA000)))
    compared = comparable_name("0".join(own)).split("0")
    for char, other in zip(own, compared, strict=True):
        if char == other:
            kinds[ord(char)] = _PLAIN
    for unit in b"0123456789":
        kinds[unit] = _PLAIN
    for pair in ("()", "（）"):
        for char, plain in zip(pair, "()", strict=True):
            kinds[ord(char)], written_as[ord(char)] = _BRACKET, ord(plain)
    return kinds, written_as


def flat(names: Sequence[str]) -> tuple[Chars, Ints]:
    """Return names as one run of UTF-16 units with their starts; no name holds a line break."""
    joined = "\n".join(names) + "\n" if names else ""
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), np.uint16)
    ends = np.flatnonzero(units == 10)
    starts = np.zeros(len(names) + 1, np.int64)
    starts[1:] = ends - np.arange(len(ends))
    return np.delete(units, ends), starts


def comparable(names: Sequence[str]) -> tuple[Chars, Ints]:
    """Return the comparable names; only names with other than plain characters need `comparable_name`."""
    kinds, written_as = _classes()
    names = [name if "\n" not in name else name.replace("\n", " ") for name in names]
    chars, starts = flat(names)
    odd = np.concatenate([[0], np.cumsum(kinds[chars] == _OTHER)])
    rows = np.flatnonzero(odd[starts[1:]] > odd[starts[:-1]])
    if len(rows):
        names = list(names)
        for row in rows.tolist():
            names[row] = comparable_name(names[row])
        chars, starts = flat(names)
    return written_as[chars], starts
