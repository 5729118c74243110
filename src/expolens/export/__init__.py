"""What goes out of a study besides its report."""

from expolens.export.gaps import doubts, gaps, gaps_csv, waiting

__all__ = ["doubts", "gaps", "gaps_csv", "waiting"]
