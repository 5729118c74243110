"""What people fill in comes back as decisions."""

from expolens.review.sheet import from_sheet, spared

__all__ = ["from_sheet", "spared"]
