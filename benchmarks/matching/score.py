"""How good a matcher's answers are: `python benchmarks/matching/score.py QUERIES REGISTRY ANSWERS`.

Answers are a CSV file with the columns query_row, record_row (both from 1 below the header), score and rank
(1 to 10), and probability and status where the matcher states them. A query without a row has no answer.
A record is right when its name is the truth's, widths, spaces and case aside.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sources import neutral

BINS = 15


class Judged(NamedTuple):
    """A query's answers, judged: rank of the first right record (0: none), and the top record's claims."""

    row: int
    kind: str
    absent: bool
    right_at: int = 0
    score: float | None = None
    probability: float | None = None
    status: str = ""

    @property
    def right(self) -> bool:
        """Whether the top record is right."""
        return self.right_at == 1


class Outcome(NamedTuple):
    """What accepting some top records gives."""

    accepted: float
    precision: float
    recall: float
    f1: float
    fpr: float


def share(part: float, whole: float) -> float:
    """Return a share, 0 of nothing."""
    return part / whole if whole else 0.0


def judged(
    queries: Sequence[Mapping[str, str]],
    names: Sequence[str],
    answers: Iterable[Mapping[str, str]],
) -> list[Judged]:
    """Judge the answers to every query, in the queries' order; `names` are the registry's."""
    truths = [neutral(query["truth"]) for query in queries]
    first = [0] * len(queries)
    top: dict[int, Mapping[str, str]] = {}
    for answer in answers:
        if not answer["record_row"]:
            continue
        row, rank = int(answer["query_row"]), int(answer["rank"])
        right = truths[row - 1] and neutral(names[int(answer["record_row"]) - 1]) == truths[row - 1]
        if right and (not first[row - 1] or rank < first[row - 1]):
            first[row - 1] = rank
        if rank == 1:
            top[row] = answer
    return [
        Judged(at, query["kind"], query["absent"] == "1", first[at - 1], *claims(top.get(at)))
        for at, query in enumerate(queries, start=1)
    ]


def claims(answer: Mapping[str, str] | None) -> tuple[float | None, float | None, str]:
    """Return the score, the probability and the status that a top record comes with."""
    if answer is None:
        return None, None, ""
    probability = answer.get("probability") or ""
    return (
        float(answer["score"]),
        float(probability) if probability else None,
        answer.get("status") or "",
    )


def recall_at(rows: Sequence[Judged], most: int) -> float:
    """Return the share of the companies that are there and found among the first `most`."""
    there = [row for row in rows if not row.absent]
    return share(sum(0 < row.right_at <= most for row in there), len(there))


def outcome(rows: Sequence[Judged], accept: Callable[[Judged], bool]) -> Outcome:
    """Return what accepting the rows that `accept` says gives."""
    taken = [row for row in rows if accept(row)]
    hits, gone = sum(row.right for row in taken), sum(row.absent for row in rows)
    precision = share(hits, len(taken))
    recall = share(hits, len(rows) - gone)
    f1 = share(2 * precision * recall, precision + recall)
    false = share(sum(row.absent for row in taken), gone)
    return Outcome(share(len(taken), len(rows)), precision, recall, f1, false)


def above(threshold: float) -> Callable[[Judged], bool]:
    """Return what accepts a top record of at least this score."""
    return lambda row: row.score is not None and row.score >= threshold


def sweep(rows: Sequence[Judged]) -> list[tuple[float, float, float]]:
    """Return threshold, precision and recall for each score there is, the highest first."""
    scored = sorted(((row.score, row.right) for row in rows if row.score is not None), reverse=True)
    there = sum(not row.absent for row in rows)
    found, hits = list[tuple[float, float, float]](), 0
    for at, (score, right) in enumerate(scored, start=1):
        hits += right
        if at == len(scored) or scored[at][0] < score:  # equal scores stand and fall together
            found.append((score, hits / at, share(hits, there)))
    return found


def best_f1_threshold(rows: Sequence[Judged]) -> float:
    """Return the score from which on accepting has the best F1; infinite when nothing is right."""
    options = [(share(2 * p * r, p + r), score) for score, p, r in sweep(rows)]
    best = max(options, default=(0.0, 0.0))
    return best[1] if best[0] else float("inf")


def precise_threshold(rows: Sequence[Judged], precision: float) -> float:
    """Return the score with the most recall at a precision; infinite when no score has it."""
    options = [(recall, score) for score, p, recall in sweep(rows) if p >= precision]
    return max(options)[1] if options and max(options)[0] else float("inf")


def calibration_error(rows: Sequence[Judged]) -> float | None:
    """Return the expected calibration error of the top probabilities, in bins of equal mass.

    Rows without a top record state no probability and do not count; None when no row states one.
    """
    groups: dict[float, list[bool]] = {}
    for row in rows:
        if row.probability is not None:
            groups.setdefault(row.probability, []).append(row.right)
    # Equal probabilities are spread evenly over their bins: their order says nothing.
    stated = [(p, sum(groups[p]) / len(groups[p])) for p in sorted(groups) for _ in groups[p]]
    if not stated:
        return None
    error, size = 0.0, len(stated)
    for number in range(BINS):
        part = stated[number * size // BINS : (number + 1) * size // BINS]
        error += abs(sum(p for p, _ in part) - sum(right for _, right in part))
    return error / size


def brier_score(rows: Sequence[Judged]) -> float | None:
    """Return the mean squared error of the top probabilities; None when no row states one."""
    stated = [(row.probability, row.right) for row in rows if row.probability is not None]
    return sum((p - right) ** 2 for p, right in stated) / len(stated) if stated else None


def scorecard(rows: Sequence[Judged], *, by_kind: bool = True) -> dict[str, object]:
    """Return every figure: thresholds are tuned on the even rows and measured on the odd ones."""
    tuned = [row for row in rows if row.row % 2 == 0]
    other = [row for row in rows if row.row % 2 == 1]
    best = above(best_f1_threshold(tuned))
    precise = outcome(other, above(precise_threshold(tuned, 0.95)))
    card: dict[str, object] = {
        "queries": len(rows),
        "absent": sum(row.absent for row in rows),
        "recall_at_1": recall_at(rows, 1),
        "recall_at_10": recall_at(rows, 10),
        **outcome(other, best)._asdict(),
        "recall_at_p95": precise.recall,
        "precision_at_p95": precise.precision,
        "recall_at_p95_in_sample": outcome(rows, above(precise_threshold(rows, 0.95))).recall,
        "ece": calibration_error(rows),
        "brier": brier_score(rows),
    }
    if any(row.status for row in rows):
        matched = outcome(rows, lambda row: row.status == "matched")
        card |= {f"matched_{key}": value for key, value in matched._asdict().items()}
    if by_kind:
        kinds = sorted({row.kind for row in rows})
        card["kinds"] = {k: of_a_kind([r for r in rows if r.kind == k], best) for k in kinds}
    return card


def of_a_kind(rows: Sequence[Judged], best: Callable[[Judged], bool]) -> dict[str, object]:
    """Return the figures of one kind, at the threshold of all kinds."""
    other = [row for row in rows if row.row % 2 == 1]
    return {
        "queries": len(rows),
        "absent": sum(row.absent for row in rows),
        "recall_at_1": recall_at(rows, 1),
        "recall_at_10": recall_at(rows, 10),
        **outcome(other, best)._asdict(),
        "matched_fpr": outcome(rows, lambda row: row.status == "matched").fpr,
        "ece": calibration_error(rows),
    }


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def registry_names(path: Path) -> list[str]:
    """Return the first column of a registry."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [row[0] for row in csv.reader(lines)][1:]


def main() -> None:
    """Print the figures as JSON."""
    queries, registry, answers = (Path(argument) for argument in sys.argv[1:4])
    rows = judged(table(queries), registry_names(registry), table(answers))
    print(json.dumps(scorecard(rows), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
