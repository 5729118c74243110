"""rapidfuzz, every query with every name; the variant is the scorer: WRatio, ratio or JaroWinkler."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz, process, utils
from rapidfuzz.distance import JaroWinkler
from task import TOP, Answer, answered, cpu, queries, registry, variant

SCORERS = {
    "WRatio": fuzz.WRatio,
    "ratio": fuzz.ratio,
    "JaroWinkler": JaroWinkler.normalized_similarity,
}


def main() -> None:
    """Ask one query after the other; there is nothing to build."""
    scorer = SCORERS[variant("WRatio")]
    records = [utils.default_process(name) for name in registry()]
    asked = [utils.default_process(name) for name in queries()]
    built = cpu()

    def found() -> Iterator[Answer]:
        for row, name in enumerate(asked, start=1):
            best = process.extract(name, records, scorer=scorer, limit=TOP)
            for _, score, at in best:
                yield row, at + 1, float(score)

    answered(found(), built)


if __name__ == "__main__":
    main()
