"""Exhibitors found, or not, in registries and libraries."""

from expolens.resolve.resolve import resolve

__all__ = ["resolve"]
