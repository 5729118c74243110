"""What people decided: format, append, replay."""

from expolens.decisions.append import append
from expolens.decisions.format import content_id, identified, line_of, read_decisions
from expolens.decisions.grouping import Grouped, grouped
from expolens.decisions.pair import Pair
from expolens.decisions.replay import Finder, finder, gone, outcomes, standing, units_of, withdrawn

__all__ = [
    "Finder",
    "Grouped",
    "Pair",
    "append",
    "content_id",
    "finder",
    "gone",
    "grouped",
    "identified",
    "line_of",
    "outcomes",
    "read_decisions",
    "standing",
    "units_of",
    "withdrawn",
]
