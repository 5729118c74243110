"""Conditions are true, false or unknown; nothing but conditions gets through."""

from __future__ import annotations

from functools import cache

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from expolens.errors import StudyError
from expolens.store.where import condition, names_of
from expolens.values import FIELDS
from expolens.values.literal import canonical, known_values

Band = tuple[int, int] | None


@cache
def engine() -> duckdb.DuckDBPyConnection:
    """One database for all of them: to open one takes longer than to judge."""
    return duckdb.connect(":memory:", config={"threads": 1})


def judged(text: str, capital: Band, founded: Band, province: str | None) -> bool | None:
    """Judge a condition by DuckDB for one unit."""
    asked = condition(text, where="here")
    database = engine()
    database.execute(
        "CREATE OR REPLACE TABLE unit (id VARCHAR, attendance VARCHAR, listed BOOLEAN)"
    )
    database.execute("INSERT INTO unit VALUES ('x', 'present', TRUE)")
    joins = ""
    for name, band, value in (
        ("capital", capital, None),
        ("founded", founded, None),
        ("province", None, province),
    ):
        low, high = band or (None, None)
        database.execute(
            f"CREATE OR REPLACE TABLE p_{name} AS SELECT 'x' AS unit, ?::VARCHAR AS value, ?::DOUBLE AS low, ?::DOUBLE AS high, ?::VARCHAR AS absence",
            [None if value == ABROAD else value, low, high, value if value == ABROAD else None],
        )
        joins += f" JOIN p_{name} ON p_{name}.unit = unit.id"
    found: bool | None = database.execute(f"SELECT {asked.sql} FROM unit{joins}").fetchone()[0]  # type: ignore[index]
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


@pytest.mark.parametrize(
    ("attendance", "present", "absent"),
    [("present", True, False), ("absent", False, True), ("unclear", None, None), ("unknown", None, None)],
)  # fmt: skip
def test_attendance_that_nobody_saw_is_unknown(
    attendance: str, present: bool | None, absent: bool | None
) -> None:
    unit = {"attendance": attendance, "listed": True}
    assert looked_at("present", unit) is present
    assert looked_at("absent", unit) is absent
    assert looked_at("not present", unit) is (None if present is None else not present)
    assert looked_at("present and not listed", unit) is False
    assert looked_at("present or listed", unit) is True


@pytest.mark.parametrize(
    ("found", "looked_up", "expected"),
    [(["registry"], ["registry"], True), ([], ["registry"], False), ([], [], None), ([], ["library"], None)],
)  # fmt: skip
def test_whom_nobody_looked_up_is_not_known_not_to_be_there(
    found: list[str], looked_up: list[str], expected: bool | None
) -> None:
    assert looked_at("found('registry')", {"found": found, "looked_up": looked_up}) is expected


@pytest.mark.parametrize(
    ("labels", "vocabularies", "expected"),
    [(["keyword.ai"], ["keyword"], True), (["keyword.cloud"], ["keyword"], False), ([], [], None)],
)
def test_whose_terms_nobody_gives_is_not_known_not_to_have_one(
    labels: list[str], vocabularies: list[str], expected: bool | None
) -> None:
    unit = {"labels": labels, "vocabularies": vocabularies}
    assert looked_at("label('keyword', 'ai')", unit) is expected


def looked_at(text: str, unit: dict[str, object]) -> bool | None:
    """Judge a condition that asks for no field, for one unit."""
    asked = condition(text, where="here")
    columns = ", ".join(
        f"? ::{'VARCHAR[]' if isinstance(value, list) else 'BOOLEAN' if isinstance(value, bool) else 'VARCHAR'} AS {name}"
        for name, value in unit.items()
    )
    query = f"SELECT {asked.sql} FROM (SELECT {columns}) AS unit"
    found: bool | None = engine().execute(query, list(unit.values())).fetchone()[0]  # type: ignore[index]
    return found


@pytest.mark.parametrize(
    "written", ["beijing", "Beijing", "北京", "北京市", "Beijing Municipality", " beijing "]
)
def test_a_value_can_be_written_in_every_way_a_cell_can(written: str) -> None:
    assert judged(f"province = '{written}'", None, None, "beijing") is True
    assert judged(f"province in ('{written}', '浙江')", None, None, "zhejiang") is True
    assert judged(f"province != '{written}'", None, None, "beijing") is False


def test_every_canonical_value_and_every_label_means_itself() -> None:
    for name in ("province", "country", "financing", "listing"):
        for value, label in known_values(FIELDS[name]).items():
            assert canonical(FIELDS[name], value) == value
            if name in ("province", "country"):
                # Hong Kong, Macao and Taiwan are provinces, and in China.
                asked = {canonical(FIELDS[name], text) for text in (label.en, label.zh)}
                assert asked == {value} or value in ("hk", "mo", "tw")


@pytest.mark.parametrize(
    ("text", "todo"),
    [
        ("province = 'Bejing'", "Did you mean 'Beijing'?"), ("province in ('beijing', 'shangai')", "Did you mean 'shanghai'?"),
        ("country = 'Chna'", "Did you mean 'China'?"), ("financing = 'ip0'", "Did you mean 'ipo'?"), ("listing != 'nasdac'", "Did you mean 'nasdaq'?"),
        ("province = '火星'", "Known: anhui"), ("province = 'New Zealand'", "no province"), ("country = '-'", "no country"),
        ("label('keyward', 'x')", "Did you mean 'keyword'?"), ("label('founded', 'x')", "no vocabulary"), ("label('name_short', 'x')", "no vocabulary"),
        ("found('list')", "Say: listed."), ("found('attendance')", "Say: present."), ("found('registri')", "Did you mean 'registry'?"),
    ],
)  # fmt: skip
def test_a_value_that_is_none_is_refused(text: str, todo: str) -> None:
    with pytest.raises(StudyError) as caught:
        condition(text, where="study.toml, line 3")
    assert todo in str(caught.value)
    assert "study.toml, line 3" in str(caught.value)


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
