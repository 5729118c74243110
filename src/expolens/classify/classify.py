"""The stage: published terms and hand-given labels become labels of exhibitors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import pyarrow as pa

from expolens.classify.term_facts import TermFact, term_facts
from expolens.classify.vocabulary import Concept, Vocabularies
from expolens.concepts import thesaurus
from expolens.decisions import finder, gone, standing, units_of, withdrawn
from expolens.model.decision import Applied, Decision
from expolens.model.exhibitor import Exhibitor
from expolens.model.profile import Label
from expolens.store.tables import Tables, to_rows, to_table
from expolens.values import FIELDS

# Fields of many terms; the vocabulary of a label is the field it comes from.
VOCABULARIES: tuple[str, ...] = tuple(
    name for name, known in FIELDS.items() if known.type == "terms" and known.many
)
PUBLISHED = "rule: as published"
_VERDICTS = ("label", "synonym")


def classify(
    tables: Tables, *, decisions: Sequence[Decision], packs: tuple[str, ...]
) -> dict[str, pa.Table]:
    """Make `labels` and `applied_classify` of records, names, facts, exhibitors and links.

    A label is a term of one exhibitor's own records or of a record it is linked to (accepted links only; a link in
    review gives none). A term that one exhibitor uses twice is two labels, of position 1 and 2. Chinese and English
    preferred labels of a pack are one concept; synonyms are not merged: a decision `synonym` is kept for the scenario
    that merges, and reported. A decision `label` adds a label, `by` is then its id. Rows come in the order of
    exhibitors, then vocabularies, then as published.
    """
    exhibitors = to_rows("exhibitors", Exhibitor, tables["exhibitors"])
    published = term_facts(tables, exhibitors=exhibitors, vocabularies=VOCABULARIES)
    ours = [d for d in standing(decisions) if d.verdict in _VERDICTS]
    applied, by_hand = _by_hand(ours, tables, exhibitors)
    vocabularies = Vocabularies(
        thesaurus(packs),
        [(fact.vocabulary, fact.term) for fact in (*published, *by_hand)],
    )
    applied += [
        _synonym(decision, vocabularies) for decision in ours if decision.verdict == "synonym"
    ]
    applied += [
        taken
        for taken in withdrawn(decisions, stage="classify")
        if taken.decision in {d.id for d in decisions if d.verdict in _VERDICTS}
    ]
    return {
        "labels": to_table("labels", _labels((*published, *by_hand), vocabularies, exhibitors)),
        "applied_classify": to_table("applied_classify", applied),
    }


def _labels(
    facts: Iterable[TermFact], vocabularies: Vocabularies, exhibitors: Sequence[Exhibitor]
) -> list[Label]:
    """Number the labels of one exhibitor and concept, and put them in order."""
    place = {exhibitor.id: number for number, exhibitor in enumerate(exhibitors)}
    ordered = sorted(
        facts, key=lambda fact: (place[fact.exhibitor], VOCABULARIES.index(fact.vocabulary))
    )
    seen: dict[tuple[str, str, str], int] = {}
    labels = []
    for fact in ordered:
        concept = vocabularies.concept(fact.vocabulary, fact.term)
        key = (fact.exhibitor, fact.vocabulary, concept.slug)
        seen[key] = seen.get(key, 0) + 1
        labels.append(_label(fact, concept, seen[key]))
    return labels


def _label(fact: TermFact, concept: Concept, position: int) -> Label:
    return Label(
        exhibitor=fact.exhibitor,
        vocabulary=fact.vocabulary,
        concept=concept.slug,
        en=concept.en,
        zh=concept.zh,
        position=position,
        evidence=fact.evidence,
        source=fact.source,
        record=fact.record,
        by=fact.by or PUBLISHED,
    )


def _by_hand(
    decisions: Sequence[Decision], tables: Tables, exhibitors: Collection[Exhibitor]
) -> tuple[list[Applied], list[TermFact]]:
    """Replay the decisions `label`: a term for the one exhibitor whose record they quote."""
    unit_of = {record: one.id for one in exhibitors for record in one.records}
    find = finder(tables, decisions)
    applied, added = [], []
    for decision in decisions:
        if decision.verdict != "label":
            continue
        found = units_of(decision.left, find, unit_of)
        subject = " ".join(found.units) or decision.left.name
        outcome, detail, why = found.outcome, "", ""
        if decision.field not in VOCABULARIES:
            outcome, detail = "stale", f"no vocabulary: {decision.field}"
        elif outcome == "applied":
            added.append(
                TermFact(
                    found.units[0],
                    decision.field,
                    decision.value,
                    decision.why or decision.value,
                    "",
                    "",
                    decision.id,
                )
            )
        else:
            code, words, _ = gone(decision.left, find)
            why = f"{code}:{words}" if outcome == "stale" else f"several:{decision.left.name}"
        applied.append(
            Applied(decision.id, "classify", outcome, subject, detail, decision.said, why)
        )
    return applied, added


def _synonym(decision: Decision, vocabularies: Vocabularies) -> Applied:
    """Say what a decision `synonym` would merge; the base merges nothing."""
    term, into = decision.left.name, decision.value
    used = vocabularies.uses(decision.field, term)
    detail = f"{term} = {into}; not merged in the base"
    return Applied(
        decision.id,
        "classify",
        "applied" if used else "stale",
        term,
        detail if used else term,
        decision.said,
        "" if used else f"term_gone:{term}",
    )
