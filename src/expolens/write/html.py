"""`report.html`: one self-contained page in all languages of a study, every number a link to its explanation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from expolens.model.document import (
    Cell,
    Document,
    Explanation,
    Figure,
    Paragraph,
    Section,
    Span,
    Table,
)
from expolens.model.statistic import Statistic
from expolens.model.text import Language, Text
from expolens.store.tables import Tables, to_rows
from expolens.wording import word

_ROWS, _SHORT = 6, 11


def html(
    documents: Sequence[Document], tables: Tables, *, embed: Callable[[Iterable[str]], str]
) -> bytes:
    """Write the documents, one a language, as one page; `embed` makes the CSS that carries the letters of given texts.

    Nothing is fetched, nothing needs a script; the language is chosen by two radio buttons, and only the chosen one is printed.
    Every text is escaped.
    """
    statistics = {one.id: one for one in to_rows("statistics", Statistic, tables["statistics"])}
    explanations = {
        one.statistic: one for one in to_rows("explanations", Explanation, tables["explanations"])
    }
    pages = [_page(document, statistics, explanations) for document in documents]
    template = _environment().from_string(_asset("report.html.jinja"))
    given = {
        "pages": pages,
        "css": Markup(_asset("report.css") + _running(documents)),  # noqa: S704 - our own file
        "title": documents[0].title,
        "several": len(pages) > 1,
    }
    font = embed([template.render(**given, font="")])
    return template.render(**given, font=Markup(font)).encode()  # noqa: S704 - made by us


def _running(documents: Sequence[Document]) -> str:
    """Return the CSS that prints the notice at the head of every page."""
    notices = " · ".join(one.banner for one in documents if one.banner)
    if not notices:
        return ""
    safe = "".join(
        char if char.isalnum() or char in " .,;:()·" else f"\\{ord(char):x} " for char in notices
    )
    return f'@page{{@top-center{{content:"{safe}";font:6.5pt sans-serif;color:#b3541e;width:100%;text-align:left}}}}'


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def _asset(name: str) -> str:
    return files("expolens.write").joinpath("assets").joinpath(name).read_text("utf-8")


def _page(
    document: Document, statistics: dict[str, Statistic], explanations: dict[str, Explanation]
) -> dict[str, Any]:
    language: Language = "zh" if document.language == "zh" else "en"
    used = dict.fromkeys(_used(document))
    return {
        "document": document,
        "language": language,
        "tag": "zh-Hans" if language == "zh" else "en",
        "words": {code: word(f"section.{code}", language) for code in ("contents", "explanations")},
        "sections": [_section(section, language) for section in document.sections],
        "explanations": [
            _explained(explanations[id_], statistics[id_], language)
            for id_ in used
            if id_ in explanations
        ],
    }


def _used(document: Document) -> list[str]:
    """Return the ids of the statistics a document prints, in order."""
    found: list[str] = []
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                found += [
                    span.statistic
                    for one in block.sentences
                    for span in one.spans
                    if span.statistic and not span.statistic.startswith(("figure:", "table:"))
                ]
            elif isinstance(block, Table):
                found += [cell.statistic for row in block.rows for cell in row if cell.statistic]
            else:
                found += block.statistics
    return found


def _section(section: Section, language: Language) -> dict[str, Any]:
    return {
        "id": f"{section.id}-{language}",
        "title": section.title,
        "blocks": [_block(block, language) for block in section.blocks],
    }


def _block(block: Paragraph | Table | Figure, language: Language) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        gap = "" if language == "zh" else " "
        sentences = [
            Markup().join(_span(span, language) for span in one.spans) for one in block.sentences
        ]
        return {"type": "paragraph", "kind": block.kind, "content": Markup(gap).join(sentences)}  # noqa: S704 - a space
    if isinstance(block, Table):
        return {
            "type": "table",
            "label": f"{word('label.table', language)} {block.number}",
            "table": block,
            "header": [(_aligned(cell), cell.text) for cell in block.header],
            "rows": [
                [(_aligned(cell), _cell(cell, language)) for cell in row] for row in block.rows
            ],
            "id": f"{block.id}-{language}",
        }
    return {
        "type": "figure",
        "label": f"{word('label.figure', language)} {block.number}",
        "figure": block,
        "svg": Markup(block.svg),  # noqa: S704 - drawn by us, every text in it escaped
        "id": f"{block.id}-{language}",
        "links": _links(block, language),
    }


def _links(figure: Figure, language: Language) -> list[tuple[str, str]]:
    """Return the address of the first number a figure draws; the others follow it there."""
    return [
        (word("label.made", language), _anchor(name, language)) for name in figure.statistics[:1]
    ]


def _anchor(id_: str, language: Language) -> str:
    return f"explain-{language}-{id_}"


def _span(span: Span, language: Language) -> Markup:
    if span.statistic.startswith(("figure:", "table:")):
        place = span.statistic.partition(":")[2]
        return Markup('<a href="#{}">{}</a>').format(f"{place}-{language}", span.text)
    if span.statistic and not span.statistic.startswith("population:"):
        return Markup('<a class="n" href="#{}">{}</a>').format(
            _anchor(span.statistic, language), span.text
        )
    return Markup("<strong>{}</strong>").format(span.text) if span.emphasis else escape(span.text)


def _cell(cell: Cell, language: Language) -> Markup:
    if cell.statistic:
        return Markup('<a class="n" href="#{}">{}</a>').format(
            _anchor(cell.statistic, language), cell.text
        )
    return escape(cell.text)


def _aligned(cell: Cell) -> str:
    """Return the classes of a cell: its alignment, whether it is too short to be broken, whether its value is missing."""
    kind = {"left": "", "right": "r", "decimal": "r", "centre": "c"}[cell.align]
    short = "s" if 0 < len(cell.text) <= _SHORT else ""
    return " ".join(filter(None, (kind, short, "missing" if cell.missing else "")))


def _explained(one: Explanation, statistic: Statistic, language: Language) -> dict[str, Any]:
    rows = json.loads(one.rows)
    return {
        "anchor": _anchor(one.statistic, language),
        "id": one.statistic,
        "label": Text(statistic.en, statistic.zh).within(language),
        "text": Text(statistic.text_en, statistic.text_zh).within(language),
        "equation": one.equation,
        "chain": [
            {**step, "label": Text(step["en"], step["zh"]).within(language)}
            for step in json.loads(one.chain)
        ],
        "counted": sum(row["state"] != "missing" for row in rows),
        "missing": sum(row["state"] == "missing" for row in rows),
        "rows": rows[:_ROWS],
        "more": max(len(rows) - _ROWS, 0),
        "sources": json.loads(one.sources),
        "places": list(
            dict.fromkeys(
                place["place"].partition(": ")[2]
                for place in json.loads(one.appearances)
                if place["place"].startswith(f"{language}:")
            )
        ),
    }
