"""What the checkers decided where two spellings do not show by themselves that they are one company, or that they are two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from expolens.decisions import identified, line_of
from expolens.model.decision import Decision, Quote
from rehearsal.library import namesakes
from rehearsal.spelling import Spelled

_BY, _DATE = "checker A", "2021-05-06"
# The legal name in other characters, brackets or spaces is still the legal name.
_WHOLE = ("legal", "half_brackets", "spaces", "traditional")


def decisions(companies: Sequence[Spelled]) -> bytes:
    """Return `decisions.jsonl`: one line each, in the order of the companies, then the namesakes."""
    made = [one for company in companies for one in _same_company(company)]
    for one, name in namesakes(companies):
        made.append(_decision("different", one, "library", name, "商号相同，地区与行业不同"))
    return "".join(f"{line_of(identified(one))}\n" for one in made).encode()


def _same_company(one: Spelled) -> Iterator[Decision]:
    """Yield the decisions that one company needs: on site, in the registry, in the library."""
    whole = one.style in _WHOLE or one.sheet_style == "full" or bool(one.found)
    if one.sheet_style == "short":
        yield _decision("same", one, "onsite", one.sheet, "同一展位，使用简称")
    # The registry prints former and English names and codes beside the legal name; the library only one name.
    if not (whole or one.style in ("former", "english") or one.prints_code):
        yield _decision("same", one, "registry", one.company.names.legal, "经企业官网核实")
    if one.company.in_library and not _equal_in_library(one, whole=whole):
        yield _decision("same", one, "library", one.library, "经企业官网核实")


def _equal_in_library(one: Spelled, *, whole: bool) -> bool:
    if one.library_style == "legal":
        return whole
    return one.library in (one.listed, one.sheet)


def _decision(verdict: str, one: Spelled, source: str, name: str, why: str) -> Decision:
    booth = one.booth if source == "onsite" else ""
    left = Quote("list", one.listed.strip(), one.booth)
    return Decision("", verdict, _BY, _DATE, why, left, Quote(source, name, booth))
