"""What was not done, by the file or key that would enable it."""

from __future__ import annotations

from dataclasses import dataclass

from expolens.model.document import Cell, Paragraph, Section, Table
from expolens.model.source import ROLES
from expolens.model.text import Text
from expolens.model.undone import Undone
from expolens.report.ledger import Ledger
from expolens.report.prose import sentence_of
from expolens.values import FIELDS


@dataclass(frozen=True, slots=True)
class Need:
    """What is lacking at the bottom of it: a role, a field, values of it, the factors of an estimate, or somebody in a population."""

    kind: str
    name: str


def undone(ledger: Ledger) -> Section:
    """List what is lacking, what it would give, and how to add it; what lacks the same thing stands in one row."""
    title = ledger.word("section.undone")
    if not ledger.undone:
        done = Paragraph((sentence_of("undone_prose.none", ledger),))
        return Section("undone", title, (done,))
    groups: dict[Need, dict[str, None]] = {}
    for one in ledger.undone:
        label = Text(one.en, one.zh).within(ledger.language) or one.id
        if one.why == "not_checked":
            label = f"{label} {ledger.word('undone_prose.stands')}"
        groups.setdefault(_need(one, ledger), {})[label] = None
    rows = tuple(
        (
            Cell(_lacking(need, ledger)),
            Cell(ledger.word("phrase.semicolon").join(labels)),
            Cell(_enabling(need, ledger)),
        )
        for need, labels in groups.items()
    )
    header = tuple(
        Cell(ledger.word(f"undone_prose.column_{name}")) for name in ("need", "what", "how")
    )
    table = Table("undone", 0, ledger.word("undone_prose.title"), header, rows)
    if ledger.study.nature == "partial":
        notice = ledger.study.notice.within(ledger.language) or ledger.word("banner.partial")
        intro = Paragraph((sentence_of("undone_prose.intro_partial", ledger, notice=notice),))
    else:
        intro = Paragraph((sentence_of("undone_prose.intro", ledger),))
    return Section("undone", title, (intro, table))


def _need(one: Undone, ledger: Ledger) -> Need:
    """Follow what is lacking down to what a person can add."""
    seen = {(one.what, one.id)}
    while True:
        if one.needs in ROLES and one.why in ("no_source", "not_checked"):
            return Need("role", one.needs)
        if one.needs in FIELDS and one.why in ("no_source", "no_field", "not_checked"):
            return Need("field", one.needs)
        if one.needs in FIELDS and one.why == "no_values":
            return Need("values", one.needs)
        if one.why == "no_factors":
            return Need("factors", one.needs or one.id)
        what = "population" if one.why == "no_population" else "statistic"
        below = next(
            (
                other
                for other in ledger.undone
                if (other.what, other.id) == (what, one.needs) and (what, other.id) not in seen
            ),
            None,
        )
        if below is None:
            return Need("nobody", one.needs or one.id)
        seen.add((below.what, below.id))
        one = below


def _lacking(need: Need, ledger: Ledger) -> str:
    if need.kind == "role":
        return ledger.word("undone_prose.role", name=ledger.word(f"role.{need.name}"))
    if need.kind in ("field", "values"):
        name = FIELDS[need.name].label.within(ledger.language)
        return ledger.word(f"undone_prose.{need.kind}", name=name)
    if need.kind == "factors":
        return ledger.word("undone_prose.factors")
    plans = ledger.study.protocol.populations
    label = next((plan.label for plan in plans if plan.id == need.name), Text(need.name))
    return ledger.word("undone_prose.nobody", name=label.within(ledger.language))


def _enabling(need: Need, ledger: Ledger) -> str:
    """Return the command or the key that adds what is lacking, with what the protocol remarks on it."""
    if need.kind == "role":
        how = ledger.word(f"enable.{need.name}")
    elif need.kind == "field":
        how = ledger.word("enable.column")
    elif need.kind == "values":
        how = ledger.word("enable.gaps")
    elif need.kind == "factors":
        how = ledger.word("enable.factors", needs=need.name)
    else:
        how = "–"
    notes = [
        plan.note.within(ledger.language)
        for plan in ledger.study.protocol.populations
        if need.kind == "role"
        and plan.note
        and need.name in plan.needs
        and plan.id not in ledger.populations
    ]
    return ledger.word("phrase.semicolon").join([how, *dict.fromkeys(notes)])
