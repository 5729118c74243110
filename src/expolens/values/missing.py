"""The marks that say "no value here"."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from expolens.values.reading import NOT_APPLICABLE, NOT_DISCLOSED, Reading

_UNDISCLOSED = frozenset(
    [
        "-",
        "--",
        "---",
        "—",
        "——",
        "–",
        "－",
        "/",
        "\\",
        "n/a",
        "na",
        "n.a.",
        "nan",
        "none",
        "null",
        "nil",
        "unknown",
        "undisclosed",
        "tbd",
        "#n/a",
        "#name?",
        "#value!",
        "#ref!",
        "未公开",
        "未披露",
        "信息未公开披露",
        "不详",
        "未知",
        "暂无",
        "暂无数据",
        "暂无信息",
        "无数据",
        "待定",
        "未填写",
        "企业选择不公示",
        "not_available",
        "〃",
    ]
) | {"not available", "not disclosed", "not public"}
_INAPPLICABLE = frozenset({"不适用", "not applicable", "无需填写"})


def missing(raw: str, marks: Collection[str] = ()) -> Reading | None:
    """Return the absence that a cell stands for, or None where it holds something; `marks` are a source's own.

    >>> missing("—").absence, missing("不适用").absence, missing("0")
    (<Absence.NOT_DISCLOSED: 'not_disclosed'>, <Absence.NOT_APPLICABLE: 'not_applicable'>, None)
    """
    text = unicodedata.normalize("NFKC", raw).strip().casefold()
    if not text or text in _UNDISCLOSED or raw.strip() in marks:
        return NOT_DISCLOSED
    return NOT_APPLICABLE if text in _INAPPLICABLE else None
