"""Expolens itself, through its command line: once without an index, once more with the one it kept.

The first run builds and asks, the second opens and asks; building is the difference. Both runs start a Python.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

COLUMNS = ("query_row", "record_row", "score", "rank", "probability", "status")


def header(path: Path) -> str:
    """Return a CSV file's first column's name."""
    with path.open(encoding="utf-8", newline="") as lines:
        return next(csv.reader(lines))[0]


def cost(command: Sequence[str], **more: str) -> tuple[float, float]:
    """Run a command; return its CPU seconds and its peak memory in MB, of children that it waits for too."""
    with TemporaryFile() as errors:
        child = subprocess.Popen(
            command, env={**os.environ, **more}, stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            said = " ".join(errors.read().decode("utf-8", "replace").split())
            raise SystemExit(f"expolens match ended with {child.returncode}: {said}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def converted(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, ...]]:
    """Yield the answers of Expolens's output: its probability is the score; rows without a record are none."""
    for row in rows:
        if row["record_row"]:
            yield (
                row["query_row"],
                row["record_row"],
                row["probability"],
                row["rank"],
                row["probability"],
                row["status"],
            )


def main() -> None:
    """Match twice, with a registry, and a folder for whatever is kept, that are nobody else's."""
    registry, queries, answers = (Path(argument) for argument in sys.argv[1:4])
    with TemporaryDirectory() as place:
        own, found = Path(place) / registry.name, Path(place) / "found.csv"
        shutil.copyfile(registry, own)
        command = [
            sys.executable, "-m", "expolens", "match", str(queries), str(own), "-o", str(found),
            "--name-column", header(queries), "--registry-column", header(registry), "--top", "10",
        ]  # fmt: skip
        (cold, cold_peak), (warm, warm_peak) = (
            cost(command, XDG_CACHE_HOME=f"{place}/cache") for _ in range(2)
        )
        with (
            found.open(encoding="utf-8-sig", newline="") as lines,
            answers.open("w", encoding="utf-8", newline="") as stream,
        ):
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(converted(csv.DictReader(lines)))
    print(
        f"build_cpu={cold - warm:.3f} query_cpu={warm:.3f} build_mb={cold_peak:.0f} query_mb={warm_peak:.0f}"
    )


if __name__ == "__main__":
    main()
