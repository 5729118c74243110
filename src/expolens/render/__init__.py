"""Tables and figures, drawn from statistics alone."""

from expolens.render.render import Drawn, Rendered, render

__all__ = ["Drawn", "Rendered", "render"]
