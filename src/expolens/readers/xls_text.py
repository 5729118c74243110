"""Texts of an .xls file: two bytes a character or one, some with runs of formatting behind them, the shared ones over several records."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_WIDE, _PHONETIC, _RICH = 0x01, 0x04, 0x08


def short_text(data: bytes, at: int) -> str:
    """Return a text whose length is one byte: the name of a sheet."""
    return _plain(data, at + 1, data[at])


def long_text(data: bytes, at: int) -> str:
    """Return a text whose length is two bytes: a label, a format, the result of a formula."""
    return _plain(data, at + 2, struct.unpack_from("<H", data, at)[0])


def _plain(data: bytes, at: int, length: int) -> str:
    flags = data[at]
    at += 1 + (2 if flags & _RICH else 0) + (4 if flags & _PHONETIC else 0)
    if flags & _WIDE:
        return data[at : at + 2 * length].decode("utf-16-le", "replace")
    return data[at : at + length].decode("latin-1")


def shared_strings(data: bytes, joints: Sequence[int]) -> list[str]:
    """Return the shared texts. Where characters go on in the next record, a byte there says anew how wide they are."""
    _, count = struct.unpack_from("<II", data)
    texts: list[str] = []
    at, joint = 8, 0
    while len(texts) < count and at < len(data):
        length, flags = struct.unpack_from("<HB", data, at)
        at += 3
        runs = phonetic = 0
        if flags & _RICH:
            runs = struct.unpack_from("<H", data, at)[0]
            at += 2
        if flags & _PHONETIC:
            phonetic = struct.unpack_from("<I", data, at)[0]
            at += 4
        while joint < len(joints) and joints[joint] < at:
            joint += 1
        parts: list[str] = []
        wide = flags & _WIDE
        while length:
            if joint < len(joints) and joints[joint] == at:
                wide = data[at] & _WIDE
                at += 1
                joint += 1
            end = joints[joint] if joint < len(joints) else len(data)
            size = min(length << 1 if wide else length, end - at)
            part = data[at : at + size]
            parts.append(part.decode("utf-16-le" if wide else "latin-1", "replace"))
            if size <= 0:
                raise struct.error("a text ends within the table")
            at += size
            length -= (size + 1) >> 1 if wide else size
        texts.append("".join(parts))
        at += 4 * runs + phonetic
    return texts
