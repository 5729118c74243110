"""Splink on DuckDB: blocks of a name's front, end and rarest trigrams; Jaro-Winkler, Levenshtein and the grams shared.

Nothing is labelled: u from random pairs, m by expectation maximisation. The index is DuckDB's tables; training
and blocking belong to asking, because they look at both lists.
"""

from __future__ import annotations

import duckdb
import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from task import TOP, answered, cpu, queries, registry

# Each name with its front, end, and up to four trigrams, the rarest first, that fewer than 300 records have.
PREPARE = """
create table grams as
select source, unique_id, unnest(list_distinct([name[i:i+2] for i in range(1, greatest(2, length(name) - 1))])) as gram
from names;
create table rare as
select gram, count(*) as n from grams where source = 'record' group by gram having count(*) < 300;
create table {table} as
select n.unique_id, n.name, n.name[1:4] as front, n.name[-6:] as tail, coalesce(k.rare, []) as rare, coalesce(k.every, []) as every
from names n left join (
  select source, unique_id, list(gram order by n, gram) filter (n is not null)[1:4] as rare, list(gram) as every
  from grams left join rare using (gram) group by source, unique_id
) k using (source, unique_id) where n.source = '{source}'
"""

BEST = """
select unique_id_l, unique_id_r, match_weight from predicted
qualify row_number() over (partition by {query} order by match_weight desc, {record}) <= {top}
"""


def linker(connection: duckdb.DuckDBPyConnection, records: int) -> Linker:
    """Return a linker of the two tables, trained without labels."""
    settings = SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=1 / records,
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.97, 0.93, 0.88, 0.8]),
            cl.LevenshteinAtThresholds("tail", [1, 3]),
            cl.ArrayIntersectAtSizes("every", [10, 7, 5, 3, 1]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("rare", arrays_to_explode=["rare"]),
            block_on("front", "tail"),
        ],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )
    api = DuckDBAPI(connection=connection)
    tables = [
        api.register(name, dataset_display_name=shown)
        for name, shown in (("asked", "a_asked"), ("listed", "b_listed"))
    ]
    made = Linker(tables, settings, log_level="WARNING")
    made.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    made.training.estimate_parameters_using_expectation_maximisation(block_on("front"))
    return made


def main() -> None:
    """Prepare the registry's table, then link."""
    connection = duckdb.connect()
    connection.execute(
        "set threads = 2; create table names (source text, unique_id int, name text)"
    )
    both = [("record", registry()), ("query", queries())]
    for source, names in both:
        frame = pd.DataFrame({"unique_id": range(1, len(names) + 1), "name": names})
        connection.execute(
            "insert into names select ?, unique_id, lower(name) from frame", [source]
        )
        del frame
    first, second, third = PREPARE.split(";")
    connection.execute(first).execute(second)
    connection.execute(third.format(table="listed", source="record"))
    connection.execute(third.format(table="asked", source="query"))
    built = cpu()
    predicted = linker(connection, len(both[0][1])).inference.predict()
    sql = BEST.format(query="unique_id_l", record="unique_id_r", top=TOP)
    rows = connection.execute(sql.replace("predicted", predicted.physical_name)).fetchall()
    answered(rows, built, probability=lambda weight: 1 / (1 + 2**-weight))


if __name__ == "__main__":
    main()
