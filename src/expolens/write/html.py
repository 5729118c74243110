"""`report.html`: one self-contained page in all languages of a study, every number a link to its explanation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from expolens.model.document import Document, Explanation
from expolens.model.statistic import Statistic
from expolens.model.text import Language
from expolens.store.tables import Tables, to_rows
from expolens.wording import word
from expolens.write.blocks import Links, blocks, printed_ids
from expolens.write.explained import explained, labels

_WORDS = ("contents", "explanations")


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
    template = _environment().get_template("report.html.jinja")
    given = {
        "pages": [_page(document, statistics, explanations, tables) for document in documents],
        "css": Markup(_asset("report.css")),  # noqa: S704 - our own file
        "title": documents[0].title,
        "several": len(documents) > 1,
    }
    font = embed([template.render(**given, font="")])
    return template.render(**given, font=Markup(font)).encode()  # noqa: S704 - made by us


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    return files("expolens.write").joinpath("assets").joinpath(name).read_text("utf-8")


def _page(
    document: Document,
    statistics: dict[str, Statistic],
    explanations: dict[str, Explanation],
    tables: Tables,
) -> dict[str, Any]:
    """Return what the template prints of one document: its sections, then the explanations of the numbers it prints."""
    language: Language = "zh" if document.language == "zh" else "en"
    named = labels(tables, statistics, language)
    links = Links(language, frozenset(explanations), named)
    used = dict.fromkeys(id_ for id_ in printed_ids(document) if id_ in explanations)
    return {
        "document": document,
        "language": language,
        "tag": "zh-Hans" if language == "zh" else "en",
        "words": {code: word(f"section.{code}", language) for code in _WORDS},
        "close": word("explain.close", language),
        "on_screen": word("explain.on_screen", language),
        "sections": [
            {
                "id": f"{section.id}-{language}",
                "title": section.title,
                "level": min(section.level, 4),
                "blocks": blocks(section.blocks, links),
            }
            for section in document.sections
        ],
        "explanations": [explained(explanations[id_], links) for id_ in used],
    }
