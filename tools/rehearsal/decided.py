"""What the checkers decided where two spellings do not show by themselves that they are one company."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from expolens.decisions import identified, line_of
from expolens.model.decision import Decision, Quote
from rehearsal.spelling import Spelled

_BY, _DATE = "checker A", "2021-05-06"


def decisions(companies: Sequence[Spelled]) -> bytes:
    """Return `decisions.jsonl`: one line each, in the order of the companies."""
    lines = [line_of(identified(one)) for company in companies for one in _of(company)]
    return "".join(f"{line}\n" for line in lines).encode()


def _of(one: Spelled) -> Iterator[Decision]:
    legal = one.company.names.legal
    if one.sheet_style == "short":
        yield _same(
            ("list", one.listed, one.booth), ("onsite", one.sheet, one.booth), "同一展位，企业简称"
        )
    if one.style in ("short", "brand"):
        yield _same(
            ("list", one.listed, one.booth), ("registry", legal, ""), "企业简称，经官网核实"
        )
    doubtful = one.style in ("short", "brand", "short_with_code", "former", "english")
    doubtful = doubtful or one.library_style in ("short", "former")
    if one.company.in_library and doubtful and one.library != one.listed:
        yield _same(
            ("list", one.listed, one.booth), ("library", one.library, ""), "经官网核实为同一企业"
        )


def _same(left: tuple[str, str, str], right: tuple[str, str, str], why: str) -> Decision:
    return Decision("", "same", _BY, _DATE, why, Quote(*left), Quote(*right))
