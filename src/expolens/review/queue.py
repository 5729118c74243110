"""What waits for a person: one exhibitor and one source at a time, with the candidates there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from expolens.decisions import grouped, standing
from expolens.model.decision import Decision, Quote
from expolens.model.exhibitor import Exhibitor
from expolens.review.quoting import Known, exhibitor_quote, known, record_quote
from expolens.store.tables import Tables
from expolens.values.fields import FIELDS

_SHOWN = ("province", "city", "country", "founded", "capital", "website")
_VERDICTS = ("same", "different", "unsure")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be the exhibitor: its name, probability, reasons as codes, registration code, what else is published of it, and what others said."""

    record: str
    name: str
    probability: float
    reasons: tuple[str, ...]
    code: str
    facts: tuple[tuple[str, str], ...]
    said: tuple[Decision, ...]
    quote: Quote


@dataclass(frozen=True, slots=True)
class Question:
    """Which of the candidates of a source ("" for the lists themselves) an exhibitor is; `left` are the words that stand on it."""

    exhibitor: Exhibitor
    source: str
    names: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    left: Quote
    candidates: tuple[Candidate, ...]


def queue(
    tables: Tables, decisions: Sequence[Decision], *, by: str = "", independent: bool = False
) -> tuple[Question, ...]:
    """Return what has to be decided, disputes first, then the likeliest first.

    What anybody decided is not asked again, unless people dispute it. `independent` asks `by` what others have decided too, without
    what they said. A pair whose words stand on nothing alone is left to the sheet.
    """
    all_, words = known(tables), _words(tables)
    spoken = _spoken(all_, decisions)
    found: dict[tuple[str, str], list[Candidate]] = {}
    answered: set[tuple[str, str]] = set()
    for exhibitor, record, name, likely, reasons in _pairs(tables, all_, independent=independent):
        ends = tuple(sorted((exhibitor, all_.unit_of.get(record, record))))
        said = spoken.get((ends[0], ends[1]), ())
        mine = any(one.by.casefold() == by.casefold() for one in said)
        settled = mine if independent else said and len({one.verdict for one in said}) == 1
        source = "" if record in all_.unit_of else record.partition(":")[0]
        quote = record_quote(
            name, words.code(record), record.partition(":")[0], within=(all_, record)
        )
        if settled and any(one.verdict == "same" for one in said):
            answered.add((exhibitor, source))
        if settled or quote is None:
            continue
        shown = () if independent else said
        one = Candidate(
            record, name, likely, reasons, words.code(record), words.facts(record), shown, quote
        )
        found.setdefault((exhibitor, source), []).append(one)
    questions = [
        asked
        for (id_, source), some in found.items()
        if (id_, source) not in answered and (asked := _question(all_, words, id_, source, some))
    ]
    return tuple(sorted(questions, key=_order))


def _order(one: Question) -> tuple[bool, float, str, str]:
    disputed = any(candidate.said for candidate in one.candidates)
    return not disputed, -one.candidates[0].probability, one.exhibitor.id, one.source


def _question(
    all_: Known, words: _Words, id_: str, source: str, candidates: Iterable[Candidate]
) -> Question | None:
    one = all_.exhibitors[id_]
    booth, first = next(iter(one.booths), ""), one.records[0]
    left = exhibitor_quote(one.name, booth, first.partition(":")[0], within=(all_, id_))
    if left is None:
        return None
    names = tuple(dict.fromkeys(text for key in one.records for text in words.names(key)))
    facts = tuple(dict.fromkeys(pair for key in one.records for pair in words.facts(key)))
    ordered = sorted(candidates, key=lambda some: (-some.probability, some.record))
    return Question(one, source, names, facts, left, tuple(ordered))


def _pairs(
    tables: Tables, all_: Known, *, independent: bool
) -> Iterator[tuple[str, str, str, float, tuple[str, ...]]]:
    """Yield (exhibitor, record, name, probability, reasons) of links and roster matches in review; with `independent` those that people decided too."""
    names = {
        (row["left"], row["right"]): row["right_name"] for row in tables["matches"].to_pylist()
    }
    for row in tables["links"].to_pylist():
        waits = row["status"] == "review" or (independent and row["by"].startswith("d-"))
        if waits and row["exhibitor"] in all_.exhibitors:
            name = names.get((row["exhibitor"], row["record"]), "")
            yield row["exhibitor"], row["record"], name, row["probability"], tuple(row["reasons"])
    for row in tables["roster_matches"].to_pylist():
        left = all_.unit_of.get(row["left"], "")
        if row["status"] == "review" and left and left != all_.unit_of.get(row["right"], ""):
            yield left, row["right"], row["right_name"], row["probability"], tuple(row["reasons"])


def _spoken(
    all_: Known, decisions: Sequence[Decision]
) -> dict[tuple[str, str], tuple[Decision, ...]]:
    """Return the standing words on each pair of units, in the order they were said."""
    ours = [one for one in standing(decisions) if one.verdict in _VERDICTS]
    said = grouped(ours, all_.find, stage="review", unit_of=all_.unit_of)
    by_id = {one.id: one for one in ours}
    found: dict[tuple[str, str], tuple[Decision, ...]] = {}
    for pair in (*said.same, *said.different, *said.unsure, *said.contested):
        ends = pair.left, pair.right
        if by_id[pair.decision] not in found.get(ends, ()):
            found[ends] = (*found.get(ends, ()), by_id[pair.decision])
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    """What records say, by key: names, and values that may be shown."""

    texts: Mapping[str, list[str]]
    values: Mapping[str, list[tuple[str, str]]]

    def names(self, key: str) -> list[str]:
        return self.texts.get(key, [])

    def code(self, key: str) -> str:
        return next(
            (value for field, value in self.values.get(key, []) if field == "credit_code"), ""
        )

    def facts(self, key: str) -> tuple[tuple[str, str], ...]:
        found = [pair for pair in self.values.get(key, []) if pair[0] in _SHOWN]
        return tuple(sorted(found, key=lambda pair: _SHOWN.index(pair[0])))


def _words(tables: Tables) -> _Words:
    texts: dict[str, list[str]] = {}
    for row in tables["names"].select(["record", "text"]).to_pylist():
        texts.setdefault(row["record"], []).append(row["text"])
    values: dict[str, list[tuple[str, str]]] = {}
    for row in tables["facts"].select(["record", "field", "value", "raw"]).to_pylist():
        field = row["field"]
        if (
            row["value"]
            and (field == "credit_code" or field in _SHOWN)
            and not FIELDS[field].personal
        ):
            shown = row["value"] if field == "credit_code" else row["raw"] or row["value"]
            values.setdefault(row["record"], []).append((field, shown))
    return _Words(texts, values)
