"""Names against a registry, or within their own list; needs no study."""

from expolens.match.answers import COLUMNS, Answer
from expolens.match.match import Matched, match
from expolens.match.output import csv_text
from expolens.match.request import Request

__all__ = ["COLUMNS", "Answer", "Matched", "Request", "csv_text", "match"]
