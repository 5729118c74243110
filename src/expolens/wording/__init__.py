"""What people read, by code, in English and Chinese: data, and one door to it."""

from expolens.wording.words import filled, reason, word, words

__all__ = ["filled", "reason", "word", "words"]
