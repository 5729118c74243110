"""Write the benchmark's registries and queries: `python benchmarks/matching/generate.py --help`.

The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import resource
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from compose import Composer, registry, shared_cores
from english import english
from queries import Query, chinese_queries, latin_queries
from sources import ROOT, real_names


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file, UTF-8, one line end everywhere."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def chinese_sets(folder: Path, options: argparse.Namespace) -> None:
    """Write the Chinese registry and the two sets of queries against it."""
    chance = Random(f"{options.seed}/{options.brands}")
    composer = Composer(chance, options.brands)
    real = real_names() if options.brands == "test" else {}
    records = registry(options.registry, composer, real)
    write(folder / "registry_zh.csv", ("公司名称", "source"), ((r.name, r.source) for r in records))
    print(
        f"registry_zh: {len(records)} names, {shared_cores(records):.3f} of companies share their core"
    )
    queries, ceiling = chinese_queries(records, options.queries, composer)
    write(folder / "queries_zh.csv", Query._fields, queries)
    gone = sum(query.absent == "1" for query in queries)
    print(f"queries_zh: {len(queries)}, {gone} absent; the most that can be first, by kind:")
    print(" ".join(f"{kind} {value:.3f}" for kind, value in ceiling.items()))
    if real:
        pairs = latin_queries(records)
        for kind in ("", "pinyin", "english"):
            some = [pair for pair in pairs if kind in ("", pair.kind)]
            write(folder / f"queries_{kind or 'latin'}_pairs.csv", Query._fields, some)
            print(f"queries_{kind or 'latin'}_pairs: {len(some)}")


def english_sets(folder: Path, options: argparse.Namespace) -> None:
    """Write the English registry and its queries."""
    names, queries = english(Random(f"{options.seed}/en"), options.queries_en, options.registry)
    write(folder / "registry_en.csv", ("name", "source"), names)
    write(folder / "queries_en.csv", Query._fields, queries)
    gone = sum(query.absent == "1" for query in queries)
    print(f"registry_en: {len(names)} names; queries_en: {len(queries)}, {gone} absent")


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "matching")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--brands", choices=("train", "test"), default="test")
    parser.add_argument("--registry", type=int, default=1_100_000, help="names, the most of each")
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--queries-en", type=int, default=4_500)
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> None:
    """Write everything; training data are Chinese alone."""
    options = arguments(given)
    options.folder.mkdir(parents=True, exist_ok=True)
    chinese_sets(options.folder, options)
    if options.brands == "test":
        english_sets(options.folder, options)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{used.ru_utime + used.ru_stime:.1f} CPU s, {used.ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
