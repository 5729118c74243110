"""Bad input gives one clear error or a right result: no traceback, the old build untouched, nothing lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest

from conftest import contract
from expolens.api import open_study
from expolens.cli import main
from expolens.store.digest import file_digest

LIST = "公司名称,展位号,关键词\n示例甲科技有限公司,A01,智慧医院、大数据\n示例乙软件有限公司,A02,互联网医院\n"
REGISTRY = (
    "企业名称,注册资本,成立日期,所属省份\n"
    "示例甲科技有限公司,1000万元人民币,2010-05-01,浙江省\n"
    "示例乙软件有限公司,{capital},{date},上海市\n"
)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A small study of a list and a registry, run once."""
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    (tmp_path / "registry.csv").write_text(
        REGISTRY.format(capital="200万元人民币", date="2015年3月"), "utf-8"
    )
    folder = tmp_path / "study"
    assert main(["new", str(folder), "--from", str(tmp_path / "list.csv")]) == 0
    assert (
        main(["add", str(tmp_path / "registry.csv"), "--as", "registry", "--to", str(folder)]) == 0
    )
    assert main(["run", str(folder)]) == 0
    return folder


def state(folder: Path) -> dict[str, str]:
    """Every file of the build with its hash."""
    return {
        path.relative_to(folder).as_posix(): file_digest(path)
        for path in (folder / "build").rglob("*")
        if path.is_file()
    }


def source(folder: Path, start: str) -> Path:
    return next(path for path in (folder / "sources").iterdir() if path.name.startswith(start))


