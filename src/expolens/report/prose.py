"""Sentences out of the prose of `wording/`, with statistics as spans in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from expolens.model.document import Paragraph, Sentence, Span
from expolens.model.statistic import Statistic
from expolens.numbers.units import number_text
from expolens.report.ledger import Ledger
from expolens.wording.words import PLACE, words

Part = Statistic | Sequence[Span] | str | int
Kind = Literal["text", "note", "warning", "interpretation", "item"]


def spans(code: str, ledger: Ledger, **parts: Part) -> tuple[Span, ...]:
    """Fill the text of `code`: a statistic becomes a span with its id, spans stay, anything else is plain text.

    `{n|row|rows}` takes the form that goes with the number, or with the n of the statistic.
    """
    text = words()[code].within(ledger.language)
    found: list[Span] = []
    at = 0
    for place in PLACE.finditer(text):
        found.append(Span(text[at : place.start()]))
        name, one, many = place.groups()
        part = parts[name]
        if one is not None:
            found.append(Span(one if _number(part) == "1" else many))
        elif isinstance(part, Statistic):
            found.append(Span(ledger.printed(part), part.id))
        elif isinstance(part, str | int):
            found.append(Span(number_text(part) if isinstance(part, int) else part))
        else:
            found += part
        at = place.end()
    return merged([*found, Span(text[at:])])


def _number(part: Part) -> str:
    if isinstance(part, Statistic):
        return str(part.n)
    return str(part) if isinstance(part, str | int) else "".join(span.text for span in part)


def merged(found: Sequence[Span]) -> tuple[Span, ...]:
    """Join neighbouring plain spans, and leave out empty ones."""
    kept: list[Span] = []
    for span in found:
        plain = not (span.statistic or span.cited or span.emphasis)
        before = kept[-1] if kept else None
        if plain and before and not (before.statistic or before.cited or before.emphasis):
            kept[-1] = Span(before.text + span.text)
        elif span.text:
            kept.append(span)
    return tuple(kept)


def sentence_of(code: str, ledger: Ledger, **parts: Part) -> Sentence:
    """Make a sentence of the text of `code`."""
    return Sentence(spans(code, ledger, **parts))


def headed(
    code: str, ledger: Ledger, sentences: Sequence[Sentence], *, kind: Kind = "text"
) -> Paragraph:
    """Make a paragraph that begins with the text of `code` as its head."""
    head = Sentence((Span(ledger.word(code), emphasis=True),))
    return Paragraph((head, *sentences), kind)


def plain(one: Sentence) -> str:
    """Return a sentence as text."""
    return "".join(span.text for span in one.spans)
