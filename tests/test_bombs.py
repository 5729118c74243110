"""Files made to fill the memory or to take for ever, and files that break a native reader: a clear error, soon, in little memory."""

from __future__ import annotations

import gzip
import io
import os
import struct
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from expolens.errors import SourceError
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from expolens.readers import child as child_module
from expolens.readers.apart import TASKS
from expolens.readers.child import Refused, apart
from expolens.readers.limits import LONGEST_MARK
from workbooks import changed, ods, sheet_xls, sheet_xlsx, xlsx, zipped

SHEET = "xl/worksheets/sheet1.xml"
LIST = [["公司名称", "展位号"], ["示例甲", "A1"], ["示例乙", "A2"]]


def given_to(name: str, data: bytes) -> Grid:
    return grid_of(data, SourcePlan("s", "list", name))


def padded(tag: bytes, padding: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(tag, padding + tag)


def bombs() -> dict[str, bytes]:
    """Small files that unfold; each is named by what it would be."""
    far = xlsx(lambda book: corners(book.add_worksheet()))
    repeats = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    many = f'<table:table-row table:number-rows-repeated="1048576">{repeats}</table:table-row>'
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE l [<!ENTITY a0 "ha">{laughs}]>'
    found = {
        "spaces.xlsx": changed(
            sheet_xlsx(LIST), SHEET, padded(b"</sheetData>", b" " * 300_000_000)
        ),
        "mark.xlsx": changed(
            sheet_xlsx(LIST), SHEET, padded(b"</sheetData>", b'<x y="' + b"a" * (3 * LONGEST_MARK))
        ),
        "zeros.csv.gz": gzip.compress(b"0" * 300_000_000, 6),
        "zeros.zip": zipped({"a.csv": b"0" * 300_000_000}),
        "cells.ods": ods(f'<table:table table:name="S">{many}</table:table>'),
        "laughs.xml": f'<?xml version="1.0"?>{doctype}<l><c><n>&a11;</n></c><c><n>b</n></c></l>'.encode(),
        "outside.xml": b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hosts">]><l><c>&a;</c><c/></l>',
        "deep.xml": b"<?xml version='1.0'?>" + b"<firm>" * 100_000,
        "nested.zip": zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": zipped({"d.csv": b"a"})})})}),
    }  # fmt: skip
    found["laughs.xlsx"] = changed(
        sheet_xlsx(LIST), "xl/sharedStrings.xml", lambda content: content.replace(b"<sst", doctype.encode() + b"<sst")
    )  # fmt: skip
    found["corners.xlsx"] = far
    return found


def corners(sheet: object) -> None:
    for place in ("A1", "XFD1048576", "B2", "XFC1048575"):
        sheet.write(place, "示例")  # type: ignore[attr-defined]


BOMBS = bombs()
_RUN = """
import resource, sys
from expolens.errors import SourceError
from expolens.model.study import SourcePlan
from expolens.readers import grid_of
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    said = f"{len(grid_of(open(sys.argv[1], 'rb').read(), SourcePlan('s', 'list', sys.argv[1])).rows)} rows"
except SourceError as error:
    said = f"error {error}"
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, said)
"""


@pytest.mark.skipif(os.name != "posix", reason="measures memory as POSIX does")
@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_an_error_in_bounded_time_and_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[name])
    assert path.stat().st_size < 1_000_000
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _RUN, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert time.monotonic() - began < 30
    assert done.stderr == ""
    grown, _, words = done.stdout.partition(" ")
    unit = 1024 if sys.platform != "darwin" else 1
    assert int(grown) * unit < 500_000_000, words
    assert words.startswith("error") == (name != "corners.xlsx"), words
    assert name.partition(".")[0] in words or name == "corners.xlsx"


