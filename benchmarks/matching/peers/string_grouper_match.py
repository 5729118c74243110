"""string_grouper's match_strings; the variant is `default`, or `han`: n-grams of 2 and no ASCII.

Its index lives as long as the call, so everything is asking.
"""

from __future__ import annotations

import pandas as pd
from string_grouper import match_strings
from task import TOP, answered, cpu, queries, registry, variant

VARIANTS: dict[str, dict[str, object]] = {
    "default": {},
    "han": {"ngram_size": 2, "normalize_to_ascii": False},
}


def main() -> None:
    """Match both lists in one call."""
    records, asked = pd.Series(registry(), name="record"), pd.Series(queries(), name="query")
    built = cpu()
    options = VARIANTS[variant("default")]
    found = match_strings(records, asked, max_n_matches=TOP, min_similarity=0.1, **options)
    rows = zip(found["right_index"], found["left_index"], found["similarity"], strict=True)
    answered(((int(q) + 1, int(r) + 1, float(score)) for q, r, score in rows), built)


if __name__ == "__main__":
    main()
