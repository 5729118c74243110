"""The command line as a person meets it: what it says at the end, at a slip, at Ctrl-C, and what it leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from conftest import example
from expolens.api import open_study
from expolens.cli import main
from expolens.cli.verbs import ALL
from expolens.export.gaps import link_lines, roster_lines
from expolens.store.digest import file_digest
from expolens.store.hold import abandoned, held
from expolens.store.replacement import replacing, restore
from small import small

LIST = (
    "公司名称,展位号,注册资本,成立日期\n"
    "上海示例甲医疗科技有限公司,A1,约一千万,2010\n示例乙有限公司,A2,500万美元,2010\n示例丙有限公司,A3,1万元,2010\n"
)
SHEET = "公司名称,展位号,到场情况\n上海示例丁医疗科技有限公司,A1,√\n示例乙有限公司,A2,√\n示例丙有限公司,A3,?\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small(
        tmp_path / "study",
        ("list", "list", LIST),
        ("on", "attendance\ncovers = 'all'", SHEET),
    )


Out = Callable[[], str]


@pytest.fixture
def out(capsys: pytest.CaptureFixture[str]) -> Out:
    def read() -> str:
        said = capsys.readouterr()
        return said.out + said.err

    return read


def test_what_waits_for_a_person_is_said_with_its_command(study: Path, out: Out) -> None:
    for _ in range(2):
        assert main(["run", str(study)]) == 0
        said = out()
        assert (
            "Waiting for a person: 1 doubtful match, 1 of unclear attendance, 1 amount without a rate. "
            f"Names one by one: expolens review {study}; in a sheet: expolens review {study} --to review.xlsx; "
            f"all that is missing: expolens export {study} --as gaps"
        ) in said
    assert "nothing changed" in said
    # As many as the sheet has: the absent one with the unreadable amount is not asked for.
    tables = open_study(study).tables()
    assert (len(list(link_lines(tables))), len(list(roster_lines(tables)))) == (1, 1)


def test_nothing_waits_where_nothing_does(tmp_path: Path, out: Out) -> None:
    folder = small(tmp_path, ("list", "list", "公司名称\n示例甲有限公司\n"))
    assert main(["run", str(folder)]) == 0
    assert "Waiting" not in out()


def test_the_sheet_says_in_both_languages_what_stands_there(study: Path, tmp_path: Path) -> None:
    toml = study / "study.toml"
    toml.write_text(toml.read_text("utf-8").replace("covers = 'all'", "covers = 'asked'"), "utf-8")
    assert main(["run", str(study)]) == 0
    target = tmp_path / "g.xlsx"
    assert main(["export", str(study), "--as", "gaps", "-o", str(target)]) == 0
    book = CalamineWorkbook.from_path(str(target))
    missing, links, roster = (
        [list(map(str, row)) for row in book.get_sheet_by_name(name).to_python()]
        for name in ("Missing", "Links", "Roster")
    )
    rows = {(row[1], row[3]): row for row in missing}
    assert rows["上海示例甲医疗科技有限公司", "capital"][5:7] == [
        "unreadable / 无法识别",
        "约一千万",
    ]
    assert rows["示例乙有限公司", "capital"][5:7] == ["no exchange rate / 无汇率", "500万美元"]
    assert rows["示例丙有限公司", "province"][5:7] == [
        "no source has this column / 没有数据源提供此列",
        "",
    ]
    assert "同一展位A1" in links[1][9]
    assert "same booth A1" in links[1][9]
    assert any("attendance unclear 出席情况不明" in row[3] for row in roster)


def test_a_file_without_a_role_is_told_of_every_time(study: Path, out: Out) -> None:
    (study / "sources" / "more.csv").write_text("a,b\n1,2\n", "utf-8")
    for _ in range(2):
        assert main(["run", str(study)]) == 0
        assert "Not used: sources/more.csv has no role." in out()


def test_add_outside_a_study_says_how_to_name_one(
    study: Path, out: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(study.parent)
    assert main(["add", "x.csv", "--as", "registry"]) == 2
    assert "expolens add x.csv --as registry --to study" in out()
    monkeypatch.chdir(study / "sources")
    assert main(["add", "x.csv", "--as", "registry"]) == 2
    assert "--to STUDY" in out()


def test_only_the_main_help_says_where_to_start(out: Out) -> None:
    assert main(["--help"]) == 0
    assert "Start with" in out()
    for verb in ALL:
        assert main([verb.__name__, "--help"]) == 0
        assert "Start with" not in out()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_says_so_and_leaves_the_build(tmp_path: Path) -> None:
    folder = example("rehearsal", tmp_path)
    open_study(folder).run()
    before = {path: file_digest(path) for path in (folder / "build").rglob("*") if path.is_file()}
    run = subprocess.Popen(
        [sys.executable, "-m", "expolens", "run", str(folder), "--again"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert run.stderr is not None
    # The first line on stderr is the first stage, done.
    assert b"collect" in run.stderr.readline()
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said.decode().rstrip().endswith("Run it again to go on.")
    assert "Traceback" not in said.decode()
    assert {path: file_digest(path) for path in before} == before
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".expolens-")]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_what_a_killed_run_leaves_goes_at_the_next(study: Path) -> None:
    code = (
        "import sys, time, pathlib\n"
        "from expolens.store.replacement import replacing\n"
        "with replacing(pathlib.Path(sys.argv[1])) as part:\n"
        "    (part / 'half').write_text('x'); print('in', flush=True); time.sleep(60)\n"
    )
    target = study / "build"
    killed = subprocess.Popen([sys.executable, "-c", code, str(target)], stdout=subprocess.PIPE)
    assert killed.stdout is not None
    assert killed.stdout.readline() == b"in\n"
    # It is at work: nobody takes its folder away.
    assert main(["run", str(study)]) == 0
    assert len(list(study.glob(".expolens-build-*"))) == 1
    killed.kill()
    killed.communicate()
    (study / ".expolens-build.txt").write_text("not ours")
    (study / ".expolens-buildings-x").mkdir()
    assert main(["run", str(study)]) == 0
    assert not list(study.glob(".expolens-build-*"))
    assert (study / ".expolens-build.txt").is_file()
    assert (study / ".expolens-buildings-x").is_dir()


def test_a_folder_without_a_lock_is_left_for_a_day(tmp_path: Path) -> None:
    part = tmp_path / ".expolens-build-abc"
    part.mkdir()
    restore(tmp_path / "build")
    assert part.is_dir()
    os.utime(part, (time.time() - 90_000,) * 2)
    restore(tmp_path / "build")
    assert not part.exists()


def test_a_lock_goes_with_its_block(tmp_path: Path) -> None:
    with held(tmp_path):
        assert not abandoned(tmp_path)
    assert not list(tmp_path.iterdir())
    with replacing(tmp_path / "build") as part:
        (part / "file").write_text("x")
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["file"]
