"""The matching benchmark's runner: a peer's cost and failure, Expolens through its command line, the report."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BENCHMARK = ROOT / "benchmarks" / "matching"
sys.path[:0] = [str(BENCHMARK), str(BENCHMARK / "peers")]

from expolens_match import COLUMNS, converted  # noqa: E402
from report import markdown  # noqa: E402
from run import PEERS, asked_only, measured  # noqa: E402
from task import ranked  # noqa: E402

FOUND = """query_row,query,record_row,record,probability,status,rank,reasons
1,示例甲,2,示例甲科技有限公司,0.991,matched,1,same brand
1,示例甲,1,示例甲商贸有限公司,0.2,,2,another trade
2,示例乙,,,,not_found,1,
3,示例丙,3,示例丙有限公司,0.6,review,1,legal form differs
"""
# Stands in for the package: the verb's contract, and a loop of work to be counted.
FAKE = """
import sys
from pathlib import Path
given = sys.argv[1:]
assert given[0] == "match", given
options = dict(zip(given[3::2], given[4::2]))
assert options["--name-column"] == "query", given
assert options["--registry-column"] == "公司名称", given
assert options["--top"] == "10", given
assert Path(given[1]).is_file() and Path(given[2]).is_file()
Path(options["-o"]).write_text({found!r}, encoding="utf-8")
"""


def test_rows_without_a_record_are_no_answers() -> None:
    rows = list(converted(csv.DictReader(FOUND.splitlines())))
    assert rows == [
        ("1", "2", "0.991", "1", "0.991", "matched"),
        ("1", "1", "0.2", "2", "0.2", ""),
        ("3", "3", "0.6", "1", "0.6", "review"),
    ]
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_the_adapter_calls_the_verb_twice_and_says_what_it_cost(tmp_path: Path) -> None:
    package = tmp_path / "stand-in" / "expolens"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(FAKE.format(found=FOUND), encoding="utf-8")
    registry, queries = tmp_path / "registry.csv", tmp_path / "queries.csv"
    registry.write_text("公司名称,source\n示例甲商贸有限公司,a\n", encoding="utf-8")
    queries.write_text("query\n示例甲\n示例乙\n示例丙\n", encoding="utf-8")
    answers = tmp_path / "answers.csv"
    script = BENCHMARK / "peers" / "expolens_match.py"
    said = subprocess.run(
        [sys.executable, str(script), str(registry), str(queries), str(answers)],
        env={**os.environ, "PYTHONPATH": str(package.parent)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert [word.split("=")[0] for word in said.split()] == [
        "build_cpu", "query_cpu", "build_mb", "query_mb",
    ]  # fmt: skip
    with answers.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["query_row"], row["rank"], row["status"]) for row in rows] == [
        ("1", "1", "matched"), ("1", "2", ""), ("3", "1", "review"),
    ]  # fmt: skip


def test_answers_are_ranked_by_score_ten_at_most() -> None:
    rows = list(ranked([(1, record, record / 20) for record in range(1, 15)] + [(3, 9, 0.5)]))
    assert [row[1] for row in rows if row[0] == 1] == list(range(14, 4, -1))
    assert rows[-1] == (3, 9, 0.5, 1)
    assert [row[3] for row in rows] == [*range(1, 11), 1]


def test_a_peers_cost_is_what_it_says_and_what_is_measured() -> None:
    work = "sum(range(2_000_000)); print('build_cpu=0.500 query_cpu=1.250')"
    found = measured([sys.executable, "-c", work], 60)
    assert (found["build_cpu"], found["query_cpu"]) == (0.5, 1.25)
    assert found["total_cpu"] > 0
    assert found["peak_mb"] > 1


@pytest.mark.parametrize(
    ("code", "limit", "why"),
    [
        ("raise SystemExit('no such column')", 60, "no such column"),
        ("import time; time.sleep(30)", 0.3, "stopped after 0 s"),
    ],
)
def test_a_peer_that_fails_or_is_late_says_why(code: str, limit: float, why: str) -> None:
    assert measured([sys.executable, "-c", code], limit)["failed"] == why


def test_a_peer_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    assert "make peers" in measured([str(tmp_path / "python")], 1)["failed"]


def test_peers_are_asked_the_queries_and_never_see_the_truth(tmp_path: Path) -> None:
    queries = tmp_path / "all.csv"
    queries.write_text("query,truth,kind\n甲,乙,typo\n丙,丁,typo\n", encoding="utf-8")
    assert asked_only(queries, 1, tmp_path).read_text(encoding="utf-8") == "query\n甲\n"


def test_every_peer_has_its_script() -> None:
    scripts = {path.stem for path in (BENCHMARK / "peers").glob("*.py")} - {"task"}
    assert {peer.script for peer in PEERS.values()} == scripts


def test_the_report_shows_figures_and_failures() -> None:
    kind = {"recall_at_1": 0.5, "fpr": 0.1}
    done = {
        "set": "zh", "peer": "one", "queries": 10, "absent": 2, "query_cpu": 0.05, "peak_mb": 300.4, "query_mb": 120.0,
        "recall_at_1": 0.75, "f1": 0.6, "ece": None, "kinds": {"typo": kind},
    }  # fmt: skip
    text = markdown(
        {"machine": "a machine", "results": [done, {"set": "zh", "peer": "two", "failed": "a|b"}]}
    )
    rows = [line for line in text.splitlines() if line.startswith("| one") or "failed" in line]
    assert rows[0].startswith("| one | – | 0.05 | 5.00 | 120 | 0.750 | –")
    assert rows[1].startswith("| two | failed: a/b |")
    assert json.dumps(done)  # nothing in a result that JSON has not
    assert len({line.count("|") for line in text.splitlines() if line.startswith("| one | –")}) == 1
