"""Names against names: scored pairs with reasons; knows no study."""

from expolens.matching.index import Index, indexed
from expolens.matching.party import Party
from expolens.matching.scored import Scored
from expolens.matching.scorer import FLOOR, precision_from, threshold, verdict
from expolens.matching.search import Found, search

__all__ = [
    "FLOOR",
    "Found",
    "Index",
    "Party",
    "Scored",
    "indexed",
    "precision_from",
    "search",
    "threshold",
    "verdict",
]
