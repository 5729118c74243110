"""What the commands cost in CPU seconds and memory, each in a process of its own: `python benchmarks/commands.py [WAIC_FOLDER]`.

Prints a Markdown table: median of the runs, and the bound asked for. Wall time is left out: machines are shared.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
EXPOLENS = (sys.executable, "-m", "expolens")
RUNS = 3


def cost(command: Sequence[str]) -> tuple[float, float]:
    """Run a command and return its CPU seconds (user and system) and its peak memory in MB."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def row(
    name: str, bound: str, command: Sequence[str], *, before: Callable[[], None] = lambda: None
) -> None:
    """Print the median cost of a command over some runs, `before` called ahead of each."""
    costs = []
    for _ in range(RUNS):
        before()
        costs.append(cost(command))
    seconds, memory = (median(column) for column in zip(*costs, strict=True))
    print(f"| {name} | {seconds:.2f} | {memory:.0f} | {bound} |")


def study(folder: Path, sources: Path) -> None:
    """Make the WAIC study from the public list and registry as the README says."""
    steps: list[list[str]] = [
        ["new", str(folder), "--from", str(sources / "waic2026" / "exhibitors.csv")],
        [
            "add",
            str(sources / "registries" / "listed_companies.csv.gz"),
            "--as",
            "registry",
            "--to",
            str(folder),
        ],
    ]
    for step in steps:
        subprocess.run([*EXPOLENS, *step], check=True, stdout=subprocess.DEVNULL)


def environment_size() -> float:
    """Return the size of this environment's packages in MB."""
    folder = Path(sys.prefix)
    return (
        sum(
            path.stat().st_size
            for path in folder.rglob("*")
            if path.is_file() and not path.is_symlink()
        )
        / 2**20
    )


def main() -> None:
    """Measure and print everything."""
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    print("| command | CPU s | MB | bound |\n|---|---|---|---|")
    row("`expolens --help`", "0.4 s", (*EXPOLENS, "--help"))
    with TemporaryDirectory() as place:
        rehearsal = Path(place) / "rehearsal"
        shutil.copytree(
            ROOT / "examples" / "rehearsal", rehearsal, ignore=shutil.ignore_patterns("build")
        )
        command = (*EXPOLENS, "run", str(rehearsal))
        cold = lambda: shutil.rmtree(rehearsal / "build", ignore_errors=True)  # noqa: E731
        row("`expolens run rehearsal`, cold", "12 s, 500 MB", command, before=cold)
        row("`expolens run rehearsal`, nothing changed", "1 s", command)
        shared = ROOT.parent / "shared" / "data"
        if shared.is_dir():
            waic = Path(place) / "waic"
            study(waic, shared)
            cold = lambda: shutil.rmtree(waic / "build", ignore_errors=True)  # noqa: E731
            row("`expolens run waic`, cold", "15 s", (*EXPOLENS, "run", str(waic)), before=cold)
    print(f"\nThis environment: {environment_size():.0f} MB")


if __name__ == "__main__":
    main()
