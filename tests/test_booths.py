"""Numbers of stands: each stand once, ranges counted through, and no stand cut in two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.values import FIELDS, read
from expolens.values.booths import booths

stands = st.builds("{}{:02d}".format, st.sampled_from(["A", "B", "1C", "3.1H-A"]), st.integers(0, 999))  # fmt: skip


@given(
    st.lists(stands, min_size=1, max_size=5),
    st.sampled_from(["、", ",", "；", "/", " & ", "+", " ", "\n"]),
)
def test_stands_come_back_as_they_were_joined(names: list[str], sign: str) -> None:
    assert [one.value for one in booths(sign.join(names))] == names


@given(
    st.sampled_from(["A", "2B-", "H"]),
    st.integers(1, 900),
    st.integers(1, 90),
    st.sampled_from("-~～至"),
)
def test_a_range_is_all_of_its_stands(letters: str, first: int, more: int, sign: str) -> None:
    found = [one.value for one in booths(f"{letters}{first}{sign}{letters}{first + more}")]
    assert found == [f"{letters}{number}" for number in range(first, first + more + 1)]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("A101-A103", ["A101", "A102", "A103"]), ("A-01~A-03", ["A-01", "A-02", "A-03"]), ("A101-A103/A105", ["A101", "A102", "A103", "A105"]),
        ("H2-B101,Z1A-603", ["H2-B101", "Z1A-603"]), ("5B01/02", ["5B01/02"]), ("A 101", ["A 101"]), ("12-14", ["12-14"]),
        ("H1馆 A101", ["H1馆 A101"]), ("101,102", ["101", "102"]), ("B9-A10", ["B9-A10"]), ("A103-A101", ["A103-A101"]),
        ("Hall 3, Stand A100", ["Hall 3 A100"]), ("Hall 3 / A12, B14", ["Hall 3 A12", "B14"]), ("3号馆，A12", ["3号馆 A12"]), ("Hall 3, Hall 4", ["Hall 3", "Hall 4"]), ("Halle 3.1, A-12", ["Halle 3.1 A-12"]),
        ("A101和A102", ["A101", "A102"]), ("A1-A900", ["A1-A900"]), ("主会场 A/B", ["主会场 A/B"]),
    ],
)  # fmt: skip
def test_stands_as_they_are_printed(cell: str, found: list[str]) -> None:
    assert [one.value for one in read(FIELDS["booth"], cell)] == found
