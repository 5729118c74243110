"""A page as browsers save it in one file (.mhtml, .mht; RFC 2557): a mail whose parts are the page, its frames and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser

from expolens.errors import SourceError


def pages_of(data: bytes, *, where: str) -> tuple[list[tuple[bytes, str]], bool]:
    """Return the pages in it, the chief one first, each as bytes with its encoding where that is told; and whether the file is cut short.

    SourceError where there is none.
    """
    try:
        mail = BytesParser(policy=policy.compat32).parsebytes(data.lstrip())
        parts = list(_pages(mail))
    except (RecursionError, ValueError, LookupError, AssertionError) as error:
        raise SourceError(
            "the saved page is damaged", where=where, todo="Save it again in the browser."
        ) from error
    if not parts:
        raise SourceError(
            "there is no page in it",
            where=where,
            todo="Save the page again in the browser, or copy its list into a sheet.",
        )
    cut = any(type(one).__name__ == "CloseBoundaryNotFoundDefect" for one in mail.defects)
    return parts, cut


def _pages(mail: Message) -> Iterator[tuple[bytes, str]]:
    for part in mail.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                yield content, str(part.get_content_charset() or "")
