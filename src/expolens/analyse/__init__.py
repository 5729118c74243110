"""Populations, statistics, cited figures: everything that is printed is read from here."""

from expolens.analyse.analyse import analyse

__all__ = ["analyse"]
