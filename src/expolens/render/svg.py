"""Pictures as SVG: a sheet that things are put on, and written once."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any

from expolens.render.font import fitted, wrapped
from expolens.render.ink import FONT, GROUND, INK, RULE, SECONDARY, SIZE, SMALL, WARNING, WIDTHS

_HATCH = (
    '<pattern id="{id}-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" fill="#ffffff"/><line x1="0" y1="0" x2="0" y2="5" stroke="#8c959f" stroke-width="2"/></pattern>'
)


@dataclass(slots=True)
class Sheet:
    """A drawing of a given width that grows downwards: coordinates in pixels of 1/96 inch, origin at the top left.

    Everything drawn may carry a `tip`: what a reader sees who rests on it. `texts` gathers the characters used, for the font.
    """

    id: str
    width: float
    height: float = 0
    parts: list[str] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)

    @property
    def narrow(self) -> bool:
        """Tell whether the sheet is one column of a page: what stands side by side elsewhere stands below each other here."""
        return self.width < (WIDTHS["column"] + WIDTHS["page"]) / 2

    @property
    def hatch(self) -> str:
        """The fill that means: no value here."""
        return f"url(#{self.id}-hatch)"

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = SIZE,
        anchor: str = "start",
        **look: str,
    ) -> None:
        """Put a line of text with its baseline at `y`; `look` is fill, and the colour of a halo."""
        self.texts.add(words)
        given = f' fill="{look.get("fill", INK)}"'
        given += f' text-anchor="{anchor}"' if anchor != "start" else ""
        given += f' font-size="{_n(size)}"' if size != SIZE else ""
        given += (
            f' paint-order="stroke" stroke="{look["halo"]}" stroke-width="4" stroke-linejoin="round"'
            if "halo" in look
            else ""
        )
        self.parts.append(f'<text x="{_n(x)}" y="{_n(y)}"{given}>{escape(words)}</text>')
        self.height = max(self.height, y + size * 0.4)

    def lines(
        self,
        x: float,
        y: float,
        words: str,
        room: float,
        *,
        size: float = SMALL,
        fill: str = SECONDARY,
    ) -> float:
        """Put text broken to `room` pixels and return where the next line would stand."""
        for line in wrapped(words, size, room):
            self.text(x, y, line, size=size, fill=fill)
            y += size * 1.45
        return y

    def fit(self, x: float, y: float, words: str, room: float, **look: Any) -> None:
        """Put a line of text, cut with an ellipsis where it is wider than `room`; `look` as in `text`."""
        self.text(x, y, fitted(words, look.get("size", SIZE), room), **look)

    def rect(
        self, x: float, y: float, wide: float, high: float, *, fill: str, tip: str = "", **look: str
    ) -> None:
        """Put a rectangle; `look` is stroke, radius."""
        more = f' stroke="{look["stroke"]}"' if "stroke" in look else ""
        more += f' rx="{look["radius"]}"' if "radius" in look else ""
        box = f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(high)}" fill="{fill}"{more}'
        self._put(box, tip, "rect")
        self.height = max(self.height, y + high)

    def line(
        self, x0: float, y0: float, x1: float, y1: float, *, stroke: str = RULE, **look: Any
    ) -> None:
        """Put a straight line; `look` is thick (1 pixel), dash."""
        more = f' stroke-dasharray="{look["dash"]}"' if "dash" in look else ""
        self.parts.append(
            f'<line x1="{_n(x0)}" y1="{_n(y0)}" x2="{_n(x1)}" y2="{_n(y1)}" stroke="{stroke}" '
            f'stroke-width="{_n(look.get("thick", 1))}"{more}/>'
        )
        self.height = max(self.height, y0, y1)

    def path(
        self, d: str, *, fill: str = "none", stroke: str = "none", thick: float = 1, tip: str = ""
    ) -> None:
        """Put a path."""
        self._put(
            f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{_n(thick)}"', tip, "path"
        )

    def circle(
        self, x: float, y: float, r: float, *, fill: str, tip: str = "", **look: Any
    ) -> None:
        """Put a circle; `look` is stroke, opacity (of the fill)."""
        more = f' stroke="{look["stroke"]}"' if "stroke" in look else ""
        more += f' fill-opacity="{_n(look["opacity"])}"' if "opacity" in look else ""
        self._put(
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}" fill="{fill}"{more}', tip, "circle"
        )
        self.height = max(self.height, y + r)

    def _put(self, start: str, tip: str, tag: str) -> None:
        self.parts.append(
            f'{start} tabindex="0"><title>{escape(tip)}</title></{tag}>' if tip else f"{start}/>"
        )

    def svg(self, *, title: str, alt: str, style: str = "") -> str:
        """Write the sheet as one SVG, self-contained but for its font; `style` is CSS to carry."""
        css = f"<style>{style}</style>" if style else ""
        wide, high = _n(self.width), _n(self.height + 8)
        size = " ".join(
            f'{name}="{_n(pixels * 25.4 / 96)}mm"'
            for name, pixels in (("width", self.width), ("height", self.height + 8))
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {wide} {high}" {size} '
            f'font-family=\'{FONT}\' font-size="{_n(SIZE)}" aria-labelledby="{self.id}-t {self.id}-d">'
            f'<title id="{self.id}-t">{escape(title)}</title><desc id="{self.id}-d">{escape(alt)}</desc>{css}'
            f"<defs>{_HATCH.format(id=self.id)}</defs>"
            f'<rect width="{wide}" height="{high}" fill="{GROUND}"/>{"".join(self.parts)}</svg>\n'
        )


def headed(sheet: Sheet, notice: str) -> float:
    """Put the notice of a study that is no whole, real study at the head of its picture; return where drawing begins."""
    if not notice:
        return 8
    y = 14.0
    for line in wrapped(notice, SMALL, sheet.width - 16):
        sheet.text(8, y, line, size=SMALL, fill=WARNING)
        y += SMALL * 1.4
    sheet.line(8, y - 4, sheet.width - 8, y - 4, stroke=WARNING, thick=0.75)
    return y + 8


def _n(value: float) -> str:
    """Write a coordinate with at most two decimals, always the same way."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
