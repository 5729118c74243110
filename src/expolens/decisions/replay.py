"""Decisions brought back to their companies: what stands, and which records the quoted words stand on now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pyarrow import compute

from expolens.model.decision import Applied, Decision, Quote
from expolens.names import comparable_name
from expolens.store.tables import Tables


def standing(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions nobody took back, without the withdrawals; a withdrawal can be withdrawn itself."""
    taken = _taken_back(decisions)
    return tuple(d for d in decisions if d.verdict != "withdraw" and d.id not in taken)


def withdrawn(decisions: Sequence[Decision], *, stage: str) -> tuple[Applied, ...]:
    """Return an `Applied` for each decision that was taken back, its `detail` the id that took it back."""
    taken = _taken_back(decisions)
    return tuple(
        Applied(
            d.id, stage, "withdrawn", d.left.name, taken[d.id], d.said, f"withdrawn:{taken[d.id]}"
        )
        for d in decisions
        if d.id in taken
    )


def _taken_back(decisions: Sequence[Decision]) -> dict[str, str]:
    """Return id to the id that took it back; a later withdrawal can make an earlier one void, so the last comes first."""
    taken: dict[str, str] = {}
    for decision in reversed(decisions):
        if decision.verdict == "withdraw" and decision.id not in taken:
            taken.setdefault(decision.value, decision.id)
    return taken


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a record's words are found: its source, comparable names, booths and codes."""

    source: str
    names: frozenset[str]
    booths: frozenset[str]
    codes: frozenset[str]


@dataclass(frozen=True)
class Finder:
    """Finds the records that a decision's words stand on; `words` is by record key, in the order of the records."""

    words: Mapping[str, Standing]

    @cached_property
    def sources(self) -> frozenset[str]:
        """The ids of the sources that any record is of."""
        return frozenset(words.source for words in self.words.values())

    @cached_property
    def order(self) -> dict[str, int]:
        """The position of each record."""
        return {key: number for number, key in enumerate(self.words)}

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        return _index({key: words.names for key, words in self.words.items()})

    @cached_property
    def _by_code(self) -> dict[str, list[str]]:
        return _index({key: words.codes for key, words in self.words.items()})

    def records_of(self, quote: Quote) -> list[str]:
        """Return the keys of the records for which all the quote's words hold, in record order.

        Names compare by `comparable_name`, codes and booths without case and spaces. A quote of nothing, or of a source
        alone, finds nothing.
        """
        if quote.name:
            found = self._by_name.get(comparable_name(quote.name), [])
        elif quote.code:
            found = self._by_code.get(_plain(quote.code), [])
        elif quote.booth:
            found = list(self.words)
        else:
            return []
        return [key for key in found if _holds(quote, self.words[key])]


