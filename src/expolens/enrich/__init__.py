"""One profile a company: the rule that chose each value, the others visible."""

from expolens.enrich.enrich import EnrichPlan, enrich

__all__ = ["EnrichPlan", "enrich"]
