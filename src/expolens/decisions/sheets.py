"""The sheet of gaps: what its columns are called when it goes out, and how they are known again when it comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from expolens.model.decision import Judgement

_NAMED = re.compile(r"\[([^\[\]\s]+)\]")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its name in Chinese, whether a person fills it in, its width, and the words it may hold.

    `choices` are the words that are kept, each with the one that Chinese readers write for it. `shown` columns are for the reader
    alone: a sheet without them can be read back.
    """

    key: str
    zh: str
    fill: bool = False
    width: int = 14
    choices: tuple[tuple[str, str], ...] = ()
    shown: bool = False

    @property
    def header(self) -> str:
        """The header as it is written: the key, then its Chinese name."""
        return f"{self.key} / {self.zh}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the workbook with its columns in order."""

    name: str
    holds: str
    holds_zh: str
    columns: tuple[Column, ...]


_SIGNED = (
    Column("by", "填写人", fill=True),
    Column("date", "日期", fill=True),
    Column("why", "理由", fill=True, width=30),
)
_WHO = (
    Column("exhibitor", "参展商编号"),
    Column("name", "名称", width=36),
    Column("booth", "展位"),
)

MISSING = Sheet(
    "Missing",
    "values that no source gives; fill in the value and where it is from",
    "各来源均缺失的数值；请填写数值及其出处",
    (
        *_WHO,
        Column("field", "字段"),
        Column("label", "内容", width=30),
        Column("state", "现状", width=26),
        Column("as published", "原文", width=20, shown=True),
        Column("value", "填写值", fill=True, width=24),
        Column("where from", "出处", fill=True, width=30),
        *_SIGNED,
    ),
)
LINKS = Sheet(
    "Links",
    "names that may be one company; fill in same, different or unsure",
    "可能为同一企业的名称；请填写 same（同一）、different（不同）或 unsure（不确定）",
    (
        Column("left", "编号", width=8),
        Column("name", "名称", width=34),
        Column("other names", "其他名称", width=26, shown=True),
        Column("booth", "展位", width=10),
        Column("right", "候选编号", width=10),
        Column("source", "候选来源", width=10),
        Column("candidate", "候选名称", width=36),
        Column("code", "候选信用代码", width=22),
        Column("probability", "概率", width=11),
        Column("reasons", "依据", width=46),
        Column("published", "候选资料", width=30, shown=True),
        Column("said", "已有判断", width=26, shown=True),
        Column(
            "verdict",
            "判断",
            fill=True,
            choices=(("same", "同一"), ("different", "不同"), ("unsure", "不确定")),
        ),
        *_SIGNED,
    ),
)
ROSTER = Sheet(
    "Roster",
    "exhibitors whose attendance is unclear; fill in present or absent",
    "到场情况不明的参展商；请填写 present（到场）或 absent（缺席）",
    (
        *_WHO,
        Column("marks", "核对记录", width=48),
        Column("verdict", "判断", fill=True, choices=(("present", "到场"), ("absent", "缺席"))),
        *_SIGNED,
    ),
)
SHEETS = (MISSING, LINKS, ROSTER)
COVER = "Read me"
SIGNATURE = ("by", "date")
"""What the cover asks for once, for every line that does not say it itself."""


def words_said(judgements: Iterable[Judgement]) -> str:
    """Write what people said of a pair, with the decisions by which a later answer settles it.

    >>> words_said([Judgement("x1", "r:1", "A", "same", "d-1", False, "conflict")])
    'A: same [d-1]'
    """
    return "; ".join(f"{one.by}: {one.verdict} [{one.decision}]" for one in judgements)


def decisions_said(cell: str) -> tuple[str, ...]:
    """Return the decisions that a cell of `words_said` names.

    >>> decisions_said("A: same [d-1]; B: different [d-2]")
    ('d-1', 'd-2')
    """
    return tuple(dict.fromkeys(_NAMED.findall(cell)))


def key_of(header: str) -> str:
    """Return the key that a header names, whatever stands behind the stroke; its Chinese name alone will do.

    >>> key_of("where from / 出处"), key_of("出处"), key_of("填写人")
    ('where from', 'where from', 'by')
    """
    key = header.partition("/")[0].strip().casefold()
    return _BY_NAME.get(key, key)


_BY_NAME = {column.zh: column.key for sheet in SHEETS for column in sheet.columns if column.fill}
