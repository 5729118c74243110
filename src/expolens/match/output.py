"""The answers as a file: CSV for machines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from expolens.match.answers import COLUMNS, Answer


def csv_text(rows: Iterable[Answer]) -> str:
    """Return the answers as CSV with a line feed at each line's end."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(one.cells() for one in rows)
    return text.getvalue()
