"""What people read, by code, in English and Chinese: data, and one door to it."""

from expolens.wording.captions import caption
from expolens.wording.words import filled, note, reason, word, words
from expolens.wording.wrapped import width, wrapped

__all__ = ["caption", "filled", "note", "reason", "width", "word", "words", "wrapped"]
