"""What a reader should know of the data: everything noticed, counted and shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from expolens.decisions.applied import spoken, why
from expolens.model.document import Cell, Paragraph, Section, Table
from expolens.model.exhibitor import Remark
from expolens.model.profile import Profile
from expolens.numbers.units import number_text
from expolens.report.completeness import completeness
from expolens.report.ledger import Ledger
from expolens.report.prose import sentence_of
from expolens.values import FIELDS
from expolens.values.display import label
from expolens.wording import reason

_SHOWN, _DOUBTFUL = 8, 40
_UNIT = re.compile(r"\bx[0-9a-f]{10}\b")
_DECISION = re.compile(r"\bd-[0-9a-f]{10}\b")
_RULE = re.compile(r"\brule: ([a-z ]+)")
_TYPED = ("money", "date", "headcount", "financing", "province", "country", "listing", "city")


def quality(ledger: Ledger) -> Section:
    """Count and show every remark, exclusion by role, disagreement of sources, stale decision, doubtful match, and what is missing by field."""
    rows = [*_remarked(ledger), *_excluded(ledger), *_disagreeing(ledger), *_stale(ledger)]
    intro = sentence_of("quality.intro" if rows else "quality.none", ledger)
    blocks: list[Paragraph | Table] = [Paragraph((intro,))]
    if rows:
        header = (
            Cell(ledger.word("quality.column_remark")),
            Cell("n", align="right"),
            Cell(ledger.word("quality.column_which")),
        )
        cells = tuple(
            (Cell(what), Cell(number_text(len(which)), align="right"), Cell(_cut(which, ledger)))
            for what, which in rows
        )
        blocks.append(Table("remarks", 0, ledger.word("quality.remarks"), header, cells))
    blocks += [made for made in (_doubtful(ledger), completeness(ledger)) if made]
    return Section("quality", ledger.word("section.quality"), tuple(blocks))


Noticed = tuple[str, list[str]]
"""What was noticed, and of which, each once."""


def _remarked(ledger: Ledger) -> Iterator[Noticed]:
    found: dict[str, dict[str, None]] = {}
    for remark in ledger.remarks:
        found.setdefault(remark.code, {})[_said(remark, ledger)] = None
    for code, texts in found.items():
        yield ledger.word(f"remark.{code}"), list(texts)


def _said(remark: Remark, ledger: Ledger) -> str:
    """Return a remark's own words with the name of its subject; ids in it become names, values are printed."""
    name = ledger.named(remark.subject)
    detail = _UNIT.sub(lambda found: ledger.named(found.group()), remark.detail)
    said = {one.decision: one.said for one in ledger.applied}
    detail = _DECISION.sub(lambda found: said.get(found.group()) or found.group(), detail)
    detail = _RULE.sub(
        lambda found: ledger.word(f"rule.{found.group(1).replace(' ', '_')}"), detail
    )
    if remark.code == "suggested_province":
        words, _, slug = detail.rpartition(": ")
        place = label(FIELDS["province"], slug).within(ledger.language)
        detail = f"{words}: {place}" if words else place
    if not detail or detail == name:
        return name
    return detail if detail.startswith(name) else f"{name}: {detail}"


def _excluded(ledger: Ledger) -> Iterator[Noticed]:
    out = [one for one in ledger.exhibitors.values() if not one.included]
    if out:
        names = [f"{ledger.named(one.id)} ({one.reason.removeprefix('role: ')})" for one in out]
        yield ledger.word("quality.not_exhibitor"), names


def _disagreeing(ledger: Ledger) -> Iterator[Noticed]:
    """Yield, by field, where several sources print a value and not the same one."""
    found: dict[str, dict[str, None]] = {}
    for one in ledger.profiles:
        known = FIELDS.get(one.field)
        others = _others(one)
        if (
            known
            and not known.personal
            and known.type in _TYPED
            and one.value is not None
            and others
        ):
            text = ledger.word(
                "quality.disagree_one",
                name=ledger.named(one.exhibitor),
                value=one.raw,
                source=one.source,
                others=ledger.word("phrase.semicolon").join(others),
            )
            found.setdefault(one.field, {})[text] = None
    for field, texts in found.items():
        name = FIELDS[field].label.within(ledger.language)
        yield ledger.word("quality.disagree", field=name), list(texts)


def _others(one: Profile) -> list[str]:
    """Return what other sources print, where it is something else."""
    pairs = [(text.partition("=")[0], text.partition("=")[2].strip()) for text in one.others]
    return [
        f"{text} ({source})"
        for source, text in pairs
        if text and text != one.raw.strip() and source != one.source
    ]


def _stale(ledger: Ledger) -> Iterator[Noticed]:
    found: dict[str, dict[str, None]] = {}
    said = {one.decision: one.said for one in ledger.applied}
    for one in ledger.applied:
        if one.outcome != "applied":
            because = why(one, said, ledger.language)
            text = f"{one.decision}: {ledger.word('phrase.semicolon').join(filter(None, (spoken(one.said, ledger.language), because)))}"
            found.setdefault(one.outcome, {})[text] = None
    for outcome, texts in sorted(found.items()):
        words = ledger.word(f"outcome_decision.{outcome}")
        yield ledger.word("quality.stale", outcome=words), list(texts)


def _cut(texts: Sequence[str], ledger: Ledger) -> str:
    shown = list(texts[:_SHOWN])
    if len(texts) > _SHOWN:
        shown.append(ledger.word("label.more", n=len(texts) - _SHOWN))
    return ledger.word("phrase.semicolon").join(shown)


def _doubtful(ledger: Ledger) -> Table | None:
    """List matches that wait for a decision, the likeliest first."""
    waiting = sorted(
        (link for link in ledger.links if link.status == "review"),
        key=lambda link: (-link.probability, link.exhibitor, link.record),
    )
    if not waiting:
        return None
    rows = []
    for link in waiting[:_DOUBTFUL]:
        record = link.record.partition(":")[2]
        why = ledger.word("phrase.semicolon").join(
            reason(code, ledger.language) for code in link.reasons
        )
        candidate = ledger.candidates.get((link.exhibitor, link.record), "")
        rows.append(
            tuple(
                map(
                    Cell,
                    (
                        ledger.named(link.exhibitor),
                        candidate or record,
                        record if candidate else "",
                        why,
                    ),
                )
            )
        )
    names = ("listed", "candidate", "record", "why")
    header = tuple(Cell(ledger.word(f"quality.column_{name}")) for name in names)
    notes = [ledger.word("quality.doubtful_note")]
    if len(waiting) > _DOUBTFUL:
        notes.append(ledger.word("quality.doubtful_more", n=len(waiting) - _DOUBTFUL))
    title = ledger.word(
        "quality.doubtful", n=len(waiting), k=len({link.exhibitor for link in waiting})
    )
    return Table("doubtful", 0, title, header, tuple(rows), tuple(notes))
