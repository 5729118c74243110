"""Names against names: scored pairs with reasons; knows no study."""

from expolens.matching.index import Index, indexed
from expolens.matching.party import Party
from expolens.matching.scorer import Scored, candidates, resemblance, verdict

__all__ = ["Index", "Party", "Scored", "candidates", "indexed", "resemblance", "verdict"]
