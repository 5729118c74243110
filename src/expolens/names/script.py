"""In which script a name is written, and the two names of a cell that holds both."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_SPLIT = re.compile(r"\s*[/|｜／\n]\s*|\s{2,}")


def language_of(text: str) -> str:
    """Return "zh" for a name with Chinese characters only, "en" without any, "mixed" with Latin words beside them.

    >>> [language_of(name) for name in ("示例科技", "Stand-in Tech", "示例AI科技")]
    ['zh', 'en', 'mixed']
    """
    han, latin = bool(_HAN.search(text)), bool(_LATIN.search(text))
    return "mixed" if han and latin else "zh" if han else "en"


def bilingual(text: str) -> tuple[str, str]:
    """Split "中文 / English" in one cell into its two names; the second is "" where it is one name.

    Only a cell whose parts are one of Chinese and one of no Chinese at all is split, so "A/B Tech" stays whole.

    >>> bilingual("示例科技有限公司 / Stand-in Tech Co., Ltd.")
    ('示例科技有限公司', 'Stand-in Tech Co., Ltd.')
    """
    parts = [part for part in _SPLIT.split(text.strip()) if part]
    if len(parts) == 2:
        chinese = [part for part in parts if _HAN.search(part)]
        latin = [part for part in parts if not _HAN.search(part) and _LATIN.search(part)]
        if len(chinese) == 1 and len(latin) == 1:
            return chinese[0], latin[0]
    return text.strip(), ""
