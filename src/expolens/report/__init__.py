"""The document: sections, sentences, tables and figures in order, every number with its address."""

from expolens.report.headlines import headlines
from expolens.report.report import Reported, report

__all__ = ["Reported", "headlines", "report"]
