"""TF-IDF of character n-grams and sparse_dot_topn; the variant is the n-grams' lengths: 2,2 or 1,2."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sparse_dot_topn import sp_matmul_topn
from task import TOP, Answer, answered, cpu, queries, registry, variant

STEP = 2_000


def main() -> None:
    """Index the registry, ask the queries in steps."""
    shortest, longest = (int(part) for part in variant("2,2").split(","))
    vectoriser = TfidfVectorizer(analyzer="char", ngram_range=(shortest, longest), dtype=np.float32)
    records = vectoriser.fit_transform(registry()).T.tocsr()
    asked = queries()
    built = cpu()

    def found() -> Iterator[Answer]:
        for start in range(0, len(asked), STEP):
            matrix = vectoriser.transform(asked[start : start + STEP])
            best = sp_matmul_topn(matrix, records, top_n=TOP, threshold=0.0, sort=True).tocoo()
            for row, column, score in zip(best.row, best.col, best.data, strict=True):
                yield int(row) + start + 1, int(column) + 1, float(score)

    answered(found(), built)


if __name__ == "__main__":
    main()
