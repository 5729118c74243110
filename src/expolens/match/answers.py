"""What a search found, as rows that are written: one of rank 1 for every row of the list, candidates below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from expolens.match.nameless import unnamed
from expolens.matching import Scored
from expolens.matching.namesakes import bears_the_name
from expolens.matching.party import Party
from expolens.model.match import Status
from expolens.model.text import Language
from expolens.names import display_name
from expolens.wording import reason, word

REVIEW = 0.05
"""The probability from which on a candidate is worth a person's look."""
Verdict = Callable[[float], Status]


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of the output.

    Rows count from 1 below the header. `record_row` is None and `record` "" where nothing is good enough; `probability` is None then. `reasons` are sentences.
    """

    query_row: int
    query: str
    record_row: int | None
    record: str
    probability: float | None
    status: Status
    rank: int
    reasons: str

    def cells(self) -> tuple[str, ...]:
        """Return the row as it is written: whole numbers plain, the probability with four digits, nothing for None."""
        return (
            str(self.query_row), self.query, "" if self.record_row is None else str(self.record_row), self.record,
            "" if self.probability is None else f"{self.probability:.4f}", self.status, str(self.rank), self.reasons,
        )  # fmt: skip


COLUMNS = tuple(one.name for one in fields(Answer))


@dataclass(frozen=True, slots=True)
class Asked:
    """How answers are made: the number of candidates of a row at most, what decides, the language of the reasons.

    `namesakes` counts the records that share the brand and trade of a row's first name: asked where a row has no candidate, for hundreds of
    namesakes are each too unlikely to be one. `bad` are codes of the list that are not valid, by row, from 0.
    """

    top: int
    verdict: Verdict
    language: Language
    bad: Mapping[int, str] = field(default_factory=dict)
    namesakes: Callable[[Party], int] = lambda _: 0


def answers(
    queries: Sequence[tuple[str, Party]],
    found: Sequence[Sequence[Scored]],
    records: Sequence[Party],
    asked: Asked,
) -> Iterator[Answer]:
    """Yield the answers to all queries in their order, the rows of one by rank.

    Where several records are as likely, or bear the very name, none is matched: which of them is for a person. Where none is worth a look, the
    first row has no record, and what was nearest follows.
    """
    for row, ((query, party), candidates) in enumerate(zip(queries, found, strict=True), 1):
        status = status_of(candidates, asked.verdict)
        rank = 1
        if status == "not_found":
            named = bool(query.strip()) and row - 1 not in asked.bad
            why = _with_bad(_why(party, candidates, asked, named=named), row, asked)
            yield Answer(row, query, None, "", None, status, 1, why)
            rank = 2
        for one in candidates[: max(asked.top - rank + 1, 0)]:
            record = records[one.position]
            own = status if rank == 1 else _next(one, asked.verdict)
            name = record.names[0][0] if record.names else ", ".join(sorted(record.codes))
            why = said(one, query, asked.language)
            why = _with_bad(why, row, asked) if rank == 1 else why
            yield Answer(
                row, query, one.position + 1, name, round(one.probability, 4), own, rank, why
            )
            rank += 1


def said(one: Scored, query: str, language: Language) -> str:
    """Return the reasons of a candidate as a person reads them; where another name of the row than the one printed was compared, that comes first."""
    reasons = [reason(code, language) for code in one.reasons]
    if one.left_name not in display_name(query):
        compared = word("match.compared", language, left=one.left_name, right=one.right_name)
        reasons.insert(0, compared)
    return word("match.stop", language).join(reasons)


def status_of(candidates: Sequence[Scored], verdict: Verdict) -> Status:
    """Return what is said of a row with these candidates, the likeliest first."""
    if not candidates:
        return "not_found"
    first = candidates[0]
    status = verdict(first.probability)
    if (
        status == "matched"
        and len(candidates) > 1
        and candidates[1].probability >= first.probability
    ):
        return "review"
    if status == "not_found" and bears_the_name(first):
        return "review"
    return status


def _next(one: Scored, verdict: Verdict) -> Status:
    seen = verdict(one.probability) != "not_found" or bears_the_name(one)
    return "review" if seen else "not_found"


def _with_bad(why: str, row: int, asked: Asked) -> str:
    """Return reasons with that a row's code was not used, where it is not valid."""
    code = asked.bad.get(row - 1)
    if code is None:
        return why
    stop = word("match.stop", asked.language)
    return stop.join((why, word("match.bad_code", asked.language, found=code)))


def _why(party: Party, candidates: Sequence[Scored], asked: Asked, *, named: bool) -> str:
    """Say why a row has no record; `named` tells that its cell says something."""
    if not party.names and not party.codes:
        return word("match.nobody" if named else "match.no_name", asked.language)
    if party.names and unnamed(party):
        return word("match.nobody", asked.language)
    if candidates:
        return word("match.nothing_likely", asked.language)
    alike = asked.namesakes(party) if party.names else 0
    if alike > 1:
        return word("match.namesakes", asked.language, n=alike)
    return word("match.nothing_near", asked.language)
