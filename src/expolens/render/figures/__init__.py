"""The kinds of figure: one file each, one line here."""

from __future__ import annotations

from collections.abc import Callable

from expolens.model.protocol import FigurePlan
from expolens.render.figures.bars import bars
from expolens.render.figures.cloud import cloud
from expolens.render.figures.excerpt import excerpt
from expolens.render.figures.flow import flow
from expolens.render.figures.map import china
from expolens.render.figures.range_bars import range_bars
from expolens.render.figures.sets import sets
from expolens.render.figures.slope import slope
from expolens.render.figures.years import years
from expolens.render.scene import Scene, Sketch

FIGURES: dict[str, Callable[[FigurePlan, Scene], Sketch | None]] = {
    "list": excerpt,
    "flow": flow,
    "years": years,
    "bars": bars,
    "map": china,
    "cloud": cloud,
    "venn": sets,
    "slope": slope,
    "range_bars": range_bars,
}
