"""`expolens match` with what goes wrong: odd names, broken files and indexes, a full cache, two at once, Ctrl-C."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from expolens.cli import main
from expolens.errors import ExpolensError, SourceError, StudyError
from expolens.match import Request, csv_text, match, registry, shelf
from expolens.match.shelf import folder, place

NAMES = "公司名称\n上海示例甲医疗科技有限公司\n示例乙信息技术有限公司\n"
SOME = "".join(f"示例{chr(0x4E00 + n)}{chr(0x5E00 + n)}信息技术有限公司\n" for n in range(3000))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EXPOLENS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(NAMES, "utf-8")
    return path


@pytest.fixture
def known(tmp_path: Path) -> Path:
    path = tmp_path / "registry.csv"
    path.write_text(NAMES + SOME, "utf-8")
    return path


def answered(names: Path, known: Path, said: list[str] | None = None) -> str:
    return csv_text(
        match(Request(names, known), progress=(said if said is not None else []).append).answers
    )


def test_rows_without_anything_are_counted_and_nothing_else(tmp_path: Path, names: Path) -> None:
    known = tmp_path / "registry.csv"
    known.write_text(
        "公司名称,展位号\n" + ",\n" * 20_000 + "\n" * 20_000 + "上海示例甲医疗科技有限公司,A1\n",
        "utf-8",
    )
    assert match(Request(names, known)).answers[0].record_row == 20_001
    known.write_text("公司名称,展位号\n" + ",\n" * 20_000, "utf-8")
    with pytest.raises(SourceError, match="no name in it"):
        match(Request(names, known))


def test_one_name_ten_thousand_times(tmp_path: Path, names: Path) -> None:
    known = tmp_path / "registry.csv"
    known.write_text("公司名称\n" + "上海示例甲医疗科技有限公司\n" * 10_000, "utf-8")
    top = match(Request(names, known)).answers[0]
    assert (top.record_row, top.status) == (1, "matched")
    known.write_text(
        "公司名称,编号\n" + "".join(f"上海示例甲医疗科技有限公司,{n}\n" for n in range(10_000)),
        "utf-8",
    )
    top = match(Request(names, known)).answers[0]
    assert top.status == "review"
    assert "10,000 records" in top.reasons


ODD = ["示" * 5000, "A" * 5000, "😀😀科技", "شركة المثال المحدودة", "示例\x01\x02丁有限公司", "(" * 900, "）" * 300, "中" * 999, "\u202e例示", "'; --", "=1+1"]  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_names_on_either_side(tmp_path: Path, odd: str) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("公司名称\n" + odd + "\n示例乙信息技术有限公司\n", "utf-8")
    for one in (Request(path, path), Request(path, itself=True)):
        rows = match(one).answers
        assert all(
            row.query_row == row.record_row
            for row in rows
            if row.status == "matched" and not one.itself
        )
    out = tmp_path / "o.xlsx"
    assert main(["match", str(path), str(path), "-o", str(out)]) == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        ("公司名称,展位号\n".encode(), "no name in it"),
        (bytes(range(256)) * 100, "no text and no workbook"),
        (b"%PDF-1.7 x", "the PDF cannot be opened"),
        (gzip.compress(NAMES.encode() * 500)[:-20], "damaged or cut short"),
        (b"PK\x03\x04 broken", "cannot be opened"),
    ],
)
def test_broken_files(tmp_path: Path, names: Path, content: bytes, said: str) -> None:
    known = tmp_path / "registry.csv"
    known.write_bytes(content)
    with pytest.raises(SourceError) as error:
        match(Request(names, known))
    assert said in str(error.value)
    assert "study.toml" not in str(error.value)
    with pytest.raises(ExpolensError):
        match(Request(known, names))


def test_a_folder_and_nothing(tmp_path: Path, names: Path) -> None:
    with pytest.raises(SourceError, match="folder"):
        match(Request(names, tmp_path))
    with pytest.raises(SourceError, match="no such file"):
        match(Request(names, tmp_path / "none.csv"))
    with pytest.raises(SourceError, match="no such file"):
        match(Request(tmp_path / "none.csv", names))


def test_a_registry_that_changed_in_place_is_read_again(names: Path, known: Path) -> None:
    before = answered(names, known)
    stat = known.stat()
    text = known.read_text("utf-8")
    known.write_text(text.replace("上海示例甲", "上海示例丁"), "utf-8")
    os.utime(known, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert known.stat().st_size == stat.st_size
    said: list[str] = []
    assert answered(names, known, said) != before
    assert any("building" in one for one in said)


def test_a_registry_that_changes_while_it_is_read_is_refused(
    names: Path, known: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = registry.sheet_of

    def reading(path: Path, *given: object, **more: object) -> object:
        found = read(path, *given, **more)  # type: ignore[arg-type]
        if path == known:
            path.write_text(path.read_text("utf-8") + "示例新增有限公司\n", "utf-8")
        return found

    monkeypatch.setattr(registry, "sheet_of", reading)
    with pytest.raises(SourceError, match="changed while it was read"):
        match(Request(names, known))
    assert not list(cache.rglob("*.index"))


@pytest.mark.parametrize("damage", ["cut", "head", "version", "empty", "no words"])
def test_a_damaged_index_is_built_again(names: Path, known: Path, cache: Path, damage: str) -> None:
    before = answered(names, known)
    (index,) = cache.rglob("*.index")
    data = index.read_bytes()
    changed = {
        "cut": data[: len(data) // 2], "head": data[:30] + b"9" + data[31:], "empty": b"",
        "version": data.replace(b'"version": ', b'"version":1', 1), "no words": data,
    }[damage]  # fmt: skip
    index.unlink()
    index.write_bytes(changed)
    if damage == "no words":
        index.with_suffix(".json").write_text("{", "utf-8")
    said: list[str] = []
    assert answered(names, known, said) == before
    assert any("building" in one for one in said)
    assert any("index kept" in one for one in said) is False


def test_a_cache_that_cannot_be_written_is_said_and_done_without(
    tmp_path: Path, names: Path, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = answered(names, known)
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("EXPOLENS_CACHE", str(tmp_path / "file"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    said: list[str] = []
    assert answered(names, known, said) == before
    assert any("cannot be kept" in one for one in said)


def test_no_room_anywhere_is_a_clear_error(
    tmp_path: Path, names: Path, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("EXPOLENS_CACHE", str(tmp_path / "file"))

    def full(**_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf, "mkdtemp", full)
    with pytest.raises(StudyError, match="no room for the index"):
        match(Request(names, known))


def test_what_killed_runs_left_goes_after_a_day(names: Path, known: Path, cache: Path) -> None:
    left = cache / "indexes" / ".x.index.1"
    left.parent.mkdir(parents=True)
    left.write_text("half")
    answered(names, known)
    assert left.exists()
    os.utime(left, (0, 0))
    known.write_text(known.read_text("utf-8") + "示例戊有限公司\n", "utf-8")
    answered(names, known)
    assert not left.exists()


def test_the_folder_of_indexes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("EXPOLENS_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert folder() == tmp_path / "expolens"
    assert place("a", "b") != place("a", "c")
    assert place("a", "b") == place("a", "b")


def command(names: Path, known: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "expolens", "match", str(names), str(known), "-o", str(out)]


def test_two_processes_at_once(tmp_path: Path, names: Path, known: Path) -> None:
    outs = [tmp_path / f"{n}.csv" for n in range(3)]
    runs = [
        subprocess.Popen(
            command(names, known, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for out in outs
    ]
    assert [run.wait(timeout=120) for run in runs] == [0, 0, 0]
    assert len({out.read_bytes() for out in outs}) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_in_the_middle_of_a_build(tmp_path: Path, names: Path, cache: Path) -> None:
    known = tmp_path / "registry.csv"
    known.write_text(
        "公司名称\n"
        + "".join(
            f"示例{chr(0x4E00 + n % 9000)}{chr(0x5000 + n % 7919)}有限公司\n"
            for n in range(150_000)
        ),
        "utf-8",
    )
    run = subprocess.Popen(
        command(names, known, tmp_path / "o.csv"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert run.stderr is not None
    while b"building" not in run.stderr.readline():
        pass
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert b"Traceback" not in said
    assert not list(cache.rglob("*.index"))
    assert not (tmp_path / "o.csv").exists()


def test_records_of_a_code_alone_are_found_at_the_end_too(tmp_path: Path) -> None:
    code = "91310000000000001Y"
    known, names = tmp_path / "registry.csv", tmp_path / "list.csv"
    known.write_text(f"公司名称,统一社会信用代码\n示例甲有限公司,\n,{code}\n,\n", "utf-8")
    names.write_text(f"公司名称,统一社会信用代码\n某某有限公司,{code}\n", "utf-8")
    for _ in ("new", "kept"):
        top = match(Request(names, known)).answers[0]
        assert (top.record_row, top.record, top.status) == (2, code, "matched")


def test_a_slash_in_a_latin_name_parts_nothing(tmp_path: Path) -> None:
    known, names = tmp_path / "registry.csv", tmp_path / "list.csv"
    known.write_text(
        "Company,Former names\nStand-in Works A/S,Example Old A/S / Example Older A/S\n", "utf-8"
    )
    names.write_text("Company\nExample Older A/S\nS\n", "utf-8")
    one, two = (row for row in match(Request(names, known)).answers if row.rank == 1)
    assert one.reasons == "found by its former name Example Older A/S"
    assert two.record_row is None


@pytest.mark.parametrize("kind", ["zeros", "noise"])
@pytest.mark.parametrize("part", [0.1, 0.35, 0.6, 0.85])
def test_an_index_with_a_damaged_body_is_built_again(
    names: Path, known: Path, cache: Path, kind: str, part: float
) -> None:
    before = answered(names, known)
    (index,) = cache.rglob("*.index")
    data = bytearray(index.read_bytes())
    at = int(len(data) * part)
    data[at : at + 512] = bytes(512) if kind == "zeros" else bytes(n % 251 for n in range(512))
    index.unlink()
    index.write_bytes(bytes(data))
    assert answered(names, known) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, names: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for one in (Request(names, pipe), Request(pipe, names)):
        with pytest.raises(SourceError, match="a stream"):
            match(one)


def test_what_is_read_is_never_written_over(tmp_path: Path, names: Path, known: Path) -> None:
    before = names.read_bytes(), known.read_bytes()
    for target in (names, known, tmp_path / "." / known.name):
        assert main(["match", str(names), str(known), "-o", str(target)]) == 2
    labels = tmp_path / "pairs.csv"
    labels.write_text("query_row,record_row\n1,1\n", "utf-8")
    given = ["match", str(names), str(known), "--labels", str(labels), "--refit", str(labels)]
    assert main(given) == 2
    assert labels.read_text("utf-8") == "query_row,record_row\n1,1\n"
    assert (names.read_bytes(), known.read_bytes()) == before


def test_half_a_character_in_json_reaches_every_kind_of_file(tmp_path: Path) -> None:
    known = tmp_path / "registry.json"
    known.write_text('[{"name": "Stand-in \\ud800 Ltd."}, {"name": "Example Ltd."}]', "utf-8")
    for out in (tmp_path / "o.xlsx", tmp_path / "o.csv"):
        assert main(["match", str(known), str(known), "-o", str(out)]) == 0
        assert out.stat().st_size


@pytest.mark.parametrize(
    "text", ["x" * 12_000_000, "公司名称,展位\n示例甲,A1\n" + "a," * 6_000_000]
)
def test_a_line_without_an_end_is_refused(tmp_path: Path, names: Path, text: str) -> None:
    known = tmp_path / "long.csv"
    known.write_text(text, "utf-8")
    for one in (Request(names, known), Request(known, names)):
        with pytest.raises(SourceError, match="12,000,000 characters long"):
            match(one)


def test_rows_of_a_workbook_without_a_header_keep_their_numbers(
    tmp_path: Path, names: Path
) -> None:
    known = tmp_path / "registry.xlsx"
    book = xlsxwriter.Workbook(str(known))
    page = book.add_worksheet()
    rows = {
        1: ("示例乙信息技术有限公司", "A1"),
        2: ("示例丙有限公司", "A2"),
        4: ("上海示例甲医疗科技有限公司", "B7"),
    }
    for row, cells in rows.items():
        page.write_row(row, 0, cells)
    book.close()
    top = [one.record_row for one in match(Request(names, known)).answers if one.rank == 1]
    assert top == [4, 1]
