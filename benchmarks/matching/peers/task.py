"""What every peer does the same: read both lists, write the answers, tell what building and asking cost.

A peer is a script `python X.py REGISTRY QUERIES ANSWERS [VARIANT]`. Every one is given names in NFKC.
"""

from __future__ import annotations

import csv
import resource
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

TOP = 10
Answer = tuple[int, int, float]  # query row and record row, both from 1, and the score


def names(path: str) -> list[str]:
    """Return the first column of a CSV file."""
    with Path(path).open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        return [" ".join(unicodedata.normalize("NFKC", row[0]).split()) for row in rows]


def registry() -> list[str]:
    """Return the registry's names."""
    return names(sys.argv[1])


def queries() -> list[str]:
    """Return the queries."""
    return names(sys.argv[2])


def variant(usual: str) -> str:
    """Return the variant asked for."""
    return sys.argv[4] if len(sys.argv) > 4 else usual


def cpu() -> float:
    """Return the CPU seconds of this process and its children so far."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def ranked(answers: Iterable[Answer]) -> Iterator[tuple[int, int, float, int]]:
    """Yield each query's best answers with their rank, of answers in any order."""
    found: dict[int, list[tuple[float, int]]] = {}
    for query, record, score in answers:
        found.setdefault(query, []).append((-score, record))
    for query in sorted(found):
        for rank, (score, record) in enumerate(sorted(found[query])[:TOP], start=1):
            yield query, record, -score, rank


def answered(
    answers: Iterable[Answer], built: float, *, probability: Callable[[float], float] | None = None
) -> None:
    """Write the answers and print what building (until `built`) and asking cost; reading is building.

    `probability` is what the peer says that a score is worth, where it does.
    """
    rows = list(ranked(answers))
    with Path(sys.argv[3]).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("query_row", "record_row", "score", "rank", "probability"))
        writer.writerows((*row, probability(row[2]) if probability else "") for row in rows)
    print(f"build_cpu={built:.3f} query_cpu={cpu() - built:.3f}")
