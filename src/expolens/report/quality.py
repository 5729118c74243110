"""What a reader should know of the data, and what was not done."""

from __future__ import annotations

from expolens.model.document import Cell, Paragraph, Section, Sentence, Span, Table
from expolens.model.exhibitor import Remark
from expolens.model.match import Link
from expolens.model.source import ROLES
from expolens.model.text import Text
from expolens.model.undone import Undone
from expolens.report.ledger import Ledger
from expolens.report.methods import paragraph
from expolens.values import FIELDS
from expolens.wording import reason, word

_SHOWN = 8


def quality(ledger: Ledger) -> Section:
    """Count and show every remark, every doubtful link, every exclusion by role, every stale decision."""
    rows = _noticed(ledger)
    blocks: list[Paragraph | Table] = []
    if rows:
        header = (
            Cell(ledger.say("Remark", "备注")),
            Cell("n", align="right"),
            Cell(ledger.say("Which", "涉及")),
        )
        cells = tuple(
            (Cell(what), Cell(str(n), align="right"), Cell(which)) for what, n, which in rows
        )
        title = ledger.say(
            "What was noticed in the data; nothing was dropped",
            "数据中发现的问题（未删除任何记录）",
        )
        blocks.append(Table("remarks", 0, title, header, cells))
    else:
        blocks.append(paragraph(ledger.say("Nothing was noticed.", "未发现问题。")))
    doubtful = _doubtful(ledger)
    if doubtful:
        blocks.append(doubtful)
    return Section("quality", word("section.quality", ledger.language), tuple(blocks))


def _noticed(ledger: Ledger) -> list[tuple[str, int, str]]:
    """Return what was noticed, of how many, and of which."""
    rows = []
    for code, remarks in _by_code(ledger).items():
        subjects = {remark.subject for remark in remarks}
        rows.append(
            (word(f"remark.{code}", ledger.language), len(subjects), _examples(remarks, ledger))
        )
    excluded = [one for one in ledger.exhibitors.values() if not one.included]
    if excluded:
        names = [
            f"{one.name or ledger.say('(no name)', '（无名称）')} ({one.reason})"
            for one in excluded
        ]
        rows.append(
            (ledger.say("Not an exhibitor", "非参展商"), len(excluded), _cut(names, ledger))
        )
    stale = [one for one in ledger.applied if one.outcome != "applied"]
    if stale:
        words = [
            f"{one.decision}: {one.outcome}{f' ({one.detail})' if one.detail else ''}"
            for one in stale
        ]
        rows.append(
            (
                ledger.say("Decisions that do not apply", "未能应用的判定"),
                len(stale),
                _cut(words, ledger),
            )
        )
    return rows


def _by_code(ledger: Ledger) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = {}
    for remark in ledger.remarks:
        found.setdefault(remark.code, []).append(remark)
    return found


def _examples(remarks: list[Remark], ledger: Ledger) -> str:
    texts = []
    for remark in remarks:
        name = ledger.named(remark.subject)
        texts.append(
            remark.detail
            if name in remark.detail
            else f"{name}: {remark.detail}"
            if remark.detail
            else name
        )
    return _cut(list(dict.fromkeys(texts)), ledger)


def _cut(texts: list[str], ledger: Ledger) -> str:
    more = len(texts) - _SHOWN
    shown = "; ".join(texts[:_SHOWN])
    return f"{shown}; {word('label.more', ledger.language, n=more)}" if more > 0 else shown


def _doubtful(ledger: Ledger) -> Table | None:
    """List links that wait for a decision, the likeliest first."""
    waiting = sorted(
        (link for link in ledger.links if link.status == "review"),
        key=lambda link: (-link.probability, link.exhibitor, link.record),
    )
    if not waiting:
        return None
    rows = [
        (
            Cell(ledger.named(link.exhibitor)),
            Cell(_candidate(link, ledger)),
            Cell("; ".join(reason(code, ledger.language) for code in link.reasons)),
        )
        for link in waiting[:40]
    ]
    title = ledger.say(
        f"Doubtful links, counted as not found until somebody decides (n={len(waiting)})",
        f"待判定的匹配，判定前按未找到计（n={len(waiting)}）",
    )
    notes = (
        ledger.say(
            "Decide them with: expolens export --as gaps, then expolens review --from the filled-in sheet.",
            "可用 expolens export --as gaps 导出，填写后用 expolens review --from 读回。",
        ),
    )
    header = (
        Cell(ledger.say("As listed", "名单名称")),
        Cell(ledger.say("Candidate record", "候选记录")),
        Cell(ledger.say("Why", "依据")),
    )
    return Table("doubtful", 0, title, header, tuple(rows), notes)


def _candidate(link: Link, ledger: Ledger) -> str:
    """Return the name of a candidate record with its source, or its key where a person named it."""
    name = ledger.candidates.get((link.exhibitor, link.record), link.record.partition(":")[2])
    return f"{name} ({link.source})"


def undone(ledger: Ledger) -> Section:
    """Say what was not made, why, and which file or key would enable it."""
    if not ledger.undone:
        done = paragraph(
            ledger.say("Everything the protocol asks for was done.", "方案要求的内容均已完成。")
        )
        return Section("undone", word("section.undone", ledger.language), (done,))
    rows = []
    for one in ledger.undone:
        label = Text(one.en, one.zh).within(ledger.language)
        rows.append(
            (
                Cell(label),
                Cell(word(f"undone.{one.why}", ledger.language, needs=_need(one.needs, ledger))),
                Cell(_enable(one, ledger)),
            )
        )
    header = (
        Cell(ledger.say("Not done", "未完成")),
        Cell(ledger.say("Why", "原因")),
        Cell(ledger.say("What would enable it", "如何补全")),
    )
    table = Table(
        "undone", 0, ledger.say("What was not done", "未能完成的部分"), header, tuple(rows)
    )
    return Section("undone", word("section.undone", ledger.language), (table,))


def _need(needs: str, ledger: Ledger) -> str:
    if needs in ROLES:
        return word(f"role.{needs}", ledger.language)
    if needs in FIELDS:
        return FIELDS[needs].label.within(ledger.language)
    return needs


def _enable(one: Undone, ledger: Ledger) -> str:
    if one.needs in ROLES:
        return word(f"enable.{one.needs}", ledger.language)
    if one.why == "no_field":
        return word("enable.column", ledger.language)
    if one.why == "no_values":
        return word("enable.gaps", ledger.language)
    if one.why == "no_factors":
        return word("enable.factors", ledger.language, needs=one.needs)
    before = next(
        (other for other in ledger.undone if other.id == one.needs and other is not one), None
    )
    return _enable(before, ledger) if before else "–"


def banner(ledger: Ledger) -> Paragraph | None:
    """Return the notice of a study that is no whole, real one."""
    if ledger.study.nature == "real":
        return None
    text = ledger.study.notice.within(ledger.language) or word(
        f"banner.{ledger.study.nature}", ledger.language
    )
    return Paragraph((Sentence((Span(text, emphasis=True),)),), "warning")
