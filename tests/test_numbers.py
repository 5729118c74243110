"""Arithmetic against witnesses nobody here wrote: decimal, statistics, numpy."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.model.money import Rate
from expolens.model.protocol import Class
from expolens.model.share import Share
from expolens.model.text import Text
from expolens.numbers.bins import SPANS, class_of
from expolens.numbers.currency import rate_between
from expolens.numbers.outcome import outcome
from expolens.numbers.percent import percent_text, share_text
from expolens.numbers.quantiles import order_statistics, quantile
from expolens.numbers.rounding import cut_off, half_up
from expolens.numbers.units import amount_text, readable

# Hyndman and Fan's definitions 1 to 9 by numpy's names.
NUMPY = (
    "inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen",
    "weibull", "linear", "median_unbiased", "normal_unbiased",
)  # fmt: skip
amounts = st.lists(st.integers(0, 10**9), min_size=1, max_size=40)


@pytest.mark.parametrize("definition", range(1, 10))
@given(amounts, st.integers(0, 20))
def test_quantiles_are_numpys(definition: int, values: list[int], twentieths: int) -> None:
    ours = quantile(values, Fraction(twentieths, 20), definition=definition)
    theirs = np.quantile(
        np.array(values, dtype=float), twentieths / 20, method=NUMPY[definition - 1]
    )
    if definition <= 3:
        # A jump that floating point may take on the other side: our exact answer must be one of numpy's neighbours.
        around = [
            np.quantile(
                np.array(values, dtype=float),
                min(max(twentieths / 20 + d, 0), 1),
                method=NUMPY[definition - 1],
            )
            for d in (-1e-9, 0, 1e-9)
        ]
        assert min(around) <= float(ours) <= max(around)
    else:
        assert float(ours) == pytest.approx(float(theirs), rel=1e-9, abs=1e-6)


def test_definition_2_takes_the_middle_of_two_on_an_even_number() -> None:
    assert quantile([1, 2, 3, 4], Fraction(1, 2), definition=2) == Fraction(5, 2)
    assert quantile([1, 2, 3, 4], Fraction(1, 4), definition=2) == Fraction(3, 2)
    assert quantile([1, 2, 3, 4], Fraction(1, 4), definition=1) == 1
    # At N=205 no percentile of the reference study falls on a rank: both definitions agree there.
    values = [x * x for x in range(205)]
    for p in (5, 25, 50, 75, 95):
        assert quantile(values, Fraction(p, 100), definition=1) == quantile(
            values, Fraction(p, 100), definition=2
        )


@given(amounts)
def test_the_ends_are_the_extremes_in_every_definition(values: list[int]) -> None:
    for definition in range(1, 10):
        assert quantile(values, Fraction(0), definition=definition) == min(values)
        assert quantile(values, Fraction(1), definition=definition) == max(values)


@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 5))
def test_rounding_is_decimals(value: Decimal, digits: int) -> None:
    unit = Decimal(1).scaleb(-digits)
    assert half_up(value, digits) == value.quantize(unit, ROUND_HALF_UP)
    assert cut_off(value, digits) == value.quantize(unit, ROUND_DOWN)


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_a_share_prints_its_own_count_and_total(n: int, total: int) -> None:
    if n > total:
        with pytest.raises(ValueError, match="cannot be"):
            Share(n, total)
        return
    text = share_text(Share(n, total), "jmir")
    assert text.startswith(f"{n:,}/{total:,} (")
    digits = 0 if total < 100 else 1 if total < 1000 else 2
    exact = (Decimal(100 * n) / Decimal(total)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    assert abs(Decimal(percent_text(Share(n, total), "jmir").rstrip("%")) - exact) <= Decimal(
        1
    ).scaleb(-digits - 6)


@pytest.mark.parametrize(
    ("printed", "n", "total", "expected"),
    [
        ("61.9%", 127, 205, "truncated"), ("43.3%", 55, 127, "reproduced"), ("79.02%", 162, 205, "reproduced"),
        ("30.02%", 62, 205, "differs"), ("34%", 54, 205, "differs"), ("72.2%", 35, 205, "differs"),
        ("17.1%", 35, 205, "reproduced"), ("30.9%", 39, 126, "truncated"), ("26.9%", 34, 126, "truncated"),
        ("28%", 16, 57, "reproduced"), ("28.1%", 16, 57, "reproduced"), ("90.5%", 114, 126, "reproduced"),
    ],
)  # fmt: skip
def test_the_papers_percentages(printed: str, n: int, total: int, expected: str) -> None:
    assert outcome(printed, float(printed.rstrip("%")), Fraction(100 * n, total))[0] == expected


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4))
def test_what_is_rounded_is_reproduced_and_what_is_cut_is_not_different(
    n: int, total: int, digits: int
) -> None:
    exact = Fraction(n, total)
    assert (
        outcome(str(half_up(exact, digits)), float(half_up(exact, digits)), exact)[0]
        == "reproduced"
    )
    assert outcome(str(cut_off(exact, digits)), float(cut_off(exact, digits)), exact)[0] in (
        "reproduced",
        "truncated",
    )


CLASSES = [
    Class("small", Text("<50"), high=49),
    Class("middle", Text("50-100"), low=50, high=100),
    Class("large", Text("101-500"), low=101, high=500, bands=("100-499",)),
]


@given(st.integers(0, 600), st.integers(0, 600))
def test_a_band_is_in_the_class_that_holds_all_of_it(a: int, b: int) -> None:
    low, high = sorted((a, b))
    found = class_of(f"{low}-{high}", low, high, CLASSES)
    if f"{low}-{high}" == "100-499":
        assert found == "large"
        return
    inside = [c.id for c in CLASSES if (c.low or 0) <= low and high <= (c.high or 10**9)]
    assert found == (inside[0] if inside else SPANS)


def test_fifty_and_open_bands() -> None:
    assert class_of("50", 50, 50, CLASSES) == "middle"
    assert class_of("500-", 500, None, CLASSES) == SPANS


def test_rates_by_date_and_both_ways() -> None:
    rates = [
        Rate("USD", "CNY", Decimal("6.4"), "2021-05-06"),
        Rate("USD", "CNY", Decimal("7.1"), "2024-01-01"),
    ]
    assert rate_between("USD", "CNY", rates, on="2022-01-01") == (Fraction(32, 5), rates[0])
    assert rate_between("CNY", "USD", rates) == (Fraction(10, 71), rates[1])
    assert rate_between("EUR", "CNY", rates) is None


def test_amounts_as_printed() -> None:
    assert amount_text(300_000_000_000, "CNY_10k") == "30,000,000"
    assert readable(869_411_500, "CNY") == Text("869.41 million RMB", "8.69亿元")
    assert readable(2_667_200, "USD").en == "US $2.67 million"


@pytest.mark.parametrize("definition", range(1, 10))
@given(st.integers(1, 60), st.integers(0, 100))
def test_a_quantile_is_made_of_one_or_two_neighbours(definition: int, n: int, percent: int) -> None:
    used = order_statistics(n, Fraction(percent, 100), definition=definition)
    ranks = [rank for rank, _ in used]
    assert sum(weight for _, weight in used) == 1
    assert all(weight > 0 for _, weight in used)
    assert ranks in ([ranks[0]], [ranks[0], ranks[0] + 1])
    assert 1 <= ranks[0] <= ranks[-1] <= n
    # Of the numbers 1 to n a quantile is the mean of its ranks.
    value = quantile(range(1, n + 1), Fraction(percent, 100), definition=definition)
    assert value == sum(rank * weight for rank, weight in used)
