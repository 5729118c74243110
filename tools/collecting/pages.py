"""The pages of docs/collect."""

from __future__ import annotations

from pathlib import Path

from collecting import files
from collecting.example import Example, indented, running
from collecting.examples import ALL, ENGLISH, table

NEW = (
    ENGLISH[0],
    ("Stand-in Alpha Medical GmbH", "A101", "Germany"),
    ("Stand-in Beta Ltd", "C305", "United Kingdom"),
    ("Stand-in Delta BV", "B204", "Netherlands"),
)
SINCE = Example(
    "",
    "",
    "",
    ["expolens collect list2027.csv --diff list2026.csv -o list.csv"],
    {"list2026.csv": files.csv(ENGLISH), "list2027.csv": files.csv(NEW)},
    f"list2026.csv:\n{table(ENGLISH)}\n\nlist2027.csv:\n{table(NEW)}",
)


def collect_pages(folder: Path) -> dict[Path, str]:
    """Return every page by its path below `folder`."""
    index = Path(__file__).with_name("index.md").read_text("utf-8")
    listed = "\n".join(f"| {one.title} | [{one.slug}]({one.slug}.md) |" for one in ALL)
    index = index.replace("@pages@", listed)
    index = index.replace("@difference@", f"{indented(SINCE.shown)}\n\n{running(SINCE)}")
    return {
        folder / "index.md": index,
        **{folder / f"{one.slug}.md": one.page() for one in ALL},
    }
