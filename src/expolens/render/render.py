"""The stage: every figure as SVG, PNG and an interactive page with its data, every table as data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeVar

from expolens.errors import StudyError, suggestion
from expolens.model.document import Figure, Table
from expolens.model.protocol import FigurePlan
from expolens.model.study import Study
from expolens.model.text import Language
from expolens.render.figures import FIGURES
from expolens.render.font import embedded, font_folder
from expolens.render.scene import Scene, Sketch, scene
from expolens.render.tables import TABLES
from expolens.store.tables import Tables

_SCALE = 2.0
Kind = TypeVar("Kind")
_PAGE = """<!doctype html>
<html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body{{margin:24px auto;max-width:760px;font:15px/1.5 "Noto Sans SC",system-ui,sans-serif;color:#1f2328}}svg{{max-width:100%;height:auto}}
figcaption{{color:#59636e}}[tabindex]:hover,[tabindex]:focus{{opacity:.75;outline:2px solid #0b6e6e;outline-offset:1px}}
output{{display:block;min-height:1.6em;color:#0b6e6e}}</style>
<figure>{svg}<output aria-live="polite"></output><figcaption>{caption}</figcaption></figure>
<script>const o=document.querySelector("output");for(const e of document.querySelectorAll("svg [tabindex]")){{const t=()=>o.textContent=e.querySelector("title").textContent;e.addEventListener("mouseenter",t);e.addEventListener("focus",t)}}</script>
</html>
"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The tables and figures of one language, ready to be placed in a document."""

    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was drawn, and the files it becomes by their path below `build/`."""

    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    files: dict[str, bytes]


def render(tables: Tables, *, study: Study, language: Language) -> Rendered:
    """Draw every planned table and figure that has its statistics, in the order of the protocol.

    Each figure is an SVG, a PNG of twice its size, a page that shows values on hover and focus, and a CSV.
    """
    stage = scene(tables, study=study, language=language)
    printed = [
        made
        for plan in study.protocol.tables
        if (made := _kind(TABLES, plan.kind, f"table '{plan.id}'")(plan, stage))
    ]
    sketches = [
        (plan, sketch)
        for plan in study.protocol.figures
        if (sketch := _kind(FIGURES, plan.kind, f"figure '{plan.id}'")(plan, stage))
    ]
    texts = tuple(text for _, sketch in sketches for text in sorted(sketch.sheet.texts))
    style = embedded(texts) if texts else ""
    figures: list[Figure] = []
    files: dict[str, bytes] = {}
    for plan, sketch in sketches:
        figure = _figure(plan, sketch, stage)
        figures.append(figure)
        files |= _files(figure, sketch, stage, style)
    for table in printed:
        files[f"tables/{table.id}.{language}.csv"] = _csv(
            [
                [cell.text for cell in row]
                for row in ((table.header,) if table.header else ()) + table.rows
            ]
        )
    return Rendered(tuple(printed), tuple(figures), files)


def _kind(kinds: dict[str, Kind], name: str, where: str) -> Kind:
    if name not in kinds:
        raise StudyError(f"unknown kind '{name}'", where=where, todo=suggestion(name, kinds))
    return kinds[name]


def _figure(plan: FigurePlan, sketch: Sketch, stage: Scene) -> Figure:
    title = plan.title.within(stage.language)
    notes = [*sketch.notes, *([plan.note.within(stage.language)] if plan.note else [])]
    base = _base(sketch, stage)
    name = f"figures/{plan.id}.{stage.language}"
    return Figure(
        plan.id, 0, _captioned(title, base), sketch.alt, sketch.sheet.svg(title=title, alt=sketch.alt), tuple(dict.fromkeys(sketch.statistics)),
        tuple(notes), tuple(f"{name}.{ending}" for ending in ("svg", "png", "html", "csv")),
    )  # fmt: skip


def _captioned(title: str, base: str) -> str:
    """Join a title and what it is of, with one full stop at the end."""
    stop = "。" if title[-1:] > "\u2e80" else "."
    return f"{title.rstrip('.。')} {base}{stop}" if base else title


def _base(sketch: Sketch, stage: Scene) -> str:
    """Return the populations a figure is of, with their N."""
    found = dict.fromkeys(
        (one.population, one.N)
        for id_ in sketch.statistics
        if (one := stage.statistics.get(id_)) and one.population
    )
    parts = [f"{stage.population(name)}, N={total}" for name, total in found]
    return f"({'; '.join(parts)})" if parts else ""


def _files(figure: Figure, sketch: Sketch, stage: Scene, style: str) -> dict[str, bytes]:
    svg = sketch.sheet.svg(title=figure.title, alt=figure.alt, style=style)
    page = _PAGE.format(
        language=stage.language, title=escape(figure.title), svg=svg, caption=escape(figure.title)
    )
    data = [("id", "label", "n", "N", "value"), *sketch.rows]
    contents = (svg.encode(), _png(figure.svg), page.encode(), _csv(data))
    return dict(zip(figure.files, contents, strict=True))


def _png(svg: str) -> bytes:
    """Draw an SVG with the carried font at twice its size."""
    import vl_convert

    vl_convert.register_font_directory(str(font_folder()))
    content: bytes = vl_convert.svg_to_png(svg, scale=_SCALE)
    return content


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Write rows as CSV that Excel reads as UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows([["" if cell is None else cell for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")
