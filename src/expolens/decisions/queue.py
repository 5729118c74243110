"""What waits for a person: one doubtful exhibitor and one source at a time, with the candidates there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
from pyarrow import compute

from expolens.decisions.agreement import is_rule
from expolens.decisions.quoting import Known, exhibitor_quote, known, record_quote, row_quote
from expolens.decisions.said import Said, said
from expolens.model.decision import Decision, Judgement, Quote
from expolens.store.tables import Tables
from expolens.values.fields import FIELDS

_SHOWN = ("booth", "credit_code", "province", "city", "country", "founded", "capital", "website")
Ends = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be the exhibitor: name, probability (None where no matcher compared them), reasons as codes, what is published of it.

    `said` are the judgements that an answer settles: those of others, and where they contradict each other one's own.
    """

    record: str
    name: str
    names: tuple[str, ...]
    probability: float | None
    reasons: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    said: tuple[Judgement, ...]
    quote: Quote

    @property
    def disputed(self) -> bool:
        """Whether people contradict each other on it."""
        return len({one.verdict for one in self.said}) > 1 or any(
            one.state == "conflict" for one in self.said
        )


@dataclass(frozen=True, slots=True)
class Question:
    """Which candidate of a source ("" for the lists and on-site sheets themselves) an exhibitor is; `left` are the words that stand on it.

    `subject` is the exhibitor or, within the lists, the row; `pairs` are all that it is compared with, decided or not.
    """

    exhibitor: str
    subject: str
    source: str
    role: str
    pairs: tuple[Ends, ...]
    name: str
    booths: tuple[str, ...]
    names: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    left: Quote
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides; `independent` is asked what others decided too, and is not told what they said."""

    by: str = ""
    independent: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """What a build has to be decided: by pair of exhibitor and record, or of two rows of the lists, its probability and reasons; and what records say."""

    known: Known
    scored: Mapping[Ends, tuple[float, tuple[str, ...]]]
    waiting: tuple[Ends, ...]
    texts: Mapping[str, tuple[str, ...]]
    values: Mapping[str, tuple[tuple[str, str], ...]]
    rows: frozenset[str]
    roles: Mapping[str, str]

    def name(self, key: str) -> str:
        """Return the name of an exhibitor, or the first of a record; "" for a row without one."""
        one = self.known.exhibitors.get(key)
        return one.name if one else next(iter(self.texts.get(key, ())), "")


def board(tables: Tables) -> Board:
    """Read what a build has to be decided."""
    scored: dict[Ends, tuple[float, tuple[str, ...]]] = {}
    likely: dict[tuple[str, str], list[Ends]] = {}
    for row in (*tables["matches"].to_pylist(), *tables["roster_matches"].to_pylist()):
        ends = row["left"], row["right"]
        scored[ends] = row["probability"], tuple(row["reasons"])
        if row["stage"] == "resolve" and row["status"] != "not_found":
            likely.setdefault((row["left"], _source(row["right"])), []).append(ends)
    waiting: dict[Ends, None] = {}
    for row in tables["links"].to_pylist():
        if row["status"] == "review":
            waiting[row["exhibitor"], row["record"]] = None
            waiting |= dict.fromkeys(likely.get((row["exhibitor"], row["source"]), ()))
    for row in tables["roster_matches"].to_pylist():
        if row["status"] == "review":
            waiting[row["left"], row["right"]] = None
    columns = (tables["records"][c].to_pylist() for c in ("key", "role"))
    rows = {key for key, role in zip(*columns, strict=True) if role in ("list", "attendance")}
    # A registry of a million names is not read for the few that are candidates.
    shown = rows | {right for _, right in scored} | set(tables["links"]["record"].to_pylist())
    texts: dict[str, tuple[str, ...]] = {}
    for row in _of(tables["names"], shown).select(["record", "text"]).to_pylist():
        texts[row["record"]] = (*texts.get(row["record"], ()), row["text"])
    roles = dict(zip(*(tables["sources"][c].to_pylist() for c in ("id", "role")), strict=True))
    values = _values(_of(tables["facts"], shown))
    return Board(known(tables), scored, tuple(waiting), texts, values, frozenset(rows), roles)


def _of(table: pa.Table, records: Collection[str]) -> pa.Table:
    return table.filter(compute.is_in(table["record"], value_set=pa.array(records, pa.string())))


def _values(facts: pa.Table) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what may be shown of each record, as published, in the order of `_SHOWN`; what is personal never is."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    usable = {name for name in _SHOWN if not FIELDS[name].personal}
    for row in facts.select(["record", "field", "value", "raw"]).to_pylist():
        if row["field"] in usable and row["value"]:
            shown = row["value"] if row["field"] == "credit_code" else row["raw"] or row["value"]
            found.setdefault(row["record"], {})[row["field"], shown] = None
    return {
        key: tuple(sorted(pairs, key=lambda pair: _SHOWN.index(pair[0])))
        for key, pairs in found.items()
    }


def queue(known_board: Board, decisions: Sequence[Decision], who: Reviewer) -> tuple[Question, ...]:
    """Return what `who` has to decide, disputes first, then the likeliest; who is no exhibitor comes last.

    What people settled, and what follows from it, is not asked again; what somebody else was unsure of is, and a dispute is asked of
    everybody. An independent reviewer is asked all that waits or that another person judged, and that they themselves did not judge.
    A pair whose words stand on nothing alone cannot be decided, and is not asked.
    """
    told = said(known_board.known, decisions, rows=known_board.rows)
    pairs = dict.fromkeys(known_board.waiting)
    if who.independent:
        pairs |= dict.fromkeys(_judged_by_others(known_board, told, who))
    groups: dict[tuple[str, str], list[Ends]] = {}
    for left, right in pairs:
        roster = right in known_board.known.unit_of
        key = (right, "") if roster else (left, _source(right))
        groups.setdefault(key, []).append((left, right))
    found = [
        question
        for (asked, source), ends in groups.items()
        if (question := _question(known_board, (asked, source), ends, told, who))
    ]
    return tuple(sorted(found, key=lambda one: _order(one, known_board)))


def still(
    asked: Question, known_board: Board, decisions: Sequence[Decision], who: Reviewer
) -> Question | None:
    """Return a question as it is after more decisions, None where they, or what follows from them, answer it."""
    told = said(known_board.known, decisions, rows=known_board.rows)
    return _question(known_board, (asked.subject, asked.source), asked.pairs, told, who)


def untold(known_board: Board) -> int:
    """Return how many pairs wait that nobody can decide: no words stand on their record alone, for others have the same name and no code."""
    found = 0
    for left, right in known_board.waiting:
        roster = right in known_board.known.unit_of
        found += _other_quote(known_board, left if roster else right, roster=roster) is None
    return found


def _order(one: Question, known_board: Board) -> tuple[bool, bool, float, bool, str, str]:
    out = not known_board.known.exhibitors[one.exhibitor].included
    disputed = any(some.disputed for some in one.candidates)
    likeliest = max(some.probability or 0.0 for some in one.candidates)
    return out, not disputed, -likeliest, bool(one.source), one.exhibitor, one.source


def _source(record: str) -> str:
    return record.partition(":")[0]


def _judged_by_others(known_board: Board, told: Said, who: Reviewer) -> Iterator[Ends]:
    for one in told.everything:
        if one.by.casefold() == who.by.casefold() or is_rule(one.by):
            continue
        ends = (one.left, one.right)
        if one.left in known_board.rows:
            order = known_board.known.find.order
            ends = (ends[0], ends[1]) if order[ends[0]] < order[ends[1]] else (ends[1], ends[0])
        elif one.left not in known_board.known.exhibitors:
            ends = (one.right, one.left)
        yield ends


def _question(
    known_board: Board, asked: tuple[str, str], pairs: Sequence[Ends], told: Said, who: Reviewer
) -> Question | None:
    """Return the question of one exhibitor (of a row, within the lists) and one source, None where it is answered."""
    subject, source = asked
    left, name, records = _subject(known_board, subject)
    found, answered = _candidates(known_board, pairs, told, who)
    if answered:
        found = [one for one in found if one.disputed]
    if left is None or not found:
        return None
    values = (pair for key in records for pair in known_board.values.get(key, ()))
    one = known_board.known.exhibitors[known_board.known.unit_of.get(subject, subject)]
    found.sort(key=lambda some: (-(some.probability or 0.0), some.record))
    return Question(
        exhibitor=one.id,
        subject=subject,
        source=source,
        role=known_board.roles.get(source, ""),
        pairs=tuple(pairs),
        name=name,
        booths=one.booths,
        names=tuple(dict.fromkeys(t for key in records for t in known_board.texts.get(key, ()))),
        facts=tuple(dict.fromkeys(pair for pair in values if pair[0] != "booth")),
        left=left,
        candidates=tuple(found),
    )


def _candidates(
    known_board: Board, pairs: Sequence[Ends], told: Said, who: Reviewer
) -> tuple[list[Candidate], bool]:
    """Return the candidates that are still open to `who`, and whether one of the pairs is the same already."""
    found: list[Candidate] = []
    answered = False
    for ends in pairs:
        verdict, words = told.of(ends)
        mine = [one.verdict for one in words if one.by.casefold() == who.by.casefold()]
        if who.independent:
            answered, closed = answered or "same" in mine, bool(mine)
        else:
            answered = answered or verdict == "same"
            closed = verdict in ("same", "different") or (verdict == "unsure" and bool(mine))
        roster = ends[1] in known_board.known.unit_of
        other = ends[0] if roster else ends[1]
        quote = _other_quote(known_board, other, roster=roster)
        if closed or quote is None:
            continue
        probability, reasons = known_board.scored.get(ends, (None, ()))
        found.append(
            Candidate(
                record=other,
                name=known_board.name(other),
                names=known_board.texts.get(other, ()),
                probability=probability,
                reasons=reasons,
                facts=known_board.values.get(other, ()),
                said=() if who.independent else words,
                quote=quote,
            )
        )
    return found, answered


def _subject(known_board: Board, subject: str) -> tuple[Quote | None, str, tuple[str, ...]]:
    """Return the words, the name and the records of what is asked about."""
    all_ = known_board.known
    name = known_board.name(subject)
    if subject in all_.unit_of:
        return _other_quote(known_board, subject, roster=True), name, (subject,)
    one = all_.exhibitors[subject]
    booth = next(iter(one.booths), "")
    left = exhibitor_quote(name, booth, _source(one.records[0]), within=(all_, subject))
    return left, name, one.records


def _other_quote(known_board: Board, record: str, *, roster: bool) -> Quote | None:
    all_, name = known_board.known, known_board.name(record)
    if roster:
        booths = sorted(all_.find.words[record].booths, key=len)
        return row_quote(name, next(iter(booths), ""), record, within=all_)
    codes = (value for field, value in known_board.values.get(record, ()) if field == "credit_code")
    return record_quote(name, next(codes, ""), _source(record), within=(all_, record))