def test_a_cell_beyond_every_sheet_is_damage() -> None:
    for old, new in ((b'r="B3"', b'r="ZZZZ3"'), (b'<row r="3"', b'<row r="99999999"')):
        data = changed(sheet_xlsx(LIST), SHEET, lambda c, o=old, n=new: c.replace(o, n))
        with pytest.raises(SourceError, match="the sheet is damaged: it has a"):
            given_to("a.xlsx", data)


def ole(name: str) -> bytes:
    """A compound file with one empty stream of a name, as Office writes one around an encrypted workbook."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    head += struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    head += b"\xff" * (512 - len(head))
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    entries = b""
    for entry, kind in (("Root Entry", 5), (name, 2)):
        text = entry.encode("utf-16-le") + b"\0\0"
        part = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
        entries += part + b"\xff" * 12 + b"\0" * 36 + struct.pack("<III", 0xFFFFFFFE, 0, 0)
    return head + table + entries.ljust(512, b"\0")


def test_a_password_is_told_as_one() -> None:
    encrypted = ods("", manifest="<manifest><encryption-data/></manifest>")
    with_filepass = sheet_xls(LIST).replace(
        struct.pack("<HHH", 0x42, 2, 1200), struct.pack("<HHH", 0x2F, 2, 1), 1
    )
    assert with_filepass != sheet_xls(LIST)
    locked = bytearray(zipped({"a.csv": "公司名称\n示例甲\n".encode()}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    for name, data in (
        ("a.xlsx", ole("EncryptedPackage")),
        ("a.xls", with_filepass),
        ("a.ods", encrypted),
        ("a.zip", bytes(locked)),
    ):
        with pytest.raises(SourceError, match="password") as caught:
            given_to(name, data)
        assert "without" in caught.value.todo


def test_what_is_damaged_is_told_by_its_name() -> None:
    data = sheet_xlsx(LIST)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(SHEET)
    at = info.header_offset + 30 + len(SHEET) + 40
    with pytest.raises(SourceError, match=f"'{SHEET}' in it is damaged"):
        given_to("a.xlsx", data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
    with pytest.raises(SourceError, match="cut short"):
        given_to("a.xlsx", data[:-30])
    with pytest.raises(SourceError, match="Word document"):
        given_to("a.xlsx", zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}))
    with pytest.raises(SourceError, match="Word document"):
        given_to("a.xls", ole("WordDocument"))


def test_a_gzip_of_several_parts_and_one_that_is_cut() -> None:
    parts = gzip.compress("公司名称\n示例甲\n".encode()) + gzip.compress("示例乙\n".encode())
    assert len(given_to("a.csv.gz", parts).rows) == 2
    whole = gzip.compress(os.urandom(3_000_000))
    with pytest.raises(SourceError, match="no text and no workbook"):
        given_to("a.csv.gz", whole[: len(whole) // 2])
    for length in (5, 12):
        with pytest.raises(SourceError, match="damaged or cut short"):
            given_to("a.csv.gz", whole[:length])


def test_a_million_formatted_rows_that_hold_nothing() -> None:
    empty = b"".join(
        b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>' % (n, n)
        for n in range(4, 1_048_577)
    )
    data = changed(sheet_xlsx(LIST), SHEET, padded(b"</sheetData>", empty))
    began = time.process_time()
    grid = given_to("a.xlsx", data)
    assert time.process_time() - began < 5
    assert [row.place for row in grid.rows] == ["Sheet1!2", "Sheet1!3"]


# What runs apart.


def test_what_runs_apart_answers() -> None:
    ((name, hidden, rows, merged),) = apart("calamine_sheets", sheet_xlsx(LIST), where="a")
    assert (name, hidden, merged) == ("Sheet1", False, [])
    assert rows == [(n, (1, 2), tuple(row)) for n, row in enumerate(LIST, 1)]


@pytest.mark.parametrize("task", sorted(TASKS))
def test_every_task_loads_without_the_package(task: str) -> None:
    source = (Path(child_module.__file__).parent / TASKS[task][0]).read_text("utf-8")
    assert "from expolens" not in source
    assert "import expolens" not in source
    try:
        answer = apart(task, b"nothing", where="a")
    except Refused:
        return
    assert answer is not None


def test_a_reader_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(SourceError, match="cannot be loaded") as caught:
        apart("calamine_sheets", sheet_xlsx(LIST), where="a")
    assert "Install" in caught.value.todo


@pytest.mark.skipif(os.name != "posix", reason="only POSIX bounds the memory of a process")
def test_an_abort_is_an_error_and_says_nothing_of_rust(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SourceError, match=r"breaks its reader|more memory") as caught:
        apart("calamine_sheets", BOMBS["corners.xlsx"], where="a.xlsb")
    assert caught.value.where == "a.xlsb"
    assert capfd.readouterr() == ("", "")


def test_what_a_task_refuses_comes_back_as_its_words() -> None:
    with pytest.raises(Refused) as caught:
        apart("calamine_sheets", b"no workbook", where="a")
    assert caught.value.kind == "CalamineError"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A child that sleeps, and writes its process id where a test finds it."""
    script, told = tmp_path / "slow.py", tmp_path / "pid"
    script.write_text(
        f"import os, time\nopen({str(told)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)\n"
    )
    monkeypatch.setattr(child_module, "_SCRIPT", script)
    return told