def refused(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> None:
    """Run, and check the error: exit code 2, the words, no traceback, the build as it was."""
    before = state(folder)
    assert main(["run", str(folder)]) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    for word in words:
        assert word in said, said
    assert state(folder) == before
    assert sorted(p.name for p in folder.iterdir() if p.name.startswith(".expolens")) == []


def test_an_empty_file(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source(study, "registry").write_text("")
    refused(study, capsys, "registry.csv", "empty")


def test_a_wrong_extension_is_read_by_content_or_refused(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = source(study, "registry")
    with ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "not a sheet")
    refused(study, capsys, "registry.csv")


def test_a_truncated_workbook(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = tmp_path / "onsite.xlsx"
    workbook.write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    code = main(["add", str(workbook), "--as", "attendance", "--to", str(study)])
    said = capsys.readouterr().err
    if code == 0:
        refused(study, capsys, "onsite.xlsx")
    else:
        assert code == 2
        assert "onsite.xlsx" in said
        assert "Traceback" not in said


def test_a_list_without_a_name_column(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source(study, "list").write_text("展位号,面积\nA01,9\n", "utf-8")
    refused(study, capsys, "list.csv", "展位号")


def test_two_columns_of_one_name_are_both_kept(study: Path) -> None:
    source(study, "list").write_text(
        "公司名称,展位号,展位号\n示例甲科技有限公司,A01,B01\n", "utf-8"
    )
    assert main(["run", str(study)]) == 0
    tables = open_study(study).tables()
    assert tables["exhibitors"].to_pylist()[0]["booths"] == ["A01", "B01"]
    cells = next(row["cells"] for row in tables["records"].to_pylist() if row["role"] == "list")
    assert '"展位号 (2)": "B01"' in cells
    notes = tables["sources"].to_pylist()[0]["notes"] + tables["sources"].to_pylist()[0]["unread"]
    assert any("展位号 (2)" in note for note in notes)


def test_a_column_the_study_names_and_the_file_has_not(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = study / "study.toml"
    path.write_text(path.read_text("utf-8") + '\n[source.columns]\n"公司名" = "name"\n', "utf-8")
    refused(study, capsys, "公司名")


def test_unreadable_values_are_missing_and_shown(study: Path) -> None:
    source(study, "registry").write_text(
        REGISTRY.format(capital="约一千万", date="2021-13-40"), "utf-8"
    )
    assert main(["run", str(study)]) == 0
    facts = open_study(study).tables()["facts"].to_pylist()
    for raw in ("约一千万", "2021-13-40"):
        fact = next(row for row in facts if row["raw"] == raw)
        assert (fact["value"], fact["absence"]) == (None, "unreadable")
    page = (study / "build" / "report.html").read_text("utf-8")
    assert "约一千万" in page
    assert "2021-13-40" in page


def test_a_missing_source(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source(study, "registry").unlink()
    refused(study, capsys, "registry.csv", "study.toml")


def test_an_unknown_key_names_its_line(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = study / "study.toml"
    path.write_text(path.read_text("utf-8") + '\n[[rates]]\nbase = "USD"\n', "utf-8")
    refused(study, capsys, "study.toml", "rates", "rate")


def test_a_damaged_decision_names_its_line(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (study / "decisions.jsonl").write_text('{"verdict": "sam', "utf-8")
    refused(study, capsys, "decisions.jsonl", "1")


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="needs a user whom permissions bind"
)
def test_a_read_only_folder(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source(study, "list").write_text(LIST + "示例丙有限公司,A03,\n", "utf-8")
    study.chmod(0o500)
    try:
        refused(study, capsys, "cannot be written")
    finally:
        study.chmod(0o700)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_while_writing(
    study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source(study, "list").write_text(LIST + "示例丙有限公司,A03,\n", "utf-8")
    written = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.suffix == ".svg":
            with Path("/dev/full").open("wb", buffering=0) as device:
                return device.write(data)
        return written(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    refused(study, capsys, "disk is full")


def test_control_c_in_the_middle(study: Path) -> None:
    source(study, "list").write_text(LIST + "示例丙有限公司,A03,\n", "utf-8")
    before = state(study)
    flags = {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    child = subprocess.Popen(
        [sys.executable, "-m", "expolens", "run", str(study)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", **flags,
    )  # fmt: skip
    assert child.stderr is not None
    child.stderr.readline()  # the first stage has ended: the run is in the middle
    time.sleep(0.05)
    child.send_signal(signal.SIGINT if os.name == "posix" else signal.CTRL_BREAK_EVENT)
    _, said = child.communicate(timeout=60)
    assert child.returncode == 130, said
    assert "Traceback" not in said
    assert state(study) == before
    assert [p.name for p in study.iterdir() if p.name.startswith(".expolens")] == []


def test_decisions_stay_with_their_companies_when_a_row_is_inserted(study: Path) -> None:
    decision = (
        '{"id": "d-1", "verdict": "exclude", "by": "checker A", "date": "2026-01-01", '
        '"why": "a sponsor, not an exhibitor", "left": {"name": "示例乙软件有限公司"}}\n'
    )
    (study / "decisions.jsonl").write_text(decision, "utf-8")
    for rows in (LIST, LIST.replace("\n", "\n示例丙有限公司,A00,\n", 1)):
        source(study, "list").write_text(rows, "utf-8")
        assert main(["run", str(study)]) == 0
        exhibitors = open_study(study).tables()["exhibitors"].to_pylist()
        assert [row["name"] for row in exhibitors if not row["included"]] == ["示例乙软件有限公司"]


def test_names_full_of_html_are_inert(study: Path) -> None:
    source(study, "list").write_text(
        '公司名称,展位号\n"<script>alert(1)</script>有限公司","""><img src=x onerror=alert(1)>"\n',
        "utf-8",
    )
    assert main(["run", str(study)]) == 0
    page = (study / "build" / "report.html").read_text("utf-8")
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["run", "nowhere"], 2),
        (["runn"], 2),
        (["explain"], 2),
        (["add", "nofile.csv", "--as", "list"], 2),
    ],
)
def test_wrong_usage(
    words: list[str],
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == code
    said = capsys.readouterr().err
    assert said
    assert "Traceback" not in said


def test_an_unknown_statistic_gets_a_suggestion(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "founded_since_2008", str(study)]) == 2
    assert "founded_since_2009" in capsys.readouterr().err


def test_the_same_inputs_give_the_same_bytes(study: Path) -> None:
    before = state(study)
    assert main(["run", str(study), "--again"]) == 0
    assert state(study) == before
    assert contract(study)["statistics"]


def test_amounts_without_a_rate_are_missing_and_nothing_is_made_of_them(study: Path) -> None:
    text = REGISTRY.format(capital="500万美元", date="2015年3月").replace(
        "1000万元人民币", "80万港元"
    )
    source(study, "registry").write_text(text, "utf-8")
    assert main(["run", str(study)]) == 0
    tables = open_study(study).tables()
    capital = [row for row in tables["profiles"].to_pylist() if row["field"] == "capital"]
    assert {row["absence"] for row in capital} == {"no_rate"}
    assert not [row for row in contract(study)["statistics"] if row["id"].startswith("capital.")]
    undone = {row["id"]: row["why"] for row in tables["undone"].to_pylist()}
    assert (undone["capital"], undone["capital_usd"]) == ("no_values", "no_statistic")


def test_phones_and_persons_are_in_no_output(study: Path) -> None:
    lines = REGISTRY.format(capital="200万元人民币", date="2015").splitlines()
    text = "\n".join(
        [f"{lines[0]},电话,法定代表人", *(f"{line},13800000000,某某某" for line in lines[1:])]
    )
    source(study, "registry").write_text(text, "utf-8")
    assert main(["run", str(study)]) == 0
    for path in (study / "build").rglob("*"):
        if path.is_file() and path.suffix != ".parquet":
            content = path.read_bytes()
            assert b"13800000000" not in content, path
            assert "某某某".encode() not in content, path
    for name, table in open_study(study).tables().items():
        assert "13800000000" not in str(table.to_pylist()), name


def test_a_file_without_a_role_is_named_with_the_command(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (study / "sources" / "extra.csv").write_text(LIST, "utf-8")
    assert main(["run", str(study)]) == 0
    said = capsys.readouterr().out
    assert "sources/extra.csv" in said
    assert "expolens add" in said
