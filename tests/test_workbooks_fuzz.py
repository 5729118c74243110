"""Every kind of workbook and archive, cut anywhere and with bits turned: a clear error or a grid, in time, and nothing printed."""

from __future__ import annotations

import gzip
import io
import quopri
import random
import time
import zipfile
from collections.abc import Iterator

import pytest
from xlsxwriter.workbook import Workbook

from expolens.errors import SourceError
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from test_workbooks_other import SPREADSHEETML
from workbooks import sheet_ods, sheet_xls, sheet_xlsx, xlsx, zipped

ROWS = [
    ["公司名称", "展位号", "简介"],
    *([f"示例{n}科技有限公司", f"A{n}", "数据" * 8] for n in range(12)),
]
CSV = "\n".join(",".join(row) for row in ROWS).encode()
PAGE = (
    "<!doctype html><meta charset=utf-8><table>"
    + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    + "</table>"
).encode()
MHTML = (
    b'From: <Saved>\r\nSubject: list\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--B"'
    b"\r\n\r\n\r\n----B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    + quopri.encodestring(PAGE)
    + b"\r\n----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n----B--\r\n"
)
XML = (
    "<?xml version='1.0'?><firms>"
    + "".join(f"<firm id='{stand}'><name>{name}</name><tag>{about}</tag><tag>b</tag></firm>" for name, stand, about in ROWS[1:])
    + "</firms>"
).encode()  # fmt: skip
WHOLE = {
    "a.xlsx": sheet_xlsx(ROWS),
    "a.xls": sheet_xls(ROWS),
    "a.ods": sheet_ods(ROWS),
    "a.zip": zipped({"a.csv": CSV, "b.csv": CSV}),
    "a.csv.gz": gzip.compress(CSV),
    "a.mhtml": MHTML,
    "a.xml": XML,
    "b.xml": SPREADSHEETML.encode(),
}
CUTS, FLIPS = 150, 450


def broken(data: bytes, seed: int, cuts: int, flips: int) -> Iterator[bytes]:
    """Yield a file cut at many places, and with one to eight of its bits turned, bytes lost or doubled."""
    chance = random.Random(seed)
    yield from (data[:at] for at in (1, 4, 8, 30, len(data) - 1))
    for _ in range(cuts):
        yield data[: chance.randrange(len(data))]
    for number in range(flips):
        content = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 8))):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        at = chance.randrange(len(content))
        if number % 5 == 1:
            del content[at : at + chance.randrange(1, 40)]
        if number % 5 == 2:
            content[at:at] = content[at : at + 20]
        yield bytes(content)


def outcome(data: bytes, plan: SourcePlan) -> Grid | SourceError:
    """What reading gives, and nothing but these two."""
    try:
        return grid_of(data, plan)
    except SourceError as error:
        return error


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_a_broken_file_is_a_clear_error_or_a_grid(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    plan = SourcePlan("s", "list", name)
    whole = grid_of(WHOLE[name], plan)
    assert whole.rows
    errors = 0
    for content in broken(WHOLE[name], 7, CUTS, FLIPS):
        began = time.process_time()
        found = outcome(content, plan)
        assert time.process_time() - began < 2
        if isinstance(found, SourceError):
            errors += 1
            assert found.where.startswith(name.removesuffix(".gz"))
            assert len(str(found)) < 1_500
        else:
            assert 0 < len(found.rows) < 1_000
            assert all(len(row.cells) == len(found.header) for row in found.rows)
    assert errors > 5
    assert capfd.readouterr() == ("", "")


def test_the_members_of_a_workbook_with_bits_turned() -> None:
    """Sums catch a bit that is turned in a packed file; what a bad writer writes is packed well, and as wrong."""

    def make(book: Workbook) -> None:
        sheet = book.add_worksheet()
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        sheet.merge_range("A3:A4", "示例")

    chance = random.Random(3)
    with zipfile.ZipFile(io.BytesIO(xlsx(make))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    read_at_all = 0
    for name in (*members,) * 25:
        content = bytearray(members[name])
        for _ in range(chance.choice((1, 3))):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        found = outcome(
            zipped({**members, name: bytes(content)}), SourcePlan("s", "list", "a.xlsx")
        )
        read_at_all += isinstance(found, Grid) and bool(found.rows)
    assert read_at_all > 25


if __name__ == "__main__":
    for name, data in WHOLE.items():
        for seed in range(1_000, 1_020):
            for content in broken(data, seed, 500, 1_500):
                outcome(content, SourcePlan("s", "list", name))
