"""What large and hostile files cost to read, each by `expolens collect` in a process of its own: `python benchmarks/reading.py [WORD…]`.

Prints a Markdown table: CPU seconds (user and system, with the processes that a reader starts), peak memory of the largest process,
what came of it, and the bound asked for. Words choose the rows whose name has one. The files are made up, anew each time.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import platform
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from pdfs import book, catalogue, firms, floor_plan, guide, index, table  # noqa: E402
from workbooks import sheet_xls, sheet_xlsx  # noqa: E402

COLLECT = (sys.executable, "-m", "expolens", "collect")
HEADER = ("公司名称", "英文名称", "展位号", "展馆", "行业", "注册资本", "成立日期", "官网")
Make = Callable[[], bytes]


def company(number: int) -> tuple[str, ...]:
    """Return one row of a list."""
    return (
        f"示例{number}医疗科技有限公司", f"Sample {number} Medical Co., Ltd.", f"{'ABCDE'[number % 5]}{number}", f"{number % 9 + 1}号馆",
        ("医疗器械", "软件", "机器人")[number % 3], f"{number % 5000 + 1}万元", f"20{number % 20:02}-0{number % 9 + 1}-11", f"https://www.example.org/{number}",
    )  # fmt: skip


def rows(count: int) -> list[tuple[str, ...]]:
    """Return a header and rows."""
    return [HEADER, *map(company, range(count))]


def delimited(count: int) -> bytes:
    """Return a list as CSV."""
    content = io.StringIO()
    csv.writer(content).writerows(rows(count))
    return content.getvalue().encode("utf-8-sig")


def objects(size: int) -> bytes:
    """Return JSON of about a size, as an interface answers: the list two levels down, with details nested in it."""
    one = [
        dict(zip(HEADER, company(number), strict=True))
        | {"tags": ["智慧医院", "互联网医院"], "contact": {"web": f"w{number}.example"}}
        for number in range(size // 360)
    ]
    return json.dumps({"code": 0, "data": {"total": len(one), "list": one}}, ensure_ascii=False).encode()  # fmt: skip


def page(size: int, *, cards: bool) -> bytes:
    """Return a page of about a size, of one table or of cards."""
    parts, done = ["<!doctype html><meta charset=utf-8><title>List</title>"], 0
    parts.append("<main>" if cards else f"<table><tr>{''.join(f'<th>{one}' for one in HEADER)}")
    number = 0
    while done < size:
        row = company(number)
        if cards:
            part = f'<div class="card"><h3><a href="/e/{number}">{row[0]}</a></h3><p class="booth">展位号：{row[2]}</p><p class="tags">{row[4]}</p></div>'
        else:
            part = f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>"
        parts.append(part)
        done += len(part.encode())
        number += 1
    return "\n".join(parts).encode()


def packed(name: str, content: bytes) -> bytes:
    """Return a zip of one file."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return whole.getvalue()


def unfolding() -> bytes:
    """Return XML whose entities unfold to a hundred thousand million words."""
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "ha">{laughs}]><l><c><n>&a11;</n></c><c><n>b</n></c></l>'.encode()


def chinese(count: int) -> bytes:
    """Return a printed catalogue in Chinese."""
    return book([(one[0], one[2], f"上海市示例路{n}号", f"www.w{n}.example") for n, one in enumerate(rows(count)[1:])])  # fmt: skip


def wide_table(count: int) -> bytes:
    """Return a list as a spreadsheet prints it."""
    listed = [(one.name, one.booth, one.country, one.about, one.web) for one in firms(count)]
    return table(
        listed, ["Company", "Booth", "Country", "Description", "Website"], wide=[140, 50, 80, 280, 180]
    )  # fmt: skip


