"""The rehearsal's targets are the numbers as the paper prints them, slips and all."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

PATH = Path(__file__).parents[1] / "examples" / "rehearsal" / "sources" / "cited.csv"


@pytest.fixture(scope="module")
def cited() -> list[dict[str, str]]:
    with PATH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_are_targets_with_an_id_of_their_own(cited: list[dict[str, str]]) -> None:
    assert {row["target"] for row in cited} == {"true"}
    assert len({row["id"] for row in cited}) == len(cited)
    assert all(row["statistic"] and row["text"] and row["quote"] and row["source"] for row in cited)


def test_each_quote_holds_its_number(cited: list[dict[str, str]]) -> None:
    assert [row["id"] for row in cited if row["text"].rstrip("%") not in row["quote"]] == []


def test_every_cell_of_tables_1_and_3_is_there(cited: list[dict[str, str]]) -> None:
    parts = Counter(row["id"].rsplit("_", 1)[0] for row in cited if row["id"].startswith("table"))
    assert parts == {"table_1": 7, "table_3_concept": 15, "table_3_keyword": 15}


def test_percentages_come_out_as_the_paper_slipped(cited: list[dict[str, str]]) -> None:
    """Compare each printed percentage that has its n and N with both, in plain decimals."""
    outcomes: dict[str, set[str]] = {"reproduced": set(), "truncated": set(), "differs": set()}
    for row in cited:
        if row["unit"] == "percent" and row["n"] and row["N"]:
            exact = Decimal(100) * int(row["n"]) / int(row["N"])
            printed = Decimal(row["text"].rstrip("%"))
            if exact.quantize(printed, ROUND_HALF_UP) == printed:
                outcomes["reproduced"].add(row["text"])
            elif exact.quantize(printed, ROUND_DOWN) == printed:
                outcomes["truncated"].add(row["text"])
            else:
                outcomes["differs"].add(row["text"])
    assert outcomes["truncated"] == {"61.9%", "30.9%", "26.9%"}
    assert outcomes["differs"] == {"34%", "30.02%"}
    assert len(outcomes["reproduced"]) >= 5
