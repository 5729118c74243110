"""Facts of terms to labels: who carries which concept, and on which words that rests."""

from expolens.classify.classify import classify

__all__ = ["classify"]
