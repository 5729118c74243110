"""Conditions are true, false or unknown; nothing but conditions gets through."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.errors import StudyError
from expolens.store.where import condition, names_of

Band = tuple[int, int] | None


def judged(text: str, capital: Band, founded: Band, province: str | None) -> bool | None:
    """Judge a condition by DuckDB for one unit."""
    asked = condition(text, where="here")
    database = duckdb.connect(":memory:")
    database.execute("CREATE TABLE unit (id VARCHAR, attendance VARCHAR, listed BOOLEAN)")
    database.execute("INSERT INTO unit VALUES ('x', 'present', TRUE)")
    joins = ""
    for name, band, value in (
        ("capital", capital, None),
        ("founded", founded, None),
        ("province", None, province),
    ):
        low, high = band or (None, None)
        database.execute(
            f"CREATE TABLE p_{name} AS SELECT 'x' AS unit, ?::VARCHAR AS value, ?::DOUBLE AS low, ?::DOUBLE AS high, ?::VARCHAR AS absence",
            [None if value == ABROAD else value, low, high, value if value == ABROAD else None],
        )
        joins += f" JOIN p_{name} ON p_{name}.unit = unit.id"
    found: bool | None = database.execute(f"SELECT {asked.sql} FROM unit{joins}").fetchone()[0]  # type: ignore[index]
    database.close()
    return found


def oracle(sign: str, band: Band, low: int, high: int) -> bool | None:
    """Say what every value of the band would say, if they agree."""
    if band is None:
        return None
    tests = {
        ">=": lambda v: v >= low, ">": lambda v: v > high, "<": lambda v: v < low, "<=": lambda v: v <= high,
        "=": lambda v: low <= v <= high, "!=": lambda v: not low <= v <= high,
    }  # fmt: skip
    answers = {tests[sign](value) for value in range(band[0], band[1] + 1)}
    return answers.pop() if len(answers) == 1 else None


ABROAD = "not_applicable"
bands = st.none() | st.tuples(st.integers(0, 30), st.integers(0, 30)).map(
    lambda pair: (min(pair), max(pair))
)


@given(st.sampled_from([">=", ">", "<", "<=", "=", "!="]), bands, st.integers(0, 30))
def test_numbers_compare_as_every_value_of_their_band_would(
    sign: str, band: Band, limit: int
) -> None:
    assert judged(f"capital {sign} {limit}", band, None, None) is oracle(sign, band, limit, limit)


@pytest.mark.parametrize(
    ("text", "founded", "expected"),
    [
        ("founded >= 2009", (20090101, 20091231), True), ("founded >= 2009", (20081231, 20081231), False),
        ("founded > 2009", (20091231, 20091231), False), ("founded = 2009", (20090807, 20090807), True),
        ("founded >= '2009-06'", (20090101, 20091231), None), ("founded < '2009-06-15'", (20090614, 20090614), True),
        ("not founded >= 2009", None, None), ("founded between 2009 and 2014", (20140501, 20140501), True),
    ],
)  # fmt: skip
def test_years_and_partial_dates(text: str, founded: Band, expected: bool | None) -> None:
    assert judged(text, None, founded, None) is expected


def test_and_or_not_in() -> None:
    assert judged("province in ('beijing', 'shanghai') and present", None, None, "beijing") is True
    assert judged("province in ('beijing', 'shanghai')", None, None, None) is None
    assert judged("province = 'beijing' or listed", None, None, None) is True
    assert judged("not (province = 'beijing') and capital > 3", (5, 9), None, "hubei") is True


def test_what_does_not_apply_is_none_of_the_values() -> None:
    assert judged("province in ('beijing', 'shanghai')", None, None, ABROAD) is False
    assert judged("province != 'beijing'", None, None, ABROAD) is True
    assert judged("not province in ('beijing')", None, None, ABROAD) is True
    assert judged("disclosed(province)", None, None, ABROAD) is False


def test_what_a_condition_speaks_of() -> None:
    names = names_of(
        "founded >= 2009 and found('registry') or label('keyword', 'big_data') and source('list')"
    )
    assert (names.fields, names.roles, names.sources, names.labels) == (
        ["founded"],
        ["registry"],
        ["list"],
        [("keyword", "big_data")],
    )


@pytest.mark.parametrize(
    "text",
    [
        "1; DROP TABLE unit", "capital > (SELECT 1)", "exists(select 1)", "read_csv('x') = 1", "capital > 1 -- x", "capital > 1 /* x */",
        "capital = capital", "unit.id = 'x'", "fonded >= 2009", "phone = '1'", "present = 1", "capital", "found('nowhere')", "label('keyword')",
        "pg_sleep(1)", "capital > 'many'", "founded > 'soon'", "keyword = 'x'", "name = 'x'", "capital > 1 limit 1", "capital > 1 from unit", "1 + 1",
        "", "case when true then true end", "province like 'b%'", "province > 'a'", "capital::text = '1'", "current_setting('x') = 1", "'a' 'b'", "(" * 500,
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(StudyError) as caught:
        condition(text, where="study.toml, line 3")
    assert "study.toml, line 3" in str(caught.value)


def test_a_near_field_is_suggested() -> None:
    with pytest.raises(StudyError, match="Did you mean 'founded'"):
        condition("fonded >= 2009", where="here")


@given(st.text(max_size=60))
def test_no_text_gets_through_but_a_condition(text: str) -> None:
    try:
        made = condition(text, where="here")
    except StudyError:
        return
    assert "select" not in made.sql.casefold().replace("list_contains", "")
