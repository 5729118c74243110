"""The command line: thin verbs over `expolens.api`; progress on stderr, results on stdout."""

from expolens.cli.main import main

__all__ = ["main"]
