"""What was done, written from what ran."""

from __future__ import annotations

from collections import Counter

import expolens
from expolens.model.document import Cell, Paragraph, Section, Sentence, Span, Table
from expolens.model.source import Source
from expolens.report.ledger import Ledger
from expolens.wording import word


def paragraph(*texts: str, kind: str = "text") -> Paragraph:
    """Make a paragraph of plain sentences."""
    return Paragraph(tuple(Sentence((Span(text),)) for text in texts if text), kind)  # type: ignore[arg-type]


def methods(ledger: Ledger) -> Section:
    """Write sources with dates and hashes, rows in and out, how names were resolved, rules of the numbers."""
    say = ledger.say
    study = ledger.study
    frozen = say(f", data as of {study.date}", f"，数据截至{study.date}") if study.date else ""
    version = say(
        f"Made by Expolens {expolens.__version__} with the protocol “{study.protocol.id}”{frozen}.",
        f"由 Expolens {expolens.__version__} 按方案“{study.protocol.id}”生成{frozen}。",
    )
    blocks: list[Paragraph | Table] = [paragraph(version), _sources(ledger)]
    blocks += [*_resolving(ledger), *_numbers(ledger), *_decisions(ledger)]
    return Section("methods", word("section.methods", ledger.language), tuple(blocks))


def _sources(ledger: Ledger) -> Table:
    say = ledger.say
    header = [
        say("Source", "来源"),
        say("Role", "类别"),
        say("Date", "日期"),
        say("Rows in", "输入行"),
        say("Records", "记录"),
        say("Columns understood", "识别的列"),
        "SHA-256",
    ]
    rows = []
    notes: list[str] = []
    for one in ledger.sources:
        columns = ", ".join(entry.rpartition("=")[0] for entry in one.columns)
        if one.role == "cited":
            columns = say("published figures", "已发表数据")
        title = f"{one.title}: {one.file}" if one.title else one.file
        cells = (
            title,
            word(f"role.{one.role}", ledger.language),
            one.date or "–",
            str(one.rows_in),
            str(one.records),
            columns or "–",
            one.sha256[:12],
        )
        rows.append(
            tuple(
                Cell(text, align="right" if i in (3, 4) else "left") for i, text in enumerate(cells)
            )
        )
        notes += [f"{one.file}: {note}" for note in one.notes]
        if one.unread:
            notes.append(
                say(
                    f"{one.file}: columns not used: {', '.join(one.unread)}",
                    f"{one.file}：未使用的列：{'、'.join(one.unread)}",
                )
            )
        if one.personal:
            notes.append(
                say(
                    f"{one.file}: personal columns withheld: {', '.join(one.personal)}",
                    f"{one.file}：不输出的个人信息列：{'、'.join(one.personal)}",
                )
            )
    title = say(
        "Sources as received; every row in is a record out", "数据来源（每一输入行对应一条记录）"
    )
    return Table(
        "sources", 0, title, tuple(Cell(text) for text in header), tuple(rows), tuple(notes)
    )


def _resolving(ledger: Ledger) -> list[Paragraph]:
    """Say by what names were accepted, and for each registry and library how many were."""
    sentences = [text for source in ledger.sources if (text := _found(source, ledger))]
    if not sentences:
        return []
    rule = ledger.say(
        "Names are accepted on an equal registration code, or an equal name of any kind (legal, former, short, English) that just one record bears; anything less waits for a person.",
        "名称仅在登记代码相同、或任一名称（法定、曾用、简称、英文）完全相同且唯一时接受，其余待人工判定。",
    )
    return [paragraph(rule, *sentences)]


def _found(source: Source, ledger: Ledger) -> str:
    """Say how many exhibitors were found in a source, wait for a decision, or were not looked up; "" for other sources."""
    say = ledger.say
    included = {one.id for one in ledger.exhibitors.values() if one.included}
    looked = [
        one for one in ledger.lookups if one.source == source.id and one.exhibitor in included
    ]
    if not looked:
        return ""
    outcomes = Counter(one.outcome for one in looked)
    doubtful = [
        link for link in ledger.links if link.source == source.id and link.status == "review"
    ]
    waiting = len({link.exhibitor for link in doubtful if link.exhibitor in included})
    counts = (
        (
            outcomes["found"],
            f"of {len(looked)} exhibitors found",
            f"家找到（共{len(looked)}家参展商）",
        ),
        (outcomes["not_found"], "not found", "家未找到"),
        (
            outcomes["not_looked_up"],
            "without a record, and not known to have been looked up",
            "家无记录且不知是否查询过",
        ),
        (waiting, "wait for a decision and count as not found", "家待人工判定，暂按未找到计"),
    )
    parts = [say(f"{n} {en}", f"{n}{zh}") for i, (n, en, zh) in enumerate(counts) if n or i == 0]
    covers = source.covers == "all"
    scope = (
        say("which covers all companies of its kind", "覆盖全部同类企业")
        if covers
        else say("which holds what was asked for", "仅含所查询的企业")
    )
    name = source.title or source.id
    return say(f"{name}, {scope}: {'; '.join(parts)}.", f"{name}（{scope}）：{'；'.join(parts)}。")


def _numbers(ledger: Ledger) -> list[Paragraph]:
    say = ledger.say
    definitions = dict.fromkeys(
        one.method for one in ledger.statistics.values() if one.kind == "quantiles"
    )
    rates = "; ".join(
        f"1 {rate.base} = {rate.rate} {rate.quote} ({rate.date}{', ' + rate.source if rate.source else ''})"
        for rate in ledger.study.rates
    )
    texts = [
        say(
            "Percentages are rounded half up from whole counts and stand with n and N; missing values are a category of their own and stay in N.",
            "百分比由整数计数四舍五入得出，并列出n与N；缺失值单列一类并保留在N中。",
        ),
        say("“More than” and “at least” are different numbers.", "“高于”与“不低于”是不同的数字。"),
        say(
            f"Percentiles follow {', '.join(definitions)}.",
            f"百分位数定义：{'、'.join(definitions)}。",
        )
        if definitions
        else "",
        say(f"Exchange rates: {rates}.", f"汇率：{rates}。") if rates else "",
        say(
            "This is a complete count of one event: no confidence intervals are given.",
            "本研究为对一次活动的全数统计，故不给出置信区间。",
        )
        if ledger.study.nature == "real"
        else "",
    ]
    return [paragraph(*texts)]


def _decisions(ledger: Ledger) -> list[Paragraph]:
    if not ledger.applied:
        return []
    outcomes = Counter(
        one.outcome for one in {one.decision: one for one in ledger.applied}.values()
    )
    say = ledger.say
    parts = [say(f"{outcomes['applied']} applied", f"{outcomes['applied']}条已应用")]
    parts += [f"{n} {name}" for name, n in sorted(outcomes.items()) if name != "applied"]
    return [
        paragraph(
            say(f"Decisions by people: {', '.join(parts)}.", f"人工判定：{'，'.join(parts)}。")
        )
    ]
