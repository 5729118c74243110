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
# Widths of a journal page in millimetres, and in CSS pixels (96 to the inch): a picture is drawn at the size it is printed in.
MILLIMETRES = {"column": 84.0, "page": 174.0}
WIDTHS = {name: mm / 25.4 * 96 for name, mm in MILLIMETRES.items()}
# Type in CSS pixels, 0.75 pt each: 8.25, 7.1 and 6.75 pt. Nothing in a picture is smaller than TINY.
SIZE = 11.0
SMALL = 9.5
TINY = 9.0


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (W3C, WCAG 2.2): 0 for black, 1 for white.

    >>> luminance("#000000"), luminance("#ffffff")
    (0.0, 1.0)
    """
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2), 1 to 21; text asks for 4.5.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def between(share: float) -> str:
    """Return the tint of the one sequential hue, from the palest at 0 to the accent at 1, straight in sRGB."""
    ends = [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in ("#cfe3e2", ACCENT)]
    part = min(max(share, 0.0), 1.0)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(*ends, strict=True))