def _index(values: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for key, words in values.items():
        for word in words:
            index.setdefault(word, []).append(key)
    return index


def _holds(quote: Quote, words: Standing) -> bool:
    """Tell whether source, booth and code of the quote are those of the record."""
    return (
        quote.source in ("", words.source)
        and (not quote.code or _plain(quote.code) in words.codes)
        and (not quote.booth or _plain(quote.booth) in words.booths)
    )


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def finder(tables: Tables, decisions: Sequence[Decision] | None = None) -> Finder:
    """Make a Finder of the tables `records`, `names` and `facts`; of facts it reads `booth` and `credit_code`.

    For no decisions at all it is empty: a large registry is not read for nothing.
    """
    if decisions is not None and not decisions:
        return Finder({})
    keys: list[str] = tables["records"]["key"].to_pylist()
    sources: list[str] = tables["records"]["source"].to_pylist()
    names: dict[str, set[str]] = {key: set() for key in keys}
    texts = tables["names"]
    for record, text in zip(texts["record"].to_pylist(), texts["text"].to_pylist(), strict=True):
        if record in names:
            names[record].add(comparable_name(text))
    codes = _values_of(tables, "credit_code")
    booths = _values_of(tables, "booth")
    return Finder(
        {
            key: Standing(
                source,
                frozenset(names[key] - {""}),
                frozenset(booths.get(key, ())),
                frozenset(codes.get(key, ())),
            )
            for key, source in zip(keys, sources, strict=True)
        }
    )


def _values_of(tables: Tables, field: str) -> dict[str, set[str]]:
    """Return record key to the plain values and raw texts of one field."""
    facts = tables["facts"].filter(compute.equal(tables["facts"]["field"], field))
    found: dict[str, set[str]] = {}
    for row in facts.select(["record", "value", "raw"]).to_pylist():
        found.setdefault(row["record"], set()).update(
            _plain(text) for text in (row["value"], row["raw"]) if text
        )
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """The units a quote stands on; `outcome` is applied (just one), stale (none) or ambiguous (several)."""

    outcome: str
    units: tuple[str, ...]


def units_of(quote: Quote, finder: Finder, unit_of: Mapping[str, str]) -> Found:
    """Return the units (exhibitors, say) of the records a quote stands on; `unit_of` maps a record key to its unit.

    Records without a unit are passed over.
    """
    found = [unit_of[key] for key in finder.records_of(quote) if key in unit_of]
    units = tuple(dict.fromkeys(found))
    return Found("stale" if not units else "applied" if len(units) == 1 else "ambiguous", units)


def words_of(quote: Quote) -> str:
    """Return the words that a decision judged, fit to print."""
    return " ".join(part for part in (quote.name, quote.booth, quote.code) if part)


def gone(quote: Quote, finder: Finder) -> tuple[str, str, str]:
    """Return why a quote stands on nothing: the code of the reason, its words, and the quote's words.

    source_gone: the study has no such source. name_gone: it has no such name. words_changed: the name stands there, with other
    booths or codes, which are the words.
    """
    words = words_of(quote)
    if quote.source and quote.source not in finder.sources:
        return "source_gone", f"{words} ({quote.source})", words
    if quote.name:
        there = finder.records_of(Quote(source=quote.source, name=quote.name))
        if there:
            known = [finder.words[key] for key in there]
            asked = [
                (said, sorted(frozenset().union(*values)))
                for said, values in (
                    (quote.booth, [one.booths for one in known]),
                    (quote.code, [one.codes for one in known]),
                )
                if said
            ]
            now = "; ".join(
                f"{said} → {'、'.join(values).upper() or '–'}" for said, values in asked
            )
            return "words_changed", f"{quote.name}: {now}", words
    return "name_gone" if quote.name else "words_gone", words, words


def outcomes(
    decisions: Iterable[Decision], finder: Finder, unit_of: Mapping[str, str], *, stage: str
) -> tuple[dict[str, Decision], tuple[Applied, ...]]:
    """Return unit to the last of `decisions` about it (include, exclude, say), and what became of each of them.

    Ambiguous and stale decisions apply to nothing and are reported; an earlier one that a later one outranks is
    reported as a conflict where the two say different things.
    """
    last: dict[str, Decision] = {}
    applied: list[Applied] = []
    for decision in decisions:
        found = units_of(decision.left, finder, unit_of)
        subject, detail, why = " ".join(found.units) or decision.left.name, "", ""
        if found.outcome == "applied":
            before = last.get(subject)
            if before and (before.verdict, before.value) != (decision.verdict, decision.value):
                applied = [_outranked(a, before, decision) for a in applied]
            last[subject] = decision
        elif found.outcome == "ambiguous":
            detail = f"{len(found.units)} of that name"
            why = f"several:{words_of(decision.left)}"
        else:
            code, changed, words = gone(decision.left, finder)
            detail, why = f"no longer found: {words}", f"{code}:{changed}"
        applied.append(
            Applied(decision.id, stage, found.outcome, subject, detail, decision.said, why)
        )
    return last, tuple(applied)


def _outranked(applied: Applied, before: Decision, after: Decision) -> Applied:
    if applied.decision != before.id:
        return applied
    return replace(
        applied, outcome="conflict", detail=f"outranked by {after.id}", why=f"outranked:{after.id}"
    )
