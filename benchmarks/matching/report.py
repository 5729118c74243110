"""The benchmark's results as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

COLUMNS = (
    ("build CPU s", "build_cpu", 2),
    ("query CPU s", "query_cpu", 2),
    ("ms a query", "ms", 2),
    ("peak MB", "peak_mb", 0),
    ("R@1", "recall_at_1", 3),
    ("R@10", "recall_at_10", 3),
    ("P", "precision", 3),
    ("R", "recall", 3),
    ("F1", "f1", 3),
    ("FPR", "fpr", 3),
    ("R@P95", "recall_at_p95", 3),
    ("R@P95 in sample", "recall_at_p95_in_sample", 3),
    ("ECE", "ece", 4),
    ("Brier", "brier", 4),
    ("matched", "matched_accepted", 3),
    ("P matched", "matched_precision", 3),
    ("FPR matched", "matched_fpr", 3),
)


def cell(value: object, digits: int) -> str:
    """Return a figure with its digits, a dash for none."""
    return f"{value:.{digits}f}" if isinstance(value, (int, float)) else "–"


def line(cells: Sequence[str]) -> str:
    """Return a row of a table."""
    return f"| {' | '.join(cells)} |"


def figures(results: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the table of a set's figures; a peer that failed says why."""
    yield line(["peer", *(name for name, _, _ in COLUMNS)])
    yield line(["---"] * (len(COLUMNS) + 1))
    for one in results:
        if "failed" in one:
            why = str(one["failed"]).replace("|", "/")
            yield line([one["peer"], f"failed: {why}", *[""] * (len(COLUMNS) - 1)])
            continue
        asked = {**one, "ms": 1000 * one["query_cpu"] / one["queries"] if one["queries"] else None}
        asked["peak_mb"] = one.get("query_mb", one["peak_mb"])
        yield line([one["peer"], *(cell(asked.get(key), digits) for _, key, digits in COLUMNS)])


def kinds(results: Sequence[Mapping[str, Any]], key: str) -> Iterator[str]:
    """Yield the table of one figure by kind of change."""
    done = [one for one in results if "failed" not in one]
    names = sorted({kind for one in done for kind in one["kinds"]})
    yield line(["peer", *names])
    yield line(["---"] * (len(names) + 1))
    for one in done:
        values = [one["kinds"].get(name, {}).get(key) for name in names]
        yield line([one["peer"], *(cell(value, 3) for value in values)])


def markdown(results: Mapping[str, Any]) -> str:
    """Return the whole report."""
    parts = [
        f"Measured on: {results['machine']}. Building holds reading the registry and starting.\n"
    ]
    for name in dict.fromkeys(one["set"] for one in results["results"]):
        of_set = [one for one in results["results"] if one["set"] == name]
        size = next((one for one in of_set if "failed" not in one), None)
        about = f", {size['queries']} queries, {size['absent']} absent" if size else ""
        parts += [f"## {name}{about}\n", *figures(of_set), ""]
        if size:
            parts += ["First candidate right, by kind:\n", *kinds(of_set, "recall_at_1"), ""]
            if size["absent"]:
                parts += [
                    "Absent, and accepted all the same, by kind:\n",
                    *kinds(of_set, "fpr"),
                    "",
                ]
    return "\n".join(parts)
