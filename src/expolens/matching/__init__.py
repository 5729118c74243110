"""Names against names: scored pairs with reasons; knows no study."""

from expolens.matching.party import Party
from expolens.matching.plain import Index, Scored, candidates, indexed, resemblance, verdict

__all__ = ["Index", "Party", "Scored", "candidates", "indexed", "resemblance", "verdict"]