def is_alive(told: Path) -> bool:
    try:
        os.kill(int(told.read_text()), 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(os.name != "posix", reason="asks for a process as POSIX does")
def test_a_child_that_is_late_is_ended(slow: Path) -> None:
    with pytest.raises(SourceError, match="not read within 1 seconds"):
        apart("calamine_sheets", b"x" * 1_000_000, where="a", deadline=1)
    assert not is_alive(slow)


@pytest.mark.skipif(os.name != "posix", reason="asks for a process as POSIX does")
def test_control_c_ends_the_child_too(slow: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: subprocess.Popen[bytes], *_: object, **__: object) -> None:
        while not slow.exists() or not slow.read_text():
            time.sleep(0.01)
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess.Popen, "communicate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        apart("calamine_sheets", b"x", where="a")
    assert not is_alive(slow)


def test_it_works_from_several_threads() -> None:
    data = sheet_xlsx(LIST)
    answers: list[object] = []
    threads = [
        threading.Thread(
            target=lambda: answers.append(apart("calamine_sheets", data, where="a")[0][2])
        )
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 3
    assert all(answer == answers[0] for answer in answers)


def test_an_open_quotation_mark_before_millions_of_rows() -> None:
    data = b'name,booth\n"' + b"a,b\n" * 12_000_000
    began = time.process_time()
    with pytest.raises(SourceError, match="quotation marks are not in order, and it is too large"):
        given_to("a.csv", data)
    assert time.process_time() - began < 5


def test_more_rows_than_can_be_held_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = "\n".join(["name,booth", *(f"示例{n},A{n}" for n in range(300))]).encode()
    assert len(given_to("a.csv", data).rows) == 300
    monkeypatch.setattr("expolens.readers.grid.MOST_TOGETHER", 1_000)
    with pytest.raises(SourceError, match=r"more than 16\d rows") as caught:
        given_to("a.csv", data)
    assert "expolens match" in caught.value.todo


def test_a_page_of_many_megabytes_is_read_in_part_and_says_so() -> None:
    row = "<tr><td>示例{0}医疗科技有限公司</td><td>A{0}</td><td>" + "x" * 300 + "</td></tr>"
    rows = "".join(row.format(n) for n in range(60_000))
    page = (
        f"<html><table><tr><th>公司名称</th><th>展位号</th><th>简介</th></tr>{rows}</table></html>"
    )
    grid = given_to("a.html", page.encode())
    assert 20_000 < len(grid.rows) < 60_000
    assert grid.notes[0].startswith("html_cut\t")
