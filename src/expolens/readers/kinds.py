"""What a file is by its first bytes, where that is no list: said with what to do instead."""

from __future__ import annotations

import re

_PICTURE = "Type the list, or find its page or PDF: pictures are not read."
_ARCHIVE = "Unpack it, and bring the list itself, or pack it as .zip."
_TABLE = "Export its table as .xlsx, .csv, .html or .json."
_WORDS = "Copy its table into a sheet, or save it as a web page (.html)."

_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF", _WORDS),
    (b"\x89PNG", "a picture", _PICTURE),
    (b"\xff\xd8\xff", "a picture", _PICTURE),
    (b"GIF8", "a picture", _PICTURE),
    (b"II*\x00", "a picture", _PICTURE),
    (b"MM\x00*", "a picture", _PICTURE),
    (b"Rar!", "an archive (RAR)", _ARCHIVE),
    (b"7z\xbc\xaf", "an archive (7-Zip)", _ARCHIVE),
    (b"\xfd7zXZ\x00", "an archive (xz)", _ARCHIVE),
    (b"BZh", "an archive (bzip2)", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", "an archive (Zstandard)", _ARCHIVE),
    (b"SQLite format 3\x00", "a database (SQLite)", _TABLE),
    (b"\x00\x01\x00\x00Standard", "a database (Access)", _TABLE),
    (b"PAR1", "a table of a data engine (Parquet)", _TABLE),
    (b"{\\rtf", "a document (RTF)", _WORDS),
    (b"MZ\x90", "a program", _TABLE),
)
_LATER = (
    (4, re.compile(rb"ftyp"), "a picture or film", _PICTURE),
    (8, re.compile(rb"WEBP"), "a picture", _PICTURE),
    (257, re.compile(rb"ustar"), "an archive (tar)", _ARCHIVE),
)


def other_kind(data: bytes) -> tuple[str, str]:
    """Return what a file is that holds no list that is read, and what to do; two empty texts for any other.

    >>> other_kind(b"GIF89a...")[0], other_kind("公司名称,展位号".encode())[0]
    ('a picture', '')
    """
    for mark, kind, todo in _OTHERS:
        if data.startswith(mark):
            return kind, todo
    for at, form, kind, todo in _LATER:
        if form.match(data[at : at + 8]):
            return kind, todo
    return "", ""


_MARKUP = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\]\s*)?>)*<([a-z][\w:.-]*)", re.S
)
_HTML = frozenset(
    [
        "html",
        "head",
        "body",
        "main",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "aside",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "div",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "p",
        "a",
        "span",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "script",
        "style",
        "meta",
        "title",
        "link",
        "base",
        "form",
        "label",
        "input",
        "select",
        "option",
        "button",
        "img",
        "picture",
        "figure",
        "br",
        "hr",
        "b",
        "i",
        "u",
        "strong",
        "em",
        "small",
        "center",
        "font",
        "pre",
        "iframe",
        "noscript",
        "template",
        "svg",
        "details",
        "summary",
        "app-root",
    ]
)
_ROWS = frozenset(("tr", "td", "th", "thead", "tbody", "tfoot", "caption"))


def markup(start: str) -> str:
    """Return what a text in angle brackets is by its first element: page, rows (of a table), sheet (SpreadsheetML), document (OpenDocument), records, or "".

    >>> markup("<tr><td>a</td></tr>"), markup("<li>a</li>"), markup("<?xml version='1.0'?><firms><firm/></firms>"), markup("<name>, booth")
    ('rows', 'page', 'records', '')
    """
    low = start.lower()
    found = _MARKUP.match(low)
    if low.startswith("<!doctype html") or "<html" in low:
        return "page"
    if found is None:
        return "records" if low.startswith("<?xml") else "page" if low.startswith("<!--") else ""
    tag = found[1].rpartition(":")[2]
    if tag == "workbook" and "urn:schemas-microsoft-com:office:spreadsheet" in low:
        return "sheet"
    if tag in ("document", "document-content") and "opendocument" in low:
        return "document"
    if found[1] in _ROWS:
        return "rows"
    if found[1] in _HTML:
        return "page"
    # A cell of delimited text may stand in angle brackets; an element has attributes, an end or elements within.
    return "records" if "<?xml" in low or "</" in low or "xmlns" in low else ""


_MAIL = re.compile(
    rb"From: <Saved by |(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?(?:Content-Type:\s*(?:multipart/|text/html)|MIME-Version:\s*1)",
    re.I,
)


def is_mail(data: bytes) -> bool:
    r"""Tell whether bytes begin as a mail does whose content is a page.

    >>> is_mail(b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"), is_mail(b"name: type\n"), is_mail(b"From: <Saved>\nMIME-Version: 1.0\nCont")
    (True, False, True)
    """
    return bool(_MAIL.match(data[:4000].lstrip()))
