"""PDF directories and tables: bytes to words, words to lines and columns, these to rows."""

from expolens.readers.pdf.grid import damage_of, grid_of_words, pdf_grid
from expolens.readers.pdf.words import pdf_words

__all__ = ["damage_of", "grid_of_words", "pdf_grid", "pdf_words"]
