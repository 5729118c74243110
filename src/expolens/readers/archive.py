"""What is packed is unpacked in pieces, and counted before it takes memory: gzip streams and the members of a zip."""

from __future__ import annotations

import contextlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from expolens.errors import SourceError
from expolens.readers.limits import LARGEST, LARGEST_MEMBER, MOST_MEMBERS, RATIO, UNSUSPECTED

_PIECE = 1 << 16
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError)


@dataclass(slots=True)
class Packed:
    """A zip, open: its members by name, and how much has been unpacked so far of what is allowed."""

    where: str
    file: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo]
    allowed: int
    spent: int = field(default=0)


def opened(data: bytes, *, where: str) -> Packed:
    """Open a zip; SourceError where it is cut short, damaged, or holds more members than any list does."""
    try:
        # A ZipFile over bytes holds nothing that must be closed.
        file = zipfile.ZipFile(io.BytesIO(data))
        found = file.infolist()
    except (*_DAMAGE, NotImplementedError, UnicodeDecodeError) as error:
        cut = b"PK\x05\x06" not in data[-66_000:]
        raise SourceError(
            "the file cannot be opened: it is cut short, the end with its contents is missing"
            if cut
            else "the file cannot be opened: it is a damaged zip",
            where=where,
            todo="Copy or download it again, in full.",
        ) from error
    if len(found) > MOST_MEMBERS:
        raise SourceError(f"the archive holds {len(found):,} files", where=where)
    allowed = min(LARGEST_MEMBER, max(UNSUSPECTED, RATIO * len(data)))
    return Packed(where, file, {_named(one): one for one in found}, allowed)


def _named(info: zipfile.ZipInfo) -> str:
    """Return a member's name as it was meant: with slashes, and in Chinese where Windows wrote it so and did not say."""
    name = info.filename
    if not name.isascii() and not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return name.replace("\\", "/").lstrip("/")


def pieces(packed: Packed, name: str) -> Iterator[bytes]:
    """Yield a member in pieces, measured as it comes: what a zip says of sizes is not believed.

    SourceError for a member that is encrypted, damaged (its name is told), or larger than a file of this size can be.
    """
    info = packed.names[name]
    if info.flag_bits & 0x1:
        raise SourceError(
            f"'{name}' in it has a password",
            where=packed.where,
            todo="Unpack it, and bring the list without the password.",
        )
    try:
        with packed.file.open(info) as member:
            while piece := member.read(_PIECE):
                packed.spent += len(piece)
                if packed.spent > packed.allowed:
                    raise _bomb(packed.where, packed.allowed)
                yield piece
    except NotImplementedError as error:
        raise SourceError(
            f"'{name}' in it is packed in a way that is not read ({error})",
            where=packed.where,
            todo="Unpack it, and bring the list itself.",
        ) from error
    except (*_DAMAGE, RuntimeError) as error:
        raise SourceError(
            f"'{name}' in it is damaged",
            where=packed.where,
            todo="Copy or download the file again, or save it anew.",
        ) from error


def member(packed: Packed, name: str) -> bytes:
    """Return a member whole, as `pieces` measures it; b"" where there is none of that name."""
    return b"".join(pieces(packed, name)) if name in packed.names else b""


def gunzipped(data: bytes, *, where: str) -> tuple[bytes, bool]:
    """Unpack gzip, several members behind each other too, and tell whether it is cut short; what there is then is given.

    SourceError before more is in memory than a file of this size can hold, and where it is damaged or there is nothing.
    """
    allowed = min(LARGEST, max(UNSUSPECTED, RATIO * len(data)))
    content, cut = io.BytesIO(), False
    rest: bytes = data
    try:
        while rest.startswith(b"\x1f\x8b"):
            stream = zlib.decompressobj(wbits=31)
            while not stream.eof:
                piece = stream.decompress(rest, 1 << 20)
                if not piece and not rest:
                    break
                content.write(piece)
                rest = stream.unconsumed_tail
                if content.tell() > allowed:
                    raise _bomb(where, allowed)
            cut = not stream.eof
            rest = stream.unused_data.lstrip(b"\x00")
    except zlib.error as error:
        raise _gzip_damage(where) from error
    if cut and not content.tell():
        raise _gzip_damage(where)
    return content.getvalue(), cut


def _gzip_damage(where: str) -> SourceError:
    return SourceError(
        "the gzip file is damaged or cut short",
        where=where,
        todo="Copy or download it again, in full.",
    )


def _bomb(where: str, allowed: int) -> SourceError:
    return SourceError(
        f"it holds more than {allowed // 1_000_000:,} MB once unpacked, more than a list packs to this size",
        where=where,
        todo="Unpack it by hand, and bring the list itself as .csv.",
    )
