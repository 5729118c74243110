"""Make the four inputs of the rehearsal, and what was decided on them: python tools/make_rehearsal.py [FOLDER].

Nothing in them is real. Same script, same bytes: the seed stands here, and no clock is asked.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from rehearsal.cohort import cohort
from rehearsal.decided import decisions
from rehearsal.library import library
from rehearsal.page import page
from rehearsal.sheets import onsite, registry
from rehearsal.spelling import spelled

SEED = 33600
EXAMPLE = Path(__file__).parents[1] / "examples" / "rehearsal"


def files() -> dict[str, bytes]:
    """Return the made files by their path inside the study."""
    chance = Random(SEED)
    companies = spelled(chance, cohort(chance))
    return {
        "sources/exhibitors.html": page(companies),
        "sources/onsite.xlsx": onsite(companies),
        "sources/registry.xlsx": registry(chance, companies),
        "sources/library.csv": library(chance, companies),
        "decisions.jsonl": decisions(companies),
    }


def main(folder: Path = EXAMPLE) -> None:
    """Write the files below `folder`."""
    for name, content in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