LISTS: tuple[tuple[str, str, str, Make], ...] = (
    ("CSV, 200,000 rows", ".csv", "2 s, 300 MB", lambda: delimited(200_000)),
    ("XLSX, 20,000 rows", ".xlsx", "1.5 s, 300 MB", lambda: sheet_xlsx(rows(20_000))),
    ("XLS, 20,000 rows", ".xls", "", lambda: sheet_xls(rows(20_000))),
    ("JSON, 50 MB", ".json", "300 MB", lambda: objects(50_000_000)),
    ("PDF, 300 pages, catalogue in 3 columns", ".pdf", "30 s, 300 MB", lambda: catalogue(firms(8_900))),
    ("PDF, 300 pages, guide with paragraphs", ".pdf", "30 s, 300 MB", lambda: guide(firms(4_900))),
    ("PDF, 300 pages, index", ".pdf", "30 s, 300 MB", lambda: index(firms(40_000))),
    ("PDF, 300 pages, floor plan", ".pdf", "30 s, 300 MB", lambda: floor_plan(firms(60_000))),
    ("PDF, 300 pages, table", ".pdf", "30 s, 300 MB", lambda: wide_table(4_200)),
    ("PDF, 300 pages, Chinese", ".pdf", "30 s, 300 MB", lambda: chinese(8_700)),
)  # fmt: skip
HOSTILE: tuple[tuple[str, str, str, Make], ...] = (
    ("HTML, 100 MB, a table", ".html", "bounded", lambda: page(100_000_000, cards=False)),
    ("HTML, 100 MB, cards", ".html", "bounded", lambda: page(100_000_000, cards=True)),
    ("HTML, 100 MB of open elements", ".html", "bounded", lambda: b"<html>" + b"<div>" * 20_000_000),
    ("CSV, one line of 200 MB", ".csv", "bounded", lambda: b"name,booth\n" + b"a" * 200_000_000),
    ("CSV, one line of 200 MB of commas", ".csv", "bounded", lambda: b"name,booth\n" + b"a," * 100_000_000),
    ("CSV, an open quotation mark before 200 MB", ".csv", "bounded", lambda: b'name,booth\n"' + b"a,b\n" * 50_000_000),
    ("JSON, 100 MB of open lists", ".json", "bounded", lambda: b"[" * 100_000_000),
    ("zip, 2 GB when unpacked", ".zip", "bounded", lambda: packed("a.csv", bytes(2_000_000_000))),
    ("gzip, 2 GB when unpacked", ".csv.gz", "bounded", lambda: gzip.compress(bytes(2_000_000_000), 6)),
    ("XML, entities that unfold to 200 GB", ".xml", "bounded", unfolding),
)  # fmt: skip


def cost(command: Sequence[str]) -> tuple[float, float, str]:
    """Run a command and return its CPU seconds, its peak memory in MB, and what it said first."""
    with TemporaryFile() as told:
        child = subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        lines = [one for one in told.read().decode(errors="replace").splitlines() if one.strip()]
    if child.returncode not in (0, 2):
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}: {lines[-3:]}")
    said = lines[0] if lines else ""
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said.replace("|", "/")


def main(words: Sequence[str]) -> None:
    """Measure and print everything."""
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    print("| file | MB of file | CPU s | MB | bound | what came of it |\n|---|---|---|---|---|---|")
    with TemporaryDirectory() as place:
        for number, (name, ending, bound, _) in enumerate((*LISTS, *HOSTILE)):
            if words and not any(word.casefold() in name.casefold() for word in words):
                continue
            path = Path(place) / f"list{number}{ending}"
            # In a process of its own: what this one held would count as the peak of those it starts.
            subprocess.run([sys.executable, __file__, "--make", str(number), str(path)], check=True)
            seconds, memory, said = cost((*COLLECT, str(path)))
            size = path.stat().st_size / 1e6
            print(f"| {name} | {size:.1f} | {seconds:.2f} | {memory:.0f} | {bound} | {said.replace(str(path), path.name)[:90]} |", flush=True)  # fmt: skip
            path.unlink()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        Path(sys.argv[3]).write_bytes((*LISTS, *HOSTILE)[int(sys.argv[2])][3]())
    else:
        main(sys.argv[1:])
