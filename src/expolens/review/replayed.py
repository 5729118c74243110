"""Which decisions still apply, and why the others do not: for last year's decisions on this year's list."""

from __future__ import annotations

from collections.abc import Iterator

from expolens.decisions.applied import became, kind, spoken, why
from expolens.model.decision import Decision
from expolens.model.text import Language
from expolens.store.tables import Tables
from expolens.wording import word


def replayed(tables: Tables, decisions: tuple[Decision, ...], language: Language) -> Iterator[str]:
    """Yield a line for each decision that does not apply, by what became of it, with its words and why; first how many do."""
    found = {one.decision: one for one in became(tables)}
    known = [found[one.id] for one in decisions if one.id in found]
    yield word(
        "replayed.applied", language, n=sum(one.outcome == "applied" for one in known), N=len(known)
    )
    words = {one.id: one for one in decisions}
    said = {one.id: one.said for one in decisions}
    for name in dict.fromkeys(kind(one) for one in known if one.outcome != "applied"):
        mine = [one for one in known if one.outcome != "applied" and kind(one) == name]
        yield ""
        yield word(f"became.{name}", language, n=len(mine))
        for one in mine:
            quotes = (words[one.decision].left, words[one.decision].right)
            about = " ~ ".join(
                " ".join(filter(None, (q.name, q.booth, q.code)))
                for q in quotes
                if q.name or q.booth or q.code
            )
            yield f"  {one.decision}  {about}"
            yield f"     {spoken(one.said, language)}"
            yield f"     {why(one, said, language)}"
