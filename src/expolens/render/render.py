"""The stage: every figure as SVG, PNG and an interactive page with its data, every table as data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from expolens.errors import StudyError, suggestion
from expolens.model.document import Figure, Table
from expolens.model.protocol import FigurePlan
from expolens.model.study import Study
from expolens.model.text import Language
from expolens.numbers.units import number_text
from expolens.render.figures import FIGURES
from expolens.render.font import embedded, font_folder
from expolens.render.page import figure_page
from expolens.render.scene import Scene, Sketch, scene
from expolens.render.svg import Sheet
from expolens.render.tables import TABLES
from expolens.store.tables import Tables

# Of a picture whose pixels are 1/96 inch, 300 to the inch; vl-convert counts 72 to the inch.
_PPI = 300
_SCALE = 72 / 96
Kind = TypeVar("Kind")


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

    Each figure is an SVG and a PNG at the width of a page and of one column, a page that shows values on hover and focus, and a CSV.
    """
    stage = scene(tables, study=study, language=language)
    printed = [
        made
        for plan in study.protocol.tables
        if (made := _kind(TABLES, plan.kind, f"table '{plan.id}'")(plan, stage))
    ]
    drawings = [one for plan in study.protocol.figures if (one := _drawing(plan, stage))]
    texts = {text for one in drawings for sheet in one.sheets for text in sheet.texts}
    style = embedded(sorted(texts)) if texts else ""
    figures: list[Figure] = []
    files: dict[str, bytes] = {}
    for drawing in drawings:
        figure = _figure(drawing, stage)
        figures.append(figure)
        files |= _files(figure, drawing, stage, style)
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


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A planned figure as it was sketched: at the width its plan asks for, and in one column."""

    plan: FigurePlan
    sketch: Sketch
    column: Sketch

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The pictures: two, one where the plan asks for one column, none where there is nothing to draw."""
        sheets = {one.sheet.id: one.sheet for one in (self.sketch, self.column)}
        return tuple(sheets.values()) if self.sketch.sheet.parts else ()


def _drawing(plan: FigurePlan, stage: Scene) -> _Drawing | None:
    draw = _kind(FIGURES, plan.kind, f"figure '{plan.id}'")
    sketch = draw(plan, stage)
    if sketch is None:
        return None
    column = sketch if plan.width == "column" else draw(replace(plan, width="column"), stage)
    return _Drawing(plan, sketch, column or sketch)


def _figure(drawing: _Drawing, stage: Scene) -> Figure:
    plan, sketch = drawing.plan, drawing.sketch
    title = plan.title.within(stage.language)
    notes = [*sketch.notes, *([plan.note.within(stage.language)] if plan.note else [])]
    pictures = [sheet.svg(title=title, alt=sketch.alt) for sheet in drawing.sheets]
    page, column = (*pictures, "", "")[:2]
    name = f"figures/{plan.id}.{stage.language}"
    endings = (
        "csv",
        *(("svg", "png", "html") if page else ()),
        *(("column.svg", "column.png") if column else ()),
    )
    return Figure(
        plan.id, 0, _captioned(title, _base(sketch, stage)), sketch.alt, page, tuple(dict.fromkeys(sketch.statistics)),
        tuple(notes), tuple(f"{name}.{ending}" for ending in endings), column,
    )  # fmt: skip


def _captioned(title: str, base: str) -> str:
    """Join a title and what it is of, with one full stop at the end."""
    stop = "。" if title[-1:] > "\u2e80" else "."
    return f"{title.rstrip('.。')} {base}{stop}" if base else title


def _base(sketch: Sketch, stage: Scene) -> str:
    """Return what a figure is of: its populations, with their N and how many of them have a value."""
    found: dict[tuple[str, int], int] = {}
    for id_ in sketch.statistics:
        one = stage.statistics.get(id_)
        if one is not None and one.population:
            found.setdefault((one.population, one.N), one.N - one.missing)
    parts = [sketch.base] if sketch.base else []
    for (name, total), known in found.items():
        n, all_ = number_text(known), number_text(total)
        parts.append(
            stage.say(
                f"{stage.population(name)}, N={all_}, n={n} with a value",
                f"{stage.population(name)}, N={all_}，有值n={n}",
            )
        )
    return f"({'; '.join(parts)})" if parts else ""


def _files(figure: Figure, drawing: _Drawing, stage: Scene, style: str) -> dict[str, bytes]:
    data = [("id", "label", "n", "N", "value"), *drawing.sketch.rows]
    contents = [_csv(data)]
    title = drawing.plan.title.within(stage.language)
    styled = [sheet.svg(title=title, alt=figure.alt, style=style) for sheet in drawing.sheets]
    if styled:
        page = figure_page(figure, study=stage.study, language=stage.language, style=style)
        contents += [styled[0].encode(), _png(figure.svg), page.encode()]
    if figure.column:
        contents += [styled[1].encode(), _png(figure.column)]
    return dict(zip(figure.files, contents, strict=True))


def _png(svg: str) -> bytes:
    """Draw an SVG with the carried font at 300 pixels an inch, and have the file say so."""
    import vl_convert

    vl_convert.register_font_directory(str(font_folder()))
    content: bytes = vl_convert.svg_to_png(svg, scale=_SCALE, ppi=_PPI)
    return content


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Write rows as CSV that Excel reads as UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows([["" if cell is None else cell for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")
