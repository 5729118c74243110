"""Names against names: scored pairs with reasons; knows no study."""

from expolens.matching.index import Index, indexed
from expolens.matching.party import Party
from expolens.matching.scored import Scored
from expolens.matching.scorer import threshold, verdict
from expolens.matching.search import Found, search

__all__ = ["Found", "Index", "Party", "Scored", "indexed", "search", "threshold", "verdict"]
