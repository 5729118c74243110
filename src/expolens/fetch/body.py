"""The body of a response: never more than its bound, packed or unpacked."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

_PIECE = 1 << 16
_CODINGS = 3


class BodyError(Exception):
    """A body that cannot be taken; the text says why."""


def gathered(pieces: Iterable[bytes], *, most: int) -> tuple[bytes, bool]:
    """Return the pieces as one, at most `most` bytes of them, and whether that was all; no piece is asked for beyond the bound."""
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > most:
            return bytes(body[:most]), False
    return bytes(body), True


def unpacked(payload: bytes, coding: str, *, most: int) -> bytes:
    """Undo a Content-Encoding ("gzip", "deflate", "gzip, gzip", ""); BodyError for another, for damage and for more than `most` bytes.

    >>> unpacked(zlib.compress(b"list"), "deflate", most=10)
    b'list'
    """
    codings = [one for one in (part.strip().lower() for part in coding.split(",")) if one]
    codings = [one for one in codings if one != "identity"] if payload else []
    if len(codings) > _CODINGS:
        raise BodyError(f"it is packed {len(codings)} times over")
    for one in reversed(codings):
        if one in ("gzip", "x-gzip"):
            payload = _inflated(payload, 16 + zlib.MAX_WBITS, most)
        elif one == "deflate":
            payload = _deflated(payload, most)
        else:
            raise BodyError(f"it is packed as {one[:30]!r}, which nobody asked for")
    if len(payload) > most:
        raise BodyError(f"it has more than {most:,} bytes")
    return payload


def _deflated(payload: bytes, most: int) -> bytes:
    """Undo deflate: with its wrapping, as the standard says, or bare, as some servers send it."""
    wrapped = payload[0] & 0x0F == 8 and int.from_bytes(payload[:2], "big") % 31 == 0
    return _inflated(payload, zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS, most)


def _inflated(payload: bytes, window: int, most: int) -> bytes:
    """Undo zlib's packing, member by member; what stands behind the last member and is none is left."""
    whole = bytearray()
    rest = payload
    while rest:
        member = zlib.decompressobj(window)
        try:
            while not member.eof:
                piece = member.decompress(rest, min(_PIECE, most + 1 - len(whole)))
                rest = member.unconsumed_tail
                whole += piece
                if len(whole) > most:
                    raise BodyError(f"unpacked it has more than {most:,} bytes")
                if not piece and not rest:
                    break
        except zlib.error as error:
            raise BodyError(f"its packing is damaged ({error})") from error
        if not member.eof:
            raise BodyError("its packing ends in the middle")
        rest = member.unused_data if member.unused_data[:2] == b"\x1f\x8b" else b""
    return bytes(whole)


def dechunked(block: bytes) -> bytes:
    """Undo the chunks of HTTP/1.1 as some archives keep them; BodyError where they do not hold together."""
    whole, at = bytearray(), 0
    while True:
        end = block.find(b"\r\n", at, at + 1024)
        size = block[at:end].partition(b";")[0].strip()
        if end < 0 or not size or len(size) > 8:
            raise BodyError("its chunks are damaged")
        try:
            length = int(size, 16)
        except ValueError as error:
            raise BodyError("its chunks are damaged") from error
        at = end + 2
        if length <= 0:
            return bytes(whole)
        whole += block[at : at + length]
        at += length
        if block[at : at + 2] != b"\r\n":
            raise BodyError("its chunks end in the middle")
        at += 2
