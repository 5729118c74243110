"""The official list against who really came."""

from expolens.roster.roster import roster

__all__ = ["roster"]
