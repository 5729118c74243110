"""Complete src/expolens/values/countries.csv: `python tools/make_countries.py FOLDER`.

The folder is the npm package i18n-iso-countries (MIT), of which only facts are taken: the codes of three letters, and the names in
English and Chinese. Names that stand in the file already stay; the order is that of the codes.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/expolens/values/countries.csv"
HEAD = "# ISO 3166-1 codes with English and Chinese names after Unicode CLDR (Unicode License v3) and, of other names, the npm package i18n-iso-countries 7.14.0 (MIT)."


def main(folder: str) -> None:
    """Write the file anew with the codes of three letters and every other name."""
    package = Path(folder)
    codes = {
        two: three for two, three, *_ in json.loads((package / "codes.json").read_text("utf-8"))
    }
    names = [json.loads((package / f"langs/{one}.json").read_text("utf-8"))["countries"] for one in ("en", "zh")]  # fmt: skip
    lines = [line for line in TARGET.read_text("utf-8").splitlines() if not line.startswith("#")]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "iso3", "en", "zh", "also"])
    for row in csv.DictReader(lines):
        code = row["code"].upper()
        others = [name for one in names for name in _listed(one.get(code, []))]
        also = dict.fromkeys(name for name in (*row["also"].split("|"), *others) if name)
        kept = [name for name in also if name not in (row["en"], row["zh"])]
        iso3 = codes.get(code, "").lower()
        writer.writerow([row["code"], iso3, row["en"], row["zh"], "|".join(kept)])
    TARGET.write_text(f"{HEAD}\n{out.getvalue()}", "utf-8")


def _listed(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else names


if __name__ == "__main__":
    main(sys.argv[1])
