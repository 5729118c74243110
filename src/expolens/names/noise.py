"""What stands beside a name in a cell and is no part of it: an ordinal, a booth, a telephone number, "exhibitor", "new"."""

from __future__ import annotations

import re

_HAN = r"[\u3400-\u9fff]"
_BOOTH = r"(?:[A-Z]{1,3}\d{0,2}[A-Z]?-?\d{1,4}[A-Z]?|\d{1,2}[A-Z]{1,2}\d{1,4}[A-Z]?|\d{1,2}\.\d{1,2}[A-Z]\d{1,4})"
_SAID = r"(?:展商|参展商|参展企业|展览商|赞助商|主办方?|承办方?|协办方?|新展商|新|new|exhibitor|sponsor|展位号?|展台号?|摊位号?|馆号|booth|stand|hall)"
_ORDINAL = re.compile(r"^\s*(?:no\.?\s*)?[#＃(（]?\d{1,4}\s*[.、)）:：]\s*(?=\D)", re.IGNORECASE)
_PREFIX = re.compile(rf"^{_SAID}\s*[:：]\s*(?=\S)", re.IGNORECASE)
_BRACKETED = re.compile(
    rf"\s*[(（\[【]\s*(?:{_SAID}\s*(?:no\.?)?\s*[:：]?\s*[A-Z0-9.\-/]*|{_BOOTH})\s*[)）\]】]\s*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"(?:^|[\s,，;；|｜])(?:展位号?|展台号?|摊位号?|booth|stand)\s*(?:no\.?)?\s*[:：]?\s*{_BOOTH}(?=$|[\s,，;；|｜])",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(
    r"(?<!\d)(?:0\d{2,3}[- ]?\d{7,8}|1[3-9]\d{9}|\+?86[- ]?\d{10,11}|400[- ]?\d{3}[- ]?\d{4})(?!\d)"
)
_TRAILING = re.compile(
    rf"(?<={_HAN}|[)）])(?:[\s,，;；|｜/]+{_BOOTH})+$|(?<={_HAN}|[)）])[\s,，;；|｜]*(?:NEW|new|New)!?$"
)
_LEADING = re.compile(rf"^(?:{_BOOTH}|NEW|New|new)[\s,，;；|｜:：]+(?={_HAN})")
_SIGNS = "★☆●○◆◇■□▲△▶►•·*※✓✔→"
_ENDS = " \t,，;；|｜:：-–—" + _SIGNS


def without_noise(text: str) -> str:
    """Return a name without what stands beside it in a cell; the text itself where nothing would be left.

    A booth is only taken off a Chinese name: "Pier 1" and "Studio 54" are names.

    >>> [without_noise(one) for one in ("394. 示例科技有限公司", "示例科技有限公司（展位号：8B369）", "示例科技有限公司 C53", "Pier 1")]
    ['示例科技有限公司', '示例科技有限公司', '示例科技有限公司', 'Pier 1']
    """
    rest = text.strip(_ENDS) or text.strip()
    for pattern in (_ORDINAL, _PREFIX, _TELEPHONE, _BRACKETED, _NUMBERED, _TRAILING, _LEADING):
        rest = pattern.sub("", rest).strip(_ENDS) or rest
    return rest or text.strip()
