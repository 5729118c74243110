"""A page as browsers save it in one file (.mhtml, .mht; RFC 2557): a mail whose parts are the page, its frames and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser

from expolens.errors import SourceError

_BEGINS = re.compile(
    rb"From: <Saved by |(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?(?:Content-Type:\s*(?:multipart/|text/html)|MIME-Version:\s*1)",
    re.I,
)


def is_mhtml(data: bytes) -> bool:
    r"""Tell whether bytes begin as a mail does whose content is a page.

    >>> is_mhtml(b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"), is_mhtml(b"name: type\n"), is_mhtml(b"From: <Saved>\nMIME-Version: 1.0\nCont")
    (True, False, True)
    """
    return bool(_BEGINS.match(data[:4000].lstrip()))


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
