"""XML in pieces, by expat: no entities, nothing from outside, no mark or nesting that eats time or memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.parsers import expat

from expolens.errors import SourceError
from expolens.readers.limits import DEEPEST_XML, LONGEST_MARK

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]
_AGAIN = "Export it again, or save it anew."
# What expat says where a text ends too early: nothing more, an open mark, half a character, an open section.
_ENDINGS = {3, 5, 6, 20}


class Cut(SourceError):  # noqa: N818 - what it is, not that it is one
    """XML that is well formed as far as it goes, and ends too early."""


def local(name: str) -> str:
    """Return a name without its prefix: files of every writer call the same things differently.

    >>> local("x:row"), local("row")
    ('row', 'row')
    """
    return name.rpartition(":")[2]


def parse(
    pieces: Iterable[bytes], *, where: str, start: Start, end: End, text: Text, encoding: str = ""
) -> None:
    """Feed XML to the three functions; names come with their prefixes.

    SourceError where it is damaged or cut short, declares entities (lists have none, bombs do), or nests or marks beyond reason.
    """
    parser = expat.ParserCreate(encoding or None)
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = lambda *_: _refused(where)
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by position only
            fed += len(piece)
            if fed - max(parser.CurrentByteIndex, 0) > LONGEST_MARK:
                raise SourceError("its XML has a mark without an end", where=where, todo=_AGAIN)
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        kind = Cut if error.code in _ENDINGS else SourceError
        raise kind(
            f"its XML is damaged or cut short in line {error.lineno}: {expat.ErrorString(error.code)}",
            where=where,
            todo=_AGAIN,
        ) from error
    except (ValueError, LookupError) as error:
        raise SourceError(f"its XML cannot be read: {error}", where=where, todo=_AGAIN) from error


def _refused(where: str) -> None:
    raise SourceError(
        "it declares entities, which no list needs and which may unfold without end",
        where=where,
        todo="Export it anew, or bring the list as .xlsx or .csv.",
    )


def too_deep(depth: int, where: str) -> None:
    """Raise SourceError for elements within elements beyond reason."""
    if depth > DEEPEST_XML:
        raise SourceError("its XML is nested too deeply", where=where, todo=_AGAIN)
