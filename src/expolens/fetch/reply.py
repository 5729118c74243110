"""What a server answered to one request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Headers = tuple[tuple[str, str], ...]
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:+-]{2,40})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """One response: `payload` as received, without its chunks; `body` unpacked; `sent` the request's headers; `time` in UTC as ISO 8601."""

    url: str
    status: int
    reason: str
    headers: Headers
    payload: bytes
    body: bytes
    sent: Headers
    time: str

    def header(self, name: str) -> str:
        """Return a header's value, "" where there is none."""
        return header(self.headers, name)


def header(headers: Sequence[tuple[str, str]], name: str) -> str:
    """Return the first value of a header by its name in any letters, "" where there is none.

    >>> header((("Content-Type", "text/html"),), "content-type")
    'text/html'
    """
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), "")


def media_of(content_type: str) -> str:
    """Return the media type without its parameters ("text/html")."""
    return content_type.partition(";")[0].strip().lower()


def charset_of(content_type: str) -> str:
    """Return the charset that a Content-Type names, "" where it names none."""
    found = _CHARSET.search(content_type)
    return found.group(1).lower() if found else ""
