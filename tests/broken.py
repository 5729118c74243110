"""A small list in every format that is read, and what damage makes of it: cuts, bits turned, bytes lost and doubled."""

from __future__ import annotations

import gzip
import json
import quopri
import random
from collections.abc import Iterator, Sequence
from io import BytesIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pages import Company, companies, map_your_show
from pdfs import catalogue, firms, table
from test_workbooks_other import SPREADSHEETML
from workbooks import sheet_ods, sheet_xls, sheet_xlsx, zipped

ROWS = [
    ["公司名称", "展位号", "简介"],
    *([f"示例{n}科技有限公司", f"A{n}", "数据" * 8] for n in range(12)),
]
LATIN = [["Company", "Booth", "City"], *([f"Müller {n} Ltd.", f"B{n}", "Köln"] for n in range(12))]
CSV = "\n".join(",".join(row) for row in ROWS)
OBJECTS = [
    {"id": n, "name": row[0], "booth": {"hall": "3", "stand": row[1]}, "tags": ["数据", "软件"]}
    for n, row in enumerate(ROWS[1:])
]
ITEMS = companies(12)


def text_of(rows: Sequence[Sequence[str]], delimiter: str, end: str = "\n") -> str:
    """Return rows as delimited text, their last cell in quotation marks."""
    return end.join(delimiter.join([*row[:-1], f'"{row[-1]}"']) for row in rows) + end


PAGE = (
    "<!doctype html><html><meta charset=utf-8><table>"
    + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    + "</table></html>"
).encode()
MHTML = (
    b'From: <Saved by Blink>\r\nSubject: list\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--B"'
    b"\r\n\r\n\r\n----B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    + quopri.encodestring(PAGE)
    + b"\r\n----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n----B--\r\n"
)
XML = (
    "<?xml version='1.0'?><firms>"
    + "".join(f"<firm id='{stand}'><name>{name}</name><tag>{about}</tag><tag>b</tag></firm>" for name, stand, about in ROWS[1:])
    + "</firms>"
).encode()  # fmt: skip
FLAT = (
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="S">'
    + "".join(f"<table:table-row>{''.join(f'<table:table-cell><text:p>{cell}</text:p></table:table-cell>' for cell in row)}</table:table-row>" for row in ROWS)
    + "</table:table></office:spreadsheet></office:body></office:document>"
).encode()  # fmt: skip


def state(items: Sequence[Company]) -> bytes:
    """Return a page that only JavaScript would fill, with its state."""
    props = {"pageProps": {"exhibitors": [{"name": c.name, "booth": c.booth} for c in items]}}
    content = json.dumps({"props": props, "page": "/list", "buildId": "x"})
    return f'<!doctype html><html><body><div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{content}</script></body></html>'.encode()


def archive() -> bytes:
    """Return a web archive of two pages, as another program writes one."""
    content = BytesIO()
    writer = WARCWriter(content, gzip=True)
    for number, page in enumerate((PAGE, PAGE.replace("示例".encode(), "另".encode()))):
        headers = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
        )
        url = f"https://fair.example/{number}"
        dates = {"WARC-Date": "2026-05-06T07:08:09Z"}
        record = writer.create_warc_record(
            url, "response", payload=BytesIO(page), http_headers=headers, warc_headers_dict=dates
        )
        writer.write_record(record)
        record.raw_stream.close()
    return content.getvalue()


BLOCKS = "\n\n".join(f"{c.name}\n{c.booth}\nwww.w{c.number}.example" for c in ITEMS).encode()
WHOLE: dict[str, bytes] = {
    "list.xlsx": sheet_xlsx(ROWS),
    "list.xls": sheet_xls(ROWS),
    "list.ods": sheet_ods(ROWS),
    "flat.fods": FLAT,
    "sheet.xml": SPREADSHEETML.encode(),
    "utf8.csv": text_of(ROWS, ",").encode(),
    "bom.csv": text_of(ROWS, ",", "\r\n").encode("utf-8-sig"),
    "gb18030.csv": text_of(ROWS, ",", "\r").encode("gb18030"),
    "utf16.txt": text_of(ROWS, "\t", "\r\n").encode("utf-16"),
    "semicolons.csv": text_of(LATIN, ";").encode("cp1252"),
    "list.tsv": text_of(LATIN, "\t").encode(),
    "list.json": json.dumps({"code": 0, "data": {"list": OBJECTS}}, ensure_ascii=False).encode(),
    "list.jsonl": "\n".join(json.dumps(one) for one in OBJECTS).encode(),
    "table.html": PAGE,
    "cards.html": map_your_show(ITEMS).encode(),
    "state.html": state(ITEMS),
    "list.mhtml": MHTML,
    "list.xml": XML,
    "list.zip": zipped({"a.csv": CSV.encode(), "b.csv": CSV.encode()}),
    "list.csv.gz": gzip.compress(CSV.encode(), mtime=0),
    "fair.warc.gz": archive(),
    "pasted.txt": BLOCKS,
}
PAPER: dict[str, bytes] = {
    "columns.pdf": catalogue(firms(24), 2),
    "table.pdf": table([(one.name, one.booth, one.country) for one in firms(24)], ["Company", "Booth", "Country"]),
}  # fmt: skip


def cuts(data: bytes, chance: random.Random, count: int) -> Iterator[bytes]:
    """Yield a file cut at its beginning, near its end and at places between."""
    yield from (data[:at] for at in (0, 1, 2, 4, 8, 30, len(data) - 2, len(data) - 1))
    yield from (data[: chance.randrange(len(data))] for _ in range(count))


def turned(data: bytes, chance: random.Random, count: int) -> Iterator[bytes]:
    """Yield a file with one to eight of its bits turned, bytes lost, doubled, or of nothing but zeros."""
    for number in range(count):
        content = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 8))):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        at = chance.randrange(len(content))
        if number % 5 == 1:
            del content[at : at + chance.randrange(1, 40)]
        if number % 5 == 2:
            content[at:at] = content[at : at + 20]
        if number % 25 == 3:
            content[at : at + 12] = bytes(12)
        yield bytes(content)
