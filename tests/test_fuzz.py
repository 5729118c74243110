"""A list in every format, cut anywhere and with bits turned: a clear error or a grid, in time, nothing printed, no process left; `python tests/test_fuzz.py [MINUTES]` goes on for long."""

from __future__ import annotations

import io
import multiprocessing
import os
import random
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from xlsxwriter.workbook import Workbook

from broken import PAPER, ROWS, WHOLE, cuts, turned
from expolens.errors import SourceError, StudyError
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from workbooks import xlsx, zipped

ALL = {**WHOLE, **PAPER}
CUTS, TURNED = 140, 260
# A process is started for each of these.
FEW = 12
PARTS = {"cut", "cut_in_cell", "short_end", "json_cut", "pdf_cut", "archive_tail", "html_cut"}
# Lists that are a line or a block a company may end behind any of these, and begin with any few of them.
LINES = {"utf8.csv", "bom.csv", "gb18030.csv", "utf16.txt", "semicolons.csv", "list.tsv", "list.jsonl", "pasted.txt"}  # fmt: skip
MOST_MEMORY = 3_000_000_000


def plan_of(name: str) -> SourcePlan:
    return SourcePlan("s", "list", name)


def outcome(data: bytes, plan: SourcePlan) -> Grid | SourceError | StudyError:
    """What reading gives, and nothing but these."""
    try:
        return grid_of(data, plan)
    except (SourceError, StudyError) as error:
        return error


def codes(grid: Grid) -> set[str]:
    return {note.partition("\t")[0] for note in grid.notes}


def checked(content: bytes, name: str) -> Grid | None:
    """Read a broken file, check what came of it, and return the grid if it is one."""
    began = time.process_time()
    found = outcome(content, plan_of(name))
    assert time.process_time() - began < 2
    if not isinstance(found, Grid):
        assert found.where.startswith(name.removesuffix(".gz"))
        assert found.what
        assert len(str(found)) < 1_500
        return None
    assert 0 < len(found.rows) < 1_000
    assert all(len(row.cells) == len(found.header) for row in found.rows)
    assert len(set(found.header)) == len(found.header)
    assert all(row.place for row in found.rows)
    return found


def children() -> list[int]:
    """The processes that this one has started and that are not done."""
    if not Path("/proc/self/task").is_dir():
        return []
    lists = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(one) for one in lists.read_text().split()] if lists.is_file() else []


def counts(name: str) -> tuple[int, int]:
    return (FEW, FEW) if name in PAPER else (CUTS, TURNED)


@pytest.fixture
def quiet(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Nothing is printed, and no process is left."""
    before = children()
    yield
    assert capfd.readouterr() == ("", "")
    assert children() == before


@pytest.mark.parametrize("name", sorted(ALL))
@pytest.mark.usefixtures("quiet")
def test_a_file_that_is_cut_is_a_clear_error_or_a_part_that_says_so(name: str) -> None:
    whole = outcome(ALL[name], plan_of(name))
    assert isinstance(whole, Grid)
    assert not codes(whole) & PARTS
    number = counts(name)[0]
    errors = parts = 0
    for content in cuts(ALL[name], random.Random(7), number):
        found = checked(content, name)
        if found is None:
            errors += 1
        elif [row.cells for row in found.rows] != [row.cells for row in whole.rows]:
            parts += 1
            if name not in LINES:
                assert codes(found) & PARTS, (name, len(content), found.notes)
            elif name != "pasted.txt" and "cut_in_cell" in codes(found):
                kept = [row.cells for row in found.rows[:-1]]
                assert kept == [row.cells for row in whole.rows[: len(kept)]]
    assert errors >= 2
    assert parts or name in NEVER_A_PART


NEVER_A_PART = {"list.xlsx", "list.xls", "list.ods", "list.zip", "flat.fods", "sheet.xml", "state.html", *PAPER}  # fmt: skip


@pytest.mark.parametrize("name", sorted(ALL))
@pytest.mark.usefixtures("quiet")
def test_a_file_with_bits_turned_is_a_clear_error_or_a_grid(name: str) -> None:
    seen = {True: 0, False: 0}
    for content in turned(ALL[name], random.Random(8), counts(name)[1]):
        seen[checked(content, name) is None] += 1
    assert seen[True] > 1
    assert seen[False] > 1


@pytest.mark.usefixtures("quiet")
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
        found = outcome(zipped({**members, name: bytes(content)}), plan_of("a.xlsx"))
        read_at_all += isinstance(found, Grid) and bool(found.rows)
    assert read_at_all > 25


def test_enough_is_tried() -> None:
    tried = sum(sum(counts(name)) for name in ALL)
    assert tried > 8_000


def long_run(name: str, seconds: float, seed: int) -> None:
    """Try variants of one file until the time is over, in bounded memory; what fails is written beside, and ends it."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    until = time.monotonic() + seconds
    tried = 0
    while time.monotonic() < until:
        chance = random.Random(seed + tried)
        for content in (*cuts(ALL[name], chance, 3), *turned(ALL[name], chance, 25)):
            tried += 1
            try:
                checked(content, name)
            except BaseException:
                Path(f"broken-{seed}-{name}").write_bytes(content)
                raise
    sys.stdout.write(f"{name}: {tried:,}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    first = int(time.time())
    sys.stdout.write(f"seed {first}\n")
    failed = []
    for kind in ALL:
        run = multiprocessing.Process(target=long_run, args=(kind, 60 * minutes / len(ALL), first))
        run.start()
        run.join()
        if run.exitcode:
            failed.append(kind)
    sys.exit(f"broken: {', '.join(failed)}" if failed else 0)
