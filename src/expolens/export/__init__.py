"""What goes out of a study besides its report."""

from expolens.export.checklist import checklist, checklist_schema
from expolens.export.gaps import doubts, gaps, gaps_csv, waiting
from expolens.export.lookup import batches, lookup, wanted
from expolens.export.onsite import onsite
from expolens.export.sites import sites

__all__ = [
    "batches", "checklist", "checklist_schema", "doubts", "gaps", "gaps_csv", "lookup", "onsite", "sites", "waiting",
    "wanted",
]  # fmt: skip
