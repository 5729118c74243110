"""Cross-sectional studies of an industry: from an exhibitor list to a paper whose every number holds."""

__version__ = "0.1.0"
