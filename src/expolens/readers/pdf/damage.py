"""Streams of a PDF that cannot be unpacked whole: what stands on them is missing, and pdfium does not say so."""

from __future__ import annotations

import base64
import re
import zlib

_STREAM = re.compile(rb"(<<[^\x00]{0,600}?>>)\s*stream\r?\n")
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\d|\s+\d+\s+R)")
_MOST, _TOTAL = 50_000_000, 300_000_000


def damaged_streams(data: bytes) -> int:
    """Count the packed streams that end in an error or before their end; what is packed in other ways, or encrypted, is not looked at."""
    if b"/Encrypt" in data:
        return 0
    damaged, left = 0, _TOTAL
    for found in _STREAM.finditer(data):
        head = found[1][found[1].rfind(b"<<") :] if found[1].count(b"<<") > 1 else found[1]
        end = data.find(b"endstream", found.end())
        if b"FlateDecode" not in head or b"/Image" in found[1] or left <= 0:
            continue
        size = _LENGTH.search(head)
        stop = min(found.end() + int(size[1]), len(data)) if size else end
        whole, taken = _unpacked(data[found.end() : stop if stop > 0 else len(data)], head)
        left -= taken
        damaged += not whole
    return damaged


def _unpacked(packed: bytes, head: bytes) -> tuple[bool, int]:
    """Return whether a stream can be unpacked to its end, and how large it is then."""
    try:
        if b"ASCII85Decode" in head:
            text = packed.strip()
            packed = base64.a85decode(text.removesuffix(b"~>"), adobe=False)
        unpacker = zlib.decompressobj()
        size = len(unpacker.decompress(packed, _MOST))
    except (ValueError, zlib.error):
        return False, 0
    return unpacker.eof or size >= _MOST, size
