"""Run matchers on the benchmark's sets, one after the other: `python benchmarks/matching/run.py --help`.

Each is a process of its own; CPU seconds are user and system, of all threads and children, memory is the peak of
the largest process. Writes results.json and results.md beside the data.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import Any, NamedTuple

from report import markdown
from score import judged, registry_names, scorecard, table
from sources import HERE, ROOT

FEW = 205  # a list as exhibitions have it; the peers that compare every pair are asked no more


class Peer(NamedTuple):
    """A matcher: its script, its variant, the environment it lives in, and whether it is asked few only."""

    script: str
    variant: str = ""
    environment: str = "peers"
    few: bool = False


PEERS = {
    "expolens": Peer("expolens_match", environment=""),
    "sparse_dot_topn (2,2)": Peer("sparse_dot_topn_tfidf", "2,2"),
    "sparse_dot_topn (1,2)": Peer("sparse_dot_topn_tfidf", "1,2"),
    "emm": Peer("emm_cosine", environment="peers_emm"),
    "string_grouper": Peer("string_grouper_match", "default"),
    "string_grouper han": Peer("string_grouper_match", "han"),
    "tantivy (2,2)": Peer("tantivy_bigrams"),
    "splink": Peer("splink_duckdb"),
    "rapidfuzz WRatio": Peer("rapidfuzz_extract", "WRatio", few=True),
    "rapidfuzz ratio": Peer("rapidfuzz_extract", "ratio", few=True),
    "rapidfuzz JaroWinkler": Peer("rapidfuzz_extract", "JaroWinkler", few=True),
}
# A set: the registry's and the queries' names, and how many queries (all when none).
SETS = {
    "zh": ("zh", "zh", None),
    "zh205": ("zh", "zh", FEW),
    "latin_pairs": ("zh", "latin_pairs", None),
    "pinyin_pairs": ("zh", "pinyin_pairs", None),
    "english_pairs": ("zh", "english_pairs", None),
    "en": ("en", "en", None),
    "en205": ("en", "en", FEW),
}


def machine() -> str:
    """Return what this was measured on."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        found = re.search(r"model name\s*: (.*)", info.read_text(encoding="utf-8"))
        cpu = found[1] if found else cpu
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return f"{cpu}, {os.cpu_count()} cores, {pages:.0f} GiB, Python {platform.python_version()}"


def command_of(peer: Peer, data: Path, files: Sequence[Path]) -> list[str]:
    """Return the command that runs a peer."""
    python = sys.executable
    if peer.environment:
        python = str(data / peer.environment / "bin" / "python")
    script = str(HERE / "peers" / f"{peer.script}.py")
    return [python, script, *(str(path) for path in files), *([peer.variant] * bool(peer.variant))]


def measured(command: Sequence[str], limit: float) -> dict[str, Any]:
    """Run a peer to its end or its limit; return what it cost, what it says itself, or why it failed."""
    with TemporaryDirectory() as place:
        out, err = Path(place) / "out", Path(place) / "err"
        with out.open("wb") as stdout, err.open("wb") as stderr:
            try:
                child = subprocess.Popen(
                    command, stdout=stdout, stderr=stderr, start_new_session=True
                )
            except OSError as error:
                return {"failed": f"{error.strerror}: run `make peers` first"}
            late = Timer(limit, os.killpg, (child.pid, 9))
            late.start()
            _, status, usage = os.wait4(child.pid, 0)
            stopped = not late.is_alive()
            late.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            lines = err.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            why = f"stopped after {limit:.0f} s" if stopped else (lines or ["no message"])[-1]
            return {"failed": why[:200], "exit": child.returncode}
        said = re.findall(r"(\w+)=([\d.-]+)", out.read_text(encoding="utf-8", errors="replace"))
    cost = {
        "total_cpu": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
    }
    return cost | {key: float(value) for key, value in said}


def asked_only(queries: Path, most: int | None, folder: Path) -> Path:
    """Write the queries without their truths, the first `most`, and return the file."""
    path = folder / "queries.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("query",))
        writer.writerows((row["query"],) for row in table(queries)[:most])
    return path


def result(peer: str, one: str, options: argparse.Namespace) -> dict[str, Any]:
    """Run a peer on a set and judge its answers."""
    registry_name, queries_name, most = SETS[one]
    registry = options.data / f"registry_{registry_name}.csv"
    queries = options.data / f"queries_{queries_name}.csv"
    with TemporaryDirectory() as place:
        answers = Path(place) / "answers.csv"
        asked = asked_only(queries, most, Path(place))
        environments = ROOT / "build" / "matching"
        command = command_of(PEERS[peer], environments, (registry, asked, answers))
        found = {"set": one, "peer": peer, **measured(command, options.limit)}
        if "failed" not in found:
            rows = judged(table(queries)[:most], registry_names(registry), table(answers))
            found |= scorecard(rows)
    return found


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "build" / "matching")
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS), metavar="PEER")
    parser.add_argument(
        "--sets",
        nargs="+",
        choices=SETS,
        default=["zh", "zh205", "latin_pairs", "pinyin_pairs", "english_pairs", "en"],
    )
    parser.add_argument("--limit", type=float, default=1800, help="seconds for a peer on a set")
    parser.add_argument("--results", type=Path, help="where to write, without an ending")
    parser.add_argument("--few-too", action="store_true", help="ask slow peers the large sets too")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> None:
    """Run everything that is asked for and write the results after each."""
    options = arguments(given)
    target = options.results or options.data / "results"
    results: dict[str, Any] = {"machine": machine(), "results": []}
    for one in options.sets:
        for peer in options.peers:
            if PEERS[peer].few and SETS[one][2] is None and not options.few_too:
                continue
            found = result(peer, one, options)
            results["results"].append(found)
            brief = found.get("failed") or f"R@1 {found['recall_at_1']:.3f} F1 {found['f1']:.3f}"
            print(f"{one}, {peer}: {brief}", flush=True)
            text = json.dumps(results, ensure_ascii=False, indent=1)
            target.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
            target.with_suffix(".md").write_text(markdown(results), encoding="utf-8")


if __name__ == "__main__":
    main()
