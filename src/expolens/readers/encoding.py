"""Bytes to text: BOM, what the file declares, strict UTF-8, GB 18030, or what the study says."""

from __future__ import annotations

import codecs
import re

from expolens.errors import SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,20})""")


def decoded(data: bytes, *, where: str, encoding: str = "") -> tuple[str, str]:
    """Return the text and the encoding it was read in; SourceError where none fits.

    `encoding` is what the study says: it is then the only one tried. Every line end becomes a line feed.
    """
    for name in (encoding,) if encoding else _candidates(data):
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n"), name
    tried = encoding or "UTF-8 and GB 18030"
    raise SourceError(
        f"the text is not in {tried}",
        where=where,
        todo='Say `encoding = "big5"` (or what it is) at this source in study.toml.',
    )


def _candidates(data: bytes) -> list[str]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return [name]
    found = _DECLARED.search(data[:4096])
    declared = found.group(1).decode("ascii") if found else ""
    if declared.casefold() in ("gb2312", "gbk", "gb_2312-80"):
        declared = "gb18030"
    try:
        codecs.lookup(declared)
    except LookupError:
        declared = ""
    return [*([declared] if declared else []), "utf-8", "gb18030"]
