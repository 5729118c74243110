"""A page as it was received."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Part = Literal["list", "detail", ""]
"""What a page is to its site: of the list, behind a link of the list, or unknown (an archive that others made)."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `url` where it was found, `asked` the address that led there; `body` unpacked, `sha256` its hash.

    `time` is when it was received, or last found unchanged, in UTC as ISO 8601. `media` is as declared ("text/html"), `charset` "" where none is.
    """

    url: str
    time: str
    sha256: str
    status: int
    media: str
    charset: str
    body: bytes
    part: Part = ""
    asked: str = ""
