"""The colours and type of every picture."""

from __future__ import annotations

INK = "#1f2328"
SECONDARY = "#59636e"
RULE = "#d1d9e0"
GROUND = "#ffffff"
ACCENT = "#0b6e6e"
PALE = "#e8f1f1"
WARNING = "#b3541e"
# Okabe and Ito's colours, safe for colour-blind readers, in a fixed order; grey is "other".
CATEGORIES = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")
OTHER = "#8c959f"
FONT = '"Noto Sans SC", system-ui, sans-serif'
SIZE = 12.0
SMALL = 10.0
# Widths in CSS pixels: one and two columns of a journal page.
WIDTHS = {"column": 360, "page": 720}


def between(share: float) -> str:
    """Return the tint of the one sequential hue, from the palest at 0 to the accent at 1, straight in sRGB."""
    ends = [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in ("#cfe3e2", ACCENT)]
    part = min(max(share, 0.0), 1.0)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(*ends, strict=True))
