"""What goes out of a study besides its report."""

from expolens.export.gaps import gaps, gaps_csv, waiting

__all__ = ["gaps", "gaps_csv", "waiting"]
