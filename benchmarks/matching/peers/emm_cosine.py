"""emm, unsupervised: cosine similarity of character bigrams, at least 0.2, its own cleaning of names."""

from __future__ import annotations

import logging

import pandas as pd
from emm import PandasEntityMatching
from task import TOP, answered, cpu, queries, registry

INDEXER = {
    "type": "cosine_similarity",
    "tokenizer": "characters",
    "ngram": 2,
    "num_candidates": TOP,
    "cos_sim_lower_bound": 0.2,
}


def frame(names: list[str]) -> pd.DataFrame:
    """Return names as emm wants them, the row as the identifier."""
    return pd.DataFrame({"id": range(1, len(names) + 1), "name": names})


def main() -> None:
    """Fit on the registry, transform the queries."""
    logging.getLogger("emm").setLevel(logging.ERROR)
    model = PandasEntityMatching(
        {
            "preprocessor": "preprocess_name",
            "indexers": [INDEXER],
            "supervised_on": False,
            "name_only": True,
            "entity_id_col": "id",
            "name_col": "name",
        }
    )
    model.fit(frame(registry()))
    asked = frame(queries())
    built = cpu()
    found = model.transform(asked).dropna(subset=["gt_entity_id"])
    rows = zip(found["entity_id"], found["gt_entity_id"], found["score_0"], strict=True)
    answered(((int(q), int(r), float(score)) for q, r, score in rows), built)


if __name__ == "__main__":
    main()
